"""The figures of an evaluation: precision, recall and F1 by root and by relation, confusions, the worst sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extractors.agreement import NOTHING, Judgement, is_party, judge, judged
from extractors.gold import Form, Gold, Party
from extractors.reliability import Bin, calibration_error, reliability
from schemas.records import Mention


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one root or relation; `n_gold` acts have it by the gold, `n_given` by the coder."""

    key: str
    precision: float
    recall: float
    f1: float
    n_gold: int
    n_given: int


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a coder reached on one gold.

    `figures` holds shares in 0..1 (and mentions per text); one that the gold has no annotations for is missing.
    `by_root` is empty where the gold gives relations alone. `wrong` are the surest first; `missed` are acts for which
    nothing was found, the core of an article's events first.
    """

    name: str
    form: Form
    n_texts: int
    n_acts: int
    n_mentions: int
    figures: Mapping[str, float]
    by_root: tuple[Score, ...]
    by_label: tuple[Score, ...]
    confusions: tuple[tuple[str, str, int], ...]
    reliability: tuple[Bin, ...]
    wrong: tuple[Judgement, ...]
    missed: tuple[Judgement, ...]


def evaluate(gold: Gold, mentions: Iterable[Mention]) -> Evaluation:
    """The figures of `mentions` on a gold whose texts they were coded from."""
    of_text: dict[str, list[Mention]] = {text.article.article_id: [] for text in gold.texts}
    for mention in mentions:
        of_text[mention.article_id].append(mention)
    judgements = [j for text in gold.texts for j in judge(text, of_text[text.article.article_id])]
    rated = [one for text in gold.texts for one in judged(text, of_text[text.article.article_id])]
    acts = [j for j in judgements if j.act is not None]
    n_mentions = sum(map(len, of_text.values()))
    by_label = scores((j.wanted_label, j.given_label) for j in judgements)
    bins = reliability([(m.confidence, is_right) for m, is_right in rated])
    figures = _figures(acts, by_label)
    if rated:
        figures["precision"] = sum(is_right for _, is_right in rated) / len(rated)
        figures["calibration_error"] = calibration_error(bins)
    return Evaluation(
        name=gold.name,
        form=gold.form,
        n_texts=len(gold.texts),
        n_acts=len(acts),
        n_mentions=n_mentions,
        figures=figures | {"mentions_per_text": n_mentions / len(gold.texts)},
        by_root=scores((j.wanted, j.given) for j in judgements if j.wanted is not None),
        by_label=by_label,
        confusions=_confusions(judgements),
        reliability=bins,
        wrong=tuple(sorted((j for j in judgements if j.is_wrong), key=_sureness, reverse=True)),
        missed=tuple(sorted((j for j in acts if j.mention is None), key=lambda j: not (j.act and j.act.is_core))),
    )


def scores(pairs: Iterable[tuple[str, str]]) -> tuple[Score, ...]:
    """The score of each key in pairs of (wanted, given), sorted by key; NOTHING is no key.

    >>> [(s.key, s.precision, s.recall) for s in scores([("04", "04"), ("04", "-"), ("-", "05")])]
    [('04', 1.0, 0.5), ('05', 0.0, 0.0)]
    """
    counts = Counter(pairs)
    keys = sorted({key for pair in counts for key in pair} - {NOTHING})
    n_wanted: Counter[str] = Counter()
    n_given: Counter[str] = Counter()
    for (wanted, given), n in counts.items():
        n_wanted[wanted] += n
        n_given[given] += n
    return tuple(_score(key, counts[key, key], n_wanted[key], n_given[key]) for key in keys)


def _score(key: str, n_right: int, n_gold: int, n_given: int) -> Score:
    precision = n_right / n_given if n_given else 0.0
    recall = n_right / n_gold if n_gold else 0.0
    f1 = 2 * precision * recall / (precision + recall) if n_right else 0.0
    return Score(key, precision, recall, f1, n_gold, n_given)


def macro_f1(by_label: Sequence[Score]) -> float | None:
    """The mean F1 of the relations that the gold has; None where it has none."""
    found = [score.f1 for score in by_label if score.n_gold]
    return sum(found) / len(found) if found else None


def _figures(acts: Sequence[Judgement], by_label: Sequence[Score]) -> dict[str, float]:
    """Every figure that rests on the gold's acts and for which the gold has annotations."""
    hits = [j for j in acts if j.hits]
    figures = {
        "macro_f1": macro_f1(by_label),
        "pair_recall": _share(j.pair == "right" for j in acts),
        "triple_recall": _share(bool(j.hits) for j in acts),
        "core_recall": _share(bool(j.hits) for j in acts if j.text.is_exhaustive and j.act and j.act.is_core),
        "direction_errors": _share(j.pair == "swapped" for j in acts),
        "code_recall": _share(_is_code_right(j) for j in acts if j.act and j.act.codes),
        "country_accuracy": _share(_is_country_right(j) for j in acts if j.mention and _has_countries(j)),
        "status_accuracy": _share(
            any(m.status == j.act.status for m in j.hits) for j in hits if j.act and j.act.status
        ),
        "date_accuracy": _share(_is_date_right(j) for j in hits if j.act and j.act.dates),
    }
    return {name: value for name, value in figures.items() if value is not None}


def _share(is_so: Iterable[bool]) -> float | None:
    """The share of what is so; None of nothing."""
    values = list(is_so)
    return sum(values) / len(values) if values else None


def _is_code_right(judgement: Judgement) -> bool:
    codes = judgement.act.codes if judgement.act else ()
    return any(m.cameo_code.startswith(codes) for m in judgement.hits)


def _is_date_right(judgement: Judgement) -> bool:
    dates = judgement.act.dates if judgement.act else ()
    return any(str(m.event_date).startswith(dates) for m in judgement.hits)


def _has_countries(judgement: Judgement) -> bool:
    act = judgement.act
    # Where the gold gives actors by code alone, the country is a part of the pair.
    return act is not None and act.source.text is not None and bool(act.source.codes or act.target.codes)


def _is_country_right(judgement: Judgement) -> bool:
    """True where both countries are those of the gold, in either order."""
    act, mention = judgement.act, judgement.mention
    if act is None or mention is None:
        return False
    sides = [(mention.source_country, mention.source_code), (mention.target_country, mention.target_code)]
    parties = [Party(None, party.codes) for party in (act.source, act.target) if party.codes]
    return all(any(is_party(party, None, *side) for side in sides) for party in parties)


def _confusions(judgements: Sequence[Judgement]) -> tuple[tuple[str, str, int], ...]:
    """(wanted, given, count), the commonest first: roots where the gold has them, else relations."""
    counts: Counter[tuple[str, str]] = Counter()
    for j in judgements:
        pair = (j.wanted_label, j.given_label) if j.wanted is None else (j.wanted, j.given)
        counts[pair] += pair[0] != pair[1]
    return tuple((wanted, given, n) for (wanted, given), n in counts.most_common() if n)


def _sureness(judgement: Judgement) -> float:
    return judgement.mention.confidence if judgement.mention else 0.0
