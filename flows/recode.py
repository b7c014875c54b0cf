"""`dragoman recode`: all articles of a data directory coded again with today's code, lexicon and model."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flows.build import BuildResult, Plan, code_chunks, commit, publish_release, staged
from flows.chunks import chunk_size_for
from flows.workers import default_workers
from schemas.assemble import Share, shares_of
from schemas.coded import NewInputs
from schemas.errors import InputError
from schemas.raw import from_cleaned, raw_articles
from schemas.records import RawArticle
from schemas.runs import Run, RunInputs, committed_runs, current_inputs
from schemas.seeds import hash_files
from schemas.versions import DEFAULT_CODER, DEFAULT_MODEL, Coder

log = logging.getLogger("dragoman")


def recode(
    data: Path,
    *,
    model: str = DEFAULT_MODEL,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
    workers: int | None = None,
    chunk_size: int | None = None,
) -> BuildResult:
    """Code every article that the release of `data` stands on into a new run, and publish the dataset of all runs.

    Articles that were coded as they would be today are left as they are. The old runs stay; the release takes every
    article from the run that was committed last. Raises InputError where there is no run, ReleaseError; `data/latest`
    stays as it was then.
    """
    workers = default_workers() if workers is None else workers
    with planned_again(data, model=model, actors=actors, coder=coder, workers=workers, chunk_size=chunk_size) as plan:
        code_chunks(plan, workers=workers)
        run = commit(plan)
    return BuildResult(run, publish_release(data, plan.inputs), is_new_run=plan.committed is None)


def find_recoded(
    data: Path, *, model: str = DEFAULT_MODEL, actors: Sequence[Path] = (), coder: Coder = DEFAULT_CODER
) -> BuildResult | None:
    """The dataset of all runs, published anew, where nothing is to be coded again; else None, and nothing was done."""
    runs = _runs(data)
    versions = current_inputs(model, actors_hash=hash_files(actors), coder=coder)
    if _outdated(runs, versions):
        return None
    return BuildResult(_nothing_to_do(runs), publish_release(data, versions), is_new_run=False)


@contextmanager
def planned_again(
    data: Path,
    *,
    model: str,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
    workers: int,
    chunk_size: int | None,
) -> Iterator[Plan]:
    """Read what is to be coded again, and lay out the work in a staging directory, gone at the end of the block.

    Raises InputError where there is no run, SeedError where a dictionary cannot be read.
    """
    runs = _runs(data)
    versions = current_inputs(model, actors_hash=hash_files(actors), coder=coder)
    articles = tuple(article for share in _outdated(runs, versions) for article in _articles(share))
    if not articles:
        yield Plan(data, versions, 0, 0, _nothing_to_do(runs), None, ())
        return
    log.info("Read %d articles from %d runs.", len(articles), len(runs))
    size = chunk_size or chunk_size_for(len(articles), workers=workers)
    new = NewInputs(articles, (), None)
    with staged(data, new, runs, versions, model=model, actors=actors, chunk_size=size) as plan:
        yield plan


def _runs(data: Path) -> list[Run]:
    runs = committed_runs(data)
    if not runs:
        raise InputError(f"{data}: no run is there to code again; `dragoman run INPUT... --out {data}` makes one")
    return runs


def _outdated(runs: Sequence[Run], versions: RunInputs) -> list[Share]:
    """What the runs of other versions than today's give to the release."""
    return [share for share in shares_of(runs) if share.run.inputs != versions and share.article_ids]


def _nothing_to_do(runs: Sequence[Run]) -> Run:
    """The run that was committed last, after saying that nothing is to be coded."""
    log.info("All articles are coded as they would be today: nothing to code again.")
    return runs[-1]


def _articles(share: Share) -> list[RawArticle]:
    """The articles that a run gives to the release, as they were read; of an older run, as they were cleaned."""
    raw = raw_articles(share.run.path, share.article_ids)
    cleaned = [from_cleaned(row, path=share.run.run_id) for row in _cleaned(share.run, share.article_ids - raw.keys())]
    if cleaned:
        log.warning("Run %s keeps no raw articles: %d are coded from cleaned text.", share.run.run_id, len(cleaned))
    return sorted([*raw.values(), *cleaned], key=lambda article: article.article_id)


def _cleaned(run: Run, article_ids: Iterable[str]) -> list[dict[str, object]]:
    wanted = set(article_ids)
    return [row for row in run.read("articles").to_pylist() if row["article_id"] in wanted] if wanted else []
