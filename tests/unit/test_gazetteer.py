from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractors.gazetteer import PERSON_COLUMNS as PERSONS
from extractors.gazetteer import (
    Entry,
    build_gazetteer,
    coded_names,
    country_names,
    entry_at,
    load_gazetteer,
    parse_day,
    pieces_of,
)
from schemas.errors import SeedError

MORELAND = Entry("country", "Moreland", "MOR", "MOR")
NATO = Entry("organisation", "North Atlantic Treaty Organization", "IGOWSTNAT", None)
ARMY = Entry("group", "Southern Army", "MORREB", "MOR")
LONGER = Entry("group", "Southern Army of Moreland", "MORSEP", "MOR")


def gazetteer():
    return build_gazetteer(
        [
            ("Moreland", MORELAND),
            ("U.M.", MORELAND),
            ("the kingdom", MORELAND),
            ("NATO", NATO),
            ("Southern Army", ARMY),
            ("Southern Army of Moreland", LONGER),
            ("al-Zahra Brigades", ARMY),
            ("Séjour", ARMY),
        ]
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moreland denied it", [("Moreland", MORELAND)]),
        ("the U.M.-led talks", [("U.M.", MORELAND)]),
        ("in the UM today", [("UM", MORELAND)]),
        ("MORELAND, Jan 3", [("MORELAND", MORELAND)]),
        ("Nato and NATO", [("Nato", NATO), ("NATO", NATO)]),
        ("the Southern Army of Moreland fled", [("Southern Army of Moreland", LONGER)]),
        ("the Southern Army in Moreland", [("Southern Army", ARMY), ("Moreland", MORELAND)]),
        ("Al-Zahra Brigades and al Zahra Brigades", [("Al-Zahra Brigades", ARMY), ("al Zahra Brigades", ARMY)]),
        ("Sejour moved", [("Sejour", ARMY)]),
        ("a southern army and the kingdom of nato", []),
    ],
)
def test_names_are_found_longest_first_and_by_case(text, expected):
    assert [(text[hit.start : hit.end], hit.entries[0]) for hit in gazetteer().find(text)] == expected


def test_a_dotted_abbreviation_is_one_piece_with_its_last_dot():
    assert list(pieces_of("U.N. troops")) == [("UN", 0, 4), ("troops", 5, 11)]


def test_lookup_wants_the_whole_name():
    assert gazetteer().lookup("Southern Army") == (ARMY,)
    assert gazetteer().lookup("Southern Army fled") == ()


OFFICES = (
    Entry("person", "Ana Rojas", "CHLGOV", "CHL", date(2006, 3, 11), date(2010, 3, 11), "president"),
    Entry("person", "Ana Rojas", "CHLOPP", "CHL", date(2011, 1, 1), date(2014, 3, 10), "opposition leader"),
    Entry("person", "Ana Rojas", "CHLGOVMIL", "CHL", date(2014, 3, 11), None, "defence minister"),
)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2005, 1, 1), "CHL"),
        (date(2008, 1, 1), "CHLGOV"),
        (date(2010, 6, 1), "CHLELI"),
        (date(2012, 1, 1), "CHLOPP"),
        (date(2020, 1, 1), "CHLGOVMIL"),
        (None, "CHLGOVMIL"),
    ],
)
def test_the_code_of_a_person_depends_on_the_day(day, code):
    assert entry_at(OFFICES, day).code == code


def test_an_organisation_keeps_its_code_outside_its_dates():
    old = Entry("organisation", "Old League", "IGOOLD", None, date(1945, 1, 1), date(1991, 7, 1))
    assert entry_at([old], date(2020, 1, 1)) == old


@pytest.mark.parametrize(
    ("cell", "last", "day"),
    [
        ("", False, None),
        ("2014", False, date(2014, 1, 1)),
        ("2014", True, date(2014, 12, 31)),
        ("2016-02", True, date(2016, 2, 29)),
        ("2016-02-05", True, date(2016, 2, 5)),
    ],
)
def test_a_cell_is_its_first_or_last_day(cell, last, day):
    assert parse_day(cell, last=last, where="x.csv:1") == day


@pytest.mark.parametrize("cell", ["14", "2014-13", "2014-02-30", "May 2014"])
def test_a_bad_date_names_file_and_line(cell):
    with pytest.raises(SeedError, match=r"x\.csv:7: .*date"):
        parse_day(cell, last=False, where="x.csv:7")


def write(folder: Path, *rows: str) -> Path:
    path = folder / "persons.csv"
    path.write_text("\n".join([",".join(PERSONS), *rows]) + "\n", encoding="utf-8")
    return path


def test_roles_alone_are_completed_with_the_country(tmp_path):
    path = write(tmp_path, "Ana Rojas,Rojas,CHL,president,GOV,2006,2010")
    named = list(coded_names(path, PERSONS, "person"))
    assert [alias for alias, _ in named] == ["Ana Rojas", "Rojas"]
    assert named[0][1].code == "CHLGOV"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Ana Rojas,,CHL,president,GOV,2010,2006", "ends"),
        ("Ana Rojas,,CHL,president,GOVE,2006,2010", "three-letter"),
        ("Ana Rojas,,,president,,2006,2010", "three-letter"),
        ("Ana Rojas,,CHL,president,GOV,2006", "cells"),
    ],
)
def test_a_bad_row_names_file_and_line(tmp_path, row, message):
    with pytest.raises(SeedError, match=rf"persons\.csv:2: .*{message}"):
        list(coded_names(write(tmp_path, row), PERSONS, "person"))


def test_a_bad_country_code_names_file_and_line(tmp_path):
    path = tmp_path / "countries.csv"
    header = "iso3,name,aliases,adjectives,demonyms,capital,government_names,nicknames,regions"
    path.write_text(f"{header}\nmar,Morocco,,,,,,,\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"countries\.csv:2: 'mar'"):
        list(country_names(path))


def test_the_project_s_own_tables_know_the_world():
    known = load_gazetteer()
    assert len(known.countries) >= 190
    assert {entry.country for entry in known.lookup("Rabat")} == {"MAR"}
    assert {entry.kind for entry in known.lookup("Moroccan")} >= {"adjective"}
