"""Time expressions in running text: found by the grammar, the longest first, and resolved as far as words can.

What stands before an expression changes its use: "since 2011" tells how long, "after Tuesday" and "until March" bound
an act without dating it. Those keep their date but get another kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from extractors import calendar
from extractors.calendar import Direction, Unit
from extractors.time_rules import RULES, Kind, Rule
from extractors.time_words import HINT
from schemas.records import DateBasis, Precision, ResolvedDate

SINCE = re.compile(
    r"\b(?:since|starting|beginning)\s(?:at least |as early as |the |in |on |about |around )*$", re.IGNORECASE
)
BOUND = re.compile(
    r"\b(?:until|till|through|up to|prior to|ahead of|before|after|following|pending|than|unlike|compared (?:with|to)"
    r"|back to|dat(?:es|ed|ing) (?:back )?(?:from|to))\s"
    r"(?:at least |as late as |late |early |the |in |on |about |around )*$",
    re.IGNORECASE,
)
# A few characters before the expression are enough to see its preposition.
LOOK_BEHIND = 40
USABLE: tuple[Kind, ...] = ("point", "modifier")
# "Days later" is in the same month, "weeks later" too as far as a month can tell; "months later" in the same year.
VAGUE_UNITS: dict[str, Unit] = {"hour": "day", "day": "month", "week": "month", "month": "year"}
PARTS_OF_DAY = frozenset({"night", "morning", "afternoon", "evening"})


@dataclass(frozen=True, slots=True)
class Shift:
    """How far an anchored expression lies from its anchor: `n` units after it, before it where negative.

    `n` 0 means the same unit: "that day" is (0, "day"), "days later" (0, "month"). `name` is the month, season or
    weekday (in lower case) that is meant, with `n` its sense: "that August" (0, "month", "august"), "the following
    Monday" (1, "day", "monday").
    """

    n: int
    unit: Unit
    name: str | None = None


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression of a text. Offsets are half-open in characters of that text, `text` is the span.

    `date` is the first day of the stated period; None where the publication day or another date would be needed, or
    where the words give none. Kinds: "point" dates its clause; "modifier" dates only its noun; "anchor" lies `shift`
    from another date of the text; "bound" ("until Friday") and "duration" ("since 2011", "for three years") do not
    date an act, save that a duration's date is where an ongoing state began; "frequency" dates nothing.
    """

    start: int
    end: int
    text: str
    date: date | None
    precision: Precision | None
    basis: DateBasis
    kind: Kind
    shift: Shift | None = None


def find_expressions(text: str, *, published: date | None, direction: Direction = "past") -> list[TimeExpression]:
    """Return the time expressions of `text` in their order, none overlapping another.

    `direction` is where the act lies: "on Tuesday" and "in August" look back or ahead from `published`. Without
    `published` the expressions that need it are returned with `date` None.
    """
    return list(_find(text, published, direction))


def resolve_date(text: str, *, published: date | None, direction: Direction = "past") -> ResolvedDate | None:
    """Return the date that the first usable time expression of `text` gives, None where there is none."""
    found = _find(text, published, direction) or _find(f"in {text}", published, direction)
    for expression in found:
        if expression.kind in USABLE and expression.date is not None and expression.precision is not None:
            return ResolvedDate(expression.date, expression.precision, expression.basis, expression.text)
    return None


@lru_cache(maxsize=4096)
def _find(text: str, published: date | None, direction: Direction) -> tuple[TimeExpression, ...]:
    if HINT.search(text) is None:
        return ()
    spans = sorted(
        (
            (*match.span("x" if "x" in rule.pattern.groupindex else 0), order, match)
            for order, rule, match in _matches(text)
        ),
        key=lambda span: (span[0] - span[1], span[2], span[0]),
    )
    taken: list[tuple[int, int]] = []
    found = []
    for start, end, order, match in spans:
        if all(end <= left or right <= start for left, right in taken):
            taken.append((start, end))
            found.append(_expression(text, start, end, RULES[order], match, published, direction))
    return tuple(sorted(found, key=lambda expression: expression.start))


