"""Corrections of single codes: what `seeds/corrections.yml` says is applied to every release, and to no run.

An entry says which rows it means, what becomes of them, why, and how many rows there are: where another number fits,
the data are no longer those that were looked at, and the release fails.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, reduce
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import pyarrow.compute as pc
import yaml

from schemas.cameo import cameo, cameo_codes
from schemas.columns import arrow_schema, tables
from schemas.errors import ReleaseError, SeedError
from schemas.seeds import hash_files, seed_path

FILE = "corrections.yml"
CorrectedTable = Literal["mentions", "events"]
Action = Literal["drop", "set"]
KEYS = frozenset({"table", "match", "action", "set", "reason", "expect"})
# What a reader of the sentence can know better. Ids and spans say where a row stands, and the columns that follow from
# the CAMEO code follow it.
SETTABLE = (
    *(f"{role}_{part}" for role in ("source", "target") for part in ("name", "code", "country", "sector")),
    *("cameo_code", "is_reciprocal", "status", "event_date", "date_precision", "date_basis"),
    *("place_name", "place_country", "latitude", "longitude", "place_level", "place_score", "confidence"),
)


@dataclass(frozen=True, slots=True)
class Correction:
    """One entry of the file; `values` are what action "set" puts in. `entry` counts from 1."""

    file: str
    entry: int
    table: CorrectedTable
    match: Mapping[str, Any]
    action: Action
    values: Mapping[str, Any]
    reason: str
    expect: int

    @property
    def rule(self) -> str:
        """What stands as rule beside the rows that it drops."""
        return f"{FILE}:{self.entry}"


def is_correction(rule: str) -> bool:
    """Whether the rule beside a row in quarantine says that a correction dropped it."""
    return rule.startswith(f"{FILE}:")


@dataclass(frozen=True, slots=True)
class Corrected:
    """A table after its corrections; `dropped` has the rows that left it, with the column `rule`."""

    table: pa.Table
    dropped: pa.Table


def default_corrections() -> Path:
    """The project's own file of corrections."""
    return seed_path(FILE)


@cache
def coding_seeds_hash() -> str:
    """A SHA-256 over all seeds that decide how a text is coded: neither corrections nor sample articles nor the corpus
    do, of which only the network that was trained on it decides."""
    root = seed_path()
    paths = (path for path in root.rglob("*") if path.suffix in {".csv", ".yml", ".yaml"})
    coding = [path for path in paths if path.relative_to(root).parts[0] not in {"articles", "corpus", FILE}]
    return hash_files(sorted(coding)) or ""


def corrections_hash(corrections: Sequence[Correction]) -> str | None:
    """A SHA-256 over what the entries do, None where there are none; comments and the file's place do not count."""
    if not corrections:
        return None
    told = [[c.table, dict(c.match), c.action, dict(c.values), c.reason, c.expect] for c in corrections]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=date.isoformat).encode()).hexdigest()


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """The entries of a file of corrections. Raises SeedError where one is not as it must be."""
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise SeedError(f"{path}: cannot be read ({error})") from error
    if not isinstance(entries, list):
        raise SeedError(f"{path}: it must be a list of entries, each beginning with '- table:'")
    return tuple(_correction(path, number, entry) for number, entry in enumerate(entries, start=1))


def _correction(path: Path, number: int, entry: Any) -> Correction:
    for fault in _faults(entry):
        raise SeedError(f"{path}, entry {number}: {fault}")
    return Correction(
        file=str(path),
        entry=number,
        table=entry["table"],
        match=entry["match"],
        action=entry["action"],
        values=entry.get("set", {}),
        reason=entry["reason"].strip(),
        expect=entry["expect"],
    )


