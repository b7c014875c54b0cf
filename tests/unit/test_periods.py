"""How far a date reaches by the words that tell it, and whose names are persons'."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.periods import Rank, label_of, period_of
from extractors.persons import surname_of
from tests.told import on, told

# What a mention says of its time; the first and last day on which its act may lie; how well that dates it.
PERIODS: dict[str, tuple[dict[str, Any], str, str, Rank]] = {
    "a day": (on("2021-11-24"), "2021-11-24", "2021-11-24", Rank.DAY),
    "a day of the context": (on("2021-11-24", "context"), "2021-11-24", "2021-11-24", Rank.DAY),
    "a report": (on("2021-11-24", "publication"), "2021-11-23", "2021-11-25", Rank.REPORT),
    "a plan without a day": (
        {"status": "planned", **on("2021-11-24", "publication")},
        "2021-11-24",
        "2021-12-25",
        Rank.PLAN,
    ),
    "a plan with a day": ({"status": "planned", **on("2021-11-24")}, "2021-11-24", "2021-11-24", Rank.DAY),
    "a month": (on("2021-02", text="in February"), "2021-02-01", "2021-02-28", Rank.MONTH),
    "a month that was counted": (on("2021-03", text="two months ago"), "2021-03-01", "2021-03-31", Rank.MONTH),
    "recent weeks": (on("2021-03", text="in recent days"), "2021-03-01", "2021-03-31", Rank.MONTH),
    "last week": (on("2021-11", day=22, text="last week"), "2021-11-22", "2021-11-28", Rank.WEEK),
    "a week over the end of a month": (on("2021-11", day=29, text="next week"), "2021-11-29", "2021-12-05", Rank.WEEK),
    "a week from the first": (on("2021-11", text="that week"), "2021-11-01", "2021-11-07", Rank.WEEK),
    "weeks ago": (on("2021-11", day=10, text="two weeks ago"), "2021-11-07", "2021-11-13", Rank.WEEK),
    "days ago on the first": (on("2021-11", text="a few days ago"), "2021-10-29", "2021-11-04", Rank.WEEK),
    "a season": (on("2021-06", text="last summer"), "2021-06-01", "2021-08-31", Rank.MONTH),
    "a year": (on("2020", text="in 2020"), "2020-01-01", "2020-12-31", Rank.YEAR),
    "a half of a year": (
        {**on("2020", text="the second half of 2020"), "event_date": date(2020, 7, 1)},
        "2020-07-01",
        "2020-12-31",
        Rank.YEAR,
    ),
    "a decade": (on("1990", text="1990s"), "1990-01-01", "1999-12-31", Rank.YEAR),
    "the beginning of a decade": (on("1990", text="the early 1990s"), "1990-01-01", "1993-12-31", Rank.YEAR),
    "the end of a decade": (on("1987", text="late 1980s"), "1987-01-01", "1989-12-31", Rank.YEAR),
    "a decade in words": (on("1970", text="the seventies"), "1970-01-01", "1979-12-31", Rank.YEAR),
}


@pytest.mark.parametrize("case", PERIODS)
def test_period(case: str) -> None:
    changes, first, last, rank = PERIODS[case]
    found = period_of(told(1, **changes))
    assert found.first is not None and found.last is not None
    assert (date.fromordinal(found.first), date.fromordinal(found.last)) == (
        date.fromisoformat(first),
        date.fromisoformat(last),
    )
    assert found.rank is rank


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        (on("2021-11-24"), "2021-11-24"),
        (on("2021-11-24", "publication"), "2021-11-24"),
        (on("2021-11"), "2021-11"),
        (on("2021"), "2021"),
        (on("2021-11", day=22, text="last week"), "2021-11-22 to 2021-11-28"),
        (on("1990", text="the early 1990s"), "1990-01-01 to 1993-12-31"),
        ({"event_date": None, "date_precision": None, "date_basis": None}, "undated in a1"),
    ],
)
def test_label_of_a_founder_that_ids_rest_on(changes: dict[str, Any], label: str) -> None:
    mention = told(1, **changes)
    assert label_of(period_of(mention), mention) == label


@pytest.mark.parametrize(
    ("name", "surname"),
    [
        ("Benny Gantz", "gantz"),
        ("Ursula von der Leyen", "leyen"),
        ("Salim al-Harthi", "al-harthi"),
        ("A.K. Antony", "antony"),
        ("Émile Zola", "zola"),
        ("John Kerry Jr.", "kerry"),
        ("Gantz", None),
        ("United States", None),
        ("Downing Street", None),
        ("Foreign Minister", None),
        ("the Foreign Ministry", None),
        ("Free Syrian Army", None),
        ("the administration of Donald Trump", None),
        ("Sudanese rebels", None),
        (None, None),
    ],
)
def test_surname(name: str | None, surname: str | None) -> None:
    assert surname_of(name) == surname
