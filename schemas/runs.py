"""Runs: one finished batch of coded articles each, immutable, entered by one rename.

data/runs/<run_id>/{articles,sentences,mentions,rejections}/chunk-00000.parquet ... + raw/ + run.json
data/runs/.staging-<...>/run/      the same while it is written; `lock` beside it is held by the writer
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas.columns import arrow_schema, tables
from schemas.corrections import coding_seeds_hash
from schemas.disk import json_bytes, locked, remove_tree, sync_folder, sync_tree, try_lock, write_file
from schemas.errors import ReleaseError
from schemas.parquet import parquet_bytes, read_table, rows_to_table
from schemas.records import CleanArticle, Mention, RawArticle, Rejection, Sentence
from schemas.spec import Table, TableName
from schemas.versions import DEFAULT_CODER, Coder, code_hash, model_version, package_version

RUN_TABLES: tuple[TableName, ...] = ("articles", "sentences", "mentions", "rejections")
RUN_FILE = "run.json"
STAGING = ".staging-"
LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class RunInputs:
    """What decides what a run will hold, beside the articles themselves; `model` is name and version.

    `actors_hash` is that of the users' own dictionaries, None where there were none.
    """

    model: str
    code_version: str
    code_hash: str
    seeds_hash: str
    actors_hash: str | None = None
    coder: Coder = DEFAULT_CODER


@dataclass(frozen=True, slots=True)
class Run:
    """A committed run. `n_...` are numbers of rows; `rejections` counts by stage and reason.

    `finished` is the UTC time of the commit in ISO 8601. `n_rejected` are the articles that were rejected as a whole.
    """

    run_id: str
    path: Path
    inputs: RunInputs
    finished: str
    n_inputs: int
    n_articles: int
    n_rejected: int
    n_sentences: int
    n_mentions: int
    rejections: dict[str, dict[str, int]]

    def read(self, name: TableName, *, columns: Sequence[str] | None = None) -> pa.Table:
        """One of the run's tables, with all columns of a run or those asked for."""
        return read_table(self.path / name, run_schema(name), columns=columns)


@dataclass(frozen=True, slots=True)
class StagedRun:
    """A run being written: `path` is all that a worker process needs for `write_chunk`."""

    run_id: str
    path: Path
    data: Path
    inputs: RunInputs

    def commit(self, *, n_inputs: int) -> Run:
        """Check that in = out + rejected, write run.json and rename the run into place: that is the commit.

        `n_inputs` is the number of articles read plus the number of rejections of stage "read". Returns the run
        that stands there in the end, which is another process's where that one finished the same run before.
        Raises ReleaseError where the numbers do not add up.
        """
        for unfinished in self.path.rglob("*.tmp"):
            unfinished.unlink()
        counts = _count(self.path)
        _check_balance(self.run_id, n_inputs, counts)
        finished = datetime.now(UTC).isoformat(timespec="microseconds")
        about = {"run_id": self.run_id, "finished": finished, "n_inputs": n_inputs, "inputs": asdict(self.inputs)}
        write_file(self.path / RUN_FILE, json_bytes({**about, **counts}))
        sync_tree(self.path)
        _enter(self.path, run_path(self.data, self.run_id))
        return _read_run(run_path(self.data, self.run_id))


def run_schema(name: TableName) -> pa.Schema:
    """The Arrow schema of a run's table."""
    return arrow_schema(tables()[name], in_release=False)


def run_path(data: Path, run_id: str) -> Path:
    """Where the run of that id lies once it is committed."""
    return data / "runs" / run_id


def current_inputs(model: str, *, actors_hash: str | None = None, coder: Coder = DEFAULT_CODER) -> RunInputs:
    """The inputs of a run that codes with spaCy pipeline `model`, the installed code and seeds, and users' actors.

    Raises InputError where no such pipeline is installed.
    """
    return RunInputs(model_version(model), package_version(), code_hash(), coding_seeds_hash(), actors_hash, coder)


def article_digest(article: RawArticle) -> str:
    """A hash over everything of an article that decides how it is coded; where its file lies does not."""
    fields = {name: value for name, value in asdict(article).items() if name != "path"}
    return hashlib.sha256(json.dumps(fields, sort_keys=True, default=str).encode()).hexdigest()


def run_id_of(articles: Iterable[RawArticle], rejections: Iterable[Rejection], inputs: RunInputs) -> str:
    """The id of the run that codes these articles: a hash of what goes in, whatever its order.

    `rejections` are those of stage "read", which were never articles; `detail` may hold a path and does not count.
    """
    lines = [article_digest(article) for article in articles]
    lines += [json.dumps([item.stage, item.reason, item.article_id]) for item in rejections]
    lines = [json.dumps(asdict(inputs), sort_keys=True), *sorted(lines)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]


def committed_run(data: Path, run_id: str) -> Run | None:
    """The committed run of this id, None where there is none. Raises ReleaseError where its run.json is damaged."""
    path = run_path(data, run_id)
    return _read_run(path) if path.is_dir() else None


