"""The score of the rules, made to mean something: the share of mentions with such a score that are right.

What a rule is worth where it fires is weighed by how its actors were found: the farther the source stands from the
act, in the parse and in the text, the likelier is another one, and who is placed in no country is less often a party.
From there a line through a few knots, `seeds/cameo/confidence.csv`, leads to the confidence. It is fitted on gold
annotations by `python -m tests.accuracy.calibrate`, and rises everywhere, so that the order of scores stays and a score
can be told from its confidence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from schemas.errors import SeedError
from schemas.records import Act
from schemas.seeds import read_csv, seed_path

FILE = ("cameo", "confidence.csv")
COLUMNS = ("raw", "calibrated", "n", "comment")
# What is left of a score for each step of the parse from source to act beyond the first, for each so many characters
# between them, and for a source and a target without a country. Round numbers, set by the shares right on the gold's
# even rows.
STEP, GAP, NO_SOURCE_COUNTRY, NO_TARGET_COUNTRY = 0.9, 0.9, 0.9, 0.85
GAP_CHARACTERS, MOST_GAPS = 30, 4
# More knots would follow the gold's chances.
MOST_KNOTS = 8
# Scores have three digits; where the map is flat, one more keeps them apart.
SCORE_DIGITS, DIGITS = 3, 4


@dataclass(frozen=True, slots=True)
class Knot:
    """A score of the rules, and the share right there. `n` is the number of mentions that it rests on."""

    raw: float
    calibrated: float
    n: int


def score_of(act: Act) -> float:
    """The score of an act in 0..1, to three digits: what the rules give it, weighed by how its actors were found."""
    score = act.confidence * STEP ** _steps_beyond_first(act.path) * GAP ** _gaps(act)
    if act.source.country is None:
        score *= NO_SOURCE_COUNTRY
    if act.target is None or act.target.country is None:
        score *= NO_TARGET_COUNTRY
    return round(score, SCORE_DIGITS)


def _steps_beyond_first(path: str) -> int:
    """The steps from source to act in a path such as "Israel ^conj Morocco ^nsubj signed | ...", less one."""
    words = path.partition(" | ")[0].split()
    return max(0, (len(words) - 1) // 2 - 1)


def _gaps(act: Act) -> int:
    source = act.source
    between = max(act.trigger_start - source.end, source.start - act.trigger_end, 0)
    return min(between // GAP_CHARACTERS, MOST_GAPS)


def calibrated(raw: float) -> float:
    """The confidence, in 0..1, of a mention with this score of the rules, in 0..1."""
    knots = load_knots()
    return round(on_line([(k.raw, k.calibrated) for k in knots], raw), DIGITS)


def raw_of(confidence: float) -> float:
    """The score of the rules that a confidence was made from, to three digits."""
    knots = load_knots()
    return round(on_line([(k.calibrated, k.raw) for k in knots], confidence), SCORE_DIGITS)


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


def on_line(points: Sequence[tuple[float, float]], x: float) -> float:
    """The height at `x` of the line through points that rise; that of the nearest end outside of them."""
    x = min(max(x, points[0][0]), points[-1][0])
    after = min(bisect_right([p[0] for p in points], x), len(points) - 1)
    (x0, y0), (x1, y1) = points[after - 1], points[after]
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
