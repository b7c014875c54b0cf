"""Things and places that stand for whom they belong to, and homonyms, in parsed sentences."""

from __future__ import annotations

import csv

import pytest

from extractors.actors import find_actors
from extractors.areas import REGIONS
from extractors.gazetteer import load_gazetteer
from extractors.sentences import parse_articles
from schemas.records import CleanArticle
from schemas.seeds import seed_path

pytestmark = pytest.mark.model


def actors_of(nlp, text):
    article = CleanArticle("a", text, None, None, None, None, None, "en", None, (), (), "")
    sentences = next(iter(parse_articles([article], nlp)))
    rows = find_actors(sentences, load_gazetteer(), published=None, dateline=None)
    return {mention.text: mention for row in rows for mention in row}


ACTED_UPON = [
    ("Gunmen attacked an army base near Gao.", "an army base", "MIL"),
    ("Gunmen opened fire on a police checkpoint.", "a police checkpoint", "COP"),
    ("Israeli troops raided homes in Nablus.", "homes in Nablus", "PSECVL"),
    ("Russia bombed a power station in Kharkiv.", "a power station in Kharkiv", "UKRBUS"),
    ("Protesters burned shops in Dakar.", "shops", "BUS"),
    ("Police fired on a funeral procession in Srinagar.", "a funeral procession in Srinagar", "INDCVL"),
    ("A UN compound in Goma was attacked by militiamen.", "A UN compound", "IGOUNO"),
    ("Hamas headquarters was bombed by Israeli jets.", "Hamas headquarters", "PSEREB"),
    ("Washington sanctioned two banks and an oil terminal.", "an oil terminal", "BUS"),
    ("Militants blew up a gas pipeline in Sinai.", "a gas pipeline", "BUS"),
    ("Thai soldiers fired at Cambodian positions near the temple.", "Cambodian positions", "KHMMIL"),
    ("Troops cordoned off the neighbourhood and arrested dozens.", "the neighbourhood", "CVL"),
    ("The insurgents seized control of the airport.", "the airport", "BUS"),
    ("Angry residents stoned a government convoy in Basra.", "a government convoy", "GOV"),
]


@pytest.mark.parametrize(("text", "found", "code"), ACTED_UPON)
def test_a_site_that_something_is_done_to_stands_for_its_people(nlp, text, found, code):
    assert actors_of(nlp, text)[found].code == code


SETTINGS = [
    ("The president met reporters at a hotel.", "hotel"),
    ("Farmers sold maize in a market in Kano.", "market"),
    ("The delegates took the train to Geneva.", "train"),
    ("The prime minister left the airport in a bus.", "bus"),
    ("Ministers opened a new power station near Accra.", "station"),
    ("A soldier was killed in an attack on an army base.", "base"),
    ("Police raided the home of the mayor.", "home"),
    ("The two companies reached a settlement.", "settlement"),
    ("The premier dismissed a call to close the base.", "base"),
    ("The negotiators took new positions on trade.", "positions"),
    ("The firm lost control of its costs at the airport.", "airport"),
]


@pytest.mark.parametrize(("text", "noun"), SETTINGS)
def test_a_site_that_is_only_the_setting_is_nobody(nlp, text, noun):
    assert not [found for found in actors_of(nlp, text) if noun in found]


AREAS = [
    ("Gunmen attacked villagers in Kano State.", "Kano State", "NGA"),
    ("The army shelled Rakhine State.", "Rakhine State", "MMR"),
    ("The Taliban attacked Kandahar province.", "Kandahar province", "AFG"),
    ("Ethiopian troops bombed the Tigray region.", "Tigray region", "ETH"),
    ("Turkey bombed the Kurdistan Region.", "Kurdistan Region", "IRQ"),
    ("Al-Shabaab attacked Lower Shabelle.", "Lower Shabelle", "SOM"),
    ("The Taliban seized the city of Herat.", "Herat", "AFG"),
    ("Rebels took the island of Leyte.", "Leyte", "PHL"),
    ("The rebels attacked Bunia.", "Bunia", "COD"),
    ("Warplanes bombed the Swat Valley.", "Swat Valley", "PAK"),
]


@pytest.mark.parametrize(("text", "found", "country"), AREAS)
def test_parts_of_countries_are_places(nlp, text, found, country):
    mention = actors_of(nlp, text)[found]
    assert (mention.kind, mention.code, mention.country) == ("place", country, country)


