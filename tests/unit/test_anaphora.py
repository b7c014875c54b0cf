from __future__ import annotations

from datetime import date

import pytest

from extractors.actors import find_actors
from extractors.gazetteer import build_gazetteer
from extractors.quotes import quotations
from tests.drawn import drawn
from tests.unit.test_actors import WORLD, country


def resolved(drawing):
    """(text, name, code) of all mentions that stand for an antecedent."""
    rows = find_actors(drawn(drawing), WORLD, published=date(2021, 11, 24), dateline=None)
    return [(m.text, m.name, m.code) for row in rows for m in row if m.basis in {"antecedent", "possessor"}]


GANTZ = (
    "Israeli|JJ|amod|2|B-NORP Defense|NNP|compound|2| Minister|NNP|compound|4| Benny|NNP|compound|4|B-PERSON "
    "Gantz|NNP|nsubj|5|I-PERSON met|VBD|ROOT|5| Morocco|NNP|dobj|5|B-GPE .|.|punct|5| "
)


def after_gantz(drawing):
    """`drawing` as a second sentence, its heads counted from its own first token."""
    shift = len(GANTZ.split())
    moved = []
    for token in drawing.split():
        word, tag, function, head, entity = token.split("|")
        moved.append("|".join((word, tag, function, str(int(head) + shift), entity)))
    return GANTZ + " ".join(moved)


BENNY = ("Benny Gantz", "ISRGOVMIL")
CASES = {
    "a surname": (
        "Gantz|NNP|nsubj|1|B-PERSON left|VBD|ROOT|1| .|.|punct|1|",
        [("Gantz", *BENNY)],
    ),
    "a description by the office": (
        "The|DT|det|1| minister|NN|nsubj|2| left|VBD|ROOT|2| .|.|punct|2|",
        [("The minister", *BENNY)],
    ),
    "a pronoun takes the subject": (
        "He|PRP|nsubj|1| left|VBD|ROOT|1| .|.|punct|1|",
        [("He", *BENNY)],
    ),
    "both countries are both": (
        "Both|DT|det|1| countries|NNS|nsubj|2| agreed|VBD|ROOT|2| .|.|punct|2|",
        [("Both countries", "Israel", "ISR"), ("Both countries", "Morocco", "MAR")],
    ),
    "the kingdom is the one of the two that has a king": (
        "The|DT|det|1| kingdom|NN|nsubj|2| agreed|VBD|ROOT|2| .|.|punct|2|",
        [("The kingdom", "Morocco", "MAR")],
    ),
    "a counterpart has the same office": (
        "He|PRP|nsubj|1| met|VBD|ROOT|1| his|PRP$|poss|4| Moroccan|JJ|amod|4|B-NORP counterpart|NN|dobj|1| "
        ".|.|punct|1|",
        [("He", *BENNY)],
    ),
    "an unknown group stays unresolved": (
        "The|DT|det|1| movement|NN|nsubj|2| agreed|VBD|ROOT|2| .|.|punct|2|",
        [],
    ),
    "it does not mean a person, nor does it fill a place": (
        "It|PRP|nsubj|1| is|VBZ|ROOT|1| clear|JJ|acomp|1| that|IN|mark|5| talks|NNS|nsubj|5| failed|VBD|ccomp|1| "
        ".|.|punct|1|",
        [],
    ),
}


@pytest.mark.parametrize("name", list(CASES))
def test_second_sentences(name):
    drawing, expected = CASES[name]
    assert resolved(after_gantz(drawing)) == expected


def test_a_title_tells_the_gender():
    drawing = (
        "Mrs|NNP|compound|1| Rojas|NNP|nsubj|2|B-PERSON met|VBD|ROOT|2| Mr|NNP|compound|4| Ferro|NNP|dobj|2|B-PERSON "
        ".|.|punct|2| He|PRP|nsubj|7| left|VBD|ROOT|7| and|CC|cc|7| she|PRP|nsubj|10| stayed|VBD|conj|7| .|.|punct|7|"
    )
    assert [(text, name) for text, name, _ in resolved(drawing)] == [("He", "Ferro"), ("she", "Rojas")]


