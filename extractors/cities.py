"""Names of cities, regions and US states in, the country they stand for out: "protesters in Aleppo" are Syrian."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from extractors.gazetteer import fold
from extractors.gazetteer_places import cities_named, is_contested, regions, states

# A name goes to its largest city only where that is this many times larger than the next abroad.
DOMINANCE = 4.0
# A region or state outweighs any town of its name, unless a second country has such a region or a town of note.
REGION_WEIGHT = 50_000_000


def country_of_city(name: str, *, mentioned: Collection[str]) -> str | None:
    """The ISO3 country of a city, region or US state; countries `mentioned` in the article decide between namesakes.

    None where the name is unknown or two countries have such a city and neither is much larger.
    """
    rows = _weights(fold(name))
    near = [country for country, _ in rows if country in mentioned]
    if len(near) == 1:
        return near[0]
    if len(rows) == 1 or (rows and rows[0][1] >= DOMINANCE * rows[1][1]):
        return rows[0][0]
    return None


@lru_cache(maxsize=65536)
def _weights(name: str) -> tuple[tuple[str, int], ...]:
    """(ISO3 country, people of its largest place of that name), largest first."""
    weights: Counter[str] = Counter()
    for city in cities_named(name):
        weights[city.country] = max(weights[city.country], city.population)
    for region, countries in regions().items():
        if fold(region) == name and not is_contested(region):
            weights.update(dict.fromkeys(countries, REGION_WEIGHT))
    if name in states():
        weights["USA"] = REGION_WEIGHT
    return tuple(weights.most_common())
