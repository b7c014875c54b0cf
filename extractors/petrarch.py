"""The dictionaries of PETRARCH and TABARI: actors (`NAME_ [CODE dates]`, `+SYNONYM_`) and agents (`NOUN_ [~CODE]`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from extractors.gazetteer import parse_day
from schemas.countries import country_codes
from schemas.errors import SeedError

# Codes of CAMEO's actor list that are not ISO 3166-1, and states that are gone, as in seeds/actors/README.md.
ISO_OF = {
    "BUR": "MMR",
    "CSK": "CZE",
    "DDR": "DEU",
    "GZS": "PSE",
    "KSV": "XKX",
    "PAL": "PSE",
    "ROM": "ROU",
    "SCG": "SRB",
    "SUN": "RUS",
    "TMP": "TLS",
    "WBK": "PSE",
    "YUG": "SRB",
    "ZAR": "COD",
}
# "[---]" takes a name out of play.
NO_ACTOR = "---"
# Two-digit years above this are of the last century, as PETRARCH reads them.
LAST_YEAR_OF_THIS_CENTURY = 30
# So many faults of one file are told at once.
N_SHOWN_FAULTS = 10

COMMENT = re.compile(r";.*|(?:^|(?<=\s))#.*|<!--.*?-->")
BRACKET = re.compile(r"\[([^\[\]]*)\]")
PLURALS = re.compile(r"\{([^{}]*)\}")
SET_NAME = re.compile(r"!(\w+)!")
SET_LINE = re.compile(r"\s*!(\w+)!\s*=\s*(.+)")
CODE = re.compile(r"(?:[A-Z]{3})+")
RESTRICTION = re.compile(r"(?P<sign>[<>])(?P<day>\d{8}|\d{6})|(?P<first>\d{8}|\d{6})-(?P<last>\d{8}|\d{6})")


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code with the days on which it holds, both included; None is open."""

    code: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class ListedName:
    """A name as words with spaces. `is_exact` where it ended in an underscore: else its last word may be inflected."""

    text: str
    is_exact: bool


