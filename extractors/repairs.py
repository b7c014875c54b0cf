"""Mistakes that small parsers make by rule, undone before anything reads the parse."""

from __future__ import annotations

from spacy.tokens import Doc, Token

FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
SAYING = frozenset({"say", "announce", "state", "report", "declare", "add", "confirm", "note", "claim", "warn", "tell"})
MAX_CLIMB = 4


def repair(doc: Doc) -> Doc:
    """The document with its known mistakes undone, in place.

    "Came to open the mission and signed accords": a finite verb is never coordinated with an infinitive, so "signed"
    goes to "came". "A report called for sanctions." has no other verb, so "called" is its root.
    """
    for token in doc:
        if token.dep_ == "conj" and token.tag_ in FINITE_TAGS and _is_infinitive(token.head):
            finite = _finite_above(token.head)
            if finite is not None and finite.i < token.i:
                token.head = finite
        elif _is_late_speech(token):
            _make_speech(token)
        elif token.dep_ == "acl" and token.tag_ == "VBN" and _stands_for_verb(token):
            _make_root(token)
    return doc


def _is_late_speech(verb: Token) -> bool:
    """ "It has cut ties, its minister announced on Monday": the words after the last comma are who says it."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ not in {"VBN", "VBD"} or verb.lemma_ not in SAYING or noun.i > verb.i:
        return False
    before = noun.left_edge.i - 1
    return (
        before > noun.sent.start and verb.doc[before].text == "," and not any(t.dep_ == "agent" for t in verb.children)
    )


def _make_speech(verb: Token) -> None:
    noun, root = verb.head, verb.sent.root
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"
    root.head, root.dep_ = verb, "ccomp"


def _stands_for_verb(participle: Token) -> bool:
    """ "A report called for sanctions." is a sentence, so its only verb is finite, whatever the parser took it for."""
    noun = participle.head
    if noun.head != noun or noun.pos_ not in {"NOUN", "PROPN"} or participle.i < noun.i:
        return False
    if any(t.dep_ == "agent" for t in participle.children) or not noun.sent.text.rstrip("\"' ").endswith("."):
        return False
    inside = {t.i for t in participle.subtree}
    return not any(t.tag_ in FINITE_TAGS | {"MD"} for t in noun.sent if t.i not in inside)


def _make_root(verb: Token) -> None:
    noun = verb.head
    verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
    noun.head, noun.dep_ = verb, "nsubj"


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
