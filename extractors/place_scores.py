"""An article's mentions in, the same with level and score of their places: what each place is, and how sure it is.

The score is the weight of the basis times the share of the place among its namesakes; 1 is a name that nothing else
bears, in words that hang on the act.

The basis: 1 for words governed by the act, 0.8 for words elsewhere in its scene, 0.6 for the dateline. The share: every
place of that name counts with its population as the gazetteer weighs it (a capital three times, a name in another
language a tenth; a region or country as 50 million people), ten times where an actor of the act is of its country,
three times where another actor or place of the article is. Where the words around the name tell the country or state
("Tripoli, Lebanon"), namesakes elsewhere do not count. The weights are judgements, not fitted: scores order places and
are no frequencies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from extractors.cities import REGION_WEIGHT
from extractors.gazetteer_places import (
    KnownPlace,
    country_of_adjective,
    country_place,
    is_area_name,
    lies_in,
    places_named,
)
from schemas.records import Mention, PlaceLevel

BASIS_WEIGHTS = {"act": 1.0, "sentence": 0.8, "dateline": 0.6}
ACTOR_SUPPORT = 10.0
ARTICLE_SUPPORT = 3.0
# "the Lebanese city of Tripoli": how many words before a name may tell its country.
N_WORDS_BEFORE = 4


def with_place_scores(mentions: Sequence[Mention], countries: Collection[str]) -> list[Mention]:
    """The mentions of one article with level and score of their places; `countries` are those the article names."""
    placed = {(m.place_name, m.place_country) for m in mentions if m.place_country is not None}
    return [_scored(m, {*countries, *(c for name, c in placed if name != m.place_name and c)}) for m in mentions]


def _scored(mention: Mention, around: Collection[str]) -> Mention:
    if mention.place_text is None or mention.place_name is None or mention.place_basis is None:
        return mention
    score = BASIS_WEIGHTS[mention.place_basis] * _share(mention, around)
    level = level_of(mention.place_name, mention.place_country, is_point=mention.latitude is not None)
    return replace(mention, place_level=level, place_score=round(score, 3))


def level_of(name: str, country: str | None, *, is_point: bool) -> PlaceLevel:
    """What a place of the gazetteer is: only cities have a point, and a country bears its own name."""
    if is_point:
        return "city"
    return "country" if country is not None and country_place(country).name == name else "admin1"


def _share(mention: Mention, around: Collection[str]) -> float:
    """The share of a mention's place in the weight of all that its words may name; 1 where they name nothing else."""
    actors = {mention.source_country, mention.target_country}
    weights = [(place, _weight(place) * _support(place, actors, around)) for place in _namesakes(mention)]
    meant = sum(weight for place, weight in weights if _is_meant(place, mention))
    everything = sum(weight for _, weight in weights)
    return meant / everything if meant else 1.0


def _weight(place: KnownPlace) -> float:
    return place.weight if place.level == "city" else float(REGION_WEIGHT)


def _support(place: KnownPlace, actors: Collection[str | None], around: Collection[str]) -> float:
    if place.country in actors:
        return ACTOR_SUPPORT
    return ARTICLE_SUPPORT if place.country in around else 1.0


def _is_meant(place: KnownPlace, mention: Mention) -> bool:
    """Whether a namesake is the mention's place, or lies in it where that is the country that several names share."""
    if mention.latitude is not None:
        return (place.latitude, place.longitude) == (mention.latitude, mention.longitude)
    is_country = mention.place_country is not None and mention.place_name == country_place(mention.place_country).name
    return place.country == mention.place_country and (is_country or place.name == mention.place_name)


def _namesakes(mention: Mention) -> list[KnownPlace]:
    """What the words of the place may name, without what the words around them rule out."""
    name, _, beside = (mention.place_text or "").partition(",")
    before, _, after = mention.sentence_text.partition(name)
    following = re.match(r", ([A-Z][\w.]*(?: [A-Z][\w.]*)*)", after)
    beside = beside.strip() or (following[1] if following and mention.place_basis != "dateline" else "")
    places = list(places_named(name))
    if beside and is_area_name(beside):
        places = [place for place in places if lies_in(place, beside)] or places
    told = {country_of_adjective(word) for word in before.split()[-N_WORDS_BEFORE:]} - {None}
    if mention.place_basis != "dateline" and len(told) == 1:
        places = [place for place in places if place.country in told] or places
    return places
