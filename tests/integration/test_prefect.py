"""The same way as a Prefect flow, on a server that lives as long as the run."""

from __future__ import annotations

import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.integration.commands import all_gone, count_rows, dragoman, is_whole, run_without_prefect, signal_after
from tests.integration.conftest import ARTICLES

pytestmark = [pytest.mark.model, pytest.mark.e2e]


@pytest.fixture
def prefect_home(tmp_path: Path) -> dict[str, str]:
    """A Prefect of its own; the folder's name tells its processes from others."""
    return {"PREFECT_HOME": str(tmp_path / "prefect")}


def rows(home: dict[str, str], query: str) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(Path(home["PREFECT_HOME"]) / "prefect.db")) as database:
        return database.execute(query).fetchall()


def test_the_flow_makes_the_same_dataset_and_leaves_no_process(
    articles: Path, tmp_path: Path, prefect_home: dict[str, str]
) -> None:
    data = tmp_path / "data"
    done = dragoman("run", articles, "--out", data, "--chunk-size", "2", "--json", env=prefect_home)
    assert done.code == 0, done.err
    assert done.json["n_articles"] == len(ARTICLES)
    assert count_rows(data, "articles") == len(ARTICLES)
    assert is_whole(data)
    assert "coded articles: 3 of 3" in done.err
    assert all_gone(prefect_home["PREFECT_HOME"]) == []

    assert rows(prefect_home, "SELECT state_name FROM flow_run") == [("Completed",)]
    tasks = [name for (name,) in rows(prefect_home, "SELECT name FROM task_run WHERE state_name = 'Completed'")]
    assert sum(name.startswith("code_chunk") for name in tasks) == 2
    assert [sum(name.startswith(stage) for name in tasks) for stage in ("discover", "commit", "publish")] == [1, 1, 1]
    assert rows(prefect_home, "SELECT key FROM artifact ORDER BY key") == [("release-summary",), ("row-counts",)]

    again = dragoman("run", articles, "--out", data, "--json", env=prefect_home)
    assert again.json | {"is_new_run": True} == done.json
    assert not again.json["is_new_run"]


def test_coding_again_goes_by_the_same_tasks_and_leaves_no_process(
    articles: Path, tmp_path: Path, prefect_home: dict[str, str]
) -> None:
    data, own = tmp_path / "data", tmp_path / "own.csv"
    first = run_without_prefect(articles, data)
    assert first.code == 0, first.err
    own.write_text("name,aliases,code,country,kind,start,end\nFrente Verde,,CHLOPP,CHL,group,,\n", encoding="utf-8")
    arguments = ["recode", "--data", data, "--actors", own, "--chunk-size", "2", "--json"]
    done = dragoman(*arguments, env=prefect_home)
    assert done.code == 0, done.err
    assert (done.json["is_new_run"], done.json["n_articles"]) == (True, len(ARTICLES))
    assert is_whole(data)
    assert all_gone(prefect_home["PREFECT_HOME"]) == []

    assert rows(prefect_home, "SELECT name FROM flow") == [("recode-dataset",)]
    assert rows(prefect_home, "SELECT state_name FROM flow_run") == [("Completed",)]
    tasks = sorted(name for (name,) in rows(prefect_home, "SELECT name FROM task_run WHERE state_name = 'Completed'"))
    stages = ("code_chunk 1", "code_chunk 2", "commit", "discover_outdated", "publish")
    assert [name.startswith(stage) for name, stage in zip(tasks, stages, strict=True)] == [True] * 5
    assert rows(prefect_home, "SELECT key FROM artifact ORDER BY key") == [("release-summary",), ("row-counts",)]

    again = dragoman(*arguments, env=prefect_home)
    assert (again.json["is_new_run"], again.json["release"]) == (False, done.json["release"])
    assert rows(prefect_home, "SELECT count(*) FROM flow_run") == [(1,)], "nothing to code starts no flow"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_ended_run_leaves_no_process_and_no_half_release(
    articles: Path, tmp_path: Path, prefect_home: dict[str, str], number: signal.Signals
) -> None:
    data = tmp_path / "data"
    arguments = ["run", articles, "--out", data, "--chunk-size", "1"]
    ended = signal_after("Read 3", number, *arguments, env=prefect_home, delay=1.0)
    assert ended.code in {1, 128 + number, -number}
    assert all_gone(prefect_home["PREFECT_HOME"]) == []
    assert not (data / "latest").exists()
    if number is not signal.SIGKILL:
        assert not list((data / "runs").glob(".staging-*"))


def test_a_server_that_does_not_start_is_told_with_what_to_do(articles: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder can be made here")
    done = dragoman("run", articles, "--out", tmp_path / "data", env={"PREFECT_HOME": str(blocked / "prefect")})
    assert done.code == 1
    assert "Prefect's server did not start" in done.err
    assert "unable to open database file" in done.err
    assert "--no-prefect" in done.err
    assert "Traceback" not in done.err


def test_the_processes_of_a_test_can_be_told_apart(prefect_home: dict[str, str]) -> None:
    if not sys.platform.startswith("linux"):
        pytest.fail("these tests look for left processes in /proc, which this system does not have")
