"""`dragoman releases`: all releases of a data directory, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from flows.console import console, print_json
from flows.show import released
from schemas.changes import KINDS
from schemas.errors import InputError
from schemas.history import History, read_history
from schemas.releases import Release, all_releases

TABLES = ("articles", "mentions", "events")
LATEST = "latest"
# Minutes are enough to tell releases apart.
MINUTE = len("2026-01-01T00:00")


def show_releases(data: Path, *, as_json: bool) -> None:
    """Print the releases in `data`, the first published first. Raises InputError where there is none."""
    latest = released(data)
    found = [(release, read_history(release.path)) for release in all_releases(data)]
    if as_json:
        print_json([_as_json(release, history, latest) for release, history in found])
        return
    console().print(_table(found, latest))


def find_release(data: Path, name: str) -> Release:
    """The release of that version, of the only one that begins or ends so, or the latest for "latest".

    Raises InputError where there is none, or more than one.
    """
    latest = released(data)
    if name == LATEST:
        return latest
    releases = {release.version: release for release in all_releases(data)}
    fits = [name] if name in releases else [v for v in releases if v.startswith(name) or v.endswith(name)]
    if len(fits) != 1:
        told = "no release" if not fits else f"{len(fits)} releases"
        raise InputError(f"{name}: {told} of {data} fit; `dragoman releases --data {data}` lists them")
    return releases[fits[0]]


def _table(found: list[tuple[Release, History | None]], latest: Release) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("release", no_wrap=True)
    table.add_column("published", no_wrap=True)
    for heading in (*TABLES, "quarantined", "runs"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("since the one before")
    for release, history in found:
        table.add_row(
            f"{release.version}{' (latest)' if release.version == latest.version else ''}",
            history.published[:MINUTE].replace("T", " ") if history else "-",
            *(str(release.counts[name]) for name in TABLES),
            str(release.n_quarantined),
            str(len(release.runs)),
            counted(history.n_changes) if history else "not kept",
        )
    return table


def counted(n_changes: Mapping[str, int]) -> str:
    """The numbers of changes in words: "3 added, 1 gone"; "nothing" where there are none."""
    return ", ".join(f"{n_changes[kind]} {kind}" for kind in KINDS if n_changes.get(kind)) or "nothing"


def _as_json(release: Release, history: History | None, latest: Release) -> dict[str, Any]:
    return {
        "version": release.version,
        "path": str(release.path),
        "is_latest": release.version == latest.version,
        "before": history.before if history else None,
        "published": history.published if history else None,
        "n_changes": history.n_changes if history else None,
        "counts": release.counts,
        "quarantined": release.quarantined,
        "runs": [asdict(run) for run in release.runs],
    }
