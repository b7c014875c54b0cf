"""What the command line prints, its filters and exit codes; no model, no Prefect, and records instead of a release."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from flows import build, cli, explain, show, summary
from flows.build import BuildResult
from flows.chunks import LARGEST_CHUNK, SMALLEST_CHUNK, chunk_size_for, read_chunk, write_chunks
from flows.console import event_date, event_table, printable
from flows.evidence import evidence
from schemas.errors import DragomanError, InputError
from schemas.readers import EventFilter, StoredMention
from schemas.records import Event, Mention, RawArticle
from schemas.releases import Release
from schemas.runs import Run, RunInputs

SENTENCE = "Norway signed an accord with Chile on Monday."
MENTION = Mention(
    mention_id="m1",
    article_id="a1",
    sentence_index=3,
    sentence_start=100,
    sentence_end=100 + len(SENTENCE),
    sentence_text=SENTENCE,
    source_text="Norway",
    source_start=100,
    source_end=106,
    source_name="Norway",
    source_code="NOR",
    source_country="NOR",
    source_sector=None,
    target_text="Chile",
    target_start=129,
    target_end=134,
    target_name="Chile",
    target_code="CHL",
    target_country="CHL",
    target_sector=None,
    trigger_text="signed an accord",
    trigger_start=107,
    trigger_end=123,
    rule_id="sign.agreement",
    dependency_path="Norway <nsubj signed >prep with >pobj Chile",
    cameo_code="057",
    cameo_root="05",
    quad_class=1,
    goldstein=8.0,
    plover="AGREE",
    is_reciprocal=True,
    status="happened",
    status_cue=None,
    attribution=None,
    event_date=date(2021, 11, 22),
    date_precision="day",
    date_basis="relative",
    date_text="on Monday",
    place_text=None,
    place_name=None,
    place_country=None,
    latitude=None,
    longitude=None,
    place_basis=None,
    confidence=0.8,
)
EVENT = Event(
    **{name: getattr(MENTION, name) for name in Event.__dataclass_fields__ if hasattr(MENTION, name)},
    event_id="e1",
    n_mentions=1,
    n_articles=1,
    n_sources=1,
    first_published=date(2021, 11, 24),
    last_published=date(2021, 11, 24),
    best_mention_id="m1",
    mention_ids=("m1",),
)
RELEASE = Release(
    version="v1",
    path=Path("data/releases/v1"),
    counts={"articles": 1, "mentions": 1, "events": 1},
    quarantined={},
    rejections={},
    is_new=True,
)
RUN = Run(
    run_id="r1",
    path=Path("data/runs/r1"),
    inputs=RunInputs("model 1", "0.1.0", "c", "s"),
    finished="2026-01-01T00:00:00+00:00",
    n_inputs=3,
    n_articles=1,
    n_rejected=2,
    n_sentences=5,
    n_mentions=1,
    rejections={"read": {"not_text": 1}, "clean": {"share_line": 4, "too_short": 1}},
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Stand in for a data directory with one event; holds what the commands asked of it."""
    asked: dict[str, Any] = {}

    def events(path: Path, *, where: EventFilter | None = None, limit: int | None = None) -> list[Event]:
        asked.update(where=where, limit=limit)
        return [EVENT]

    def mentions(
        path: Path, *, mention_ids: list[str] | None = None, event_ids: list[str] | None = None
    ) -> list[StoredMention]:
        wanted = "m1" in (mention_ids or ()) or "e1" in (event_ids or ())
        return [StoredMention(MENTION, "e1", "r1")] if wanted else []

    monkeypatch.setattr(show, "latest_release", lambda data: RELEASE)
    monkeypatch.setattr(show, "read_events", events)
    monkeypatch.setattr(show, "read_mentions", mentions)
    monkeypatch.setattr(explain, "read_mentions", mentions)
    monkeypatch.setattr(summary, "read_events", events)
    return asked


