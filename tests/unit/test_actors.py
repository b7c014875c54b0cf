from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from extractors.actors import find_actors
from extractors.gazetteer import Entry, build_gazetteer, load_gazetteer
from extractors.sentences import parse_articles
from schemas.records import CleanArticle, Dateline
from tests.drawn import drawn


def country(iso3, name, adjective, demonyms, capital):
    yield name, Entry("country", name, iso3, iso3)
    yield adjective, Entry("adjective", name, iso3, iso3)
    for demonym in demonyms:
        yield demonym, Entry("demonym", name, iso3, iso3)
    yield capital, Entry("capital", name, iso3 + "GOV", iso3)


WORLD = build_gazetteer(
    [
        *country("ISR", "Israel", "Israeli", ("Israeli", "Israelis"), "Jerusalem"),
        *country("MAR", "Morocco", "Moroccan", ("Moroccans",), "Rabat"),
        *country("POL", "Poland", "Polish", ("Poles",), "Warsaw"),
        *country("RUS", "Russia", "Russian", ("Russians",), "Moscow"),
        *country("TUR", "Turkey", "Turkish", ("Turks",), "Ankara"),
        *country("SAU", "Saudi Arabia", "Saudi", ("Saudis",), "Riyadh"),
        *country("CHL", "Chile", "Chilean", ("Chileans",), "Santiago"),
        *country("PER", "Peru", "Peruvian", ("Peruvians",), "Lima"),
        *country("BRA", "Brazil", "Brazilian", ("Brazilians",), "Brasilia"),
        *country("EGY", "Egypt", "Egyptian", ("Egyptians",), "Cairo"),
        *country("HUN", "Hungary", "Hungarian", ("Hungarians",), "Budapest"),
        *country("ROU", "Romania", "Romanian", ("Romanians",), "Bucharest"),
        *country("JOR", "Jordan", "Jordanian", ("Jordanians",), "Amman"),
        *country("CHN", "China", "Chinese", ("Chinese",), "Beijing"),
        ("US", Entry("country", "United States", "USA", "USA")),
        ("Palestinians", Entry("demonym", "Palestine", "PSE", "PSE")),
        ("Vale Front", Entry("group", "Vale Front", "PERREB", "PER")),
        ("Lina Ortega", Entry("person", "Lina Ortega", "PERGOV", "PER", date(2018, 1, 1), date(2020, 1, 1), "premier")),
    ]
)


def coded(drawing, *, published=date(2021, 11, 24), dateline=None):
    rows = find_actors(drawn(drawing), WORLD, published=published, dateline=dateline)
    return [(m.text, m.code, m.kind, m.basis) for row in rows for m in row]


MINISTERS = (
    "Israeli|JJ|amod|2|B-NORP Defense|NNP|compound|2| Minister|NNP|compound|4| Benny|NNP|compound|4|B-PERSON "
    "Gantz|NNP|nsubj|5|I-PERSON met|VBD|ROOT|5| Morocco|NNP|poss|9|B-GPE 's|POS|case|6| Foreign|NNP|compound|9| "
    "Minister|NNP|compound|11| Nasser|NNP|compound|11|B-PERSON Bourita|NNP|dobj|5|I-PERSON in|IN|prep|5| "
    "Rabat|NNP|pobj|12|B-GPE .|.|punct|5|"
)


def test_a_title_with_its_country_and_name_is_one_mention():
    assert coded(MINISTERS) == [
        ("Israeli Defense Minister Benny Gantz", "ISRGOVMIL", "name", "adjective"),
        ("Morocco's Foreign Minister Nasser Bourita", "MARGOV", "name", "possessor"),
        ("Rabat", "MAR", "place", "name"),
    ]


def test_the_head_of_a_mention_is_the_parse_s():
    gantz = find_actors(drawn(MINISTERS), WORLD, published=None, dateline=None)[0][0]
    assert gantz.name == "Benny Gantz"
    assert gantz.head_start == len("Israeli Defense Minister Benny ")
    assert (gantz.country, gantz.sector) == ("ISR", "GOV")


