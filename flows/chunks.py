"""Chunks of raw articles, handed to worker processes as files: paths travel between tasks, never documents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from schemas.records import RawArticle

# A chunk is one Prefect task. Fewer articles would pay more for the task than for the coding, and more would show
# no progress for minutes.
SMALLEST_CHUNK = 8
LARGEST_CHUNK = 200
CHUNKS_PER_WORKER = 4


def chunk_size_for(n_articles: int, *, workers: int) -> int:
    """How many articles a chunk holds, so that every worker gets a few chunks of like length."""
    even = -(-n_articles // (max(workers, 1) * CHUNKS_PER_WORKER))
    return min(max(even, SMALLEST_CHUNK), LARGEST_CHUNK)


def write_chunks(folder: Path, articles: Sequence[RawArticle], *, size: int) -> tuple[Path, ...]:
    """Write the articles to files of `size` each in `folder`, which is created; returns the files in order."""
    folder.mkdir()
    paths = []
    for index, start in enumerate(range(0, len(articles), size)):
        path = folder / f"{index:06d}.jsonl"
        path.write_text("".join(_line(article) for article in articles[start : start + size]), encoding="utf-8")
        paths.append(path)
    return tuple(paths)


def read_chunk(path: Path) -> list[RawArticle]:
    """The articles of one chunk file, as `write_chunks` was given them."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        return [_article(line) for line in lines]


def _line(article: RawArticle) -> str:
    # ASCII, because a lone surrogate of a damaged input cannot be written as UTF-8.
    return json.dumps(asdict(article), default=date.isoformat) + "\n"


def _article(line: str) -> RawArticle:
    fields = json.loads(line)
    if fields["published"] is not None:
        fields["published"] = date.fromisoformat(fields["published"])
    return RawArticle(**fields)
