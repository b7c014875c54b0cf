"""Quotations: which words of a paragraph stand in quotation marks, and who speaks them."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

OPENING = frozenset({"“", "``", "«"})
CLOSING = frozenset({"”", "''", "»"})
STRAIGHT = '"'
# A quotation of fewer words is a term or a title, and nobody's speech.
SHORTEST = 3
SAYING = frozenset(
    """say tell add state announce declare claim insist warn note explain stress argue ask reply respond write tweet
    remark continue observe comment report point conclude recall reiterate emphasise emphasize deny confirm promise
    vow pledge urge""".split()
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """Tokens `start:end` between quotation marks, and the token that is the subject of "said", None where none is."""

    start: int
    end: int
    speaker: int | None


def quotations(doc: Doc) -> list[Quotation]:
    """The quotations of a paragraph, in order; one that is never closed runs to the paragraph's end."""
    found: list[Quotation] = []
    start: int | None = None
    for token in doc:
        opens = token.text in OPENING or (token.text == STRAIGHT and start is None)
        if opens and start is None:
            start = token.i + 1
        elif start is not None and (token.text in CLOSING or token.text == STRAIGHT):
            found.append(Quotation(start, token.i, None))
            start = None
    if start is not None:
        found.append(Quotation(start, len(doc), None))
    spoken = [quote for quote in found if quote.end - quote.start >= SHORTEST]
    return [Quotation(quote.start, quote.end, speaker_of(doc, quote, spoken)) for quote in spoken]


def is_quoted(token: Token, quotes: list[Quotation]) -> bool:
    """Whether the token stands in one of the quotations."""
    return any(quote.start <= token.i < quote.end for quote in quotes)


def speaker_of(doc: Doc, quote: Quotation, quotes: list[Quotation]) -> int | None:
    """The subject of the verb of saying nearest to a quotation: in its last sentence, in its first, or just before."""
    last = doc[min(quote.end, len(doc)) - 1].sent
    first = doc[quote.start].sent
    before = doc[first.start - 1].sent if first.start > 0 else first
    for sentence in (last, first, before):
        verbs = [token for token in sentence if is_saying(token, quotes)]
        for verb in sorted(verbs, key=lambda token: abs(token.i - quote.end)):
            subject = next((child for child in verb.children if child.dep_ in {"nsubj", "csubj"}), None)
            if subject is not None and not is_quoted(subject, quotes):
                return subject.i
    return None


def is_saying(token: Token, quotes: list[Quotation]) -> bool:
    """Whether the token is a verb of saying outside quotation marks, or "according to"."""
    return token.lemma_.lower() in SAYING and token.pos_ in {"VERB", "AUX"} and not is_quoted(token, quotes)
