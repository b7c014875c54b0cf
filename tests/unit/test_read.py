"""Files and folders in, raw articles out; everything that gives none is rejected with its place."""

from __future__ import annotations

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from extractors.fields import content_hash, day_of, with_title
from extractors.formats import UnreadableError, decode
from extractors.read import read_inputs
from schemas.errors import InputError
from schemas.records import RawArticle, Rejection

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SENTENCE = "Norland expelled two diplomats on Tuesday."


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def only_article(path: Path) -> RawArticle:
    result = read_inputs([path])
    assert (len(result.articles), result.rejections) == (1, ())
    return result.articles[0]


def only_rejection(path: Path) -> Rejection:
    result = read_inputs([path])
    assert (result.articles, len(result.rejections), result.n_inputs) == ((), 1, 1)
    return result.rejections[0]


def test_folder_is_read_below_itself_in_order_and_ids_come_from_paths() -> None:
    result = read_inputs([SAMPLES / "folder"])
    assert [article.article_id for article in result.articles] == [
        "front-matter-article",
        "inner/sidecar",
        "first",
        "many.jsonl#2",
        "7",
    ]
    assert result.n_inputs == len(result.articles) + len(result.rejections) == 5
    assert result.unknown_fields == {"desk": 2}


def test_single_file_without_id_gets_its_stem(tmp_path: Path) -> None:
    assert only_article(write(tmp_path / "a.b.txt", SENTENCE)).article_id == "a.b"


def test_front_matter_gives_fields_and_leaves_the_text() -> None:
    article = only_article(SAMPLES / "folder" / "front.txt")
    assert article.text.startswith("Sudmark recalls its envoy\n\nSudmark recalled its ambassador")
    assert (article.source, article.published, article.published_basis) == (
        "The Fjord Gazette",
        date(2019, 5, 20),
        "field",
    )


def test_rule_without_fields_is_no_front_matter(tmp_path: Path) -> None:
    text = f"---\nA line between rules\n---\n{SENTENCE}"
    assert only_article(write(tmp_path / "a.txt", text)).text == text


def test_sidecar_gives_fields() -> None:
    article = only_article(SAMPLES / "folder" / "inner" / "sidecar.txt")
    assert (article.title, article.url, article.published) == (
        "Norland expels diplomats",
        "https://fjord.example/a",
        date(2019, 5, 21),
    )


def test_page_gives_text_title_site_and_its_metadata_date_not_one_of_its_text() -> None:
    article = only_article(SAMPLES / "page.html")
    assert article.title == "Norland and Sudmark open a shared port"
    assert article.source == "The Fjord Gazette"
    assert (article.published, article.published_basis) == (date(2019, 5, 14), "metadata")
    assert "signed a treaty on customs" in article.text
    assert "Sport" not in article.text and "another story" not in article.text


def test_page_without_metadata_takes_the_date_of_its_url(tmp_path: Path) -> None:
    page = (SAMPLES / "page.html").read_text().replace("article:published_time", "x:unknown")
    article = only_article(write(tmp_path / "p.html", page))
    assert (article.published, article.published_basis) == (date(2019, 5, 15), "url")


def test_page_without_metadata_or_url_date_stays_undated(tmp_path: Path) -> None:
    page = (SAMPLES / "page.html").read_text().replace("article:published_time", "x:unknown")
    article = only_article(write(tmp_path / "p.html", page.replace("2019/05/15/", "")))
    assert (article.published, article.published_basis) == (None, None)


@pytest.mark.parametrize("name", ["a.txt.gz", "a.TXT.GZ"])
def test_gzipped_text(tmp_path: Path, name: str) -> None:
    article = only_article(write(tmp_path / name, gzip.compress(SENTENCE.encode())))
    assert (article.article_id, article.text) == ("a", SENTENCE)


def test_gzipped_json_lines(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "text": SENTENCE})
    assert only_article(write(tmp_path / "a.jsonl.gz", gzip.compress(line.encode()))).article_id == "x"


