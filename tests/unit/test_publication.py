"""The day of publication is taken from what states it, in order, and never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from extractors.captions import caption_of
from extractors.dateline import match_dateline
from extractors.publication import publication_date, url_date
from extractors.stated_date import find_full_dates, nearest_year, parse_full_date

DAY = date(2021, 11, 24)
# 24 November 2021 was a Wednesday.
SIGNED = "Ann Smith signs the pact in Oslo, Norway, Nov. 24, 2021. (AP)"
ARCHIVE = "FILE - Ann Smith speaks in Oslo, Nov. 24, 2021."
EARLIER = "John Doe signs a pact in Oslo, Norway, Aug. 12, 2021. (AP)"


def found(
    stamps: Sequence[str] = (), *, head: str = "", captions: Sequence[str] = (), text: str = ""
) -> tuple[object, object]:
    match = match_dateline(head + "Ministers met.") if head else None
    return publication_date(stamps, match=match, captions=[caption_of(line) for line in captions], text=text)


@pytest.mark.parametrize(
    "stamp",
    [
        "Updated 24 November 2021",
        "Published: Nov. 24, 2021 10:31 GMT",
        "Wednesday, November 24, 2021",
        "By Ann Smith | 24 November 2021",
        "Last updated on 2021-11-24",
    ],
)
def test_stamp(stamp: str) -> None:
    assert found([stamp], captions=[EARLIER]) == (DAY, "text")


def test_published_goes_before_updated() -> None:
    assert found(["Updated 26 November 2021", "Published 24 November 2021"]) == (DAY, "text")


def test_first_stamp_of_several() -> None:
    assert found(["Updated 24 November 2021", "26 November 2021"]) == (DAY, "text")


@pytest.mark.parametrize("stamp", ["Updated 24/11/2021", "Updated 3 hours ago", "November 24", "Wednesday"])
def test_stamps_that_state_no_full_date(stamp: str) -> None:
    assert found([stamp]) == (None, None)


def test_dateline_with_a_year() -> None:
    assert found(head="OSLO, Nov. 24, 2021 (AP) - ", captions=[EARLIER]) == (DAY, "dateline")


def test_dateline_without_a_year_tells_nothing() -> None:
    assert found(head="OSLO, Nov. 24 (AP) - ") == (None, None)


def test_latest_caption() -> None:
    assert found(captions=[EARLIER, SIGNED]) == (DAY, "caption")


def test_caption_whose_weekday_the_text_names() -> None:
    assert found(captions=[SIGNED], text="They signed it on Wednesday.") == (DAY, "caption")


def test_caption_that_does_not_fit_the_weekdays_of_the_text() -> None:
    assert found(captions=[SIGNED], text="They signed it on Tuesday.") == (None, None)


def test_archive_picture_tells_nothing() -> None:
    assert found(captions=[ARCHIVE]) == (None, None)


def test_weekday_and_month_without_a_year_are_not_guessed() -> None:
    assert found(text="They flew to Oslo on Tuesday evening November 23.") == (None, None)


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2021/11/24/pact", DAY),
        ("https://x.example/news/2021/11/24", DAY),
        ("https://x.example/news-2021-11-24.html", None),
        ("https://x.example/2021-11-24/pact", DAY),
        ("https://x.example/2021/13/24/pact", None),
        ("https://x.example/2021/11/pact", None),
        ("https://x.example/id/20211124", None),
        ("https://x.example/99/2021/11/245/", None),
    ],
)
def test_urls(url: str, day: date | None) -> None:
    assert url_date(url) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("24 November 2021", DAY),
        ("24th of November 2021", DAY),
        ("Nov. 24, 2021", DAY),
        ("Nov 24 2021", DAY),
        ("2021-11-24", DAY),
        ("Sept. 9, 2021", date(2021, 9, 9)),
        ("31 November 2021", None),
        ("24/11/2021", None),
        ("11/24/2021", None),
        ("November 24", None),
        ("November 2021", None),
        ("2021-13-01", None),
    ],
)
def test_full_dates(text: str, day: date | None) -> None:
    assert parse_full_date(text) == day


def test_dates_are_found_where_they_stand() -> None:
    text = "From Nov. 24, 2021 to 3 March 2022, and on 5 May."
    assert [(text[one.start : one.end], one.date) for one in find_full_dates(text)] == [
        ("Nov. 24, 2021", DAY),
        ("3 March 2022", date(2022, 3, 3)),
    ]


def test_numbers_beside_months_are_no_dates() -> None:
    assert find_full_dates("In May 12,000 men marched; the 747 May 4 2000,000") == []


def test_nearest_year_of_a_leap_day() -> None:
    assert nearest_year("Feb 29", date(2021, 1, 5)) == date(2020, 2, 29)
    assert nearest_year("Feb 29", date(2022, 6, 5)) is None
