"""Days, weeks, months and seasons: the arithmetic that a time expression asks for.

Weeks begin on Monday (ISO 8601). Seasons are those of the northern hemisphere by calendar months, the usage of the
news agencies: spring March, summer June, autumn September, winter December.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from dateutil.easter import easter  # type: ignore[import-untyped, unused-ignore]
from dateutil.relativedelta import relativedelta  # type: ignore[import-untyped, unused-ignore]

from schemas.records import Precision

Direction = Literal["past", "future"]
Unit = Literal["hour", "day", "week", "weekend", "month", "year", "decade", "century"]

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBER_WORDS = {
    **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8},
    **{"nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "a couple of": 2},
}
# A day and month without a year, said of a plan, mean the coming one, unless that is nearly a year away: then the
# plan's day has just passed. Ten months is the bound.
FAR_AHEAD = timedelta(days=300)
# The rarest combination of weekday, day and month (29 February) recurs after at most 40 years.
YEARS_SEARCHED = 41


@dataclass(frozen=True, slots=True)
class Period:
    """A stated period by its first day; `precision` is the finest class that is not finer than what was said."""

    date: date
    precision: Precision


def month_number(name: str) -> int:
    """Return 1..12 for an English month name or its abbreviation, with or without a dot."""
    return 1 + [month[:3] for month in MONTH_NAMES].index(name[:3].lower())


def weekday_number(name: str) -> int:
    """Return 0 (Monday) .. 6 for an English weekday name or its abbreviation."""
    return [day[:3] for day in WEEKDAY_NAMES].index(name[:3].lower())


def number_of(word: str) -> int | None:
    """Return what "two", "12", "a couple of" count; None for a vague "few", "several" or nothing."""
    text = " ".join(word.lower().split())
    return int(text) if text.isdigit() else NUMBER_WORDS.get(text)


def calendar_day(year: int, month: int, day: int) -> Period | None:
    """Return the day, or None where the calendar has no such day."""
    try:
        return Period(date(year, month, day), "day")
    except ValueError:
        return None


def monday_of(day: date) -> date:
    """Return the first day of the week of `day`."""
    return day - timedelta(days=day.weekday())


def weekday_near(weekday: int, base: date, direction: Direction, *, strict: bool) -> Period:
    """Return the last or next such weekday; `base` itself counts unless `strict`."""
    days = (base.weekday() - weekday) % 7 if direction == "past" else (weekday - base.weekday()) % 7
    days = 7 if strict and days == 0 else days
    return Period(base - timedelta(days=days) if direction == "past" else base + timedelta(days=days), "day")


def month_near(month: int, base: date, direction: Direction, *, strict: bool) -> Period:
    """Return the last or next such month; the month of `base` itself counts unless `strict`."""
    if direction == "past":
        is_over = month < base.month or (month == base.month and not strict)
        return Period(date(base.year if is_over else base.year - 1, month, 1), "month")
    is_ahead = month > base.month or (month == base.month and not strict)
    return Period(date(base.year if is_ahead else base.year + 1, month, 1), "month")


def month_day_near(month: int, day: int, base: date, direction: Direction, *, weekday: int | None) -> Period | None:
    """Return the day nearest to `base` on the side of `direction`, on that weekday where one is named."""
    years = range(base.year - YEARS_SEARCHED, base.year + YEARS_SEARCHED)
    days = [period.date for year in years if (period := calendar_day(year, month, day))]
    if weekday is not None:
        days = [found for found in days if found.weekday() == weekday] or days
    before = [found for found in days if found <= base]
    after = [found for found in days if found >= base]
    if not before or not after:
        return None
    if direction == "past" or (after[0] - base > FAR_AHEAD and weekday is None):
        return Period(before[-1], "day")
    return Period(after[0], "day")


def easter_sunday(year: int) -> date:
    """Return Easter Sunday of the western churches."""
    found: date = easter(year)
    return found


def yearly_near(days: list[date], base: date, direction: Direction) -> Period:
    """Return the last or next of the sorted `days` of a yearly feast."""
    if direction == "past":
        return Period([found for found in days if found <= base][-1], "day")
    return Period(next(found for found in days if found >= base), "day")


def this_unit(unit: Unit, base: date) -> Period:
    """Return the week, month, year, decade or century of `base`; a week is no finer than a month."""
    if unit in ("hour", "day"):
        return Period(base, "day")
    if unit == "week":
        return Period(monday_of(base), "month")
    if unit == "weekend":
        return Period(monday_of(base) + timedelta(days=5), "day")
    if unit == "month":
        return Period(base.replace(day=1), "month")
    if unit == "year":
        return Period(date(base.year, 1, 1), "year")
    return Period(date(base.year - base.year % 10 if unit == "decade" else base.year // 100 * 100, 1, 1), "year")


def moved(base: date, n: int, unit: Unit) -> date:
    """Return the day `n` units after `base` (before it where `n` is negative); month ends are kept inside the month."""
    steps = {
        "hour": relativedelta(),
        "day": relativedelta(days=n),
        "week": relativedelta(weeks=n),
        "weekend": relativedelta(weeks=n),
        "month": relativedelta(months=n),
        "year": relativedelta(years=n),
        "decade": relativedelta(years=10 * n),
        "century": relativedelta(years=100 * n),
    }
    found: date = base + steps[unit]
    return found


def next_unit(unit: Unit, base: date, n: int) -> Period:
    """Return the period `n` whole units away: ("month", 24 November, -1) is October."""
    return this_unit(unit, moved(base.replace(day=1) if unit == "month" else base, n, unit))


def distance(n: int, unit: Unit, base: date) -> Period:
    """Return the day "`n` units" from `base`, as precise as the unit: weeks are exact to a month, months to a month.

    A count of weeks keeps its day, since that is the best guess at it; months and years give their first day.
    """
    if unit in ("hour", "day"):
        return Period(moved(base, n, unit), "day")
    if unit == "week":
        return Period(moved(base, n, unit), "month")
    return next_unit(unit, base, n)


def season_near(season: str, base: date, direction: Direction, *, strict: bool) -> Period:
    """Return the first month of the last or next such season; one that runs now counts unless `strict`."""
    month = SEASON_MONTHS[season.lower()]
    if not strict or direction == "future":
        return month_near(month, base, direction, strict=strict)
    return month_near(month, moved(base, -2, "month"), direction, strict=True)


def season_of(season: str, base: date) -> Period:
    """Return "this summer": the season of the year of `base`; in January and February the winter that began before."""
    is_running_winter = season.lower() == "winter" and base.month <= 2
    return Period(date(base.year - is_running_winter, SEASON_MONTHS[season.lower()], 1), "month")