def test_spans_are_the_text():
    sentences = drawn(MINISTERS)
    text = sentences[0].span.doc.text
    for row in find_actors(sentences, WORLD, published=None, dateline=None):
        assert all(text[m.start : m.end] == m.text for m in row)


CASES = {
    "a capital that acts is the government": (
        "Rabat|NNP|nsubj|1|B-PERSON denied|VBD|ROOT|1| the|DT|det|3| report|NN|dobj|1| .|.|punct|1|",
        [("Rabat", "MARGOV", "name", "name")],
    ),
    "an ambassador is of the country that sends him": (
        "The|DT|det|2| Polish|JJ|amod|2|B-NORP ambassador|NN|nsubj|5| to|IN|prep|2| Moscow|NNP|pobj|3|B-GPE "
        "condemned|VBD|ROOT|5| Turkish|JJ|amod|7|B-NORP jets|NNS|dobj|5| .|.|punct|5|",
        [
            ("The Polish ambassador", "POLGOV", "role", "adjective"),
            ("Moscow", "RUSGOV", "name", "name"),
            ("Turkish jets", "TURMIL", "role", "adjective"),
        ],
    ),
    "owning gives the country, backing does not": (
        "A|DT|det|4| Saudi|NNP|npadvmod|3|B-NORP -|HYPH|punct|3| owned|VBN|amod|4| newspaper|NN|nsubj|5| "
        "praised|VBD|ROOT|5| US|NNP|npadvmod|8|B-GPE -|HYPH|punct|8| backed|VBN|amod|9| rebels|NNS|dobj|5| "
        ".|.|punct|5|",
        [
            ("A Saudi-owned newspaper", "SAUMED", "role", "adjective"),
            ("US", "USA", "adjective", "name"),
            ("rebels", "REB", "role", "name"),
        ],
    ),
    "who held an office is of the elite, and a shared title is shared": (
        "Former|JJ|amod|2| Chilean|JJ|amod|2|B-NORP president|NN|compound|4| Ana|NNP|compound|4|B-PERSON "
        "Rojas|NNP|nsubj|5|I-PERSON criticised|VBD|ROOT|5| the|DT|det|7| presidents|NNS|dobj|5| of|IN|prep|7| "
        "Peru|NNP|pobj|8|B-GPE and|CC|cc|9| Brazil|NNP|conj|9|B-GPE .|.|punct|5|",
        [
            ("Former Chilean president Ana Rojas", "CHLELI", "name", "adjective"),
            ("the presidents of Peru", "PERGOV", "role", "possessor"),
            ("Brazil", "BRAGOV", "name", "possessor"),
        ],
    ),
    "who is counted is inside, and the place gives the country": (
        "Thousands|NNS|nsubj|5|B-CARDINAL of|IN|prep|0| protesters|NNS|pobj|1| in|IN|prep|0| Cairo|NNP|pobj|3|B-GPE "
        "urged|VBD|ROOT|5| the|DT|det|7| government|NN|dobj|5| to|TO|aux|9| resign|VB|xcomp|5| .|.|punct|5|",
        [
            ("Thousands of protesters in Cairo", "EGYOPP", "role", "place"),
            ("the government", "EGYGOV", "role", "context"),
        ],
    ),
    "two adjectives of one noun are two actors": (
        "Hungarian|JJ|amod|3|B-NORP and|CC|cc|0| Romanian|JJ|conj|0|B-NORP officials|NNS|nsubj|4| "
        "praised|VBD|ROOT|4| the|DT|det|9| Israeli|JJ|amod|8|B-NORP -|HYPH|punct|8| Moroccan|JJ|amod|9| "
        "accord|NN|dobj|4| .|.|punct|4|",
        [
            ("Hungarian", "HUNGOV", "adjective", "adjective"),
            ("Romanian officials", "ROUGOV", "role", "adjective"),
            ("Israeli", "ISR", "adjective", "adjective"),
            ("Moroccan", "MAR", "adjective", "adjective"),
        ],
    ),
    "people who are counted are civilians": (
        "Two|CD|nummod|1|B-CARDINAL Israelis|NNPS|nsubj|2|B-NORP met|VBD|ROOT|2| the|DT|det|4| "
        "Palestinians|NNPS|dobj|2|B-NORP .|.|punct|2|",
        [("Two Israelis", "ISRCVL", "role", "adjective"), ("the Palestinians", "PSE", "name", "adjective")],
    ),
    "a surname is no country, and who is pro-Russian is not Russian": (
        "Michael|NNP|compound|1|B-PERSON Jordan|NNP|nsubj|2|I-PERSON thanked|VBD|ROOT|2| pro|JJ|amod|6|B-NORP "
        "-|HYPH|amod|6|I-NORP Russian|JJ|amod|6|I-NORP separatists|NNS|dobj|2| .|.|punct|2|",
        [("Michael Jordan", None, "entity", "name"), ("separatists", "SEP", "role", "name")],
    ),
    "a title and the name after its comma are one; an event's name is no actor": (
        "The|DT|det|3| Polish|JJ|amod|3|B-NORP defence|NN|compound|3| minister|NN|nsubj|8| ,|,|punct|3| "
        "Ivan|NNP|compound|6|B-PERSON Petrov|NNP|appos|3|I-PERSON ,|,|punct|3| visited|VBD|ROOT|8| "
        "the|DT|det|11|B-EVENT Beijing|NNP|compound|11|I-EVENT Olympics|NNP|dobj|8|I-EVENT .|.|punct|8|",
        [("The Polish defence minister, Ivan Petrov", "POLGOVMIL", "role", "adjective")],
    ),
    "members of a body are the body, and are one mention": (
        "Four|CD|nummod|1|B-CARDINAL members|NNS|nsubj|6| of|IN|prep|1| the|DT|det|5| Polish|JJ|amod|5|B-NORP "
        "parliament|NN|pobj|2| left|VBD|ROOT|6| .|.|punct|6|",
        [("Four members of the Polish parliament", "POLLEG", "role", "possessor")],
    ),
    "a group's fighters are the group": (
        "Vale|NNP|compound|1|B-ORG Front|NNP|compound|2|I-ORG fighters|NNS|nsubj|3| fled|VBD|ROOT|3| "
        "Lima|NNP|dobj|3|B-GPE .|.|punct|3|",
        [("Vale Front fighters", "PERREB", "role", "name"), ("Lima", "PERGOV", "name", "name")],
    ),
}


