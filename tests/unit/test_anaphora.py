from __future__ import annotations

from datetime import date

import pytest

from extractors.actors import find_actors
from extractors.quotes import quotations
from tests.drawn import drawn
from tests.unit.test_actors import WORLD


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
