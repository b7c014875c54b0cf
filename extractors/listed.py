"""What the actors of a PETRARCH or TABARI file are: countries, persons, groups, organisations, and their word forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.gazetteer import Entry, EntryKind, Gazetteer, Row, fold, pieces_of, surname_of
from extractors.petrarch import ListedActor, ListedName
from extractors.roles import RoleTable, split_code
from schemas.countries import country_codes

GEOGRAPHIC: frozenset[EntryKind] = frozenset({"country", "adjective", "demonym", "capital", "government"})
SMALL_WORDS = frozenset("al and bin d da de del di du el for ibn in la of on the van von".upper().split())
# Acronyms are no longer; longer words in capitals are names.
LONGEST_ACRONYM = 4
ARMED = frozenset({"REB", "SEP", "INS", "UAF"})
ORGANISED = frozenset(
    """academy agency alliance army assembly association bank board brigade brigades bureau campaign center centre
    coalition committee company confederation conference congress convention corporation council court federation force
    forces foundation front fund group institute league movement network office organisation organization parliament
    party secretariat service society tribunal union university""".upper().split()
)
LONGEST_PERSON = 5
# What may follow a name that its list leaves open: "ALBANIA" reads Albanian and Albanians, "ISRAEL" Israeli.
ADJECTIVE_ENDINGS = ("N", "AN", "IAN", "I", "ESE", "ISH")
PLURAL_ENDINGS = ("S", "ES")
SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class ListedNames:
    """The names of a file by their pieces in capitals; `by_name` are the entries by the actor's main name."""

    rows: tuple[Row, ...]
    inflected: tuple[Row, ...]
    surnames: dict[str, tuple[Entry, ...]]
    by_name: dict[str, list[Entry]]


def listed_names(actors: Iterable[ListedActor], known: Gazetteer, roles: RoleTable) -> ListedNames:
    """The names of listed actors with what they are; those that `known` has keep their nature and their spelling."""
    spelled: dict[tuple[str, ...], tuple[Entry, ...]] = defaultdict(tuple)
    for known_key, found in (row for rows in known.names.values() for row in rows):
        spelled[tuple(piece.upper() for piece in known_key)] += found
    listed: dict[tuple[str, ...], dict[Entry, None]] = defaultdict(dict)
    inflected: dict[tuple[str, ...], dict[Entry, None]] = defaultdict(dict)
    surnames: dict[str, dict[Entry, None]] = defaultdict(dict)
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for actor in actors:
        for name in actor.names:
            key = key_of(name)
            if not key:
                continue
            entries = entries_of(actor, key, spelled, roles)
            listed[key] |= dict.fromkeys(entries)
            for form, inflection in forms_of(name, key, entries):
                inflected[form][inflection] = None
            for entry in entries:
                if entry.kind == "person" and len(key) > 1:
                    surnames[surname_of(key)][entry] = None
                if entry not in by_name[entry.name]:
                    by_name[entry.name].append(entry)
    return ListedNames(
        tuple((key, tuple(entries)) for key, entries in listed.items()),
        tuple((key, tuple(entries)) for key, entries in inflected.items() if key not in listed),
        {surname: tuple(entries) for surname, entries in surnames.items()},
        dict(by_name),
    )


def key_of(name: ListedName) -> tuple[str, ...]:
    """The pieces of a name in capitals, without an article before it."""
    pieces = tuple(piece.upper() for piece, _, _ in pieces_of(name.text))
    return pieces[1:] if len(pieces) > 1 and pieces[0] == "THE" else pieces


def entries_of(
    actor: ListedActor, key: tuple[str, ...], spelled: dict[tuple[str, ...], tuple[Entry, ...]], roles: RoleTable
) -> tuple[Entry, ...]:
    """What one of the actor's names stands for, an entry for each code and its days."""
    country = country_of(actor)
    same = [entry for entry in spelled.get(key, ()) if entry.country == country]
    main = key_of(actor.names[0])
    before = same or [entry for entry in spelled.get(main, ()) if entry.country == country]
    name = before[0].name if before else written(actor.names[0].text)
    kinds: Sequence[EntryKind] = tuple(dict.fromkeys(entry.kind for entry in same)) or (kind_of(actor, key, roles),)
    return tuple(
        Entry(kind, name, dated.code, country, dated.start, dated.end, partners=actor.partners)
        for dated in actor.codes
        for kind in kinds
    )


def country_of(actor: ListedActor) -> str | None:
    """The country that the actor's codes begin with."""
    heads = {dated.code[:3] for dated in actor.codes}
    return heads.pop() if len(heads) == 1 and heads <= set(country_codes()) else None


def kind_of(actor: ListedActor, key: tuple[str, ...], roles: RoleTable) -> EntryKind:
    """What an actor is by its codes and words: no dictionary of this format says it.

    A bare country is the country; armed roles make a group; who has dates or was once in office (ELI) is a person, as
    is a name of two to five words without a noun for a body in it, where the code is of one country.
    """
    country = country_of(actor)
    parts = {part for dated in actor.codes for part in split_code(dated.code)}
    is_dated = any(dated.start or dated.end for dated in actor.codes)
    if parts == {country} and not is_dated:
        return "country"
    is_body = bool(set(key) & ORGANISED) or any(
        hit.role.category in {"body", "force", "band"} for hit in roles.find(" ".join(key).lower())
    )
    if country is None or is_body:
        return "group" if "IMG" in parts or parts & ARMED else "organisation"
    if is_dated or "ELI" in parts:
        return "person"
    if parts & ARMED:
        return "group"
    return "person" if 2 <= len(key) <= LONGEST_PERSON else "organisation"


def written(text: str) -> str:
    """A name in capitals as running text has it; acronyms and names of mixed case stay."""
    words = text.split()
    if not text.isupper() or (len(words) == 1 and len(text) <= LONGEST_ACRONYM):
        return text
    return " ".join(
        word.lower() if i and word in SMALL_WORDS else "-".join(part.capitalize() for part in word.split("-"))
        for i, word in enumerate(words)
    )


def forms_of(
    name: ListedName, key: tuple[str, ...], entries: Iterable[Entry]
) -> Iterator[tuple[tuple[str, ...], Entry]]:
    """Yield the forms of a name that its list leaves open: plurals, and of one-word countries the adjectives."""
    stem = fold(key[-1])
    if name.is_exact or len(stem) < SHORTEST_STEM:
        return
    for entry in entries:
        if entry.kind == "person":
            continue
        if entry.kind == "country" and len(key) == 1:
            for ending in ADJECTIVE_ENDINGS:
                yield (stem + ending,), as_kind(entry, "adjective")
                yield (stem + ending,), as_kind(entry, "demonym")
                yield (stem + ending + "S",), as_kind(entry, "demonym")
        for ending in PLURAL_ENDINGS:
            yield (*key[:-1], stem + ending), as_kind(entry, "demonym" if entry.kind in GEOGRAPHIC else entry.kind)


def as_kind(entry: Entry, kind: EntryKind) -> Entry:
    """`entry` as another kind of name."""
    return Entry(kind, entry.name, entry.code, entry.country, entry.start, entry.end, entry.office, entry.partners)