@pytest.mark.parametrize("name", list(CASES))
def test_actors_of_a_sentence(name):
    drawing, expected = CASES[name]
    assert coded(drawing) == expected


ORTEGA = "Lina|NNP|compound|1|B-PERSON Ortega|NNP|nsubj|2|I-PERSON spoke|VBD|ROOT|2| .|.|punct|2|"


@pytest.mark.parametrize(
    ("published", "code"),
    [(date(2019, 5, 1), "PERGOV"), (date(2021, 5, 1), "PERELI"), (date(2017, 1, 1), "PER"), (None, "PERGOV")],
)
def test_a_person_s_code_is_that_of_the_article_s_day(published, code):
    assert [row[1] for row in coded(ORTEGA, published=published)] == [code]


POLICE = "The|DT|det|1| police|NNS|nsubj|2| fled|VBD|ROOT|2| .|.|punct|2|"


def test_the_dateline_s_country_is_meant_where_no_other_is_named():
    assert coded(POLICE) == [("The police", "COP", "role", "name")]
    dateline = Dateline(place="LIMA", agency=None, date=None)
    assert coded(POLICE, dateline=dateline) == [("The police", "PERCOP", "role", "context")]


JORDAN = "Jordan|NNP|nsubj|1|{} thanked|VBD|ROOT|1| Egypt|NNP|dobj|1|B-GPE .|.|punct|1|"


def test_a_homonym_needs_evidence():
    assert [row[0] for row in coded(JORDAN.format("B-GPE"))] == ["Jordan", "Egypt"]
    assert ("Jordan", "JOR", "name", "name") not in coded(JORDAN.format("B-PERSON"))


