"""What a mention tells its reader: its spans, and `Morocco [MAR] --057 Sign formal agreement (...)--> Israel [ISR]`."""

from __future__ import annotations

from typing import NamedTuple

from schemas.cameo import cameo
from schemas.records import Mention

# How much of an ISO date is known at each precision.
DATE_DIGITS = {"day": 10, "month": 7, "year": 4}


class Arrow(NamedTuple):
    """A mention as one line: who, what and to whom. `target` is empty where the act has none."""

    source: str
    link: str
    target: str

    def __str__(self) -> str:
        return " ".join(part for part in self if part)


def arrow_of(mention: Mention) -> Arrow:
    """The mention as an arrow, with heads at both ends where the act is of both."""
    code = cameo(mention.cameo_code)
    told = f"{code.code} {code.name} ({mention.status}, {date_told(mention)})"
    left, right = "<--" if mention.is_reciprocal else "--", "-->" if mention.target_name is not None else "--|"
    target = "" if mention.target_name is None else _party(mention.target_name, mention.target_code)
    return Arrow(_party(mention.source_name, mention.source_code), f"{left}{told}{right}", target)


def date_told(mention: Mention) -> str:
    """The date as far as it is known, its precision and its basis: "2021-11 month relative"; else "undated"."""
    if mention.event_date is None or mention.date_precision is None:
        return "undated"
    day = mention.event_date.isoformat()[: DATE_DIGITS[mention.date_precision]]
    return f"{day} {mention.date_precision} {mention.date_basis}"


def _party(name: str, code: str | None) -> str:
    return f"{name} [{code or 'no code'}]"


def spans_of(mention: Mention) -> list[tuple[str, int, int]]:
    """(role, start, end) of source, act and target, half-open in characters of the sentence, in the order of the text.

    Spans outside of the sentence are left out: an actor may be named in an earlier one.
    """
    found = [
        ("source", mention.source_start, mention.source_end),
        ("act", mention.trigger_start, mention.trigger_end),
        ("target", mention.target_start, mention.target_end),
    ]
    first, last = mention.sentence_start, mention.sentence_end
    inside = [
        (role, start - first, end - first)
        for role, start, end in found
        if start is not None and end is not None and first <= start and end <= last
    ]
    return sorted(inside, key=lambda span: (span[1], span[2]))