def test_cut_off_gzip_keeps_the_lines_before_the_cut(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"id": str(n), "text": f"{SENTENCE} {n}" * 50}) + "\n" for n in range(2000))
    packed = gzip.compress(lines.encode())
    result = read_inputs([write(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2])])
    assert 0 < len(result.articles) < 2000
    assert [rejection.reason for rejection in result.rejections] == ["bad_gzip"]


def test_two_articles_with_one_id_are_an_error_that_names_both(tmp_path: Path) -> None:
    line = json.dumps({"id": "same", "text": SENTENCE})
    first = write(tmp_path / "a.jsonl", f"\n{line}\n")
    second = write(tmp_path / "b.jsonl", line)
    with pytest.raises(InputError, match=r"'same'.*a\.jsonl:2 and .*b\.jsonl:1"):
        read_inputs([first, second])


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", SENTENCE)
    assert len(read_inputs([tmp_path, path]).articles) == 1


def test_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere: there is no such file or folder"):
        read_inputs([tmp_path / "nowhere"])


@pytest.mark.parametrize("paths", [[], ["."]])
def test_no_articles_at_all_is_an_error_that_names_the_suffixes(tmp_path: Path, paths: list[str]) -> None:
    with pytest.raises(InputError, match=r"no articles found.*\.txt, \.html, \.htm, \.jsonl"):
        read_inputs([tmp_path / path for path in paths])


def test_single_file_of_another_kind_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.pdf: not an article's file"):
        read_inputs([write(tmp_path / "a.pdf", "x")])


def test_other_files_of_a_folder_are_noted_and_hidden_ones_passed_over(tmp_path: Path) -> None:
    for name in ("a.txt", "b.pdf", "c.pdf", ".hidden/d.txt", ".e.txt", "README.md"):
        write(tmp_path / name, SENTENCE)
    result = read_inputs([tmp_path])
    assert [article.article_id for article in result.articles] == ["a"]
    assert len(result.warnings) == 1 and result.warnings[0].endswith(".pdf (2)")


@pytest.mark.parametrize(
    ("name", "content", "reason", "detail"),
    [
        ("a.txt", b"\x7fELF\x02\x01\x00\x00" * 40, "not_text", "a.txt"),
        ("a.jsonl", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not_text", "a.jsonl: the file is binary"),
        ("a.txt", b"", "empty_text", "a.txt"),
        ("a.txt.gz", b"no gzip", "bad_gzip", "a.txt.gz"),
        ("a.html", b"<html><body></body></html>", "no_text", "a.html"),
        ("a.html", b"", "no_text", "a.html"),
        ("a.txt", b"---\nid: [\n---\nText", "bad_front_matter", "a.txt"),
        ("a.jsonl", b'{"id": "x", "text": "cut o', "bad_json", "a.jsonl:1 column 21"),
        ("a.jsonl", b"[1, 2]", "bad_json", "a.jsonl:1"),
        ("a.jsonl", b"[" * 100_000, "bad_json", "a.jsonl:1"),
        ("a.jsonl", b'{"id": "x"}', "no_text", "a.jsonl:1"),
        ("a.jsonl", b'{"id": "x", "text": "  "}', "empty_text", "a.jsonl:1"),
        ("a.jsonl", b'{"id": "x", "text": 5}', "bad_text", "int"),
        ("a.jsonl", b'{"id": [1], "text": "x"}', "bad_id", "[1]"),
    ],
)
def test_bad_input_is_rejected_with_its_place(
    tmp_path: Path, name: str, content: bytes, reason: str, detail: str
) -> None:
    found = only_rejection(write(tmp_path / name, content))
    assert (found.stage, found.reason) == ("read", reason)
    assert detail in found.detail


def test_one_bad_line_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    good = json.dumps({"id": "x", "text": SENTENCE})
    result = read_inputs([write(tmp_path / "a.jsonl", f'{{"id": "cut\n{good}\n')])
    assert [article.article_id for article in result.articles] == ["x"]
    assert [rejection.article_id for rejection in result.rejections] == ["a.jsonl#1"]
    assert result.n_inputs == 2


def test_cut_off_sidecar_rejects_its_article(tmp_path: Path) -> None:
    write(tmp_path / "a.meta.json", '{"id":\n"x')
    found = only_rejection(write(tmp_path / "a.txt", SENTENCE))
    assert found.reason == "bad_json" and "a.meta.json" in found.detail and "line 2 column 1" in found.detail


@pytest.mark.parametrize("value", ["24/11/2021", "soon", "2021-02-30", "0001-01-01", 5])
def test_unusable_date_keeps_the_article_undated_and_warns(tmp_path: Path, value: object) -> None:
    line = json.dumps({"id": "x", "text": SENTENCE, "published": value})
    result = read_inputs([write(tmp_path / "a.jsonl", line)])
    assert (result.articles[0].published, result.articles[0].published_basis) == (None, None)
    assert len(result.warnings) == 1 and repr(value) in result.warnings[0] and "a.jsonl:1" in result.warnings[0]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021-11-24", date(2021, 11, 24)),
        ("2021-11-24T23:59:00+05:00", date(2021, 11, 24)),
        ("2021-11-24 10:00", date(2021, 11, 24)),
        ("20211124", date(2021, 11, 24)),
        ("20211124T101500Z", date(2021, 11, 24)),
        ("24 November 2021", date(2021, 11, 24)),
        ("Wednesday, Nov. 24, 2021", date(2021, 11, 24)),
        ("11/24/2021", None),
        ("November 2021", None),
    ],
)
def test_dates_in_fields(text: str, day: date | None) -> None:
    assert day_of(text) == day


