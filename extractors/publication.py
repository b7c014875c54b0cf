"""When an article was published, where its input does not say: from its text, its dateline, or its captions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from extractors.captions import is_archive
from extractors.dateline import DatelineMatch, stated_day
from extractors.stated_date import find_full_dates
from schemas.records import Caption, PublishedBasis

PUBLISHED = re.compile(r"(?:first )?(?:published|posted|released|created)\b", re.IGNORECASE)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NAMED_WEEKDAY = re.compile(r"\b(?:" + "|".join(WEEKDAYS) + r")\b")
URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2]|[1-9])[/-]?(0[1-9]|[12]\d|3[01])(?=\D|$)")
URL_PATH_DATE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})(?=/|$)|/((?:19|20)\d\d)-(\d\d)-(\d\d)(?=\D|$)")


def publication_date(
    stamps: Sequence[str], *, match: DatelineMatch | None, captions: Sequence[Caption], text: str
) -> tuple[date | None, PublishedBasis | None]:
    """The day of publication and what says so; (None, None) where nothing does.

    `stamps` are the lines that hold a date or a byline; `text` is the cleaned text.
    """
    day = stamped_day(stamps)
    if day is not None:
        return day, "text"
    day = stated_day(match, published=None) if match else None
    if day is not None:
        return day, "dateline"
    day = caption_day(captions, text)
    return (day, "caption") if day is not None else (None, None)


def stamped_day(stamps: Sequence[str]) -> date | None:
    """The day of the first line that says "published", else of the first line with a full date."""
    dated = [(stamp, dates[0].date) for stamp in stamps if (dates := find_full_dates(stamp))]
    published = [day for stamp, day in dated if PUBLISHED.match(stamp)]
    return next(iter([*published, *(day for _, day in dated)]), None)


def caption_day(captions: Sequence[Caption], text: str) -> date | None:
    """The latest day of a caption that fits the report.

    A picture from the archive tells nothing. Nor does one whose weekday a report never names that names others: news
    tells by weekday what its pictures show.
    """
    days = [caption.date for caption in captions if caption.date is not None and not is_archive(caption)]
    if not days:
        return None
    latest = max(days)
    named = set(NAMED_WEEKDAY.findall(text))
    return latest if not named or WEEKDAYS[latest.weekday()] in named else None


def url_date(url: str) -> date | None:
    """The day in the path of a URL ("/2021/11/24/", "/2021-11-24"), else None."""
    match = URL_PATH_DATE.search(url)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None
