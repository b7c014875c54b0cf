"""Worker processes: the model is loaded once in each, and none outlives the process that started it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager


def default_workers() -> int:
    """One worker for each processor this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def worker_pool(workers: int) -> Iterator[Executor]:
    """A pool of `workers` processes; with 0 a thread of this process, for debuggers and notebooks.

    When the block ends with an exception, Ctrl-C included, the workers are ended at once, whatever they are at.
    """
    if workers == 0:
        with ThreadPoolExecutor(1) as threads:
            yield threads
        return
    others = set(multiprocessing.active_children())
    # A forked child would inherit the locks of Prefect's threads in whatever state they are.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start_worker) as processes:
        try:
            yield processes
        except BaseException:
            processes.shutdown(wait=False, cancel_futures=True)
            for child in set(multiprocessing.active_children()) - others:
                child.terminate()
            raise


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and end when the parent does, were it by SIGKILL."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
