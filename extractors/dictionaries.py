"""Users' own dictionaries (`--actors`): our tables, PETRARCH and TABARI files, merged into the known actors.

What the user lists wins over what the project lists; of two files the later wins.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from extractors.gazetteer import (
    COUNTRY_COLUMNS,
    GROUP_COLUMNS,
    ORGANISATION_COLUMNS,
    PERSON_COLUMNS,
    Entry,
    EntryKind,
    Gazetteer,
    build_gazetteer,
    by_first_piece,
    coded_names,
    country_names,
    load_gazetteer,
    pieces_of,
)
from extractors.listed import ListedNames, listed_names
from extractors.petrarch import Listing, read_listing
from extractors.roles import ROLE_COLUMNS, Role, RoleTable, load_roles, plurals, read_roles, role_of_agent
from schemas.countries import country_codes
from schemas.errors import InputError, SeedError
from schemas.seeds import hash_files, read_csv, read_file

NOTE = "note"
# What the kind column of organisations.csv may say beside its own kinds, so that one table can hold all unknown actors.
KINDS: dict[str, EntryKind] = {"person": "person", "group": "group"}
N_SHOWN_LINES = 5
NOTHING_LISTED = Listing((), (), ())

Names = tuple[tuple[str, Entry], ...]
RoleRow = tuple[tuple[str, ...], Role, bool]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """What one file gives: `names` as (alias, entry), the `listing` of a PETRARCH or TABARI file, and warnings."""

    names: Names = ()
    roles: tuple[Role, ...] = ()
    listing: Listing = NOTHING_LISTED
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownActors:
    """All that is known of actors before the text is read, the users' dictionaries included."""

    gazetteer: Gazetteer
    roles: RoleTable
    warnings: tuple[str, ...] = ()


def load_actors(extra: Sequence[Path] = ()) -> KnownActors:
    """The project's actors with the users' dictionaries `extra`, read once per process while the files stay the same.

    Raises InputError where a file is missing or holds no actor, SeedError where a line cannot be read.
    """
    if not extra:
        return KnownActors(load_gazetteer(), load_roles())
    return _load(tuple(extra), hash_files(extra))


@lru_cache(maxsize=4)
def _load(extra: tuple[Path, ...], _content: str | None) -> KnownActors:
    gazetteer, roles = load_gazetteer(), load_roles()
    warnings: list[str] = []
    for path in extra:
        dictionary = read_dictionary(path)
        gazetteer = with_names(gazetteer, dictionary.names)
        gazetteer = with_listed(gazetteer, listed_names(dictionary.listing.actors, gazetteer, roles))
        roles = with_roles(roles, role_rows(dictionary, roles))
        warnings.extend(dictionary.warnings)
    return KnownActors(gazetteer, roles, tuple(warnings))


def read_dictionary(path: Path) -> Dictionary:
    """What the file holds: one of our tables, told by its header, or a PETRARCH or TABARI file.

    Raises SeedError naming the line that cannot be read, InputError where there is no actor in the file.
    """
    header = header_of(read_file(path))
    table = TABLES.get(header)
    if table is not None:
        return table(path, header)
    if path.suffix.lower() == ".csv":
        known = "; ".join(",".join(columns) for columns in KNOWN_HEADERS)
        raise SeedError(
            f"{path.name}:1: the header {','.join(header)!r} is not that of a table of actors; one of {known}"
        )
    listing = read_listing(path)
    if not listing.actors and not listing.agents:
        raise InputError(
            f"--actors {path}: no line reads as NAME_ [CODE], +SYNONYM_ or AGENT_ [~CODE]; is it a dictionary of verbs?"
        )
    return Dictionary(listing=listing, warnings=tuple(warnings_of(path, listing)))


def header_of(content: bytes) -> tuple[str, ...]:
    """The cells of the first line."""
    first = content.split(b"\n", 1)[0].decode("utf-8-sig", errors="replace").rstrip("\r")
    return tuple(next(csv.reader([first]), ()))


