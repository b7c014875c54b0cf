"""Stories of our own, each told by several articles: mentions of one event in one row, those of two in two.

`stories/*.yml` hold the articles and, for each, which words tell which event; for some events also what their row
says. A mention belongs to a label when its trigger stands in these words, its actors are the label's and its root is
one of the label's. What the coder misses or finds beside the labels is no matter here, so merging alone is judged: of
all pairs of labelled mentions of a story, which it joins and which it should have joined.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.merge import merge_mentions
from extractors.pipeline import extract_articles
from schemas.cameo import cameo_codes
from schemas.records import ArticleRef, CleanArticle, Event, Mention, RawArticle

FOLDER = Path(__file__).parent / "stories"
MIN_CLUSTERS, MIN_STORIES = 40, 12
MIN_MATCHED, MIN_PRECISION, MIN_RECALL = 0.60, 0.95, 0.85
# Told from the other side, a visit is a hosting and a treaty's second signatory its first.
EITHER_WAY = ("04", "057", "036")


@dataclass(frozen=True)
class Label:
    """The words `says` of an article tell `event`: `source` and `target` begin the actors' codes, "" is no target."""

    story: str
    article_id: str
    event: str
    says: str
    source: str
    target: str
    roots: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"{self.story}: {self.event}"


@dataclass(frozen=True)
class Story:
    """A file of `stories/`. `reprints` gives for a reprint what it repeats, `rows` for an event some of its columns."""

    name: str
    articles: tuple[RawArticle, ...]
    labels: tuple[Label, ...]
    reprints: dict[str, str]
    rows: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Told:
    """What came of all stories: `labelled` gives the labels of those mentions that have one."""

    articles: tuple[CleanArticle, ...]
    mentions: tuple[Mention, ...]
    events: tuple[Event, ...]
    labelled: dict[str, Label]
    labels: tuple[Label, ...]


def read_story(path: Path) -> Story:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    ids = {row["id"]: f"{path.stem}/{row['id']}" for row in content["articles"]}
    return Story(
        name=path.stem,
        articles=tuple(article_of(row, ids[row["id"]]) for row in content["articles"]),
        labels=tuple(
            label_of(tells, path.stem, ids[row["id"]]) for row in content["articles"] for tells in row["tells"]
        ),
        reprints={ids[row["id"]]: ids[row["reprint_of"]] for row in content["articles"] if "reprint_of" in row},
        rows=content.get("rows", {}),
    )


def article_of(row: dict[str, Any], article_id: str) -> RawArticle:
    paragraphs = [" ".join(paragraph.split()) for paragraph in row["text"].split("\n\n")]
    text = "\n\n".join([row["title"], *paragraphs])
    published: date = row["published"]
    return RawArticle(article_id, text, row["title"], None, row["source"], published, "field", "", text)


def label_of(tells: dict[str, Any], story: str, article_id: str) -> Label:
    roots = tuple(tells["roots"].split())
    return Label(story, article_id, tells["event"], tells["says"], tells["source"], tells["target"], roots)


@cache
def stories() -> tuple[Story, ...]:
    return tuple(read_story(path) for path in sorted(FOLDER.glob("*.yml")))


@cache
def told() -> Told:
    """All stories coded as one batch, and merged as one."""
    done = extract_articles([article for story in stories() for article in story.articles])
    labels = tuple(label for story in stories() for label in story.labels)
    texts = {article.article_id: article.text for article in done.articles}
    by_article: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        by_article[label.article_id].append(label)
    found = {
        mention.mention_id: label
        for mention in done.mentions
        for label in by_article[mention.article_id]
        if belongs(mention, label, texts[mention.article_id])
    }
    reprints = {one: first for story in stories() for one, first in story.reprints.items()}
    events = merge_mentions(done.mentions, [ref_of(article, reprints) for article in done.articles])
    return Told(done.articles, done.mentions, tuple(events), found, labels)


def ref_of(article: CleanArticle, reprints: dict[str, str]) -> ArticleRef:
    return ArticleRef(
        article.article_id,
        article.source,
        article.published,
        article.content_hash,
        article.title,
        reprints.get(article.article_id),
    )


