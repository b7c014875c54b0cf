"""The raw articles of a run, as they were read: what tells them from new ones, and what they are coded from again.

data/runs/<run_id>/raw/part-00000.parquet ...

They stay in the run. A release holds cleaned text alone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from schemas.disk import write_file
from schemas.parquet import parquet_bytes, read_table
from schemas.records import RawArticle

FOLDER = "raw"
# Raw pages of some ten kilobytes: a file stays in the tens of megabytes before it is compressed.
ARTICLES_PER_FILE = 5_000
SCHEMA = pa.schema(
    [
        pa.field("article_id", pa.string(), metadata={"description": "Id of the article"}),
        pa.field("content_hash", pa.string(), metadata={"description": "SHA-256 of what decides its coding"}),
        pa.field("article", pa.string(), metadata={"description": "The article as it was read, as a JSON object"}),
    ]
)


def write_raw(run: Path, articles: Sequence[RawArticle]) -> None:
    """Write the articles that go into the staged run at `run`, each file brought to the disk."""
    (run / FOLDER).mkdir()
    for index, start in enumerate(range(0, len(articles), ARTICLES_PER_FILE)):
        rows = [_row(article) for article in articles[start : start + ARTICLES_PER_FILE]]
        content = parquet_bytes(pa.Table.from_pylist(rows, schema=SCHEMA))
        write_file(run / FOLDER / f"part-{index:05d}.parquet", content)


def raw_contents(run: Path) -> dict[str, str]:
    """The content hash of every article that went into the committed run at `run`, by id; empty for an older run."""
    found = read_table(run / FOLDER, SCHEMA, columns=["article_id", "content_hash"])
    return dict(zip(*(column.to_pylist() for column in found.columns), strict=True))


def raw_articles(run: Path, article_ids: Collection[str]) -> dict[str, RawArticle]:
    """Those of these articles that went into the committed run at `run`, by id; their path is the run's id."""
    wanted = pc.field("article_id").isin(pa.array(sorted(article_ids), pa.string()))
    found = read_table(run / FOLDER, SCHEMA, columns=["article"], where=wanted).column("article").to_pylist()
    articles = (_article(text, path=run.name) for text in found)
    return {article.article_id: article for article in articles}


def from_cleaned(row: Mapping[str, object], *, path: str) -> RawArticle:
    """An article of a run without raw ones, from its row in the run's `articles`: the cleaned text stands for the raw.

    What cleaning cut off, such as the dateline, is lost.
    """
    names = RawArticle.__dataclass_fields__.keys() - {"path"}
    return RawArticle(**{name: row[name] for name in names}, path=path)  # type: ignore[arg-type]


def _row(article: RawArticle) -> dict[str, str]:
    fields = {name: value for name, value in asdict(article).items() if name != "path"}
    # ASCII, because a lone surrogate of a damaged input cannot be written as UTF-8.
    text = json.dumps(fields, default=date.isoformat)
    return {"article_id": article.article_id, "content_hash": article.content_hash, "article": text}


def _article(text: str, *, path: str) -> RawArticle:
    fields = json.loads(text)
    if fields["published"] is not None:
        fields["published"] = date.fromisoformat(fields["published"])
    return RawArticle(**fields, path=path)
