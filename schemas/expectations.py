"""Great Expectations over the tables: rows that fail go to quarantine, a table that fails stops the release."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa

from schemas.errors import ReleaseError
from schemas.rules import Known, Rule, frame_of, rules_of
from schemas.spec import Column, Table

# More than a fifth of the rows failing is no accident of single rows: something upstream is broken, and the rest
# is not to be trusted. A few rows may be a fifth of a small table, so that many are always allowed.
MAX_QUARANTINED_SHARE = 0.2
ALWAYS_ALLOWED = 5

NOT_NULL = "ExpectColumnValuesToNotBeNull"
IN_SET = "ExpectColumnValuesToBeInSet"
MATCHES = "ExpectColumnValuesToMatchRegex"
BETWEEN = "ExpectColumnValuesToBeBetween"
UNIQUE = "ExpectColumnValuesToBeUnique"


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation and how many rows failed it; `stops_release` marks those about the table as a whole."""

    name: str
    description: str
    n_failed: int
    stops_release: bool


@dataclass(frozen=True, slots=True)
class Validated:
    """A table parted in two. `quarantined` has the column `rule`: the first rule that the row failed."""

    good: pa.Table
    quarantined: pa.Table
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class _Expected:
    """An expectation before it is handed over: `frame_column` is what it looks at, `kind` the library's class."""

    name: str
    description: str
    frame_column: str
    kind: str
    arguments: dict[str, Any]
    stops_release: bool = False


def validate_table(spec: Table, table: pa.Table, known: Known) -> Validated:
    """Check a table, whatever of its columns are present, against the specification and the rules across columns.

    Raises ReleaseError where ids are not unique among the good rows, too many rows fail, or a check cannot run.
    """
    columns = [column for column in spec.columns if column.name in table.schema.names]
    rules = rules_of(spec.name)
    expected = [item for column in columns for item in _column_expectations(column)]
    expected += [_Expected(rule.name, rule.description, rule.name, IN_SET, {"value_set": [True]}) for rule in rules]
    failed = _run(spec.name, _coded_frame(table, columns, rules, known), expected)
    first = _first_failures(table.num_rows, expected, failed)
    _stop_if_too_many(spec.name, first)
    good = table.filter(pa.array([rule is None for rule in first], pa.bool_()))
    unique = [item for column in columns for item in _unique_expectations(column)]
    failed_tables = _run(spec.name, _plain_frame(good, [c for c in columns if c.is_unique]), unique)
    _stop_if_failed(spec.name, unique, failed_tables)
    return Validated(good, _quarantine(table, first), _checks([*expected, *unique], [*failed, *failed_tables]))


def _quarantine(table: pa.Table, first: list[str | None]) -> pa.Table:
    """The failing rows with their rule, as strings of what was found: a bad row need not fit the strict types."""
    bad = table.filter(pa.array([rule is not None for rule in first], pa.bool_()))
    field = pa.field("rule", pa.string(), metadata={"description": "The first rule that the row failed"})
    return bad.append_column(field, pa.array([rule for rule in first if rule is not None], pa.string()))


def _column_expectations(column: Column) -> Iterator[_Expected]:
    name, coded = column.name, not column.is_text
    if not column.nullable:
        looked_at = name if coded else f"has_{name}"
        kind, arguments = (NOT_NULL, {}) if coded else (IN_SET, {"value_set": [True]})
        yield _Expected(f"{name}:required", f"{name} is not null", looked_at, kind, dict(arguments))
    if column.allowed is not None:
        allowed = {"value_set": list(column.allowed)}
        yield _Expected(f"{name}:allowed", f"{name} is one of {len(column.allowed)} values", name, IN_SET, allowed)
    if column.pattern is not None:
        pattern = {"regex": column.pattern}
        yield _Expected(f"{name}:pattern", f"{name} matches {column.pattern}", name, MATCHES, pattern)
    if column.minimum is not None or column.maximum is not None:
        bounds = {"min_value": column.minimum, "max_value": column.maximum}
        described = f"{name} from {_bound(column.minimum)} to {_bound(column.maximum)}"
        yield _Expected(f"{name}:range", described, name, BETWEEN, bounds)


def _bound(value: float | None) -> str:
    return "any" if value is None else f"{value:g}"


