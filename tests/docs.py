"""Documents built by hand, so that most tests need no model: one line a token, `text/lemma/TAG/dep/head index`."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc

VOCAB = English().vocab

POS_OF_TAG = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON",
    "VB": "VERB", "VBD": "VERB", "VBZ": "VERB", "VBP": "VERB", "VBN": "VERB", "VBG": "VERB", "MD": "AUX", "IN": "ADP",
    "TO": "PART", "RP": "ADP", "RB": "ADV", "JJ": "ADJ", "DT": "DET", "CC": "CCONJ", "CD": "NUM", "POS": "PART", ".": "PUNCT",
    ",": "PUNCT", "HYPH": "PUNCT",
}  # fmt: skip


def doc_of(lines: str) -> Doc:
    """The document of a small table; a head index counts from 0, a root names itself."""
    rows = [line.split("/") for line in lines.strip().splitlines()]
    words, lemmas, tags, deps, heads = zip(*([cell.strip() for cell in row] for row in rows), strict=True)
    pos = [
        "AUX" if dep in {"aux", "auxpass"} and tag != "TO" else POS_OF_TAG[tag]
        for tag, dep in zip(tags, deps, strict=True)
    ]
    return Doc(
        VOCAB,
        words=list(words),
        lemmas=list(lemmas),
        tags=list(tags),
        pos=pos,
        deps=list(deps),
        heads=[int(h) for h in heads],
        sent_starts=[i == 0 for i in range(len(words))],
    )
