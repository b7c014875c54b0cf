"""The day that stands at an article's head: what its headline tells took place on the day that its lead names.

"Oslo expels envoys" over "Norway expelled two envoys on Monday": headlines tell in the present what the lead dates.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from extractors.expressions import find_expressions
from schemas.records import Dateline, ResolvedDate

PARAGRAPH = re.compile(r"[^\n]+")
ENDS_SENTENCE = re.compile(r"[.!?][\"'”’)\]]*\s*$")
# News is told within the week; an older day in a lead is its background's.
NEWS = timedelta(days=6)
# A report is printed at most this long after it was filed; a dateline further off is another report's.
FILED_BEFORE = timedelta(days=3)


def filed_on(published: date | None, dateline: Dateline | None) -> date | None:
    """Return the day from which a report's "today" counts: its dateline's where that states one, else publication."""
    filed = dateline.date if dateline else None
    if filed is None or published is None:
        return published or filed
    return filed if timedelta(0) <= published - filed <= FILED_BEFORE else published


def date_of_head(text: str, position: int, *, published: date | None) -> ResolvedDate | None:
    """Return the day of the news that a headline at `position` of the cleaned text tells, basis "context".

    None behind the head, and where the lead names no day, or several, or none of the week before `published`.
    """
    lead = _lead_of(text)
    if lead is None or published is None or position >= lead.start():
        return None
    found = [
        expression
        for expression in find_expressions(lead.group(), published=published)
        if expression.kind == "point" and expression.precision == "day" and expression.date is not None
    ]
    days = {expression.date for expression in found if expression.date is not None}
    if len(days) != 1 or not timedelta(0) <= published - min(days) <= NEWS:
        return None
    return ResolvedDate(min(days), "day", "context", found[0].text)


def _lead_of(text: str) -> re.Match[str] | None:
    """Return the first paragraph that ends as a sentence does; headlines and lines below them do not."""
    return next((match for match in PARAGRAPH.finditer(text) if ENDS_SENTENCE.search(match.group())), None)
