"""Known actors: names in the text to countries, governments, organisations, groups and persons, with their dates."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from schemas.errors import SeedError
from schemas.seeds import read_csv, seed_path, split_cell

EntryKind = Literal["country", "adjective", "demonym", "capital", "government", "organisation", "group", "person"]

COUNTRY_COLUMNS = (
    "iso3",
    "name",
    "aliases",
    "adjectives",
    "demonyms",
    "capital",
    "government_names",
    "nicknames",
    "regions",
)
ORGANISATION_COLUMNS = ("name", "aliases", "code", "country", "kind", "start", "end")
GROUP_COLUMNS = ("name", "aliases", "code", "country", "start", "end")
PERSON_COLUMNS = ("name", "aliases", "country", "office", "code", "start", "end")

# A dotted abbreviation ("U.S.") is one piece, equal to its undotted form; otherwise words and single signs.
PIECE = re.compile(r"(?:[A-Z]\.)+[A-Z]\b\.?|(?:[A-Z]\.){2,}|[^\W_]+|[^\w\s]")
SILENT = frozenset(".-'’‐")
DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
NAME_SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV"})
# Words that begin a sentence with a capital more often than they are a name; as names they stand in capitals.
COMMON_WORDS = frozenset(
    """a am an and any are as at be but by can do for had has he her him his how i if in is it its many may more most
    no none not now of off on one or other our out she so some such that the their them they this to two up us was we
    who why will with you""".split()
)
# Names that are listed in capitals stand in the text as names do: small words inside them may be written small.
LONGEST_SMALL_WORD = 3

Row = tuple[tuple[str, ...], tuple["Entry", ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for. `code` is a full CAMEO actor code; `start` and `end` are inclusive days or None.

    `partners` are the codes of further actors that the same words name.
    """

    kind: EntryKind
    name: str
    code: str
    country: str | None
    start: date | None = None
    end: date | None = None
    office: str = ""
    partners: tuple[str, ...] = ()

    def is_current(self, day: date) -> bool:
        """Whether the entry holds on `day`."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found at `start:end` (characters, half-open) and all that it may stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """`word` without accents; its case is kept."""
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def pieces_of(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield (folded piece, start, end) of `text`; dots, hyphens and apostrophes make no difference between names."""
    for match in PIECE.finditer(text):
        piece = match.group()
        if piece in SILENT:
            continue
        if len(piece) > 1 and "." in piece:
            piece = piece.replace(".", "")
        yield fold(piece), match.start(), match.end()


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Names by their first piece, the longest first, and persons by surname.

    `any_case` are names by their first piece in capitals, for lists that give no other case, and `inflected` their
    forms; a name without entries is no actor.
    """

    names: dict[str, list[Row]]
    surnames: dict[str, tuple[Entry, ...]]
    countries: dict[str, Entry]
    capitals: frozenset[str]
    any_case: dict[str, list[Row]] = field(default_factory=dict)
    inflected: dict[str, list[Row]] = field(default_factory=dict)

    def find(self, text: str) -> list[Hit]:
        """The names in `text`, the longest at each place, in order, without overlap."""
        pieces = list(pieces_of(text))
        words = tuple(piece for piece, _, _ in pieces)
        hits: list[Hit] = []
        i = 0
        while i < len(words):
            found = self._longest(words, i)
            if found is None:
                i += 1
                continue
            length, entries = found
            if entries:
                hits.append(Hit(pieces[i][1], pieces[i + length - 1][2], entries))
            i += length
        return hits

    def _longest(self, words: tuple[str, ...], i: int) -> tuple[int, tuple[Entry, ...]] | None:
        """Length and entries of the longest name at `i`; of equal ones that in any case, the exact, the inflected."""
        found = row_at(self.names, words, i)
        first = words[i].upper()
        if first not in self.any_case and first not in self.inflected:
            return found
        upper = tuple(word.upper() for word in words)
        listed, inflected = (
            row if row is not None and is_name_like(words[i : i + row[0]]) else None
            for row in (row_at(self.any_case, upper, i), row_at(self.inflected, upper, i))
        )
        rows = [row for row in (listed, found, inflected) if row is not None]
        return max(rows, key=lambda row: row[0]) if rows else None

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """All entries of exactly this name, or none."""
        hits = self.find(name)
        if len(hits) == 1 and hits[0].start == 0 and hits[0].end == len(name):
            return hits[0].entries
        return ()

    def surname(self, name: str) -> tuple[Entry, ...]:
        """All offices of persons with this surname."""
        key = fold(name)
        found = self.surnames.get(key, ())
        return found if key.isupper() else found + self.surnames.get(key.upper(), ())


def row_at(table: dict[str, list[Row]], words: tuple[str, ...], i: int) -> tuple[int, tuple[Entry, ...]] | None:
    """Length and entries of the longest name of `table` that stands at `i`."""
    if words[i] not in table:
        return None
    return next(((len(key), entries) for key, entries in table[words[i]] if words[i : i + len(key)] == key), None)


def is_name_like(words: tuple[str, ...]) -> bool:
    """Whether words are written as a name: capitals, but for small words inside; a common word in capitals alone."""
    if len(words) == 1 and words[0].lower() in COMMON_WORDS:
        return words[0].isupper() and len(words[0]) > 1
    small = [word for word in words if word[0].islower()]
    return len(small) < len(words) and all(len(word) <= LONGEST_SMALL_WORD for word in small)


def variants(pieces: tuple[str, ...], kind: EntryKind) -> Iterator[tuple[str, ...]]:
    """Yield the ways a name is written: as given, "Nato", "Al-Qaeda" for "al-Qaeda", and "ISRAEL" in capitals."""
    yield pieces
    first = pieces[0]
    if len(pieces) == 1 and first.isupper() and len(first) >= 4:
        yield (first.capitalize(),)
    if first.islower():
        yield (first.capitalize(), *pieces[1:])
    if kind in {"country", "adjective", "capital"} and not first.isupper():
        yield tuple(piece.upper() for piece in pieces)


def build_gazetteer(named: Iterable[tuple[str, Entry]]) -> Gazetteer:
    """A gazetteer of (alias, entry) pairs. An alias in small letters only is no name and is left out."""
    table: dict[tuple[str, ...], dict[Entry, None]] = defaultdict(dict)
    surnames: dict[str, dict[Entry, None]] = defaultdict(dict)
    countries: dict[str, Entry] = {}
    capitals: set[str] = set()
    for alias, entry in named:
        pieces = tuple(piece for piece, _, _ in pieces_of(alias.removeprefix("the ").removeprefix("The ")))
        if not pieces or alias.islower():
            continue
        for key in variants(pieces, entry.kind):
            table[key][entry] = None
        if entry.kind == "person" and len(pieces) > 1:
            surnames[surname_of(pieces)][entry] = None
        if entry.kind == "country" and alias == entry.name and entry.country is not None:
            countries[entry.country] = entry
        if entry.kind == "capital":
            capitals.add(fold(alias))
    return Gazetteer(
        by_first_piece((key, tuple(entries)) for key, entries in table.items()),
        {k: tuple(v) for k, v in surnames.items()},
        countries,
        frozenset(capitals),
    )


def by_first_piece(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """Names by their first piece, the longest first."""
    names: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        names[row[0][0]].append(row)
    for found in names.values():
        found.sort(key=lambda row: -len(row[0]))
    return dict(names)


def surname_of(pieces: Sequence[str]) -> str:
    """The last piece of a name that is no suffix such as Jr."""
    rest = [piece for piece in pieces if piece not in NAME_SUFFIXES]
    return rest[-1] if rest else pieces[-1]


def entry_at(entries: Sequence[Entry], day: date | None) -> Entry:
    """The office or form that holds on `day`, the newest where no day is known.

    Who held an office before `day` and none on it is of the elite (ELI); who has not yet taken one has the bare
    country as code.
    """
    newest = max(entries, key=lambda e: (e.end is None, e.end or date.max, e.start or date.min))
    if day is None:
        return newest
    current = [entry for entry in entries if entry.is_current(day)]
    if current:
        return max(current, key=lambda e: (e.start or date.min, len(e.code)))
    if newest.kind != "person" or newest.country is None:
        return newest
    is_former = any(entry.end is not None and entry.end < day for entry in entries)
    code = newest.country + ("ELI" if is_former else "")
    return Entry("person", newest.name, code, newest.country, office=newest.office)


def parse_day(cell: str, *, last: bool, where: str) -> date | None:
    """The first (or, with `last`, the last) day of a cell YYYY, YYYY-MM or YYYY-MM-DD; None where it is empty."""
    if not cell:
        return None
    match = DAY.fullmatch(cell)
    if match is None:
        raise SeedError(f"{where}: {cell!r} is no date; write YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if day is not None and month is not None:
            return date(year or 0, month, day)
        first = date(year or 0, month or (12 if last else 1), 1)
    except ValueError as error:
        raise SeedError(f"{where}: {cell!r} is no date ({error})") from error
    if not last:
        return first
    return date.fromordinal(date(first.year + first.month // 12, first.month % 12 + 1, 1).toordinal() - 1)


def country_names(path: Path) -> Iterator[tuple[str, Entry]]:
    """Yield (alias, entry) of the table of countries."""
    kinds: tuple[tuple[str, EntryKind, str], ...] = (
        ("aliases", "country", ""),
        ("nicknames", "country", ""),
        ("adjectives", "adjective", ""),
        ("demonyms", "demonym", ""),
        ("capital", "capital", "GOV"),
        ("government_names", "government", "GOV"),
    )
    for line, row in read_csv(path, COUNTRY_COLUMNS):
        iso3, name = row["iso3"], row["name"]
        if not re.fullmatch(r"[A-Z]{3}", iso3):
            raise SeedError(f"{path.name}:{line}: {iso3!r} is no three-letter country code")
        yield name, Entry("country", name, iso3, iso3)
        for column, kind, role in kinds:
            for alias in split_cell(row[column]):
                yield alias, Entry(kind, name, iso3 + role, iso3)


def coded_names(path: Path, columns: tuple[str, ...], kind: EntryKind) -> Iterator[tuple[str, Entry]]:
    """Yield (alias, entry) of a table of organisations, groups or persons."""
    for line, row in read_csv(path, columns):
        where = f"{path.name}:{line}"
        code, country = row["code"], row["country"] or None
        if len(code) % 3 or not (code or country):
            asked = "write one of three-letter parts, such as ISRGOV, or delete the row"
            raise SeedError(f"{where}: {code!r} is no code for {row['name']!r}; {asked}")
        if kind == "person" and country is not None and not code.startswith(country):
            code = code if code.startswith(("IGO", "NGO", "NGM", "IMG", "MNC", "INT")) else country + code
        start = parse_day(row["start"], last=False, where=where)
        end = parse_day(row["end"], last=True, where=where)
        if start is not None and end is not None and end < start:
            raise SeedError(f"{where}: {row['name']!r} ends ({row['end']}) before it starts ({row['start']})")
        office = row["office"] if kind == "person" else ""
        entry = Entry(kind, row["name"], code, country, start, end, office)
        for alias in (row["name"], *split_cell(row["aliases"])):
            yield alias, entry


def read_names(folder: Path) -> Iterator[tuple[str, Entry]]:
    """Yield (alias, entry) of all actor tables in `folder`. Raises SeedError with file and line."""
    tables: tuple[tuple[str, Callable[[Path], Iterator[tuple[str, Entry]]]], ...] = (
        ("countries.csv", country_names),
        ("organisations.csv", lambda path: coded_names(path, ORGANISATION_COLUMNS, "organisation")),
        ("groups.csv", lambda path: coded_names(path, GROUP_COLUMNS, "group")),
        ("persons.csv", lambda path: coded_names(path, PERSON_COLUMNS, "person")),
    )
    for name, read in tables:
        path = folder / name
        if not path.is_file():
            raise SeedError(f"{name}: the table is missing from {folder.name}/")
        yield from read(path)


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the project's own tables, read once per process."""
    return build_gazetteer(read_names(seed_path("actors")))
