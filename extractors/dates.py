"""When an act took place: its own time expression, not the sentence's first, and what stands in where it has none.

The order of the search, the first that answers wins:

1. An expression that the trigger governs: "visited on Tuesday", "Tuesday's visit", "the deal signed in 2015". One
   in another clause, or behind "after", "since", "before", is not the act's.
2. The same of the words above it: the verb that a trigger noun is an argument of, the first of several joined
   verbs, the clause that an infinitive or participle completes. Basis as the expression's own.
3. A clause that tells of it or stands beside it: "said on Monday that...", "as...". Basis "context".
4. "Two days later", "the next day": counted from the date before it in the sentence, else from `previous`; "a day after
   Delhi spoke" dates the speaking a day before its main clause.
5. Background without a date (past perfect, "previously"): it lies before what was told last, so the year of `previous`,
   else of publication, basis "context"; its month where "already", "just" or "recently" stands with it.
6. A sentence that carries on ("then", "in response", a pronoun with a past verb): `previous`, basis "context".
7. Publication, by the day. None only where the article has no date either.

Plans without a date of their own, and states that go on, get publication too: the day on which they held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Span, Token

from extractors import calendar
from extractors.calendar import Direction
from extractors.dates_syntax import (
    NOUN_OWNED_DEPS,
    SPEECH_VERBS,
    clause_of,
    governors_of,
    is_clause_head,
    is_dated_by,
    is_set_apart,
    looks_to,
    noun_before,
    preposition_before,
    tense_of,
)
from extractors.expressions import (
    Shift,
    TimeExpression,
    find_expressions,
    resolve_date,
    shifted,
)
from extractors.sentences import ParsedSentence
from schemas.records import ResolvedDate, Status

__all__ = ["TimeExpression", "date_of_act", "find_expressions", "resolve_date", "thread_date"]

BACKGROUND_ADVERBS = frozenset({"previously", "formerly", "historically", "earlier", "once", "before"})
RECENT_ADVERBS = frozenset({"already", "just", "recently", "newly"})
CONTINUING_ADVERBS = frozenset({"then", "thereafter", "afterwards", "afterward", "subsequently", "later", "thereupon"})
CONTINUING_PHRASES = ("in response", "in return", "in retaliation", "at the time", "in turn", "in the meantime")
PRONOUNS = frozenset({"he", "she", "they", "it"})
SAME_SPEECH = timedelta(days=7)
# An evening's news is dated a day ahead of it on the other side of the date line.
CLOCK_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """A time expression in the parse: `head` is the word it hangs by, `is_owned` where that is the noun beside it."""

    expression: TimeExpression
    head: Token
    last: Token
    is_owned: bool


def date_of_act(
    sentence: ParsedSentence, trigger: Token, *, status: Status, published: date | None, previous: ResolvedDate | None
) -> ResolvedDate | None:
    """Return when the act of `trigger` took place, by the rules above.

    `previous` is the date of the sentence before in the same thread (see `thread_date`), or None. Returns None only
    where nothing dates the act and `published` is None.
    """
    placed = _placed(sentence, published, _direction(trigger, status))
    measured = _counted_back(trigger, placed, status=status, published=published)
    if measured is not None:
        return measured
    found = _governing(trigger, placed, status=status, published=published, previous=previous)
    # A sentence that names a past time of its own does not go on with that of the one before.
    tells_time = any(p.expression.kind == "point" and p.expression.basis == "explicit" for p in placed)
    carried = None if tells_time else previous
    return found or _undated(trigger, status=status, published=published, previous=carried)


def thread_date(
    sentence: ParsedSentence, *, published: date | None, previous: ResolvedDate | None
) -> ResolvedDate | None:
    """Return the date that `sentence` leaves to the one after it, to be given there as `previous`.

    That is the date of its main clause; where it has none, `previous` still holds, unless the clause is in the present.
    """
    found = date_of_act(sentence, sentence.span.root, status="happened", published=published, previous=previous)
    if found is not None and found.basis != "publication":
        return found
    return None if tense_of(sentence.span.root) in ("present", "perfect", "future") else previous


def _direction(trigger: Token, status: Status) -> Direction:
    if status == "planned":
        return "future"
    if not is_clause_head(trigger):
        # "A call for a 29 November march": what may come lies ahead.
        return "future" if status == "hypothetical" else "past"
    tense = tense_of(trigger)
    return "future" if tense == "future" or (tense == "modal" and status == "hypothetical") else "past"


def _placed(sentence: ParsedSentence, published: date | None, direction: Direction) -> list[Placed]:
    """Return the expressions of the sentence, each resolved as its own clause looks, else in `direction`."""
    behind = find_expressions(sentence.span.text, published=published, direction="past")
    ahead = find_expressions(sentence.span.text, published=published, direction="future")
    placed = []
    for past, future in zip(behind, ahead, strict=True):
        found = sentence.span.char_span(past.start, past.end, alignment_mode="expand")
        if found is not None:
            looks = looks_to(found.root) or direction
            placed.append(_place(future if looks == "future" else past, found))
    return placed


def _place(expression: TimeExpression, found: Span) -> Placed:
    preposition, noun = preposition_before(found), noun_before(found)
    if preposition is not None:
        return Placed(expression, preposition, found[-1], is_owned=False)
    is_owned = expression.kind == "modifier" or found.root.dep_ in NOUN_OWNED_DEPS or noun is not None
    return Placed(expression, noun or found.root, found[-1], is_owned)


def _governing(
    trigger: Token,
    placed: list[Placed],
    *,
    status: Status,
    published: date | None,
    previous: ResolvedDate | None,
) -> ResolvedDate | None:
    """Return the date of the nearest governor that has one."""
    for governor in governors_of(trigger):
        # "Agreed to restore ties in December 2020" was agreed then; a date still to come is the infinitive's alone.
        reaches_plans = governor.token.i == trigger.i
        for candidate in _ranked(governor.token, placed, reaches_plans=reaches_plans):
            found = _resolved(candidate, placed, status=status, published=published, previous=previous)
            is_point = candidate.expression.kind == "point"
            if found is not None and not (is_point and _belies_present(found, governor.token, published)):
                return replace(found, basis="context") if governor.is_loose else found
        if governor.token.i != trigger.i and _is_background(governor.token):
            return None
    return None


def _belies_present(found: ResolvedDate, governor: Token, published: date | None) -> bool:
    """Return whether a present clause is given a past month or year: parsers hang its neighbour's date on it."""
    if published is None or found.basis == "context" or found.precision == "day" or not is_clause_head(governor):
        return False
    unit: calendar.Unit = "month" if found.precision == "month" else "year"
    return tense_of(governor) == "present" and found.date < calendar.this_unit(unit, published).date


