"""Whether a confidence means what it says: of the mentions at 0.8, are four in five right?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The share right and the count of a narrower bin would be mostly chance on a thousand mentions.
N_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The mentions with a confidence of `low` to less than `high`: how many, how sure on average, what share right."""

    low: float
    high: float
    n: int
    confidence: float
    right: float


def reliability(judged: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """The reliability table of (confidence, is right): the bins of equal width that hold something, the lowest first.

    >>> reliability([(0.875, True), (0.875, False), (1.0, True)])[0]
    Bin(low=0.8, high=0.9, n=2, confidence=0.875, right=0.5)
    """
    held: dict[int, list[tuple[float, bool]]] = {}
    for confidence, is_right in judged:
        held.setdefault(min(int(confidence * N_BINS + 1e-9), N_BINS - 1), []).append((confidence, is_right))
    return tuple(
        Bin(
            low=number / N_BINS,
            high=(number + 1) / N_BINS,
            n=len(inside),
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            right=sum(is_right for _, is_right in inside) / len(inside),
        )
        for number, inside in sorted(held.items())
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error: the distance of confidence from share right, averaged over mentions, in 0..1.

    Raises ValueError where the bins hold nothing.
    """
    n = sum(b.n for b in bins)
    if n == 0:
        raise ValueError("no mention was judged, so that there is no calibration error")
    return sum(b.n * abs(b.confidence - b.right) for b in bins) / n


def share_right_from(judged: Sequence[tuple[float, bool]], least: float) -> tuple[float, int]:
    """The share right of those with a confidence of at least `least`, and how many they are.

    Raises ValueError where there are none.
    """
    sure = [is_right for confidence, is_right in judged if confidence >= least]
    if not sure:
        raise ValueError(f"no mention has a confidence of {least} or more")
    return sum(sure) / len(sure), len(sure)
