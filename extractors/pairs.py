"""Who did it to whom: the pairs of source and target of one reading, no more than the text has."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from spacy.tokens import Token

from extractors.arguments import ActorIndex, Arguments, Found
from extractors.readings import TOLD_ROOTS, Reading, same_actor

# A compound of more members is a list ("attended by the US, UK, France, ..."); its pairs are no news.
MAX_PARTIES = 4
# What two states told of together do to each other.
FACING_ROOTS = frozenset({"08", "10", "11", "12", "13", "15", "16", "19"})
# Bans, arrests, deportations and verdicts.
AUTHORITY_CODES = ("172", "173", "174", "116")
PLACED_ROOTS = frozenset({"15", "17", "18", "19", "20"})
PLACE_SLOTS = ("in", "at", "along", "near", "around", "across", "outside", "on", "to")
# How far the authorities of a place are trusted to have done it.
PLACE = 0.7
Pair = tuple[Found, Found | None]


def pairs_of(index: ActorIndex, reading: Reading) -> list[Pair] | str:
    """The pairs of a reading; a source without target where none is named. A reason where there is no source at all."""
    sources = (
        _acting(reading.sources)[:MAX_PARTIES] or _presumed(index, reading, before=True) or _authorities(index, reading)
    )
    sources = [source for source in sources if not is_generic(source, reading)]
    if not sources:
        return "no_source"
    named = [f for f in reading.targets[:MAX_PARTIES] if any(_are_two(s, f, reading.code) for s in sources)]
    if reading.is_reciprocal and len(sources) > 1 and not named:
        among: list[Pair] = [(a, b) for i, a in enumerate(sources) for b in sources[i + 1 :]]
        return _differing(among, reading.code) or "same_actor"
    if not named and _are_both(sources) and reading.match.clause.kind == "verb" and reading.code[:2] in FACING_ROOTS:
        # "Both countries have recalled their envoys": what two do in one breath they do to each other.
        facing: list[Pair] = [(a, b) for a in sources for b in sources if a is not b]
        return _differing(facing, reading.code) or "same_actor"
    targets = named or _directed_at(index, reading)
    if not targets and not reading.match.pattern.is_target_optional:
        targets = _presumed(index, reading, before=False, taken=sources)
    if not targets:
        return "same_actor" if reading.targets else [(source, None) for source in sources]
    return _differing(list(product(sources, targets)), reading.code) or "same_actor"


def is_generic(source: Found, reading: Reading) -> bool:
    """True for one of a kind that is said to do so at any time: "a general can call a colleague", "an army obeys"."""
    actor, token = source.actor, reading.match.token
    is_one_of_a_kind = actor.text.lower().startswith(("a ", "an ")) and actor.country is None
    return is_one_of_a_kind and token.pos_ == "VERB" and _is_timeless(token)


def _is_timeless(verb: Token) -> bool:
    """True for "sues", "can call", "must obey"; not for "is suing" or "will sue", which are told of one time."""
    auxiliaries = [t for t in verb.children if t.dep_ in {"aux", "auxpass"}]
    if not auxiliaries:
        return verb.tag_ in {"VBZ", "VBP"}
    return any(t.lower_ in {"can", "may", "must", "should"} for t in auxiliaries)


def _are_both(sources: Sequence[Found]) -> bool:
    """True for the members of one plural: "both countries", "the two sides"."""
    return len(sources) > 1 and len({(s.actor.start, s.actor.end) for s in sources}) == 1


def _acting(found: Sequence[Found]) -> list[Found]:
    """The findings without mere places, which may only be acted upon."""
    return [f for f in found if f.actor.kind != "place"]


def _directed_at(index: ActorIndex, reading: Reading) -> list[Found]:
    """The place that a forceful act without another target is done to: "declared a curfew in Lima"."""
    if reading.targets or reading.code[:2] not in PLACED_ROOTS:
        return []
    arguments = Arguments(index, reading.match.clause)
    found = [f for slot in PLACE_SLOTS for f in arguments.slot(slot) if f.actor.kind == "place"]
    return [Found(f.actor, f.directness * PLACE) for f in found[:1]]


def _authorities(index: ActorIndex, reading: Reading) -> list[Found]:
    """For what only authorities do, told without them ("was arrested in Rwanda"): those of the place."""
    if not reading.match.clause.is_passive or not reading.code.startswith(AUTHORITY_CODES):
        return []
    found = Arguments(index, reading.match.clause).slot("in")
    return [Found(f.actor, f.directness * PLACE) for f in found if f.actor.kind == "place" and f.actor.country]


def _presumed(index: ActorIndex, reading: Reading, *, before: bool, taken: Sequence[Found] = ()) -> list[Found]:
    """For an active verb whose argument the parse does not show: the nearest actor on the argument's side."""
    clause = reading.match.clause
    if clause.kind != "verb" or clause.is_passive or (before and clause.subjects):
        return []
    nearest = index.nearest(clause.head, taken, before=before)
    if reading.match.governed:
        # "Sent 500 rescuers": what a pattern asks for as its object is what was given, not to whom.
        moved = {t.i for t in reading.match.governed}
        nearest = [f for f in nearest if not moved & {t.i for t in index.tokens_of(f.actor)}]
    if reading.code[:2] in TOLD_ROOTS or (reading.is_reciprocal and reading.code[:2] == "04"):
        # "The ministers, meeting in Vienna": a place is no party to a meeting, and nobody is told anything by it.
        nearest = _acting(nearest)
    return [f for f in nearest if all(not same_actor(f.actor, t.actor) for t in taken)]


def _differing(pairs: Sequence[Pair], code: str) -> list[Pair]:
    return [(a, b) for a, b in pairs if b is None or (_are_two(a, b, code) and not _is_own(a, b))]


def _are_two(source: Found, target: Found, code: str) -> bool:
    """True where the two are different actors; a town under curfew is another than the state that imposed it."""
    if code[:2] in PLACED_ROOTS and target.actor.kind == "place":
        return source.actor.text != target.actor.text
    return not same_actor(source.actor, target.actor)


def _is_own(source: Found, target: Found) -> bool:
    """True where the target is a part of the source: "Rabat recalled its ambassador"."""
    is_possessed = target.actor.text.lower().startswith(("its ", "their "))
    return is_possessed and target.actor.country is not None and target.actor.country == source.actor.country
