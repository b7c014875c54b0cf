"""What a column, a partition and a table are; `schemas.columns` says which there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pyarrow as pa

TableName = Literal["articles", "sentences", "mentions", "events", "rejections"]
Where = Literal["both", "release"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `is_text` marks words of articles, which never go into Great Expectations.

    `minimum` and `maximum` are inclusive. `where` is "release" for what only a release can know.
    """

    name: str
    type: pa.DataType
    description: str
    nullable: bool = False
    is_text: bool = False
    is_unique: bool = False
    allowed: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    where: Where = "both"


@dataclass(frozen=True, slots=True)
class Partition:
    """The year of date column `column` as a hive folder `name=`; rows without a date lie in the default folder."""

    name: str
    column: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: rows are sorted by `sort_by`, which orders them fully. `references` maps columns to other tables."""

    name: TableName
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    sort_by: tuple[str, ...]
    partition: Partition | None = None
    references: tuple[tuple[str, TableName], ...] = ()

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, in order."""
        return tuple(column.name for column in self.columns)
