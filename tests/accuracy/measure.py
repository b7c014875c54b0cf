"""What the coder reaches on the gold annotations, by the scorer that lies beside them."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import defaultdict
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from extractors.pipeline import extract_articles
from schemas.records import Mention, RawArticle

SENTENCE_SETS = ("news_sentences", "codebook_examples")
ARTICLE_SETS = ("seed_articles", "news_articles")
Figures = dict[str, float]


def load_scorer(shared: Path) -> ModuleType:
    """The scorer module of `shared/eval`."""
    spec = importlib.util.spec_from_file_location("score", shared / "eval" / "score.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(shared / "eval" / "score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def raw_article(row: dict[str, Any]) -> RawArticle:
    """A row of the gold as an article that was read; the gold's stand-in date is used as its publication."""
    published = date.fromisoformat(row.get("published") or "2021-06-01")
    digest = hashlib.sha256(row["text"].encode()).hexdigest()
    return RawArticle(str(row["id"]), row["text"], None, None, "gold", published, "field", str(row["id"]), digest)


def mentions_by_article(mentions: tuple[Mention, ...]) -> dict[str, list[dict[str, Any]]]:
    """The mentions as the scorer reads them."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in mentions:
        found[mention.article_id].append(asdict(mention))
    return found


def measure(shared: Path) -> dict[str, Figures]:
    """Every figure of every set: the odd rows of the sentence sets, whole article sets."""
    scorer = load_scorer(shared)
    figures: dict[str, Figures] = {}
    for name in SENTENCE_SETS:
        path = shared / "gold" / f"{name}.jsonl"
        _code(scorer, scorer.read_jsonl(path)[1::2])
        figures[f"{name} odd"] = _numbers(scorer.sentences(path, path, "odd"))
    for name in ARTICLE_SETS:
        folder = shared / "gold" / name
        rows = [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
        _code(scorer, rows)
        result = scorer.articles(folder, folder)
        figures[name] = _numbers(result) | {"noise": float(result["noise_sentences_coded"].split("/")[0])}
    return figures


def _code(scorer: ModuleType, rows: list[dict[str, Any]]) -> None:
    done = extract_articles([raw_article(row) for row in rows])
    failed = [f"{r.article_id}: {r.detail}" for r in done.rejections if r.reason == "failed"]
    if failed:
        raise RuntimeError(f"the coder broke on {len(failed)} articles: {failed[:3]}")
    found = mentions_by_article(done.mentions)
    scorer.read_mentions = lambda _run: found  # type: ignore[attr-defined]


def _numbers(result: dict[str, Any]) -> Figures:
    return {key: float(value) for key, value in result.items() if isinstance(value, int | float)}