def warnings_of(path: Path, listing: Listing) -> Iterator[str]:
    """Yield what a user must be told of a file: how many of its lines were not taken, the first of them, and why."""
    if listing.unknown:
        shown = "; ".join(
            f"line {one.number} {one.text.strip()[:60]!r}: {one.reason}" for one in listing.unknown[:N_SHOWN_LINES]
        )
        more = len(listing.unknown) - N_SHOWN_LINES
        yield f"{path.name}: {len(listing.unknown)} lines were not taken. {shown}" + (
            f"; and {more} more" if more > 0 else ""
        )


def country_table(path: Path, _header: tuple[str, ...]) -> Dictionary:
    """A table like countries.csv."""
    return Dictionary(names=checked(path, country_names(path), COUNTRY_COLUMNS))


def role_table(path: Path, _header: tuple[str, ...]) -> Dictionary:
    """A table like roles.csv; a user need not sort it."""
    return Dictionary(roles=tuple(read_roles(path, is_sorted=False)))


def coded_table(kind: EntryKind) -> Callable[[Path, tuple[str, ...]], Dictionary]:
    """A reader of a table like organisations.csv, groups.csv or persons.csv."""

    def read(path: Path, header: tuple[str, ...]) -> Dictionary:
        names = coded_names(path, header, kind)
        return Dictionary(names=checked(path, with_kinds(path, header, names) if "kind" in header else names, header))

    return read


def with_kinds(path: Path, header: tuple[str, ...], names: Iterable[tuple[str, Entry]]) -> Iterator[tuple[str, Entry]]:
    """`names` with persons and groups as what the kind column says they are."""
    kinds = {row["name"]: KINDS[row["kind"]] for _, row in read_csv(path, header) if row["kind"] in KINDS}
    for alias, entry in names:
        yield alias, replace(entry, kind=kinds[entry.name]) if entry.name in kinds else entry


def checked(path: Path, names: Iterable[tuple[str, Entry]], header: tuple[str, ...]) -> Names:
    """`names` where their codes are made of capitals and their countries are known; SeedError else."""
    found = tuple(names)
    if not found:
        raise InputError(f"--actors {path}: the table has a header and no row; add rows or leave the file out")
    for _, entry in found:
        if not entry.code.isalpha() or not entry.code.isupper():
            where = place_of(path, header, entry.name)
            raise SeedError(f"{where}: code of {entry.name!r}: write capitals, such as ISRGOV, not {entry.code!r}")
        if entry.country is not None and entry.country not in country_codes():
            where = place_of(path, header, entry.name)
            raise SeedError(f"{where}: country {entry.country!r} of {entry.name!r} is not ISO 3166-1 alpha-3")
    return found


def place_of(path: Path, header: tuple[str, ...], name: str) -> str:
    """File and line of the row of that name."""
    line = next((line for line, row in read_csv(path, header) if row["name"] == name), 1)
    return f"{path.name}:{line}"


KNOWN_HEADERS = (COUNTRY_COLUMNS, ORGANISATION_COLUMNS, GROUP_COLUMNS, PERSON_COLUMNS, ROLE_COLUMNS)
TABLES: dict[tuple[str, ...], Callable[[Path, tuple[str, ...]], Dictionary]] = {
    COUNTRY_COLUMNS: country_table,
    ROLE_COLUMNS: role_table,
    ORGANISATION_COLUMNS: coded_table("organisation"),
    (*ORGANISATION_COLUMNS, NOTE): coded_table("organisation"),
    GROUP_COLUMNS: coded_table("group"),
    PERSON_COLUMNS: coded_table("person"),
}


