"""Users' own dictionaries: what is read of them, what wins, what is reported, and that a run knows them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from extractors.actors import find_actors
from extractors.dictionaries import load_actors, read_dictionary
from extractors.gazetteer import entry_at, load_gazetteer
from schemas.errors import InputError, SeedError
from schemas.runs import RunInputs, run_id_of
from schemas.seeds import hash_files
from tests.drawn import drawn


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def codes(path: Path, text: str, *, day: date | None = None) -> list[tuple[str, str]]:
    """(words, code on that day) of the names in `text`."""
    hits = load_actors((path,)).gazetteer.find(text)
    return [(text[hit.start : hit.end], entry_at(hit.entries, day).code) for hit in hits]


ACTORS = """\
# A comment
ZEMBLA [ZAR]  ; CAMEO's code of the Congo
+NOVA_ZEMBLA_
LINA_ORTEGA_DIAZ_
+LINITA_
\t[PERGOV 180101-200101]
\t[PERELI >20200102]
VALE_FRONT_  ; a group
\t[PERREB]
HILL_COUNCIL [IGOHIL <991231]
TWIN_BRIGADE_ [PERMIL/CHLMIL]
LIMA_OLYMPICS_ [---]
"""


@pytest.fixture
def actors(tmp_path: Path) -> Path:
    return written(tmp_path, "mine.actors", ACTORS)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("Zembla and Nova Zembla", None, [("Zembla", "COD"), ("Nova Zembla", "COD")]),
        ("ZEMBLA zembla", None, [("ZEMBLA", "COD")]),
        ("Zemblan Zemblans Zemblaic", None, [("Zemblan", "COD"), ("Zemblans", "COD")]),
        ("Lina Ortega Diaz", date(2019, 1, 1), [("Lina Ortega Diaz", "PERGOV")]),
        ("Linita", date(2020, 1, 2), [("Linita", "PERELI")]),
        ("Linita", date(2017, 12, 31), [("Linita", "PER")]),
        ("the Hill Council", date(1999, 12, 30), [("Hill Council", "IGOHIL")]),
        ("Vale Fronts", None, []),
        ("Lima Olympics in Lima", None, [("Lima", "PERGOV")]),
    ],
)
def test_names_of_a_petrarch_file(actors: Path, text: str, day: date | None, expected: list[tuple[str, str]]) -> None:
    assert codes(actors, text, day=day) == expected


def test_what_an_actor_is_follows_from_its_code_and_words(actors: Path) -> None:
    found = load_actors((actors,)).gazetteer
    kinds = {text: found.lookup(text)[0].kind for text in ("Zembla", "Lina Ortega Diaz", "Vale Front", "Hill Council")}
    assert kinds == {
        "Zembla": "country",
        "Lina Ortega Diaz": "person",
        "Vale Front": "group",
        "Hill Council": "organisation",
    }


@pytest.mark.parametrize(
    ("restriction", "start", "end"),
    [
        ("990101-010615", date(1999, 1, 1), date(2001, 6, 15)),
        (">020101", date(2002, 1, 1), None),
        ("<991231", None, date(1999, 12, 30)),
        ("> 19991231", date(1999, 12, 31), None),
        ("19850300 - 19850600", date(1985, 3, 1), date(1985, 6, 30)),
        (">310101 <450508", date(1931, 1, 1), date(1945, 5, 7)),
    ],
)
def test_dates(tmp_path: Path, restriction: str, start: date | None, end: date | None) -> None:
    listing = read_dictionary(written(tmp_path, "d.txt", f"SOMEBODY_ [PERGOV {restriction}]\n")).listing
    assert [(code.start, code.end) for code in listing.actors[0].codes] == [(start, end)]


def test_a_name_of_two_actors_is_both(actors: Path) -> None:
    drawing = "Twin|NNP|compound|1|B-ORG Brigade|NNP|nsubj|2|I-ORG fled|VBD|ROOT|2| .|.|punct|2|"
    rows = find_actors(drawn(drawing), load_actors((actors,)).gazetteer, published=None, dateline=None)
    assert [(m.text, m.code, m.country) for m in rows[0]] == [
        ("Twin Brigade", "CHLMIL", "CHL"),
        ("Twin Brigade", "PERMIL", "PER"),
    ]


def test_the_user_wins_under_every_name(tmp_path: Path) -> None:
    path = written(tmp_path, "p.txt", "BENJAMIN_NETANYAHU_ [ISRELI]\nNATO_ [IGONEW]\n")
    names = "Benjamin Netanyahu, Netanyahu, NATO"
    assert [code for _, code in codes(path, names, day=date(2010, 1, 1))] == ["ISRELI", "ISRELI", "IGONEW"]
    assert {entry.code for entry in load_gazetteer().lookup("NATO")} == {"IGOWSTNAT"}


AGENTS = """\
!PERSON! = MAN_, MEN_, WOMAN_
FERRY!PERSON!_ [~LAB]
HARBOUR_OX_ {HARBOUR_OXEN_} [~AGR]
TOLL_KEEPER_ [~GOV]
SOLDIER_ [~REB]
"""


@pytest.mark.parametrize(
    ("text", "code", "plural"),
    [
        ("a ferryman", "LAB", False),
        ("ferrymen", "LAB", True),
        ("a ferrywoman", "LAB", False),
        ("harbour oxen", "AGR", True),
        ("toll keepers", "GOV", True),
        ("a soldier", "REB", False),
    ],
)
def test_agents_become_role_nouns(tmp_path: Path, text: str, code: str, plural: bool) -> None:
    roles = load_actors((written(tmp_path, "mine.agents", AGENTS),)).roles
    assert [(hit.role.code, hit.is_plural) for hit in roles.find(text)] == [(code, plural)]


TABLES = {
    "persons": "name,aliases,country,office,code,start,end\nLina Ortega,Linita,PER,premier,GOV,2018,2020\n",
    "organisations": "name,aliases,code,country,kind,start,end\nLina Ortega,Linita,PERGOV,PER,person,,\n",
    "with notes": "name,aliases,code,country,kind,start,end,note\nLina Ortega,Linita,PERGOV,PER,person,,,why\n",
    "groups": "name,aliases,code,country,start,end\nLina Ortega,Linita,PERGOV,PER,,\n",
    "countries": (
        "iso3,name,aliases,adjectives,demonyms,capital,government_names,nicknames,regions\n"
        "PER,Lina Ortega,,,,Linita,,,\n"
    ),
}


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "from a spreadsheet"])
def test_our_tables_are_told_by_their_headers(tmp_path: Path, table: str, mark: str) -> None:
    found = codes(written(tmp_path, "mine.csv", mark + TABLES[table]), "Linita", day=date(2019, 5, 1))
    assert found == [("Linita", "PERGOV")]


def test_a_person_in_the_table_of_organisations_is_found_by_surname(tmp_path: Path) -> None:
    known = load_actors((written(tmp_path, "mine.csv", TABLES["organisations"].replace("Ortega", "Qorteg")),))
    assert [entry.code for entry in known.gazetteer.surname("Qorteg")] == ["PERGOV"]


def test_role_nouns_need_no_order(tmp_path: Path) -> None:
    text = "noun,code,category,examples\nzoo warden,GOV,person,a zoo warden\nalpine guide,LAB,person,a guide\n"
    roles = load_actors((written(tmp_path, "r.csv", text),)).roles
    assert [hit.role.code for hit in roles.find("alpine guides and a zoo warden")] == ["LAB", "GOV"]


@pytest.mark.parametrize(
    ("name", "text", "error", "told"),
    [
        ("a.actors", "ONE_ [PER]\nTWO_ [PERGO]\nTHREE_ [per]\n", SeedError, ("a.actors:2", "a.actors:3", "write [")),
        ("a.actors", "ONE_ [PERGOV 991301]\n", SeedError, ("a.actors:1", "991301", "write >")),
        ("a.actors", "ONE_ [PERGOV >991301]\n", SeedError, ("a.actors:1", "no date")),
        ("a.actors", "ONE_ [PERGOV\n", SeedError, ("a.actors:1", "[CODE]")),
        ("a.actors", "ONE_ [PERGOV 010101-000101]\n", SeedError, ("a.actors:1", "ends before")),
        ("a.agents", "SEA!FOLK!_ [~LAB]\n", SeedError, ("a.agents:1", "!FOLK!")),
        ("a.actors", "just some words\n", InputError, ("a.actors", "NAME_ [CODE]")),
        ("a.csv", "who,what\nx,y\n", SeedError, ("a.csv:1", "who,what", "office")),
        ("a.csv", "name,aliases,code,country,start,end\nOne,,,,,\n", SeedError, ("a.csv:2", "delete the row")),
        ("a.csv", "name,aliases,code,country,start,end\nOne,,XYZGOV,XYZ,,\n", SeedError, ("a.csv:2", "XYZ", "ISO")),
        ("a.csv", "name,aliases,code,country,start,end\nOne,,pergov,PER,,\n", SeedError, ("a.csv:2", "capitals")),
        ("a.csv", "name,aliases,code,country,start,end\n", InputError, ("a.csv", "no row")),
    ],
)
def test_errors_name_the_line_and_what_to_do(
    tmp_path: Path, name: str, text: str, error: type[Exception], told: tuple[str, ...]
) -> None:
    with pytest.raises(error) as raised:
        load_actors((written(tmp_path, name, text),))
    assert [part for part in told if part not in str(raised.value)] == []


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.actors"):
        load_actors((tmp_path / "none.actors",))


def test_lines_that_are_not_taken_are_counted_and_named(tmp_path: Path) -> None:
    text = "+NOBODY\nONE_ [PER]\n+UNO_ [CHL]\n  stray\nLONELY_\nTWO_ [CHL]\n"
    (warning,) = load_actors((written(tmp_path, "a.actors", text),)).warnings
    assert warning.startswith("a.actors: 4 lines were not taken.")
    assert all(f"line {number} " in warning for number in (1, 3, 4, 5))


def test_every_line_is_an_actor_an_agent_or_reported(tmp_path: Path) -> None:
    listing = read_dictionary(written(tmp_path, "a.txt", ACTORS + AGENTS + "WORDS\n")).listing
    names = sum(len(actor.names) for actor in listing.actors)
    assert (names, len(listing.agents), len(listing.unknown)) == (8, 6, 1)


def test_the_content_of_the_files_enters_the_run_id_and_their_place_does_not(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    one, same = written(tmp_path, "a.txt", "ONE_ [PER]\n"), written(tmp_path / "b", "c.txt", "ONE_ [PER]\n")
    other = written(tmp_path, "d.txt", "ONE_ [CHL]\n")
    hashes = [hash_files(paths) for paths in ((), (one,), (same,), (other,), (one, other), (other, one))]
    ids = [run_id_of([], [], RunInputs("m", "1", "c", "s", hashed)) for hashed in hashes]
    assert hashes[0] is None
    assert ids[1] == ids[2]
    assert len(set(ids)) == len(ids) - 1


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", "ZEMBLA_ [PER]\n")
    assert codes(path, "Zembla") == [("Zembla", "PER")]
    written(tmp_path, "a.txt", "ZEMBLA_ [CHL]\n")
    assert codes(path, "Zembla") == [("Zembla", "CHL")]
