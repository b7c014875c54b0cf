"""The date that a sentence's own expressions give an act: by what governs the act, or counted from another date."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from spacy.tokens import Token

from extractors import calendar
from extractors.dates_placing import Placed
from extractors.dates_story import named_last, retold
from extractors.dates_syntax import clause_of, governors_of, is_clause_head, is_dated_by, tense_of
from extractors.expressions import Shift, TimeExpression, shifted
from schemas.records import ResolvedDate, Status

LONG_TIMES = frozenset({"years", "decades", "centuries", "generations"})
# An evening's news is dated a day ahead of it on the other side of the date line.
CLOCK_SLACK = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the search looks at: the sentence's expressions, how the act is told, and what was told before."""

    placed: list[Placed]
    status: Status
    published: date | None
    previous: ResolvedDate | None


def governing_date(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of the nearest governor that has one."""
    for governor in governors_of(trigger):
        # "Agreed to restore ties in December 2020" was agreed then; a date still to come is the infinitive's alone.
        found = own_date(governor.token, scene, act=trigger)
        if scene.status == "happened" and tense_of(governor.token) in ("future", "modal"):
            # A threat or promise that was made is dated by its making, not by what is threatened.
            found = None
        if found is not None:
            return replace(found, basis="context") if governor.is_loose else found
        if governor.token.i != trigger.i and is_background(governor.token):
            return None
    return None


def own_date(word: Token, scene: Scene, *, act: Token | None = None) -> ResolvedDate | None:
    """Return the date of the nearest expression that dates the word itself; `act` is the word whose date is sought."""
    reaches_plans = act is not None and word.i == act.i
    for candidate in _ranked(word, scene.placed, reaches_plans=reaches_plans):
        found = _resolved(candidate, scene) or (_behind(candidate, word, scene) if reaches_plans else None)
        is_belied = candidate.expression.kind == "point" and found and _belies_present(found, word, scene.published)
        # "Follows talks in June": the parser hung on the verb what stands behind the noun.
        is_noun_s = act is not None and act.i != word.i and act.pos_ == "NOUN" and act.i < candidate.first.i
        if found is not None and (not is_belied or is_noun_s):
            return found
    return None


def _behind(candidate: Placed, word: Token, scene: Scene) -> ResolvedDate | None:
    """Return the past day of an expression that hangs in what a past verb agreed to: "agreed to halt on Thursday"."""
    is_past = scene.status == "happened" and tense_of(word) == "past" and candidate.behind.kind == "point"
    return _as_date(candidate.behind, scene) if is_past and candidate.behind.precision == "day" else None


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
    return named_last(scene.previous)


def _is_countable(placed: Placed) -> bool:
    return placed.expression.kind not in ("frequency", "anchor")


def _act_behind(word: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of the act behind "after" or "before", where the story told it."""
    following = [token for token in word.doc[word.i + 1 : word.sent.end] if token.pos_ in ("NOUN", "VERB")]
    return retold(following[0], scene.previous) if following else None


def _ends_clause(token: Token) -> bool:
    following = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return following is None or following.is_punct or following.i >= token.sent.end


def counted_back(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Date the act of "a day after Delhi spoke" from its main clause, and that of "in 2014, when he helped"."""
    clause = clause_of(trigger)
    while clause.dep_ == "conj" and is_clause_head(clause.head) and clause.head.dep_ in ("advcl", "pcomp", "conj"):
        clause = clause.head
    for time in scene.placed:
        if time.last.i > trigger.i:
            continue
        if _tells_what_then(time, clause):
            found = _as_date(time.expression, scene)
            if found is not None:
                return replace(found, basis="context")
        matrix = _counted_from(time, trigger, clause, scene)
        if matrix is not None:
            return _back_from(matrix, time, trigger, scene)
    return None


def _counted_from(anchor: Placed, trigger: Token, clause: Token, scene: Scene) -> Token | None:
    """Return the main clause of "a day after" where the trigger is what stands behind it without a date of its own."""
    word = anchor.last
    if anchor.expression.shift is None or word.lower_ not in ("after", "before"):
        return None
    is_mark = word.dep_ in ("mark", "prep", "advmod") and word.head.i == clause.i and clause.dep_ in ("advcl", "pcomp")
    is_object = word.dep_ == "prep" and any(child.i == trigger.i for child in word.children)
    own = [other for other in scene.placed if other.expression.date and other.head.i > word.i]
    if own or not (is_mark or is_object or clause.head.i == word.i):
        return None
    return clause_of(clause.head if is_mark else word.head)


def _back_from(matrix: Token, anchor: Placed, trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date that the story gave the act, else the one that lies so far from the main clause's."""
    told, shift = retold(trigger, scene.previous), anchor.expression.shift
    if told is not None:
        return replace(told, basis="context")
    start = _main_date(matrix, scene)
    if start is None or shift is None:
        return None
    return shifted(start, Shift(-shift.n, shift.unit), text=anchor.expression.text)


def _tells_what_then(time: Placed, clause: Token) -> bool:
    """Return whether a clause says what was then: "in 2014, when he helped", "since last year, after they agreed"."""
    wanted = ("after", "when") if time.expression.kind == "duration" else ("when",)
    marks = [child for child in clause.children if child.lower_ in wanted and child.i < clause.i]
    if not marks or clause.dep_ not in ("advcl", "relcl") or marks[0].i <= time.last.i:
        return False
    return time.last.doc[time.last.i + 1 : marks[0].i].text in ("", ",")


def _main_date(matrix: Token, scene: Scene) -> ResolvedDate | None:
    found = governing_date(matrix, replace(scene, previous=None))
    return found or (ResolvedDate(scene.published, "day", "publication", None) if scene.published else None)


def is_background(clause: Token) -> bool:
    """Return whether a clause tells what had been, by an adverb ("previously") or a long time ("for decades")."""
    if clause.dep_ == "conj" and is_clause_head(clause.head) and not any(c.dep_ == "nsubj" for c in clause.children):
        return is_background(clause.head)
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
