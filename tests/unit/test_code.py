"""`dragoman code`: what it reads, draws and says; what comes of a text needs the model only where it is parsed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from extractors.acts import DroppedAct
from extractors.layout import lines_of
from extractors.marks import arrow_of
from extractors.text import TextExtraction, article_of, code_text, extract_text, is_headline, text_id
from flows import cli, code
from flows.evidence import evidence
from schemas.errors import InputError
from schemas.records import Mention, Rejection
from tests.tiny import PUBLISHED, article, mention, sentence

TOLD = article("a")
MENTION = mention(TOLD)
NOTHING = TextExtraction(TOLD, (sentence(TOLD),), (), (DroppedAct(0, "negated", "met"),), ())
FOUND = replace(NOTHING, mentions=(MENTION,))
MISSING_DATE = "No publication date"


def call(*arguments: str, given: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(cli.app, ["code", *arguments], input=given)
    return result.exit_code, result.stdout, result.stderr


def drawn(extraction: TextExtraction, *, with_dropped: bool = False, width: int = 200) -> list[str]:
    out = Console(width=width, highlight=False, markup=False, record=True)
    with out.capture() as captured:
        code.draw(out, extraction, with_dropped=with_dropped)
    return captured.get().rstrip().splitlines()


def test_a_file_for_a_text_is_told(tmp_path: Path) -> None:
    story = tmp_path / "story.txt"
    story.write_text("Oslo invited Lima.", encoding="utf-8")
    with pytest.raises(InputError, match="is a file; give its text to standard input"):
        list(code.texts_of(str(story), is_by_line=False))
    assert list(code.texts_of("word " * 2000, is_by_line=False)) == ["word " * 2000]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, date | None]]:
    """What the coder is asked; it answers with one mention."""
    seen: list[tuple[str, date | None]] = []

    def extract(
        text: str, *, published: date | None, model: str, actors: object = (), coder: str = ""
    ) -> TextExtraction:
        seen.append((text, published))
        return replace(FOUND, article=article("a", published=published))

    monkeypatch.setattr(code, "extract_text", extract)
    return seen


class TestInput:
    def test_an_argument_is_one_text(self, asked: list[Any]) -> None:
        assert call("Norway met Kenya.\nIt rained.", "--published", "2024-03-15")[0] == 0
        assert asked == [("Norway met Kenya.\nIt rained.", PUBLISHED)]

    @pytest.mark.parametrize("arguments", [(), ("-",)])
    def test_standard_input_is_one_text(self, asked: list[Any], arguments: tuple[str, ...]) -> None:
        assert call(*arguments, given="Norway met Kenya.\n\nIt rained.\n")[0] == 0
        assert [text for text, _ in asked] == ["Norway met Kenya.\n\nIt rained.\n"]

    def test_or_each_line_of_it_is_one(self, asked: list[Any]) -> None:
        assert call("--lines", given="Norway met Kenya.\n\nIt rained.\n")[0] == 0
        assert [text.strip() for text, _ in asked] == ["Norway met Kenya.", "It rained."]

    def test_no_text_fails(self, asked: list[Any]) -> None:
        exit_code, out, _ = call(given=" \n")
        assert (type(exit_code), out, asked) == (int, "", [])
        assert exit_code == cli.FAILED

    def test_a_day_in_another_form_is_bad_usage(self, asked: list[Any]) -> None:
        assert call("Norway met Kenya.", "--published", "15.3.2024")[0] == cli.BAD_USAGE


class TestWarnings:
    def test_without_a_day_it_says_that_dates_stay_unresolved(self, asked: list[Any]) -> None:
        assert MISSING_DATE in call("Norway met Kenya.")[2]
        assert MISSING_DATE not in call("Norway met Kenya.", "--published", "2024-03-15")[2]

    def test_it_says_so_once(self, asked: list[Any]) -> None:
        assert call("--lines", given="Norway met Kenya.\nNorway met Kenya.\n")[2].count(MISSING_DATE) == 1

    def test_another_language_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        french = article("a", text="La Norvège a rencontré le Kenya hier soir pour parler de la paix dans le monde.")
        monkeypatch.setattr(code, "extract_text", lambda *_, **__: replace(NOTHING, article=french))
        assert "'fr'" in call("x")[2]


class TestDrawing:
    def test_a_sentence_and_its_arrows(self) -> None:
        assert drawn(FOUND) == [
            "[source Norway] [act met] [target Kenya] in Oslo.",
            "  Norway [NOR] <--040 Consult, not specified below (happened, 2024-03-15 day publication)--> Kenya [KEN]",
            "    rule meet, confidence 0.80",
        ]

    def test_a_sentence_stands_once_above_all_its_mentions(self) -> None:
        other = replace(
            MENTION, mention_id="m2", rule_id="talks", trigger_start=20, trigger_end=24, trigger_text="Oslo"
        )
        lines = drawn(replace(FOUND, mentions=(MENTION, other)))
        assert lines[0] == "[source Norway] [act met] [target Kenya] in [act Oslo]."
        assert [line.split()[0] for line in lines[1:]] == ["Norway", "rule", "Norway", "rule"]

    def test_what_was_left_out_stands_with_its_reason_where_it_is_asked_for(self) -> None:
        assert drawn(NOTHING) == [TOLD.text, "  nothing coded; --dropped lists what was found and left out"]
        assert drawn(NOTHING, with_dropped=True) == [TOLD.text, "  not coded: met (negated)", "  nothing coded"]

    def test_so_do_lines_that_are_no_news(self) -> None:
        line = Rejection("clean", "share_line", "a", "Share this")
        lines = drawn(replace(FOUND, rejections=(line,)), with_dropped=True)
        assert lines[-1] == "  not coded: Share this (share_line)"

    def test_a_text_does_not_steer_the_terminal(self) -> None:
        hostile = replace(MENTION, source_name="Nor\x1b[31mway", sentence_text=TOLD.text.replace("in", "\x1b\x07"))
        assert not {"\x1b", "\x07"} & set("".join(drawn(replace(FOUND, mentions=(hostile,)))))


class TestArrow:
    @pytest.mark.parametrize(
        ("changes", "text"),
        [
            (
                {
                    "is_reciprocal": False,
                    "event_date": date(2024, 3, 1),
                    "date_precision": "month",
                    "date_basis": "context",
                },
                "Norway [NOR] --040 Consult, not specified below (happened, 2024-03 month context)--> Kenya [KEN]",
            ),
            (
                {"is_reciprocal": False, "target_name": None, "event_date": None, "date_precision": None},
                "Norway [NOR] --040 Consult, not specified below (happened, undated)--|",
            ),
            (
                {"source_code": None, "status": "denied", "date_basis": "explicit"},
                "Norway [no code] <--040 Consult, not specified below (denied, 2024-03-15 day explicit)--> Kenya [KEN]",
            ),
        ],
    )
    def test_tells_what_is_known(self, changes: dict[str, Any], text: str) -> None:
        assert str(arrow_of(replace(MENTION, **changes))) == text


class TestEvidence:
    def test_an_actor_in_both_roles_has_one_bracket(self) -> None:
        turned = replace(
            MENTION, source_start=11, source_end=16, target_start=0, target_end=6, trigger_start=7, trigger_end=10
        )
        assert evidence(MENTION, turned).plain == "[source/target Norway] [act met] [target/source Kenya] in Oslo."


class TestOutput:
    def test_json_holds_texts_mentions_and_what_was_left_out(self, asked: list[Any]) -> None:
        (told,) = json.loads(call("Norway met Kenya.", "--published", "2024-03-15", "--json")[1])
        assert told["text"] == TOLD.text
        assert told["published"] == "2024-03-15"
        assert [m["cameo_code"] for m in told["mentions"]] == ["040"]
        assert told["dropped"] == [{"sentence_text": TOLD.text, "trigger_text": "met", "reason": "negated"}]

    def test_html_is_one_page_in_plain_ascii(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        accented = replace(MENTION, source_name="Ålesund")
        monkeypatch.setattr(code, "extract_text", lambda *_, **__: replace(FOUND, mentions=(accented,)))
        exit_code, out, _ = call("x", "--html", str(tmp_path / "out.html"))
        page = (tmp_path / "out.html").read_bytes()
        assert exit_code == 0
        assert "--040" in out
        assert page.isascii()
        assert b"<html" in page
        assert b"&#197;lesund" in page

    def test_a_page_that_cannot_be_written_fails(self, asked: list[Any], tmp_path: Path) -> None:
        exit_code, _, _ = call("x", "--html", str(tmp_path / "none" / "out.html"))
        assert exit_code == cli.FAILED


class TestText:
    @pytest.mark.parametrize(
        ("text", "is_one"),
        [
            ("Norway, Kenya sign pact", True),
            ("Norway met Kenya.", False),
            ("Norway, Kenya sign pact\nThey met in Oslo.", False),
            ("OSLO (Reuters) - Norway met Kenya", False),
            ("", False),
        ],
    )
    def test_a_short_line_without_a_stop_is_a_headline(self, text: str, is_one: bool) -> None:
        assert is_headline(lines_of(text)) is is_one

    @pytest.mark.parametrize("text", ["Rain", "", "Kamerun und Gabun haben gestern ein Abkommen unterzeichnet."])
    def test_neither_length_nor_language_rejects_a_text(self, text: str) -> None:
        made, rejections = article_of(text, published=None)
        assert (made.text, rejections) == (text, ())

    def test_a_lone_line_keeps_what_an_article_would_lose(self) -> None:
        assert article_of("Share this", published=None)[0].text == "Share this"

    def test_the_date_is_the_given_one_else_that_of_the_dateline(self) -> None:
        text = "OSLO, March 14, 2024 (Reuters) - Norway met Kenya."
        given, stated = article_of(text, published=PUBLISHED)[0], article_of(text, published=None)[0]
        assert (given.published, given.published_basis) == (PUBLISHED, "field")
        assert (stated.published, stated.published_basis) == (date(2024, 3, 14), "dateline")
        assert stated.text == "Norway met Kenya."

    def test_an_id_is_the_texts_own(self) -> None:
        assert text_id("a") == text_id("a") != text_id("b")
        assert text_id("half a pair: \ud800").startswith("t-")


@pytest.mark.model
class TestCoding:
    def test_spans_lie_in_the_cleaned_text(self) -> None:
        found = extract_text("“Norway” signed  a pact with Kenya on Friday.", published=PUBLISHED)
        (told,) = found.mentions
        text = found.article.text
        assert text == '"Norway" signed a pact with Kenya on Friday.'
        assert text[told.source_start : told.source_end] == told.source_text == "Norway"
        assert text[told.trigger_start : told.trigger_end] == told.trigger_text
        assert (told.event_date, told.date_basis) == (date(2024, 3, 15), "relative")

    def test_without_a_day_a_weekday_is_no_date(self) -> None:
        (told,) = code_text("Norway signed a pact with Kenya on Friday.", published=None)
        assert (told.event_date, told.cameo_code) == (None, "057")

    def test_actors_are_carried_from_line_to_line(self) -> None:
        found: tuple[Mention, ...] = code_text(
            "Norway met Kenya in Oslo.\n\nIt accused Chile of spying.", published=None
        )
        assert [(m.source_text, m.source_code, m.target_code) for m in found][-1] == ("It", "NOR", "CHL")

    def test_what_was_not_coded_is_told(self) -> None:
        found = extract_text("Norway did not attack Chile.", published=None)
        assert (found.mentions, found.dropped) == ((), (DroppedAct(0, "negated", "attack"),))
