"""The Prefect flows: what `flows.build` and `flows.recode` do, one task for each stage and each chunk of articles."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, cast

from prefect import Task, flow, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.futures import PrefectFuture, as_completed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows import build
from flows.build import BuildResult, Chunk, Plan
from flows.progress import progress
from flows.recode import planned_again
from flows.server import prefect_server
from flows.summary import release_markdown, row_counts
from flows.workers import default_workers, worker_pool
from schemas.releases import Release
from schemas.runs import Run, RunInputs
from schemas.versions import DEFAULT_CODER, DEFAULT_MODEL, Coder

FILE_RETRIES = 2
RETRY_SECONDS = 2


def is_file_trouble(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Whether trying again may help: only what reads and writes files can fail twice differently."""
    return isinstance(state.data, OSError)


@task(
    cache_policy=NO_CACHE, retries=FILE_RETRIES, retry_delay_seconds=RETRY_SECONDS, retry_condition_fn=is_file_trouble
)
def discover(
    stack: ExitStack,
    inputs: Sequence[Path],
    *,
    out: Path,
    model: str,
    actors: Sequence[Path],
    coder: Coder,
    workers: int,
    chunk_size: int | None,
) -> Plan:
    """Read the inputs and lay out the work; what is staged for it is gone when `stack` unwinds."""
    plan = build.planned(
        inputs, out=out, model=model, actors=actors, coder=coder, workers=workers, chunk_size=chunk_size
    )
    return stack.enter_context(plan)


@task(
    cache_policy=NO_CACHE, retries=FILE_RETRIES, retry_delay_seconds=RETRY_SECONDS, retry_condition_fn=is_file_trouble
)
def discover_outdated(
    stack: ExitStack,
    data: Path,
    *,
    model: str,
    actors: Sequence[Path],
    coder: Coder,
    workers: int,
    chunk_size: int | None,
) -> Plan:
    """Read from the runs what is to be coded again, and lay out the work, as `discover` does."""
    plan = planned_again(data, model=model, actors=actors, coder=coder, workers=workers, chunk_size=chunk_size)
    return stack.enter_context(plan)


@task(
    task_run_name="code_chunk {chunk.index}",
    cache_policy=NO_CACHE,
    retries=FILE_RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    retry_condition_fn=is_file_trouble,
)
def code_chunk(pool: Executor, chunk: Chunk) -> int:
    """Code one chunk in a worker process and wait for it; returns the number of its articles."""
    return build.result_of(pool.submit(build.code_chunk, chunk))


@task(
    cache_policy=NO_CACHE, retries=FILE_RETRIES, retry_delay_seconds=RETRY_SECONDS, retry_condition_fn=is_file_trouble
)
def commit(plan: Plan) -> Run:
    """Make the staged run a run."""
    return build.commit(plan)


@task(
    cache_policy=NO_CACHE, retries=FILE_RETRIES, retry_delay_seconds=RETRY_SECONDS, retry_condition_fn=is_file_trouble
)
def publish(data: Path, inputs: RunInputs) -> Release:
    """Merge, validate and publish."""
    return build.publish_release(data, inputs)


def task_threads(workers: int) -> TaskRunner[PrefectFuture[Any]]:
    """A thread for each worker process: each waits for its process, so a task is shown as running when it runs."""
    # Prefect's task runners are typed by their futures, and invariantly so; the flow decorator takes any of them.
    return cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner[Any](max_workers=max(workers, 1)))


@flow(task_runner=task_threads(default_workers()))
def build_dataset(
    inputs: list[Path],
    out: Path = Path("data"),
    model: str = DEFAULT_MODEL,
    workers: int | None = None,
    chunk_size: int | None = None,
    actors: list[Path] | None = None,
    coder: Coder = DEFAULT_CODER,
) -> BuildResult:
    """Code the articles at `inputs` into a run under `out`, and publish the dataset of all its runs.

    `actors` are dictionaries of the user's own.
    """
    workers = default_workers() if workers is None else workers
    with ExitStack() as stack:
        plan = discover(
            stack,
            inputs,
            out=out,
            model=model,
            actors=actors or (),
            coder=coder,
            workers=workers,
            chunk_size=chunk_size,
        )
        code_chunks(plan, workers=workers)
        run = commit(plan)
    return published(plan, run)


@flow(task_runner=task_threads(default_workers()))
def recode_dataset(
    data: Path = Path("data"),
    model: str = DEFAULT_MODEL,
    workers: int | None = None,
    chunk_size: int | None = None,
    actors: list[Path] | None = None,
    coder: Coder = DEFAULT_CODER,
) -> BuildResult:
    """Code all articles of `data` that today's code, lexicon or model would code otherwise, and publish the dataset.

    `actors` are dictionaries of the user's own.
    """
    workers = default_workers() if workers is None else workers
    with ExitStack() as stack:
        plan = discover_outdated(
            stack, data, model=model, actors=actors or (), coder=coder, workers=workers, chunk_size=chunk_size
        )
        code_chunks(plan, workers=workers)
        run = commit(plan)
    return published(plan, run)


def published(plan: Plan, run: Run) -> BuildResult:
    """Publish the dataset of all runs, and keep what came of it beside the flow run."""
    result = BuildResult(run, publish(plan.data, plan.inputs), is_new_run=plan.committed is None)
    record_artifacts(result)
    return result


def code_chunks(plan: Plan, *, workers: int) -> None:
    """Submit a task for each chunk of the plan and show the progress until all are done."""
    if not plan.chunks:
        return
    with progress("coded articles", plan.n_articles) as advance, worker_pool(min(workers, len(plan.chunks))) as pool:
        futures: list[PrefectFuture[int]] = [code_chunk.submit(pool, chunk) for chunk in plan.chunks]
        for done in as_completed(futures):
            advance(done.result())


def record_artifacts(result: BuildResult) -> None:
    """Keep the counts and the summary of the release beside the flow run."""
    create_table_artifact(key="row-counts", table=row_counts(result.release), description="Rows by table")
    create_markdown_artifact(key="release-summary", markdown=release_markdown(result.run, result.release))


def build_with_prefect(
    inputs: Sequence[Path],
    *,
    out: Path,
    model: str,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
    workers: int | None,
    chunk_size: int | None,
) -> BuildResult:
    """Run the flow on the Prefect server of the settings, or on one of its own where they name none."""
    threads = task_threads(default_workers() if workers is None else workers)
    with prefect_server():
        run_flow = build_dataset.with_options(task_runner=threads)
        return run_flow(list(inputs), out, model, workers, chunk_size, list(actors), coder)


def recode_with_prefect(
    data: Path,
    *,
    model: str,
    actors: Sequence[Path] = (),
    coder: Coder = DEFAULT_CODER,
    workers: int | None,
    chunk_size: int | None,
) -> BuildResult:
    """Run the flow that codes again, on a Prefect server as `build_with_prefect` does."""
    threads = task_threads(default_workers() if workers is None else workers)
    with prefect_server():
        run_flow = recode_dataset.with_options(task_runner=threads)
        return run_flow(data, model, workers, chunk_size, list(actors), coder)
