"""Gold and corpus sentences with the candidates that the hybrid judges: parsed once, judged by any network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors.actors import find_actors
from extractors.acts import LEAST_CONFIDENCE, find_acts, without_repeats
from extractors.clean import clean_article
from extractors.confidence import calibrated, score_of
from extractors.dictionaries import load_actors
from extractors.gold import read_gold
from extractors.home import with_home
from extractors.hybrid import Combiner, Opinion, decide, is_judged, opinions_of
from extractors.lexicon import load_lexicon
from extractors.pipeline import load_model
from extractors.ranker.judge import Ranker
from extractors.sentences import ParsedSentence, parse_articles
from extractors.text import article_of
from schemas.corpus import CorpusRow, read_corpus
from schemas.countries import country_or_class
from schemas.records import Act, ActorMention, CleanArticle
from schemas.versions import DEFAULT_MODEL

ARTICLE_SETS = ("seed_articles", "news_articles")
SENTENCES, CORPUS = "news_sentences", "corpus"


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence with its actors and all acts that rules find in it, sure or not."""

    parsed: ParsedSentence
    actors: tuple[ActorMention, ...]
    found: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the acts that the rules alone decide, and the candidates that the hybrid judges."""

    article_id: str
    text: str
    start: int
    kept: tuple[Act, ...]
    opinions: tuple[Opinion, ...]


def read_sentences(articles: Sequence[CleanArticle]) -> Iterator[Read]:
    """All sentences of the articles, read by the rules."""
    known, lexicon = load_actors(()), load_lexicon()
    for article, parsed in zip(articles, parse_articles(articles, load_model(DEFAULT_MODEL)), strict=True):
        actors = find_actors(
            parsed, known.gazetteer, published=article.published, dateline=article.dateline, roles=known.roles
        )
        recent: list[Act] = []
        for one, own in zip(parsed, actors, strict=True):
            found, _ = find_acts(one, own, lexicon, recent=recent, least=0.0)
            recent.extend(act for act in found if act.confidence >= LEAST_CONFIDENCE)
            yield Read(one, tuple(own), tuple(found))


def judged(read: Sequence[Read], ranker: Ranker) -> list[Sentence]:
    """The sentences with what a network says of their candidates."""
    return [_judged(one, ranker) for one in read]


def _judged(read: Read, ranker: Ranker) -> Sentence:
    sure = (act for act in read.found if act.confidence >= LEAST_CONFIDENCE)
    kept = tuple(act for act in sure if not is_judged(read.parsed, act))
    opinions = tuple(opinions_of(read.parsed, read.actors, read.found, ranker))
    sentence = read.parsed.sentence
    return Sentence(sentence.article_id, sentence.text, sentence.start, kept, opinions)


def gathered(shared: Path) -> dict[str, list[Read]]:
    """The annotated sentences, both sets of whole articles and the corpus' validation split, by name."""
    gold = {SENTENCES: f"{SENTENCES}.jsonl"} | {name: name for name in ARTICLE_SETS}
    sets = {name: list(read_sentences(_cleaned(shared / "gold" / file))) for name, file in gold.items()}
    texts = [article_of(text, published=None)[0] for text in sorted(validation_rows())]
    return sets | {CORPUS: list(read_sentences(texts))}


def _cleaned(path: Path) -> list[CleanArticle]:
    cleaned = [clean_article(text.article).article for text in read_gold(path).texts]
    return [article for article in cleaned if article is not None]


def validation_rows() -> dict[str, list[CorpusRow]]:
    """The corpus' validation split by text."""
    rows: dict[str, list[CorpusRow]] = {}
    for row in read_corpus():
        if row.split == "validation":
            rows.setdefault(row.text, []).append(row)
    return rows


def scored_sentences(
    sentences: Sequence[Sentence], combiner: Combiner, scorer: ModuleType, shared: Path, rows: str
) -> dict[str, Any]:
    """What the scorer says of the annotated sentences; `rows` are "even" or "odd" ones."""
    scorer.read_mentions = lambda _run: coded(sentences, combiner)  # type: ignore[attr-defined]
    path = shared / "gold" / f"{SENTENCES}.jsonl"
    return dict(scorer.sentences(path, path, rows))


def scored_articles(
    sentences: Sequence[Sentence], combiner: Combiner, scorer: ModuleType, shared: Path, name: str
) -> dict[str, Any]:
    """What the scorer says of a set of whole articles."""
    scorer.read_mentions = lambda _run: coded(sentences, combiner)  # type: ignore[attr-defined]
    return dict(scorer.articles(shared / "gold" / name, shared / "gold" / name))


def coded(sentences: Sequence[Sentence], combiner: Combiner) -> dict[str, list[dict[str, Any]]]:
    """What the scorer looks at of the mentions, by article."""
    found: dict[str, list[dict[str, Any]]] = {}
    for one in sentences:
        decided = [act for opinion in one.opinions if (act := decide(opinion, combiner)) is not None]
        rows = [_row(act, one.text) for act in without_repeats([*one.kept, *decided])]
        found.setdefault(one.article_id, []).extend(rows)
    return found


def _row(act: Act, text: str) -> dict[str, Any]:
    at_home = with_home(act, None)
    row: dict[str, Any] = {"sentence_text": text, "cameo_code": act.cameo_code, "cameo_root": act.cameo_code[:2]}
    row |= {"status": act.status, "confidence": act.confidence if act.ranked else calibrated(score_of(act))}
    for side, actor in (("source", at_home.source), ("target", at_home.target)):
        row[f"{side}_text"] = actor.text if actor else None
        row[f"{side}_code"] = actor.code if actor else None
        row[f"{side}_country"] = country_or_class(actor.country, actor.code) if actor else None
    return row
