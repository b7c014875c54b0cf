"""The chain of releases: what `latest` was before, and what changed; written once, when a release is published.

    data/releases/<version>/changes/part-0.parquet     what became of each event since the release before
                                    about.json         which release that was, when this one was published, counts
                                    SHA256SUMS

A release is a pure function of the runs and versions. What it followed is not: it depends on when somebody published.
So the changes lie beside the tables, outside of the release's version and its checksums, and have checksums of their
own; data package and codebook describe their form and nothing of what they hold. "The release before" is the one that
`latest` pointed at when this one was built: what readers had seen until then. A release that is found and not built
again keeps the changes that it was born with.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas.changes import FOLDER, KINDS, SCHEMA, Change, Kind
from schemas.disk import json_bytes, write_file
from schemas.errors import ReleaseError
from schemas.package import CHECKSUM_FILE, checksums
from schemas.parquet import FILE_NAME, parquet_bytes, read_table, rows_to_table, table_to_rows

ABOUT_FILE = "about.json"


@dataclass(frozen=True, slots=True)
class History:
    """What a release followed: the version before, None for the first, and the number of changes by kind.

    `published` is the UTC time in ISO 8601.
    """

    before: str | None
    published: str
    n_changes: dict[str, int]


def write_history(release: Path, changes: Sequence[Change], *, before: str | None) -> None:
    """Write the changes into the staged release at `release`, after its own checksums."""
    folder = release / FOLDER
    folder.mkdir()
    counted = Counter(change.kind for change in changes)
    about = {
        "before": before,
        "published": datetime.now(UTC).isoformat(timespec="microseconds"),
        "n_changes": {kind: counted[kind] for kind in KINDS},
    }
    write_file(folder / FILE_NAME, parquet_bytes(rows_to_table(changes, SCHEMA)))
    write_file(folder / ABOUT_FILE, json_bytes(about))
    write_file(folder / CHECKSUM_FILE, checksums(folder).encode())


def read_history(release: Path) -> History | None:
    """What the release at this path followed; None for one that was made before changes were kept."""
    path = release / FOLDER / ABOUT_FILE
    if not path.is_file():
        return None
    try:
        about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return History(**about)
    except (OSError, ValueError, TypeError) as error:
        raise ReleaseError(f"{path}: cannot be read ({error}); remove the folder {FOLDER} beside it") from error


def read_changes(release: Path, *, kinds: Sequence[Kind] = KINDS) -> list[Change]:
    """The changes of these kinds since the release before, ordered by kind and ids."""
    rows = table_to_rows(read_table(release / FOLDER, SCHEMA), Change)
    return [change for change in rows if change.kind in kinds]
