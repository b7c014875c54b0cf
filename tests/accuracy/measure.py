"""What the coder reaches on the gold annotations, by the scorer that lies beside them."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from extractors.agreement import judged
from extractors.gold import Gold, read_gold
from extractors.pipeline import extract_articles
from extractors.read import read_inputs
from extractors.reliability import calibration_error, reliability, share_right_from
from schemas.records import Mention, RawArticle
from schemas.seeds import seed_path
from schemas.versions import DEFAULT_CODER, Coder

SHARED = Path(__file__).resolve().parents[3] / "shared"
SENTENCE_SETS = ("news_sentences", "codebook_examples")
ARTICLE_SETS = ("seed_articles", "news_articles")
# A confidence from which a user may take a mention for right.
SURE = 0.8
# A rule that fired on fewer sentences than these may fit one of them alone.
FEW_SENTENCES = 3
Figures = dict[str, float]


@dataclass(frozen=True, slots=True)
class CodedSet:
    """A gold set and what the coder finds in all of its texts."""

    name: str
    gold: Gold
    mentions: tuple[Mention, ...]


def load_scorer(shared: Path) -> ModuleType:
    """The scorer module of `shared/eval`."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def coded_sets(shared: Path, coder: Coder = DEFAULT_CODER) -> list[CodedSet]:
    """All gold sets, coded whole."""
    paths = [shared / "gold" / f"{name}.jsonl" for name in SENTENCE_SETS]
    paths += [shared / "gold" / name for name in ARTICLE_SETS]
    golds = [read_gold(path) for path in paths]
    return [
        CodedSet(path.stem, g, _coded((text.article for text in g.texts), coder))
        for path, g in zip(paths, golds, strict=True)
    ]


def measure(shared: Path) -> dict[str, Figures]:
    """Every figure of every set by the hybrid, and those of the rules alone under "rules: ..."."""
    alone = measure_coder(shared, "rules")
    return measure_coder(shared, "hybrid") | {f"rules: {name}": figures for name, figures in alone.items()}


def measure_coder(shared: Path, coder: Coder) -> dict[str, Figures]:
    """Every figure of every set: the odd rows of the sentence sets, whole article sets."""
    scorer, sets = load_scorer(shared), coded_sets(shared, coder)
    figures = {}
    for one in sets:
        _hand_over(scorer, one.mentions)
        if one.name in SENTENCE_SETS:
            path = shared / "gold" / f"{one.name}.jsonl"
            figures[f"{one.name} odd"] = _numbers(scorer.sentences(path, path, "odd"))
        else:
            folder = shared / "gold" / one.name
            result = scorer.articles(folder, folder)
            figures[one.name] = _numbers(result) | {"noise": float(result["noise_sentences_coded"].split("/")[0])}
    figures["confidence odd"] = confidence_figures(judged_confidences(sets, rows="odd"))
    if coder == "hybrid":
        return figures
    other_texts = [shared / "seeds", seed_path("articles")]
    others = _coded((article for path in other_texts for article in read_inputs([path]).articles), coder)
    figures["lexicon"] = {"rare_rule_share": rare_rule_share([*others, *(m for one in sets for m in one.mentions)])}
    return figures


def judged_confidences(sets: Sequence[CodedSet], *, rows: Literal["even", "odd"]) -> list[tuple[float, bool]]:
    """(confidence, is right) of every mention that the gold can judge.

    The confidences are fitted on the even rows of the sentence sets and on the articles, and looked at on the odd rows.
    """
    found = []
    for one in sets:
        of_text = by_article(one.mentions)
        texts = one.gold.texts
        if one.name in SENTENCE_SETS:
            texts = texts[0 if rows == "even" else 1 :: 2]
        elif rows == "odd":
            texts = ()
        found += [rated for text in texts for rated in judged(text, of_text[text.article.article_id])]
    return [(mention.confidence, is_right) for mention, is_right in found]


def confidence_figures(rated: Sequence[tuple[float, bool]]) -> Figures:
    """Whether confidences mean what they say: the calibration error, and the share right and the number of the sure."""
    right, n = share_right_from(rated, SURE)
    return {
        "calibration_error": calibration_error(reliability(rated)),
        "right_of_sure": right,
        "share_of_sure": n / len(rated),
    }


def rare_rule_share(mentions: Sequence[Mention]) -> float:
    """The share of mentions whose rule fired on fewer than three different sentences.

    A composed rule ("promise+visit") is as rare as the rarest of its parts: the pair is made by composition. What two
    sets share counts once.
    """
    sentences: dict[str, set[str]] = defaultdict(set)
    different = {(m.sentence_text, m.rule_id, m.source_name, m.target_name) for m in mentions}
    for sentence, rule_id, *_ in different:
        for rule in rule_id.split("+"):
            sentences[rule].add(sentence)
    rare = [
        rule_id for _, rule_id, *_ in different if any(len(sentences[r]) < FEW_SENTENCES for r in rule_id.split("+"))
    ]
    return len(rare) / len(different)


def by_article(mentions: Iterable[Mention]) -> dict[str, list[Mention]]:
    """The mentions of each article, by its id."""
    found: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        found[mention.article_id].append(mention)
    return found


def _coded(articles: Iterable[RawArticle], coder: Coder) -> tuple[Mention, ...]:
    done = extract_articles(list(articles), coder=coder)
    failed = [f"{r.article_id}: {r.detail}" for r in done.rejections if r.reason == "failed"]
    if failed:
        raise RuntimeError(f"the coder broke on {len(failed)} articles: {failed[:3]}")
    return done.mentions


def _hand_over(scorer: ModuleType, mentions: Sequence[Mention]) -> None:
    """Let the scorer find these mentions where it looks for those of a run."""
    found = {article: [asdict(m) for m in own] for article, own in by_article(mentions).items()}
    scorer.read_mentions = lambda _run: found  # type: ignore[attr-defined]


def _numbers(result: dict[str, Any]) -> Figures:
    return {key: float(value) for key, value in result.items() if isinstance(value, int | float)}
