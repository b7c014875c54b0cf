"""Runs of the command line as processes of their own, and what they leave."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_WAIT = 240


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.out)
        return told


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "flows.cli", *map(str, arguments)]


def dragoman(*arguments: str | Path, env: dict[str, str] | None = None) -> Done:
    """Run a command to its end."""
    done = subprocess.run(
        command(*arguments),
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS_TO_WAIT,
        check=False,
        cwd=ROOT,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def run_without_prefect(folder: Path | Sequence[Path], data: Path) -> Done:
    inputs = [folder] if isinstance(folder, Path) else folder
    return dragoman("run", *inputs, "--out", data, "--no-prefect", "--json")


def signal_after(
    line: str, number: signal.Signals, *arguments: str | Path, env: dict[str, str] | None = None, delay: float = 0.0
) -> Done:
    """Start a command, send it a signal `delay` seconds after a line of its standard error holds `line`."""
    process = subprocess.Popen(
        command(*arguments),
        env=os.environ | (env or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        cwd=ROOT,
    )
    watchdog = threading.Timer(SECONDS_TO_WAIT, process.kill)
    watchdog.start()
    try:
        seen = ""
        for told in process.stderr or ():
            seen += told
            if line in told:
                time.sleep(delay)
                process.send_signal(number)
                break
        out, err = process.communicate(timeout=SECONDS_TO_WAIT)
    finally:
        watchdog.cancel()
        process.kill()
    assert line in seen, f"{line!r} was never told: {seen}{err}"
    return Done(process.returncode, out, seen + err)


def processes_with(value: str) -> list[str]:
    """The command lines of all processes whose environment holds `value`; Linux alone tells them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if value.encode() in (folder / "environ").read_bytes():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
    return found


def all_gone(value: str, *, seconds: float = 15.0) -> list[str]:
    """What is left after at most `seconds` of the processes whose environment holds `value`."""
    deadline = time.monotonic() + seconds
    while (left := processes_with(value)) and time.monotonic() < deadline:
        time.sleep(0.2)
    return left


def count_rows(data: Path, table: str) -> int:
    """The rows of a table of the latest release, as a reader with DuckDB sees them."""
    ((count,),) = duckdb.sql(f"SELECT count(*) FROM '{data}/latest/{table}/**/*.parquet'").fetchall()
    return int(count)


def is_whole(data: Path) -> bool:
    """Whether `latest` points at a release whose files are those of its checksums."""
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=data / "latest", capture_output=True, check=False
    )
    return done.returncode == 0
