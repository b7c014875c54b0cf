"""What became of the events of one release in another: a row for every id that came, went or tells something else.

Events are followed by their ids, and where an id is gone by their mentions: by the mentions' own ids, or by their words
where the article was corrected or coded anew. Following all rows of a chain of releases, from the first on, gives the
ids of the last: what stands under `old_event_id` goes out, what stands under `new_event_id` comes in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import pyarrow as pa
import pyarrow.compute as pc

from schemas.addresses import address_of
from schemas.columns import arrow_schema, tables
from schemas.dataset import Dataset, quarantine_schema
from schemas.parquet import read_table
from schemas.spec import TableName

Kind = Literal["added", "changed", "retold", "renamed", "merged", "split", "gone"]
# Where they lie in a release.
FOLDER = "changes"
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_MEANINGS: Mapping[Kind, str] = {
    "added": "an event that was not there",
    "changed": "the same id tells something else: actors, act, status, date or place",
    "retold": "the same event is told by others, or by more or fewer: only counts, days of publication or how sure",
    "renamed": "the same event under another id, because its identity was corrected",
    "merged": "several events turned out to be one",
    "split": "one event turned out to be several; each has a row, and so has the old id where it stays",
    "gone": "no mention tells it any more",
}
# How often, when and how surely an event is told: what it is does not change with these.
TELLING = frozenset(
    {
        "n_mentions",
        "n_articles",
        "n_sources",
        "first_published",
        "last_published",
        "confidence",
        "place_score",
        "best_mention_id",
    }
)
WORDS = ("sentence_text", "source_name", "trigger_text", "target_name")
MENTION_COLUMNS = ("mention_id", "event_id", "article_id", *WORDS)
FOLLOWED: tuple[TableName, ...] = ("mentions", "events")
SCHEMA = pa.schema(
    [
        pa.field("kind", pa.string(), False, {"description": "; ".join(f"{k}: {m}" for k, m in KIND_MEANINGS.items())}),
        pa.field("old_event_id", pa.string(), True, {"description": "The event before; null where it was added"}),
        pa.field("new_event_id", pa.string(), True, {"description": "The event now; null where it is gone"}),
        pa.field(
            "detail",
            pa.string(),
            True,
            {
                "description": "The columns that changed, with a space between; of what is gone the reason: the check "
                "or correction that put it into quarantine, article_left, or not_coded_again"
            },
        ),
    ]
)


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the changes between two releases."""

    kind: Kind
    old_event_id: str | None
    new_event_id: str | None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What a release tells, as far as events are followed by it. `left` says by id why a mention or event was kept out.

    `articles` are the articles' addresses, or their ids where they have none, by id.
    """

    events: pa.Table
    mentions: pa.Table
    articles: Mapping[str, str] = field(default_factory=dict)
    left: Mapping[str, str] = field(default_factory=dict)


def told_in(release: Path) -> Told:
    """What the release at this path tells."""

    def read(name: TableName, *columns: str) -> pa.Table:
        schema = arrow_schema(tables()[name], in_release=True)
        return read_table(release / name, schema, columns=columns or None)

    def rules(name: TableName) -> pa.Table:
        return read_table(release / "quarantine" / name, quarantine_schema(name), columns=_key_and_rule(name))

    return Told(
        events=read("events"),
        mentions=read("mentions", *MENTION_COLUMNS),
        articles=_articles(read("articles", "article_id", "url")),
        left=_left(rules(name) for name in FOLLOWED),
    )


def told_by(dataset: Dataset) -> Told:
    """What a release that is being made will tell."""
    return Told(
        events=dataset.tables["events"],
        mentions=dataset.tables["mentions"].select(list(MENTION_COLUMNS)),
        articles=_articles(dataset.tables["articles"].select(["article_id", "url"])),
        left=_left(dataset.quarantine[name].select(_key_and_rule(name)) for name in FOLLOWED),
    )


def _key_and_rule(name: TableName) -> list[str]:
    return [tables()[name].key[0], "rule"]


def nothing_told() -> Told:
    """What was told before the first release."""
    schemas = (arrow_schema(tables()[name], in_release=True) for name in ("events", "mentions"))
    events, mentions = (schema.empty_table() for schema in schemas)
    return Told(events, mentions.select(list(MENTION_COLUMNS)))


def _articles(table: pa.Table) -> dict[str, str]:
    cells = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return {article_id: address_of(url) or article_id for article_id, url in cells}


def _left(quarantine: Iterable[pa.Table]) -> dict[str, str]:
    rows = (row for table in quarantine for row in zip(*(c.to_pylist() for c in table.columns), strict=True))
    return {key: rule for key, rule in rows if key is not None}


def changes_between(old: Told, new: Told) -> list[Change]:
    """The changes from one release to another, ordered by kind and ids."""
    was, now = (set(told.events.column("event_id").to_pylist()) for told in (old, new))
    links = _links(old, new)
    differing = _differing(old.events, new.events)
    found = [change for event_id in was for change in _became(event_id, was, now, links, new)]
    found += [_differs(event_id, columns) for event_id, columns in differing.items()]
    explained = {change.new_event_id for change in found}
    found += [Change("added", None, event_id) for event_id in now - was - explained]
    order = {kind: place for place, kind in enumerate(KINDS)}
    return sorted(found, key=lambda c: (order[c.kind], c.old_event_id or "", c.new_event_id or ""))


@dataclass(frozen=True, slots=True)
class _Links:
    """Which events share mentions, from the old to the new and back; `lost` are old mentions that nothing is like, each
    with its article, by event."""

    onward: Mapping[str, set[str]]
    back: Mapping[str, set[str]]
    lost: Mapping[str, Sequence[tuple[str, str]]]


def _links(old: Told, new: Told) -> _Links:
    by_id: dict[str, str] = {}
    by_words: dict[int, set[str]] = defaultdict(set)
    for mention_id, event_id, _, words in _mentions(new):
        by_id[mention_id] = event_id
        by_words[words].add(event_id)
    onward: dict[str, set[str]] = defaultdict(set)
    back: dict[str, set[str]] = defaultdict(set)
    lost: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for mention_id, event_id, article_id, words in _mentions(old):
        targets = {by_id[mention_id]} if mention_id in by_id else by_words.get(words, set())
        onward[event_id] |= targets
        for target in targets:
            back[target].add(event_id)
        if not targets:
            lost[event_id].append((mention_id, article_id))
    return _Links(onward, back, lost)


def _mentions(told: Told) -> Iterator[tuple[str, str, str, int]]:
    """Id, event, article and words of every mention; the words with the article that has them, whatever its id."""
    columns = (told.mentions.column(name).to_pylist() for name in MENTION_COLUMNS)
    for mention_id, event_id, article_id, *words in zip(*columns, strict=True):
        yield mention_id, event_id, article_id, hash((told.articles.get(article_id, article_id), *words))


def _became(event_id: str, was: set[str], now: set[str], links: _Links, new: Told) -> Iterator[Change]:
    """What became of an old event, but for a change of its own cells."""
    targets = links.onward.get(event_id, set())
    if event_id in now:
        parts = targets - was
        yield from (Change("split", event_id, part) for part in sorted({event_id, *parts} if parts else ()))
    elif not targets:
        yield Change("gone", event_id, None, _why_gone(event_id, links.lost[event_id], new))
    elif len(targets) > 1:
        yield from (Change("split", event_id, part) for part in sorted(targets))
    else:
        (target,) = targets
        others = links.back[target] | ({target} & was)
        yield Change("merged" if others - {event_id} else "renamed", event_id, target)


def _why_gone(event_id: str, lost: Sequence[tuple[str, str]], new: Told) -> str:
    """What keeps the event out, or one of its mentions, else whether all its articles left the release."""
    if event_id in new.left:
        return new.left[event_id]
    rules = sorted({new.left[mention_id] for mention_id, _ in lost if mention_id in new.left})
    if rules:
        return rules[0]
    return "not_coded_again" if any(article_id in new.articles for _, article_id in lost) else "article_left"


def _differs(event_id: str, columns: list[str]) -> Change:
    telling = [name for name in columns if name in TELLING]
    about = [name for name in columns if name not in TELLING]
    return Change("changed" if about else "retold", event_id, event_id, " ".join(about or telling))


def _differing(old: pa.Table, new: pa.Table) -> dict[str, list[str]]:
    """The columns in which events of one id differ, by id."""
    before, after = _common(old, new), _common(new, old)
    ids = before.column("event_id").to_pylist()
    found: dict[str, list[str]] = defaultdict(list)
    for name in tables()["events"].names:
        for place in _unequal(before.column(name), after.column(name)):
            found[ids[place]].append(name)
    return found


def _common(table: pa.Table, other: pa.Table) -> pa.Table:
    """The events that the other table has, too, ordered by id."""
    in_both = pc.is_in(table.column("event_id"), other.column("event_id").combine_chunks())
    return table.filter(in_both).sort_by("event_id")


def _unequal(one: pa.ChunkedArray, other: pa.ChunkedArray) -> list[Any]:
    """The places where two columns differ; two nulls are equal."""
    nulls = pc.xor(one.is_null(), other.is_null())
    places: list[Any] = pc.indices_nonzero(pc.coalesce(pc.not_equal(one, other), nulls)).to_pylist()
    return places