def _ranked(governor: Token, placed: list[Placed], *, reaches_plans: bool) -> Iterator[Placed]:
    """Yield the expressions that date `governor`: those nearest to it in the tree first, then in the text."""
    dating = [
        candidate
        for candidate in placed
        if is_dated_by(governor, candidate.head, is_owned=candidate.is_owned, reaches_plans=reaches_plans)
    ]
    yield from sorted(
        dating, key=lambda candidate: (_depth(candidate.head, governor), abs(candidate.head.i - governor.i))
    )


def _depth(token: Token, governor: Token) -> int:
    depth = 0
    while token.i != governor.i:
        # A preposition adds no step: "on Tuesday" is as near as "Tuesday".
        depth += token.dep_ != "prep"
        token = token.head
    return depth


def _resolved(
    candidate: Placed, placed: list[Placed], *, status: Status, published: date | None, previous: ResolvedDate | None
) -> ResolvedDate | None:
    expression = candidate.expression
    if expression.kind == "anchor":
        return _from_anchor(candidate, placed, previous)
    is_begun = expression.kind == "duration" and status == "ongoing"
    # "After Tuesday's attack" bounds the clause, but dates the attack.
    is_beside = candidate.is_owned and expression.kind in ("bound", "duration")
    if expression.kind not in ("point", "modifier") and not is_begun and not is_beside:
        return None
    return _as_date(expression, status=status, published=published)


def _as_date(expression: TimeExpression, *, status: Status, published: date | None) -> ResolvedDate | None:
    """Return the expression's date; None where it has none or would put a thing that happened after its report."""
    if expression.date is None or expression.precision is None:
        return None
    if status in ("happened", "ongoing") and published is not None and expression.date > published + CLOCK_SLACK:
        return None
    return ResolvedDate(expression.date, expression.precision, expression.basis, expression.text)


def _from_anchor(anchor: Placed, placed: list[Placed], previous: ResolvedDate | None) -> ResolvedDate | None:
    shift = anchor.expression.shift
    if shift is None:
        return None
    start = _anchor_date(anchor, placed, previous)
    return shifted(start, shift, text=anchor.expression.text) if start else None


