"""The accuracy gate: no figure on the gold falls below its floor, and every sentence of the lexicon codes as marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.examples import check_examples, examples_of
from extractors.gazetteer import load_gazetteer
from extractors.lexicon import load_lexicon
from tests.accuracy.floors import misses, read_floors
from tests.accuracy.measure import measure


@pytest.mark.gold
def test_no_figure_falls_below_its_floor(shared: Path):
    assert misses(measure(shared), read_floors()) == []


@pytest.mark.model
def test_the_lexicon_codes_its_own_sentences(nlp):
    examples = list(examples_of(load_lexicon()))
    failures = check_examples(examples, load_lexicon(), load_gazetteer(), nlp)
    told = [f"{f.example.pattern.rule_id}: {f.example.text!r} ({f.found})" for f in failures]
    assert told == []


def test_a_worse_figure_is_a_miss():
    floors = {"set": {"precision": 0.5, "noise": 1.0}}
    assert misses({"set": {"precision": 0.49, "noise": 1.0}}, floors) == [
        "set: precision is 0.4900, the floor is 0.5000"
    ]
    assert misses({"set": {"precision": 0.5, "noise": 2.0}}, floors) == ["set: noise is 2.0000, the floor is 1.0000"]
