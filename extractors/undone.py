"""Coded acts in, the same out: a meeting that its own words call off did not happen, whoever coded it.

The rules read "cancelled a visit to Ankara" as a refusal to meet (125), and "the visit was cancelled" as a visit that
is denied. Where a ranker judges them, four of its answers do not fit the words, and are mended here: the visit itself,
or a halt (16), for one that its own side called off for no reason told (125); the visit as happened where there is a
reason, such as floods at home; and the calling off (125, 164) as denied, because the visit is. Whether talks were
refused or broken off (164) stays the ranker's answer: the verb does not tell if they ran.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.sentences import ParsedSentence
from extractors.status import ENCOUNTERS, drops, fell_through
from schemas.records import Act

MEETING_ROOT = "04"
REFUSAL_TO_MEET = "125"
HALTING_ROOT = "16"
# What may have run for months before it was called off.
PROCESSES = frozenset({"talk", "negotiation", "discussion", "dialogue", "consultation", "round", "session"})
REFUSING_ROOTS = frozenset({"12", "16"})
DROP_RULE = "reject.drop_talks"
REASONS = frozenset({"because", "due", "owing"})
DONE = frozenset({"happened", "ongoing", "planned"})


def without_undone(sentence: ParsedSentence, acts: Sequence[Act]) -> list[Act]:
    """The acts, with code and status as the calling off tells them."""
    return [_mended(sentence, act) for act in acts]


def _mended(sentence: ParsedSentence, act: Act) -> Act:
    token = sentence.token_at(act.trigger_head_start)
    if token is None:
        return act
    if act.cameo_code[:2] == MEETING_ROOT and act.status in DONE and drops(token):
        if act.rule_id == DROP_RULE and not _has_reason(token):
            return replace(act, cameo_code=REFUSAL_TO_MEET, is_reciprocal=False)
        return replace(act, status="denied", status_cue=token.text)
    if act.rule_id == DROP_RULE and act.cameo_code[:2] == HALTING_ROOT and _is_single_meeting(token):
        return replace(act, cameo_code=REFUSAL_TO_MEET, is_reciprocal=False)
    if act.cameo_code[:2] in REFUSING_ROOTS and act.status == "denied" and fell_through(token) is not None:
        return replace(act, status="happened", status_cue=None)
    return act


def _is_single_meeting(verb: Token) -> bool:
    """Whether a meeting or visit is called off, and not talks."""
    objects = {child.lemma_.lower() for child in verb.children if child.dep_ in {"dobj", "nsubjpass"}}
    return bool(objects & (ENCOUNTERS - PROCESSES))


def _has_reason(verb: Token) -> bool:
    return any(token.lower_ in REASONS for token in verb.subtree)