def _anchor_date(anchor: Placed, placed: list[Placed], previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return the date counted from: behind "a day after", before "a day later", or the previous sentence's."""
    is_open = anchor.last.lower_ in ("after", "before") and not _ends_clause(anchor.last)
    dated = [other.expression for other in placed if other.expression.date and other.expression.kind != "frequency"]
    if is_open:
        dated = [other for other in dated if other.start > anchor.expression.start][:1]
        if not dated and anchor.last.dep_ == "mark":
            return None
    else:
        dated = [other for other in dated if other.end <= anchor.expression.start and other.kind != "duration"][-1:]
    if dated and dated[0].date and dated[0].precision:
        return ResolvedDate(dated[0].date, dated[0].precision, "context", dated[0].text)
    return previous


def _ends_clause(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is None or following.is_punct or following.i >= token.sent.end


def _counted_back(
    trigger: Token, placed: list[Placed], *, status: Status, published: date | None
) -> ResolvedDate | None:
    """Date the act of "a day after Delhi spoke" from its main clause, where its own clause has no date."""
    clause = clause_of(trigger)
    for anchor in placed:
        shift, word = anchor.expression.shift, anchor.last
        if shift is None or word.lower_ not in ("after", "before") or word.i > trigger.i:
            continue
        is_mark = (
            word.dep_ in ("mark", "prep", "advmod") and word.head.i == clause.i and clause.dep_ in ("advcl", "pcomp")
        )
        is_object = word.dep_ == "prep" and any(child.i == trigger.i for child in word.children)
        own = [other for other in placed if other.expression.date and other.head.i > word.i]
        if (is_mark or is_object or clause.head.i == word.i) and not own:
            matrix = clause_of(clause.head if is_mark else word.head)
            start = _main_date(matrix, placed, status=status, published=published)
            back = Shift(-shift.n, shift.unit)
            return shifted(start, back, text=anchor.expression.text) if start else None
    return None


def _main_date(matrix: Token, placed: list[Placed], *, status: Status, published: date | None) -> ResolvedDate | None:
    found = _governing(matrix, placed, status=status, published=published, previous=None)
    return found or (ResolvedDate(published, "day", "publication", None) if published else None)


def _is_background(clause: Token) -> bool:
    words = {child.lower_ for child in clause.children if child.dep_ == "advmod"}
    return bool(words & {"previously", "formerly", "historically"})


def _undated(
    trigger: Token, *, status: Status, published: date | None, previous: ResolvedDate | None
) -> ResolvedDate | None:
    clause = clause_of(trigger)
    if status not in ("planned", "ongoing"):
        is_pluperfect = tense_of(clause) == "pluperfect" and not is_set_apart(trigger, clause)
        if is_pluperfect or _is_background(clause):
            return _before(clause, published=published, previous=previous)
        clauses = [governor.token for governor in governors_of(trigger) if is_clause_head(governor.token)]
        if previous and any(_carries_on(verb, published=published, previous=previous) for verb in clauses):
            return replace(previous, basis="context")
    return ResolvedDate(published, "day", "publication", None) if published else None


def _before(clause: Token, *, published: date | None, previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return the year (the month, if recent) of the time that a background clause lies before."""
    reference = previous.date if previous else published
    if reference is None:
        return None
    is_recent = any(child.lower_ in RECENT_ADVERBS for child in clause.children)
    is_recent = is_recent and (previous is None or previous.precision != "year")
    period = calendar.this_unit("month" if is_recent else "year", reference)
    return ResolvedDate(period.date, period.precision, "context", previous.text if previous else None)


def _carries_on(clause: Token, *, published: date | None, previous: ResolvedDate) -> bool:
    """Return whether the clause goes on with the story of the sentence before."""
    if tense_of(clause) != "past":
        return False
    if any(child.lower_ in CONTINUING_ADVERBS and child.dep_ == "advmod" for child in clause.children):
        return True
    sentence = clause.sent.text.lower()
    if any(phrase in sentence for phrase in CONTINUING_PHRASES):
        return True
    has_pronoun = any(child.lower_ in PRONOUNS and child.dep_ in ("nsubj", "nsubjpass") for child in clause.children)
    if not has_pronoun or clause.dep_ != "ROOT":
        return False
    # "He said" goes on with a speech, not with the years told of in it.
    is_near = published is None or abs(published - previous.date) <= SAME_SPEECH
    return clause.lemma_.lower() not in SPEECH_VERBS or (previous.precision == "day" and is_near)
