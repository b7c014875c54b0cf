"""`dragoman recode`: all articles of a data directory coded again with today's code, lexicon and model."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from pathlib import Path

from flows.build import BuildResult, code_chunks, commit, publish_release, staged
from flows.chunks import chunk_size_for
from flows.workers import default_workers
from schemas.assemble import Share, shares_of
from schemas.coded import NewInputs
from schemas.errors import InputError
from schemas.raw import from_cleaned, raw_articles
from schemas.records import RawArticle
from schemas.runs import Run, committed_runs, current_inputs
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
    runs = committed_runs(data)
    if not runs:
        raise InputError(f"{data}: no run is there to code again; `dragoman run INPUT... --out {data}` makes one")
    versions = current_inputs(model, actors_hash=hash_files(actors), coder=coder)
    shares = shares_of(runs)
    articles = tuple(article for share in shares if share.run.inputs != versions for article in _articles(share))
    if not articles:
        log.info("All articles are coded as they would be today: nothing to code again.")
        return BuildResult(runs[-1], publish_release(data, versions), is_new_run=False)
    log.info("Read %d articles from %d runs.", len(articles), len(runs))
    workers = default_workers() if workers is None else workers
    size = chunk_size or chunk_size_for(len(articles), workers=workers)
    new = NewInputs(articles, (), None)
    with staged(data, new, runs, versions, model=model, actors=actors, chunk_size=size) as plan:
        code_chunks(plan, workers=workers)
        run = commit(plan)
    return BuildResult(run, publish_release(data, versions), is_new_run=True)


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
