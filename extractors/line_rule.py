"""What a rule for lines is, and the pieces its patterns are made of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.stated_date import FULL_DATE, WEEKDAY

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
PERSON = (
    rf"(?!(?:{WEEKDAYS}|{MONTHS})\b)[A-Z][\w.'-]+"
    r"(?: (?:(?:de|van|von|bin|al|el|der|ben|da|di|la) )?[A-Z][\w.'-]+){1,3}"
)
CAPITALISED = r"[A-Z][\w.&'-]*(?: (?:(?:of|the|and) )?[A-Z][\w.&'-]*){0,4}"
JOB = (
    r"(?i:correspondent|reporter|editor|columnist|contributor|journalist|(?:staff |senior |freelance )?writer"
    r"|bureau chief)s?"
)
SHARING = (
    r"(?:share|tweet|post|facebook|twitter|x|whatsapp|telegram|linkedin|e-?mail|print|copy|copied"
    r"|link|reddit|pinterest"
    r"|pin(?: it)?|messenger|flipboard|pocket|viber|sms|save|like|bookmark|gift)"
)
STAMP = (
    r"(?:(?:last |first |article |story )?(?:updated|published|posted|modified|released|date|created)"
    r"(?: on| at)?\s*:?\s*)"
)
CLOCK = r"(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?)"
DAY = rf"(?:(?:{WEEKDAY},?\s+)?(?:{FULL_DATE}))"
CHANGED = r"(?:amended|corrected|updated|edited|changed|revised|clarified)"


@dataclass(frozen=True, slots=True)
class LineRule:
    """Why a line goes, what it looks like, and proof: `examples` match it, `near_misses` match no rule at all."""

    reason: str
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]


def rule(
    reason: str,
    alternatives: Sequence[str],
    *,
    examples: tuple[str, ...],
    near_misses: tuple[str, ...],
    has_case: bool = False,
) -> LineRule:
    """A rule that matches lines which are wholly one of `alternatives`, in capitals or not unless `has_case`."""
    pattern = re.compile(
        "|".join(f"(?:{alternative})" for alternative in alternatives), 0 if has_case else re.IGNORECASE
    )
    return LineRule(reason, pattern, examples, near_misses)
