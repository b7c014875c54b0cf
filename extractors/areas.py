"""Parts of countries by the words that call them so: "Kano State", "the Tigray region", "the island of Leyte"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from spacy.tokens import Doc, Span, Token

from extractors.cities import country_of_city
from extractors.sites import is_deed

# CAMEO region codes for adjectives of regions; those that it has no code for take that of the larger region.
REGIONS = {
    "african": "AFR",
    "arab": "MEA",
    "asian": "ASA",
    "balkan": "BLK",
    "caribbean": "CRB",
    "central american": "LAM",
    "central asian": "CAS",
    "east african": "EAF",
    "east asian": "ASA",
    "eastern european": "EEU",
    "european": "EUR",
    "gulf": "PGS",
    "latin american": "LAM",
    "middle eastern": "MEA",
    "north african": "NAF",
    "north american": "NMR",
    "scandinavian": "SCN",
    "south american": "SAM",
    "south asian": "SAS",
    "southeast asian": "SEA",
    "southern african": "SAF",
    "west african": "WAF",
    "western": "WST",
}
REGION_NAMES = {
    "Africa": "AFR",
    "Asia": "ASA",
    "Europe": "EUR",
    "Latin America": "LAM",
    "the Middle East": "MEA",
    "Middle East": "MEA",
    "South America": "SAM",
    "Southeast Asia": "SEA",
    "South Asia": "SAS",
    "Central Asia": "CAS",
    "West Africa": "WAF",
    "East Africa": "EAF",
    "North Africa": "NAF",
}
AREA_WORDS = frozenset(
    "county department district governorate island municipality oblast peninsula prefecture province region "
    "state territory valley".split()
)
# Before "of" these make a place of whatever name follows.
PLACE_WORDS = frozenset({*AREA_WORDS, "city", "suburb", "town", "village"} - {"department", "state"})
LONGEST_NAME = 3
# Who and what is of a place: "the governor of Sonora", "residents of Bunia".
LOCALS = frozenset("capital governor mayor outskirt resident suburb".split())
NEAR = frozenset("in near outside inside across throughout".split())


def area_spans(sentence: Span) -> Iterator[tuple[int, int]]:
    """Yield the token ranges (half-open) of the names that area words stand beside, in order."""
    doc = sentence.doc
    for token in sentence:
        lower = token.lower_
        if lower in AREA_WORDS and (start := name_start(doc, token.i, sentence.start)) < token.i:
            follows = doc[token.i + 1] if token.i + 1 < sentence.end else None
            is_longer = follows is not None and follows.tag_ in {"NNP", "NNPS"} and token.tag_ == "NNP"
            if not is_longer and country_of_area(doc[start : token.i + 1].text, mentioned=()):
                yield start, token.i + 1
        elif lower in PLACE_WORDS and token.i + 2 < sentence.end and doc[token.i + 1].lower_ == "of":
            end = name_end(doc, token.i + 2, sentence.end)
            if end > token.i + 2 and token.text.islower():
                yield token.i + 2, end


def name_start(doc: Doc, end: int, least: int) -> int:
    """Where the proper name begins that ends at `end`; `end` where there is none."""
    i = end
    while i > least and end - i < LONGEST_NAME and is_name_word(doc[i - 1]):
        i -= 1
    return i


def name_end(doc: Doc, start: int, limit: int) -> int:
    """Where the proper name ends that begins at `start`."""
    i = start
    while i < limit and i - start < LONGEST_NAME and is_name_word(doc[i]):
        i += 1
    return i


def is_name_word(token: Token) -> bool:
    """Whether a word may belong to a place's name."""
    return token.tag_ in {"NNP", "NNPS"} and token.text[0].isupper() and token.ent_type_ not in {"DATE", "NORP"}


def country_of_area(text: str, *, mentioned: Collection[str]) -> str | None:
    """The ISO3 country of a city or area, with or without the word for what it is; None where it is not known."""
    words = text.removeprefix("the ").removeprefix("The ").split()
    if len(words) > 1 and words[-1].lower() in AREA_WORDS:
        whole = country_of_city(" ".join(words), mentioned=mentioned)
        return whole or country_of_area(" ".join(words[:-1]), mentioned=mentioned)
    return country_of_city(" ".join(words), mentioned=mentioned)


def is_told_as_place(token: Token, *, is_person: bool) -> bool:
    """Whether the sentence treats a name as a place: where something is, or what is attacked.

    With `is_person` the model takes it for a person, who may be attacked, too.
    """
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        return token.head.head.lemma_.lower() in LOCALS
    if token.dep_ == "pobj":
        return token.head.lower_ in NEAR
    return not is_person and token.dep_ == "dobj" and is_deed(token.head) and token.head.lemma_.lower() != "sanction"


def region_of(words: Sequence[str]) -> str | None:
    """The code of the region whose adjective is among the words of a phrase, in small letters: "Latin American"."""
    pairs = [*(f"{one} {two}" for one, two in pairwise(words)), *words]
    return next((REGIONS[name] for name in pairs if name in REGIONS), None)


def region_code(text: str) -> str | None:
    """The CAMEO code of a continent or region named as such."""
    return REGION_NAMES.get(text)