def test_a_counterpart_s_code():
    drawing = after_gantz(CASES["a counterpart has the same office"][0])
    rows = find_actors(drawn(drawing), WORLD, published=None, dateline=None)
    assert ("his Moroccan counterpart", "MARGOVMIL") in [(m.text, m.code) for m in rows[1]]


def test_a_coordinated_subject_is_they_and_each_member_is_a_mention():
    drawing = (
        "Morocco|NNP|nsubj|3|B-GPE and|CC|cc|0| Israel|NNP|conj|0|B-GPE signed|VBD|ROOT|3| .|.|punct|3| "
        "They|PRP|nsubj|6| left|VBD|ROOT|6| .|.|punct|6|"
    )
    assert resolved(drawing) == [("They", "Israel", "ISR"), ("They", "Morocco", "MAR")]


def test_a_possessive_pronoun_gives_the_country():
    drawing = "Israel|NNP|nsubj|1|B-GPE withdrew|VBD|ROOT|1| its|PRP$|poss|3| troops|NNS|dobj|1| .|.|punct|1|"
    assert resolved(drawing) == [("its troops", "its troops", "ISRMIL")]


def test_subject_and_object_of_one_verb_are_two():
    drawing = (
        "Benny|NNP|compound|1|B-PERSON Gantz|NNP|nsubj|2|I-PERSON thanked|VBD|ROOT|2| him|PRP|dobj|2| .|.|punct|2|"
    )
    assert resolved(drawing) == []


QUOTED = "``|``|punct|{0}| {1} will|MD|aux|3| leave|VB|ccomp|{0}| now|RB|advmod|3| ,|,|punct|{0}| ''|''|punct|{0}| "
SPEAKER = "Gantz|NNP|nsubj|8|B-PERSON said|VBD|ROOT|8| .|.|punct|8|"


def test_we_in_a_quotation_is_who_speaks():
    assert resolved(after_gantz(QUOTED.format(8, "We|PRP|nsubj|3|") + SPEAKER)) == [("We", *BENNY), ("Gantz", *BENNY)]


def test_he_in_a_quotation_is_never_who_speaks():
    assert resolved(after_gantz(QUOTED.format(8, "He|PRP|nsubj|3|") + SPEAKER)) == [("Gantz", *BENNY)]


def test_a_quotation_knows_its_speaker():
    doc = drawn(QUOTED.format(8, "We|PRP|nsubj|3|") + SPEAKER)[0].span.doc
    quote = quotations(doc)[0]
    assert doc[quote.start : quote.end].text == "We will leave now,"
    assert doc[quote.speaker].text == "Gantz"


ASKED = "Israel|NNP|nsubj|1|B-GPE asked|VBD|ROOT|1| Morocco|NNP|dobj|1|B-GPE {}.|.|punct|1| "


def after_asked(drawing, *, more=""):
    """`drawing` as the sentence after "Israel asked Morocco."""
    first = ASKED.format(more)
    shift = len(first.split())
    rows = [token.split("|") for token in drawing.split()]
    return first + " ".join("|".join((w, t, f, str(int(h) + shift), e)) for w, t, f, h, e in rows)


def test_the_latter_and_the_former_are_the_two_named_before():
    drawing = "The|DT|det|1| latter|NN|nsubj|2| thanked|VBD|ROOT|2| the|DT|det|4| former|NN|dobj|2| .|.|punct|2|"
    assert resolved(after_asked(drawing)) == [("The latter", "Morocco", "MAR"), ("the former", "Israel", "ISR")]


@pytest.mark.parametrize(
    ("drawing", "more"),
    [
        ("The|DT|det|2| former|JJ|amod|2| premier|NN|nsubj|3| left|VBD|ROOT|3| .|.|punct|3|", ""),
        (
            "The|DT|det|1| latter|NN|nsubj|2| left|VBD|ROOT|2| .|.|punct|2|",
            "and|CC|cc|2| Poland|NNP|conj|2|B-GPE ",
        ),
    ],
    ids=["a former premier", "three actors"],
)
def test_neither_is_guessed_where_it_is_not_one_of_two(drawing, more):
    assert [text for text, *_ in resolved(after_asked(drawing, more=more)) if "er" in text] == []