def call(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a command, as the console script gives them."""
    result = CliRunner().invoke(cli.app, list(arguments))
    if isinstance(result.exception, DragomanError):
        return cli.FAILED, result.stdout, str(result.exception)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


class TestShow:
    def test_shows_what_took_place_by_default(self, asked: dict[str, Any]) -> None:
        code, out, _ = call("show")
        assert code == 0
        assert asked["where"] == EventFilter(statuses=("happened", "ongoing"))
        assert re.search(r"2021-11-22\s+NOR\s+CHL\s+057\s+Sign formal agreement\s+happened\s+1\s+e1", out)

    @pytest.mark.parametrize(
        ("arguments", "expected"),
        [
            (["--source", "NOR"], {"source": "NOR"}),
            (["--target", "Chile"], {"target": "Chile"}),
            (["--dyad", "ISR-MAR"], {"source": "ISR", "target": "MAR", "either_way": True}),
            (["--root", "05"], {"code": "05"}),
            (["--code", "057"], {"code": "057"}),
            (["--since", "2021-11-01"], {"since": date(2021, 11, 1)}),
            (["--until", "2021-11-30"], {"until": date(2021, 11, 30)}),
            (["--status", "planned", "--status", "denied"], {"statuses": ("planned", "denied")}),
        ],
    )  # fmt: skip
    def test_filters(self, asked: dict[str, Any], arguments: list[str], expected: dict[str, Any]) -> None:
        assert call("show", *arguments)[0] == 0
        assert asked["where"] == replace(EventFilter(statuses=("happened", "ongoing")), **expected)

    def test_all_statuses(self, asked: dict[str, Any]) -> None:
        call("show", "--all-statuses")
        assert "hypothetical" in asked["where"].statuses

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--dyad", "ISR"],
            ["--dyad", "ISR-MAR", "--source", "ISR"],
            ["--status", "perhaps"],
            ["--status", "planned", "--all-statuses"],
            ["--since", "yesterday"],
            ["--limit", "0"],
        ],
    )
    def test_bad_usage_is_exit_code_2(self, asked: dict[str, Any], arguments: list[str]) -> None:
        assert call("show", *arguments)[0] == cli.BAD_USAGE
        assert asked == {}

    def test_evidence_marks_source_act_and_target(self, asked: dict[str, Any]) -> None:
        _, out, _ = call("show", "--evidence")
        assert "[source Norway] [act signed an accord] with [target Chile] on Monday." in out
        assert "mention m1" in out

    def test_json_is_one_list_with_codes_as_strings(self, asked: dict[str, Any]) -> None:
        rows = json.loads(call("show", "--json", "--evidence")[1])
        assert [(row["cameo_code"], row["cameo_root"], row["event_date"]) for row in rows] == [
            ("057", "05", "2021-11-22")
        ]
        assert rows[0]["best_mention"]["sentence_text"] == SENTENCE

    def test_says_when_there_are_more(self, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(show, "read_events", lambda path, where, limit: [EVENT] * limit)
        _, out, err = call("show", "--limit", "2")
        assert out.count(" e1") == 2
        assert "There are more" in err

    def test_without_a_release_says_what_to_do(self, tmp_path: Path) -> None:
        code, out, err = call("show", "--data", str(tmp_path))
        assert (code, out) == (cli.FAILED, "")
        assert "dragoman run" in err


class TestExplain:
    def test_tells_what_decided_the_coding(self, asked: dict[str, Any]) -> None:
        code, out, _ = call("explain", "m1")
        rows = dict(re.findall(r"^(\w[\w ]*?)  +(.+?) *$", out, flags=re.M))
        assert code == 0
        assert rows["rule"] == "sign.agreement"
        assert rows["source"] == "'Norway' at 100:106, taken as Norway, coded NOR"
        assert rows["path"] == "Norway <nsubj signed >prep with >pobj Chile"
        assert rows["code"] == "057 Sign formal agreement"
        assert rows["date"] == "2021-11-22 (day), basis relative, for 'on Monday'"

    def test_takes_an_events_id_for_all_its_mentions(self, asked: dict[str, Any]) -> None:
        assert [row["mention_id"] for row in json.loads(call("explain", "e1", "--json")[1])] == ["m1"]

    def test_an_unknown_id_fails(self, asked: dict[str, Any]) -> None:
        code, _, err = call("explain", "nothing")
        assert code == cli.FAILED
        assert "nothing" in err


class TestRun:
    @pytest.fixture
    def result(self, asked: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> BuildResult:
        result = BuildResult(RUN, RELEASE, is_new_run=False)
        monkeypatch.setattr(build, "find_finished", lambda inputs, **_: result)
        return result

    def test_ends_with_events_counts_and_where_the_data_lie(self, result: BuildResult, tmp_path: Path) -> None:
        code, out, _ = call("run", str(tmp_path))
        assert code == 0
        assert "Sign formal agreement" in out
        assert "Found coded before: 1 of 3 inputs, with 1 mentions (run r1)." in out
        assert "4 share_line, 1 too_short, 1 not_text" in out
        assert "data/latest/index.html" in out
        assert "data/latest/events/**/*.parquet" in out

    def test_json(self, result: BuildResult, tmp_path: Path) -> None:
        told = json.loads(call("run", str(tmp_path), "--json")[1])
        assert (told["is_new_run"], told["n_inputs"], told["n_articles"], told["n_rejected"]) == (False, 3, 1, 2)

    def test_rows_in_quarantine_are_exit_code_3(
        self, result: BuildResult, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        held = replace(RELEASE, quarantined={"mentions": {"goldstein_in_range": 2}})
        monkeypatch.setattr(build, "find_finished", lambda inputs, **_: replace(result, release=held))
        code, out, _ = call("run", str(tmp_path))
        assert code == cli.QUARANTINED
        assert "quarantined 2 mentions: goldstein_in_range" in out

    def test_a_missing_input_is_bad_usage(self, tmp_path: Path) -> None:
        assert call("run", str(tmp_path / "none"))[0] == cli.BAD_USAGE

    def test_a_finished_run_needs_neither_prefect_nor_spacy(self, tmp_path: Path) -> None:
        script = (
            "import sys; from unittest.mock import patch; from flows import build, cli\n"
            "from schemas.errors import InputError\n"
            f"with patch.object(build, 'find_finished', side_effect=InputError('seen')):\n"
            f"    sys.argv = ['dragoman', 'run', {str(tmp_path)!r}]\n"
            "    try: cli.main()\n"
            "    finally: print(sorted({'spacy', 'prefect', 'great_expectations'} & set(sys.modules)))\n"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout.strip(), done.stderr.strip()) == (cli.FAILED, "[]", "seen")


class TestErrors:
    def main(self, monkeypatch: pytest.MonkeyPatch, error: Exception, *arguments: str) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise error

        monkeypatch.setattr(show, "latest_release", fail)
        monkeypatch.setattr(sys, "argv", ["dragoman", *arguments, "show"])
        cli.main()

    def test_an_error_of_the_input_is_its_message_alone(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as end:
            self.main(monkeypatch, InputError("two articles have the id x"))
        assert end.value.code == cli.FAILED
        assert capsys.readouterr().err == "two articles have the id x\n"

    def test_a_fault_of_ours_names_itself_and_how_to_see_more(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with pytest.raises(SystemExit) as end:
            self.main(monkeypatch, ZeroDivisionError("by zero"))
        assert end.value.code == cli.FAILED
        err = capsys.readouterr().err
        assert "ZeroDivisionError: by zero" in err
        assert "--debug" in err
        assert "Traceback" not in err

    def test_debug_raises_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with pytest.raises(ZeroDivisionError):
            self.main(monkeypatch, ZeroDivisionError("by zero"), "--debug")


class TestOutput:
    def test_control_characters_of_an_article_do_not_reach_the_terminal(self) -> None:
        text = "a\x1b[31mred\u202eno"
        assert printable(text) == "a [31mred no"
        assert len(printable(text)) == len(text)

    def test_codes_are_not_broken_where_there_is_no_terminal(self) -> None:
        out = Console(width=140, file=None, record=True)
        with out.capture() as captured:
            out.print(event_table([replace(EVENT, source_code="ISRGOVMILSPY", event_id="0123456789abcdef")]))
        assert "ISRGOVMILSPY" in captured.get()
        assert "0123456789abcdef" in captured.get()

    @pytest.mark.parametrize(
        ("day", "precision", "text"),
        [
            (date(2021, 11, 1), "month", "2021-11"),
            (date(2021, 1, 1), "year", "2021"),
            (date(2021, 1, 1), "day", "2021-01-01"),
            (None, None, "undated"),
        ],
    )
    def test_a_date_is_shown_as_precisely_as_it_is_known(self, day: date | None, precision: Any, text: str) -> None:
        assert event_date(replace(MENTION, event_date=day, date_precision=precision)) == text

    def test_an_actor_of_an_earlier_sentence_is_not_marked(self) -> None:
        elsewhere = replace(MENTION, target_start=10, target_end=15)
        assert evidence(elsewhere).plain == "[source Norway] [act signed an accord] with Chile on Monday."

    def test_spans_that_overlap_share_a_bracket(self) -> None:
        within = replace(MENTION, target_start=110, target_end=116)
        assert evidence(within).plain == "[source Norway] [act/target signed an accord] with Chile on Monday."


class TestChunks:
    ARTICLE = RawArticle(
        article_id="x/1",
        text="Line one\u2028still one\nLine \ud800 two",
        title=None,
        url=None,
        source="s",
        published=date(2021, 11, 24),
        published_basis="field",
        path="x/1.txt",
        content_hash="h",
    )

    def test_come_back_as_they_were(self, tmp_path: Path) -> None:
        articles = [replace(self.ARTICLE, article_id=str(i)) for i in range(5)]
        paths = write_chunks(tmp_path / "chunks", articles, size=2)
        assert [len(read_chunk(path)) for path in paths] == [2, 2, 1]
        assert [article for path in paths for article in read_chunk(path)] == articles

    @pytest.mark.parametrize(
        ("n_articles", "workers", "size"),
        [(1, 2, SMALLEST_CHUNK), (14, 2, SMALLEST_CHUNK), (800, 2, 100), (100_000, 2, LARGEST_CHUNK), (100, 0, 25)],
    )
    def test_every_worker_gets_a_few(self, n_articles: int, workers: int, size: int) -> None:
        assert chunk_size_for(n_articles, workers=workers) == size


def test_version_as_json_names_what_decides_the_output() -> None:
    told = json.loads(call("version", "--json")[1])
    assert {"dragoman", "python", "spacy", "prefect", "great_expectations", "code", "seeds"} <= set(told)
    assert len(told["seeds"]) == 64