def _faults(entry: Any) -> Iterator[str]:
    """What is wrong with an entry; the first is enough, since later ones take the earlier for right."""
    if not isinstance(entry, dict):
        yield "it is no entry with the keys table, match, action, reason and expect"
        return
    needed = KEYS if entry.get("action") == "set" else KEYS - {"set"}
    if entry.keys() != needed:
        yield f"its keys are {', '.join(map(str, entry))}; they must be {', '.join(sorted(needed))}"
        return
    for key, allowed in (("table", get_args(CorrectedTable)), ("action", get_args(Action))):
        if entry[key] not in allowed:
            yield f"{key} is {entry[key]!r}, it must be one of {', '.join(allowed)}"
            return
    if not isinstance(entry["reason"], str) or not entry["reason"].strip():
        yield "it needs a reason"
    if not isinstance(entry["expect"], int) or isinstance(entry["expect"], bool) or entry["expect"] < 1:
        yield "expect must be the number of rows it is for, 1 or more"
    schema = _matchable(entry["table"])
    yield from _faults_in_cells("match", entry["match"], schema, tuple(schema.names), is_list_allowed=True)
    if entry["action"] == "set":
        yield from _faults_in_cells("set", entry["set"], schema, SETTABLE, is_list_allowed=False)
        if entry["set"].get("cameo_code", "040") not in cameo_codes():
            yield f"set: {entry['set']['cameo_code']!r} is no CAMEO code"


def _faults_in_cells(
    key: str, cells: Any, schema: pa.Schema, allowed: Sequence[str], *, is_list_allowed: bool
) -> Iterator[str]:
    if not isinstance(cells, dict) or not cells:
        yield f"{key} must name columns with their values"
        return
    for name, value in cells.items():
        if name not in allowed:
            yield f"{key}: {name!r} is none of {', '.join(allowed)}"
            continue
        for one in value if isinstance(value, list) and is_list_allowed else [value]:
            try:
                pa.scalar(one, schema.field(name).type)
            except (pa.ArrowInvalid, pa.ArrowTypeError, TypeError):
                yield f"{key}: {name} is {one!r}, not of type {schema.field(name).type} (codes stand in quotes)"


def _matchable(name: CorrectedTable) -> pa.Schema:
    """The columns that rows can be told by: mentions are corrected before events are made of them."""
    schema = arrow_schema(tables()[name], in_release=True)
    return schema.remove(schema.get_field_index("event_id")) if name == "mentions" else schema


def corrected(name: CorrectedTable, table: pa.Table, corrections: Sequence[Correction]) -> Corrected:
    """The table with the corrections that are for it, one after the other.

    Raises ReleaseError where one does not fit as many rows as it expects.
    """
    dropped = [_with_rule(table.slice(0, 0), "")]
    for correction in (one for one in corrections if one.table == name):
        fits = _fits(table, correction)
        _stop_if_unexpected(correction, pc.sum(fits).as_py() or 0)
        if correction.action == "drop":
            dropped.append(_with_rule(table.filter(fits), correction.rule))
            table = table.filter(pc.invert(fits))
        else:
            table = _with_values(table, fits, _values(correction))
    return Corrected(table, pa.concat_tables(dropped))


def _fits(table: pa.Table, correction: Correction) -> pa.ChunkedArray:
    return reduce(pc.and_, (_equals(table.column(name), value) for name, value in correction.match.items()))


def _equals(column: pa.ChunkedArray, value: Any) -> pa.ChunkedArray:
    wanted = pa.array(value if isinstance(value, list) else [value], column.type)
    return pc.is_in(column, wanted)


def _stop_if_unexpected(correction: Correction, n_rows: int) -> None:
    if n_rows == correction.expect:
        return
    match = ", ".join(f"{name}: {value}" for name, value in correction.match.items())
    raise ReleaseError(
        f"{correction.file}, entry {correction.entry} ({correction.action} {correction.table} with {match}): "
        f"{n_rows} rows fit, {correction.expect} expected; look at them, then mend or remove the entry. "
        "Nothing was released"
    )


def _values(correction: Correction) -> dict[str, Any]:
    """What the entry sets, with what follows from a new CAMEO code."""
    if "cameo_code" not in correction.values:
        return dict(correction.values)
    row = cameo(correction.values["cameo_code"])
    following = {
        "cameo_root": row.root,
        "quad_class": row.quad_class,
        "goldstein": row.goldstein,
        "plover": row.plover,
    }
    return {**correction.values, **following}


def _with_values(table: pa.Table, fits: pa.ChunkedArray, values: Mapping[str, Any]) -> pa.Table:
    for name, value in values.items():
        index, field = table.schema.get_field_index(name), table.schema.field(name)
        column = pc.if_else(fits, pa.scalar(value, field.type), table.column(name))
        table = table.set_column(index, field, column)
    return table


def _with_rule(table: pa.Table, rule: str) -> pa.Table:
    return table.append_column("rule", pa.array([rule] * table.num_rows, pa.string()))
