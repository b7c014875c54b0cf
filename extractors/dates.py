"""When an act took place: its own time expression, not the sentence's first, and what stands in where it has none.

The order of the search, the first that answers wins:

1. An expression that the trigger governs: "visited on Tuesday", "Tuesday's visit", "the deal signed in 2015". One
   in another clause, or behind "after", "since", "before", is not the act's.
2. The same of the words above it: the verb that a trigger noun is an argument of, the first of several joined
   verbs, the clause that an infinitive or participle completes. Basis as the expression's own.
3. A clause that tells of it or stands beside it: "said on Monday that...", "as...". Basis "context".
4. What its clause says it was part of or near to: "speaking on Monday, he accused", "during the 2011 uprising", "in
   the wake of Sunday's raid". Basis "context"; what was only near is known to the month.
5. "Two days later", "that August": counted from the date before it in the sentence, else from `previous`; "a day after
   Delhi spoke" dates the speaking a day before its main clause.
6. An act named again ("the visit", "Rabat's raid") has the date that the story gave it. Basis "context".
7. Background without a date (past perfect, "previously", "for years"): it lies before what was told last, so the year of
   `previous`, else of publication, basis "context"; its month where "already", "just" or "recently" stands with it.
8. A past sentence that goes on with the story ("then", "in response", "the move", a pronoun; any that follows a day of
   the news): the date told last, else the day of the story's first news. Basis "context".
9. Publication, by the day. None only where the article has no date either.

Plans without a date of their own take that of the plan told before, else publication; states that go on, and what is
told in the present or present perfect, get publication: the day on which they held.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Token

from extractors import calendar
from extractors.calendar import Direction
from extractors.dates_placing import Placed, placed_in
from extractors.dates_story import (
    EXCHANGES,
    Told,
    Thread,
    goes_on,
    is_news,
    last_date,
    retold,
    told_in,
    told_last,
)
from extractors.dates_syntax import (
    clause_of,
    governors_of,
    is_clause_head,
    is_dated_by,
    is_set_apart,
    partners_of,
    tense_of,
)
from extractors.expressions import Shift, TimeExpression, find_expressions, resolve_date, shifted
from extractors.sentences import ParsedSentence
from schemas.records import ResolvedDate, Status

__all__ = ["TimeExpression", "date_of_act", "find_expressions", "resolve_date", "thread_date"]

LONG_TIMES = frozenset({"years", "decades", "centuries", "generations"})
RECENT_ADVERBS = frozenset({"already", "just", "recently", "newly"})
# An evening's news is dated a day ahead of it on the other side of the date line.
CLOCK_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search looks at: the sentence's expressions, how the act is told, and what was told before."""

    placed: list[Placed]
    status: Status
    published: date | None
    previous: ResolvedDate | None


def date_of_act(
    sentence: ParsedSentence, trigger: Token, *, status: Status, published: date | None, previous: ResolvedDate | None
) -> ResolvedDate | None:
    """Return when the act of `trigger` took place, by the rules above.

    `previous` is the date of the sentence before in the same thread (see `thread_date`), or None. Returns None only
    where nothing dates the act and `published` is None.
    """
    placed = placed_in(sentence, published=published, direction=_direction(trigger, status))
    scene = Scene(placed, status, published, previous)
    measured = _counted_back(trigger, scene)
    if measured is not None:
        return measured
    found = _governing(trigger, scene) or _beside(trigger, scene) or _exchanged(trigger, scene)
    return found or _named_again(trigger, scene) or _undated(trigger, scene)


