"""What the hybrid adds to the rules, and where it leaves a sentence to them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from unittest import mock

import numpy as np
import pytest

from extractors.hybrid import FINER, OPEN_RULE, refined
from extractors.ranker.encoding import Candidate
from extractors.ranker.judge import Judgement, Ranker
from extractors.ranker.labels import CODES
from extractors.text import code_text
from schemas.records import Mention

# No rule knows this verb, so that only an open proposal can bring it.
OPEN = "Chilean fishermen drenched Peruvian sailors with oil near Arica."
QUIET = "The harbour lies in the north. Its cranes were built in May. The water is deep there."


def judgement(**shares: float) -> Judgement:
    codes = np.zeros(len(CODES))
    for code, share in shares.items():
        codes[CODES.index(code.removeprefix("c"))] = share
    return Judgement(codes, np.ones(6) / 6, 0.0)


@pytest.mark.parametrize(
    ("by_rule", "root", "expected"),
    [
        ("120", "12", "1213"),
        ("121", "12", "1213"),
        ("1211", "12", "1211"),
        ("125", "12", "125"),
        ("111", "12", "1213"),
    ],
)
def test_a_code_that_leaves_the_kind_open_is_refined(by_rule: str, root: str, expected: str) -> None:
    assert refined(by_rule, root, judgement(c1213=0.8, c120=0.1, c125=0.1)) == expected


def test_a_finer_code_must_be_likelier_than_all_others_together() -> None:
    unsure = judgement(c1213=FINER - 0.1, c120=0.3, c125=0.3)
    assert refined("120", "12", unsure) == "120"


@cache
def coded(text: str) -> tuple[Mention, ...]:
    return code_text(text, published=None, coder="hybrid")


def asked(text: str) -> int:
    """How many candidates of a text the network is asked about."""
    seen: list[Candidate] = []
    judge = Ranker.judge

    def watched(self: Ranker, candidates: Sequence[Candidate]) -> list[Judgement]:
        seen.extend(candidates)
        return judge(self, candidates)

    with mock.patch.object(Ranker, "judge", watched):
        code_text(text, published=None, coder="hybrid")
    return len(seen)


@pytest.mark.model
def test_open_proposals_are_made_of_headline_and_lead() -> None:
    assert asked(OPEN) > 0
    assert asked(f"{QUIET} {OPEN}") == 0


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Chilean fishermen did not drench Peruvian sailors with oil.",
        "Chilean fishermen came close to drenching Peruvian sailors with oil.",
    ],
)
def test_what_was_not_done_is_no_open_proposal(text: str) -> None:
    assert asked(text) == 0


@pytest.mark.model
@pytest.mark.parametrize("text", ["Chile condemned Peru for it.", "Chile called off its talks with Peru."])
def test_what_a_rule_has_read_is_proposed_to_nobody_else(text: str) -> None:
    assert len(coded(text)) == 1
    assert coded(text)[0].rule_id != OPEN_RULE


@pytest.mark.model
def test_one_name_for_two_is_left_to_the_rules() -> None:
    (told,) = coded("Chile and Peru are neighbours. The two countries signed a fishing pact on Monday.")
    assert told.cameo_code == "057"
    assert (told.source_code, told.target_code) == ("CHL", "PER")
    assert told.ranker_codes is None