def test_mentions_do_not_overlap():
    for drawing, _ in CASES.values():
        for row in find_actors(drawn(drawing), WORLD, published=None, dateline=None):
            for before, after in pairwise(row):
                assert before.end <= after.start or (before.start, before.end) == (after.start, after.end)


REAL = [
    ("A court in Istanbul jailed 1,100 contract employees.", {"TURJUD", "LAB"}),
    ("Sen. Joan Smith said the Kremlin denied it.", {"LEG", "RUSGOV"}),
    ("NATO troops and UN officials left Kabul.", {"IGOWSTNATMIL", "IGOUNO", "AFG"}),
    ("Israel's Harbour Petroleum signed a deal with Morocco.", {"ISRBUS", "MAR"}),
]


@pytest.mark.model
@pytest.mark.parametrize(("text", "codes"), REAL)
def test_real_sentences(nlp, text, codes):
    article = CleanArticle("a", text, None, None, None, None, None, "en", None, (), (), "")
    sentences = next(iter(parse_articles([article], nlp)))
    found = {m.code for row in find_actors(sentences, load_gazetteer(), published=None, dateline=None) for m in row}
    assert codes <= found


def texts_of(drawing):
    return [row[0] for row in coded(drawing)]


NO_ACTORS = {
    "a third party is anybody": (
        "A|DT|det|2| third|JJ|amod|2| party|NN|nsubj|3| warned|VBD|ROOT|3| Israel|NNP|dobj|3|B-GPE .|.|punct|3|",
        ["Israel"],
    ),
    "the parties to a treaty are no political parties": (
        "All|DT|det|1| parties|NNS|nsubj|2| thanked|VBD|ROOT|2| Israel|NNP|dobj|2|B-GPE .|.|punct|2|",
        ["Israel"],
    ),
    "missiles are what is fired": (
        "Israel|NNP|nsubj|1|B-GPE fire|VBP|ROOT|1| Turkish|JJ|amod|3|B-NORP missiles|NNS|dobj|1| .|.|punct|1|",
        ["Israel"],
    ),
    "artillery is a means where it does nothing": (
        "Israel|NNP|nsubj|1|B-GPE withdrew|VBD|ROOT|1| artillery|NN|dobj|1| .|.|punct|1|",
        ["Israel"],
    ),
    "rockets that were found did nothing": (
        "Rockets|NNS|nsubj|1| remained|VBD|ROOT|1| near|IN|prep|1| Israel|NNP|pobj|2|B-GPE .|.|punct|1|",
        ["Israel"],
    ),
}
ACTORS = {
    "political parties are": (
        "Both|DT|det|2| opposition|NN|compound|2| parties|NNS|nsubj|3| thanked|VBD|ROOT|3| "
        "Israel|NNP|dobj|3|B-GPE .|.|punct|3|",
        ["Both opposition parties", "Israel"],
    ),
    "the party is one that was named": (
        "The|DT|det|1| party|NN|nsubj|2| thanked|VBD|ROOT|2| Israel|NNP|dobj|2|B-GPE .|.|punct|2|",
        ["The party", "Israel"],
    ),
    "missiles that hit stand for who fires them": (
        "Missiles|NNS|nsubj|1| hit|VBP|ROOT|1| Israel|NNP|dobj|1|B-GPE .|.|punct|1|",
        ["Missiles", "Israel"],
    ),
    "artillery of a country is its army": (
        "Turkish|JJ|amod|1|B-NORP artillery|NN|nsubj|2| shelled|VBD|ROOT|2| Israel|NNP|dobj|2|B-GPE .|.|punct|2|",
        ["Turkish artillery", "Israel"],
    ),
}


@pytest.mark.parametrize("name", [*NO_ACTORS, *ACTORS])
def test_parties_and_weapons(name):
    drawing, expected = (NO_ACTORS | ACTORS)[name]
    assert texts_of(drawing) == expected


EXCHANGES = (
    "The|DT|det|3| Lima|NNP|compound|3|B-GPE Stock|NNP|compound|3| Exchange|NNP|nsubj|4| sued|VBD|ROOT|4| "
    "the|DT|det|8| {}|compound|8| Stock|NNP|compound|8| Exchange|NNP|dobj|4| .|.|punct|4|"
)