KOREAS = build_gazetteer(
    [
        *country("PRK", "North Korea", "North Korean", ("North Koreans",), "Pyongyang"),
        *country("KOR", "South Korea", "South Korean", ("South Koreans",), "Seoul"),
        *country("FRA", "France", "French", ("French",), "Paris"),
        *country("ZAF", "South Africa", "South African", ("South Africans",), "Pretoria"),
    ]
)


def among_koreas(drawing):
    rows = find_actors(drawn(drawing), KOREAS, published=None, dateline=None)
    return [[(m.text, m.code) for m in row] for row in rows]


def test_half_a_name_before_and_stands_for_the_whole():
    both = (
        "North|NNP|compound|3|B-GPE and|CC|cc|0| South|NNP|conj|0| Korea|NNP|nsubj|4|B-GPE met|VBD|ROOT|4| .|.|punct|4|"
    )
    assert among_koreas(both) == [[("North and South Korea", "KOR"), ("North and South Korea", "PRK")]]


def test_half_a_name_gives_its_officials_both_countries():
    drawing = (
        "North|JJ|amod|4|B-NORP and|CC|cc|0| South|JJ|conj|0|B-NORP Korean|JJ|amod|4|I-NORP officials|NNS|nsubj|5| "
        "met|VBD|ROOT|5| .|.|punct|5|"
    )
    text = "North and South Korean officials"
    assert among_koreas(drawing) == [[(text, "KORGOV"), (text, "PRKGOV")]]


def test_another_name_before_and_is_no_half():
    drawing = "France|NNP|nsubj|4|B-GPE and|CC|cc|0| South|NNP|compound|3|B-GPE Korea|NNP|conj|0|I-GPE met|VBD|ROOT|4|"
    assert among_koreas(drawing + " .|.|punct|4|") == [[("France", "FRA"), ("South Korea", "KOR")]]


NORTH = "The|DT|det|1| North|NNP|nsubj|2|{} warned|VBD|ROOT|2| the|DT|det|4| South|NNP|dobj|2|{}{} .|.|punct|2|"


def test_the_north_is_a_korea_where_the_article_names_them():
    named = "North|NNP|compound|1|B-GPE Korea|NNP|nsubj|2|I-GPE met|VBD|ROOT|2| South|NNP|compound|4|B-GPE "
    named += "Korea|NNP|dobj|2|I-GPE .|.|punct|2| "
    after = NORTH.replace("|1|", "|7|").replace("|4|", "|10|").replace("|2|", "|8|")
    assert among_koreas(named + after.format("B-LOC", "B-LOC", ""))[1] == [("The North", "PRK"), ("the South", "KOR")]
    of_france = after.format("B-LOC", "B-LOC", " of|IN|prep|10| France|NNP|pobj|11|B-GPE")
    assert ("the South", "KOR") not in among_koreas(named + of_france)[1]


def test_the_north_is_none_elsewhere():
    codes = [code for row in among_koreas(NORTH.format("B-LOC", "B-LOC", "")) for _, code in row]
    assert "PRK" not in codes


COUNCIL = (
    "The|DT|det|3| Peruvian|JJ|amod|3|B-ORG Fisheries|NNP|compound|3|I-ORG Council|NNP|nsubj|7|I-ORG (|-LRB-|punct|3| "
    "{}|NNP|appos|3|B-ORG )|-RRB-|punct|3| spoke|VBD|ROOT|7| .|.|punct|7| "
)
LATER = "The|DT|det|10| {}|NNP|nsubj|11|B-ORG left|VBD|ROOT|11| .|.|punct|11|"


@pytest.mark.parametrize(
    ("introduced", "later", "code"),
    [("PFC", "PFC", "PERGOV"), ("PFC", "GFC", None), ("NYSE", "NYSE", None)],
    ids=["its own", "another", "no acronym of it"],
)
def test_an_acronym_stands_for_the_name_that_introduced_it(introduced, later, code):
    rows = find_actors(drawn(COUNCIL.format(introduced) + LATER.format(later)), WORLD, published=None, dateline=None)
    assert [m.code for m in rows[1]] == [code]
    assert ("Fisheries" in rows[1][0].name) == (code is not None)
