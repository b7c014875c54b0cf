"""The whole way without Prefect: articles in, a dataset out; again, killed, and with inputs that are none."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from flows import build
from schemas.errors import InputError
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


@pytest.mark.parametrize(
    ("line", "delay"),
    [("Read 3 articles.", 0.0), ("Read 3 articles.", 1.5), ("coded articles: 1 of 3", 0.0), ("is committed", 0.0)],
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
