"""What is not the article goes with its reason; what stays can be found again in the raw text."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.clean import CleanResult, clean_article, raw_offset
from extractors.layout import lines_of
from extractors.offsets import STRAIGHT, MappedText, cut, joined, normalise, raw_position
from extractors.read import read_inputs
from schemas.records import CleanArticle, RawArticle

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SIGNED = "Norland and Sudmark signed a border pact on Tuesday, the two governments said."
FOUGHT = "The two countries fought over the river mouth for most of the last century."
PROMISED = "Officials promised that the crossing would open to lorries before the end of June."


def raw(text: str, *, title: str | None = None, published: date | None = None) -> RawArticle:
    basis = "field" if published else None
    return RawArticle("a", text, title, None, None, published, basis, "a.txt", "hash")  # type: ignore[arg-type]


def cleaned(text: str, *, title: str | None = None) -> CleanArticle:
    article = clean_article(raw(text, title=title)).article
    assert article is not None
    return article


def reasons(result: CleanResult) -> list[tuple[str, str]]:
    return [(rejection.reason, rejection.detail) for rejection in result.rejections]


def assert_mapped(raw_text: str, article: CleanArticle) -> None:
    for run in article.offsets:
        found = article.text[run.clean : run.clean + run.length]
        stood = raw_text[run.raw : run.raw + run.length]
        assert len(found) == len(stood)
        for new, old in zip(found, stood, strict=True):
            same = new == old.translate(STRAIGHT) or (new == " " and old.isspace())
            assert same or unicodedata.normalize("NFD", new)[0] == old


@pytest.fixture(scope="module")
def story() -> CleanResult:
    return clean_article(read_inputs([SAMPLES / "story.txt"]).articles[0])


def test_story_keeps_its_report(story: CleanResult) -> None:
    assert story.article is not None
    assert story.article.text.split("\n\n") == [
        "Norland and Sudmark sign border pact",
        "Norland and Sudmark signed a pact on their border on Tuesday.",
        '"We have waited long enough for this day to come," President Berg told reporters.',
        "The pact ends a dispute of twenty years.",
    ]


def test_story_loses_the_rest_each_line_with_its_reason(story: CleanResult) -> None:
    assert [reason for reason, _ in reasons(story)] == [
        "navigation",
        "navigation",
        "kicker",
        "byline",
        "date_line",
        "share",
        "caption",
        "repeated",
        "repeated",
        "repeated",
        "teaser",
        "read_also",
        "newsletter",
        "correction_note",
        "source_tail",
        "copyright",
    ]
    assert {rejection.stage for rejection in story.rejections} == {"clean"}


def test_story_has_title_dateline_date_and_caption(story: CleanResult) -> None:
    article = story.article
    assert article is not None and article.dateline is not None
    assert article.title == "Norland and Sudmark sign border pact"
    assert (article.dateline.place, article.dateline.agency) == ("Hafenstadt, Sudmark", "Fjord Press")
    assert (article.published, article.published_basis, article.language) == (date(2019, 5, 14), "text", "en")
    assert [caption.date for caption in article.captions] == [date(2019, 5, 14)]


def test_story_maps_back_to_its_raw_text(story: CleanResult) -> None:
    assert story.article is not None
    assert_mapped(read_inputs([SAMPLES / "story.txt"]).articles[0].text, story.article)


@pytest.mark.parametrize(
    "line",
    [
        "Premier Ann Smith (R) greets John Doe on the pier of Hafenstadt on June 2, 2017.",
        "Norland's army shelled a village on Monday. (AP)",
        "READ MORE: Norland expels the envoys of Sudmark",
        "Norland's premier flies home early.",
    ],
)
def test_a_single_line_is_never_dropped(line: str) -> None:
    result = clean_article(raw(line))
    assert result.article is not None and result.article.text == line
    assert result.rejections == ()


def test_a_text_of_captions_alone_keeps_them() -> None:
    lines = ["FILE - Ann Smith speaks in Oslo.", "FILE - John Doe speaks in Oslo."]
    assert cleaned("\n".join(lines)).text == "\n\n".join(lines)


def test_given_title_is_kept_whatever_it_looks_like() -> None:
    article = cleaned(f"Read more: a library opens\n\n{SIGNED}", title="Read more: a library opens")
    assert article.title == "Read more: a library opens"
    assert article.text.startswith("Read more")


def test_first_line_without_a_full_stop_is_the_title() -> None:
    assert cleaned(f"Norland signs border pact\n{SIGNED}").title == "Norland signs border pact"
    assert cleaned(f"{SIGNED}\n{FOUGHT}").title is None


@pytest.mark.parametrize("text", ["Oslo.", "READ MORE\n\nOslo", "Share\nComments"])
def test_too_short(text: str) -> None:
    result = clean_article(raw(text))
    assert result.article is None
    assert result.rejections[-1].reason == "too_short"


def test_other_languages_are_rejected_as_such() -> None:
    text = "Le ministre des affaires étrangères a signé mercredi à Oslo un accord avec son homologue."
    result = clean_article(raw(text))
    assert result.article is None
    last = result.rejections[-1]
    assert (last.stage, last.reason, last.detail.split()[0]) == ("language", "not_english", "fr")


def test_repeated_paragraph_goes_but_stays_once() -> None:
    result = clean_article(raw(f"{SIGNED}\n\n{FOUGHT}\n\n{SIGNED.upper()}"))
    assert result.article is not None
    assert result.article.text == f"{SIGNED}\n\n{FOUGHT}"
    assert reasons(result) == [("repeated", SIGNED.upper())]


def test_pull_quote_and_its_speaker_go() -> None:
    quote = "We will not be the first to cross this river"
    text = f"{SIGNED}\n\n“{quote}”\n\n— Ola Berg, president\n\n“{quote},” Berg said on Monday in Oslo."
    result = clean_article(raw(text))
    assert [reason for reason, _ in reasons(result)] == ["repeated", "repeated"]
    assert result.article is not None and result.article.text.count(quote) == 1


def test_quote_that_stands_only_once_stays() -> None:
    quote = '"We will not be the first to cross this river," he said.'
    assert quote in cleaned(f"{SIGNED}\n\n{quote}\n\n{FOUGHT}").text


def test_teasers_beside_a_pointer_go_and_paragraphs_stay() -> None:
    text = f"{SIGNED}\n\nWhat the border means to traders\nRead More »\n\n{FOUGHT}\nRead more\n\n{PROMISED}"
    result = clean_article(raw(text))
    assert result.article is not None
    assert result.article.text == f"{SIGNED}\n\n{FOUGHT}\n\n{PROMISED}"
    assert [reason for reason, _ in reasons(result)] == ["teaser", "read_also", "read_also"]


def test_list_of_other_stories_goes_with_its_heading() -> None:
    text = f"{SIGNED}\n\nMost read\n1. Five charts on trade\n2. Is your pension safe?\n\n{FOUGHT}"
    assert cleaned(text).text == f"{SIGNED}\n\n{FOUGHT}"


def test_subheads_stay() -> None:
    assert cleaned(f"{SIGNED}\n\nAn old quarrel\n\n{FOUGHT}").text == f"{SIGNED}\n\nAn old quarrel\n\n{FOUGHT}"


def test_reporters_below_the_headline_go() -> None:
    text = f"Border pact signed\nAnn Smith in Oslo and John Doe in Hafenstadt\n{SIGNED}"
    assert reasons(clean_article(raw(text))) == [("byline", "Ann Smith in Oslo and John Doe in Hafenstadt")]


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = (
        "OSLO (AP) - Norland and Sudmark signed a pact on their\n"
        "border on Tuesday, the two governments said in a joint\n"
        "statement that was read to reporters in the capital.\n\n"
        "The two countries fought over the river mouth for most of\n"
        "the last century, and a commission of historians found\nthat neither side had kept the armistice.\n"
    )
    article = cleaned(wrapped)
    assert article.text.split("\n\n")[1] == (
        "The two countries fought over the river mouth for most of the last century, and a commission of historians "
        "found that neither side had kept the armistice."
    )
    assert_mapped(wrapped, article)


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    assert len(lines_of(f"{SIGNED}\n{FOUGHT}\n{PROMISED}\n{FOUGHT}")) == 4


def test_bare_dateline_goes_and_is_parsed() -> None:
    result = clean_article(raw(f"Border pact signed\nOSLO, NORWAY — \n{SIGNED}"))
    assert reasons(result) == [("dateline", "OSLO, NORWAY —")]
    assert result.article is not None and result.article.dateline is not None
    assert result.article.dateline.place == "Oslo, Norway"
    assert result.article.text == f"Border pact signed\n\n{SIGNED}"


def test_dateline_gets_its_year_from_the_day_of_publication() -> None:
    text = f"OSLO, Dec 30 (Reuters) - {SIGNED}"
    article = clean_article(raw(text, published=date(2020, 1, 2))).article
    assert article is not None and article.dateline is not None
    assert article.dateline.date == date(2019, 12, 30)
    assert article.text == SIGNED


def test_quotes_spaces_and_invisible_characters() -> None:
    text = "“Norland’s\u00a0 army”\u200b has\tleft\u2009the cafe\u0301 in Ober\u00adstadt, he\u00a0said."
    article = cleaned(text)
    assert article.text == '"Norland\'s army" has left the café in Oberstadt, he said.'
    assert_mapped(text, article)


@pytest.mark.parametrize("word", ["army", "café", "Oberstadt", "said"])
def test_raw_offset_finds_each_word(word: str) -> None:
    text = "\n “Norland’s\u00a0 army”\u200b has\tleft the café in Oberstadt,\r\n\r\n  the minister\u00a0said on Monday."
    article = cleaned(text)
    at = raw_offset(article, article.text.index(word))
    assert text[at : at + len(word)] == word


def test_raw_offset_outside_the_text_is_an_error() -> None:
    article = cleaned(SIGNED)
    assert raw_offset(article, len(article.text)) == len(SIGNED)
    for offset in (-1, len(article.text) + 1):
        with pytest.raises(ValueError, match="outside"):
            raw_offset(article, offset)


ALPHABET = st.sampled_from([*"aZé9 .,-\"'“”’—\t\u00a0\u200b\u00ad\u2009\u0301\ufeff\x07\n", "\r\n", "e\u0301"])
TEXTS = st.lists(ALPHABET, max_size=60).map("".join)


@given(TEXTS)
def test_normalised_text_maps_character_by_character(text: str) -> None:
    mapped = normalise(text, 0, len(text))
    as_article = replace(cleaned(SIGNED), text=mapped.text, offsets=mapped.runs)
    assert_mapped(text, as_article)
    assert sum(run.length for run in mapped.runs) == len(mapped.text)
    assert mapped.text == mapped.text.strip() and "  " not in mapped.text


@given(TEXTS)
def test_runs_go_forward_in_both_texts(text: str) -> None:
    runs = normalise(text, 0, len(text)).runs
    for before, after in pairwise(runs):
        assert before.clean + before.length == after.clean
        assert before.raw + before.length <= after.raw


@given(TEXTS)
def test_what_is_normal_already_stays(text: str) -> None:
    once = normalise(text, 0, len(text)).text
    assert normalise(once, 0, len(once)).text == once


@given(st.lists(TEXTS, max_size=4), st.integers(0, 40), st.integers(0, 40))
def test_cut_and_joined_keep_the_map(texts: list[str], first: int, last: int) -> None:
    whole = "\n".join(texts)
    parts: list[MappedText] = []
    at = 0
    for text in texts:
        parts.append(normalise(whole, at, at + len(text)))
        at += len(text) + 1
    mapped = joined(parts, "\n\n")
    part = cut(mapped, min(first, last), max(first, last))
    assert part.text == mapped.text[min(first, last) : max(first, last)]
    for run in part.runs:
        for step in range(run.length):
            assert raw_position(part.runs, run.clean + step) == run.raw + step
            old = whole[run.raw + step]
            new = part.text[run.clean + step]
            assert new == old.translate(STRAIGHT) or new == " " or unicodedata.normalize("NFD", new)[0] == old


@given(st.text(max_size=400))
def test_no_text_breaks_cleaning_and_nothing_is_lost_without_a_reason(text: str) -> None:
    result = clean_article(raw(text))
    assert (result.article is not None) or result.rejections
    if result.article is not None:
        assert_mapped(text, result.article)
