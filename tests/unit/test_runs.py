"""Runs: what goes in comes out or is rejected, one rename commits, and killed writers leave nothing that stays."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest

from schemas.errors import InputError, ReleaseError
from schemas.parquet import table_to_rows
from schemas.records import Mention, Rejection
from schemas.runs import (
    STAGING,
    committed_run,
    committed_runs,
    current_inputs,
    run_id_of,
    stage_run,
    write_chunk,
)
from tests.tiny import INPUTS, article, commit, mention, raw, sentence

UNREAD = Rejection("read", "not_text", "picture.txt", "bytes that are no text")
FRENCH = Rejection("language", "not_english", "c", "fr")
CREDIT = Rejection("clean", "credit", "a", "Photo: A. Nobody")


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


def test_a_run_holds_what_was_written(tmp_path):
    articles = [article("a"), article("b")]
    told = [mention(of) for of in articles]
    run = commit(tmp_path, articles, told, rejections=[UNREAD, FRENCH, CREDIT], chunk=1)
    assert (run.n_inputs, run.n_articles, run.n_rejected, run.n_sentences, run.n_mentions) == (4, 2, 2, 2, 2)
    assert run.rejections == {"read": {"not_text": 1}, "language": {"not_english": 1}, "clean": {"credit": 1}}
    assert sorted(table_to_rows(run.read("mentions"), Mention), key=lambda m: m.article_id) == told
    assert run.read("articles").column("text").to_pylist() == [of.text for of in articles]
    assert names_in(tmp_path / "runs") == [run.run_id]
    assert names_in(run.path) == ["articles", "mentions", "rejections", "run.json", "sentences"]
    assert committed_run(tmp_path, run.run_id) == run


def test_an_article_that_is_lost_stops_the_commit(tmp_path):
    lost = pytest.raises(ReleaseError, match="3 inputs went in, but 1 articles and 0 rejected")
    with lost, stage_run(tmp_path, "0a", INPUTS) as staged:
        write_chunk(staged.path, 0, articles=[article("a")])
        staged.commit(n_inputs=3)
    assert names_in(tmp_path / "runs") == []


def test_an_article_that_comes_out_twice_stops_the_commit(tmp_path):
    with pytest.raises(ReleaseError, match=r"twice.*: a$"), stage_run(tmp_path, "0a", INPUTS) as staged:
        write_chunk(staged.path, 0, articles=[article("a")])
        write_chunk(staged.path, 1, articles=[article("a")])
        staged.commit(n_inputs=2)


def test_a_chunk_that_is_written_again_counts_once(tmp_path):
    with stage_run(tmp_path, "0a", INPUTS) as staged:
        write_chunk(staged.path, 0, articles=[article("a"), article("b")])
        write_chunk(staged.path, 0, articles=[article("a")], sentences=[sentence(article("a"))])
        run = staged.commit(n_inputs=1)
    assert (run.n_articles, run.n_sentences) == (1, 1)


def test_two_lines_of_one_file_that_cannot_be_read_are_two_inputs(tmp_path):
    cut = Rejection("read", "cut_json", "lines.jsonl", "line 2")
    assert commit(tmp_path, [article("a")], [], rejections=[cut, replace(cut, detail="line 3")]).n_rejected == 2


def test_the_id_does_not_depend_on_order_or_place_but_on_all_else():
    articles = [raw(article(name)) for name in "abcde"]
    shuffled = random.Random(3).sample(articles, len(articles))
    moved = [replace(of, path=f"elsewhere/{of.path}") for of in shuffled]
    known = run_id_of(articles, [UNREAD], INPUTS)
    assert run_id_of(moved, [UNREAD], INPUTS) == known
    others = [
        run_id_of(articles[1:], [UNREAD], INPUTS),
        run_id_of(articles, [], INPUTS),
        run_id_of([replace(articles[0], published=date(2020, 1, 1)), *articles[1:]], [UNREAD], INPUTS),
        run_id_of([replace(articles[0], source="Other"), *articles[1:]], [UNREAD], INPUTS),
        *(
            run_id_of(articles, [UNREAD], replace(INPUTS, **{name: "other"}))
            for name in ("model", "code_version", "code_hash", "seeds_hash")
        ),
    ]
    assert len({known, *others}) == 1 + len(others)


def test_the_same_run_twice_is_there_once_and_the_first_stays(tmp_path):
    first = commit(tmp_path, [article("a")], [mention(article("a"))])
    before = (first.path / "run.json").read_bytes()
    again = commit(tmp_path, [article("a")], [mention(article("a"))])
    assert again == first
    assert (first.path / "run.json").read_bytes() == before
    assert names_in(tmp_path / "runs") == [first.run_id]


def test_runs_stand_in_the_order_of_their_commits(tmp_path):
    made = [commit(tmp_path, [article(name)], []).run_id for name in ("c", "a", "b")]
    assert [run.run_id for run in committed_runs(tmp_path)] == made


def test_no_runs_yet(tmp_path):
    assert committed_runs(tmp_path / "nowhere") == []
    assert committed_run(tmp_path, "0a") is None


def test_a_damaged_run_is_named(tmp_path):
    run = commit(tmp_path, [article("a")], [])
    (run.path / "run.json").write_text('{"run_id": "cut o', encoding="utf-8")
    with pytest.raises(ReleaseError, match=r"run\.json: cannot be read"):
        committed_runs(tmp_path)


def test_an_error_in_the_middle_leaves_nothing(tmp_path):
    with pytest.raises(ZeroDivisionError), stage_run(tmp_path, "0a", INPUTS) as staged:
        write_chunk(staged.path, 0, articles=[article("a")])
        raise ZeroDivisionError
    assert names_in(tmp_path / "runs") == []


def test_a_chunk_of_a_run_that_is_gone_is_an_error(tmp_path):
    with stage_run(tmp_path, "0a", INPUTS) as staged:
        pass
    with pytest.raises(FileNotFoundError):
        write_chunk(staged.path, 0, articles=[article("a")])


KILLED = """
import os, signal, sys
from pathlib import Path
from schemas.runs import stage_run, write_chunk
from tests.tiny import INPUTS, article
with stage_run(Path(sys.argv[1]), "0a", INPUTS) as staged:
    write_chunk(staged.path, 0, articles=[article("a")])
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_process_left_is_removed_and_what_a_living_one_writes_is_not(tmp_path):
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], env=environment, check=False)
    assert killed.returncode == -9
    (abandoned,) = names_in(tmp_path / "runs")
    assert abandoned.startswith(STAGING)
    with stage_run(tmp_path, "0b", INPUTS) as living:
        write_chunk(living.path, 0, articles=[article("b")])
        run = commit(tmp_path, [article("c")], [])
        assert names_in(tmp_path / "runs") == sorted([living.path.parent.name, run.run_id])
        living.commit(n_inputs=1)
    assert names_in(tmp_path / "runs") == sorted(["0b", run.run_id])


def _commit_in_process(data: Path, names: str) -> str:
    articles = [article(name) for name in names]
    return commit(data, articles, [mention(of) for of in articles], chunk=1).run_id


@pytest.fixture
def pool() -> Iterator[object]:
    with get_context("spawn").Pool(3) as made:
        yield made


def test_many_processes_may_write_runs_at_once(tmp_path, pool):
    work = [(tmp_path, names) for names in ("ab", "cd", "ab", "ef", "cd", "ab", "gh", "ef")]
    ids = pool.starmap(_commit_in_process, work, chunksize=1)
    assert names_in(tmp_path / "runs") == sorted(set(ids))
    assert len(set(ids)) == 4
    assert all(run.n_articles == run.n_mentions == 2 for run in committed_runs(tmp_path))


def test_the_model_must_be_installed():
    with pytest.raises(InputError, match="no_such_pipeline"):
        current_inputs("no_such_pipeline")


def test_code_and_seeds_are_hashed():
    inputs = current_inputs("pyarrow")
    assert inputs.model.startswith("pyarrow ")
    assert len(inputs.code_hash) == len(inputs.seeds_hash) == 64
