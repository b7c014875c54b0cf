from __future__ import annotations

import pytest

from extractors.roles import (
    Role,
    build_roles,
    compose,
    load_roles,
    merge_roles,
    plural_of,
    read_roles,
    sector_of,
    split_code,
)
from schemas.errors import SeedError
from schemas.seeds import read_csv, seed_path

COLUMNS = ("noun", "code", "category", "examples")


@pytest.mark.parametrize(
    ("word", "plural"),
    [
        ("minister", "ministers"),
        ("embassy", "embassies"),
        ("boy", "boys"),
        ("policeman", "policemen"),
        ("spokeswoman", "spokeswomen"),
        ("child", "children"),
        ("midwife", "midwives"),
        ("coach", "coaches"),
        ("human", "humans"),
    ],
)
def test_plurals(word, plural):
    assert plural_of(word) == plural


@pytest.mark.parametrize(
    ("text", "noun", "plural"),
    [
        ("the Defense Minister spoke", "defense minister", False),
        ("two defence ministers", "defence minister", True),
        ("vice-presidents", "vice president", True),
        ("heads of state", "head of state", True),
        ("attorneys general", "attorney general", True),
        ("the police", "police", True),
        ("troops", "troop", True),
    ],
)
def test_the_longest_role_noun_is_found(text, noun, plural):
    hits = load_roles().find(text)
    assert (hits[-1].role.noun, hits[-1].is_plural) == (noun, plural)


@pytest.mark.parametrize(
    ("prefix", "roles", "code"),
    [
        ("ISR", ("MIL", "GOV"), "ISRGOVMIL"),
        ("USA", ("LEG", "OPP"), "USAOPPLEG"),
        ("FRA", ("PTY", "GOV"), "FRAGOVPTY"),
        ("IGOUNO", ("MIL",), "IGOUNOMIL"),
        ("MAR", ("GOV", "GOV"), "MARGOV"),
        ("", ("COP",), "COP"),
        ("MLI", ("XYZ", "REB"), "MLIREBXYZ"),
    ],
)
def test_codes_are_composed_in_cameo_s_order(prefix, roles, code):
    assert compose(prefix, roles) == code


@pytest.mark.parametrize(
    ("noun", "code", "category", "modifiers", "merged"),
    [
        ("spokesman", "GOV", "holder", ("MIL",), ("MIL",)),
        ("spokesman", "GOV", "holder", (), ("GOV",)),
        ("troops", "MIL", "person", ("REB",), ("REB",)),
        ("troops", "MIL", "person", ("GOV",), ("MIL",)),
        ("lawmaker", "LEG", "person", ("OPP",), ("LEG", "OPP")),
        ("bureau", "GOV", "body", ("GOV", "MIL"), ("GOV", "MIL")),
    ],
)
def test_a_noun_takes_the_roles_of_the_words_before_it(noun, code, category, modifiers, merged):
    assert merge_roles(Role(noun, code, category), modifiers) == merged


@pytest.mark.parametrize(
    ("code", "country", "sector"),
    [("ISRGOVMIL", "ISR", "GOV"), ("MAR", "MAR", None), ("IGOUNO", None, "IGO"), ("UAF", None, "UAF")],
)
def test_the_sector_is_the_first_role(code, country, sector):
    assert sector_of(code, country) == sector


def test_split_code():
    assert split_code("GOVMIL") == ("GOV", "MIL")


def test_a_listed_plural_keeps_its_own_row():
    table = build_roles([Role("contra", "REB", "person"), Role("contras", "UAF", "person")])
    assert table.find("the contras")[0].role.code == "UAF"


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("zebra,GOV,office,x", "army,MIL,force,x"), r":3: 'army' stands twice or out of order"),
        (("army,MIL,force,x", "army,MIL,force,x"), r":3: 'army' stands twice"),
        (("army,MILL,force,x",), r":2: 'MILL'"),
        (("army,,force,x",), r":2: ''"),
        (("army,MIL,machine,x",), r":2: 'machine' is no category"),
        (("army,MIL,force,",), r":2: 'army' has no example"),
    ],
)
def test_a_bad_row_names_file_and_line(tmp_path, rows, message):
    path = tmp_path / "roles.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows]) + "\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"roles\.csv" + message):
        list(read_roles(path))


def test_every_example_of_the_table_is_found_as_its_own_noun():
    table = load_roles()
    wrong = []
    for line, row in read_csv(seed_path("actors", "roles.csv"), COLUMNS):
        found = {hit.role.noun for hit in table.find(row["examples"])}
        if row["noun"] not in found:
            wrong.append((line, row["noun"], found))
    assert wrong == []


def test_the_table_covers_both_spellings():
    nouns = {row["noun"] for _, row in read_csv(seed_path("actors", "roles.csv"), COLUMNS)}
    assert len(nouns) >= 500
    assert {"defence minister", "defense minister", "labour union", "labor union", "armoured car"} <= nouns