def _matches(text: str) -> list[tuple[int, Rule, re.Match[str]]]:
    return [(order, rule, match) for order, rule in enumerate(RULES) for match in rule.pattern.finditer(text)]


def _expression(
    text: str, start: int, end: int, rule: Rule, match: re.Match[str], published: date | None, direction: Direction
) -> TimeExpression:
    period, before = rule.resolve(match, published, direction), text[max(0, start - LOOK_BEHIND) : start]
    return TimeExpression(
        start=start,
        end=end,
        text=text[start:end],
        date=period.date if period else None,
        precision=period.precision if period else None,
        basis=rule.basis,
        # Of a past act, "in two weeks" tells how long it took.
        kind="duration" if rule.name == "in units" and period is None else _kind(rule.kind, before),
        shift=_shift(match) if rule.kind == "anchor" else None,
    )


def _kind(kind: Kind, before: str) -> Kind:
    if kind not in ("point", "anchor"):
        return kind
    if kind == "anchor":
        # "Since that year" dates nothing; "before that day" keeps its anchor, which words behind it may need.
        return "duration" if SINCE.search(before) else "anchor"
    if SINCE.search(before):
        return "duration"
    return "bound" if BOUND.search(before) else "point"


def _shift(match: re.Match[str]) -> Shift | None:
    groups = match.groupdict()
    if groups.get("named"):
        return Shift(_side_of(groups["which"]), "day" if groups.get("wday") else "month", groups["named"].lower())
    name = groups["unit"].lower()
    unit: Unit = "day" if name in PARTS_OF_DAY else name  # type: ignore[assignment]  # the pattern admits only units
    if groups.get("which"):
        return Shift(_side_of(groups["which"]), unit)
    sign = -1 if groups["towards"].lower() in ("earlier", "before", "beforehand", "previously") else 1
    n = calendar.number_of(groups["n"]) if groups.get("n") else 1 if "n" not in groups else None
    if n is not None:
        return Shift(sign * n, unit)
    return Shift(0, VAGUE_UNITS[name]) if name in VAGUE_UNITS else None


def _side_of(which: str) -> int:
    """Return 1 for "the next", -1 for "the previous", 0 for "that" and "the same"."""
    return {"next": 1, "following": 1, "previous": -1, "preceding": -1}.get(which.lower().split()[-1], 0)


def shifted(anchor: ResolvedDate, shift: Shift, *, text: str) -> ResolvedDate:
    """Return the date that lies `shift` from `anchor`, no more precise than either; its basis is "context"."""
    if shift.name is not None:
        period = _named_near(anchor, shift, shift.name)
        return ResolvedDate(period.date, period.precision, "context", text)
    if anchor.precision != "day" and shift.unit in ("hour", "day", "week"):
        return ResolvedDate(anchor.date, anchor.precision, "context", text)
    if anchor.precision == "year" and shift.unit == "month":
        return ResolvedDate(anchor.date, "year", "context", text)
    period = calendar.distance(shift.n, shift.unit, anchor.date)
    return ResolvedDate(period.date, period.precision, "context", text)


def _named_near(anchor: ResolvedDate, shift: Shift, name: str) -> calendar.Period:
    """Return "that August", "the following Monday" as seen from `anchor`: no weekday where its day is not known."""
    if shift.unit == "day":
        if anchor.precision != "day":
            return calendar.Period(anchor.date, anchor.precision)
        towards: Direction = "past" if shift.n < 0 else "future"
        return calendar.weekday_near(calendar.weekday_number(name), anchor.date, towards, strict=shift.n != 0)
    month = calendar.SEASON_MONTHS.get(name) or calendar.month_number(name)
    if shift.n == 0 or anchor.precision == "year":
        return calendar.Period(date(anchor.date.year + shift.n, month, 1), "month")
    return calendar.month_near(month, anchor.date, "past" if shift.n < 0 else "future", strict=True)
