"""Acts in, mentions out: each act gets its codes, date, place and identity."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from spacy.tokens import Token

from extractors.confidence import calibrated, score_of
from extractors.dates import date_of_act
from extractors.dates_head import date_of_head, filed_on
from extractors.home import with_home
from extractors.identity import mention_id
from extractors.places import place_of_act
from extractors.sentences import ParsedSentence
from schemas.cameo import cameo
from schemas.countries import country_or_class
from schemas.records import Act, ActorMention, CleanArticle, Mention, Place, ResolvedDate


def mentions_of(
    article: CleanArticle,
    sentence: ParsedSentence,
    acts: Sequence[Act],
    countries: Collection[str],
    previous: ResolvedDate | None,
) -> list[Mention]:
    """The mentions of one sentence's acts; `countries` are those the article names, `previous` the last date told."""
    found = []
    for act in acts:
        trigger = token_at(sentence, act.trigger_head_start)
        when = _date_of(article, sentence, act, trigger, previous)
        spans = [(a.start, a.end) for a in (act.source, act.target) if a and a.sentence_index == act.sentence_index]
        hints = {c for a in (act.source, act.target) if a and (c := a.country)} | set(countries)
        where = place_of_act(
            sentence,
            trigger,
            actor_spans=spans,
            dateline=article.dateline,
            country_hints=hints,
            act=act,
            when=when,
            published=article.published,
        )
        found.append(_mention(article, sentence, with_home(act, where), when, where))
    return found


def _date_of(
    article: CleanArticle, sentence: ParsedSentence, act: Act, trigger: Token, previous: ResolvedDate | None
) -> ResolvedDate | None:
    """When an act was: by its words and its story, else by the head of the article, else publication."""
    filed = filed_on(article.published, article.dateline)
    when = date_of_act(sentence, trigger, status=act.status, published=filed, previous=previous)
    if when is None or when.basis != "publication":
        return when
    if act.status == "happened":
        when = date_of_head(article.text, sentence.sentence.start, published=filed) or when
    is_dateline = when.basis == "publication" and filed != article.published
    return replace(when, basis="context") if is_dateline else when


def token_at(sentence: ParsedSentence, position: int) -> Token:
    """The token that covers a position of the cleaned text. Raises ValueError where none does."""
    token = sentence.token_at(position)
    if token is not None:
        return token
    raise ValueError(f"{sentence.sentence.article_id}: no token at {position}")


def _mention(
    article: CleanArticle, sentence: ParsedSentence, act: Act, when: ResolvedDate | None, where: Place | None
) -> Mention:
    code = cameo(act.cameo_code)
    source, target = act.source, act.target
    # A target that the story's thread gives stands in no words of this sentence.
    words = target if target is not None and target.sentence_index == act.sentence_index else None
    return Mention(
        mention_id=mention_id(article.article_id, act),
        article_id=article.article_id,
        sentence_index=sentence.sentence.sentence_index,
        sentence_start=sentence.sentence.start,
        sentence_end=sentence.sentence.end,
        sentence_text=sentence.sentence.text,
        source_text=source.text,
        source_start=source.start,
        source_end=source.end,
        source_name=source.name,
        source_code=source.code,
        source_country=country_or_class(source.country, source.code),
        source_sector=source.sector,
        target_text=words.text if words else None,
        target_start=words.start if words else None,
        target_end=words.end if words else None,
        target_name=target.name if target else None,
        target_code=target.code if target else None,
        target_country=country_or_class(target.country, target.code) if target else None,
        target_sector=target.sector if target else None,
        trigger_text=act.trigger_text,
        trigger_start=act.trigger_start,
        trigger_end=act.trigger_end,
        rule_id=act.rule_id,
        dependency_path=act.path,
        cameo_code=code.code,
        cameo_root=code.root,
        quad_class=code.quad_class,
        goldstein=code.goldstein,
        plover=code.plover,
        is_reciprocal=act.is_reciprocal,
        status=act.status,
        status_cue=act.status_cue,
        attribution=act.attribution,
        event_date=when.date if when else None,
        date_precision=when.precision if when else None,
        date_basis=when.basis if when else None,
        date_text=when.text if when else None,
        place_text=where.text if where else None,
        place_name=where.name if where else None,
        place_country=where.country if where else None,
        latitude=where.latitude if where else None,
        longitude=where.longitude if where else None,
        place_basis=where.basis if where else None,
        confidence=act.confidence if act.ranked else calibrated(score_of(act)),
        ranker_codes=" ".join(code for code, _ in act.ranked) or None,
        ranker_scores=" ".join(f"{score:.3f}" for _, score in act.ranked) or None,
    )


def countries_named(actors: Sequence[Sequence[ActorMention]]) -> set[str]:
    """The countries of all actors of an article."""
    return {actor.country for sentence in actors for actor in sentence if actor.country}