def committed_runs(data: Path) -> list[Run]:
    """All committed runs, the one that was committed last standing last."""
    folder = data / "runs"
    if not folder.is_dir():
        return []
    paths = (path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
    return sorted((_read_run(path) for path in paths), key=lambda run: (run.finished, run.run_id))


def _read_run(path: Path) -> Run:
    try:
        about = json.loads((path / RUN_FILE).read_text(encoding="utf-8"))
        inputs = RunInputs(**about.pop("inputs"))
        return Run(path=path, inputs=inputs, **about)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReleaseError(f"{path / RUN_FILE}: cannot be read ({error}); remove the folder and run again") from error


@contextmanager
def stage_run(data: Path, run_id: str, inputs: RunInputs) -> Iterator[StagedRun]:
    """A staging directory for one run, removed at the end whether the run was committed or not.

    Removes what killed processes left behind first.
    """
    staging, lock = _open_staging(data / "runs")
    try:
        yield StagedRun(run_id, staging / "run", data, inputs)
    finally:
        with locked(data / "runs" / LOCK):
            remove_tree(staging)
            os.close(lock)


def _open_staging(folder: Path) -> tuple[Path, int]:
    folder.mkdir(parents=True, exist_ok=True)
    # Without the common lock a cleaner could come between the making of a folder and the taking of its lock.
    with locked(folder / LOCK):
        _remove_abandoned(folder)
        staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
        lock = try_lock(staging / "lock")
        if lock is None:
            raise ReleaseError(f"{staging}: another process holds the lock of a folder just made; run again")
        for name in RUN_TABLES:
            (staging / "run" / name).mkdir(parents=True)
    return staging, lock


def _remove_abandoned(folder: Path) -> None:
    for staging in folder.glob(f"{STAGING}*"):
        lock = try_lock(staging / "lock")
        if lock is not None:
            remove_tree(staging)
            os.close(lock)


def _enter(staged: Path, target: Path) -> None:
    try:
        staged.rename(target)
    except OSError:
        # A folder with files in it is never replaced: the same run was committed by another process.
        if not target.is_dir():
            raise
        return
    sync_folder(target.parent)


def write_chunk(
    path: Path,
    index: int,
    *,
    articles: Sequence[CleanArticle] = (),
    sentences: Sequence[Sentence] = (),
    mentions: Sequence[Mention] = (),
    rejections: Sequence[Rejection] = (),
) -> None:
    """Write chunk `index` (0 and up) of a staged run at `path`, from any process; writing it again replaces it.

    The rejections of stage "read" belong to some chunk, too: `commit` counts what the chunks hold.
    """
    n_sentences = Counter(sentence.article_id for sentence in sentences)
    rows = [_article_row(article, n_sentences[article.article_id]) for article in articles]
    parts = {
        "articles": pa.Table.from_pylist(rows, schema=run_schema("articles")),
        "sentences": rows_to_table(sentences, run_schema("sentences")),
        "mentions": rows_to_table(mentions, run_schema("mentions")),
        "rejections": rows_to_table(rejections, run_schema("rejections")),
    }
    for name, table in parts.items():
        write_file(path / name / f"chunk-{index:05d}.parquet", parquet_bytes(table))


def _article_row(article: CleanArticle, n_sentences: int) -> dict[str, Any]:
    dateline = article.dateline
    return {
        "article_id": article.article_id,
        "content_hash": article.content_hash,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "published": article.published,
        "published_basis": article.published_basis,
        "language": article.language,
        "dateline_place": dateline.place if dateline else None,
        "dateline_agency": dateline.agency if dateline else None,
        "dateline_date": dateline.date if dateline else None,
        "n_captions": len(article.captions),
        "n_sentences": n_sentences,
        "text": article.text,
    }


def _count(path: Path) -> dict[str, Any]:
    """The numbers of a staged run, counted in its files."""
    ids = _column(path, tables()["articles"], "article_id")
    twice = sorted(article_id for article_id, count in Counter(ids).items() if count > 1)
    if twice:
        raise ReleaseError(f"articles came out of this run twice, so it was not committed: {', '.join(twice[:5])}")
    rejected = read_table(path / "rejections", run_schema("rejections")).to_pylist()
    reasons: dict[str, Counter[str]] = {}
    for row in rejected:
        reasons.setdefault(row["stage"], Counter())[row["reason"]] += 1
    # Every rejection of stage "read" is an input of its own; of the others only those count whose article is gone,
    # since a step also rejects lines and acts of articles that it keeps.
    unread = sum(row["stage"] == "read" for row in rejected)
    dropped = {row["article_id"] for row in rejected if row["stage"] != "read"} - set(ids)
    return {
        "n_articles": len(ids),
        "n_rejected": unread + len(dropped),
        "n_sentences": len(_column(path, tables()["sentences"], "article_id")),
        "n_mentions": len(_column(path, tables()["mentions"], "article_id")),
        "rejections": {stage: dict(counter) for stage, counter in reasons.items()},
    }


def _column(path: Path, table: Table, name: str) -> list[Any]:
    values: list[Any] = read_table(path / table.name, run_schema(table.name), columns=[name]).column(name).to_pylist()
    return values


def _check_balance(run_id: str, n_inputs: int, counts: dict[str, Any]) -> None:
    n_articles, n_rejected = counts["n_articles"], counts["n_rejected"]
    if n_inputs != n_articles + n_rejected:
        raise ReleaseError(
            f"run {run_id}: {n_inputs} inputs went in, but {n_articles} articles and {n_rejected} rejected inputs came "
            "out; some article was lost or counted twice, so the run was not committed"
        )
