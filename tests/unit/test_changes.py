"""What became of events between two releases: every id is accounted for, and nothing vanishes silently."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from schemas.changes import KIND_MEANINGS, KINDS, MENTION_COLUMNS, Change, Told, changes_between, nothing_told
from schemas.columns import arrow_schema, tables
from schemas.parquet import rows_to_table
from schemas.records import Event
from tests.tiny import article, event, mention

ONE = event([mention(article("a"))], {"a": article("a")})  # type: ignore[dict-item]


def told(
    events: Mapping[str, Sequence[str]],
    *,
    cells: Mapping[str, Mapping[str, object]] | None = None,
    articles: Mapping[str, str] | None = None,
    left: Mapping[str, str] | None = None,
) -> Told:
    """A release in which each event is told by the mentions "article:words", or just "words" of article "x"."""
    rows = [
        replace(ONE, event_id=event_id, n_mentions=len(ids), **(cells or {}).get(event_id, {}))  # type: ignore[arg-type]
        for event_id, ids in events.items()
    ]
    mentions = [
        {
            "mention_id": mention_id,
            "event_id": event_id,
            "article_id": mention_id.partition(":")[0] if ":" in mention_id else "x",
            "sentence_text": mention_id.partition(":")[2] or mention_id,
            "source_name": "Norway",
            "trigger_text": "met",
            "target_name": "Kenya",
        }
        for event_id, ids in events.items()
        for mention_id in ids
    ]
    schema = arrow_schema(tables()["events"], in_release=True)
    columns = pa.schema([(name, pa.string()) for name in MENTION_COLUMNS])
    table = pa.Table.from_pylist(mentions, schema=columns)
    by_id = articles or {row["article_id"]: row["article_id"] for row in mentions}
    return Told(rows_to_table(rows, schema), table, by_id, left or {})


def rows_of(changes: Sequence[Change]) -> list[tuple[str, str | None, str | None]]:
    return [(change.kind, change.old_event_id, change.new_event_id) for change in changes]


def test_the_first_release_adds_all():
    assert rows_of(changes_between(nothing_told(), told({"e1": ["m1"], "e2": ["m2"]}))) == [
        ("added", None, "e1"),
        ("added", None, "e2"),
    ]


def test_the_same_release_changes_nothing():
    same = told({"e1": ["m1", "m2"], "e2": ["m3"]})
    assert changes_between(same, same) == []
    assert changes_between(nothing_told(), nothing_told()) == []


def test_more_mentions_are_another_telling_and_other_cells_another_event():
    old = told({"e1": ["m1"], "e2": ["m2"], "e3": ["m3"]})
    new = told(
        {"e1": ["m1", "m4"], "e2": ["m2", "m5"], "e3": ["m3"]},
        cells={"e2": {"status": "denied", "target_name": None}, "e3": {"event_date": date(2024, 3, 16)}},
    )
    assert changes_between(old, new) == [
        Change("changed", "e2", "e2", "target_name status"),
        Change("changed", "e3", "e3", "event_date"),
        Change("retold", "e1", "e1", "n_mentions"),
    ]


def test_an_event_under_another_id_is_renamed():
    assert rows_of(changes_between(told({"vague": ["m1"]}), told({"exact": ["m1", "m2"]}))) == [
        ("renamed", "vague", "exact")
    ]


def test_events_that_become_one_are_merged_whether_its_id_is_old_or_new():
    old = told({"e1": ["m1"], "e2": ["m2"]})
    assert rows_of(changes_between(old, told({"e1": ["m1", "m2"]}))) == [
        ("retold", "e1", "e1"),
        ("merged", "e2", "e1"),
    ]
    assert rows_of(changes_between(old, told({"e3": ["m1", "m2"]}))) == [("merged", "e1", "e3"), ("merged", "e2", "e3")]


def test_an_event_that_becomes_two_is_split_and_a_part_of_it_is_not_added():
    old = told({"e1": ["m1", "m2"]})
    assert rows_of(changes_between(old, told({"e2": ["m1"], "e3": ["m2"]}))) == [
        ("split", "e1", "e2"),
        ("split", "e1", "e3"),
    ]
    assert rows_of(changes_between(old, told({"e1": ["m1"], "e3": ["m2"]}))) == [
        ("retold", "e1", "e1"),
        ("split", "e1", "e1"),
        ("split", "e1", "e3"),
    ]


def test_a_mention_that_was_coded_anew_is_known_by_its_words_in_its_article():
    old = told({"e1": ["a:They met."]})
    anew = told({"e2": ["b:They met."]}, articles={"b": "a"})
    assert rows_of(changes_between(old, anew)) == [("renamed", "e1", "e2")]
    elsewhere = told({"e2": ["b:They met."]})
    assert rows_of(changes_between(old, elsewhere)) == [("added", None, "e2"), ("gone", "e1", None)]


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (told({"e2": ["x:other"]}), "not_coded_again"),
        (told({"e2": ["y:other"]}), "article_left"),
        (told({"e2": ["x:other"]}, left={"x:told": "corrections.yml:3"}), "corrections.yml:3"),
        (told({"e2": ["x:other"]}, left={"x:told": "event_is_good", "e1": "confidence:range"}), "confidence:range"),
    ],
)
def test_what_is_gone_says_why(new, reason):
    gone = [change for change in changes_between(told({"e1": ["x:told"]}), new) if change.kind == "gone"]
    assert gone == [Change("gone", "e1", None, reason)]


def random_release(rng: random.Random) -> dict[str, list[str]]:
    """Up to thirty mentions put into events; an event often has the id of its first mention."""
    events: dict[str, list[str]] = {}
    for number in rng.sample(range(30), rng.randrange(1, 30)):
        event_id = rng.choice([f"e{number}", f"e{rng.randrange(12)}", f"e{number % 7}"])
        events.setdefault(event_id, []).append(f"m{number}")
    return events


@pytest.mark.parametrize("seed", range(60))
def test_following_the_rows_of_a_chain_gives_the_ids_of_the_last_release(seed):
    rng = random.Random(seed)
    before, ids = nothing_told(), set()
    for _ in range(6):
        events = random_release(rng)
        after = told(events)
        changes = changes_between(before, after)
        out, come = ({getattr(c, f"{side}_event_id") for c in changes} - {None} for side in ("old", "new"))
        assert out <= ids, "what goes out was there"
        ids = (ids - out) | come
        assert ids == set(events)
        before = after


def test_every_kind_is_explained():
    assert set(KIND_MEANINGS) == set(KINDS)
    assert {name for name in Event.__dataclass_fields__ if name != "mention_ids"} == set(tables()["events"].names)
