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
7. Background without a date (past perfect, "previously", "for years"): it lies before what was told last, so the year
   of `previous`, else of publication, basis "context"; its month where "already", "just" or "recently" stands with it.
8. A past sentence that goes on with the story ("then", "in response", "the move", a pronoun; any that follows a day of
   the news): the date told last, else the day of the story's first news. Basis "context".
9. Publication, by the day. None only where the article has no date either.

Plans without a date of their own take that of the plan told before, else publication; states that go on, and what is
told in the present or present perfect, get publication: the day on which they held.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from spacy.tokens import Token

from extractors.calendar import Direction
from extractors.dates_governed import Scene, counted_back, governing_date
from extractors.dates_placing import placed_in
from extractors.dates_story import Thread, Told, is_news, last_date, told_in
from extractors.dates_syntax import clause_of, is_clause_head, tense_of
from extractors.dates_undated import date_beside, date_by_story, date_named_again, date_repaid
from extractors.expressions import TimeExpression, find_expressions, resolve_date
from extractors.sentences import ParsedSentence
from schemas.records import ResolvedDate, Status

__all__ = ["TimeExpression", "date_of_act", "find_expressions", "resolve_date", "thread_date"]


def date_of_act(
    sentence: ParsedSentence, trigger: Token, *, status: Status, published: date | None, previous: ResolvedDate | None
) -> ResolvedDate | None:
    """Return when the act of `trigger` took place, by the rules above.

    `previous` is the date of the sentence before in the same thread (see `thread_date`), or None. Returns None only
    where nothing dates the act and `published` is None.
    """
    placed = placed_in(sentence, published=published, direction=_direction(trigger, status))
    scene = Scene(placed, status, published, previous)
    measured = counted_back(trigger, scene)
    if measured is not None:
        return measured
    found = governing_date(trigger, scene) or date_beside(trigger, scene) or date_repaid(trigger, scene)
    return found or date_named_again(trigger, scene) or date_by_story(trigger, scene)


def thread_date(
    sentence: ParsedSentence, *, published: date | None, previous: ResolvedDate | None
) -> ResolvedDate | None:
    """Return the date that `sentence` leaves to the one after it, to be given there as `previous`.

    That is the date of its main clause; where it has none, `previous` still holds, unless the clause is in the present.
    """
    fresh = _told(sentence, published, previous)
    anchor = fresh[-1].when if fresh else None
    before = previous if isinstance(previous, Thread) else None
    told = (*fresh, *(before.told if before else ()))
    news = before.news if before else None
    found, is_ahead = _main_thread(sentence, published, previous)
    if found is not None and found.basis == "context" and found.precision == "year" and not is_ahead:
        # The main clause goes on with no more than a year; what the sentence itself dates is the later word.
        found = next((told.when for told in fresh if told.is_verb), found)
    is_vague = found is not None and found.basis == "context" and tense_of(sentence.span.root) == "pluperfect"
    if found is not None and not is_vague:
        news = news or (found if is_news(found, published) else None)
        own = None if found.basis != "context" else anchor
        return Thread(found.date, found.precision, found.basis, found.text, True, is_ahead, news, own, told, len(fresh))
    last = last_date(previous) or found or (told[0].when if told else None)
    if last is None:
        return None
    goes = tense_of(sentence.span.root) not in ("present", "perfect", "future")
    is_open = goes and (before is None or before.is_open)
    was_ahead = before is not None and before.is_ahead
    anchor = anchor or (before.anchor if before else None)
    return Thread(last.date, last.precision, last.basis, last.text, is_open, was_ahead, news, anchor, told, len(fresh))


def _main_thread(
    sentence: ParsedSentence, published: date | None, previous: ResolvedDate | None
) -> tuple[ResolvedDate | None, bool]:
    """Return the date of the main clause or of what it plans, and whether it is a plan's."""
    root = sentence.span.root
    is_ahead = tense_of(root) in ("future", "present")
    plans = [child for child in root.children if child.dep_ == "xcomp" and child.tag_ == "VB"]
    if tense_of(root) == "future" or (is_ahead and plans):
        for verb in (*plans, root):
            plan = date_of_act(sentence, verb, status="planned", published=published, previous=previous)
            if plan is not None and plan.basis != "publication":
                return plan, True
    found = date_of_act(sentence, root, status="happened", published=published, previous=previous)
    if found is not None and found.basis != "publication":
        return found, is_ahead and published is not None and found.date >= published
    return None, False


def _told(sentence: ParsedSentence, published: date | None, previous: ResolvedDate | None) -> tuple[Told, ...]:
    """Return the verbs and nouns of the sentence that an expression in it dates."""
    if not find_expressions(sentence.span.text, published=published):
        return ()
    return told_in(_dated_words(sentence, published, previous))


def _dated_words(
    sentence: ParsedSentence, published: date | None, previous: ResolvedDate | None
) -> Iterator[tuple[Token, ResolvedDate]]:
    directions: tuple[Direction, ...] = ("past", "future")
    placed = {towards: placed_in(sentence, published=published, direction=towards) for towards in directions}
    for token in sentence.span:
        if token.pos_ not in ("VERB", "NOUN") or token.ent_type_ in ("DATE", "TIME"):
            continue
        status: Status = "planned" if tense_of(clause_of(token)) == "future" else "happened"
        scene = Scene(placed[_direction(token, status)], status, published, previous)
        found = governing_date(token, scene) or (date_beside(token, scene) if token.pos_ == "VERB" else None)
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