def thread_date(
    sentence: ParsedSentence, *, published: date | None, previous: ResolvedDate | None
) -> ResolvedDate | None:
    """Return the date that `sentence` leaves to the one after it, to be given there as `previous`.

    That is the date of its main clause; where it has none, `previous` still holds, unless the clause is in the present.
    """
    told = (*_told(sentence, published, previous), *(previous.told if isinstance(previous, Thread) else ()))
    news = previous.news if isinstance(previous, Thread) else None
    found, is_ahead = _main_thread(sentence, published, previous)
    if found is not None:
        news = news or (found if is_news(found, published) else None)
        return Thread(found.date, found.precision, found.basis, found.text, True, is_ahead, news, told)
    last = last_date(previous) or (told[0].when if told else None)
    if last is None:
        return None
    goes = tense_of(sentence.span.root) not in ("present", "perfect", "future")
    is_open = goes and isinstance(previous, Thread) and previous.is_open
    was_ahead = isinstance(previous, Thread) and previous.is_ahead
    return Thread(last.date, last.precision, last.basis, last.text, is_open, was_ahead, news, told)


def _main_thread(
    sentence: ParsedSentence, published: date | None, previous: ResolvedDate | None
) -> tuple[ResolvedDate | None, bool]:
    """Return the date of the main clause or of what it plans, and whether it is a plan's."""
    root = sentence.span.root
    is_ahead = tense_of(root) in ("future", "present")
    found = date_of_act(sentence, root, status="happened", published=published, previous=previous)
    if found is not None and found.basis != "publication":
        return found, is_ahead and published is not None and found.date >= published
    if not is_ahead:
        return None, False
    for verb in (root, *(child for child in root.children if child.dep_ == "xcomp")):
        plan = date_of_act(sentence, verb, status="planned", published=published, previous=previous)
        if plan is not None and plan.basis != "publication":
            return plan, True
    return None, False


def _told(sentence: ParsedSentence, published: date | None, previous: ResolvedDate | None) -> tuple[Told, ...]:
    """Return the verbs and nouns of the sentence that an expression in it dates."""
    if not find_expressions(sentence.span.text, published=published):
        return ()
    return told_in(_dated_words(sentence, published, previous))


def _dated_words(
    sentence: ParsedSentence, published: date | None, previous: ResolvedDate | None
) -> Iterator[tuple[Token, ResolvedDate]]:
    for token in sentence.span:
        if token.pos_ not in ("VERB", "NOUN") or token.ent_type_ in ("DATE", "TIME"):
            continue
        status: Status = "planned" if tense_of(clause_of(token)) == "future" else "happened"
        placed = placed_in(sentence, published=published, direction=_direction(token, status))
        found = _governing(token, Scene(placed, status, published, last_date(previous)))
        if found is not None:
            yield token, found


def _direction(trigger: Token, status: Status) -> Direction:
    if status == "planned":
        return "future"
    if not is_clause_head(trigger):
        # "A call for a 29 November march": what may come lies ahead.
        return "future" if status == "hypothetical" else "past"
    tense = tense_of(trigger)
    return "future" if tense == "future" or (tense == "modal" and status == "hypothetical") else "past"


