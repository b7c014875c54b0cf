"""A candidate as the encoder reads it: the sentence with source, target and trigger between marks, as token numbers.

Training and use share this module, so that both see the same. A long sentence is cut to a window around its spans.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tokenizers import Tokenizer

from schemas.corpus import CorpusRow, Span
from schemas.errors import SeedError

# Rows of BERT's vocabulary that its makers left unused serve as marks; the encoder learns what they mean.
SOURCE, TARGET, TRIGGER = ("[unused1]", "[unused2]"), ("[unused3]", "[unused4]"), ("[unused5]", "[unused6]")
CLS, SEP, PAD = "[CLS]", "[SEP]", "[PAD]"
# Pieces of a sentence that are kept; nine in ten news sentences are shorter, the rest is read around its spans.
MOST_PIECES = 88


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question to the ranker. Spans are half-open offsets in `text`."""

    text: str
    source: Span
    target: Span
    trigger: Span

    def turned(self) -> Candidate:
        """The same words with source and target changed over."""
        return Candidate(self.text, self.target, self.source, self.trigger)


def candidate_of(row: CorpusRow) -> Candidate:
    """The question that a row of the corpus asks."""
    return Candidate(row.text, row.source, row.target, row.trigger)


@dataclass(frozen=True, slots=True)
class Encoded:
    """Token numbers, and where the opening marks of source, target and trigger stand among them."""

    ids: tuple[int, ...]
    marks: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Encoder:
    """The tokenizer with the numbers of the marks."""

    tokenizer: Tokenizer

    def pieces(self, text: str) -> list[tuple[int, int, int]]:
        """(token number, start, end) of the pieces of `text`."""
        encoding = self.tokenizer.encode(text, add_special_tokens=False)
        return [(i, start, end) for i, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)]

    def encode(self, candidate: Candidate) -> Encoded:
        """The candidate's tokens. Spans that overlap keep their own marks, the outer ones outside."""
        spans = (candidate.source, candidate.target, candidate.trigger)
        pieces = _window(self.pieces(candidate.text), spans)
        opening, closing = _numbers(self.tokenizer)
        ids, marks = [opening[-2]], [0, 0, 0]
        opened: set[int] = set()
        for number, start, end in pieces:
            for which, (first, last) in sorted(enumerate(spans), key=lambda one: one[1][0] - one[1][1]):
                if which not in opened and start < last and end > first:
                    opened.add(which)
                    marks[which] = len(ids)
                    ids.append(opening[which])
            ids.append(number)
            for which, (_, last) in sorted(enumerate(spans), key=lambda one: one[1][1] - one[1][0]):
                if which in opened and start < last <= end:
                    ids.append(closing[which])
        return Encoded((*ids, opening[-1]), (marks[0], marks[1], marks[2]))


def _window(pieces: list[tuple[int, int, int]], spans: Sequence[Span]) -> list[tuple[int, int, int]]:
    """As many pieces as fit, with the spans in their middle."""
    if len(pieces) <= MOST_PIECES:
        return pieces
    inside = [i for i, (_, start, end) in enumerate(pieces) for first, last in spans if start < last and end > first]
    if not inside:
        return pieces[:MOST_PIECES]
    low, high = min(inside), max(inside) + 1
    room = max(0, MOST_PIECES - (high - low))
    low = max(0, min(low - room // 2, len(pieces) - MOST_PIECES))
    return pieces[low : low + max(MOST_PIECES, high - low)]


@cache
def _numbers(tokenizer: Tokenizer) -> tuple[tuple[int, ...], tuple[int, ...]]:
    pairs = (SOURCE, TARGET, TRIGGER)
    opening = [_number(tokenizer, word) for word in (*(pair[0] for pair in pairs), CLS, SEP)]
    return tuple(opening), tuple(_number(tokenizer, pair[1]) for pair in pairs)


def _number(tokenizer: Tokenizer, word: str) -> int:
    found = tokenizer.token_to_id(word)
    if found is None:
        raise SeedError(f"the tokenizer has no {word}; restore tokenizer.json beside the network")
    return int(found)


def load_encoder(path: Path) -> Encoder:
    """The encoder of a `tokenizer.json`."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Encoder(tokenizer)
