"""The thread of a story: an act between states that names no target is turned at the state it was dealing with.

"India blamed Pakistan for the raid. Islamabad denied any role." The denial is turned at India, though its sentence does
not say so. Only states, only acts that need somebody to be turned at, only within a few sentences.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from schemas.records import Act, ActorMention

# Acts that answer or press another state. A visit or a statement may be turned at anybody.
TURNED_ROOTS = frozenset({"08", "10", "11", "12", "13", "15", "16", "19"})
TURNED_CODES = frozenset({"016"})
# Sentences back that a thread reaches.
REACH = 5
# How far the thread is trusted against a target that the sentence names.
THREAD = 0.6


def in_threads(acts: Sequence[Act], recent: Sequence[Act], *, complete: Collection[int] = ()) -> list[Act]:
    """The acts of one sentence with the targets of their threads; acts of the sentence itself are the nearest thread.

    "Lima expelled the Chilean envoy and broke off relations": with Chile, whomever the story had named before. An act
    whose trigger starts at one of `complete` asks for no target.
    """
    told: list[Act] = []
    for act in acts:
        is_open = act.target is None and act.trigger_head_start not in complete
        # Whom one meets or praises is not whom one then criticises.
        beside = [one for one in told if one.cameo_code[:2] in TURNED_ROOTS]
        told.append(in_thread(act, (*recent, *beside)) if is_open else act)
    return told


def in_thread(act: Act, recent: Sequence[Act]) -> Act:
    """The act with the target of its thread where it has none and the thread gives one, else the act itself."""
    country = act.source.country
    if act.target is not None or country is None or not _is_state(act.source):
        return act
    if act.cameo_code[:2] not in TURNED_ROOTS and act.cameo_code not in TURNED_CODES:
        return act
    for earlier in reversed(recent):
        if act.sentence_index - earlier.sentence_index > REACH:
            break
        other = _other_side(earlier, country)
        if other is not None:
            return replace(act, target=replace(other, basis="context"), confidence=round(act.confidence * THREAD, 3))
    return act


def _is_state(actor: ActorMention) -> bool:
    return actor.country is not None and actor.sector in {None, "GOV", "MIL"}


def _other_side(act: Act, country: str) -> ActorMention | None:
    """The state that one country was dealing with in an act; None where it took no part."""
    if act.target is None or not _is_state(act.target) or not _is_state(act.source):
        return None
    if act.source.country == act.target.country:
        return None
    if act.source.country == country:
        return act.target
    return act.source if act.target.country == country else None