def with_names(base: Gazetteer, named: Names) -> Gazetteer:
    """`base` with the names of a table, which replace what it has for the same words or under the same main name."""
    if not named:
        return base
    added = build_gazetteer(named)
    mine: dict[str, list[Entry]] = defaultdict(list)
    for entry in dict.fromkeys(entry for _, entry in named):
        mine[entry.name].append(entry)
    own_keys = {key for rows in added.names.values() for key, _ in rows}
    kept = [
        (key, renewed(entries, mine)) for rows in base.names.values() for key, entries in rows if key not in own_keys
    ]
    surnames = {surname: renewed(entries, mine) for surname, entries in base.surnames.items()}
    for surname, entries in added.surnames.items():
        surnames[surname] = tuple(dict.fromkeys((*surnames.get(surname, ()), *entries)))
    return replace(
        base,
        names=by_first_piece([*kept, *(row for rows in added.names.values() for row in rows)]),
        surnames=surnames,
        countries=base.countries | added.countries,
        capitals=base.capitals | added.capitals,
    )


def renewed(entries: tuple[Entry, ...], mine: dict[str, list[Entry]]) -> tuple[Entry, ...]:
    """`entries` with those of the user for the actors that the user lists: a person's offices under any alias.

    The names of a country keep what they are, adjective or capital.
    """
    found: dict[Entry, None] = {}
    for entry in entries:
        same = [own for own in mine.get(entry.name, ()) if own.kind == entry.kind] if entry.name in mine else []
        found |= dict.fromkeys(same or [entry])
    return tuple(found)


def with_listed(base: Gazetteer, listed: ListedNames) -> Gazetteer:
    """`base` with names that are listed in capitals."""
    if not listed.rows:
        return base
    keys = {key for key, _ in listed.rows}
    older = [row for rows in base.any_case.values() for row in rows if row[0] not in keys]
    inflected = [row for rows in base.inflected.values() for row in rows if row[0] not in keys]
    names = [(key, renewed(entries, listed.by_name)) for rows in base.names.values() for key, entries in rows]
    surnames = {surname: renewed(entries, listed.by_name) for surname, entries in base.surnames.items()}
    return replace(
        base,
        names=by_first_piece(names),
        surnames=surnames | listed.surnames,
        any_case=by_first_piece([*older, *listed.rows]),
        inflected=by_first_piece([*inflected, *(row for row in listed.inflected if row[0] not in keys)]),
    )


def role_rows(dictionary: Dictionary, roles: RoleTable) -> Iterator[RoleRow]:
    """Yield (words, role, whether plural) of the role nouns of a file."""
    for role in dictionary.roles:
        key = words_of(role.noun)
        yield key, role, False
        yield from ((plural, role, True) for plural in plurals(key))
    for agent in dictionary.listing.agents:
        role, is_plural = role_of_agent(agent.noun, agent.code, roles)
        key = words_of(agent.noun)
        yield key, role, is_plural
        listed = plurals(key) if agent.plurals is None else map(words_of, agent.plurals)
        yield from ((plural, role, True) for plural in listed if not is_plural)


def words_of(noun: str) -> tuple[str, ...]:
    """The words of a role noun as the table has them."""
    return tuple(piece.lower() for piece, _, _ in pieces_of(noun))


def with_roles(base: RoleTable, rows: Iterable[RoleRow]) -> RoleTable:
    """`base` with the user's role nouns, which replace its own of the same words."""
    mine: dict[tuple[str, ...], RoleRow] = {}
    for row in rows:
        if row[0]:
            # "men" that stands itself in the list, not as the plural of "man".
            mine[row[0]] = row if row[0] not in mine or not row[2] else mine[row[0]]
    if not mine:
        return base
    nouns: dict[str, list[RoleRow]] = defaultdict(list)
    for kept in base.nouns.values():
        for row in kept:
            if row[0] not in mine:
                nouns[row[0][0]].append(row)
    for row in mine.values():
        nouns[row[0][0]].append(row)
    for found in nouns.values():
        found.sort(key=lambda row: -len(row[0]))
    return RoleTable(dict(nouns))
