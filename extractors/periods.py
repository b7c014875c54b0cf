"""The days on which an act may lie, by what its report says of the time.

A date is the first day of what was said, and its precision one of three classes, so the words decide how far it
reaches: "last week" seven days from its Monday, "two weeks ago" three days to either side, "summer" and a quarter three
months, "the early 1990s" four years. A report that names no day is of its day of publication or the day before; time
zones make it a day after as well. A plan that names none lies in the month that follows its announcement.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import lru_cache

from schemas.records import DateBasis, Mention, Precision, Status

PUBLICATION_SLACK = 1
# Announcements of visits and signings name no day only when it is near.
PLAN_REACH = 31
# "Two weeks ago" is said of what was eleven to seventeen days ago.
ROUGH_SLACK = 3
LAST_OF_WEEK = 6
DAYS_OF_QUARTER = 92

WEEK = re.compile(r"\bweek\b")
COUNTED_DAYS = re.compile(r"\b(?:weeks?|days?) (?:ago|earlier|later|before|after)\b")
QUARTER = re.compile(r"\b(?:quarter|spring|summer|autumn|fall|winter)\b")
DECADE = re.compile(
    r"(?:\b(?P<part>early|mid|late)[ -](?:the )?)?"
    r"\b(?:\d{3}0s|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
)
# How many years a part of a decade has; its first is the date's.
YEARS_OF = {"early": 4, "mid": 3, "late": 3}


class Rank(IntEnum):
    """How well a mention is dated, best first: by a stated day, by the day of its report, as a plan without a day, by a
    week, a month or a year, or not at all."""

    DAY = 0
    REPORT = 1
    PLAN = 2
    WEEK = 3
    MONTH = 4
    YEAR = 5
    UNDATED = 6

    @property
    def is_day(self) -> bool:
        """Whether it counts from one day."""
        return self <= Rank.PLAN

    @property
    def is_stated(self) -> bool:
        """Whether the text tells the time, and not only the day of publication."""
        return self not in (Rank.REPORT, Rank.PLAN, Rank.UNDATED)


@dataclass(frozen=True, slots=True)
class Period:
    """The first and last day, as ordinals and both inclusive, on which an act may lie; None where nothing dates it."""

    first: int | None
    last: int | None
    rank: Rank


UNDATED = Period(None, None, Rank.UNDATED)


def period_of(mention: Mention) -> Period:
    """The days on which the act of `mention` may lie."""
    if mention.event_date is None:
        return UNDATED
    text = (mention.date_text or "").lower()
    return _period(mention.event_date, mention.date_precision, mention.date_basis, mention.status, text)


@lru_cache(maxsize=65536)
def _period(day: date, precision: Precision | None, basis: DateBasis | None, status: Status, text: str) -> Period:
    start = day.toordinal()
    if precision == "year":
        return Period(start, _last_of_years(day, text).toordinal(), Rank.YEAR)
    if precision == "month":
        return _of_month(day, text)
    if basis != "publication":
        return Period(start, start, Rank.DAY)
    if status == "planned":
        return Period(start, start + PLAN_REACH, Rank.PLAN)
    return Period(start - PUBLICATION_SLACK, start + PUBLICATION_SLACK, Rank.REPORT)


def _of_month(day: date, text: str) -> Period:
    """A month; a week, which has no precision of its own; or a season."""
    start = day.toordinal()
    # Days before that were only counted give no first of a month, unless by chance: then the words tell.
    if COUNTED_DAYS.search(text) or (day.day != 1 and not WEEK.search(text)):
        return Period(start - ROUGH_SLACK, start + ROUGH_SLACK, Rank.WEEK)
    if WEEK.search(text):
        return Period(start, start + LAST_OF_WEEK, Rank.WEEK)
    if QUARTER.search(text):
        return Period(start, start + DAYS_OF_QUARTER - 1, Rank.MONTH)
    return Period(start, start + calendar.monthrange(day.year, day.month)[1] - 1, Rank.MONTH)


def _last_of_years(day: date, text: str) -> date:
    decade = DECADE.search(text)
    n_years = YEARS_OF.get(decade["part"] or "", 10) if decade else 1
    return date(min(day.year + n_years - 1, date.max.year), 12, 31)


def label_of(period: Period, mention: Mention) -> str:
    """A founder's period in words that do not change: "2021-11-24", "2021-11", "2021"; of an undated one its article.

    What is neither a day nor a month nor a year is named by its first and last day.
    """
    day, precision = mention.event_date, mention.date_precision or "day"
    if day is None or period.first is None or period.last is None:
        return f"undated in {mention.article_id}"
    most_days = {"day": period.last - period.first + 1, "month": 31, "year": 366}[precision]
    if period.rank is Rank.WEEK or period.last - period.first + 1 > most_days:
        return f"{date.fromordinal(period.first)} to {date.fromordinal(period.last)}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]
