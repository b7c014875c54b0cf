"""What `dragoman releases` and `dragoman diff` print, over a tiny chain of releases."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from typer.testing import CliRunner

from flows import cli
from flows.releases import counted
from schemas.errors import DragomanError
from schemas.releases import Release, publish
from tests.tiny import accept_all, article, commit, mention, merge


def released(data: Path) -> Release:
    return publish(data, merge=merge, code_version="0.0.1")


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, list[Release]]]:
    """A meeting; then it is told again, and an agreement is told; then the agreement is denied by a correction."""
    data = tmp_path_factory.mktemp("data")
    with patch("schemas.dataset.validate_table", accept_all):
        one = article("a")
        commit(data, [one], [mention(one)])
        releases = [released(data)]
        two, third = article("b"), article("c", published=date(2024, 3, 18))
        commit(data, [two, third], [mention(two), mention(third, code="057")])
        releases.append(released(data))
        corrected = article("c", text="Norway met Kenya in Oslo, but did not sign.", published=date(2024, 3, 18))
        commit(data, [corrected], [mention(corrected, code="057", status="denied")])
        releases.append(released(data))
    yield data, releases


def call(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, list(map(str, arguments)))
    if isinstance(result.exception, DragomanError):
        return cli.FAILED, result.stdout, str(result.exception)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_releases_are_listed_with_counts_and_changes(chain):
    data, (first, second, third) = chain
    code, out, _ = call("releases", "--data", data)
    assert code == 0
    lines = out.splitlines()
    assert re.search(rf"^{first.version} +\d{{4}}-\d\d-\d\d \d\d:\d\d +1 +1 +1 +0 +1 +1 added *$", lines[1])
    assert re.search(rf"^{second.version} .* 3 +3 +2 +0 +2 +1 added, 1 retold *$", lines[2])
    assert re.search(rf"^{third.version} \(latest\) .* 1 changed *$", lines[3])


def test_releases_as_json(chain):
    data, releases = chain
    rows = json.loads(call("releases", "--data", data, "--json")[1])
    assert [row["version"] for row in rows] == [release.version for release in releases]
    assert [row["before"] for row in rows] == [None, releases[0].version, releases[1].version]
    assert [row["is_latest"] for row in rows] == [False, False, True]
    assert rows[2]["n_changes"] == dict.fromkeys(rows[2]["n_changes"], 0) | {"changed": 1}
    assert {run["code_hash"] for run in rows[2]["runs"]} == {"c0de"}


def test_diff_shows_what_changed_and_counts_what_is_only_told_again(chain):
    data, (first, second, _) = chain
    code, out, _ = call("diff", first.version, second.version, "--data", data)
    assert code == 0
    assert re.search(r"^added +2024-03-18 +NOR +KEN +057 +Sign formal agreement +happened ", out, flags=re.MULTILINE)
    assert not re.search(r"^retold", out, flags=re.MULTILINE)
    assert f"From {first.version} to {second.version}: 1 added, 1 retold." in out


def test_diff_shows_cells_before_and_now(chain):
    data, (first, second, third) = chain
    changed = call("diff", second.version, "--data", data)[1]
    assert "status happened -> denied" in changed
    told = " ".join(call("diff", first.version, "latest", "--data", data, "--kind", "retold")[1].split())
    assert "n_mentions 1 -> 2" in told
    assert "added 2024" not in told
    gone = call("diff", third.version, first.version, "--data", data)[1]
    assert re.search(r"^gone .* article_left *$", gone, flags=re.MULTILINE)


def test_diff_as_json_has_the_event_before_and_now(chain):
    data, (first, second, third) = chain
    (row,) = json.loads(call("diff", second.version, third.version, "--data", data, "--json")[1])
    assert (row["kind"], row["detail"], row["old_event_id"]) == ("changed", "status", row["new_event_id"])
    assert (row["old"]["status"], row["new"]["status"]) == ("happened", "denied")
    assert json.loads(call("diff", "latest", "latest", "--data", data, "--json")[1]) == []
    rows = json.loads(call("diff", first.version, third.version, "--data", data, "--json", "--kind", "added")[1])
    assert [(row["old"], row["new"]["cameo_code"]) for row in rows] == [(None, "057")]


def test_a_release_may_be_named_by_an_end_that_only_it_has(chain):
    data, (first, _, third) = chain
    assert f"From {first.version} to {third.version}:" in call("diff", first.version[-5:], "--data", data)[1]
    code, _, err = call("diff", "0.0.1", "--data", data)
    assert (code, "3 releases" in err) == (cli.FAILED, True)
    code, _, err = call("diff", "nowhere", "--data", data)
    assert (code, "no release" in err) == (cli.FAILED, True)


def test_more_than_the_limit_is_told(chain):
    data, (first, *_) = chain
    kinds = ("--kind", "added", "--kind", "retold")
    _, out, err = call("diff", first.version, "--data", data, "--limit", "1", *kinds)
    assert "these are 1 of 2" in err
    assert re.search(r"^added ", out, flags=re.MULTILINE)


def test_bad_usage(chain):
    assert call("diff", "latest", "--data", chain[0], "--kind", "perhaps")[0] == cli.BAD_USAGE


@pytest.mark.parametrize("command", [["releases"], ["diff", "latest"]])
def test_without_a_release_says_what_to_do(tmp_path, command):
    code, out, err = call(*command, "--data", tmp_path)
    assert (code, out) == (cli.FAILED, "")
    assert "dragoman run" in err


def test_without_a_run_there_is_nothing_to_code_again(tmp_path):
    code, _, err = call("recode", "--data", tmp_path)
    assert (code, "dragoman run" in err) == (cli.FAILED, True)


def test_numbers_in_words():
    assert counted({"gone": 1, "added": 3, "split": 0}) == "3 added, 1 gone"
    assert counted({}) == "nothing"
