"""Every line rule matches its examples and none matches a near miss; captions are told from sentences."""

from __future__ import annotations

import time

import pytest

from extractors.captions import caption_of, is_archive, is_caption
from extractors.lines import RULES, line_reason
from extractors.offsets import normalise

EXAMPLES = [(rule.reason, line) for rule in RULES for line in rule.examples]
NEAR_MISSES = sorted({line for rule in RULES for line in rule.near_misses})
CAPTIONS = [
    "Ministers Ann Smith (R) and John Doe (L) plant a tree and wave in Oslo on June 6, 2018. (AFP)",
    "Admiral Ann Smith, right, inspects a new frigate in the docks of Oslo. (Navy Office)",
    "Firemen watch the tide from a wall in Hafenstadt, Norland Sunday, June 1, 2014.",
    "Lifeboats with men from the wreck, rescued off the cape, enter the harbour of Oslo, Norway, Feb. 3, 2012.",
    "FILE - President Ola Berg speaks to reporters in Oslo.",
    "FILE PHOTO: A ship leaves the port of Hafenstadt, Norland, March 4, 2015. REUTERS/Ann Smith",
    "Minister Jane Roe on the steps of the opera, June 4, 2018. (Ann Smith/Fjord Gazette)",
    "Snow on the roofs of the harbour market. (AP Photo/Ann Smith)",
    "A woman waves a flag in Oslo on 17 March 2014. Photograph: Ann Smith/Fjord Press",
    "Minister Ann Smith arrives for talks in Oslo, July 28, 2021. Pool photo",
    "In this May 4, 2018 file photo, the premier attends a meeting in Oslo.",
    "[Caption] Relatives carry a coffin in Oslo on December 17, 2014.",
]
SENTENCES = [
    "Norland's president met his counterpart in Oslo on November 24, 2021.",
    "The two ministers signed an accord in Oslo on November 24, 2021. (AFP)",
    "Norland has joined the Organisation of Northern States (ONS).",
    "Norland's army shelled a village on Monday. (Reuters)",
    "Norland's army shelled a village on Monday. (ANI/Sputnik)",
    "The minister, left furious by the remark, walked out of the talks.",
    "Senator Ann Smith (R) said that the accord would fail.",
    '"We sign this accord for our children," President Berg told the crowd on November 24, 2021.',
    "Norland agreed to sign the treaty by December 31, 2021.",
    "Envoys returned from talks in Oslo on May 3, 2019.",
    "Norland expelled the envoys on May 3, 2019, and will meet the press on May 5, 2019.",
    "The pictures show that the army (left) had crossed the river, the ministry said.",
    "Norland closed the strait on June 9, 2011.",
]


@pytest.mark.parametrize(("reason", "line"), EXAMPLES)
def test_rules_match_their_examples(reason: str, line: str) -> None:
    clean = normalise(line, 0, len(line)).text
    assert any(rule.pattern.fullmatch(clean) for rule in RULES if rule.reason == reason)
    assert line_reason(clean) is not None


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_no_rule_matches_a_near_miss(line: str) -> None:
    assert line_reason(line) is None


def test_every_rule_has_both_kinds_of_proof() -> None:
    assert all(rule.examples and rule.near_misses for rule in RULES)


@pytest.mark.parametrize(
    "line", [">> READ MORE: A town between two armies", "*** Advertisement ***", "With agencies -"]
)
def test_decoration_around_a_line_is_looked_through(line: str) -> None:
    assert line_reason(line) is not None


@pytest.mark.parametrize("line", CAPTIONS)
def test_captions(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_are_neither_captions_nor_furniture(line: str) -> None:
    assert not is_caption(line)
    assert line_reason(line) is None


def test_caption_date_is_its_last() -> None:
    line = "The guns of the war of May 3, 1950 stand in Oslo, June 4, 2019. (AFP)"
    found = caption_of(line)
    assert found.date is not None and found.date.isoformat() == "2019-06-04"
    assert not is_archive(found)


@pytest.mark.parametrize("piece", ["share ", "x, ", "A ", "privacy ", "By Ann ", "a|", "tags: a ", "to the ", "AP/"])
def test_no_line_makes_a_pattern_slow(piece: str) -> None:
    line = (piece * 700)[:699] + "!"
    start = time.perf_counter()
    line_reason(line)
    is_caption(line)
    assert time.perf_counter() - start < 0.5
