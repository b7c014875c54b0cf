"""The score of the rules, made to mean something: the share of mentions with such a score that are right.

The map is a line through a few knots, `seeds/cameo/confidence.csv`, fitted on gold annotations by
`python -m tests.accuracy.calibrate`. It rises everywhere, so that the order of mentions stays and can be undone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from schemas.errors import SeedError
from schemas.seeds import read_csv, seed_path

FILE = ("cameo", "confidence.csv")
COLUMNS = ("raw", "calibrated", "n", "comment")
# More knots would follow the gold's chances.
MOST_KNOTS = 8
# Scores have three digits; a slope of 0.1 needs one more to keep them apart.
DIGITS = 4


@dataclass(frozen=True, slots=True)
class Knot:
    """A score of the rules, and the share right there. `n` is the number of mentions that it rests on."""

    raw: float
    calibrated: float
    n: int


def calibrated(raw: float) -> float:
    """The confidence, in 0..1, of a mention with this score of the rules, in 0..1."""
    knots = load_knots()
    return round(_on_line([(k.raw, k.calibrated) for k in knots], raw), DIGITS)


def raw_of(confidence: float) -> float:
    """The score of the rules that a confidence was made from, to three digits."""
    knots = load_knots()
    return round(_on_line([(k.calibrated, k.raw) for k in knots], confidence), DIGITS - 1)


@cache
def load_knots() -> tuple[Knot, ...]:
    """The knots, the lowest first. Raises SeedError where they are too many, do not rise, or do not span 0 to 1."""
    knots = []
    for line, row in read_csv(seed_path(*FILE), COLUMNS):
        try:
            knots.append(Knot(float(row["raw"]), float(row["calibrated"]), int(row["n"])))
        except ValueError as error:
            raise SeedError(f"{'/'.join(FILE)}:{line}: {error}") from error
    check_knots(knots)
    return tuple(knots)


def check_knots(knots: Sequence[Knot]) -> None:
    """Raise SeedError where knots make no map: too many, falling or level, or not from score 0 to score 1."""
    name = "/".join(FILE)
    if not 2 <= len(knots) <= MOST_KNOTS:
        raise SeedError(f"{name}: {len(knots)} knots, expected 2 to {MOST_KNOTS}")
    for low, high in pairwise(knots):
        if low.raw >= high.raw or low.calibrated >= high.calibrated:
            raise SeedError(f"{name}: raw {high.raw} does not rise above raw {low.raw}")
    if (knots[0].raw, knots[-1].raw) != (0.0, 1.0) or knots[0].calibrated < 0 or knots[-1].calibrated > 1:
        raise SeedError(f"{name}: scores must span 0 to 1, and confidences lie within")


def _on_line(points: Sequence[tuple[float, float]], x: float) -> float:
    """The height at `x` of the line through points that rise; that of the nearest end outside of them."""
    x = min(max(x, points[0][0]), points[-1][0])
    after = min(bisect_right([p[0] for p in points], x), len(points) - 1)
    (x0, y0), (x1, y1) = points[after - 1], points[after]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
