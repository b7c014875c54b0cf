"""Rows to Parquet and back: the same rows give the same bytes, whatever their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from schemas.disk import link_or_write
from schemas.spec import Partition, Table

# What Hive calls the folder of rows without a value; pyarrow and DuckDB read it as null.
DEFAULT_PARTITION = "__HIVE_DEFAULT_PARTITION__"
# Sentences make up most of a row; this many rows stay in the tens of megabytes.
ROWS_PER_GROUP = 64_000
FILE_NAME = "part-0.parquet"
# There is no year 0: a file without rows in its folder tells readers that years are numbers where no row has one.
# pyarrow refuses a data set whose only folder is the default one.
NO_YEAR = 0

Record = TypeVar("Record")


def rows_to_table(rows: Sequence[object], schema: pa.Schema) -> pa.Table:
    """Records as a table: every column from the attribute of its name. Raises AttributeError where one is missing."""
    return pa.table({name: [getattr(row, name) for row in rows] for name in schema.names}, schema=schema)


def table_to_rows(table: pa.Table, kind: type[Record], **constants: Any) -> list[Record]:
    """The rows as records of dataclass `kind`; its fields in `constants` get that value, other columns are left out."""
    names = [field.name for field in fields(kind) if field.name not in constants]  # type: ignore[arg-type]
    columns = [table.column(name).to_pylist() for name in names]
    return [kind(**dict(zip(names, cells, strict=True)), **constants) for cells in zip(*columns, strict=True)]


def sort_rows(table: pa.Table, spec: Table) -> pa.Table:
    """The rows in the table's order; nulls last."""
    return table.sort_by([(name, "ascending") for name in spec.sort_by])


def parquet_bytes(table: pa.Table) -> bytes:
    """A table as one Parquet file in memory."""
    sink = pa.BufferOutputStream()
    # Chunk borders would show in the pages: two tables of the same rows must not differ in them.
    pq.write_table(table.combine_chunks(), sink, compression="zstd", row_group_size=ROWS_PER_GROUP)
    return bytes(sink.getvalue())


def write_table(
    table: pa.Table, folder: Path, spec: Table, *, earlier: Path | None = None, file_name: str = FILE_NAME
) -> None:
    """Write `table` below `folder` in sorted order, one file for each partition, each brought to the disk.

    A table without rows becomes one file without rows, so that readers find its columns. A partition that is the same,
    byte for byte, in the table at `earlier` becomes a hard link to it.
    """
    ordered = sort_rows(table, spec)
    for name, part in _parts(ordered, spec.partition):
        target = folder / name if name else folder
        target.mkdir(parents=True, exist_ok=True)
        like = earlier / name / file_name if earlier else None
        link_or_write(target / file_name, parquet_bytes(part), like)


def _parts(table: pa.Table, partition: Partition | None) -> Iterator[tuple[str, pa.Table]]:
    if partition is None:
        yield "", table
        return
    years = pc.year(table.column(partition.column))
    for year in sorted(pc.unique(years.drop_null()).to_pylist()) or [NO_YEAR]:
        yield f"{partition.name}={year}", table.filter(pc.equal(years, year))
    undated = table.filter(pc.is_null(years))
    if undated.num_rows:
        yield f"{partition.name}={DEFAULT_PARTITION}", undated


def read_table(
    folder: Path, schema: pa.Schema, *, columns: Sequence[str] | None = None, where: pc.Expression | None = None
) -> pa.Table:
    """The rows below `folder` that `where` selects, in the order of file names.

    A column that an older file lacks is null there.
    """
    paths = sorted(str(path) for path in folder.rglob("*.parquet"))
    if not paths:
        wanted = schema if columns is None else pa.schema([schema.field(name) for name in columns])
        return wanted.empty_table()
    wanted_names = schema.names if columns is None else list(columns)
    table = ds.dataset(paths, schema=schema, format="parquet").to_table(columns=wanted_names, filter=where)
    return table.replace_schema_metadata(schema.metadata)
