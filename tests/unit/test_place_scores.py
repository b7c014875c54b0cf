"""Level and score of places: what raises a score, what lowers it, and what it says of names that nothing else bears."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.gazetteer_places import choose_place
from extractors.place_scores import BASIS_WEIGHTS, level_of, with_place_scores
from extractors.text import code_text
from schemas.records import Mention
from tests.told import told


def placed(name: str, *, sentence: str = "", hints: tuple[str, ...] = (), **changes: Any) -> Mention:
    """A mention placed in what the gazetteer takes `name` for."""
    known = choose_place(changes.pop("known", name), beside=changes.pop("beside", None), hints=hints)
    assert known is not None
    fields = {"place_name": known.name, "place_country": known.country, "place_basis": "act"}
    point = {"latitude": known.latitude, "longitude": known.longitude}
    return told(1, place_text=name, sentence_text=sentence or f"They met in {name}.", **{**fields, **point, **changes})


def score(name: str, *, around: tuple[str, ...] = (), **changes: Any) -> float:
    (found,) = with_place_scores([placed(name, **changes)], around)
    assert found.place_score is not None
    assert 0 < found.place_score <= 1
    return found.place_score


@pytest.mark.parametrize("basis", ["act", "sentence", "dateline"])
def test_a_name_that_one_place_bears_is_as_sure_as_its_basis(basis: str) -> None:
    assert score("Ouagadougou", place_basis=basis) == BASIS_WEIGHTS[basis]


def test_namesakes_lower_the_score_by_their_size() -> None:
    libya = {"source": "FRA", "target": "ITA"}
    assert 0.8 < score("Tripoli", **libya) < 0.97
    assert score("Tripoli", **libya) < score("Aleppo", **libya)


def test_the_countries_of_actors_and_article_raise_the_score_and_those_of_a_namesake_lower_it() -> None:
    nobody = {"source": "XXX", "target": None}
    plain = score("Tripoli", **nobody)
    rival = score("Tripoli", around=("LBN",), **nobody)
    own = score("Tripoli", around=("LBY",), **nobody)
    actors = score("Tripoli", source_country="LBY", **nobody)
    assert rival < plain < own < actors
    both = score("Tripoli", source_country="LBY", target_country="LBN", **nobody)
    assert both == pytest.approx(plain, abs=0.01), "support for both sides tells nothing"


def test_a_small_namesake_that_only_the_actors_support_is_unsure() -> None:
    lebanese = {"hints": ("LBN",), "target": None}
    assert score("Tripoli", source_country="LBN", **lebanese) < 0.7
    assert score("Tripoli", known="Tripoli", source="XXX", target=None, hints=("LBN",)) < 0.2


def test_what_stands_beside_the_name_rules_namesakes_out() -> None:
    sentence = "They met in Tripoli, Lebanon, on Monday."
    assert score("Tripoli", beside="Lebanon", sentence=sentence) == 1.0
    assert score("Tripoli", hints=("LBN",), sentence="They met in the Lebanese city of Tripoli.") == 1.0
    assert score("TRIPOLI, Lebanon", known="Tripoli", beside="Lebanon", place_basis="dateline") == 0.6


def test_other_places_of_the_article_support_a_place() -> None:
    alone = placed("Tripoli", source="XXX", target=None)
    other = placed("Benghazi", source="XXX", target=None)
    (single,), (beside, _) = with_place_scores([alone], ()), with_place_scores([alone, other], ())
    assert single.place_score is not None
    assert beside.place_score is not None
    assert single.place_score < beside.place_score


def test_a_region_of_two_countries_is_half_sure_without_support() -> None:
    punjab = {"hints": ("IND",), "target": None, "place_basis": "act"}
    assert score("Punjab", source="XXX", **punjab) == 0.5
    assert score("Punjab", source_country="IND", **punjab) == pytest.approx(10 / 11, abs=0.001)


def test_a_country_that_several_towns_share_has_the_share_of_its_namesakes() -> None:
    iraq = {"place_name": "Iraq", "place_country": "IRQ", "latitude": None, "longitude": None}
    assert 0.9 < score("Mosul", **iraq) <= 1.0


def test_without_a_place_there_is_neither_level_nor_score() -> None:
    (found,) = with_place_scores([told(1)], ())
    assert (found.place_level, found.place_score) == (None, None)


@pytest.mark.parametrize(
    ("name", "country", "is_point", "level"),
    [
        ("Rabat", "MAR", True, "city"),
        ("Morocco", "MAR", False, "country"),
        ("Singapore", "SGP", True, "city"),
        ("Singapore", "SGP", False, "country"),
        ("Punjab", "PAK", False, "admin1"),
        ("Georgia", "GEO", False, "country"),
        ("Georgia", "USA", False, "admin1"),
        ("Gaza Strip", "PSE", False, "admin1"),
    ],
)
def test_level(name: str, country: str, is_point: bool, level: str) -> None:
    assert level_of(name, country, is_point=is_point) == level


@pytest.mark.model
def test_coded_mentions_have_level_and_score() -> None:
    text = "Israel and Morocco signed an agreement in Rabat on Wednesday."
    (mention,) = code_text(text, published=date(2021, 11, 24), coder="rules")
    assert (mention.place_name, mention.place_level, mention.place_score) == ("Rabat", "city", 1.0)
