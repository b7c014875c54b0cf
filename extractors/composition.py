"""CAMEO as composition: an outer stance over an inner act.

CAMEO repeats one list of acts under agreeing (03), appealing (02), demanding (10), refusing (12) and threatening (13).
`seeds/cameo/composition.csv` says which code each stance gives over each act, keyed by the code of the act itself;
the longest key that begins the inner code decides, so `0331` is "agree" over `071`, and over `0719` had CAMEO one.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from schemas.cameo import cameo_codes
from schemas.errors import SeedError
from schemas.seeds import read_csv, seed_path

Stance = Literal["agree", "appeal", "demand", "refuse", "threaten", "halt"]
STANCES: tuple[Stance, ...] = get_args(Stance)
# What a stance says where its content is not understood.
BARE_CODE: dict[Stance, str | None] = {
    "agree": "030",
    "appeal": "020",
    "demand": "100",
    "refuse": "120",
    "threaten": "130",
    "halt": None,
}
OWN_ROOT: dict[Stance, str] = {"agree": "03", "appeal": "02", "demand": "10", "refuse": "12", "threaten": "13"}
# Roots of acts against the target; to intend one of them is to threaten (CAMEO has no other place for it).
HOSTILE_ROOTS = frozenset({"13", "14", "15", "16", "17", "18", "19", "20"})
# Roots that are done by speaking: stating, appealing, intending, and 09 to 13. What is said has happened.
VERBAL_ROOTS = frozenset({"01", "02", "03", "10", "11", "12", "13"})


@cache
def composition_table() -> dict[str, dict[Stance, str]]:
    """The code under each stance by inner code. Raises SeedError where a row names a code that CAMEO has not."""
    table: dict[str, dict[Stance, str]] = {}
    known = cameo_codes()
    for line, row in read_csv(seed_path("cameo", "composition.csv"), ("act", "field", *STANCES)):
        cells: dict[Stance, str] = {stance: row[stance] for stance in STANCES if row[stance]}
        for code in (row["act"], *cells.values()):
            if code not in known:
                raise SeedError(f"cameo/composition.csv:{line}: CAMEO has no code {code!r}")
        table[row["act"]] = cells
    return table


def compose(stance: Stance, inner: str | None) -> str | None:
    """The code of `stance` over the act `inner`; None where CAMEO has no such composition.

    `compose("threaten", "163")` is "1312"; `compose("demand", compose("halt", "190"))` is "1056".
    """
    if inner is None:
        return BARE_CODE[stance]
    if inner[:2] == OWN_ROOT.get(stance):
        # "Renewed an appeal to extradite" is the appeal that stands inside.
        return inner
    if stance == "refuse" and is_hostile(inner):
        # Who rules out a blow rejects nothing that the other side asked for.
        return None
    if stance in {"appeal", "demand"} and is_hostile(inner):
        # CAMEO has a place for asking that a blow be stopped, none for asking that one be struck.
        return BARE_CODE[stance]
    table = composition_table()
    for length in range(len(inner), 1, -1):
        row = table.get(inner[:length])
        if row is not None:
            return row.get(stance)
    return BARE_CODE[stance]


def is_hostile(code: str) -> bool:
    """True where the act is done against its target by deed (roots 13 to 20)."""
    return code[:2] in HOSTILE_ROOTS


def intend(inner: str) -> str:
    """The code of a plan to do `inner`: a threat where the act is hostile, an intent to cooperate where it is not.

    Acts of speech keep their code: nobody "intends to demand" in CAMEO.
    """
    if inner[:2] in VERBAL_ROOTS or inner[:2] == "09":
        return inner
    composed = compose("threaten" if is_hostile(inner) else "agree", inner)
    return composed or inner
