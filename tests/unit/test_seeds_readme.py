"""What the page on the seeds teaches is true: its patterns load, and code their own sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from spacy.language import Language

from extractors.examples import check_examples, examples_of
from extractors.gazetteer import load_gazetteer
from extractors.lexicon import (
    KEYS,
    NAMED_SLOTS,
    TRIGGER_KEYS,
    Pattern,
    PlainLoader,
    lexicon_of,
    load_lexicon,
    read_patterns,
)
from schemas.seeds import seed_path

PAGE = seed_path("README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
LINKS = re.findall(r"\]\((?!https?:|#)([^)]+)\)", PAGE)
# Named in the prose of the stances and of statements' comments only.
UNTAUGHT = {"note", "content"}


def taught() -> list[Pattern]:
    return [one for block in BLOCKS for one in read_patterns(yaml.load(block, Loader=PlainLoader), file="README.md")]


@pytest.mark.model
def test_patterns_of_the_page_code_their_sentences(nlp: Language):
    lexicon = lexicon_of([*load_lexicon().patterns, *taught()])
    ids = {pattern.rule_id for pattern in taught()}
    examples = [example for example in examples_of(lexicon) if example.pattern.rule_id in ids]
    failures = check_examples(examples, lexicon, load_gazetteer(), nlp)
    assert [(f.example.pattern.rule_id, f.example.text, f.found) for f in failures] == []


def test_the_page_teaches_patterns_of_every_kind():
    patterns = taught()
    assert {"verb", "noun"} <= {trigger.kind for pattern in patterns for trigger in pattern.triggers}
    assert any(pattern.stance for pattern in patterns)
    assert all(pattern.near_misses for pattern in patterns)


@pytest.mark.parametrize("word", sorted((set(KEYS) | set(TRIGGER_KEYS)) - UNTAUGHT))
def test_every_key_of_a_pattern_is_described(word: str):
    assert re.search(rf"`{word}\b|^  {word}:", PAGE, re.MULTILINE)


@pytest.mark.parametrize("slot", sorted(NAMED_SLOTS - {"content_source"}))
def test_every_slot_is_described(slot: str):
    assert f"`{slot}`" in PAGE


@pytest.mark.parametrize("link", LINKS)
def test_links_lead_somewhere(link: str):
    assert (Path(seed_path("README.md")).parent / link).exists()
