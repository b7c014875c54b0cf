"""How well the ranker judges rows of the corpus: figures for its card, and the pairs of roots that it mixes up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.ranker.encoding import candidate_of
from extractors.ranker.judge import Judgement, Ranker
from extractors.ranker.labels import ROOTS
from schemas.corpus import NONE, CorpusRow

N_BINS = 10
N_CONFUSIONS = 15


@dataclass(frozen=True, slots=True)
class Measures:
    """Shares of 1 over `n` rows. `code_accuracy` and `status_accuracy` are over rows that are acts,
    `direction_accuracy` over each of those asked both ways round. `reliability` has (mean probability, share right,
    number of rows) of the likeliest root, by tenths; `calibration_error` is their mean gap. `confusions` are (truth,
    answer, number)."""

    n: int
    root_macro_f1: float
    root_accuracy: float
    code_accuracy: float
    status_accuracy: float
    direction_accuracy: float
    none_precision: float
    none_recall: float
    calibration_error: float
    reliability: tuple[tuple[float, float, int], ...]
    confusions: tuple[tuple[str, str, int], ...]


def measure(ranker: Ranker, rows: Sequence[CorpusRow]) -> Measures:
    """The figures of the ranker over rows. Raises ValueError where none of them is an act."""
    candidates = list(map(candidate_of, rows))
    judged = ranker.judge(candidates)
    acts = [i for i, row in enumerate(rows) if row.code != NONE]
    if not acts:
        raise ValueError("no row is an act; there is nothing to measure")
    turned = ranker.judge([candidates[i].turned() for i in acts])
    truth = [row.root for row in rows]
    answers = [ROOTS[int(one.roots.argmax())] for one in judged]
    mixed = Counter((a, b) for a, b in zip(truth, answers, strict=True) if a != b)
    n_none = Counter((a == NONE, b == NONE) for a, b in zip(truth, answers, strict=True))
    table = reliability(judged, truth)
    return Measures(
        n=len(rows),
        root_macro_f1=macro_f1(truth, answers),
        root_accuracy=_share(a == b for a, b in zip(truth, answers, strict=True)),
        code_accuracy=_share(judged[i].best(1)[0][0] == rows[i].code for i in acts),
        status_accuracy=_share(judged[i].status == rows[i].status for i in acts),
        direction_accuracy=_share([*(judged[i].turned < 0.5 for i in acts), *(one.turned >= 0.5 for one in turned)]),
        none_precision=n_none[True, True] / max(1, n_none[True, True] + n_none[False, True]),
        none_recall=n_none[True, True] / max(1, n_none[True, True] + n_none[True, False]),
        calibration_error=sum(abs(p - right) * n for p, right, n in table) / len(rows),
        reliability=table,
        confusions=tuple((a, b, n) for (a, b), n in mixed.most_common(N_CONFUSIONS)),
    )


def macro_f1(truth: Sequence[str], answers: Sequence[str]) -> float:
    """The mean of the F1 of all labels that stand in `truth`."""
    pairs = list(zip(truth, answers, strict=True))
    scores = []
    for label in sorted(set(truth)):
        hits = sum(a == label == b for a, b in pairs)
        wrong = sum((a == label) != (b == label) for a, b in pairs)
        scores.append(2 * hits / max(1, 2 * hits + wrong))
    return sum(scores) / len(scores)


def reliability(judged: Sequence[Judgement], truth: Sequence[str]) -> tuple[tuple[float, float, int], ...]:
    """(mean probability, share right, number) of the likeliest root for each tenth of probability that holds a row."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one, root in zip(judged, truth, strict=True):
        roots = one.roots
        best = int(roots.argmax())
        bins.setdefault(min(int(roots[best] * N_BINS), N_BINS - 1), []).append(
            (float(roots[best]), ROOTS[best] == root)
        )
    return tuple(
        (sum(p for p, _ in found) / len(found), sum(right for _, right in found) / len(found), len(found))
        for _, found in sorted(bins.items())
    )


def _share(flags: Iterable[bool]) -> float:
    seen = list(flags)
    return sum(seen) / len(seen)