@dataclass(frozen=True, slots=True)
class ListedActor:
    """The names of one actor, the main one first; `codes` are empty where they stand for no actor.

    `partners` are the codes of further actors that the same words name ("[FRA/DEU]").
    """

    names: tuple[ListedName, ...]
    codes: tuple[DatedCode, ...]
    partners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListedAgent:
    """A role noun in small letters; `plurals` are None where English forms them."""

    noun: str
    code: str
    plurals: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class UnknownLine:
    """A line of which nothing was taken, and why."""

    number: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What a file of this format holds."""

    actors: tuple[ListedActor, ...]
    agents: tuple[ListedAgent, ...]
    unknown: tuple[UnknownLine, ...]


@dataclass
class Block:
    """A name with the lines that belong to it, while they are read."""

    number: int
    text: str
    names: list[ListedName] = field(default_factory=list)
    codes: list[DatedCode] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    has_code: bool = False


class Reader:
    """Reads one file line by line; faults are gathered, so that a user sees them together."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.block: Block | None = None
        self.actors: list[ListedActor] = []
        self.agents: list[ListedAgent] = []
        self.unknown: list[UnknownLine] = []
        self.faults: list[str] = []
        self.sets: dict[str, tuple[str, ...]] = {}

    def read(self, lines: Iterable[str]) -> Listing:
        """The content of the file. Raises SeedError where a code or a date cannot be read."""
        for number, line in enumerate(lines, start=1):
            text = COMMENT.sub("", line.rstrip("\r\n")).rstrip()
            if not text.strip():
                continue
            try:
                self.read_line(number, text)
            except SeedError as error:
                self.faults.append(str(error))
        self.close()
        if self.faults:
            more = len(self.faults) - N_SHOWN_FAULTS
            told = self.faults[:N_SHOWN_FAULTS] + ([f"{self.name}: {more} more such lines"] if more > 0 else [])
            raise SeedError("\n".join(told))
        return Listing(tuple(self.actors), tuple(self.agents), tuple(self.unknown))

    def read_line(self, number: int, text: str) -> None:
        """Take up one line without its comment."""
        where = f"{self.name}:{number}"
        if ("[" in text) != ("]" in text):
            raise SeedError(f"{where}: {text.strip()!r} opens a bracket or closes one, but not both; write [CODE]")
        defined = SET_LINE.fullmatch(text)
        if defined:
            words = tuple(spaced(word) for word in defined.group(2).split(",") if word.strip())
            self.sets[defined.group(1).upper()] = words
        elif text.lstrip().startswith("+"):
            self.add_synonym(number, text.strip())
        elif text[0].isspace():
            self.add_codes(number, text, where)
        else:
            self.open(number, text, where)

    def add_synonym(self, number: int, text: str) -> None:
        """A further name of the block, which takes the block's codes."""
        if self.block is None or "[" in text or not spaced(text[1:]):
            reason = "a synonym has its codes from the name above it" if self.block else "no name stands above it"
            self.unknown.append(UnknownLine(number, text, reason))
        else:
            self.block.names.append(listed_name(text[1:]))

    def add_codes(self, number: int, text: str, where: str) -> None:
        """The codes of an indented line."""
        if self.block is None or "[" not in text:
            reason = "an indented line has the codes of the name above it: [CODE]"
            self.unknown.append(UnknownLine(number, text.strip(), reason))
        else:
            take_codes(self.block, text, where)

    def open(self, number: int, text: str, where: str) -> None:
        """A new name, or an agent."""
        self.close()
        if is_agent(text):
            self.agents.extend(self.agents_of(number, text, where))
            return
        name = PLURALS.sub("", BRACKET.sub("", text))
        if not spaced(name):
            self.unknown.append(UnknownLine(number, text, "it has no name"))
            return
        self.block = Block(number, text, [listed_name(name)])
        take_codes(self.block, text, where)

    def close(self) -> None:
        """The end of a block."""
        block, self.block = self.block, None
        if block is None:
            return
        if block.has_code:
            self.actors.append(ListedActor(tuple(block.names), tuple(block.codes), tuple(block.partners)))
        else:
            self.unknown.append(UnknownLine(block.number, block.text, "no [CODE] stands with this name or below it"))

    def agents_of(self, number: int, text: str, where: str) -> Iterator[ListedAgent]:
        """Yield the role nouns of an agent's line, one for each word of a set (`!PERSON!`) that it names."""
        bracket, plural = BRACKET.search(text), PLURALS.search(text)
        noun = PLURALS.sub("", BRACKET.sub("", text))
        if bracket is None or not spaced(noun):
            self.unknown.append(UnknownLine(number, text, "an agent is a noun and its code: NOUN_ [~CODE]"))
            return
        code = bracket.group(1).strip().replace("~", "")
        if CODE.fullmatch(code) is None:
            raise SeedError(f"{where}: {bracket.group()!r} is no role code; write [~GOV], in groups of three letters")
        plurals = None if plural is None else tuple(spaced(p).lower() for p in plural.group(1).split(",") if spaced(p))
        for form in self.expanded(noun, where):
            yield ListedAgent(spaced(form).lower(), code, plurals)

    def expanded(self, noun: str, where: str) -> list[str]:
        """The noun with each word of the sets in it put in their place."""
        named = SET_NAME.search(noun)
        if named is None:
            return [noun]
        if named.group(1).upper() not in self.sets:
            raise SeedError(f"{where}: {named.group()} is not defined above; write {named.group()} = WORD, WORD")
        words = self.sets[named.group(1).upper()]
        return [form for word in words for form in self.expanded(noun.replace(named.group(), word, 1), where)]


