"""Mistakes that small parsers make by rule, undone before anything reads the parse."""

from __future__ import annotations

from spacy.tokens import Doc, Token

FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
MAX_CLIMB = 4


def repair(doc: Doc) -> Doc:
    """The document with its known mistakes undone, in place.

    "Came to open the mission and signed accords": a finite verb is never coordinated with an infinitive, so "signed"
    goes to "came".
    """
    for token in doc:
        if token.dep_ == "conj" and token.tag_ in FINITE_TAGS and _is_infinitive(token.head):
            finite = _finite_above(token.head)
            if finite is not None and finite.i < token.i:
                token.head = finite
    return doc


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" and not any(t.tag_ == "MD" or t.lemma_ == "do" for t in token.children if t.dep_ == "aux")


def _finite_above(token: Token) -> Token | None:
    for _ in range(MAX_CLIMB):
        if token.head == token:
            return None
        token = token.head
        if token.tag_ in FINITE_TAGS or any(t.tag_ in FINITE_TAGS | {"MD"} for t in token.children if t.dep_ == "aux"):
            return token if token.pos_ in {"VERB", "AUX"} else None
    return None
