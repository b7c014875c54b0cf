"""Reading a release: events and mentions as records."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from schemas.columns import arrow_schema, tables
from schemas.errors import ReleaseError
from schemas.parquet import read_table, sort_rows, table_to_rows
from schemas.records import ArticleRef, Event, Mention, Status
from schemas.spec import TableName


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are wanted; what is None or empty does not restrict.

    `source` and `target` are heads of actor codes ("MAR" finds MARGOV, too) or parts of names, in any case; with
    `either_way` they may stand in either role. `code` is the head of a CAMEO code: "04" finds all consultations.
    `since` and `until` are inclusive; undated events lie outside of both.
    """

    source: str | None = None
    target: str | None = None
    either_way: bool = False
    code: str | None = None
    since: date | None = None
    until: date | None = None
    statuses: Collection[Status] = ()


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A mention of a release, with the event it tells and the run it came from."""

    mention: Mention
    event_id: str
    run_id: str


def read_events(
    release: Path,
    *,
    where: EventFilter | None = None,
    event_ids: Collection[str] | None = None,
    limit: int | None = None,
) -> list[Event]:
    """The events of a release at path `release`, newest first, undated ones last, with the ids of their mentions."""
    asked = pc.scalar(True) if where is None else _expression(where)
    found = _read(release, "events", asked & _is_one_of("event_id", event_ids))
    newest = found.sort_by([("event_date", "descending"), ("event_id", "ascending")])
    wanted = newest if limit is None else newest.slice(0, limit)
    told = _mentions_of(release, wanted.column("event_id").to_pylist())
    rows = table_to_rows(wanted, Event, mention_ids=())
    return [replace(event, mention_ids=tuple(told[event.event_id])) for event in rows]


def read_mentions(
    release: Path, *, mention_ids: Collection[str] | None = None, event_ids: Collection[str] | None = None
) -> list[StoredMention]:
    """The mentions of a release, all or those asked for, in the order of their articles and sentences."""
    where = _is_one_of("mention_id", mention_ids) & _is_one_of("event_id", event_ids)
    found = sort_rows(_read(release, "mentions", where), tables()["mentions"])
    events, runs = found.column("event_id").to_pylist(), found.column("run_id").to_pylist()
    rows = zip(table_to_rows(found, Mention), events, runs, strict=True)
    return [StoredMention(mention, event_id, run_id) for mention, event_id, run_id in rows]


def read_articles(release: Path, *, article_ids: Collection[str] | None = None) -> list[ArticleRef]:
    """The articles of a release, all or those asked for, ordered by id."""
    found = _read(release, "articles", _is_one_of("article_id", article_ids))
    return table_to_rows(sort_rows(found, tables()["articles"]), ArticleRef)


def _read(release: Path, name: TableName, where: pc.Expression | None) -> pa.Table:
    if not (release / name).is_dir():
        raise ReleaseError(f"{release}: holds no table {name}; run `dragoman run` first, or name another data folder")
    return read_table(release / name, arrow_schema(tables()[name], in_release=True), where=where)


def _is_one_of(column: str, wanted: Collection[str] | None) -> pc.Expression:
    if wanted is None:
        return pc.scalar(True)
    # Typed, since an empty list would have no type and fit no column.
    return pc.field(column).isin(pa.array(sorted(wanted), pa.string()))


def _mentions_of(release: Path, event_ids: list[str]) -> dict[str, list[str]]:
    schema = arrow_schema(tables()["mentions"], in_release=True)
    where = _is_one_of("event_id", event_ids)
    found = read_table(release / "mentions", schema, columns=["event_id", "mention_id"], where=where)
    told: dict[str, list[str]] = {event_id: [] for event_id in event_ids}
    for row in sorted(found.to_pylist(), key=lambda row: str(row["mention_id"])):
        told[row["event_id"]].append(row["mention_id"])
    return told


def _expression(where: EventFilter) -> pc.Expression:
    wanted = _actors(where)
    if where.code is not None:
        wanted &= pc.starts_with(pc.field("cameo_code"), where.code)
    if where.since is not None:
        wanted &= pc.field("event_date") >= where.since
    if where.until is not None:
        wanted &= pc.field("event_date") <= where.until
    if where.statuses:
        wanted &= pc.field("status").isin(sorted(where.statuses))
    return wanted


def _actors(where: EventFilter) -> pc.Expression:
    straight = _actor("source", where.source) & _actor("target", where.target)
    if not where.either_way:
        return straight
    return straight | (_actor("source", where.target) & _actor("target", where.source))


def _actor(role: str, wanted: str | None) -> pc.Expression:
    """A code starts with the words, or a name has them as whole words; null counts as no."""
    if wanted is None:
        return pc.scalar(True)
    pattern = rf"(?i)\b{re.escape(wanted)}\b"
    has_code = pc.starts_with(pc.field(f"{role}_code"), wanted.upper())
    has_name = pc.match_substring_regex(pc.field(f"{role}_name"), pattern)
    return pc.coalesce(has_code, pc.scalar(False)) | pc.coalesce(has_name, pc.scalar(False))