def _unique_expectations(column: Column) -> Iterator[_Expected]:
    if column.is_unique:
        yield _Expected(f"{column.name}:unique", f"{column.name} stands once", column.name, UNIQUE, {}, True)


def _plain_frame(table: pa.Table, columns: list[Column]) -> pd.DataFrame:
    """The coded columns as plain objects, which is what Great Expectations knows best."""
    coded = [column.name for column in columns if not column.is_text and not pa.types.is_date(column.type)]
    frame: pd.DataFrame = table.select(coded).to_pandas(strings_to_categorical=False)
    return frame


def _coded_frame(table: pa.Table, columns: list[Column], rules: tuple[Rule, ...], known: Known) -> pd.DataFrame:
    """What Great Expectations sees: codes and numbers, and true or false in place of text, dates and relations."""
    whole = frame_of(table)
    frame = _plain_frame(table, columns)
    added = {
        f"has_{column.name}": whole[column.name].notna().to_numpy(dtype=bool)
        for column in columns
        if column.is_text and not column.nullable
    }
    added.update({rule.name: rule.holds(whole, known).fillna(False).to_numpy(dtype=bool) for rule in rules})
    return pd.concat([frame, pd.DataFrame(added, index=frame.index)], axis=1)


def _run(name: str, frame: pd.DataFrame, expected: list[_Expected]) -> list[list[int]]:
    """The numbers of the rows that fail, for each expectation. Raises ReleaseError where one could not be checked."""
    if not expected:
        return []
    with _quiet():
        results = _great_expectations(name, frame, expected)
    failed: list[list[int]] = []
    for item, result in zip(expected, results, strict=True):
        rows = result.result.get("unexpected_index_list")
        if not result.success and rows is None:
            raise ReleaseError(f"{name}: the check {item.name} could not run: {result.exception_info}")
        failed.append([int(row) for row in rows or ()])
    return failed


def _great_expectations(name: str, frame: pd.DataFrame, expected: list[_Expected]) -> list[Any]:
    # Set before the import: the library reads it then, and would report home.
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    # Imported here because it takes seconds, which a run that finds everything done need not wait.
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    kinds = gx.expectations.core
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("tables").add_dataframe_asset(name)
    batch = asset.add_batch_definition_whole_dataframe(name).get_batch({"dataframe": frame})
    made = [
        getattr(kinds, item.kind)(column=item.frame_column, meta={"rule": item.name}, **item.arguments)
        for item in expected
    ]
    suite = context.suites.add(gx.ExpectationSuite(name, expectations=made))
    wanted = {"result_format": "COMPLETE", "return_unexpected_index_query": False}
    results = {_rule_name(result): result for result in batch.validate(suite, result_format=wanted).results}
    return [results[item.name] for item in expected]


def _rule_name(result: Any) -> str:
    return str(result.expectation_config.meta["rule"])


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the library's own log lines from the user's screen."""
    logger = logging.getLogger("great_expectations")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _first_failures(n_rows: int, expected: list[_Expected], failed: list[list[int]]) -> list[str | None]:
    first: list[str | None] = [None] * n_rows
    for item, rows in zip(expected, failed, strict=True):
        for row in rows:
            first[row] = first[row] or item.name
    return first


def _checks(expected: list[_Expected], failed: list[list[int]]) -> tuple[Check, ...]:
    pairs = zip(expected, failed, strict=True)
    return tuple(Check(item.name, item.description, len(rows), item.stops_release) for item, rows in pairs)


def _stop_if_too_many(name: str, first: list[str | None]) -> None:
    failures = [rule for rule in first if rule is not None]
    if len(failures) <= max(ALWAYS_ALLOWED, MAX_QUARANTINED_SHARE * len(first)):
        return
    worst = max(sorted(set(failures)), key=failures.count)
    raise ReleaseError(
        f"table {name}: {len(failures)} of {len(first)} rows fail their checks, most of them {worst}; "
        "nothing was released"
    )


def _stop_if_failed(name: str, expected: list[_Expected], failed: list[list[int]]) -> None:
    for item, rows in zip(expected, failed, strict=True):
        if rows:
            raise ReleaseError(
                f"table {name}: {item.description} does not hold for {len(rows)} rows; nothing was released"
            )
