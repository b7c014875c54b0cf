"""The CAMEO code table: parents, quad classes, Goldstein scores and PLOVER types."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from schemas.errors import SeedError
from schemas.seeds import read_csv, seed_path

COLUMNS = ("code", "name", "parent", "root", "quad_class", "goldstein", "plover")

# CAMEO's four classes: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
QUAD_CLASS_NAMES = {
    1: "verbal cooperation",
    2: "material cooperation",
    3: "verbal conflict",
    4: "material conflict",
}


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One row of the CAMEO table; codes are strings, their leading zero matters."""

    code: str
    name: str
    parent: str | None
    root: str
    quad_class: int
    goldstein: float
    plover: str | None


@cache
def cameo_codes() -> dict[str, CameoCode]:
    """All CAMEO codes by code. Source: the CAMEO 1.1b3 code list with Goldstein scores as ICEWS and GDELT use them."""
    table: dict[str, CameoCode] = {}
    for line, row in read_csv(seed_path("cameo", "codes.csv"), COLUMNS):
        if row["code"] in table:
            raise SeedError(f"cameo/codes.csv:{line}: code {row['code']} stands twice")
        table[row["code"]] = CameoCode(
            code=row["code"],
            name=row["name"],
            parent=row["parent"] or None,
            root=row["root"],
            quad_class=int(row["quad_class"]),
            goldstein=float(row["goldstein"]),
            plover=row["plover"] or None,
        )
    return table


def cameo(code: str) -> CameoCode:
    """The row of one code. Raises KeyError with the code where CAMEO has none such."""
    return cameo_codes()[code]
