"""The tables of a release: validated, merged to events, and what failed kept aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from schemas.assemble import Assembled
from schemas.columns import arrow_schema, tables
from schemas.corrections import Correction, corrected, is_correction
from schemas.duplicates import Text, near_duplicates
from schemas.errors import ReleaseError
from schemas.expectations import Check, Validated, validate_table
from schemas.parquet import rows_to_table, sort_rows, table_to_rows
from schemas.records import ArticleRef, Event, Mention
from schemas.rules import Known
from schemas.spec import TableName

Merge = Callable[[Sequence[Mention], Sequence[ArticleRef]], list[Event]]

# Rows that follow another row into quarantine; they do not count when a table is judged as a whole.
ARTICLE_IS_GOOD = Check("article_is_good", "the article passed its checks", 0, False)
EVENT_IS_GOOD = Check("event_is_good", "the event that the mention tells passed its checks", 0, False)


@dataclass(frozen=True, slots=True)
class Dataset:
    """All tables of a release, with the rows that failed and the checks that were made, by table."""

    tables: Mapping[TableName, pa.Table]
    quarantine: Mapping[TableName, pa.Table]
    checks: Mapping[TableName, tuple[Check, ...]]

    def quarantined(self) -> dict[str, dict[str, int]]:
        """The number of rows in quarantine by table and rule; what a correction dropped did not fail."""
        counted = {
            name: Counter(rule for rule in table.column("rule").to_pylist() if not is_correction(rule))
            for name, table in self.quarantine.items()
        }
        return {name: dict(sorted(rules.items())) for name, rules in counted.items() if rules}


def build_dataset(assembled: Assembled, merge: Merge, corrections: Sequence[Correction] = ()) -> Dataset:
    """Correct, validate, merge and link the tables of the runs.

    Raises ReleaseError where a table fails, or a correction does not fit what it expects.
    """
    articles = _validate("articles", assembled.articles, _known(assembled.articles))
    articles = replace(articles, good=_with_duplicates(articles.good))
    known = _known(articles.good)
    sentences = _validate_following("sentences", assembled.sentences, known, articles)
    told = corrected("mentions", assembled.mentions, corrections)
    mentions = _validate_following("mentions", told.table, known, articles)
    merged = _merge(mentions.good, articles.good, merge)
    made = corrected("events", rows_to_table(merged, _schema("events")), corrections)
    events = _validate("events", made.table, _with_mentions(known, merged))
    _stop_if_empty(made.table, events.good)
    linked = _link(mentions, merged, events, made.dropped)
    kept_aside: dict[TableName, pa.Table] = {"mentions": told.dropped, "events": made.dropped}
    return _dataset(articles, sentences, linked, events, kept_aside)


def _schema(name: TableName, *, strict: bool = False) -> pa.Schema:
    return arrow_schema(tables()[name], in_release=True, strict=strict)


def _validate(name: TableName, table: pa.Table, known: Known) -> Validated:
    return validate_table(tables()[name], sort_rows(table, tables()[name]), known)


def _validate_following(name: TableName, table: pa.Table, known: Known, articles: Validated) -> Validated:
    bad = articles.quarantined.column("article_id")
    kept, follow = _part(table, "article_id", bad, ARTICLE_IS_GOOD)
    return _join(_validate(name, kept, known), follow, ARTICLE_IS_GOOD)


def _part(table: pa.Table, column: str, bad: pa.ChunkedArray, check: Check) -> tuple[pa.Table, pa.Table]:
    """The rows whose `column` is not in `bad`, and those where it is, with the name of the check as their rule."""
    is_bad = pc.is_in(table.column(column), bad.combine_chunks())
    follow = table.filter(is_bad)
    rule = pa.array([check.name] * follow.num_rows, pa.string())
    return table.filter(pc.invert(is_bad)), follow.append_column("rule", rule)


def _join(validated: Validated, follow: pa.Table, check: Check) -> Validated:
    quarantined = pa.concat_tables([validated.quarantined, follow], promote_options="default")
    return replace(
        validated,
        quarantined=quarantined,
        checks=(*validated.checks, replace(check, n_failed=follow.num_rows)),
    )


def _known(articles: pa.Table) -> Known:
    ids, texts, published = (articles.column(name).to_pylist() for name in ("article_id", "text", "published"))
    return Known(dict(zip(ids, texts, strict=True)), dict(zip(ids, published, strict=True)), {})


def _with_mentions(known: Known, events: Sequence[Event]) -> Known:
    return replace(known, mentions_of={event.event_id: frozenset(event.mention_ids) for event in events})


def _merge(mentions: pa.Table, articles: pa.Table, merge: Merge) -> list[Event]:
    told = table_to_rows(mentions, Mention)
    events = merge(told, table_to_rows(articles, ArticleRef))
    linked = Counter(mention_id for event in events for mention_id in event.mention_ids)
    if linked != Counter(mention.mention_id for mention in told):
        raise ReleaseError(
            f"merging {len(told)} mentions gave events with {linked.total()}: each must tell exactly one event; "
            "nothing was released"
        )
    return events


def _stop_if_empty(made: pa.Table, events: pa.Table) -> None:
    if made.num_rows and not events.num_rows:
        n_mentions = sum(made.column("n_mentions").to_pylist())
        raise ReleaseError(f"{n_mentions} mentions went in and no event came out; nothing was released")


def _link(mentions: Validated, merged: Sequence[Event], events: Validated, dropped: pa.Table) -> Validated:
    """The mentions with their events; those of an event in quarantine, or that was dropped, follow it there."""
    event_of = {mention_id: event.event_id for event in merged for mention_id in event.mention_ids}
    ids = [event_of[mention_id] for mention_id in mentions.good.column("mention_id").to_pylist()]
    linked = mentions.good.append_column("event_id", pa.array(ids, pa.string()))
    kept, follow = _part(linked, "event_id", events.quarantined.column("event_id"), EVENT_IS_GOOD)
    joined = _join(mentions, follow, EVENT_IS_GOOD)
    rule_of = dict(zip(dropped.column("event_id").to_pylist(), dropped.column("rule").to_pylist(), strict=True))
    rules = pa.array([rule_of.get(event_id) for event_id in kept.column("event_id").to_pylist()], pa.string())
    is_kept = rules.is_null()
    gone = kept.append_column("rule", rules).filter(pc.invert(is_kept))
    quarantined = pa.concat_tables([joined.quarantined, gone], promote_options="default")
    return replace(joined, good=kept.filter(is_kept), quarantined=quarantined)


def _dataset(
    articles: Validated,
    sentences: Validated,
    mentions: Validated,
    events: Validated,
    kept_aside: Mapping[TableName, pa.Table],
) -> Dataset:
    """All tables in their strict shape; `kept_aside` are rows that corrections dropped."""
    parts: dict[TableName, Validated] = {
        "articles": replace(articles, good=_with_numbers(articles.good, mentions.good)),
        "sentences": sentences,
        "mentions": mentions,
        "events": events,
    }
    return Dataset(
        tables={name: _shaped(part.good, _schema(name, strict=True)) for name, part in parts.items()},
        quarantine={name: _quarantine(part, name, kept_aside.get(name)) for name, part in parts.items()},
        checks={name: part.checks for name, part in parts.items()},
    )


def _quarantine(part: Validated, name: TableName, kept_aside: pa.Table | None) -> pa.Table:
    failed = _shaped(part.quarantined, quarantine_schema(name))
    return failed if kept_aside is None else pa.concat_tables([failed, _shaped(kept_aside, failed.schema)])


def quarantine_schema(name: TableName) -> pa.Schema:
    """The Arrow schema of a table's quarantine: all its columns, nulls allowed, and the rule."""
    return _schema(name).append(
        pa.field("rule", pa.string(), metadata={"description": "The first rule that the row failed"})
    )


def _shaped(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of `schema` in its order and types; those that the table lacks are null."""
    columns = [
        table.column(field.name) if field.name in table.schema.names else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, names=schema.names).cast(schema)


def _with_numbers(articles: pa.Table, mentions: pa.Table) -> pa.Table:
    n_mentions = Counter(mentions.column("article_id").to_pylist())
    counts = [n_mentions[article_id] for article_id in articles.column("article_id").to_pylist()]
    return articles.append_column("n_mentions", pa.array(counts, pa.int32()))


def _with_duplicates(articles: pa.Table) -> pa.Table:
    cells = (articles.column(name).to_pylist() for name in ("article_id", "published", "text"))
    texts = [Text(*row) for row in zip(*cells, strict=True)]
    first = near_duplicates(texts)
    linked = [first.get(text.article_id) for text in texts]
    return articles.append_column("near_duplicate_of", pa.array(linked, pa.string()))
