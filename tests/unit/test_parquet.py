"""The same rows give the same bytes, and every reader finds codes as strings and all rows."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from schemas.columns import arrow_schema, tables
from schemas.parquet import DEFAULT_PARTITION, parquet_bytes, read_table, rows_to_table, table_to_rows, write_table
from schemas.records import Mention
from tests.tiny import article, mention

EVENTS = tables()["events"]
SCHEMA = arrow_schema(EVENTS, in_release=True)
DATED = {"event_id": "e1", "event_date": date(2021, 11, 24), "cameo_code": "04"}
OLDER = {"event_id": "e0", "event_date": date(1999, 1, 2), "cameo_code": "190"}
UNDATED = {"event_id": "e2", "event_date": None, "cameo_code": "010"}

ROWS = {
    "none": [],
    "undated only": [UNDATED],
    "dated only": [DATED, OLDER],
    "both": [DATED, UNDATED, OLDER],
}


def written(folder: Path, rows: list[dict[str, object]]) -> Path:
    write_table(pa.Table.from_pylist(rows, schema=SCHEMA), folder / "events", EVENTS)
    return folder / "events"


def year_of(row: dict[str, object]) -> int | None:
    day = row["event_date"]
    return day.year if isinstance(day, date) else None


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_pyarrow_reads_all_rows_with_their_years(tmp_path, rows):
    table = ds.dataset(written(tmp_path, rows), format="parquet", partitioning="hive").to_table()
    found = {(r["event_id"], r["event_date"], r["cameo_code"], r["event_year"]) for r in table.to_pylist()}
    assert found == {(r["event_id"], r["event_date"], r["cameo_code"], year_of(r)) for r in rows}
    assert table.schema.field("cameo_code").type == pa.string()
    assert table.schema.field("event_year").type == pa.int32()


@pytest.mark.parametrize("rows", ROWS.values(), ids=ROWS)
def test_duckdb_reads_all_rows_with_their_years(tmp_path, rows):
    pattern = f"{written(tmp_path, rows)}/**/*.parquet"
    query = "SELECT event_id, event_date, cameo_code, event_year FROM read_parquet(?)"
    relation = duckdb.execute(query, [pattern])
    types = {column[0]: str(column[1]) for column in relation.description}
    assert set(relation.fetchall()) == {(r["event_id"], r["event_date"], r["cameo_code"], year_of(r)) for r in rows}
    assert (types["cameo_code"], types["event_year"]) == ("VARCHAR", "BIGINT")


def test_one_file_for_each_year_and_one_for_none(tmp_path):
    folder = written(tmp_path, ROWS["both"])
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    names = ["event_year=1999", "event_year=2021", f"event_year={DEFAULT_PARTITION}"]
    assert files == [f"{name}/part-0.parquet" for name in names]


def test_order_of_rows_and_chunks_leaves_no_trace(tmp_path):
    rows = [{**DATED, "event_id": f"e{i:03d}"} for i in range(50)]
    whole = pa.Table.from_pylist(rows, schema=SCHEMA)
    parts = pa.concat_tables([whole.slice(30), whole.slice(0, 7), whole.slice(7, 23)])
    write_table(whole, tmp_path / "a", EVENTS)
    write_table(parts, tmp_path / "b", EVENTS)
    name = Path("event_year=2021") / "part-0.parquet"
    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_another_cell_is_another_file():
    one, other = ({**DATED, "confidence": confidence} for confidence in (0.5, 0.6))
    assert len({parquet_bytes(pa.Table.from_pylist([row], schema=SCHEMA)) for row in (one, other)}) == 2


def test_records_come_back_as_they_were(tmp_path):
    of = article("a")
    told = [mention(of), mention(of, code="190", event_date=None, date_precision=None, date_basis=None)]
    schema = arrow_schema(tables()["mentions"], in_release=False)
    write_table(rows_to_table(told, schema), tmp_path / "m", tables()["mentions"])
    found = table_to_rows(read_table(tmp_path / "m", schema), Mention)
    assert sorted(found, key=lambda m: m.mention_id) == sorted(told, key=lambda m: m.mention_id)


def test_a_folder_without_files_is_a_table_without_rows(tmp_path):
    table = read_table(tmp_path, SCHEMA, columns=["event_id"])
    assert (table.num_rows, table.schema.names) == (0, ["event_id"])


def test_a_column_that_an_older_file_lacks_is_null(tmp_path):
    older = pa.schema([field for field in SCHEMA if field.name != "plover"])
    (tmp_path / "old.parquet").write_bytes(parquet_bytes(pa.Table.from_pylist([DATED], schema=older)))
    assert read_table(tmp_path, SCHEMA).column("plover").to_pylist() == [None]


def test_a_record_without_a_column_is_an_error():
    with pytest.raises(AttributeError, match="event_id"):
        rows_to_table([mention(article("a"))], SCHEMA)


def test_column_descriptions_are_in_the_file(tmp_path):
    folder = written(tmp_path, [DATED])
    field = pa.parquet.read_schema(folder / "event_year=2021" / "part-0.parquet").field("goldstein")
    assert b"Goldstein" in field.metadata[b"description"]
