"""Documents built by hand, so that most tests need no model: one line a token, `text|lemma|TAG|dep|head index`."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc

VOCAB = English().vocab

TAGS_OF_POS = {
    "NOUN": "NN NNS",
    "PROPN": "NNP NNPS",
    "PRON": "PRP PRP$ WP WDT",
    "VERB": "VB VBD VBZ VBP VBN VBG",
    "AUX": "MD",
    "ADP": "IN RP",
    "PART": "TO POS",
    "ADV": "RB",
    "ADJ": "JJ",
    "DET": "DT",
    "CCONJ": "CC",
    "NUM": "CD",
    "PUNCT": ". , HYPH",
}
POS_OF_TAG = {tag: pos for pos, tags in TAGS_OF_POS.items() for tag in tags.split()}


def doc_of(lines: str) -> Doc:
    """The document of a small table; a head index counts from 0, a root names itself."""
    rows = [line.split("|") for line in lines.strip().splitlines()]
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
