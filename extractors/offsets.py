"""Normalised text that remembers where each of its characters stood in the raw text."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.records import OffsetRun

STRAIGHT = str.maketrans(
    {**dict.fromkeys("“”„‟″«»", '"'), **dict.fromkeys("‘’‚‛′´`", "'"), "\u2011": "-", "\u2010": "-"}
)
# Zero-width characters, direction marks, soft hyphens, byte-order marks, and control characters that are no space.
INVISIBLE = r"\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
CHANGED = re.compile(rf"[\s{INVISIBLE}]*[^\S ][\s{INVISIBLE}]*|[\s{INVISIBLE}]{{2,}}|[{INVISIBLE}]|\S[\u0300-\u036f]+")
SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text and its runs: the characters of a run stand side by side in both texts, in the same order."""

    text: str
    runs: tuple[OffsetRun, ...]


def normalise(raw: str, start: int, end: int) -> MappedText:
    """`raw[start:end]` with straight quotes, single spaces, composed accents and nothing invisible; ends stripped."""
    parts: list[str] = []
    runs: list[OffsetRun] = []
    length = 0
    for piece, at in pieces(raw, start, end):
        if piece:
            add_run(runs, OffsetRun(length, at, len(piece)))
            parts.append(piece)
            length += len(piece)
    return stripped(MappedText("".join(parts), tuple(runs)))


def pieces(raw: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Yield (clean text, raw offset) of the stretches that map character by character."""
    at = start
    for match in CHANGED.finditer(raw, start, end):
        yield raw[at : match.start()].translate(STRAIGHT), at
        yield from changed(match.group(), match.start())
        at = match.end()
    yield raw[at:end].translate(STRAIGHT), at


def changed(found: str, at: int) -> Iterator[tuple[str, int]]:
    """Yield what stands in the clean text for spaces, invisible characters, or a letter with accents beside it."""
    space = SPACE.search(found)
    if space:
        yield " ", at + space.start()
        return
    composed = unicodedata.normalize("NFC", found)
    if len(composed) == 1 and len(found) > 1:
        yield composed, at
    elif found[0] != composed[0] or unicodedata.combining(found[-1]):
        yield found, at


def add_run(runs: list[OffsetRun], run: OffsetRun) -> None:
    """Append `run`, joined to the last one where both texts go on without a gap."""
    if runs:
        last = runs[-1]
        if last.clean + last.length == run.clean and last.raw + last.length == run.raw:
            runs[-1] = OffsetRun(last.clean, last.raw, last.length + run.length)
            return
    runs.append(run)


def cut(mapped: MappedText, start: int, end: int) -> MappedText:
    """The part `[start:end)` of a mapped text."""
    runs = []
    for run in mapped.runs:
        first, last = max(run.clean, start), min(run.clean + run.length, end)
        if first < last:
            runs.append(OffsetRun(first - start, run.raw + first - run.clean, last - first))
    return MappedText(mapped.text[start:end], tuple(runs))


def stripped(mapped: MappedText) -> MappedText:
    """A mapped text without spaces at its ends."""
    text = mapped.text
    return cut(mapped, len(text) - len(text.lstrip()), len(text.rstrip()))


def joined(parts: Iterable[MappedText], separator: str) -> MappedText:
    """The parts with `separator` between them; the separators belong to no run."""
    texts: list[str] = []
    runs: list[OffsetRun] = []
    length = 0
    for part in parts:
        length += len(separator) if texts else 0
        runs.extend(OffsetRun(length + run.clean, run.raw, run.length) for run in part.runs)
        texts.append(part.text)
        length += len(part.text)
    return MappedText(separator.join(texts), tuple(runs))


def raw_position(runs: Sequence[OffsetRun], clean_offset: int) -> int:
    """Where the character at `clean_offset` stood in the raw text.

    A character that cleaning put in (a paragraph's separator) stands where the text before it ended. To map a
    half-open span, map its last character and add one. Raises ValueError outside the cleaned text.
    """
    if not runs or not 0 <= clean_offset <= runs[-1].clean + runs[-1].length:
        raise ValueError(f"offset {clean_offset} lies outside the cleaned text")
    run = runs[max(bisect_right(runs, clean_offset, key=lambda run: run.clean) - 1, 0)]
    return run.raw + min(clean_offset - run.clean, run.length)