def belongs(mention: Mention, label: Label, text: str) -> bool:
    start = text.find(label.says)
    in_words = start <= mention.trigger_start and mention.trigger_end <= start + len(label.says)
    if start < 0 or not in_words or mention.cameo_root not in label.roots:
        return False
    sides = [mention.source_code or "", mention.target_code or ""]
    may_turn = mention.is_reciprocal or mention.cameo_code.startswith(EITHER_WAY)
    return any(is_told(label, *pair) for pair in ([sides, sides[::-1]] if may_turn else [sides]))


def is_told(label: Label, source: str, target: str) -> bool:
    return source.startswith(label.source) and (target.startswith(label.target) if label.target else not target)


def pairs_of(keys: dict[str, str], story_of: dict[str, str]) -> set[tuple[str, str]]:
    """All pairs of mentions of one story that have one key."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mention_id, key in keys.items():
        groups[story_of[mention_id], key].append(mention_id)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def judged() -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The pairs of labelled mentions that merging joined, and those that the labels join."""
    result = told()
    story_of = {mention_id: label.story for mention_id, label in result.labelled.items()}
    wanted = {mention_id: label.key for mention_id, label in result.labelled.items()}
    event_of = {mention_id: event.event_id for event in result.events for mention_id in event.mention_ids}
    return pairs_of({m: event_of[m] for m in wanted}, story_of), pairs_of(wanted, story_of)


def line_of(mention_id: str) -> str:
    result = told()
    m = next(m for m in result.mentions if m.mention_id == mention_id)
    when = f"{m.event_date} {m.date_precision} {m.date_basis}"
    who = f"{m.source_code} {m.cameo_code} {m.target_code} {m.status}"
    return f"{result.labelled[mention_id].key:40} {who:36} {when:32} {m.article_id}: {m.sentence_text}"


def report(title: str, pairs: set[tuple[str, str]]) -> str:
    """A pair of lines for each pair of mentions."""
    shown = "".join(f"\n  {line_of(one)}\n  {line_of(other)}\n" for one, other in sorted(pairs))
    return f"{title}: {len(pairs)}{shown}"


def test_stories_are_many_and_every_label_quotes_its_article_once() -> None:
    assert len(stories()) >= MIN_STORIES
    assert all(2 <= len(story.articles) <= 5 for story in stories())
    texts = {article.article_id: article.text for story in stories() for article in story.articles}
    labels = [label for story in stories() for label in story.labels]
    assert [label for label in labels if texts[label.article_id].count(label.says) != 1] == []
    assert {root for label in labels for root in label.roots} <= {row.root for row in cameo_codes().values()}
    keys = {label.key for label in labels}
    assert len(keys) >= MIN_CLUSTERS
    assert sum(sum(label.key == key for label in labels) > 1 for key in keys) >= MIN_CLUSTERS


@pytest.mark.model
def test_most_labels_are_found_by_the_coder() -> None:
    result = told()
    found = set(result.labelled.values())
    missed = [label for label in result.labels if label not in found]
    print(f"labels found: {len(found)} of {len(result.labels)}; clusters: {len({one.key for one in found})}")
    for label in missed:
        print(f"  not found: {label.key:40} {label.article_id}: {label.says}")
    assert len(found) >= MIN_MATCHED * len(result.labels)


@pytest.mark.model
def test_mentions_of_one_event_are_one_row_and_of_two_are_two() -> None:
    joined, wanted = judged()
    precision, recall = len(joined & wanted) / len(joined), len(joined & wanted) / len(wanted)
    print(f"pairs joined: {len(joined)}, wanted: {len(wanted)}; precision {precision:.3f}, recall {recall:.3f}")
    print(report("wrongly joined", joined - wanted))
    print(report("wrongly parted", wanted - joined))
    assert precision >= MIN_PRECISION
    assert recall >= MIN_RECALL


@pytest.mark.model
@pytest.mark.parametrize(
    ("name", "event", "row"),
    [(story.name, event, row) for story in stories() for event, row in story.rows.items()],
)
def test_row_of_an_event_says(name: str, event: str, row: dict[str, Any]) -> None:
    result = told()
    own = {m for m, label in result.labelled.items() if label.key == f"{name}: {event}"}
    (found,) = (e for e in result.events if own & set(e.mention_ids))
    assert {column: getattr(found, column) for column in row} == row