def test_null_and_empty_fields_are_no_warning(tmp_path: Path) -> None:
    line = json.dumps({"id": "", "text": SENTENCE, "title": "", "url": None, "source": "", "published": ""})
    result = read_inputs([write(tmp_path / "a.jsonl", line)])
    article = result.articles[0]
    assert (article.article_id, article.title, article.url, article.source) == ("a.jsonl#1", None, None, None)
    assert result.warnings == ()


def test_field_of_another_type_is_left_out_with_a_warning(tmp_path: Path) -> None:
    result = read_inputs([write(tmp_path / "a.jsonl", json.dumps({"text": SENTENCE, "source": ["a"]}))])
    assert result.articles[0].source is None
    assert "'source' is list" in result.warnings[0]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("Truce signed", "The two sides met.", "Truce signed\n\nThe two sides met."),
        ("Truce signed", "\nTRUCE  SIGNED\n\nThe two sides met.", "\nTRUCE  SIGNED\n\nThe two sides met."),
        ("“Truce” signed", '"Truce" signed\nThe two sides met.', '"Truce" signed\nThe two sides met.'),
        ("Truce", "Truce talks failed.", "Truce\n\nTruce talks failed."),
        (None, "The two sides met.", "The two sides met."),
    ],
)
def test_title_stands_first_and_once(title: str | None, text: str, expected: str) -> None:
    assert with_title(text, title) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings(encoding: str) -> None:
    text = "Café owners marched – “again” – in Orléans on Monday, and the cafés stayed shut."
    assert decode(text.encode(encoding), "a.txt") == text


def test_control_characters_are_no_text() -> None:
    with pytest.raises(UnreadableError, match=r"not_text: a\.txt"):
        decode(b"abc\x00def", "a.txt")


def test_content_hash_changes_with_each_field() -> None:
    base: dict[str, object] = {"text": "t", "title": "a", "url": "u", "source": "s", "published": date(2021, 1, 1)}
    hashes = {content_hash(**{**base, name: None if name != "text" else "x"}) for name in base}  # type: ignore[arg-type]
    assert len(hashes | {content_hash(**base)}) == 6  # type: ignore[arg-type]
