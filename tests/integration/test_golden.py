"""The sample articles end to end: every row is as a reader judged it, and no fewer are right than were."""

from __future__ import annotations

import pytest

from tests.integration.golden import VERDICTS, changes, current_rows, read_golden

# What share of the judged rows must be right: a strict reader, who also asks for the day where a sentence before tells
# it, called 122 of 318 right. Raise it with the coder.
LEAST_RIGHT = 0.37


@pytest.mark.e2e
def test_the_rows_are_those_that_were_reviewed() -> None:
    assert changes(current_rows(), read_golden()) == []


def test_every_row_was_judged() -> None:
    assert [row for row in read_golden() if row["verdict"] not in VERDICTS] == []


def test_a_wrong_row_says_why() -> None:
    assert [row for row in read_golden() if row["verdict"] == "wrong" and not row["note"]] == []


def test_no_fewer_rows_are_right() -> None:
    verdicts = [row["verdict"] for row in read_golden()]
    assert verdicts.count("right") / len(verdicts) >= LEAST_RIGHT


def test_articles_without_politics_give_no_events() -> None:
    quiet = {"arrival-review", "rugby-world-cup-final", "black-monday-markets"}
    assert [row for row in read_golden() if row["article"] in quiet] == []


def test_a_changed_row_is_told() -> None:
    golden = read_golden()
    assert changes(golden[1:], golden)[0].startswith("- ")
    assert changes([{**golden[0], "code": "999"}, *golden[1:]], golden)[0].startswith("+ ")
