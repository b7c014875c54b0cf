"""Releases one after another: what replaces what, what is written again, and what is told of the way."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import duckdb
import pyarrow.parquet as pq
import pytest

from schemas.changes import KINDS
from schemas.disk import link_or_write
from schemas.errors import ReleaseError
from schemas.history import read_changes, read_history
from schemas.package import CHECKSUM_FILE, damaged_files
from schemas.readers import read_mentions
from schemas.records import CleanArticle, Mention
from schemas.releases import all_releases, latest_release
from schemas.versions import DEFAULT_CODER
from tests.tiny import NEWER, accept_all, article, commit, files_of, ids_in, mention, released, run_of


@pytest.fixture(autouse=True)
def unchecked(monkeypatch):
    """Publish without expectations: they take seconds, and what is tested is what lies on disk."""
    monkeypatch.setattr("schemas.dataset.validate_table", accept_all)


def test_an_article_of_the_same_address_replaces_the_older_one(tmp_path):
    old = replace(article("monday"), url="https://times.example/oslo")
    new = replace(article("tuesday", text="Norway met Kenya in Oslo. It rained."), url="http://www.times.example/oslo/")
    commit(tmp_path, [old, article("a")], [mention(old), mention(article("a"))])
    released(tmp_path)
    commit(tmp_path, [new], [mention(new, code="057")])
    release = released(tmp_path)
    assert ids_in(release, "articles") == ["a", "tuesday"]
    assert sorted(item.mention.cameo_code for item in read_mentions(release.path)) == ["040", "057"]
    assert len(list((tmp_path / "runs").iterdir())) == 3, "the older run stays, beside the lock"
    commit(tmp_path, [old], [mention(old)], inputs=NEWER)
    assert ids_in(released(tmp_path), "articles") == ["a", "monday"]


def test_an_address_of_several_articles_replaces_none(tmp_path):
    feed = [replace(article(name), url="https://times.example/feed") for name in "abc"]
    commit(tmp_path, feed[:2], [mention(of) for of in feed[:2]])
    commit(tmp_path, feed[2:], [mention(feed[2])])
    home = [replace(article(name), url="https://times.example/") for name in "de"]
    commit(tmp_path, home[:1], [])
    commit(tmp_path, home[1:], [])
    assert ids_in(released(tmp_path), "articles") == ["a", "b", "c", "d", "e"]


def test_the_release_says_which_versions_coded_what(tmp_path):
    run_of(tmp_path, "a", "b")
    run_of(tmp_path, "b", inputs=replace(NEWER, coder="hybrid", actors_hash="0b"))
    release = released(tmp_path)
    told = {(run.code_version, run.coder, run.actors_hash): run.n_articles for run in release.runs}
    assert told == {("0.0.1", DEFAULT_CODER, None): 1, ("0.0.2", "hybrid", "0b"): 1}
    latest = latest_release(tmp_path)
    assert latest is not None
    assert latest.runs == release.runs
    page = (release.path / "index.html").read_text(encoding="utf-8")
    assert "hybrid" in page
    assert "own actors" in page


def later(name: str) -> tuple[CleanArticle, Mention]:
    of = article(name, text=f"Norway met Kenya in Oslo. So says {name}.", published=date(2025, 5, 1))
    return of, mention(of)


def test_partitions_that_did_not_change_are_not_written_again(tmp_path):
    run_of(tmp_path, "a")
    first = released(tmp_path)
    of, told = later("b")
    commit(tmp_path, [of], [told])
    second = released(tmp_path)
    for name in ("articles/published_year=2024", "events/event_year=2024", "mentions/event_year=2024"):
        assert (first.path / name / "part-0.parquet").samefile(second.path / name / "part-0.parquet")
    (old,) = (first.path / "sentences").iterdir()
    assert old.samefile(second.path / "sentences" / old.name)
    assert len(list((second.path / "sentences").iterdir())) == 2
    assert not (second.path / "index.html").samefile(first.path / "index.html")
    assert (second.path / "events" / "event_year=2025" / "part-0.parquet").stat().st_nlink == 1
    assert all(damaged_files(r.path, (r.path / CHECKSUM_FILE).read_text()) == [] for r in (first, second))


def test_links_and_copies_give_the_same_bytes(tmp_path):
    of, told = later("b")
    for data in (tmp_path / "links", tmp_path / "copies"):
        run_of(data, "a")
        released(data)
        commit(data, [of], [told])
    linked = released(tmp_path / "links")
    with patch.object(Path, "hardlink_to", side_effect=OSError(1, "no links here")):
        copied = released(tmp_path / "copies")
    assert files_of(linked) == files_of(copied)
    part = "events/event_year=2024/part-0.parquet"
    assert ((linked.path / part).stat().st_nlink, (copied.path / part).stat().st_nlink) == (2, 1)


def test_only_a_file_of_the_same_bytes_is_linked(tmp_path):
    like = tmp_path / "like"
    like.write_bytes(b"whole")
    for name, content, links in (("same", b"whole", 2), ("other", b"whale", 1), ("longer", b"wholes", 1)):
        link_or_write(tmp_path / name, content, like)
        assert ((tmp_path / name).read_bytes(), (tmp_path / name).stat().st_nlink) == (content, links)
    link_or_write(tmp_path / "new", b"whole", tmp_path / "nowhere")
    assert (tmp_path / "new").read_bytes() == b"whole"


def test_a_release_before_that_was_damaged_is_named(tmp_path):
    run_of(tmp_path, "a")
    first = released(tmp_path)
    (first.path / "events/event_year=2024/part-0.parquet").write_bytes(b"PAR1")
    run_of(tmp_path, "b")
    with pytest.raises(ReleaseError, match=rf"{first.version}: events/event_year=2024/part-0\.parquet changed; remove"):
        released(tmp_path)
    assert (tmp_path / "latest").resolve() == first.path
    shutil.rmtree(first.path)
    assert read_history(released(tmp_path).path).before is None


def test_a_release_keeps_what_changed_since_the_one_before(tmp_path):
    run_of(tmp_path, "a")
    first = released(tmp_path)
    of, told = later("b")
    commit(tmp_path, [of], [told])
    second = released(tmp_path)
    commit(tmp_path, [article("a", text="Norway saw nobody.")], [])
    third = released(tmp_path)
    assert [release.version for release in all_releases(tmp_path)] == [r.version for r in (first, second, third)]
    kept = [read_history(release.path) for release in (first, second, third)]
    assert [history and history.before for history in kept] == [None, first.version, second.version]
    added = [[(c.kind, c.detail) for c in read_changes(release.path)] for release in (first, second, third)]
    assert added == [[("added", None)], [("added", None)], [("gone", "not_coded_again")]]
    assert kept[2] is not None
    assert kept[2].n_changes["gone"] == 1
    sums = (third.path / "changes" / CHECKSUM_FILE).read_text(encoding="utf-8")
    assert damaged_files(third.path / "changes", sums) == []
    rows = duckdb.sql(f"SELECT kind, new_event_id IS NULL FROM '{tmp_path}/latest/changes/*.parquet'").fetchall()
    assert rows == [("gone", True)]


def daily_and_once(tmp_path):
    """The release of the same two runs, published after each of them and only after both."""
    of, told = later("b")
    for data in (tmp_path / "daily", tmp_path / "once"):
        run_of(data, "a")
        if data.name == "daily":
            released(data)
        commit(data, [of], [told])
    return released(tmp_path / "daily"), released(tmp_path / "once")


def test_what_was_published_before_changes_the_changes_and_nothing_else(tmp_path):
    daily, once = daily_and_once(tmp_path)
    assert (daily.version, files_of(daily)) == (once.version, files_of(once))
    assert [len(read_changes(release.path)) for release in (daily, once)] == [1, 2]


def test_package_and_codebook_describe_the_changes_whatever_they_hold(tmp_path):
    daily, once = daily_and_once(tmp_path)
    resource = json.loads((daily.path / "datapackage.json").read_text(encoding="utf-8"))["resources"][-1]
    (part,) = resource["path"]
    kept = [pq.read_table(release.path / part) for release in (daily, once)]
    assert [table.num_rows for table in kept] == [1, 2]
    assert [column["name"] for column in resource["schema"]["fields"]] == kept[0].schema.names
    assert resource["schema"]["fields"][0]["constraints"] == {"required": True, "enum": list(KINDS)}
    assert not {"bytes", "rowcount", "hash"} & resource.keys()
    book = (daily.path / "CODEBOOK.md").read_text(encoding="utf-8")
    assert "no part of this release's version" in book.partition("\n## changes\n")[2]
    assert all(f"| `{name}` | string |" in book for name in kept[0].schema.names)
    assert all(f"{kind}: " in book for kind in KINDS)
    for name in ("datapackage.json", "CODEBOOK.md"):
        assert (daily.path / name).read_bytes() == (once.path / name).read_bytes()


def test_a_release_that_is_published_again_keeps_its_changes(tmp_path):
    run_of(tmp_path, "a")
    first = released(tmp_path)
    released(tmp_path, code_version="0.0.2")
    before = {path: path.read_bytes() for path in first.path.rglob("*") if path.is_file()}
    again = released(tmp_path)
    assert (again.version, again.is_new) == (first.version, False)
    assert {path: path.read_bytes() for path in first.path.rglob("*") if path.is_file()} == before


def test_a_release_from_before_changes_were_kept_can_be_followed(tmp_path):
    run_of(tmp_path, "a")
    old = released(tmp_path)
    shutil.rmtree(old.path / "changes")
    of, told = later("b")
    commit(tmp_path, [of], [told])
    new = released(tmp_path)
    assert read_history(old.path) is None
    assert [change.kind for change in read_changes(new.path)] == ["added"]
    assert [release.version for release in all_releases(tmp_path)] == [old.version, new.version]
