"""The lexicon's own sentences: what each pattern must code and must not, read from its marks and run.

"[Chile] signed a pact with {Peru}." says that Chile is the source and Peru the target. A near miss has no marks: the
pattern must find nothing in it (another pattern may).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.language import Language

from extractors.actors import find_actors
from extractors.acts import find_acts
from extractors.gazetteer import Gazetteer
from extractors.lexicon import Lexicon, Pattern
from extractors.sentences import parse_articles
from schemas.records import Act, ActorMention, CleanArticle

MARK = re.compile(r"[\[\]{}]")
PUBLISHED = date(2022, 6, 1)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a pattern. Spans are half-open offsets in `text`, None where the sentence marks no such actor."""

    pattern: Pattern
    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    is_near_miss: bool


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that was not coded as marked, or a near miss that was coded; `found` tells what came out instead."""

    example: Example
    found: str


def parse_example(pattern: Pattern, marked: str, *, is_near_miss: bool) -> Example:
    """Take the marks off a sentence."""
    spans: dict[str, tuple[int, int]] = {}
    text, opened = "", 0
    for part in re.split(f"({MARK.pattern})", marked):
        if part in ("[", "{"):
            opened = len(text)
        elif part in ("]", "}"):
            spans[part] = (opened, len(text))
        else:
            text += part
    return Example(pattern, text, spans.get("]"), spans.get("}"), is_near_miss)


def examples_of(lexicon: Lexicon) -> Iterator[Example]:
    """All sentences of the lexicon."""
    for pattern in lexicon.patterns:
        for marked in pattern.examples:
            yield parse_example(pattern, marked, is_near_miss=False)
        for marked in pattern.near_misses:
            yield parse_example(pattern, marked, is_near_miss=True)


def check_examples(examples: Sequence[Example], lexicon: Lexicon, gazetteer: Gazetteer, nlp: Language) -> list[Failure]:
    """Run the sentences through the coder and return those that fail."""
    failures = []
    articles = [_article(str(i), example.text) for i, example in enumerate(examples)]
    for example, parsed in zip(examples, parse_articles(articles, nlp), strict=True):
        actors = find_actors(parsed, gazetteer, published=PUBLISHED, dateline=None)
        acts = [a for p, found in zip(parsed, actors, strict=True) for a in find_acts(p, found, lexicon)[0]]
        if any(_holds(example, act) for act in acts) == example.is_near_miss:
            failures.append(Failure(example, "; ".join(map(_told, acts)) or _actors_told(actors)))
    return failures


def _article(article_id: str, text: str) -> CleanArticle:
    return CleanArticle(article_id, text, None, None, None, PUBLISHED, "field", "en", None, (), (), "")


def _holds(example: Example, act: Act) -> bool:
    if example.is_near_miss:
        # Within a stance ("refused to sign") the act itself is not coded.
        return act.rule_id.split("+")[0] == example.pattern.rule_id
    if example.pattern.rule_id not in act.rule_id.split("+"):
        return False
    straight = _at(example.source, act.source) and _at(example.target, act.target)
    crossed = _at(example.source, act.target) and _at(example.target, act.source)
    return straight or (act.is_reciprocal and crossed)


def _at(span: tuple[int, int] | None, actor: ActorMention | None) -> bool:
    if span is None:
        return True
    return actor is not None and actor.start < span[1] and span[0] < actor.end


def _told(act: Act) -> str:
    return f"{act.source.text} -{act.cameo_code} {act.rule_id}-> {act.target.text if act.target else None}"


def _actors_told(actors: Sequence[Sequence[ActorMention]]) -> str:
    return "no act; actors: " + ", ".join(f"{a.text}={a.code}/{a.kind}" for found in actors for a in found)
