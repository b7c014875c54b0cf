"""Unknown actors of a release: which they are, their order, their contexts, and what is guessed from what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from extractors.dictionaries import load_actors
from extractors.unknown import UnknownActor, is_named, unknown_actors
from flows import actors as command
from flows import cli
from schemas.errors import InputError, SeedError
from schemas.readers import StoredMention
from schemas.records import Mention
from schemas.releases import Release
from tests.tiny import article, mention

RELEASE = Release(version="v1", path=Path("v1"), counts={}, quarantined={}, rejections={}, is_new=True)
ACTOR = ("name", "text", "code", "country", "sector")


def told(sentence: str, *, source: tuple[str, str | None], target: tuple[str, str | None], **changes: Any) -> Mention:
    """A mention of `sentence`; actors as (words, code), whose country is the code's first three letters."""
    made = mention(article(f"a{abs(hash(sentence)) % 1000}"), code=changes.pop("code", "112"))
    fields: dict[str, Any] = {"sentence_text": sentence, "sentence_end": len(sentence), "place_country": None}
    for side, (text, code) in (("source", source), ("target", target)):
        start = sentence.find(text)
        country = code[:3] if code and code[:3] in {"PER", "CHL", "ISR"} else None
        sector = (code.removeprefix(country or "")[:3] or None) if code else None
        values = (text, text, code, country, sector)
        fields |= {f"{side}_{name}": value for name, value in zip(ACTOR, values, strict=True)}
        fields |= {f"{side}_start": start, f"{side}_end": start + len(text)}
    return replace(made, mention_id=f"m{sentence}{source}{target}", **(fields | changes))


def found(*mentions: Mention) -> list[UnknownActor]:
    return unknown_actors(mentions, load_actors())


CHILE = ("Chile", "CHL")
OFFICIALS = ("officials", "PERGOV")


@pytest.mark.parametrize(
    ("actor", "is_unknown"),
    [
        (("Rosa Quiroba", None), True),
        (("Quiroba Petroleum", "BUS"), True),
        (("the movement", None), True),
        (("protesters", "OPP"), False),
        (("Protesters", "OPP"), False),
        (("NATO", "IGOWSTNAT"), False),
        (("Rosa Quiroba", "PERGOV"), False),
    ],
)
def test_who_is_unknown(actor: tuple[str, str | None], is_unknown: bool) -> None:
    actors = found(told(f"Chile accused {actor[0]} of lying.", source=CHILE, target=actor))
    assert bool(actors) is is_unknown


@pytest.mark.parametrize(
    ("name", "named"), [("Bank of Zembla", True), ("the Hill Council", True), ("rebels", False), ("Hill rebels", False)]
)
def test_names(name: str, named: bool) -> None:
    assert is_named(name) is named


def test_counts_and_the_order_that_completes_most_dyads() -> None:
    rosa, juan = ("Rosa Quiroba", None), ("Juan Tocache", None)
    actors = found(
        told("Chile accused Rosa Quiroba.", source=CHILE, target=rosa),
        told("Juan Tocache accused Rosa Quiroba.", source=juan, target=rosa),
        told("Rosa Quiroba accused Juan Tocache.", source=rosa, target=juan),
        told("Juan Tocache accused Chile, he said.", source=juan, target=CHILE),
        told("Juan Tocache accused Chile.", source=juan, target=CHILE),
    )
    rows = [(a.name, a.n_dyads, a.n_mentions, a.n_as_source, a.n_as_target) for a in actors]
    assert rows == [("Juan Tocache", 2, 4, 3, 1), ("Rosa Quiroba", 1, 3, 1, 2)]


def test_up_to_three_sentences_the_surest_first() -> None:
    rosa = ("Rosa Quiroba", None)
    mentions = [
        told(f"Chile accused Rosa Quiroba {n} times.", source=CHILE, target=rosa, confidence=n / 10)
        for n in range(1, 6)
    ]
    twice = replace(mentions[-1], mention_id="again", confidence=0.2)
    (actor,) = found(*mentions, twice)
    assert [context.confidence for context in actor.contexts] == [0.5, 0.4, 0.3]


ROSA = ("Rosa Quiroba", None)