def _governing(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of the nearest governor that has one."""
    for governor in governors_of(trigger):
        # "Agreed to restore ties in December 2020" was agreed then; a date still to come is the infinitive's alone.
        found = _own(governor.token, scene, reaches_plans=governor.token.i == trigger.i)
        if found is not None:
            return replace(found, basis="context") if governor.is_loose else found
        if governor.token.i != trigger.i and _is_background(governor.token):
            return None
    return None


def _own(word: Token, scene: Scene, *, reaches_plans: bool = False) -> ResolvedDate | None:
    """Return the date of the nearest expression that dates the word itself."""
    for candidate in _ranked(word, scene.placed, reaches_plans=reaches_plans):
        found = _resolved(candidate, scene)
        is_point = candidate.expression.kind == "point"
        if found is not None and not (is_point and _belies_present(found, word, scene.published)):
            return found
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


def _resolved(candidate: Placed, scene: Scene) -> ResolvedDate | None:
    expression = candidate.expression
    if expression.kind == "anchor":
        return _from_anchor(candidate, scene)
    is_begun = expression.kind == "duration" and scene.status == "ongoing"
    # "After Tuesday's attack" bounds the clause, but dates the attack.
    is_beside = candidate.is_owned and expression.kind in ("bound", "duration")
    if expression.kind not in ("point", "modifier") and not is_begun and not is_beside:
        return None
    return _as_date(expression, scene)


def _as_date(expression: TimeExpression, scene: Scene) -> ResolvedDate | None:
    """Return the expression's date; None where it has none or would put a thing that happened after its report."""
    if expression.date is None or expression.precision is None:
        return None
    latest = scene.published + CLOCK_SLACK if scene.published else None
    if scene.status in ("happened", "ongoing") and latest is not None and expression.date > latest:
        return None
    return ResolvedDate(expression.date, expression.precision, expression.basis, expression.text)


def _from_anchor(anchor: Placed, scene: Scene) -> ResolvedDate | None:
    shift = anchor.expression.shift
    if shift is None:
        return None
    start = _anchor_date(anchor, scene)
    return shifted(start, shift, text=anchor.expression.text) if start else None


def _anchor_date(anchor: Placed, scene: Scene) -> ResolvedDate | None:
    """Return the date counted from: behind "a day after", before "a day later", or the previous sentence's."""
    is_open = anchor.last.lower_ in ("after", "before") and not _ends_clause(anchor.last)
    dated = [other.expression for other in scene.placed if other.expression.date and _is_countable(other)]
    if is_open:
        dated = [other for other in dated if other.start > anchor.expression.start][:1]
        named = None if dated else _act_behind(anchor.last, scene)
        if named is not None or (not dated and anchor.last.dep_ == "mark"):
            return named
    else:
        dated = [other for other in dated if other.end <= anchor.expression.start and other.kind != "duration"][-1:]
    if dated and dated[0].date and dated[0].precision:
        return ResolvedDate(dated[0].date, dated[0].precision, "context", dated[0].text)
    return last_date(scene.previous)


def _is_countable(placed: Placed) -> bool:
    return placed.expression.kind not in ("frequency", "anchor")


def _act_behind(word: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of the act behind "after" or "before", where the story told it."""
    following = [token for token in word.doc[word.i + 1 : word.sent.end] if token.pos_ in ("NOUN", "VERB")]
    return retold(following[0], scene.previous) if following else None


def _ends_clause(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is None or following.is_punct or following.i >= token.sent.end


def _counted_back(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Date the act of "a day after Delhi spoke" from its main clause, where its own clause has no date."""
    clause = clause_of(trigger)
    for anchor in scene.placed:
        shift, word = anchor.expression.shift, anchor.last
        if word.i > trigger.i or (shift is None and anchor.expression.kind != "duration"):
            continue
        if shift is None:
            if _since_then(anchor, clause):
                found = _as_date(anchor.expression, scene)
                return replace(found, basis="context") if found else None
            continue
        if word.lower_ not in ("after", "before"):
            continue
        is_mark = (
            word.dep_ in ("mark", "prep", "advmod") and word.head.i == clause.i and clause.dep_ in ("advcl", "pcomp")
        )
        is_object = word.dep_ == "prep" and any(child.i == trigger.i for child in word.children)
        own = [other for other in scene.placed if other.expression.date and other.head.i > word.i]
        if (is_mark or is_object or clause.head.i == word.i) and not own:
            matrix = clause_of(clause.head if is_mark else word.head)
            start = retold(trigger, scene.previous)
            if start is not None:
                return replace(start, basis="context")
            start = _main_date(matrix, scene)
            return shifted(start, Shift(-shift.n, shift.unit), text=anchor.expression.text) if start else None
    return None


def _since_then(since: Placed, clause: Token) -> bool:
    """Return whether a clause says what began with a "since": "since last year, when they set up ties"."""
    marks = [child for child in clause.children if child.lower_ in ("after", "when") and child.i < clause.i]
    between = since.last.doc[since.last.i + 1 : marks[0].i] if marks else None
    return clause.dep_ in ("advcl", "relcl") and between is not None and between.text in ("", ",")


def _main_date(matrix: Token, scene: Scene) -> ResolvedDate | None:
    found = _governing(matrix, replace(scene, previous=None))
    return found or (ResolvedDate(scene.published, "day", "publication", None) if scene.published else None)


def _beside(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of what the act's clause was part of ("during the 2011 uprising") or near to ("in the wake of")."""
    clause = clause_of(trigger)
    if is_set_apart(trigger, clause):
        return None
    is_past = tense_of(clause) in ("past", "pluperfect", "none")
    for partner in partners_of(clause):
        if not (is_past or partner.kind == "teller") or partner.token.i == trigger.i:
            continue
        found = _own(partner.token, scene)
        if found is None and partner.kind != "teller":
            found = retold(partner.token, scene.previous)
        if found is not None:
            near = shifted(found, Shift(0, "month"), text=found.text or "") if partner.kind == "near" else found
            return replace(near, basis="context", text=found.text)
    return None


def _exchanged(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of what an act repaid: "in return for recognising Kosovo, Chad got aid"."""
    words = list(trigger.sent)
    text = trigger.sent.text.lower()
    if not text.startswith(EXCHANGES) or tense_of(clause_of(trigger)) != "past":
        return None
    paid = next((token for token in words[3:] if token.tag_ == "VBG" or token.pos_ == "NOUN"), None)
    found = retold(paid, scene.previous) if paid is not None and paid.i < trigger.i else None
    return replace(found, basis="context") if found else None


def _named_again(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date the story gave the act that the trigger names again."""
    found = retold(trigger, scene.previous)
    if found is None or scene.status in ("ongoing", "hypothetical"):
        return None
    is_over = scene.published is not None and found.date < scene.published
    return None if scene.status == "planned" and is_over else replace(found, basis="context")


def _is_background(clause: Token) -> bool:
    words = {child.lower_ for child in clause.children if child.dep_ == "advmod"}
    return bool(words & {"previously", "formerly", "historically", "traditionally"}) or _lasted_long(clause)


def _lasted_long(clause: Token) -> bool:
    """Return whether a past clause tells what used to be: "for decades the two cooperated", "in the past"."""
    if tense_of(clause) != "past":
        return False
    objects = [noun for child in clause.children if child.dep_ == "prep" for noun in child.children]
    return any(
        (noun.head.lower_ in ("for", "over", "through") and noun.lower_ in LONG_TIMES)
        or (noun.head.lower_ == "in" and noun.lower_ == "past")
        for noun in objects
        if not any(child.dep_ == "nummod" for child in noun.children)
    )


def _undated(trigger: Token, scene: Scene) -> ResolvedDate | None:
    clause = clause_of(trigger)
    if scene.status == "planned":
        plan = told_last(scene.previous, ahead=True)
        if plan is not None and scene.published is not None and plan.date >= scene.published:
            return replace(plan, basis="context")
    elif scene.status != "ongoing":
        # A sentence that names a past time of its own does not go on with that of the one before.
        tells_time = any(p.expression.kind == "point" and p.expression.basis == "explicit" for p in scene.placed)
        previous = None if tells_time else scene.previous
        is_pluperfect = tense_of(clause) == "pluperfect" and not is_set_apart(trigger, clause)
        if is_pluperfect or _is_background(clause):
            return _before(clause, scene, last_date(previous))
        clauses = [governor.token for governor in governors_of(trigger) if is_clause_head(governor.token)]
        dates = (goes_on(verb, published=scene.published, previous=previous) for verb in clauses)
        found = next((date for date in dates if date is not None), None)
        if found is not None:
            return replace(found, basis="context")
    return ResolvedDate(scene.published, "day", "publication", None) if scene.published else None


def _before(clause: Token, scene: Scene, previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return the year (the month, if recent) of the time that a background clause lies before."""
    earlier = [p.expression for p in scene.placed if p.last.i < clause.i and p.expression.basis == "explicit"]
    past = [e for e in earlier if e.date and (scene.published is None or e.date <= scene.published)]
    reference = past[-1].date if past else previous.date if previous else scene.published
    if reference is None:
        return None
    is_recent = any(child.lower_ in RECENT_ADVERBS for child in clause.children)
    is_recent = is_recent and (previous is None or previous.precision != "year")
    period = calendar.this_unit("month" if is_recent else "year", reference)
    text = past[-1].text if past else previous.text if previous else None
    return ResolvedDate(period.date, period.precision, "context", text)
