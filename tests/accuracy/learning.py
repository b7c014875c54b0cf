"""How the hybrid does by size of corpus and by part: the learning curve and the ablation, on the odd rows.

python -m tests.accuracy.learning --sizes 1000 2000 4000 8000    train on so many rows and code (needs dragoman[train])
python -m tests.accuracy.learning                                rules, ranker alone, hybrid, as they are

The networks of the curve have three layers and fixed numbers of steps, so that small ones are not undertrained.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from extractors.hybrid import Combiner, load_combiner
from extractors.ranker.judge import Ranker, load_ranker
from tests.accuracy.gathered import ARTICLE_SETS, SENTENCES, Read, gathered, judged, scored_articles, scored_sentences
from tests.accuracy.measure import SHARED, load_scorer

LAYERS, LEAST_STEPS, MOST_PASSES = 3, 500, 20
# A pool in which a rule's root counts nothing, and so does whether a rule or a proposal brought the candidate.
RANKER_ALONE = {"rule": 0.0, "rule_score": 0.0, "none_rule": 0.0, "none_open": 0.0, "direct": 0.0, "statement": 0.0}
FIGURES = ("macro_f1", "triple_recall", "mentions_per_row")


def odd_rows(read: Sequence[Read], ranker: Ranker, combiner: Combiner) -> dict[str, Any]:
    """What the scorer says of the odd rows."""
    return scored_sentences(judged(read, ranker), combiner, load_scorer(SHARED), SHARED, "odd")


def trained_on(size: int, folder: Path) -> Ranker:
    """A network trained on the first `size` rows of the train split in the order of their ids, which are hashes."""
    from extractors.ranker import training
    from flows.train import write_trained
    from schemas.corpus import read_corpus

    rows = sorted((row for row in read_corpus() if row.split == "train"), key=lambda row: row.id)[:size]
    passes = min(MOST_PASSES, max(6, LEAST_STEPS * training.BATCH // len(rows)))
    recipe = training.Recipe(layers=LAYERS, passes=passes)
    network = training.train(rows, recipe, told=lambda _: None, after_pass=lambda _: "")
    validation = [row for row in read_corpus() if row.split == "validation"]
    write_trained(network, validation, folder)
    return load_ranker(folder)


def print_curve(sizes: Sequence[int], read: Sequence[Read]) -> None:
    """A line for each size of corpus."""
    combiner = load_combiner()
    alone = replace(combiner, **RANKER_ALONE, lead=0.0)
    for size in sizes:
        with TemporaryDirectory() as folder:
            ranker = trained_on(size, Path(folder))
            by_hybrid, by_ranker = odd_rows(read, ranker, combiner), odd_rows(read, ranker, alone)
        print(f"{size:6} rows: hybrid {_told(by_hybrid)}; ranker alone {_told(by_ranker)}", flush=True)


def print_ablation(sets: dict[str, list[Read]]) -> None:
    """A line for the ranker alone and one for the hybrid; the rules' own figures are those of the gate."""
    combiner, ranker, scorer = load_combiner(), load_ranker(), load_scorer(SHARED)
    for name, weights in (("ranker alone", replace(combiner, **RANKER_ALONE, lead=0.0)), ("hybrid", combiner)):
        print(f"{name}: odd rows {_told(odd_rows(sets[SENTENCES], ranker, weights))}")
        for articles in ARTICLE_SETS:
            result = scored_articles(judged(sets[articles], ranker), weights, scorer, SHARED, articles)
            print(f"    {articles} core recall {result['core_recall']:.3f}, precision {result['precision']:.3f}")


def _told(figures: dict[str, Any]) -> str:
    return ", ".join(f"{name} {figures[name]:.3f}" for name in FIGURES)


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[])
    args = parser.parse_args()
    sets = gathered(SHARED)
    if args.sizes:
        print_curve(args.sizes, sets[SENTENCES])
    else:
        print_ablation(sets)


if __name__ == "__main__":
    main()
