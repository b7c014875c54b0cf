"""One text in, its mentions out: a headline, a sentence or an article that somebody has at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from extractors.acts import DroppedAct
from extractors.clean import MAX_TITLE_WORDS, SEPARATOR, assemble, keep_lines, rejection_of
from extractors.dateline import match_dateline
from extractors.dictionaries import load_actors
from extractors.layout import Line, lines_of
from extractors.offsets import joined
from extractors.pipeline import code_article, load_model
from extractors.sentences import parse_articles
from schemas.records import CleanArticle, Mention, RawArticle, Rejection, Sentence
from schemas.versions import DEFAULT_CODER, DEFAULT_MODEL, Coder

ID_DIGITS = 16


@dataclass(frozen=True, slots=True)
class TextExtraction:
    """What came of one text. All offsets are in `article.text`.

    `dropped` are the triggers that were found and not coded, `rejections` the lines that are no news.
    """

    article: CleanArticle
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    dropped: tuple[DroppedAct, ...]
    rejections: tuple[Rejection, ...]


def code_text(
    text: str,
    *,
    published: date | None,
    model: str = DEFAULT_MODEL,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
) -> tuple[Mention, ...]:
    """The mentions of one English text, in their order; see `extract_text`, which tells more."""
    return extract_text(text, published=published, model=model, actors=actors, coder=coder).mentions


def extract_text(
    text: str,
    *,
    published: date | None,
    model: str = DEFAULT_MODEL,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
) -> TextExtraction:
    """Code one English text, however short. A line is a paragraph; one line that ends without a stop is a headline.

    Quotes and spaces are normalised first, so offsets count in `article.text`. Where `published` is None and the text
    does not tell its date, relative dates stay unresolved. `actors` are dictionaries of the user's own.
    Raises InputError where the model is not installed or a dictionary is missing, SeedError where one cannot be read.
    """
    article, rejections = article_of(text, published=published)
    (parsed,) = parse_articles([article], load_model(model))
    mentions, dropped = code_article(article, parsed, known=load_actors(actors), coder=coder)
    return TextExtraction(article, tuple(p.sentence for p in parsed), tuple(mentions), tuple(dropped), rejections)


def article_of(text: str, *, published: date | None) -> tuple[CleanArticle, tuple[Rejection, ...]]:
    """The text as a clean article, and the lines it lost; neither its length nor its language is judged."""
    raw = RawArticle(
        article_id=text_id(text),
        text=text,
        title=None,
        url=None,
        source=None,
        published=published,
        published_basis=None if published is None else "field",
        path="",
        content_hash=text_hash(text),
    )
    lines = lines_of(text)
    kept = keep_lines(lines, has_title=is_headline(lines))
    dropped = tuple(rejection_of(raw, reason, line) for line, reason in kept.dropped)
    return assemble(raw, kept, joined(kept.lines, SEPARATOR), "en"), dropped


def text_id(text: str) -> str:
    """An id for a text that has none: "t-" and 16 hexadecimal digits of its hash, so that mention ids do not change."""
    return "t-" + text_hash(text)[:ID_DIGITS]


def text_hash(text: str) -> str:
    """The SHA-256 of a text; one with half a character pair, as damaged JSON holds, has one too."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def is_headline(lines: Sequence[Line]) -> bool:
    """Whether the lines are a headline alone: one short line that neither ends as a sentence nor opens as a report."""
    if len(lines) != 1 or lines[0].is_sentence:
        return False
    return len(lines[0].text.split()) <= MAX_TITLE_WORDS and match_dateline(lines[0].text) is None
