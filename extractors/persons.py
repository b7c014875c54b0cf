"""Which actors' names are names of persons, as far as the name alone tells.

Two heads of one office on two trips are two visits, but "the foreign minister" may be either; so merging must know a
person's name from that of an office, a body or a country. A person's name has two to four words, all with a capital but
for particles ("Ursula von der Leyen"), none of which names a body, force or office, and is no name in the tables of
countries, regions, organisations and groups. What it takes for a person wrongly ("Ratio Petroleum") does little harm:
two such names are two actors as well.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

from extractors.gazetteer import COUNTRY_COLUMNS, GROUP_COLUMNS, ORGANISATION_COLUMNS
from schemas.seeds import read_csv, seed_path, split_cell

PARTICLES = frozenset("al ap ben bin da dal de del der di dos du el ibn la le st ten ter van von".split())
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
MIN_WORDS, MAX_WORDS = 2, 4
MAX_INITIALS = 2
# "Baker" and "Mason" are surnames; who carries a word of these classes in his name is none.
IMPERSONAL = frozenset({"band", "body", "force", "holder", "office", "state", "weapon"})
ROLE_COLUMNS = ("noun", "code", "category", "examples")
# The tables of names that are no persons', with all their columns and those that hold names.
NAME_TABLES = {
    "countries.csv": (COUNTRY_COLUMNS, COUNTRY_COLUMNS[1:-1]),
    "regions.csv": (("name", "iso3"), ("name",)),
    "organisations.csv": (ORGANISATION_COLUMNS, ("name", "aliases")),
    "groups.csv": (GROUP_COLUMNS, ("name", "aliases")),
}


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name without case, accents, article and runs of spaces."""
    plain = unicodedata.normalize("NFKD", name)
    words = "".join(c for c in plain if not unicodedata.combining(c)).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=65536)
def surname_of(name: str | None) -> str | None:
    """The folded last name of a person, None where `name` is not a person's."""
    words = [word for word in (name or "").split() if fold_name(word).strip(".") not in SUFFIXES]
    if not MIN_WORDS <= len(words) <= MAX_WORDS or not all(_may_stand_in_name(word) for word in words):
        return None
    folded = [fold_name(word) for word in words]
    if " ".join(folded) in _known_names() or not _impersonal_words().isdisjoint(folded):
        return None
    return folded[-1]


def _may_stand_in_name(word: str) -> bool:
    if word.casefold() in PARTICLES or word.casefold().startswith(("al-", "el-")):
        return True
    letters = word.replace(".", "").replace("-", "").replace("'", "").replace("’", "")
    # "AK Antony" has initials, "UN Council" an abbreviation: what tells them apart is the table of known names.
    return word[0].isupper() and letters.isalpha() and (not word.isupper() or len(letters) <= MAX_INITIALS)


@cache
def _known_names() -> frozenset[str]:
    """All names of the tables that are no persons, folded."""
    found = set()
    for table, (columns, naming) in NAME_TABLES.items():
        for _, row in read_csv(seed_path("actors", table), columns):
            found |= {fold_name(name) for column in naming for name in split_cell(row[column])}
    return frozenset(found)


@cache
def _impersonal_words() -> frozenset[str]:
    """The words of all bodies, forces and offices: "ministry", "army", "president"."""
    rows = read_csv(seed_path("actors", "roles.csv"), ROLE_COLUMNS)
    nouns = [row["noun"] for _, row in rows if row["category"] in IMPERSONAL]
    return frozenset(fold_name(word) for noun in nouns for word in noun.split() if word not in PARTICLES)
