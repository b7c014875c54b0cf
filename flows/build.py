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
from schemas.coded import NewInputs, new_inputs, unused_run_id
from schemas.errors import DragomanError, InputError
from schemas.raw import write_raw
from schemas.releases import Release, publish
from schemas.runs import (
    Run,
    RunInputs,
    StagedRun,
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
    """What is to be done for one batch: nothing where `committed` says that it has been done before.

    `n_inputs` and `n_articles` count what is new.
    """

    data: Path
    inputs: RunInputs
    n_inputs: int
    n_articles: int
    committed: Run | None
    staged: StagedRun | None
    chunks: tuple[Chunk, ...]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """A finished build. `is_new_run` is False where all was known and no article was coded; `run` is then the last of
    the runs that coded it."""

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
    """Code what is new at `inputs` (files, folders) into a run under `out`, and publish the dataset of all its runs.

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
    """The dataset of all runs, published anew, where nothing at `inputs` is new; else None, and nothing was done."""
    runs = committed_runs(out)
    if not runs:
        return None
    found = read_inputs(inputs)
    versions = current_inputs(model, actors_hash=hash_files(actors), coder=coder)
    new = new_inputs(found.articles, found.rejections, runs, versions)
    if new or new.coded_in is None:
        return None
    return BuildResult(new.coded_in, publish_release(out, versions), is_new_run=False)


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
    """Read the inputs and lay out the work on what is new in a staging directory, gone at the end of the block.

    Raises InputError where there is not one article, SeedError where a dictionary cannot be read.
    """
    found = read_inputs(inputs)
    _tell_about(found)
    versions = current_inputs(model, actors_hash=hash_files(actors), coder=coder)
    runs = committed_runs(out)
    new = new_inputs(found.articles, found.rejections, runs, versions)
    if not new:
        yield _nothing_to_do(out, versions, new.coded_in)
        return
    if len(new.articles) < len(found.articles):
        log.info("New or changed are %d of them; the others were coded before.", len(new.articles))
    size = chunk_size or chunk_size_for(len(new.articles), workers=workers)
    with staged(out, new, runs, versions, model=model, actors=actors, chunk_size=size) as plan:
        yield plan


@contextmanager
def staged(
    out: Path,
    new: NewInputs,
    runs: Sequence[Run],
    versions: RunInputs,
    *,
    model: str,
    actors: Sequence[Path],
    chunk_size: int,
) -> Iterator[Plan]:
    """The plan of one run over all that is new, laid out in a staging directory, which is gone at the end of the block.

    `runs` are those that were committed when `new` was told from what they hold.
    """
    _tell_about_actors(actors)
    run_id = unused_run_id(run_id_of(new.articles, new.rejections, versions), {run.run_id for run in runs})
    with stage_run(out, run_id, versions) as run:
        write_chunk(run.path, 0, rejections=new.rejections)
        write_raw(run.path, new.articles)
        sources = write_chunks(run.path.with_name(CHUNK_FOLDER), new.articles, size=chunk_size)
        chunks = tuple(
            Chunk(index, source, run.path, model, tuple(actors), versions.coder)
            for index, source in enumerate(sources, start=1)
        )
        n_inputs = len(new.articles) + len(new.rejections)
        yield Plan(out, versions, n_inputs, len(new.articles), None, run, chunks)


def _nothing_to_do(out: Path, versions: RunInputs, coded_in: Run | None) -> Plan:
    if coded_in is None:
        raise ValueError("where nothing is new, some run has coded it")
    log.info("These articles were coded before, the last in run %s: nothing to code.", coded_in.run_id)
    return Plan(out, versions, 0, 0, coded_in, None, ())


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
