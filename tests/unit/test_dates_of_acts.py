"""Which date each act of a story gets: one table with a frozen clock, read by a real parser.

The table is `tests/samples/dates_of_acts.csv`. A story's paragraphs are parted by " | "; the trigger stands in its last
sentence (its last such word). The clock is Wednesday 24 November 2021.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from spacy.language import Language

from extractors.dates import date_of_act, thread_date
from extractors.repairs import repair
from extractors.sentences import ParsedSentence
from schemas.records import ResolvedDate, Sentence, Status

WED = date(2021, 11, 24)
TABLE = Path(__file__).parents[1] / "samples" / "dates_of_acts.csv"
with TABLE.open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


def story(nlp: Language, text: str, trigger: str, status: Status) -> ResolvedDate | None:
    """The date of the act of `trigger` in the last sentence of a story."""
    *before, last = [sentence for part in text.split(" | ") for sentence in paragraph(nlp, part)]
    previous: ResolvedDate | None = None
    for sentence in before:
        previous = thread_date(sentence, published=WED, previous=previous)
    token = next(token for token in reversed(list(last.span)) if token.text == trigger)
    return date_of_act(last, token, status=status, published=WED, previous=previous)


def paragraph(nlp: Language, text: str) -> Iterator[ParsedSentence]:
    """The parsed sentences of a paragraph."""
    for span in repair(nlp(text)).sents:
        start, end = span.start_char, span.end_char
        yield ParsedSentence(Sentence("a", 0, start, end, span.text, False), span, 0)


def test_the_table_is_large_and_says_nothing_twice() -> None:
    assert len(CASES) >= 150
    assert len({(case["story"], case["trigger"]) for case in CASES}) == len(CASES)
    assert min(Counter(case["phenomenon"] for case in CASES).values()) >= 10


@pytest.mark.model
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['trigger']}: {case['story'][:60]}")
def test_date_of_act(nlp: Language, case: dict[str, str]) -> None:
    status: Status = case["status"]  # type: ignore[assignment]  # the table holds only statuses
    found = story(nlp, case["story"], case["trigger"], status)
    assert found is not None
    assert (found.date.isoformat(), found.precision, found.basis) == (case["date"], case["precision"], case["basis"])
