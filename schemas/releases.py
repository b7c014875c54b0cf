"""Releases: one dataset each, a pure function of the committed runs and the versions of code and seeds.

    data/releases/<version>/{articles,sentences,mentions,events}/ + quarantine/<table>/ + release.json,
        datapackage.json, CODEBOOK.md, index.html, SHA256SUMS; and changes/, see `schemas.history`
    data/latest -> releases/<version>

A release is built beside and enters by one rename; then `latest` is swapped by one rename of a link. A file that holds
the same bytes as in the release before becomes a second name of it: files of a release are never changed.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.assemble import Assembled, Share, assemble, inputs_key, shares_of
from schemas.changes import changes_between, nothing_told, told_by, told_in
from schemas.columns import arrow_schema, tables
from schemas.corrections import (
    Correction,
    coding_seeds_hash,
    corrections_hash,
    default_corrections,
    read_corrections,
)
from schemas.dataset import Dataset, Merge, build_dataset
from schemas.disk import json_bytes, locked, remove_tree, sync_folder, sync_tree, write_file
from schemas.errors import ReleaseError
from schemas.facts import Facts, RunFacts, facts_of
from schemas.history import read_history, write_history
from schemas.package import CHECKSUM_FILE, checksums, codebook, damaged_files, data_package
from schemas.page import release_page
from schemas.parquet import FILE_NAME, write_table
from schemas.runs import committed_runs
from schemas.spec import Table, TableName
from schemas.versions import code_hash

LOCK = ".lock"
STAGING = ".staging-"
LATEST = "latest"
RELEASE_FILE = "release.json"


@dataclass(frozen=True, slots=True)
class Release:
    """A published dataset. `counts` are rows by table; `quarantined` counts rows by table and rule.

    `rejections` counts by stage and reason what never came to a table. `is_new` tells whether this call built it.
    `runs` are the runs that it stands on, with the versions that coded them.
    """

    version: str
    path: Path
    counts: dict[str, int]
    quarantined: dict[str, dict[str, int]]
    rejections: dict[str, dict[str, int]]
    is_new: bool
    runs: tuple[RunFacts, ...] = ()

    @property
    def n_quarantined(self) -> int:
        """How many rows were kept out of the tables."""
        return sum(sum(rules.values()) for rules in self.quarantined.values())


def publish(data: Path, *, merge: Merge, code_version: str, corrections: Path | None = None) -> Release:
    """Build the release of all committed runs in `data`, and let `data/latest` point at it.

    Processes that publish at once wait for each other. A release of the same inputs is found and not built again.
    `corrections` is a file of corrections, by default the project's own. Raises ReleaseError where there are no runs, a
    table fails its expectations, a correction does not fit or a release on disk is damaged, and SeedError where the
    corrections cannot be read; `latest` stays as it was then.
    """
    applied = read_corrections(corrections or default_corrections())
    folder = data / "releases"
    folder.mkdir(parents=True, exist_ok=True)
    with locked(folder / LOCK):
        for abandoned in folder.glob(f"{STAGING}*"):
            remove_tree(abandoned)
        shares = shares_of(committed_runs(data))
        if not shares:
            raise ReleaseError(
                f"{data / 'runs'}: no finished run holds anything to release; run on some articles first"
            )
        versions = {"code_version": code_version, "code_hash": code_hash(), "seeds_hash": coding_seeds_hash()}
        key = inputs_key(shares, versions, corrections_hash(applied))
        _check_link(data / LATEST)
        given = _Given(shares, versions, applied, key)
        release = _find(data, key) or _build(folder, given, merge, _before(data))
        _point_latest(data, release)
    return release


@dataclass(frozen=True, slots=True)
class _Given:
    """What a release is made of."""

    shares: tuple[Share, ...]
    versions: Mapping[str, str]
    corrections: tuple[Correction, ...]
    key: str


def latest_release(data: Path) -> Release | None:
    """The release that `data/latest` points at, None where nothing was published yet."""
    link = data / LATEST
    return read_release(link.resolve()) if link.exists() else None


def all_releases(data: Path) -> list[Release]:
    """All releases in `data`, the first published first."""
    folder = data / "releases"
    paths = [path for path in folder.iterdir() if _is_release(path)] if folder.is_dir() else []
    return [read_release(path) for path in sorted(paths, key=_moment)]


def _is_release(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")


def _moment(path: Path) -> tuple[str, str]:
    """What orders releases; those from before the time was kept are older than all others."""
    history = read_history(path)
    return (history.published if history else "", path.name)


def read_release(path: Path) -> Release:
    """The release at this path. Raises ReleaseError where it cannot be read."""
    about = _about(path)
    return Release(
        version=about["version"],
        path=path,
        counts=about["counts"],
        quarantined=about["quarantined"],
        rejections=about["rejections"],
        is_new=False,
        runs=tuple(RunFacts(**run) for run in about["runs"] if run.keys() == RunFacts.__dataclass_fields__.keys()),
    )


def _about(path: Path) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads((path / RELEASE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"{path / RELEASE_FILE}: cannot be read ({error}); remove the folder and publish again"
        raise ReleaseError(message) from error
    return about


def _find(data: Path, key: str) -> Release | None:
    """The release of these inputs, where there is one. Raises ReleaseError where its files were changed."""
    for path in sorted((data / "releases").iterdir()):
        if _is_release(path) and _about(path)["inputs_key"] == key:
            _check(path)
            return read_release(path)
    return None


def _check(path: Path) -> None:
    """Raise ReleaseError where files of the release at this path were changed."""
    damaged = damaged_files(path, (path / CHECKSUM_FILE).read_text(encoding="utf-8"))
    if damaged:
        raise ReleaseError(f"{path}: {', '.join(damaged[:5])} changed; remove the folder and publish again")


def _check_link(link: Path) -> None:
    if link.exists() and not link.is_symlink():
        raise ReleaseError(f"{link}: is no link to a release; move it away and publish again")


def _before(data: Path) -> Release | None:
    """The release that readers see until this one is published. Raises ReleaseError where it was changed."""
    before = latest_release(data)
    if before is not None:
        _check(before.path)
    return before


def _build(folder: Path, given: _Given, merge: Merge, before: Release | None) -> Release:
    assembled = assemble(given.shares)
    dataset = build_dataset(assembled, merge, given.corrections)
    staging = folder / f"{STAGING}{os.getpid()}"
    try:
        version = _write(staging, given, assembled, dataset, before)
        was = nothing_told() if before is None else told_in(before.path)
        changes = changes_between(was, told_by(dataset))
        write_history(staging, changes, before=None if before is None else before.version)
        sync_tree(staging)
        target = folder / version
        if not target.is_dir():
            staging.rename(target)
            sync_folder(folder)
    finally:
        if staging.is_dir():
            remove_tree(staging)
    return replace(read_release(target), is_new=True)


def _write(staging: Path, given: _Given, assembled: Assembled, dataset: Dataset, before: Release | None) -> str:
    """Write all files of a release that depend on nothing but what it is made of; returns its version."""
    staging.mkdir()
    for name, table in dataset.tables.items():
        earlier = before.path / name if before else None
        for file_name, part in _parts(name, _stamped(table, tables()[name], given.versions)):
            write_table(part, staging / name, tables()[name], earlier=earlier, file_name=file_name)
    for name, table in dataset.quarantine.items():
        earlier = before.path / "quarantine" / name if before else None
        spec = replace(tables()[name], partition=None)
        write_table(table, staging / "quarantine" / name, spec, earlier=earlier)
    content = hashlib.sha256((given.key + checksums(staging)).encode()).hexdigest()[:12]
    version = f"{given.versions['code_version']}-{content}"
    facts = facts_of(
        assembled,
        dataset,
        version=version,
        inputs_key=given.key,
        versions=given.versions,
        corrections=given.corrections,
    )
    _write_documents(staging, facts, dataset)
    return version


def _parts(name: TableName, table: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """The files of a table by name: of sentences one for each run, since they have no date to be parted by and are most
    of what a release holds; those of older runs stay the same as runs are added."""
    runs = sorted(pc.unique(table.column("run_id")).to_pylist()) if name == "sentences" else []
    for run_id in runs:
        yield f"part-{run_id}.parquet", table.filter(pc.equal(table.column("run_id"), run_id))
    if not runs:
        yield FILE_NAME, table


def _stamped(table: pa.Table, spec: Table, versions: Mapping[str, str]) -> pa.Table:
    return table.cast(arrow_schema(spec, in_release=True, strict=True, versions=dict(versions)))


def _write_documents(staging: Path, facts: Facts, dataset: Dataset) -> None:
    write_file(staging / RELEASE_FILE, json_bytes(asdict(facts)))
    write_file(staging / "CODEBOOK.md", codebook(facts).encode())
    write_file(staging / "index.html", release_page(facts, dataset).encode())
    write_file(staging / "datapackage.json", json_bytes(data_package(facts, staging)))
    write_file(staging / CHECKSUM_FILE, checksums(staging).encode())


def _point_latest(data: Path, release: Release) -> None:
    """Swap `latest` by one rename: a reader sees the old release or the new one."""
    link, target = data / LATEST, f"releases/{release.version}"
    if link.is_symlink() and str(link.readlink()) == target:
        return
    fresh = data / ".latest.new"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    sync_folder(data)
