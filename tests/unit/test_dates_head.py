"""The day at an article's head: from the lead for its headline, from the dateline for its "today"."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.dates_head import date_of_head, filed_on
from schemas.records import Dateline

WED = date(2021, 11, 24)
HEAD = "Oslo expels two envoys"


@pytest.mark.parametrize(
    ("lead", "day"),
    [
        ("Norway expelled two envoys on Monday.", date(2021, 11, 22)),
        ("Norway expelled two envoys, its minister said on Tuesday, a year after a row.", date(2021, 11, 23)),
        ("Norway expelled two envoys on Wednesday under a deal reached in 2012.", WED),
        ("Norway expelled two envoys on 3 May.", None),
        ("Norway said on Monday that it had expelled two envoys on Sunday.", None),
        ("Norway has expelled two envoys.", None),
        ("Norway expelled two envoys in August.", None),
        ("Norway may expel two envoys before Tuesday.", None),
    ],
)
def test_a_headline_tells_what_its_lead_dates(lead: str, day: date | None) -> None:
    found = date_of_head(f"{HEAD}\n\nRow over spies\n\n{lead}\n\nIt was Thursday.", 0, published=WED)
    assert (found and (found.date, found.precision, found.basis)) == (day and (day, "day", "context"))


def test_lines_below_the_headline_belong_to_the_head_and_the_lead_does_not() -> None:
    text = f"{HEAD}\n\nRow over spies\n\nNorway expelled two envoys on Monday."
    assert date_of_head(text, text.index("Row"), published=WED) is not None
    assert date_of_head(text, text.index("Norway"), published=WED) is None


def test_without_a_lead_or_a_day_of_publication_a_headline_has_no_day() -> None:
    assert date_of_head(HEAD, 0, published=WED) is None
    assert date_of_head(f"{HEAD}\n\nNorway expelled two envoys on Monday.", 0, published=None) is None


@pytest.mark.parametrize(
    ("published", "filed", "day"),
    [
        (WED, date(2021, 11, 23), date(2021, 11, 23)),
        (WED, WED, WED),
        (WED, None, WED),
        (WED, date(2021, 11, 25), WED),
        (WED, date(2021, 11, 2), WED),
        (None, date(2021, 11, 23), date(2021, 11, 23)),
        (None, None, None),
    ],
)
def test_today_is_the_day_on_which_a_report_was_filed(
    published: date | None, filed: date | None, day: date | None
) -> None:
    assert filed_on(published, Dateline("Oslo", None, filed)) == day
    assert filed_on(published, None) == published
