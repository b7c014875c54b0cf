"""Whom an answer answers: a denial or refusal that names nobody is turned at whoever addressed the one who denies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.readings import same_actor
from schemas.records import Act

# 016 deny responsibility, 011 decline comment, 12x reject: each replies to somebody.
ANSWERING_CODES = ("016", "011", "12")


def with_addressees(acts: Sequence[Act]) -> list[Act]:
    """The acts of one sentence in which answers without a target have found theirs.

    "Algeria cut ties with Morocco over acts that Rabat denies": Rabat's denial is turned at Algeria.
    """
    return [
        _addressed(act, acts) if act.target is None and act.cameo_code.startswith(ANSWERING_CODES) else act
        for act in acts
    ]


def _addressed(answer: Act, acts: Sequence[Act]) -> Act:
    for act in acts:
        if (
            act.target is not None
            and same_actor(act.target, answer.source)
            and not same_actor(act.source, answer.source)
        ):
            return replace(answer, target=act.source)
    return answer
