"""Kills a process at each of its calls that change the file system, and looks at what the next one finds.

    python -m tests.fault.killing WORK [--first N] [--careless]

A child commits a run and publishes. Python's audit events tell the child of every such call before it is made; at the
n-th the child kills itself, for n = 1, 2, ... until it comes to its end. After each kill `latest` must be whole, then
a second child is killed at the same count in what the first left, and a third must end well with the very release that
an undisturbed process makes. Prints JSON: the calls that were reached, and what was found broken.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import schemas.releases
from schemas.package import CHECKSUM_FILE, damaged_files
from schemas.releases import Release, latest_release, publish
from schemas.runs import committed_runs
from tests.tiny import accept_all, article, commit, mention, merge

CHANGES = frozenset({"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.symlink"})
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def work(data: Path, names: str) -> Release:
    """Commit a run of the articles of these names and publish."""
    articles = [article(name) for name in names]
    commit(data, articles, [mention(of) for of in articles])
    return publish(data, merge=merge, code_version="0.0.1")


def is_change(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether an audit event tells of a call that changes the file system."""
    return event in CHANGES or (event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & WRITES))


def kill_at(n: int, reached: int) -> None:
    """Kill this process at its n-th change; the name of the call goes to descriptor `reached` before."""
    left = n

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if is_change(event, arguments):
            left -= 1
            if left == 0:
                os.write(reached, event.encode())
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def run_and_kill(n: int, action: Callable[[], object]) -> str | None:
    """The call at which a child that does `action` was killed, None where it ended well. Raises where it failed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            kill_at(n, writing)
            action()
            os._exit(0)
        except BaseException as error:
            print(f"child failed at {n}: {error!r}", file=sys.stderr)
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        call = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return call
    if os.WEXITSTATUS(status):
        raise RuntimeError(f"the child that was to be killed at change {n} failed by itself")
    return None


def broken_after_kill(data: Path, allowed: set[str]) -> str | None:
    """What a reader would find broken in `data`, None where all is whole."""
    try:
        latest = latest_release(data)
    except Exception as error:
        return f"latest cannot be read: {error!r}"
    if latest is None:
        return "latest is gone"
    if latest.version not in allowed:
        return f"latest is {latest.version}, neither the old release nor the new one"
    damaged = damaged_files(latest.path, (latest.path / CHECKSUM_FILE).read_text(encoding="utf-8"))
    if damaged:
        return f"files of latest are damaged: {damaged}"
    committed_runs(data)
    return None


def broken_after_recovery(data: Path, wanted: str) -> str | None:
    """What is wrong once an undisturbed process has done the work again."""
    version = work(data, "bc").version
    if version != wanted:
        return f"the next release is {version}, not {wanted}"
    left = [path.name for folder in ("runs", "releases") for path in (data / folder).glob(".staging-*")]
    left += [path.name for path in data.glob(".latest*")]
    return f"left behind: {left}" if left else broken_after_kill(data, {wanted})


def sweep(root: Path, first: int) -> dict[str, Any]:
    """Kill at every change from number `first` on."""
    old = work(root / "base", "a").version
    shutil.copytree(root / "base", root / "whole", symlinks=True)
    new = work(root / "whole", "bc").version
    calls: list[str] = []
    broken: list[str] = []
    data = root / "data"
    while True:
        n = first + len(calls)
        shutil.copytree(root / "base", data, symlinks=True)
        call = run_and_kill(n, lambda: work(data, "bc"))
        if call is None:
            return {"calls": calls, "broken": broken}
        calls.append(call)
        found = broken_after_kill(data, {old, new})
        run_and_kill(n, lambda: work(data, "bc"))
        found = found or broken_after_kill(data, {old, new}) or broken_after_recovery(data, new)
        broken += [f"killed at change {n} ({call}): {found}"] if found else []
        shutil.rmtree(data)


def careless_swap(data: Path, release: Release) -> None:
    """How not to do it: between the two calls there is no `latest`."""
    (data / "latest").unlink(missing_ok=True)
    (data / "latest").symlink_to(f"releases/{release.version}")


def main() -> None:
    """Run the sweep that the arguments ask for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--careless", action="store_true")
    asked = parser.parse_args()
    swap = careless_swap if asked.careless else schemas.releases._point_latest
    # A kill leaves what the system has already taken: bringing it to the disk guards against other things, slowly.
    with (
        patch("os.fsync"),
        patch("schemas.dataset.validate_table", accept_all),
        patch("schemas.releases._point_latest", swap),
    ):
        print(json.dumps(sweep(asked.work, asked.first)))


if __name__ == "__main__":
    main()
