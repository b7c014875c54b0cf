"""What the ranker may answer: the codes below CAMEO's roots, NONE, and the statuses."""

from __future__ import annotations

from schemas.cameo import cameo_codes
from schemas.corpus import NONE, STATUSES

CODES: tuple[str, ...] = (NONE, *sorted(code for code in cameo_codes() if len(code) > 2))
ROOTS: tuple[str, ...] = (NONE, *sorted({code[:2] for code in CODES[1:]}))
ROOT_OF: tuple[int, ...] = (0, *(ROOTS.index(code[:2]) for code in CODES[1:]))
STATUS_LABELS: tuple[str, ...] = STATUSES
