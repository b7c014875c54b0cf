"""Raw articles in, mentions out: all steps in their order, as one plain function."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

from extractors.actors import find_actors
from extractors.acts import DroppedAct, find_acts
from extractors.clean import clean_article
from extractors.dates import thread_date
from extractors.dates_head import filed_on
from extractors.dictionaries import KnownActors, load_actors
from extractors.genre import genre_of_article
from extractors.hybrid import find_judged_acts, load_combiner
from extractors.lexicon import load_lexicon
from extractors.mentions import countries_named, mentions_of
from extractors.place_scores import with_place_scores
from extractors.ranker.judge import load_ranker
from extractors.sentences import ParsedSentence, parse_articles
from extractors.undone import without_undone
from schemas.errors import InputError
from schemas.records import Act, ActorMention, CleanArticle, Mention, RawArticle, Rejection, ResolvedDate, Sentence
from schemas.versions import DEFAULT_CODER, DEFAULT_MODEL, Coder

GLUED_QUOTE = r'(?<=[A-Za-z])"(?=[A-Za-z])'


@dataclass(frozen=True, slots=True)
class Extraction:
    """What came of a batch of articles; every raw article is either in `articles` or rejected as a whole."""

    articles: tuple[CleanArticle, ...]
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    rejections: tuple[Rejection, ...]


@cache
def load_model(name: str) -> Language:
    """The spaCy pipeline of that name, loaded once a process. Raises InputError where it is not installed."""
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise InputError(f"--model {name}: no such spaCy pipeline is installed ({error})") from error
    split_glued_quotes(nlp)
    return nlp


def split_glued_quotes(nlp: Language) -> None:
    """Let the tokenizer of `nlp` part what translated copy glues together: `to"intensify"`. Its own rules stay."""
    if not isinstance(nlp.tokenizer, Tokenizer):
        return
    # The pattern itself is reachable only through the method that the tokenizer was given.
    own = getattr(getattr(nlp.tokenizer.infix_finditer, "__self__", None), "pattern", None)
    if own is not None and GLUED_QUOTE not in own:
        nlp.tokenizer.infix_finditer = compile_infix_regex([own, GLUED_QUOTE]).finditer


def extract_articles(
    raw: Sequence[RawArticle],
    *,
    model: str = DEFAULT_MODEL,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
) -> Extraction:
    """Clean, parse and code a batch of articles, with the users' dictionaries `actors` beside the project's own.

    Raises InputError where the model is not installed or a dictionary is missing, SeedError where one cannot be read.
    """
    known = load_actors(actors)
    articles: list[CleanArticle] = []
    rejections: list[Rejection] = []
    for one in raw:
        cleaned = clean_article(one)
        rejections.extend(cleaned.rejections)
        if cleaned.article is not None:
            articles.append(cleaned.article)
    coded: list[CleanArticle] = []
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    for article, parsed in zip(articles, parse_articles(articles, load_model(model)), strict=True):
        try:
            found, dropped = code_article(article, parsed, known=known, coder=coder)
        except Exception as error:
            # A sentence that nobody foresaw must not take its batch along: the article is rejected and named.
            rejections.append(Rejection("extract", "failed", article.article_id, f"{type(error).__name__}: {error}"))
            continue
        coded.append(article)
        sentences.extend(p.sentence for p in parsed)
        mentions.extend(found)
        rejections.extend(_rejection(article, d) for d in dropped)
    return Extraction(tuple(coded), tuple(sentences), tuple(mentions), tuple(rejections))


def code_article(
    article: CleanArticle,
    parsed: Sequence[ParsedSentence],
    *,
    known: KnownActors | None = None,
    coder: Coder = DEFAULT_CODER,
) -> tuple[list[Mention], list[DroppedAct]]:
    """The mentions of one parsed article, and the triggers in it that were not coded.

    `known` are the actors known before, by default the project's own (`load_actors`). The coder is the lexicon alone
    ("rules") or the lexicon with the ranker ("hybrid").
    """
    genre = genre_of_article([p.sentence.text for p in parsed])
    if genre is not None:
        return [], [DroppedAct(p.sentence.sentence_index, genre, "") for p in parsed]
    known = load_actors() if known is None else known
    actors = find_actors(
        parsed, known.gazetteer, published=article.published, dateline=article.dateline, roles=known.roles
    )
    countries = countries_named(actors)
    mentions: list[Mention] = []
    dropped: list[DroppedAct] = []
    recent: list[Act] = []
    previous: ResolvedDate | None = None
    filed = filed_on(article.published, article.dateline)
    for sentence, in_sentence in zip(parsed, actors, strict=True):
        acts, not_coded = acts_of(sentence, in_sentence, recent, coder)
        recent.extend(acts)
        found = mentions_of(article, sentence, acts, countries, previous)
        previous = thread_date(sentence, published=filed, previous=previous)
        mentions.extend(found)
        dropped.extend(not_coded)
    scored = with_place_scores(mentions, countries)
    return list({m.mention_id: m for m in scored}.values()), dropped


def acts_of(
    sentence: ParsedSentence, actors: Sequence[ActorMention], recent: Sequence[Act], coder: Coder
) -> tuple[list[Act], list[DroppedAct]]:
    """The acts of a sentence by either coder, and the triggers that were not coded; `recent` as in `find_acts`."""
    if coder == "rules":
        acts, dropped = find_acts(sentence, actors, load_lexicon(), recent=recent)
    else:
        acts, dropped = find_judged_acts(
            sentence, actors, load_lexicon(), ranker=load_ranker(), combiner=load_combiner(), recent=recent
        )
    return without_undone(sentence, acts), dropped


def _rejection(article: CleanArticle, dropped: DroppedAct) -> Rejection:
    return Rejection(
        "extract", dropped.reason, article.article_id, f"sentence {dropped.sentence_index}: {dropped.trigger_text}"
    )
