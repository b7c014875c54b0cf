"""Sheets: rows of the corpus as a person writes them, one line each.

    042|happened|lead|active|[Foreign Minister Tuomas Aho] <flew> to {Riga} ^on Monday^.
    NONE|-|lead|active|[France] <beat> {Croatia} in ~Moscow~ to win the cup.|sport

Code, status, genre, syntax, the sentence with its marks, and where there is one a note. Marks: [source], {target},
<trigger>, ^time^, ~place~. Lines that are empty or begin with "#" are skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from schemas.corpus import NONE, CorpusRow, Span, problems
from schemas.errors import InputError

OPENED = {"[": "source", "{": "target", "<": "trigger"}
CLOSED = {"]": "[", "}": "{", ">": "<"}
PAIRED = {"^": "time", "~": "place"}
MARK = re.compile(r"[\[\]{}<>^~]")


def read_sheet(path: Path) -> Iterator[CorpusRow]:
    """The rows of a sheet. Raises InputError with file and line at the first that is wrong."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            try:
                row = parse_line(line)
            except ValueError as error:
                raise InputError(f"{path.name}, line {number}: {error}") from error
            if wrong := problems(row):
                raise InputError(f"{path.name}, line {number}: {'; '.join(wrong)}")
            yield row


def parse_line(line: str) -> CorpusRow:
    """The row of one line. Raises ValueError where fields or marks are missing, doubled or nested."""
    fields = [field.strip() for field in line.split("|")]
    if len(fields) not in (5, 6):
        raise ValueError(f"{len(fields)} fields between '|', not 5 or 6: code|status|genre|syntax|sentence|note")
    code, status, genre, syntax, marked, *note = fields
    text, spans = take_off_marks(marked)
    for name in OPENED.values():
        if len(spans[name]) != 1:
            raise ValueError(f"{len(spans[name])} spans are marked as {name}; a row has one")
    return CorpusRow(
        text=text,
        source=spans["source"][0],
        target=spans["target"][0],
        trigger=spans["trigger"][0],
        code=code,
        status=None if code == NONE and status == "-" else status,
        genre=genre,
        syntax=syntax,
        times=tuple(spans["time"]),
        places=tuple(spans["place"]),
        note=note[0] if note else "",
    )


def take_off_marks(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """The sentence without marks, and the spans by what they mark. Raises ValueError where marks nest or stay open."""
    spans: dict[str, list[Span]] = {name: [] for name in (*OPENED.values(), *PAIRED.values())}
    text, opened, start = "", "", 0
    for part in re.split(f"({MARK.pattern})", marked):
        if not MARK.fullmatch(part):
            text += part
        elif opened and (CLOSED.get(part) == opened or part == opened):
            name = OPENED.get(opened) or PAIRED[opened]
            spans[name].append((start, len(text)))
            opened = ""
        elif opened or part in CLOSED:
            raise ValueError(f"the mark {part!r} stands inside of {opened!r}" if opened else f"{part!r} closes nothing")
        else:
            opened, start = part, len(text)
    if opened:
        raise ValueError(f"the mark {opened!r} is not closed")
    return text, spans


def write_line(row: CorpusRow) -> str:
    """The row as a line of a sheet."""
    marks = [(row.source, "[", "]"), (row.target, "{", "}"), (row.trigger, "<", ">")]
    marks += [(span, "^", "^") for span in row.times] + [(span, "~", "~") for span in row.places]
    marked = row.text
    for (start, end), left, right in sorted(marks, reverse=True):
        marked = marked[:start] + left + marked[start:end] + right + marked[end:]
    fields = [row.code, row.status or "-", row.genre, row.syntax, marked]
    return "|".join([*fields, row.note] if row.note else fields)
