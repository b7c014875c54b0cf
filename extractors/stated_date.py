"""Full calendar dates as a page states them: day, month by name (or ISO), and year; nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import dateparser

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
WEEKDAY = (
    r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:r(?:s(?:day)?)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:19|20)\d\d"
MONTH_DAY = rf"(?:{MONTH}\s+{DAY}|{DAY}\s+(?:of\s+)?{MONTH})"
# 24/11/2021 is left out on purpose: it reads as two different days on two sides of the Atlantic.
FULL_DATE = rf"(?:{MONTH}\s+{DAY},?\s+{YEAR}|{DAY}\s+(?:of\s+)?{MONTH},?\s+{YEAR}|{YEAR}-\d\d-\d\d)"
DATED = re.compile(rf"(?<![\w-]){FULL_DATE}(?![\w-]|,\d)", re.IGNORECASE)
SETTINGS = {"STRICT_PARSING": True, "PREFER_DATES_FROM": "past"}
# No newspaper stands on the web with an older date; what does is a placeholder such as 0001-01-01.
FIRST_YEAR = 1700


@dataclass(frozen=True, slots=True)
class StatedDate:
    """A full date and where it stands: half-open offsets in the text that was searched."""

    start: int
    end: int
    date: date


def parse_full_date(text: str) -> date | None:
    """The day that `text` states in full, else None ("24 November 2021", "Nov. 24, 2021", "2021-11-24")."""
    if not DATED.fullmatch(text.strip()):
        return None
    iso = text.strip()[:10]
    if iso[:4].isdigit():
        return iso_date(iso)
    parsed = dateparser.parse(text.replace(" of ", " "), languages=["en"], settings=SETTINGS)
    return parsed.date() if parsed else None


def iso_date(text: str) -> date | None:
    """The day of an ISO date, None where the calendar has none such or the year is a placeholder."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def find_full_dates(text: str) -> list[StatedDate]:
    """All full dates of `text` in their order."""
    found = []
    for match in DATED.finditer(text):
        day = parse_full_date(match.group())
        if day is not None:
            found.append(StatedDate(match.start(), match.end(), day))
    return found


def nearest_year(month_day: str, published: date) -> date | None:
    """The day that "Nov 24" means in a report of `published`: the one nearest to it, None where no calendar has it."""
    candidates = [
        parse_full_date(f"{month_day.strip()} {year}") for year in range(published.year - 1, published.year + 2)
    ]
    days = [day for day in candidates if day is not None]
    return min(days, key=lambda day: abs((day - published).days)) if days else None
