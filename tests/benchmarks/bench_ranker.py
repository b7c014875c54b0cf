"""What the ranker costs: CPU time of the hybrid over that of the rules alone, on the sample articles.

python -m tests.benchmarks.bench_ranker                        the network and window as they are
python -m tests.benchmarks.bench_ranker --window 88 48 32      with sentences cut to so many pieces
python -m tests.benchmarks.bench_ranker --network FOLDER ...   with other networks (`dragoman train --out`)

A line for each: the ratio of CPU times measured in one run, each the least of REPEATS; candidates judged, and their
mean number of pieces. Machines are noisy: compare ratios of one run alone.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from unittest import mock

from extractors import pipeline
from extractors.pipeline import extract_articles
from extractors.ranker import encoding
from extractors.ranker.encoding import Candidate
from extractors.ranker.judge import MODEL, Judgement, Ranker, load_ranker
from extractors.read import read_inputs
from schemas.records import RawArticle
from schemas.seeds import seed_path

REPEATS = 3


def least_seconds(work: Callable[[], object]) -> float:
    """The least CPU time of REPEATS runs, in seconds."""
    found = []
    for _ in range(REPEATS):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def counted(articles: Sequence[RawArticle], network: Path) -> tuple[int, float]:
    """How many candidates the network judges in the articles, and their mean number of pieces."""
    seen: list[int] = []
    judge = Ranker.judge

    def watched(self: Ranker, candidates: Sequence[Candidate]) -> list[Judgement]:
        seen.extend(len(self.encoder.encode(candidate).ids) for candidate in candidates)
        return judge(self, candidates)

    with (
        mock.patch.object(Ranker, "judge", watched),
        mock.patch.object(pipeline, "load_ranker", lambda: load_ranker(network)),
    ):
        extract_articles(articles, coder="hybrid")
    return len(seen), sum(seen) / max(1, len(seen))


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, nargs="*", default=[MODEL])
    parser.add_argument("--window", type=int, nargs="*", default=[encoding.MOST_PIECES])
    args = parser.parse_args()
    articles = read_inputs([seed_path("articles")]).articles
    extract_articles(articles, coder="hybrid")
    for network in args.network:
        for window in args.window:
            with mock.patch.object(encoding, "MOST_PIECES", window):
                n, pieces = counted(articles, network)
                rules = least_seconds(lambda: extract_articles(articles, coder="rules"))
                with mock.patch.object(pipeline, "load_ranker", lambda network=network: load_ranker(network)):
                    hybrid = least_seconds(lambda: extract_articles(articles, coder="hybrid"))
            print(
                f"{network.name}, window {window}: rules {rules:.2f} s, hybrid {hybrid:.2f} s, added "
                f"{hybrid / rules - 1:.0%}; {n} candidates of {pieces:.0f} pieces",
                flush=True,
            )


if __name__ == "__main__":
    main()
