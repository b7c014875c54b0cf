"""The column specification agrees with the records, and describes everything."""

from __future__ import annotations

from dataclasses import fields

import pyarrow as pa
import pytest

from schemas.columns import arrow_schema, columns_of, tables
from schemas.countries import country_codes
from schemas.package import field_type
from schemas.records import Event, Mention, Rejection, Sentence
from schemas.rules import rules_of
from schemas.spec import Table

ALL_COLUMNS = [(table, column) for table in tables().values() for column in table.columns]
IDS = [f"{table.name}.{column.name}" for table, column in ALL_COLUMNS]


@pytest.mark.parametrize(("table", "column"), ALL_COLUMNS, ids=IDS)
def test_every_column_is_described_and_has_a_known_type(table, column):
    assert len(column.description) > 3
    assert field_type(column) in {"string", "integer", "number", "date", "boolean"}
    assert (
        arrow_schema(table, in_release=True).field(column.name).metadata[b"description"].decode() == column.description
    )


@pytest.mark.parametrize(
    ("name", "record", "without"),
    [
        ("mentions", Mention, set()),
        ("events", Event, {"mention_ids"}),
        ("sentences", Sentence, set()),
        ("rejections", Rejection, set()),
    ],
)
def test_records_and_columns_agree(name, record, without):
    assert {field.name for field in fields(record)} - without == {
        c.name for c in columns_of(tables()[name], in_release=False)
    }


def test_only_what_a_release_alone_knows_is_added_there():
    added = {
        n: {c.name for c in t.columns} - {c.name for c in columns_of(t, in_release=False)} for n, t in tables().items()
    }
    assert added == {
        "articles": {"n_mentions", "near_duplicate_of", "run_id"},
        "sentences": {"run_id"},
        "mentions": {"event_id", "run_id"},
        "events": set(),
        "rejections": set(),
    }


def test_columns_stand_once_and_keys_sorting_and_references_name_columns():
    for table in tables().values():
        assert len(set(table.names)) == len(table.names)
        assert {*table.key, *table.sort_by, *(column for column, _ in table.references)} <= set(table.names)
        assert set(table.key) <= set(table.sort_by), "rows with one sort key would have no fixed order"


def test_partitions_are_by_date_alone():
    partitioned = {table.name: table.partition for table in tables().values() if table.partition is not None}
    assert {name: (p.name, p.column) for name, p in partitioned.items()} == {
        "articles": ("published_year", "published"),
        "mentions": ("event_year", "event_date"),
        "events": ("event_year", "event_date"),
    }
    assert all(tables()[name].column(p.column).type == pa.date32() for name, p in partitioned.items())


def test_codes_are_strings():
    for table, column in ALL_COLUMNS:
        if column.name.endswith(("_code", "_root", "_country", "_sector", "_id")):
            assert column.type == pa.string(), f"{table.name}.{column.name}"


def test_strict_schema_forbids_nulls_where_the_loose_one_does_not():
    table = tables()["mentions"]
    assert not arrow_schema(table, in_release=True, strict=True).field("cameo_code").nullable
    assert arrow_schema(table, in_release=True, strict=True).field("event_date").nullable
    assert arrow_schema(table, in_release=True).field("cameo_code").nullable


def test_versions_stand_in_the_schema():
    metadata = arrow_schema(tables()["events"], in_release=True, versions={"code_version": "9.9"}).metadata
    assert metadata[b"code_version"] == b"9.9"
    assert metadata[b"table"] == b"events"
    assert metadata[b"schema_version"]


def test_countries_with_disputed_or_withdrawn_codes():
    codes = country_codes()
    assert {"XKX", "PSE", "TWN", "ESH", "MAR"} <= set(codes)
    assert not {"ANT", "SCG"} & set(codes)
    assert 240 < len(codes) < 260


def test_text_is_marked_where_it_could_hold_an_article_s_words():
    text = {f"{t.name}.{c.name}" for t, c in ALL_COLUMNS if c.is_text}
    assert {
        "articles.title",
        "articles.text",
        "mentions.sentence_text",
        "mentions.source_name",
        "events.place_name",
    } <= text
    coded = {c.name for _, c in ALL_COLUMNS if not c.is_text and c.type == pa.string()}
    assert not {name for name in coded if name.endswith(("_text", "_name"))}


def test_an_unknown_column_is_an_error():
    with pytest.raises(KeyError):
        tables()["events"].column("colour")


def test_rules_have_names_of_their_own_and_touch_no_table_without_rows_to_check():
    for name in ("articles", "sentences", "mentions", "events"):
        names = [rule.name for rule in rules_of(name)]
        assert len(names) == len(set(names))
        assert not set(names) & set(tables()[name].names)
        assert all(rule.description for rule in rules_of(name))
    assert rules_of("rejections") == ()


def test_table_is_hashable_and_frozen():
    with pytest.raises(AttributeError):
        tables()["events"].name = "other"  # type: ignore[misc]
    assert isinstance(tables()["events"], Table)