@pytest.mark.parametrize(
    ("sentence", "changes", "country", "basis"),
    [
        ("officials accused Peruvian activist Rosa Quiroba.", {}, "PER", "named beside it"),
        ("officials accused Rosa Quiroba of Peru.", {}, "PER", "named beside it"),
        ("officials accused Rosa Quiroba.", {"place_country": "CHL", "place_basis": "act"}, "CHL", "place of its acts"),
        ("officials arrested Rosa Quiroba.", {"code": "173"}, "PER", "in domestic acts"),
        ("officials accused Rosa Quiroba in Chile.", {}, "CHL", "named beside it"),
        ("In Chile, officials accused Rosa Quiroba.", {}, "CHL", "the other country"),
        ("officials accused Rosa Quiroba.", {}, None, "no country"),
        ("Peru accused Rosa Quiroba, officials said.", {}, None, "no country"),
        ("officials accused Peru's star Rosa Quiroba.", {}, "PER", "named beside it"),
        ("officials accused Rosa Quiroba.", {"place_country": "CHL", "place_basis": "dateline"}, None, "no country"),
    ],
)
def test_the_country_and_what_tells_it(sentence: str, changes: dict[str, Any], country: str | None, basis: str) -> None:
    (actor,) = found(told(sentence, source=OFFICIALS, target=ROSA, **changes))
    assert actor.country.value == country
    assert basis in actor.country.basis


@pytest.mark.parametrize(
    ("name", "sentence", "role", "basis"),
    [
        ("Rosa Quiroba", "officials accused activist Rosa Quiroba.", "activist", "called"),
        ("Rosa Quiroba", "officials accused Rosa Quiroba, a journalist, of lying.", "journalist", "called"),
        ("Quiroba Petroleum", "officials accused Quiroba Petroleum.", "BUS", "its name says 'petroleum'"),
        ("Rosa Quiroba", "officials accused Rosa Quiroba.", None, "nothing"),
    ],
)
def test_the_role_and_what_tells_it(name: str, sentence: str, role: str | None, basis: str) -> None:
    (actor,) = found(told(sentence, source=OFFICIALS, target=(name, None)))
    hits = load_actors().roles.find(role or "")
    assert actor.role.value == (hits[0].role.code if hits else role)
    assert basis in actor.role.basis


def test_the_usual_counterpart_is_a_role_where_acts_enough_show_it() -> None:
    usual = [told(f"officials jailed rebels {n}.", source=OFFICIALS, target=("rebels", "PERREB")) for n in range(3)]
    rosa = told("officials jailed Rosa Quiroba.", source=OFFICIALS, target=ROSA)
    assert [actor.role.value for actor in found(*usual, rosa)] == ["REB"]
    assert [actor.role.value for actor in found(*usual[1:], rosa)] == [None]


def test_an_actor_of_an_earlier_sentence_has_no_words_beside_it() -> None:
    told_before = told("officials accused Peruvian activist Rosa Quiroba.", source=OFFICIALS, target=ROSA)
    (actor,) = found(replace(told_before, target_start=900, target_end=912))
    assert actor.role.value is None


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    one = told("officials arrested activist Rosa Quiroba.", source=OFFICIALS, target=ROSA, code="173")
    two = told("Chile accused the Hill Council.", source=CHILE, target=("the Hill Council", None))
    monkeypatch.setattr(command, "released", lambda data: RELEASE)
    monkeypatch.setattr(command, "read_mentions", lambda path: [StoredMention(m, "e", "r") for m in (one, two)])
    return iter(())


def call(*arguments: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(cli.app, ["actors", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_command_lists_counts_guess_and_sentence(data: None) -> None:
    code, out, err = call("--unknown", "--limit", "1")
    assert code == 0
    assert "Hill Council  mentions: 1, articles: 1, as source: 0, as target: 1, with a known other side: 1" in out
    assert "Chile accused the Hill Council." in out
    assert "There are 1 more" in err


def test_json(data: None) -> None:
    rows = json.loads(call("--unknown", "--json")[1])
    assert [(row["name"], row["guess"]) for row in rows] == [("Hill Council", None), ("Rosa Quiroba", "PERCVL")]


def test_it_asks_which_actors(data: None) -> None:
    assert call()[0] == cli.BAD_USAGE


def test_the_rows_come_back_as_a_dictionary_once_they_are_completed(data: None, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    assert call("--unknown", "--csv", str(path))[0] == 0
    with pytest.raises(SeedError, match=r"mine\.csv:2.*Hill Council.*delete the row"):
        load_actors((path,))
    path.write_text(
        path.read_text(encoding="utf-8").replace("Hill Council,,,", "Hill Council,,IGOHIL,"), encoding="utf-8"
    )
    known = load_actors((path,)).gazetteer
    assert [(e.kind, e.code) for name in ("Hill Council", "Rosa Quiroba") for e in known.lookup(name)] == [
        ("organisation", "IGOHIL"),
        ("person", "PERCVL"),
    ]


def test_a_table_that_cannot_be_written_is_an_error(data: None, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        command.show_unknown(tmp_path, limit=5, csv_path=tmp_path, as_json=False)
