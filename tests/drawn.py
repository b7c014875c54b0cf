"""Parsed sentences drawn by hand: each token as word|tag|function|head|entity, heads counted from 0 in the text."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc

from extractors.sentences import ParsedSentence
from schemas.records import Sentence

VOCAB = English().vocab
POS = {"NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "IN": "ADP", "PRP": "PRON", "PRP$": "PRON"}
LEMMAS = {
    "is": "be",
    "said": "say",
    "countries": "country",
    "sides": "side",
    "thousands": "thousand",
    "flew": "fly",
    "allies": "ally",
}
NO_SPACE_BEFORE = {",", ".", "'s", "-", ")", "''"}
NO_SPACE_AFTER = {"-", "(", "``"}


def drawn(drawing: str) -> list[ParsedSentence]:
    """The sentences of a one-paragraph text; a sentence ends with each "." token."""
    rows = [token.split("|") for token in drawing.split()]
    words = ['"' if word in {"``", "''"} else word for word, *_ in rows]
    marks = [row[0] for row in rows]
    spaces = [
        mark not in NO_SPACE_AFTER and (i + 1 == len(marks) or marks[i + 1] not in NO_SPACE_BEFORE)
        for i, mark in enumerate(marks)
    ]
    doc = Doc(
        VOCAB,
        words=words,
        spaces=spaces,
        tags=[row[1] for row in rows],
        pos=[POS.get(row[1], "VERB" if row[1].startswith("VB") else "X") for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        ents=[row[4] or "O" for row in rows],
        lemmas=[LEMMAS.get(word.lower(), word.lower()) for word in words],
        sent_starts=None,
    )
    spans = list(doc.sents)
    return [
        ParsedSentence(Sentence("drawn", i, span.start_char, span.end_char, span.text, False), span, 0)
        for i, span in enumerate(spans)
    ]
