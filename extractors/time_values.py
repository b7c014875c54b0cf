"""What the matched words of a time expression come to: one resolver for each form.

A resolver gets the match, the day the words were published on (or None) and the direction of the act, and returns the
stated period, or None where the words alone do not tell it. What a pattern captures it names: day, month, year,
weekday, unit, n (how many), which ("last", "next"), side (of "last year" behind a month), part.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from extractors import calendar
from extractors.calendar import Direction, Period, Unit

Resolver = Callable[[re.Match[str], date | None, Direction], Period | None]

# Days known by their date alone, wherever and whenever they are spoken of; earlier texts cannot mean them.
DAYS_OF_INFAMY = {
    "9/11": date(2001, 9, 11),
    "sep11": date(2001, 9, 11),
    "oct7": date(2023, 10, 7),
    "jan6": date(2021, 1, 6),
}
KEY_GROUPS = {"9/11": "nine", "sep11": "sep", "oct7": "oct", "jan6": "jan"}
# First year of each part of a decade: early 0-3, mid 4-6, late 7-9.
PARTS_OF_DECADE = {"early": 0, "mid": 4, "middle": 4, "late": 7, "end": 7}
HALVES_OF_YEAR = {"first": 1, "second": 7, "last": 7, "latter": 7}
QUARTERS = {"first": 1, "second": 4, "third": 7, "fourth": 10, "final": 10, "last": 10}
# "A few", "several": told as three, and one class less precise than the unit.
VAGUE = 3


def group(match: re.Match[str], name: str) -> str | None:
    """Return a named group, None where the pattern has no such group or it took no part."""
    return match.groupdict().get(name)


def text_of(match: re.Match[str], name: str) -> str:
    """Return a named group in lower case, "" where it took no part."""
    return (group(match, name) or "").lower()


def _year_of(match: re.Match[str], published: date | None) -> int | None:
    year, side = group(match, "year"), text_of(match, "side")
    if year is not None:
        return int(year)
    if side and published is not None:
        return published.year + {"last": -1, "this": 0, "next": 1}[side.split()[-1]]
    return None


def month_day(match: re.Match[str], published: date | None, direction: Direction) -> Period | None:
    """Resolve a day and month, with or without year and weekday."""
    month, day = calendar.month_number(match["month"]), int(match["day"])
    year = _year_of(match, published)
    if year is not None:
        return calendar.calendar_day(year, month, day)
    if published is None:
        return None
    name = group(match, "weekday")
    weekday = calendar.weekday_number(name) if name else None
    return calendar.month_day_near(month, day, published, direction, weekday=weekday)


def day_of_month(match: re.Match[str], published: date | None, direction: Direction) -> Period | None:
    """Resolve "on the 30th" to the nearest such day on the side of `direction`; publication day counts."""
    if published is None:
        return None
    months = [calendar.moved(published.replace(day=1), n if direction == "future" else -n, "month") for n in range(3)]
    days = [
        period.date for month in months if (period := calendar.calendar_day(month.year, month.month, int(match["day"])))
    ]
    found = [day for day in days if (day >= published if direction == "future" else day <= published)]
    return Period(found[0], "day") if found else None


def numeric_day(match: re.Match[str], _published: date | None, _direction: Direction) -> Period | None:
    """Resolve 24/11/2021; one that reads as two days on two sides of the Atlantic is left alone."""
    first, second = int(match["first"]), int(match["second"])
    if first <= 12 and second <= 12 and first != second:
        return None
    month, day = (second, first) if second <= 12 else (first, second)
    return calendar.calendar_day(int(match["year"]), month, day)


def iso_day(match: re.Match[str], _published: date | None, _direction: Direction) -> Period | None:
    """Resolve 2021-11-24."""
    return calendar.calendar_day(int(match["year"]), int(match["month"]), int(match["day"]))


def month(match: re.Match[str], published: date | None, direction: Direction) -> Period | None:
    """Resolve a month with a year, or the one nearest to publication on the side of `direction`."""
    number, year = calendar.month_number(match["month"]), _year_of(match, published)
    if year is not None:
        return Period(date(year, number, 1), "month")
    return calendar.month_near(number, published, direction, strict=False) if published else None


def sided_month(match: re.Match[str], published: date | None, _direction: Direction) -> Period | None:
    """Resolve "last December", "next March", "this August"."""
    side = match["which"].lower().split()[0]
    if published is None:
        return None
    if side == "this" and match["which"].lower() == "this":
        return Period(date(published.year, calendar.month_number(match["month"]), 1), "month")
    side_direction: Direction = "past" if side == "last" or match["which"].lower() == "this past" else "future"
    return calendar.month_near(calendar.month_number(match["month"]), published, side_direction, strict=True)


def year(match: re.Match[str], _published: date | None, _direction: Direction) -> Period | None:
    """Resolve a year; "early 2021" and "late 2021" are the year."""
    return Period(date(int(match["year"]), 1, 1), "year")


def decade(match: re.Match[str], _published: date | None, _direction: Direction) -> Period | None:
    """Resolve "the early 1990s" to the first year of that part."""
    digits = match["decade"]
    start = int(digits) if len(digits) == 4 else 1900 + int(digits)
    part = text_of(match, "part").split("-")[0].split(" ")[0]
    return Period(date(start + PARTS_OF_DECADE.get(part, 0), 1, 1), "year")


def weekday(match: re.Match[str], published: date | None, direction: Direction) -> Period | None:
    """Resolve a weekday: publication day counts, save in "last" and "next"."""
    if published is None:
        return None
    number, side = calendar.weekday_number(match["weekday"]), text_of(match, "which").split(" ")[0]
    if group(match, "week"):
        shift = {"last": -1, "this": 0, "next": 1}[match["week"].lower()]
        return Period(calendar.monday_of(published) + timedelta(weeks=shift, days=number), "day")
    if side in ("last", "next"):
        return calendar.weekday_near(number, published, "past" if side == "last" else "future", strict=True)
    return calendar.weekday_near(number, published, direction, strict=False)


def day_word(match: re.Match[str], published: date | None, _direction: Direction) -> Period | None:
    """Resolve "yesterday", "tonight", "last night"; "overnight" is the night that ends on publication day."""
    if published is None:
        return None
    word = " ".join(match.group().lower().split())
    days = -2 if "day before yesterday" in word else 2 if "day after tomorrow" in word else 0
    days = days or (-1 if "yesterday" in word or word.startswith("last") else 1 if "tomorrow" in word else 0)
    return Period(published + timedelta(days=days), "day")


def sided_unit(match: re.Match[str], published: date | None, _direction: Direction) -> Period | None:
    """Resolve "last week", "earlier this month", "next year"; a week is dated by its Monday."""
    if published is None:
        return None
    unit: Unit = match["unit"].lower()  # type: ignore[assignment]  # the pattern admits only units
    side = match["which"].lower().split()[0]
    if text_of(match, "part").startswith("later") and unit == "week":
        return Period(published, "month")
    if match["which"].lower() == "this past" and unit == "week":
        return Period(published - timedelta(days=7), "month")
    return calendar.next_unit(unit, published, {"last": -1, "next": 1}.get(side, 0))


def ago(match: re.Match[str], published: date | None, _direction: Direction) -> Period | None:
    """Resolve "two weeks ago"; "years ago" and "a few years ago" tell no year."""
    return _counted(match, published, -1)


def ahead(match: re.Match[str], published: date | None, direction: Direction) -> Period | None:
    """Resolve "in two weeks" where the act lies ahead; of a past act it says how long it took."""
    return _counted(match, published, 1) if direction == "future" else None


def from_now(match: re.Match[str], published: date | None, _direction: Direction) -> Period | None:
    """Resolve "two weeks from now"."""
    return _counted(match, published, 1)


def weekend(_match: re.Match[str], published: date | None, direction: Direction) -> Period | None:
    """Resolve "over the weekend" to its Saturday."""
    return calendar.weekday_near(5, published, direction, strict=False) if published else None


def _counted(match: re.Match[str], published: date | None, sign: int) -> Period | None:
    if published is None:
        return None
    unit: Unit = match["unit"].lower()  # type: ignore[assignment]  # the pattern admits only units
    n = calendar.number_of(match["n"]) if group(match, "n") else None
    if n is not None:
        return calendar.distance(sign * n, unit, published)
    if unit in ("hour", "day"):
        return Period(
            published + timedelta(days=sign * VAGUE if unit == "day" else 0), "month" if unit == "day" else "day"
        )
    if unit == "week":
        return Period(published + timedelta(weeks=sign * VAGUE), "month")
    if unit == "month":
        return calendar.this_unit("year", calendar.moved(published, sign * VAGUE, "month"))
    return None


def season(match: re.Match[str], published: date | None, direction: Direction) -> Period | None:
    """Resolve a season to its first month."""
    named, side = _year_of(match, published), text_of(match, "which").split(" ")[0]
    if named is not None:
        return Period(date(named, calendar.SEASON_MONTHS[match["season"].lower()], 1), "month")
    if published is None:
        return None
    if side == "this" and match["which"].lower() == "this":
        return calendar.season_of(match["season"], published)
    strict = side in ("last", "next")
    towards: Direction = "past" if side == "last" else "future" if side == "next" else direction
    return calendar.season_near(match["season"], published, towards, strict=strict)


def part_of_year(match: re.Match[str], published: date | None, _direction: Direction) -> Period | None:
    """Resolve a quarter to its first month, a half-year to the year from its first month on."""
    named = _year_of(match, published)
    named = named if named is not None else published.year if published else None
    if named is None:
        return None
    part = match["part"].lower()
    if match["piece"].lower() == "half":
        return Period(date(named, HALVES_OF_YEAR.get(part, 1), 1), "year")
    return Period(date(named, QUARTERS[part], 1), "month")


def holiday(match: re.Match[str], published: date | None, direction: Direction) -> Period | None:
    """Resolve feasts that fall alike in all countries of the western calendar."""
    if published is None:
        return None
    years = range(published.year - 2, published.year + 3)
    return calendar.yearly_near([feast(match["feast"], number) for number in years], published, direction)


def feast(name: str, year: int) -> date:
    """Return the day of a feast in a year."""
    fixed = {"christmas eve": (12, 24), "christmas": (12, 25), "boxing day": (12, 26), "new year's eve": (12, 31)}
    fixed |= {"christmas day": (12, 25), "new year's day": (1, 1), "may day": (5, 1), "valentine's day": (2, 14)}
    key = name.lower().replace("’", "'")
    if key in fixed:
        return date(year, *fixed[key])
    return calendar.easter_sunday(year) + timedelta(days={"good friday": -2, "easter monday": 1}.get(key, 0))


def day_of_infamy(match: re.Match[str], published: date | None, _direction: Direction) -> Period | None:
    """Resolve "the September 11 attacks" to the day it names."""
    day = DAYS_OF_INFAMY[next(key for key in DAYS_OF_INFAMY if group(match, KEY_GROUPS[key]))]
    return Period(day, "day") if published is None or published >= day else None


def recently(match: re.Match[str], published: date | None, _direction: Direction) -> Period | None:
    """Resolve "recently" to the month of publication, "in recent months" to its year."""
    if published is None:
        return None
    unit = text_of(match, "unit")
    return calendar.this_unit("year" if unit == "month" else "month", published)


def nothing(_match: re.Match[str], _published: date | None, _direction: Direction) -> Period | None:
    """Resolve to nothing: the words tell how long or how often, or count from another date."""
    return None
