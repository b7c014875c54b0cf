"""The whole way from articles to a published dataset as plain functions; the Prefect flow is a skin over them.

Nothing here imports spaCy or Prefect: a run that is found finished costs neither.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractors.read import ReadResult, read_inputs
from flows.chunks import chunk_size_for, read_chunk, write_chunks
from flows.progress import progress
from flows.workers import default_workers, worker_pool
from schemas.errors import DragomanError, InputError
from schemas.releases import Release, publish
from schemas.runs import (
    Run,
    RunInputs,
    StagedRun,
    committed_run,
    committed_runs,
    current_inputs,
    run_id_of,
    stage_run,
    write_chunk,
)
from schemas.seeds import hash_files
from schemas.versions import DEFAULT_CODER, DEFAULT_MODEL, Coder

# Beside the run in its staging directory, which goes as a whole.
CHUNK_FOLDER = "chunks"
# More lines than this do not tell the user more; all rejections are in the run.
N_SHOWN_REJECTIONS = 10

log = logging.getLogger("dragoman")


@dataclass(frozen=True, slots=True)
class Chunk:
    """One unit of work: articles in the file at `source`, to be coded into part `index` of the run staged at `run`.

    `actors` are the users' own dictionaries.
    """

    index: int
    source: Path
    run: Path
    model: str
    actors: tuple[Path, ...] = ()
    coder: Coder = DEFAULT_CODER


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be done for one batch: nothing where `committed` says that it has been done before."""

    data: Path
    inputs: RunInputs
    n_inputs: int
    n_articles: int
    committed: Run | None
    staged: StagedRun | None
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished build. `is_new_run` is False where the run was found finished and no article was coded."""

    run: Run
    release: Release
    is_new_run: bool


def build(
    inputs: Sequence[Path],
    *,
    out: Path,
    model: str = DEFAULT_MODEL,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
    workers: int | None = None,
    chunk_size: int | None = None,
) -> BuildResult:
    """Code the articles at `inputs` (files, folders) into a run under `out`, and publish the dataset of all its runs.

    `actors` are dictionaries of the user's own. `workers` is the number of processes, by default one per processor,
    with 0 none but this one. `chunk_size` is the number of articles per task. Raises InputError, SeedError or
    ReleaseError; `out/latest` stays as it was then.
    """
    workers = default_workers() if workers is None else workers
    with planned(
        inputs, out=out, model=model, actors=actors, coder=coder, workers=workers, chunk_size=chunk_size
    ) as plan:
        code_chunks(plan, workers=workers)
        run = commit(plan)
    return BuildResult(run, publish_release(out, plan.inputs), is_new_run=plan.committed is None)


def find_finished(
    inputs: Sequence[Path],
    *,
    out: Path,
    model: str = DEFAULT_MODEL,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
) -> BuildResult | None:
    """The result of an earlier run over the same articles with its dataset published anew; None where there is none."""
    if not committed_runs(out):
        return None
    found = read_inputs(inputs)
    versions = current_inputs(model, actors_hash=hash_files(actors), coder=coder)
    run = committed_run(out, run_id_of(found.articles, found.rejections, versions))
    return None if run is None else BuildResult(run, publish_release(out, versions), is_new_run=False)


@contextmanager
def planned(
    inputs: Sequence[Path],
    *,
    out: Path,
    model: str,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
    workers: int,
    chunk_size: int | None,
) -> Iterator[Plan]:
    """Read the inputs and lay out the work in a staging directory, which is gone at the end of the block.

    Raises InputError where there is not one article to code, SeedError where a dictionary cannot be read.
    """
    found = read_inputs(inputs)
    _tell_about(found)
    versions = current_inputs(model, actors_hash=hash_files(actors), coder=coder)
    run_id = run_id_of(found.articles, found.rejections, versions)
    committed = committed_run(out, run_id)
    if committed is not None:
        log.info("These articles were coded before, in run %s: nothing to code.", run_id)
        yield Plan(out, versions, found.n_inputs, len(found.articles), committed, None, ())
        return
    _tell_about_actors(actors)
    with stage_run(out, run_id, versions) as staged:
        write_chunk(staged.path, 0, rejections=found.rejections)
        size = chunk_size or chunk_size_for(len(found.articles), workers=workers)
        sources = write_chunks(staged.path.with_name(CHUNK_FOLDER), found.articles, size=size)
        chunks = (
            Chunk(index, source, staged.path, model, tuple(actors), coder)
            for index, source in enumerate(sources, start=1)
        )
        yield Plan(out, versions, found.n_inputs, len(found.articles), None, staged, tuple(chunks))


def code_chunks(plan: Plan, *, workers: int) -> None:
    """Code all chunks of the plan in `workers` processes."""
    if not plan.chunks:
        return
    with progress("coded articles", plan.n_articles) as advance, worker_pool(min(workers, len(plan.chunks))) as pool:
        for done in as_completed([pool.submit(code_chunk, chunk) for chunk in plan.chunks]):
            advance(result_of(done))


def code_chunk(chunk: Chunk) -> int:
    """Clean and code the articles of one chunk and write its part of the run; returns how many articles were read."""
    from extractors.pipeline import extract_articles

    raw = read_chunk(chunk.source)
    coded = extract_articles(raw, model=chunk.model, actors=chunk.actors, coder=chunk.coder)
    write_chunk(
        chunk.run,
        chunk.index,
        articles=coded.articles,
        sentences=coded.sentences,
        mentions=coded.mentions,
        rejections=coded.rejections,
    )
    return len(raw)


def result_of(done: Future[int]) -> int:
    """What a chunk's future holds. Raises DragomanError where its worker process died."""
    try:
        return done.result()
    except BrokenProcessPool as error:
        raise DragomanError(
            "a worker process died, as it does when memory runs out; try --workers 1 or a smaller --chunk-size"
        ) from error


def commit(plan: Plan) -> Run:
    """The committed run of the plan: the one that was there before, or the staged one, now committed."""
    if plan.staged is None:
        if plan.committed is None:
            raise ValueError("a plan has a committed run or a staged one")
        return plan.committed
    run = plan.staged.commit(n_inputs=plan.n_inputs)
    log.info("Run %s is committed.", run.run_id)
    return run


def publish_release(data: Path, inputs: RunInputs) -> Release:
    """Merge, validate and publish the dataset of all runs in `data`. Raises ReleaseError; `latest` stays then."""
    from extractors.merge import merge_mentions

    return publish(data, merge=merge_mentions, code_version=inputs.code_version)


def _tell_about_actors(actors: Sequence[Path]) -> None:
    """Read the users' dictionaries before any work is done, and log what was not taken of them."""
    if not actors:
        return
    from extractors.dictionaries import load_actors

    for warning in load_actors(actors).warnings:
        log.warning("%s", warning)


def _tell_about(found: ReadResult) -> None:
    """Log what was found; raises InputError where there is not one article."""
    for warning in found.warnings:
        log.warning("%s", warning)
    for field, n_articles in sorted(found.unknown_fields.items()):
        log.warning("Field %r is not known, and was ignored in %d articles.", field, n_articles)
    for rejection in found.rejections[:N_SHOWN_REJECTIONS]:
        log.warning("Not read: %s: %s (%s)", rejection.article_id, rejection.reason, rejection.detail)
    if len(found.rejections) > N_SHOWN_REJECTIONS:
        log.warning("Not read: %d more; the run lists them all.", len(found.rejections) - N_SHOWN_REJECTIONS)
    if not found.articles:
        raise InputError("none of the inputs is an article that can be read: there is nothing to code")
    log.info("Read %d articles.", len(found.articles))
