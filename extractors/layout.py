"""The raw text as lines: normalised, unwrapped where a wire wrapped them, each with its place in the raw text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.offsets import MappedText, cut, normalise

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")
BULLET = re.compile(r"(?:[•●◦▪■‣⁃*·►▶]|[-–—](?= [A-Z]))\s*")
SENTENCE_END = re.compile(r"[.!?][\"')\]]*$")
# A wire wraps at 60 to 80 characters; no paragraph of an article is that even.
WRAP_WIDTHS = (45, 100)
MIN_WRAPPED_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the article. `block` counts the groups of lines with no blank line between them."""

    mapped: MappedText
    block: int
    is_bullet: bool

    @property
    def text(self) -> str:
        """The normalised text of the line."""
        return self.mapped.text

    @property
    def is_sentence(self) -> bool:
        """Whether the line ends as a sentence does."""
        return SENTENCE_END.search(self.text) is not None


def lines_of(raw: str) -> list[Line]:
    """The lines of a raw text that hold more than spaces, without their bullets."""
    blocks = list(raw_blocks(raw))
    is_wrapped = looks_wrapped(raw, blocks)
    lines: list[Line] = []
    for number, spans in enumerate(blocks):
        parts = [(spans[0][0], spans[-1][1])] if is_wrapped else spans
        found = (line_of(raw, start, end, number) for start, end in parts)
        lines.extend(line for line in found if line.text)
    return lines


def raw_blocks(raw: str) -> Iterator[list[tuple[int, int]]]:
    """Yield the spans of the lines of each group that stands between blank lines."""
    block: list[tuple[int, int]] = []
    last = 0
    for match in LINE.finditer(raw):
        if block and raw[last : match.start()].replace("\r\n", "\n").count("\n") > 1:
            yield block
            block = []
        if match.group().strip():
            block.append(match.span())
        elif block:
            yield block
            block = []
        last = match.end()
    if block:
        yield block


def looks_wrapped(raw: str, blocks: list[list[tuple[int, int]]]) -> bool:
    """Whether line breaks stand inside sentences: most lines but the last of a group are even and end nowhere."""
    inner = [raw[start:end].strip() for spans in blocks for start, end in spans[:-1]]
    least, most = WRAP_WIDTHS
    if len(inner) < MIN_WRAPPED_LINES or any(len(line) > most for line in inner):
        return False
    broken = sum(len(line) >= least and not SENTENCE_END.search(line) for line in inner)
    return broken >= 0.75 * len(inner)


def line_of(raw: str, start: int, end: int, block: int) -> Line:
    """The normalised line at `raw[start:end]`, a bullet before it taken off."""
    mapped = normalise(raw, start, end)
    bullet = BULLET.match(mapped.text)
    if bullet is None:
        return Line(mapped, block, is_bullet=False)
    return Line(cut(mapped, bullet.end(), len(mapped.text)), block, is_bullet=True)
