"""A release is a pure function of the runs; what fails leaves `latest` as it was."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from multiprocessing import get_context
from pathlib import Path
from unittest.mock import patch

import duckdb
import pyarrow.dataset as ds
import pytest

from schemas.columns import columns_of, tables
from schemas.errors import ReleaseError
from schemas.package import CHECKSUM_FILE, RELEASE_TABLES, damaged_files
from schemas.readers import EventFilter, read_articles, read_events, read_mentions
from schemas.records import ArticleRef, CleanArticle, Event, Mention, Rejection
from schemas.releases import Release, latest_release, publish
from tests.tiny import NEWER, accept_all, article, commit, files_of, ids_in, mention, merge, released, run_of


@pytest.fixture
def unchecked(monkeypatch):
    """Publish without expectations: they take seconds, and what is tested is what lies on disk."""
    monkeypatch.setattr("schemas.dataset.validate_table", accept_all)


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> tuple[Path, Release]:
    """A release with a bad row of each kind: an article, with what hangs on it, a mention, and a rejected article."""
    data = tmp_path_factory.mktemp("data")
    articles = [
        *(article(name) for name in "abcdefgh"),
        article("i", published=None),
        replace(article("x"), language="?"),
    ]
    told = [mention(of) for of in articles] + [mention(articles[0], code="190", goldstein=3.0)]
    far = [mention(article(name), code="057", event_date=date(2023, 1, 1), date_precision="year") for name in "ab"]
    french = Rejection("language", "not_english", "z", "fr")
    commit(data, articles, [*told, *far], rejections=[french])
    return data, released(data)


def test_rows_are_in_their_tables_or_in_quarantine(world):
    _, release = world
    assert release.counts == {"articles": 9, "sentences": 9, "mentions": 11, "events": 3}
    assert release.quarantined == {
        "articles": {"language:pattern": 1},
        "sentences": {"article_is_good": 1},
        "mentions": {"article_is_good": 1, "goldstein_fits_code": 1},
    }
    assert (release.n_quarantined, release.rejections) == (4, {"language": {"not_english": 1}})
    kept = ds.dataset(release.path / "quarantine" / "mentions", format="parquet").to_table()
    assert kept.schema.names == [*tables()["mentions"].names, "rule"]
    assert {row["goldstein"] for row in kept.to_pylist()} == {3.0, 1.0}


def test_every_mention_tells_an_event_that_exists(world):
    _, release = world
    stored = read_mentions(release.path)
    events = {event.event_id: event for event in read_events(release.path)}
    assert {item.event_id for item in stored} == set(events)
    for event_id, event in events.items():
        assert sorted(event.mention_ids) == sorted(m.mention.mention_id for m in stored if m.event_id == event_id)
        assert event.n_mentions == len(event.mention_ids)


def test_every_span_is_in_the_stored_text(world):
    _, release = world
    texts = {
        row["article_id"]: row["text"]
        for row in ds.dataset(release.path / "articles", format="parquet").to_table().to_pylist()
    }
    for item in read_mentions(release.path):
        told = item.mention
        assert texts[told.article_id][told.source_start : told.source_end] == told.source_text
        assert texts[told.article_id][told.trigger_start : told.trigger_end] == told.trigger_text


def test_numbers_of_articles_are_those_of_this_release(world):
    _, release = world
    rows = ds.dataset(release.path / "articles", format="parquet").to_table().to_pylist()
    assert {row["article_id"]: row["n_mentions"] for row in rows} == {**dict.fromkeys("cdefghi", 1), "a": 2, "b": 2}
    assert {row["near_duplicate_of"] for row in rows} == {None, "a"}
    assert [row["article_id"] for row in rows if row["near_duplicate_of"] is None] == ["a"]


def test_duckdb_reads_events_through_latest_with_codes_as_strings(world):
    data, _ = world
    query = f"SELECT cameo_code, event_year, source_country FROM read_parquet('{data}/latest/events/**/*.parquet')"
    found = set(duckdb.sql(query).fetchall())
    assert found == {("040", 2024, "NOR"), ("040", None, "NOR"), ("057", 2023, "NOR")}


def test_latest_is_a_relative_link_so_that_the_folder_can_move(world, tmp_path):
    data, release = world
    assert str((data / "latest").readlink()) == f"releases/{release.version}"
    shutil.copytree(data, tmp_path / "moved", symlinks=True)
    moved = latest_release(tmp_path / "moved")
    assert moved is not None
    assert (moved.version, moved.counts) == (release.version, release.counts)


def test_checksums_cover_every_file_and_find_damage(world, tmp_path):
    _, release = world
    sums = (release.path / CHECKSUM_FILE).read_text(encoding="utf-8")
    assert {line.split("  ")[1] for line in sums.splitlines()} == set(files_of(release)) - {CHECKSUM_FILE}
    assert damaged_files(release.path, sums) == []
    copy = tmp_path / "copy"
    shutil.copytree(release.path, copy)
    (copy / "CODEBOOK.md").unlink()
    (copy / "release.json").write_text("{}", encoding="utf-8")
    assert damaged_files(copy, sums) == ["CODEBOOK.md", "release.json"]


def test_the_data_package_describes_every_column_and_file(world):
    _, release = world
    package = json.loads((release.path / "datapackage.json").read_text(encoding="utf-8"))
    *resources, changes = package["resources"]
    assert [resource["name"] for resource in resources] == list(RELEASE_TABLES)
    assert changes["name"] == "changes"
    for resource in resources:
        assert all((release.path / path).is_file() for path in resource["path"])
        columns = columns_of(tables()[resource["name"]], in_release=True)
        assert [field["name"] for field in resource["schema"]["fields"]] == [column.name for column in columns]
        assert resource["rowcount"] == release.counts[resource["name"]]
    assert package["licenses"][0]["name"] == "CC-BY-4.0"
    assert package["version"] == release.version


def test_the_codebook_names_every_column(world):
    _, release = world
    text = (release.path / "CODEBOOK.md").read_text(encoding="utf-8")
    for name in RELEASE_TABLES:
        assert f"\n## {name}\n" in text
        assert all(f"| `{column.name}` |" in text for column in tables()[name].columns)


def test_readers_filter(world):
    _, release = world

    def count(**options: object) -> int:
        return len(read_events(release.path, where=EventFilter(**options)))  # type: ignore[arg-type]

    assert count() == 3
    assert count(source="NOR", target="KEN") == count(source="nor") == count(source="norway") == 3
    assert count(source="KEN") == count(source="Nor way") == 0
    assert count(source="KEN", target="NOR", either_way=True) == count(target="NOR", either_way=True) == 3
    assert (count(code="04"), count(code="057"), count(code="19")) == (2, 1, 0)
    assert count(since=date(2024, 1, 1)) == count(until=date(2023, 12, 31)) == 1
    assert (count(statuses=["happened"]), count(statuses=["denied"])) == (3, 0)
    newest_first = [event.event_date for event in read_events(release.path)]
    assert newest_first == [date(2024, 3, 15), date(2023, 1, 1), None]
    assert [event.event_date for event in read_events(release.path, limit=1)] == [date(2024, 3, 15)]
    assert read_mentions(release.path, mention_ids=[]) == []
    assert [ref.article_id for ref in read_articles(release.path, article_ids=["b", "a"])] == ["a", "b"]


def test_reading_what_is_no_release_says_so(tmp_path):
    with pytest.raises(ReleaseError, match="holds no table events"):
        read_events(tmp_path)
    assert latest_release(tmp_path) is None


@pytest.mark.usefixtures("unchecked")
def test_the_same_runs_give_the_same_bytes_whenever_and_however_they_were_written(tmp_path):
    run_of(tmp_path / "one", "a", "b", "c", chunk=1)
    run_of(tmp_path / "one", "d")
    time.sleep(0.01)
    run_of(tmp_path / "two", "d")
    run_of(tmp_path / "two", "c", "b", "a", chunk=3)
    one, two = released(tmp_path / "one"), released(tmp_path / "two")
    assert one.version == two.version
    assert files_of(one) == files_of(two)
    moments = {json.loads((r.parent / "run.json").read_text())["finished"] for r in tmp_path.glob("*/runs/*/run.json")}
    assert len(moments) == 4
    assert not any(moment.encode() in content for moment in moments for content in files_of(one).values())


@pytest.mark.usefixtures("unchecked")
def test_publishing_again_finds_the_release(tmp_path):
    run_of(tmp_path, "a")
    first = released(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    again = released(tmp_path)
    assert (first.is_new, again.is_new) == (True, False)
    assert replace(again, is_new=True) == first
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


@pytest.mark.usefixtures("unchecked")
def test_the_article_that_was_committed_last_wins(tmp_path):
    run_of(tmp_path, "a", "b")
    changed = article("a", text="Norway met Kenya in Oslo. It rained.")
    commit(tmp_path, [changed], [mention(changed, code="036")], inputs=NEWER)
    commit(tmp_path, [], [], rejections=[Rejection("language", "not_english", "b", "fr")], inputs=NEWER)
    release = released(tmp_path)
    assert ids_in(release, "articles") == ["a"]
    assert [item.mention.cameo_code for item in read_mentions(release.path)] == ["036"]
    assert release.rejections == {"language": {"not_english": 1}}


@pytest.mark.usefixtures("unchecked")
def test_a_newer_run_of_the_same_articles_makes_the_older_one_leave_no_trace(tmp_path):
    run_of(tmp_path / "both", "a", "b")
    run_of(tmp_path / "both", "a", "b", inputs=NEWER)
    run_of(tmp_path / "new", "a", "b", inputs=NEWER)
    assert files_of(released(tmp_path / "both")) == files_of(released(tmp_path / "new"))


@pytest.mark.usefixtures("unchecked")
def test_a_new_version_of_the_code_is_a_new_release(tmp_path):
    run_of(tmp_path, "a")
    one, two = released(tmp_path), released(tmp_path, code_version="0.0.2")
    assert one.version.startswith("0.0.1-")
    assert two.version.startswith("0.0.2-")
    assert one.path.is_dir()
    latest = latest_release(tmp_path)
    assert latest is not None
    assert latest.version == two.version


def test_a_release_of_articles_without_events_can_be_read(tmp_path):
    commit(tmp_path, [article("a", text="Nothing happened.")], [])
    release = released(tmp_path)
    assert (release.counts["articles"], release.counts["events"]) == (1, 0)
    assert read_events(release.path) == []
    assert duckdb.sql(f"SELECT count(*) FROM read_parquet('{release.path}/events/**/*.parquet')").fetchall() == [(0,)]
    assert "No events were found" in (release.path / "index.html").read_text(encoding="utf-8")


def test_nothing_to_release(tmp_path):
    with pytest.raises(ReleaseError, match="no finished run"):
        released(tmp_path)
    assert not (tmp_path / "latest").exists()


def lose_one(mentions: Sequence[Mention], articles: Sequence[ArticleRef]) -> list[Event]:
    return merge(list(mentions)[1:], articles)


def tell_twice(mentions: Sequence[Mention], articles: Sequence[ArticleRef]) -> list[Event]:
    return [*merge(mentions, articles), *(replace(e, event_id="other") for e in merge(mentions, articles))]


def miscount(mentions: Sequence[Mention], articles: Sequence[ArticleRef]) -> list[Event]:
    return [replace(event, n_sources=99) for event in merge(mentions, articles)]


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        (lose_one, "gave events with 1: each must tell exactly one event"),
        (tell_twice, "gave events with 4"),
    ],
)
@pytest.mark.usefixtures("unchecked")
def test_a_merge_that_loses_or_doubles_mentions_leaves_latest_as_it_was(tmp_path, broken, message):
    run_of(tmp_path, "a")
    first = released(tmp_path)
    run_of(tmp_path, "b")
    before = sorted(path.name for path in (tmp_path / "releases").iterdir())
    with pytest.raises(ReleaseError, match=message):
        publish(tmp_path, merge=broken, code_version="0.0.1")
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == before
    assert latest_release(tmp_path) == replace(first, is_new=False)
    assert released(tmp_path).counts["articles"] == 2


def test_a_table_of_which_nothing_is_left_leaves_latest_as_it_was(tmp_path):
    run_of(tmp_path, "a")
    first = released(tmp_path)
    run_of(tmp_path, "b")
    with pytest.raises(ReleaseError, match="2 mentions went in and no event came out"):
        publish(tmp_path, merge=miscount, code_version="0.0.1")
    assert latest_release(tmp_path) == replace(first, is_new=False)


def test_a_bad_event_takes_its_mentions_along(tmp_path):
    far = mention(article("b"), code="057")
    commit(tmp_path, [article("a"), article("b")], [mention(article("a")), far])

    def spoil(mentions: Sequence[Mention], articles: Sequence[ArticleRef]) -> list[Event]:
        return [replace(e, confidence=2.0) if e.cameo_code == "057" else e for e in merge(mentions, articles)]

    release = publish(tmp_path, merge=spoil, code_version="0.0.1")
    assert release.quarantined == {"events": {"confidence:range": 1}, "mentions": {"event_is_good": 1}}
    assert [item.mention.cameo_code for item in read_mentions(release.path)] == ["040"]
    rows = ds.dataset(release.path / "articles", format="parquet").to_table().to_pylist()
    assert [row["n_mentions"] for row in rows] == [1, 0]


@pytest.mark.usefixtures("unchecked")
def test_a_release_that_was_changed_on_disk_is_named(tmp_path):
    run_of(tmp_path, "a")
    release = released(tmp_path)
    (release.path / "CODEBOOK.md").write_text("other", encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"CODEBOOK\.md changed"):
        released(tmp_path)


@pytest.mark.usefixtures("unchecked")
def test_a_folder_in_the_place_of_the_link_is_left_alone(tmp_path):
    run_of(tmp_path, "a")
    (tmp_path / "latest").mkdir()
    with pytest.raises(ReleaseError, match="is no link"):
        released(tmp_path)
    assert (tmp_path / "latest").is_dir()


def _write_and_publish(data: Path, name: str) -> str:
    with patch("schemas.dataset.validate_table", accept_all):
        run_of(data, name)
        return released(data).version


def test_many_processes_may_publish_at_once(tmp_path):
    with get_context("spawn").Pool(3) as pool:
        versions = pool.starmap(_write_and_publish, [(tmp_path, name) for name in "abc"], chunksize=1)
    latest = latest_release(tmp_path)
    assert latest is not None
    assert latest.version in versions
    assert ids_in(latest, "articles") == ["a", "b", "c"]
    assert not list((tmp_path / "releases").glob(".staging-*"))


HOSTILE = """Norway</td><script>alert(1)</script> met "Kenya" & 'Oslo'."""


class _Tags(HTMLParser):
    """Collects tags with their attributes, and checks that they are closed in order."""

    VOID = frozenset({"meta", "br", "!doctype"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page_tags(release: Release) -> _Tags:
    tags = _Tags()
    tags.feed((release.path / "index.html").read_text(encoding="utf-8"))
    tags.close()
    assert tags.open == []
    return tags


def hostile_article() -> tuple[CleanArticle, Mention]:
    of = replace(article("<b>id</b>", text=HOSTILE, source="<i>"), title="<img src=x>", url="javascript:alert(1)")
    at = HOSTILE.index("met")
    spans = {"source_end": at - 1, "source_text": HOSTILE[: at - 1], "trigger_start": at, "trigger_end": at + 3}
    target = HOSTILE.index("Kenya")
    return of, mention(of, **spans, target_start=target, target_end=target + 5, source_name="<script>")


@pytest.mark.usefixtures("unchecked")
def test_the_page_escapes_all_words_of_articles(tmp_path):
    of, told = hostile_article()
    commit(tmp_path, [of], [told])
    release = released(tmp_path)
    assert release.counts["events"] == 1
    names = {tag for tag, _ in page_tags(release).seen}
    assert not names & {"script", "img", "i", "b", "link", "iframe", "object"}
    text = (release.path / "index.html").read_text(encoding="utf-8")
    assert "javascript:" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_the_page_fetches_nothing_and_its_tables_have_headers(world):
    _, release = world
    tags = page_tags(release).seen
    assert not [attributes for _, attributes in tags if "src" in attributes or "srcset" in attributes]
    assert {attributes["scope"] for tag, attributes in tags if tag == "th"} == {"col", "row"}
    assert sum(tag == "table" for tag, _ in tags) == sum(tag == "caption" for tag, _ in tags) >= 5
    anchors = {a["href"] for tag, a in tags if tag == "a" and str(a["href"]).startswith("#")}
    assert anchors == {f"#{a['id']}" for tag, a in tags if tag == "section"}
    text = (release.path / "index.html").read_text(encoding="utf-8")
    assert "url(" not in text
    assert "@import" not in text


def test_the_page_marks_source_act_and_target(world):
    _, release = world
    text = (release.path / "index.html").read_text(encoding="utf-8")
    marks = (
        '<mark class="source" title="source">Norway</mark> <mark class="act" title="act">met</mark> '
        '<mark class="target" title="target">Kenya</mark> in Oslo.'
    )
    assert marks in text
    assert ">2023</th>" in text, "a date known by its year is shown as a year"
    assert ">undated</th>" in text


def test_a_release_can_be_read_by_others(world):
    _, release = world
    assert all(os.access(path, os.R_OK) for path in release.path.rglob("*"))
    assert (release.path.stat().st_mode & 0o055) == 0o055
