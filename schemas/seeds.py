"""Where the curated inputs are, and how their tables are read."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from schemas.errors import InputError, SeedError


def seed_path(*parts: str) -> Path:
    """The path of a seed file or folder, as installed."""
    return Path(str(files("seeds").joinpath(*parts)))


def read_csv(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (line number, row) of a seed table with a header row.

    Raises SeedError where the header is not `columns` or a row has another number of cells.
    """
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.reader(handle)
        header = tuple(next(reader, ()))
        if header != columns:
            raise SeedError(f"{path.name}: the header is {','.join(header)!r}, expected {','.join(columns)!r}")
        for cells in reader:
            if len(cells) != len(columns):
                raise SeedError(f"{path.name}:{reader.line_num}: {len(cells)} cells, expected {len(columns)}")
            yield reader.line_num, dict(zip(columns, cells, strict=True))


def split_cell(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values with `|` between them."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def read_file(path: Path) -> bytes:
    """The bytes of a user's own seed file. Raises InputError where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); give --actors a file of actors") from error


def hash_files(paths: Sequence[Path]) -> str | None:
    """A SHA-256 over kinds and contents of the files in their order, None for no files. Raises InputError."""
    if not paths:
        return None
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.suffix.lower().encode() + b"\0" + hashlib.sha256(read_file(path)).digest())
    return digest.hexdigest()