def is_agent(text: str) -> bool:
    """Whether a line names people by what they do, of whatever country: "~" says so, or a plural without a country."""
    code = BRACKET.search(text)
    has_country = code is not None and code.group(1).strip()[:3] in country_codes()
    return "~" in text or (not has_country and bool(PLURALS.search(text) or SET_NAME.search(text)))


def spaced(text: str) -> str:
    """`text` with spaces for underscores."""
    return " ".join(text.replace("_", " ").split())


def listed_name(text: str) -> ListedName:
    """A name as it was written; an underscore at its end closes it."""
    return ListedName(spaced(text), text.strip().endswith("_"))


def take_codes(block: Block, text: str, where: str) -> None:
    """Add the codes in the brackets of a line to the block."""
    for bracket in BRACKET.finditer(text):
        block.has_code = True
        rows = [list(dated_codes(part, where)) for part in bracket.group(1).split("/")]
        if len(rows) > 1 and all(len(row) == 1 and row[0].start is None and row[0].end is None for row in rows):
            block.partners.extend(row[0].code for row in rows[1:])
            rows = rows[:1]
        block.codes.extend(dated for row in rows for dated in row)


def dated_codes(part: str, where: str) -> Iterator[DatedCode]:
    """Yield the codes of "CODE", "CODE >date", "CODE <date", "CODE date-date", with several spans or none."""
    text = re.sub(r"\s*-\s*(?=\d)|(?<=[<>])\s+", lambda m: m.group().strip(), part.replace("(", " ").replace(")", " "))
    code, *restrictions = text.split() or [""]
    if code == NO_ACTOR:
        return
    if CODE.fullmatch(code) is None:
        raise SeedError(f"{where}: {part.strip()!r} is no code; write [ISRGOV] in groups of three letters, or [---]")
    spans = [span_of(restriction, where) for restriction in restrictions]
    starts, ends = [s for s, e in spans if e is None], [e for s, e in spans if s is None]
    if len(spans) == 2 and len(starts) == len(ends) == 1 and (starts[0] or date.min) < (ends[0] or date.max):
        spans = [(starts[0], ends[0])]
    for start, end in spans or [(None, None)]:
        yield DatedCode(iso_code(code), start, end)


def span_of(restriction: str, where: str) -> tuple[date | None, date | None]:
    """The days of one restriction: `>` from that day on, `<` until the day before, `a-b` both included."""
    match = RESTRICTION.fullmatch(restriction)
    if match is None:
        raise SeedError(f"{where}: {restriction!r} is no date; write >020101, <19991231 or 990101-010615")
    if match["first"]:
        start, end = day_of(match["first"], where), day_of(match["last"], where, last=True)
        if end < start:
            raise SeedError(f"{where}: {restriction!r} ends before it starts; write the earlier day first")
        return start, end
    day = day_of(match["day"], where)
    return (day, None) if match["sign"] == ">" else (None, day - timedelta(days=1))


def day_of(digits: str, where: str, *, last: bool = False) -> date:
    """The day of YYMMDD or YYYYMMDD; 00 for an unknown month or day."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= LAST_YEAR_OF_THIS_CENTURY else "19") + digits
    year, month, day = digits[:4], digits[4:6], digits[6:]
    cell = year if month == "00" else f"{year}-{month}" if day == "00" else f"{year}-{month}-{day}"
    found = parse_day(cell, last=last, where=where)
    if found is None:
        raise SeedError(f"{where}: {digits!r} is no date; write YYMMDD or YYYYMMDD")
    return found


def iso_code(code: str) -> str:
    """An actor code with its country in ISO 3166-1 alpha-3 where CAMEO's differs; "PALPAL" is one country."""
    head = ISO_OF.get(code[:3], code[:3])
    rest = code[3:].removeprefix(code[:3]) if code[:3] == "PAL" else code[3:]
    return head + rest


def read_listing(path: Path) -> Listing:
    """The actors and agents of a PETRARCH or TABARI file. Raises SeedError naming the lines that cannot be read."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        return Reader(path.name).read(lines)
