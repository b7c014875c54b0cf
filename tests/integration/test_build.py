"""The whole way without Prefect: articles in, a dataset out; again, killed, and with inputs that are none."""

from __future__ import annotations

import json
import re
import signal
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import build, cli
from flows.recode import recode
from schemas.errors import InputError, ReleaseError
from schemas.history import read_changes, read_history
from schemas.readers import read_articles, read_events, read_mentions
from schemas.releases import all_releases
from schemas.runs import committed_runs
from tests.integration.commands import (
    all_gone,
    count_rows,
    dragoman,
    is_whole,
    run_without_prefect,
    signal_after,
)
from tests.integration.conftest import ARTICLES

pytestmark = [pytest.mark.model, pytest.mark.e2e]


def test_articles_become_a_dataset(articles: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = run_without_prefect(articles, data)
    assert done.code == 0, done.err
    assert done.json["n_articles"] == len(ARTICLES)
    assert count_rows(data, "articles") == len(ARTICLES)
    assert count_rows(data, "mentions") == done.json["n_mentions"] > 0
    assert 0 < count_rows(data, "events") <= done.json["n_mentions"]
    assert is_whole(data)
    assert not list((data / "runs").glob(".staging-*"))

    shown = dragoman("show", "--data", data, "--dyad", "CHL-RUS", "--evidence")
    assert "[source Chile] [act expelled] [target two Russian diplomats] on Monday." in shown.out


def test_the_same_inputs_in_other_chunks_and_processes_give_the_same_dataset(articles: Path, tmp_path: Path) -> None:
    first = build.build([articles], out=tmp_path / "a", workers=0)
    second = build.build([articles], out=tmp_path / "b", workers=2, chunk_size=1)
    assert (first.run.run_id, first.release.version) == (second.run.run_id, second.release.version)
    sums = [(result.release.path / "SHA256SUMS").read_bytes() for result in (first, second)]
    assert sums[0] == sums[1]


def test_a_second_identical_run_codes_nothing(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build.build([articles], out=tmp_path, workers=0)
    coded: list[build.Chunk] = []
    monkeypatch.setattr(build, "code_chunk", coded.append)
    second = build.build([articles], out=tmp_path, workers=0)
    found = build.find_finished([articles], out=tmp_path)
    assert coded == []
    assert (first.is_new_run, second.is_new_run) == (True, False)
    assert second.run == first.run
    assert (first.release.is_new, second.release.is_new) == (True, False)
    assert found is not None
    assert found.release.version == first.release.version


def test_more_articles_are_a_new_run_and_a_new_release(articles: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = build.build([articles / "talks.txt"], out=data, workers=0)
    second = build.build([articles / "aid.txt"], out=data, workers=0)
    assert first.run.run_id != second.run.run_id
    assert second.release.counts["articles"] == 2
    assert count_rows(data, "articles") == 2


NEWS = """Published: 4 March 2020

SANTIAGO - Russia expelled two Chilean diplomats on Wednesday.
"""


def test_a_grown_folder_codes_only_what_is_new(articles: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = build.build([articles], out=data, workers=0)
    (articles / "answer.txt").write_text(NEWS, encoding="utf-8")
    assert build.find_finished([articles], out=data) is None
    second = build.build([articles], out=data, workers=0)
    assert (second.run.n_inputs, second.run.n_articles, second.is_new_run) == (1, 1, True)
    assert second.release.counts["articles"] == len(ARTICLES) + 1
    assert {run.n_articles for run in second.release.runs} == {len(ARTICLES), 1}
    same = "mentions/event_year=2021/part-0.parquet"
    assert (first.release.path / same).samefile(second.release.path / same)
    assert is_whole(data)

    history = read_history(second.release.path)
    assert history is not None
    assert (history.before, history.n_changes["gone"]) == (first.release.version, 0)
    added = {change.new_event_id for change in read_changes(second.release.path, kinds=["added"])}
    assert ("RUS", "CHL") in {
        (event.source_country, event.target_country)
        for event in read_events(second.release.path)
        if event.event_id in added
    }

    again = build.build([articles], out=data, workers=0)
    assert (again.run, again.is_new_run, again.release.is_new) == (second.run, False, False)
    assert len(committed_runs(data)) == 2


def test_growing_day_by_day_ends_where_one_run_does(articles: Path, tmp_path: Path) -> None:
    for name in ARTICLES:
        daily = build.build([articles / name], out=tmp_path / "daily", workers=0)
    once = build.build([articles], out=tmp_path / "once", workers=0)
    found = [
        {(event.event_id, event.mention_ids) for event in read_events(result.release.path)} for result in (daily, once)
    ]
    assert found[0] == found[1] != set()


def test_an_article_that_was_corrected_at_its_source_replaces_the_old_one(tmp_path: Path) -> None:
    data, feed = tmp_path / "data", tmp_path / "feed"
    feed.mkdir()
    told = {"id": "one", "url": "https://news.example/2021/02/envoys", "published": "2021-02-06"}
    texts = ["Kenya recalled its ambassador from Somalia.", "The ambassador of Kenya is merely on leave until March."]
    texts += ["Kenya recalled its ambassador from Ethiopia on Friday."]
    pairs = []
    for day, (text, article_id) in enumerate(zip(texts, ("one", "one", "another"), strict=True)):
        line = json.dumps(told | {"id": article_id, "text": text})
        (feed / "news.jsonl").write_text(line + "\n", encoding="utf-8")
        result = build.build([feed], out=data, workers=0)
        assert result.release.counts["articles"] == 1, f"day {day}"
        pairs.append({(event.source_country, event.target_country) for event in read_events(result.release.path)})
    assert ("KEN", "SOM") in pairs[0]
    assert not pairs[1] & {("KEN", "SOM")}
    assert ("KEN", "ETH") in pairs[2]
    assert [run.n_articles for run in committed_runs(data)] == [1, 1, 1], "what was coded stays in its run"
    kept = [read_changes(release.path) for release in all_releases(data)]
    assert [[change.kind for change in changes] for changes in kept][:2] == [["added"], ["gone"]]


WIRE = """{headline}

LIMA (Andean Wire) - Peru recalled its ambassador from Ecuador on Tuesday after a patrol boat of the Ecuadorian navy had
fired at two fishing boats in the Gulf of Guayaquil.

The foreign minister of Peru told reporters in Lima that the boats had been in Peruvian waters. She said that nobody was
hurt, and that the crews were back in their port.

Ecuador said that the boats had ignored two warnings. Its navy has patrolled the gulf since the two countries quarrelled
over the border at sea in spring.
"""


def test_a_reprint_counts_as_an_article_and_is_linked_to_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    headlines = {"wire": "Peru recalls envoy from Quito", "paper": "Shots in the gulf: Lima is angry"}
    for day, (name, headline) in enumerate(headlines.items(), start=8):
        fields = {"id": name, "source": name, "published": f"2024-05-0{day}", "text": WIRE.format(headline=headline)}
        (folder / f"{name}.jsonl").write_text(json.dumps(fields), encoding="utf-8")
    result = build.build([folder], out=tmp_path / "data", workers=0)
    refs = {ref.article_id: ref.near_duplicate_of for ref in read_articles(result.release.path)}
    assert refs == {"wire": None, "paper": "wire"}
    (recall,) = [e for e in read_events(result.release.path) if (e.source_country, e.target_country) == ("PER", "ECU")]
    assert recall.n_articles == 2
    assert recall.n_mentions >= 2


def test_recoding_reads_the_runs_and_leaves_them(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = tmp_path / "data"
    old = build.build([articles], out=data, workers=0)
    unchanged = recode(data, workers=0)
    assert (unchanged.is_new_run, unchanged.release.version) == (False, old.release.version)

    monkeypatch.setattr("schemas.runs.code_hash", lambda: "a newer lexicon")
    (articles / "answer.txt").write_text(NEWS, encoding="utf-8")
    mixed = build.build([articles / "answer.txt"], out=data, workers=0)
    told = {run.code_hash: run.n_articles for run in mixed.release.runs}
    assert told == {old.run.inputs.code_hash: len(ARTICLES), "a newer lexicon": 1}

    for gone in articles.iterdir():
        gone.unlink()
    new = recode(data, workers=0)
    assert (new.is_new_run, new.run.n_articles, new.run.n_inputs) == (True, len(ARTICLES), len(ARTICLES))
    assert {run.code_hash for run in new.release.runs} == {"a newer lexicon"}
    assert old.run in committed_runs(data)
    found = [{m.mention.mention_id for m in read_mentions(result.release.path)} for result in (mixed, new)]
    assert found[0] == found[1] != set(), "the same code finds the same in what the runs kept"
    assert not recode(data, workers=0).is_new_run


def test_a_correction_is_applied_until_its_article_changes(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, file = tmp_path / "data", tmp_path / "corrections.yml"
    result = build.build([articles], out=data, workers=0)
    wrong = next(m.mention for m in read_mentions(result.release.path) if m.mention.article_id == "aid")
    entry = {"table": "mentions", "match": {"mention_id": wrong.mention_id}, "action": "drop", "reason": "A test."}
    file.write_text(json.dumps([entry | {"expect": 1}]), encoding="utf-8")
    monkeypatch.setattr("schemas.releases.default_corrections", lambda: file)
    corrected = build.build([articles], out=data, workers=0)
    assert (corrected.is_new_run, corrected.release.is_new) == (False, True)
    assert wrong.mention_id not in {m.mention.mention_id for m in read_mentions(corrected.release.path)}
    gone = read_changes(corrected.release.path, kinds=["gone"])
    assert [change.detail for change in gone] == ["corrections.yml:1"]

    (articles / "aid.txt").write_text(ARTICLES["aid.txt"].replace("Canada", "Norway"), encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"corrections\.yml, entry 1 .* 0 rows fit, 1 expected"):
        build.build([articles], out=data, workers=0)
    assert (data / "latest").resolve().name == corrected.release.version


def test_the_commands_tell_what_changed(articles: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = build.build([articles / "talks.txt"], out=data, workers=0).release
    second = build.build([articles], out=data, workers=0).release
    listed = dragoman("releases", "--data", data, "--json").json
    assert [(row["version"], row["is_latest"]) for row in listed] == [(first.version, False), (second.version, True)]
    assert listed[1]["before"] == first.version
    assert listed[1]["n_changes"]["added"] == second.counts["events"] - first.counts["events"] > 0
    shown = dragoman("diff", first.version[-6:], "--data", data, "--limit", "500")
    assert shown.code == 0, shown.err
    assert re.search(r"^added +2020-03-02 +CHL\w* +RUS\w* ", shown.out, flags=re.MULTILINE)
    assert f"From {first.version} to {second.version}: " in shown.out
    back = dragoman("diff", "latest", first.version, "--data", data, "--json").json
    assert {row["kind"] for row in back} <= {"gone", "changed", "retold"}
    again = CliRunner().invoke(cli.app, ["recode", "--data", str(data), "--json", "--workers", "0"])
    told = json.loads(again.stdout)
    assert (again.exit_code, told["is_new_run"], told["release"]) == (0, False, second.version)


@pytest.mark.parametrize(
    ("line", "delay"),
    [("Read 3 articles.", 0.0), ("Read 3 articles.", 1.5), ("coded articles: 1 of 2", 0.0), ("is committed", 0.0)],
)
def test_a_killed_run_leaves_latest_whole_and_the_next_ends_well(
    articles: Path, tmp_path: Path, line: str, delay: float
) -> None:
    data = tmp_path / "data"
    before = build.build([articles / "talks.txt"], out=data, workers=0).release.version
    marker = {"DRAGOMAN_TEST_RUN": str(tmp_path)}
    arguments = ["run", articles, "--out", data, "--no-prefect", "--chunk-size", "1"]
    killed = signal_after(line, signal.SIGKILL, *arguments, env=marker, delay=delay)
    assert killed.code == -signal.SIGKILL
    assert all_gone(str(tmp_path)) == []
    assert is_whole(data)
    assert (data / "latest").resolve().name == before

    done = run_without_prefect(articles, data)
    assert done.code == 0, done.err
    assert is_whole(data)
    assert count_rows(data, "articles") == len(ARTICLES)
    # What a killed run staged is removed by the next that stages something.
    assert not done.json["is_new_run"] or not list((data / "runs").glob(".staging-*"))


@pytest.mark.parametrize("line", ["Read 3 articles from 1 runs.", "coded articles: 2 of 3", "is committed"])
def test_a_killed_recode_leaves_latest_whole_and_the_next_ends_well(articles: Path, tmp_path: Path, line: str) -> None:
    data, own = tmp_path / "data", tmp_path / "own.csv"
    before = build.build([articles], out=data, workers=0)
    own.write_text("name,aliases,code,country,kind,start,end\nFrente Verde,,CHLOPP,CHL,group,,\n", encoding="utf-8")
    arguments = ["recode", "--data", data, "--actors", own, "--no-prefect", "--chunk-size", "1", "--workers", "1"]
    killed = signal_after(line, signal.SIGKILL, *arguments, env={"DRAGOMAN_TEST_RUN": str(tmp_path)})
    assert killed.code == -signal.SIGKILL
    assert all_gone(str(tmp_path)) == []
    assert is_whole(data)
    assert (data / "latest").resolve().name == before.release.version

    done = dragoman(*arguments, "--json")
    assert done.code == 0, done.err
    assert is_whole(data)
    assert count_rows(data, "articles") == len(ARTICLES)
    assert len(committed_runs(data)) == 2
    assert {run.actors_hash is None for run in all_releases(data)[-1].runs} == {False}
    assert not done.json["is_new_run"] or not list((data / "runs").glob(".staging-*"))


def test_an_interrupted_run_ends_its_workers_and_removes_what_it_staged(articles: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    arguments = ["run", articles, "--out", data, "--no-prefect", "--chunk-size", "1"]
    for number in (signal.SIGINT, signal.SIGTERM):
        ended = signal_after("Read 3", number, *arguments, env={"DRAGOMAN_TEST_RUN": str(tmp_path)}, delay=1.0)
        assert ended.code in {1, 128 + number}
        assert all_gone(str(tmp_path)) == []
        assert not list((data / "runs").glob(".staging-*"))
        assert not (data / "latest").exists()


def test_what_is_no_article_is_named_and_all_else_is_coded(articles: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    (articles / "empty").mkdir()
    (articles / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (articles / "cut.jsonl").write_text(
        '{"id": "whole", "text": "Kenya recalled its ambassador from Somalia on Friday.", "published": "2021-02-06"}\n'
        '{"id": "cut", "text": "Somalia clo',
        encoding="utf-8",
    )
    (articles / "word.txt").write_text("Peace\n", encoding="utf-8")
    done = run_without_prefect(articles, data)
    assert done.code == 0, done.err
    told = done.json
    assert "binary" in done.err
    assert "cut.jsonl" in done.err
    assert (told["n_inputs"], told["n_articles"], told["n_rejected"]) == (len(ARTICLES) + 4, len(ARTICLES) + 1, 3)
    assert sum(told["rejections"]["read"].values()) == 2
    assert told["rejections"]["clean"]["too_short"] == 1
    assert count_rows(data, "articles") == len(ARTICLES) + 1


def test_nothing_to_code_is_a_failure_with_a_message(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run_without_prefect(tmp_path / "empty", tmp_path / "data")
    assert done.code == 1
    assert "no articles found" in done.err
    assert "Traceback" not in done.err
    binary = tmp_path / "binary.txt"
    binary.write_bytes(bytes(range(256)))
    with pytest.raises(InputError, match="nothing to code"):
        build.build([binary], out=tmp_path / "data", workers=0)
    assert not (tmp_path / "data" / "latest").exists()


def test_a_pipeline_that_is_not_installed_is_named(articles: Path, tmp_path: Path) -> None:
    done = dragoman("run", articles, "--out", tmp_path / "data", "--model", "xx_no_such", "--no-prefect")
    assert done.code == 1
    assert "xx_no_such" in done.err


def test_a_worker_that_dies_is_told_and_not_waited_for(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = time.monotonic()
    monkeypatch.setattr(build, "code_chunk", die)
    with pytest.raises(build.DragomanError, match="worker process died"):
        build.build([articles], out=tmp_path / "data", workers=1)
    assert time.monotonic() - started < 60
    assert not list((tmp_path / "data" / "runs").glob(".staging-*"))


def die(_chunk: build.Chunk) -> int:
    import os

    os._exit(9)