def test_an_area_lends_its_country_to_who_belongs_to_it(nlp):
    assert actors_of(nlp, "Police in Chiapas state arrested ten farmers.")["Police in Chiapas state"].code == "MEXCOP"
    found = actors_of(nlp, "The Kano State government expelled the traders.")
    assert found["The Kano State government"].code == "NGAGOV"


def test_a_siege_or_curfew_is_done_to_the_town_that_it_lies_in(nlp):
    assert "the town" in actors_of(nlp, "The president declared a state of siege in the town.")
    assert "the town" in actors_of(nlp, "The army imposed a curfew in the town.")
    assert "the town" not in actors_of(nlp, "The president declared victory in the town.")


def test_a_governor_is_of_the_country_of_his_province(nlp):
    assert actors_of(nlp, "The governor of Sonora deployed troopers.")["The governor of Sonora"].code == "MEXGOV"


def test_inspectors_are_not_of_the_country_that_they_inspect(nlp):
    assert actors_of(nlp, "Inspectors visited Iran.")["Inspectors"].code == "GOV"


def test_ice_is_an_agency_in_capitals_alone(nlp):
    assert actors_of(nlp, "ICE detained forty workers in Ohio.")["ICE"].code == "USACOP"
    assert not actors_of(nlp, "Ice covered the road.")


def test_a_university_with_an_area_s_name_is_no_place(nlp):
    found = actors_of(nlp, "Kano State University expelled nine students.")
    assert "Kano State" not in found


def test_the_town_is_the_place_named_before(nlp):
    found = actors_of(nlp, "The rebels attacked Bunia. Government forces recaptured the town on Monday.")
    assert (found["the town"].code, found["the town"].name) == ("COD", "Bunia")
    alone = actors_of(nlp, "The town was shelled by Russian troops.")
    assert (alone["The town"].code, alone["The town"].kind) == (None, "place")
    assert "the town" not in actors_of(nlp, "Farmers of the district met in the town.")


REGIONAL = [
    ("Washington cut aid to its European allies.", "its European allies", "EUR"),
    ("China warned its Asian neighbours against the drill.", "its Asian neighbours", "ASA"),
    ("Iran threatened Western partners with sanctions.", "Western partners", "WST"),
    ("Brazil thanked Latin American governments.", "Latin American governments", "LAMGOV"),
    ("Brazil thanked Central American governments.", "Central American governments", "LAMGOV"),
    ("Southern African leaders condemned France.", "Southern African leaders", "SAFGOV"),
    ("Gunmen attacked a western village.", "a western village", "CVL"),
    ("Gunmen attacked a Western military base.", "a Western military base", "WSTMIL"),
]


@pytest.mark.parametrize(("text", "found", "code"), REGIONAL)
def test_regional_adjectives_with_relations(nlp, text, found, code):
    assert actors_of(nlp, text)[found].code == code


def test_the_codes_of_regions_are_cameo_s():
    with (seed_path("cameo") / "actor_codes.csv").open(encoding="utf-8", newline="") as rows:
        known = {row["code"] for row in csv.DictReader(rows) if row["kind"] == "region"}
    assert set(REGIONS.values()) <= known


def test_allies_without_a_region_stay_pending(nlp):
    assert "close allies" not in actors_of(nlp, "Washington cut aid to close allies.")


COUNTRIES = [
    "Chad sent food to Mali.",
    "Two rebels died when Chad sent troops into Darfur.",
    "The two rebels were expelled by Chad.",
]
PERSONS = [
    ("Chad Smith sent food to Mali.", "Chad"),
    ("Chad told his wife that he would stay.", "Chad"),
    ("Chad Smith visited the base. Chad sent flowers to the soldiers.", "Chad"),
    ("Jordan scored 40 points.", "Jordan"),
    ("Georgia beat Alabama.", "Georgia"),
]


@pytest.mark.parametrize("text", COUNTRIES)
def test_a_homonym_that_does_what_states_do_is_the_country(nlp, text):
    assert actors_of(nlp, text)["Chad"].code == "TCD"


@pytest.mark.parametrize(("text", "name"), PERSONS)
def test_a_homonym_with_a_person_s_or_team_s_company_is_none(nlp, text, name):
    assert name not in actors_of(nlp, text)
