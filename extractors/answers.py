"""Whom an answer answers: an act that names nobody is turned at whoever dealt with its source in the same sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.readings import same_actor
from schemas.records import Act

# 016 deny, 011 decline comment, 12 reject: each replies to somebody. In a relative clause the others are done to
# whoever the one who acts was dealing with: "met envoys of Oman, who offered help".
ANSWERING_CODES = ("016", "011", "12")
RELATED_CODES = ("03", "05", "07", "08", "10", "11", "13", "16")


def with_addressees(acts: Sequence[Act]) -> list[Act]:
    """The acts of one sentence in which answers without a target have found theirs.

    "Algeria cut ties with Morocco over acts that Rabat denies": Rabat's denial is turned at Algeria.
    """
    return [_addressed(act, acts) if act.target is None and _answers(act) else act for act in acts]


def _answers(act: Act) -> bool:
    is_relative = "relcl" in act.path and act.cameo_code.startswith(RELATED_CODES)
    return is_relative or act.cameo_code.startswith(ANSWERING_CODES)


def _addressed(answer: Act, acts: Sequence[Act]) -> Act:
    for act in acts:
        if (
            act.target is not None
            and same_actor(act.target, answer.source)
            and not same_actor(act.source, answer.source)
        ):
            return replace(answer, target=act.source)
    return answer
