"""What travels with a release so that others can read and cite it: data package, codebook and checksums.

The changes that lie beside the tables are no part of the release's version (see `schemas.history`). So package and
codebook, which are, describe their form and where they lie, and say nothing of what they hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from schemas.changes import FOLDER, KIND_MEANINGS, SCHEMA
from schemas.columns import columns_of, tables
from schemas.facts import Facts
from schemas.parquet import FILE_NAME
from schemas.spec import Column, Table, TableName

RELEASE_TABLES: tuple[TableName, ...] = ("articles", "sentences", "mentions", "events")
LICENSE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
COLUMN_HEAD = ("| Column | Type | May be null | Meaning |", "|---|---|---|---|")
PARQUET = "application/vnd.apache.parquet"
CHECKSUM_FILE = "SHA256SUMS"
CHANGES = "What became of each event since the release that was published before this one"
CHANGES_BESIDE = (
    "They depend on what was published before, so they are no part of this release's version and checksums; "
    f"`{FOLDER}/about.json` names the release before, `{FOLDER}/{CHECKSUM_FILE}` has checksums of their own."
)


def checksums(folder: Path) -> str:
    """SHA-256 of every file below `folder` but the checksums themselves, as `sha256sum -c` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUM_FILE)
    return "".join(f"{_sha256(path)}  {path.relative_to(folder).as_posix()}\n" for path in files)


def damaged_files(folder: Path, sums: str) -> list[str]:
    """The names of files below `folder` that are gone or differ from what the checksums `sums` say."""
    damaged = []
    for line in sums.splitlines():
        digest, _, name = line.partition("  ")
        if not (folder / name).is_file() or _sha256(folder / name) != digest:
            damaged.append(name)
    return damaged


def _sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def data_package(facts: Facts, folder: Path) -> dict[str, Any]:
    """The Frictionless data package (version 1) of the release whose files lie in `folder`."""
    return {
        "profile": "data-package",
        "name": "dragoman-events",
        "title": "Dragoman: events coded from news",
        "description": "Who did what to whom, when and where, and whether it really happened, coded in CAMEO.",
        "version": facts.version,
        "licenses": [LICENSE],
        "keywords": ["event data", "CAMEO", "PLOVER", "international relations"],
        "resources": [*(_resource(tables()[name], facts, folder) for name in RELEASE_TABLES), _changes_resource()],
    }


def _resource(table: Table, facts: Facts, folder: Path) -> dict[str, Any]:
    files = sorted((folder / table.name).rglob("*.parquet"))
    resource: dict[str, Any] = {
        "name": table.name,
        "title": table.description,
        "description": table.description,
        "path": [path.relative_to(folder).as_posix() for path in files],
        "format": "parquet",
        "mediatype": PARQUET,
        "bytes": sum(path.stat().st_size for path in files),
        "rowcount": facts.counts[table.name],
        "schema": _schema(table),
    }
    if table.partition is not None:
        resource["partition"] = {
            "name": table.partition.name,
            "type": "year",
            "of": table.partition.column,
            "description": table.partition.description,
        }
    return resource


def _changes_resource() -> dict[str, Any]:
    """The changes by form and place alone: neither size nor number of rows, which the version does not know."""
    return {
        "name": FOLDER,
        "title": CHANGES,
        "description": f"{CHANGES}. {CHANGES_BESIDE}",
        "path": [f"{FOLDER}/{FILE_NAME}"],
        "format": "parquet",
        "mediatype": PARQUET,
        "schema": {"fields": [_change_field(column) for column in SCHEMA]},
    }


def _change_field(column: pa.Field) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": "string", "description": _described(column)}
    enum = {"enum": list(KIND_MEANINGS)} if column.name == "kind" else {}
    required = {} if column.nullable else {"required": True}
    return {**field, "constraints": {**required, **enum}} if required or enum else field


def _described(column: pa.Field) -> str:
    return str(column.metadata[b"description"].decode())


def _schema(table: Table) -> dict[str, Any]:
    return {
        "fields": [_field(column) for column in columns_of(table, in_release=True)],
        "primaryKey": list(table.key),
        "foreignKeys": [
            {"fields": column, "reference": {"resource": other, "fields": tables()[other].key[0]}}
            for column, other in table.references
        ],
    }


def field_type(column: Column) -> str:
    """The type of a column in the words of Frictionless Table Schema. Raises ValueError for a type not foreseen."""
    if pa.types.is_string(column.type):
        return "string"
    if pa.types.is_integer(column.type):
        return "integer"
    if pa.types.is_floating(column.type):
        return "number"
    if pa.types.is_date(column.type):
        return "date"
    if pa.types.is_boolean(column.type):
        return "boolean"
    raise ValueError(f"column {column.name}: no Table Schema type for {column.type}")


def _field(column: Column) -> dict[str, Any]:
    constraints = {
        "required": True if not column.nullable else None,
        "unique": True if column.is_unique else None,
        "enum": list(column.allowed) if column.allowed is not None else None,
        "pattern": column.pattern,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    field: dict[str, Any] = {"name": column.name, "type": field_type(column), "description": column.description}
    stated = {name: value for name, value in constraints.items() if value is not None}
    return {**field, "constraints": stated} if stated else field


def codebook(facts: Facts) -> str:
    """The codebook in Markdown: every table and column of the release."""
    return "\n".join(_codebook_lines(facts)) + "\n"


def _codebook_lines(facts: Facts) -> Iterator[str]:
    yield "# Codebook"
    yield ""
    yield f"Release {facts.version}, schema {facts.schema_version}. Codes are strings, dates are days, countries are"
    yield "ISO 3166-1 alpha-3; beside actors of no one country stands their CAMEO class or region. Offsets are"
    yield "half-open and count characters of the cleaned text in `articles.text`."
    for name in RELEASE_TABLES:
        yield from _table_lines(tables()[name], facts.counts[name])
    yield from _change_lines()


def _table_lines(table: Table, n_rows: int) -> Iterator[str]:
    yield from ("", f"## {table.name}", "", f"{table.description}. Rows: {n_rows}. Key: {', '.join(table.key)}.")
    if table.partition is not None:
        partition = table.partition
        yield f"Lies in folders `{partition.name}=`, the year of `{partition.column}`."
    yield from ("", *COLUMN_HEAD)
    for column in columns_of(table, in_release=True):
        is_nullable = "yes" if column.nullable else "no"
        yield f"| `{column.name}` | {column.type} | {is_nullable} | {column.description}{_values(column)} |"


def _change_lines() -> Iterator[str]:
    yield from ("", f"## {FOLDER}", "", f"{CHANGES}. {CHANGES_BESIDE}", "", *COLUMN_HEAD)
    for column in SCHEMA:
        yield f"| `{column.name}` | {column.type} | {'yes' if column.nullable else 'no'} | {_described(column)} |"


def _values(column: Column) -> str:
    if column.allowed is None or len(column.allowed) > 10:
        return ""
    return f". One of: {', '.join(column.allowed)}"
