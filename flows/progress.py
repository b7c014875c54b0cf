"""How far a run is: a bar on a terminal, plain lines elsewhere; both on standard error."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

log = logging.getLogger("dragoman")

Advance = Callable[[int], None]


@contextmanager
def progress(label: str, total: int) -> Iterator[Advance]:
    """Yield a function that is called with the number of articles just done."""
    console = Console(stderr=True)
    if console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=console) as bar:
            task = bar.add_task(label, total=total)
            yield lambda n: bar.advance(task, n)
    else:
        yield _lines(label, total)


def _lines(label: str, total: int) -> Advance:
    done = 0

    def advance(n: int) -> None:
        nonlocal done
        done += n
        log.info("%s: %d of %d", label, done, total)

    return advance
