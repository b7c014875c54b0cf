"""The date of an act that no expression governs: from what stands beside it, from its story, else publication."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from extractors import calendar
from extractors.dates_governed import Scene, is_background, own_date
from extractors.dates_placing import Placed
from extractors.dates_story import EXCHANGES, goes_on, is_news, repaid, retold, told_last
from extractors.dates_syntax import (
    Partner,
    clause_of,
    governors_of,
    is_clause_head,
    is_set_apart,
    partners_of,
    tense_of,
)
from extractors.expressions import Shift, shifted
from schemas.records import ResolvedDate

RECENT_ADVERBS = frozenset({"already", "just", "recently", "newly"})


def date_beside(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of what the act was part of ("during the 2011 uprising") or near to ("in the wake of")."""
    clause = clause_of(trigger)
    if is_set_apart(trigger, clause):
        return None
    is_past = tense_of(clause) in ("past", "pluperfect", "none")
    first = clause.head if clause.dep_ == "conj" and is_clause_head(clause.head) else clause
    for partner in (*partners_of(clause), *(partners_of(first) if first.i != clause.i else ())):
        if partner.token.i != trigger.i and (is_past or partner.kind == "teller"):
            found = _partners_date(partner, scene)
            if found is not None:
                return found
    return None


def _partners_date(partner: Partner, scene: Scene) -> ResolvedDate | None:
    """Return the date that a partner gives, to the month only where the act was no more than near to it."""
    found = own_date(partner.token, scene)
    if found is None and partner.kind != "teller":
        found = retold(partner.token, scene.previous)
    if found is None or (partner.kind == "sequel" and not is_news(found, scene.published)):
        return None
    near = shifted(found, Shift(0, "month"), text=found.text or "") if partner.kind == "near" else found
    return replace(near, basis="context", text=found.text)


def date_repaid(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of what an act repaid: "in return for recognising Kosovo, Chad got aid"."""
    words = list(trigger.sent)
    text = trigger.sent.text.lower()
    if not text.startswith(EXCHANGES) or tense_of(clause_of(trigger)) != "past":
        return None
    paid = next((token for token in words[3:] if token.tag_ == "VBG" or token.pos_ == "NOUN"), None)
    found = repaid(paid, scene.previous) if paid is not None and paid.i < trigger.i else None
    return replace(found, basis="context") if found else None


def date_named_again(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date the story gave the act that the trigger names again."""
    found = retold(trigger, scene.previous)
    if found is None or scene.status in ("ongoing", "hypothetical"):
        return None
    is_over = scene.published is not None and found.date < scene.published
    return None if scene.status == "planned" and is_over else replace(found, basis="context")


def date_by_story(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date that the story so far gives an act without one, else publication; None where there is neither."""
    if scene.status == "planned":
        found = _planned(trigger, scene)
    elif scene.status == "ongoing":
        found = None
    else:
        found = _past(trigger, scene)
    publication = ResolvedDate(scene.published, "day", "publication", None) if scene.published else None
    return found or publication


def _planned(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date of the plan told last, else of the story with which its telling goes on ("it said it would")."""
    plan = told_last(scene.previous, ahead=True)
    if plan is not None and scene.published is not None and plan.date >= scene.published:
        return replace(plan, basis="context")
    return _gone_on(trigger, scene)


def _past(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the time before which background lies, else the date with which a past clause goes on."""
    clause = clause_of(trigger)
    # A sentence that names a past time of its own does not go on with that of the one before.
    previous = None if any(_tells_time(p, clause) for p in scene.placed) else scene.previous
    is_pluperfect = tense_of(clause) == "pluperfect" and not is_set_apart(trigger, clause)
    if is_pluperfect or is_background(clause):
        return _before(clause, scene, told_last(previous))
    return _gone_on(trigger, replace(scene, previous=previous))


def _tells_time(placed: Placed, clause: Token) -> bool:
    """Return whether an expression tells a past time of the clause's sentence, and not of a thing it only mentions."""
    at: Token = placed.head
    while at.i != clause.i and at.head.i != at.i:
        if at.dep_ in ("relcl", "acl"):
            return False
        at = at.head
    is_told = placed.expression.basis == "explicit" or placed.expression.date is None
    return placed.expression.kind == "point" and is_told


def _gone_on(trigger: Token, scene: Scene) -> ResolvedDate | None:
    """Return the date with which the act's clauses go on with the story."""
    clauses = [governor.token for governor in governors_of(trigger) if is_clause_head(governor.token)]
    found = goes_on(clauses, published=scene.published, previous=scene.previous)
    return replace(found, basis="context") if found else None


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