@pytest.mark.parametrize(
    ("word", "kinds"), [("Zenda|NNP", ["role", "role"]), ("same|JJ", ["role", "anaphor"])], ids=["a name", "no name"]
)
def test_a_body_with_a_name_of_its_own_is_no_other_s(word, kinds):
    assert [kind for _, _, kind, _ in coded(EXCHANGES.format(word))] == kinds


def test_a_headline_leaves_out_articles():
    (sentence,) = drawn("Police|NNS|nsubj|1| charge|VBP|ROOT|1| labour|NN|compound|3| activist|NN|dobj|1|")
    told = replace(sentence, sentence=replace(sentence.sentence, is_headline=True))
    found = {
        is_headline: [m.text for row in find_actors([one], WORLD, published=None, dateline=None) for m in row]
        for is_headline, one in ((True, told), (False, sentence))
    }
    assert found == {True: ["Police", "labour activist"], False: ["Police"]}


AMNESTY = build_gazetteer([("Amnesty", Entry("organisation", "Amnesty International", "NGOHRIAMN", None))])


@pytest.mark.parametrize(
    ("drawing", "n_actors"),
    [
        ("Amnesty|NNP|nsubj|1| condemned|VBD|ROOT|1| it|PRP|dobj|1| .|.|punct|1|", 1),
        ("Amnesty|NN|nsubj|3| for|IN|prep|0| rebels|NNS|pobj|1| fails|VBZ|ROOT|3| .|.|punct|3|", 0),
    ],
)
def test_an_amnesty_is_not_amnesty(drawing, n_actors):
    rows = find_actors(drawn(drawing), AMNESTY, published=None, dateline=None)
    assert sum(m.name == "Amnesty International" for row in rows for m in row) == n_actors


@pytest.mark.parametrize(
    ("drawing", "texts"),
    [
        # A body with "the" acts although nobody says whose it is.
        ("The|DT|det|1| commission|NN|nsubj|2| met|VBD|ROOT|2| .|.|punct|2|", ["The commission"]),
        ("The|DT|det|1| team|NN|nsubj|2| met|VBD|ROOT|2| .|.|punct|2|", []),
        # The first of two objects, which the parse takes for a modifier of the second.
        (
            "Peru|NNP|nsubj|2|B-GPE will|MD|aux|2| grant|VB|ROOT|2| the|DT|det|4| hacker|NN|compound|5| "
            "asylum|NN|dobj|2| .|.|punct|2|",
            ["Peru", "the hacker"],
        ),
        ("They|PRP|nsubj|1| grant|VBP|ROOT|1| student|NN|compound|3| visas|NNS|dobj|1| .|.|punct|1|", []),
        # A bishop whom the model takes for an organisation, and a surname that is a trade.
        (
            "Bishop|NNP|compound|1|B-ORG Kamau|NNP|nsubj|2|I-ORG spoke|VBD|ROOT|2| .|.|punct|2|",
            ["Bishop Kamau"],
        ),
        (
            "James|NNP|compound|1|B-PERSON Baker|NNP|nsubj|2|I-PERSON spoke|VBD|ROOT|2| .|.|punct|2|",
            ["James Baker"],
        ),
        # Numbers are people where they act, not where they count.
        ("Thousands|NNS|nsubj|1| marched|VBD|ROOT|1| .|.|punct|1|", ["Thousands"]),
        ("It|PRP|nsubj|1| cost|VBD|ROOT|1| thousands|NNS|dobj|1| .|.|punct|1|", []),
        # A plural noun that the tagger takes for a verb, but the parse for a subject.
        ("claims|NNS|ROOT|0| that|IN|mark|3| gendarmes|VBZ|nsubj|3| lied|VBD|acl|0| .|.|punct|0|", ["gendarmes"]),
    ],
)
def test_role_nouns_that_the_parse_hides(drawing, texts):
    assert [text for text, *_ in coded(drawing)] == texts
