"""What of an input is new: by content, by id, by the versions that coded it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from schemas.addresses import address_of
from schemas.coded import NewInputs, new_inputs, unused_run_id
from schemas.raw import from_cleaned, raw_articles, raw_contents, write_raw
from schemas.records import RawArticle, Rejection
from schemas.runs import Run, RunInputs, committed_runs, run_id_of, stage_run, write_chunk
from tests.tiny import INPUTS, article, commit, sha

NEWER = replace(INPUTS, code_hash="0ther")
PAGE = "https://news.example/2024/03/oslo"


def raw(article_id: str, text: str | None = None, *, url: str | None = None) -> RawArticle:
    text = text or f"Norway met Kenya in Oslo. It was number {article_id}."
    return RawArticle(article_id, text, None, url, "Times", date(2024, 3, 15), "field", f"{article_id}.txt", sha(text))


def unread(article_id: str, reason: str = "not_text") -> Rejection:
    return Rejection("read", reason, article_id, f"somewhere/{article_id}")


def code(
    data: Path, articles: Sequence[RawArticle], *, inputs: RunInputs = INPUTS, rejections: Sequence[Rejection] = ()
) -> Run:
    """Commit a run of these articles; those of the text "French" are rejected as a whole."""
    taken = {run.run_id for run in committed_runs(data)}
    run_id = unused_run_id(run_id_of(articles, rejections, inputs), taken)
    with stage_run(data, run_id, inputs) as staged:
        write_raw(staged.path, articles)
        kept = [replace(article(a.article_id, text=a.text), url=a.url) for a in articles if a.text != "French"]
        french = [Rejection("language", "not_english", a.article_id, "fr") for a in articles if a.text == "French"]
        write_chunk(staged.path, 0, articles=kept, rejections=[*french, *rejections])
        return staged.commit(n_inputs=len(articles) + len(rejections))


def ask(
    data: Path, articles: Sequence[RawArticle], *, inputs: RunInputs = INPUTS, rejections: Sequence[Rejection] = ()
) -> NewInputs:
    return new_inputs(articles, rejections, committed_runs(data), inputs)


def ids(new: NewInputs) -> list[str]:
    return [of.article_id for of in new.articles]


def test_only_what_was_added_is_new(tmp_path):
    assert ids(ask(tmp_path, [raw("a"), raw("b")])) == ["a", "b"]
    code(tmp_path, [raw("a"), raw("b")])
    last = code(tmp_path, [raw("c")])
    grown = ask(tmp_path, [raw(name) for name in "abcd"])
    assert ids(grown) == ["d"]
    assert grown
    assert grown.coded_in == last
    assert not ask(tmp_path, [raw("a"), raw("c")])


@pytest.mark.parametrize("changed", ["model", "code_version", "code_hash", "seeds_hash", "actors_hash", "coder"])
def test_what_other_versions_coded_is_new(tmp_path, changed):
    code(tmp_path, [raw("a")])
    assert ids(ask(tmp_path, [raw("a")], inputs=replace(INPUTS, **{changed: "other"}))) == ["a"]
    assert not ask(tmp_path, [raw("a")])


def test_a_file_that_was_moved_is_not_new(tmp_path):
    run = code(tmp_path, [raw("inbox/a", "Chile left.")])
    moved = ask(tmp_path, [raw("archive/a", "Chile left.")])
    assert not moved
    assert moved.coded_in == run


def test_two_files_that_change_places_are_both_new(tmp_path):
    code(tmp_path, [raw("a", "Chile left."), raw("b", "Peru left.")])
    assert ids(ask(tmp_path, [raw("a", "Peru left."), raw("b", "Chile left.")])) == ["a", "b"]


def test_a_correction_is_new_and_so_is_taking_it_back(tmp_path):
    first, second = raw("a", "Chile left."), raw("a", "Peru left.")
    runs = [code(tmp_path, [first])]
    assert ids(ask(tmp_path, [second])) == ["a"]
    runs.append(code(tmp_path, [second]))
    assert not ask(tmp_path, [second])
    assert ids(ask(tmp_path, [first])) == ["a"]
    runs.append(code(tmp_path, [first]))
    assert not ask(tmp_path, [first])
    assert [run.run_id for run in committed_runs(tmp_path)] == [run.run_id for run in runs]
    assert len({run.run_id for run in runs}) == 3


def test_the_older_version_of_a_page_beside_the_newer_one_is_not_news_every_day(tmp_path):
    older, newer = raw("monday", "Chile left.", url=PAGE), raw("tuesday", "Peru left.", url=f"{PAGE}/")
    code(tmp_path, [older])
    assert ids(ask(tmp_path, [older, newer])) == ["tuesday"]
    code(tmp_path, [newer])
    assert not ask(tmp_path, [older, newer])
    assert ids(ask(tmp_path, [older, newer], inputs=NEWER)) == ["tuesday"]
    assert not ask(tmp_path, [replace(older, article_id="renamed"), newer])


def test_what_was_rejected_is_known_too(tmp_path):
    code(tmp_path, [raw("a"), raw("f", "French")], rejections=[unread("picture.txt")])
    assert not ask(tmp_path, [raw("a"), raw("f", "French")], rejections=[unread("picture.txt")])
    assert ids(ask(tmp_path, [raw("f", "Now in English.")])) == ["f"]


def test_a_file_that_could_not_be_read_is_new_when_it_is_otherwise(tmp_path):
    line = unread("lines.jsonl", "cut_json")
    code(tmp_path, [raw("a")], rejections=[line])
    more = ask(tmp_path, [raw("a")], rejections=[line, replace(line, detail="line 7")])
    assert (ids(more), len(more.rejections)) == ([], 2)
    assert more
    assert ids(ask(tmp_path, [raw("a"), raw("lines.jsonl")])) == ["lines.jsonl"]
    assert ask(tmp_path, [], rejections=[unread("a")]).rejections == (unread("a"),)


def test_another_file_that_cannot_be_read_is_new_whatever_its_reason(tmp_path):
    code(tmp_path, [raw("a")], rejections=[unread("one.txt")])
    new = ask(tmp_path, [raw("a")], rejections=[unread("one.txt"), unread("two.txt")])
    assert [rejection.article_id for rejection in new.rejections] == ["two.txt"]


def test_a_run_from_before_raw_articles_were_kept_knows_its_articles(tmp_path):
    old = article("a", text="Chile left.")
    commit(tmp_path, [old], [])
    assert not ask(tmp_path, [raw("a", "Chile left.")])
    assert ids(ask(tmp_path, [raw("a", "Peru left.")])) == ["a"]


def test_raw_articles_come_back_as_they_were_read(tmp_path):
    odd = replace(
        raw("a"), text="Line one\u2028still\nLine \ud800 two", published=None, published_basis=None, title="T"
    )
    run = code(tmp_path, [raw("b"), raw("c")])
    with stage_run(tmp_path, "0a", INPUTS) as staged:
        write_raw(staged.path, [odd])
        assert raw_articles(staged.path, ["a"]) == {"a": replace(odd, path="run")}
    assert raw_articles(run.path, ["b", "nowhere"]) == {"b": replace(raw("b"), path=run.run_id)}
    assert raw_contents(run.path) == {name: raw(name).content_hash for name in "bc"}


def test_cleaned_text_stands_in_for_raw_articles_of_older_runs(tmp_path):
    run = commit(tmp_path, [article("a", text="Chile left.")], [])
    (row,) = run.read("articles").to_pylist()
    again = from_cleaned(row, path="x")
    assert (again.text, again.published, again.content_hash) == ("Chile left.", date(2024, 3, 15), sha("Chile left."))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.News.example/a/b/", "http://news.example/a/b"),
        ("https://news.example/a?utm_source=x&id=7", "https://news.example/a?id=7#comments"),
        ("https://news.example/a?b=1&a=2", "https://news.example/a?a=2&b=1&fbclid=xyz"),
    ],
)
def test_addresses_of_one_page(one, other):
    assert address_of(one) == address_of(other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://news.example/a", "https://news.example/A"),
        ("https://news.example/?id=7", "https://news.example/?id=8"),
        ("https://news.example/a", "https://other.example/a"),
    ],
)
def test_addresses_of_two_pages(one, other):
    assert address_of(one) != address_of(other)


@pytest.mark.parametrize(
    "url", [None, "", "https://news.example/", "https://news.example", "no address", "http://[::1"]
)
def test_what_names_no_single_page(url):
    assert address_of(url) is None
