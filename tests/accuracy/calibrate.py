"""Fit the map from the rules' scores to confidences, and write it with what it rests on.

python -m tests.accuracy.calibrate           fit and print
python -m tests.accuracy.calibrate --write   fit and write seeds/cameo/confidence.csv

It is fitted on the even rows of the sentence sets and on the articles; the gate looks at the odd rows. "Right" is a
mention whose pair and relation are those of the gold (see extractors.agreement.judged).
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extractors.confidence import COLUMNS, FILE, MOST_KNOTS, Knot, check_knots, raw_of
from schemas.seeds import seed_path
from tests.accuracy.measure import SHARED, coded_sets, judged_confidences

# Every score is at least this much surer than one that is lower by 1, so that the order of mentions stays.
LEAST_SLOPE = 0.15
# The ends of the scale are knots too.
MOST_BLOCKS = MOST_KNOTS - 2


@dataclass(frozen=True, slots=True)
class Block:
    """Mentions of neighbouring scores: how many, their mean score, the share right."""

    n: int
    raw: float
    right: float
    low: float
    high: float


def fit(judged: Sequence[tuple[float, bool]]) -> list[tuple[Knot, str]]:
    """Knots that rise, with a comment on each, from (raw score, is right)."""
    blocks = pool(blocks_of(judged))
    inner = [(Knot(b.raw, round(_within(b), 3), b.n), f"scores {b.low:.3f} to {b.high:.3f}") for b in blocks]
    top = inner[-1][0].calibrated + LEAST_SLOPE * (1 - blocks[-1].raw)
    return [
        (Knot(0.0, 0.0, 0), "start of the scale"),
        *inner,
        (Knot(1.0, round(top, 3), 0), "end of the scale by the least slope"),
    ]


def _within(block: Block) -> float:
    """The share right, drawn in where it leaves the ends of the scale no room to rise from or to."""
    return min(max(block.right, LEAST_SLOPE * block.raw), 1 - LEAST_SLOPE * (1 - block.raw))


def blocks_of(judged: Sequence[tuple[float, bool]], n_blocks: int = MOST_BLOCKS) -> list[Block]:
    """At most `n_blocks` blocks of about equal size; mentions with one score are never parted."""
    by_score: dict[float, list[bool]] = {}
    for score, is_right in sorted(judged):
        by_score.setdefault(score, []).append(is_right)
    groups: list[list[Block]] = [[] for _ in range(n_blocks)]
    before = 0
    for score, rights in by_score.items():
        middle = before + len(rights) / 2
        groups[int(middle * n_blocks / len(judged))].append(
            Block(len(rights), score, sum(rights) / len(rights), score, score)
        )
        before += len(rights)
    return [merged(group) for group in groups if group]


def merged(blocks: Sequence[Block]) -> Block:
    """One block of several neighbours."""
    n = sum(b.n for b in blocks)
    raw = sum(b.n * b.raw for b in blocks) / n
    right = sum(b.n * b.right for b in blocks) / n
    return Block(n, round(raw, 3), right, blocks[0].low, blocks[-1].high)


def pool(blocks: Sequence[Block]) -> list[Block]:
    """Pool adjacent violators: neighbours that do not rise by the least slope become one block."""
    pooled: list[Block] = []
    for block in blocks:
        pooled.append(block)
        while len(pooled) > 1 and _slope(pooled[-2], pooled[-1]) < LEAST_SLOPE:
            pooled[-2:] = [merged(pooled[-2:])]
    return pooled


def _slope(low: Block, high: Block) -> float:
    return (high.right - low.right) / (high.raw - low.raw)


def write(knots: Sequence[tuple[Knot, str]], path: Path) -> None:
    """Write the knots as a seed table. Raises SeedError, and writes nothing, where they make no map."""
    check_knots([knot for knot, _ in knots])
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        for knot, comment in knots:
            writer.writerow([f"{knot.raw:g}", f"{knot.calibrated:g}", knot.n, comment])


def main() -> None:
    """Fit on the gold, print the knots, and write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    judged = judged_confidences(coded_sets(SHARED, "rules"), rows="even")
    knots = fit([(raw_of(confidence), is_right) for confidence, is_right in judged])
    for knot, comment in knots:
        print(f"{knot.raw:.3f} -> {knot.calibrated:.3f}   n={knot.n:<5} {comment}")
    if args.write:
        write(knots, seed_path(*FILE))


if __name__ == "__main__":
    main()
