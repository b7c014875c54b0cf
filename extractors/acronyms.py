"""Acronyms that an article introduces itself: "the Gulf Fisheries Council (GFC)", and later "the GFC"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.antecedents import Referent
from extractors.gazetteer import fold
from extractors.reading import Reading

ACRONYM = re.compile(r"[A-Z][A-Za-z]?[A-Z&-]*[A-Z]s?")
LONGEST_ACRONYM = 8
# Who or where somebody is has no acronym of this kind: "Smith (R)", "Dubois (FRA)".
BODIES = frozenset({"name", "organisation", "role"})


def link_acronyms(readings: Sequence[Reading], referents: Sequence[Sequence[Referent]]) -> list[list[Referent]]:
    """The referents in which an acronym that was introduced before stands for the actor that it abbreviates.

    The article's own acronym wins over one that is known otherwise.
    """
    known: dict[str, Referent] = {}
    linked = []
    for reading, row in zip(readings, referents, strict=True):
        linked.append([as_introduced(referent, known) for referent in row])
        for referent in row:
            acronym = acronym_after(referent, reading)
            if acronym is not None:
                known.setdefault(acronym, referent)
    return linked


def acronym_after(referent: Referent, reading: Reading) -> str | None:
    """The acronym in parentheses right after an organisation's name, None where there is none or it does not fit."""
    doc, i, core = reading.doc, referent.unit.end, referent.unit.core
    if core.kind not in BODIES or core.has("country", "capital", "adjective", "demonym") or i + 2 >= reading.end:
        return None
    word = doc[i + 1].text
    if doc[i].text != "(" or doc[i + 2].text != ")" or len(word) > LONGEST_ACRONYM or not ACRONYM.fullmatch(word):
        return None
    return word if is_acronym_of(word, reading.text(referent.unit.start, i)) else None


def is_acronym_of(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym begin words of the name, in their order, one or none left over.

    A name in another language than its acronym keeps most of its initials; a stock exchange's sign does not.
    """
    initials = [fold(word)[0].upper() for word in re.findall(r"[^\W\d_]+", name)]
    letters, n_missing = [letter for letter in acronym.rstrip("s") if letter.isupper()], 0
    for letter in letters:
        if letter in initials:
            initials = initials[initials.index(letter) + 1 :]
        else:
            n_missing += 1
    return len(letters) > 1 and n_missing <= len(letters) // 3


def as_introduced(referent: Referent, known: dict[str, Referent]) -> Referent:
    """`referent` as the actor that its acronym was introduced for, or as it is."""
    mention = referent.mention
    text = mention.text.removeprefix("the ").removeprefix("The ")
    if text not in known or referent.unit.parts or referent.is_hidden:
        return referent
    full = known[text]
    if full.mention.code is None and mention.code is not None:
        return replace(referent, mention=replace(mention, name=full.mention.name))
    same = replace(
        mention,
        name=full.mention.name,
        code=full.mention.code,
        country=full.mention.country,
        sector=full.mention.sector,
        basis="antecedent" if full.mention.code else mention.basis,
    )
    return replace(referent, mention=same, roles=referent.roles | full.roles, is_pending=False)
