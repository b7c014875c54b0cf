"""Every CAMEO code is reachable: a sentence for each code below the 20 roots, and so one for each root."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml
from spacy.language import Language

from extractors.lexicon import PlainLoader
from extractors.pipeline import code_article
from extractors.sentences import parse_articles
from schemas.cameo import cameo_codes
from schemas.records import CleanArticle, Mention

FILE = Path(__file__).with_name("codes.yml")
PUBLISHED = date(2022, 6, 1)
Span = tuple[int, int]


@dataclass(frozen=True)
class Shown:
    """A code with its sentence, the marks taken off; `source` and `target` are offsets in `text`."""

    code: str
    text: str
    source: Span
    target: Span


def shown_codes() -> list[Shown]:
    # The loader of the lexicon: YAML itself keeps the last of two rows with one key and says nothing.
    marked: dict[str, str] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=PlainLoader)
    return [_shown(code, sentence) for code, sentence in marked.items()]


def _shown(code: str, marked: str) -> Shown:
    bare = re.sub(r"[\[\]{}]", "", marked)
    return Shown(code, bare, _span(marked, "[", "]"), _span(marked, "{", "}"))


def _span(marked: str, opening: str, closing: str) -> Span:
    """Offsets of a marked actor once all marks are gone. A sentence marks each side once."""
    before, inside = marked.split(opening, 1)[0], marked.split(opening, 1)[1].split(closing, 1)[0]
    start = len(re.sub(r"[\[\]{}]", "", before))
    return start, start + len(inside)


def article_of(shown: Shown) -> CleanArticle:
    return CleanArticle(shown.code, shown.text, None, None, None, PUBLISHED, "field", "en", None, (), (), "")


def between(mentions: Sequence[Mention], shown: Shown) -> list[Mention]:
    """The mentions between the two marked actors, the surest first."""
    return sorted((m for m in mentions if _is_between(m, shown)), key=lambda m: -m.confidence)


def _is_between(mention: Mention, shown: Shown) -> bool:
    source = (mention.source_start, mention.source_end)
    if mention.target_start is None or mention.target_end is None:
        return False
    target = (mention.target_start, mention.target_end)
    straight = _overlap(source, shown.source) and _overlap(target, shown.target)
    crossed = _overlap(source, shown.target) and _overlap(target, shown.source)
    return straight or (mention.is_reciprocal and crossed)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def told(mentions: Sequence[Mention]) -> str:
    return "; ".join(f"{m.source_text} -{m.cameo_code}-> {m.target_text} ({m.rule_id})" for m in mentions) or "no act"


def coded_otherwise(nlp: Language) -> list[str]:
    """A line for each code whose sentence is not coded so, with what came out instead."""
    shown = shown_codes()
    lines = []
    for one, parsed in zip(shown, parse_articles(list(map(article_of, shown)), nlp), strict=True):
        mentions, _ = code_article(article_of(one), parsed, coder="rules")
        found = between(mentions, one)
        if not found or found[0].cameo_code != one.code:
            lines.append(f"{one.code}: {one.text!r} gives {told(mentions)}")
    return lines


@pytest.mark.model
def test_every_code_is_coded_in_its_sentence(nlp: Language):
    assert coded_otherwise(nlp) == []


def test_every_code_below_the_roots_has_a_sentence():
    below = [code for code in cameo_codes() if len(code) > 2]
    assert [shown.code for shown in shown_codes()] == below


def test_every_root_is_shown_by_a_code_below_it():
    roots = {code for code in cameo_codes() if len(code) == 2}
    assert {shown.code[:2] for shown in shown_codes()} == roots


def test_marks_are_offsets_in_the_bare_sentence():
    shown = _shown("042", "{Oslo} was visited by [Bonn].")
    assert (shown.text[slice(*shown.source)], shown.text[slice(*shown.target)]) == ("Bonn", "Oslo")
