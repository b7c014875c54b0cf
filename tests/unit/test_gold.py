"""Every form of gold gives the same records, and what cannot be read is told with its place."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from extractors.gold import RELATION_OF_ROOT, ROOTS_OF_RELATION, GoldText, Party, read_gold
from schemas.cameo import cameo_codes
from schemas.errors import InputError

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "gold"
ROW = {"id": "1", "text": "A met B.", "source_text": "A", "target_text": "B", "label": "CONSULT"}
EVENT = {
    "snippet": "x",
    "source": ["NOR"],
    "target": ["KEN"],
    "roots": ["04"],
    "status": "happened",
    "salience": "core",
}


def texts(name: str) -> dict[str, GoldText]:
    return {text.article.article_id: text for text in read_gold(SAMPLES / name).texts}


def test_every_root_has_a_relation() -> None:
    assert set(RELATION_OF_ROOT) == {code.root for code in cameo_codes().values()}
    assert sorted(root for roots in ROOTS_OF_RELATION.values() for root in roots) == sorted(RELATION_OF_ROOT)


class TestSentences:
    def test_a_row_is_a_text_with_one_act(self) -> None:
        text = texts("sentences.jsonl")["1"]
        (act,) = text.acts
        assert (text.article.text, text.article.published) == ("Norway met Kenya in Oslo.", date(2024, 3, 15))
        assert not text.is_exhaustive
        assert (act.source, act.target) == (Party("Norway", ("NOR",)), Party("Kenya", ("KEN",)))
        assert (act.label, act.roots, act.root, act.codes, act.is_reciprocal) == (
            "CONSULT",
            ("04",),
            "04",
            ("040",),
            True,
        )

    def test_a_relation_alone_accepts_all_of_its_roots(self) -> None:
        (act,) = texts("sentences.jsonl")["two"].acts
        assert (act.roots, act.root, act.codes, act.status) == (("09", "11"), None, (), None)
        assert not act.is_reciprocal

    def test_a_code_gives_the_relation(self) -> None:
        assert texts("sentences.jsonl")["three"].acts[0].label == "AID"

    def test_rows_of_one_text_are_its_acts(self) -> None:
        first, second = texts("sentences.jsonl")["three"].acts
        assert (first.target.text, second.target.text) == ("Peru", "Brazil")

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"label": "GREET"}, "gold.jsonl:1: field 'label': 'GREET' is none of"),
            ({"label": None}, "field 'label': None is none of"),
            ({"cameo": "999"}, "field 'cameo': '999' is no CAMEO code"),
            ({"text": ""}, "field 'text': it is missing or empty"),
            ({"source_text": 3}, "field 'source_text': expected a string, found 3"),
            ({"published": "15 March"}, "field 'published': '15 March' is no date"),
            ({"status": "maybe"}, "field 'status': 'maybe' is none of happened"),
        ],
    )
    def test_a_wrong_field_is_told_with_its_line(self, tmp_path: Path, change: dict[str, object], told: str) -> None:
        path = tmp_path / "gold.jsonl"
        path.write_text(json.dumps(ROW | change), encoding="utf-8")
        with pytest.raises(InputError) as error:
            read_gold(path)
        assert told in str(error.value)

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            ("", "there is no gold in it"),
            ("[1]", "gold.jsonl:1: expected an object"),
            ('{"id": ', "gold.jsonl:1: Expecting value"),
            (
                json.dumps(ROW) + "\n" + json.dumps(ROW | {"text": "B met A."}),
                "gold.jsonl:2: field 'id': it stands before",
            ),
        ],
    )
    def test_a_broken_file_is_told(self, tmp_path: Path, content: str, told: str) -> None:
        path = tmp_path / "gold.jsonl"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(InputError) as error:
            read_gold(path)
        assert told in str(error.value)


class TestArticles:
    def test_events_are_acts_told_by_snippets(self) -> None:
        text = texts("stories")["oslo"]
        met, accused = text.acts
        assert text.is_exhaustive
        assert text.optional == ("Fans waited at the airport.",)
        assert (met.source, met.roots, met.root, met.codes, met.dates) == (
            Party(None, ("NOR", "NORGOV")), ("04", "03"), "04", ("040",), ("2024-03",)
        )  # fmt: skip
        assert (met.is_core, met.is_reciprocal, met.status) == (True, True, "happened")
        assert (accused.target, accused.snippets) == (Party(None, ("UGA", None)), ("Kenya accused Uganda",))
        assert (accused.is_core, accused.is_reciprocal, accused.dates) == (False, False, ())

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"roots": ["21"]}, "one.json: event 1: field 'roots': '21' is no CAMEO root"),
            ({"roots": []}, "field 'roots': it is empty"),
            ({"source": "NOR"}, "field 'source': expected a list of strings"),
            ({"salience": "big"}, "field 'salience': 'big' is neither core nor minor"),
            ({"snippet": None}, "field 'snippet': it is missing"),
        ],
    )
    def test_a_wrong_event_is_told_with_its_number(self, tmp_path: Path, change: dict[str, object], told: str) -> None:
        (tmp_path / "articles.jsonl").write_text('{"id": "one", "text": "A met B."}', encoding="utf-8")
        (tmp_path / "one.json").write_text(json.dumps({"events": [EVENT | change]}), encoding="utf-8")
        with pytest.raises(InputError) as error:
            read_gold(tmp_path)
        assert told in str(error.value)

    def test_gold_of_an_article_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "articles.jsonl").write_text('{"id": "one", "text": "A met B."}', encoding="utf-8")
        (tmp_path / "two.json").write_text(json.dumps({"events": [EVENT]}), encoding="utf-8")
        with pytest.raises(InputError, match=r"two\.json: field 'article_id': 'two' is not in"):
            read_gold(tmp_path)

    def test_a_folder_without_articles_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"not a gold folder; it needs articles\.jsonl"):
            read_gold(tmp_path)


class TestValidationXml:
    def test_sentences_are_texts_without_their_parse(self) -> None:
        found = texts("validation.xml")
        assert list(found) == ["TRY-01", "TRY-02", "TRY-03", "TRY-05"]
        assert found["TRY-01"].article.text == "Norway's foreign minister met his Kenyan counterpart in Oslo."
        assert found["TRY-02"].article.text == "Kenya accused Uganda of arming rebels & smugglers."
        assert all(text.is_exhaustive for text in found.values())

    def test_days_are_read_as_those_coders_write_them(self) -> None:
        days = [text.article.published for text in texts("validation.xml").values()]
        assert days == [date(2004, 3, 15), date(2004, 3, 16), date(2004, 3, 17), date(2004, 3, 19)]

    def test_actors_are_countries(self) -> None:
        (act,) = texts("validation.xml")["TRY-05"].acts
        assert (act.source, act.target) == (Party(None, (None,)), Party(None, ("UGA",)))
        assert (act.label, act.roots, act.codes) == ("ASSAULT", ("19",), ("190",))

    def test_an_act_told_in_both_directions_is_reciprocal(self) -> None:
        found = texts("validation.xml")
        assert [act.is_reciprocal for act in found["TRY-01"].acts] == [True, True]
        assert [act.is_reciprocal for act in found["TRY-02"].acts] == [False]

    def test_a_sentence_may_have_no_event(self) -> None:
        assert texts("validation.xml")["TRY-03"].acts == ()

    @pytest.mark.parametrize(
        ("old", "new", "told"),
        [
            (
                'eventcode="112"',
                'eventcode="666"',
                "validation.xml:21: <EventCoding>: eventcode '666' is no CAMEO code",
            ),
            ('targetcode="UGA" eventcode="112"', 'eventcode="112"', "<EventCoding>: it has no targetcode"),
            ('id="TRY-03"', 'id="TRY-01"', "validation.xml:24: <Sentence>: the id 'TRY-01' stands twice"),
            ('id="TRY-03"', "", "<Sentence>: it has no id"),
            ('date="040317"', 'date="March"', "<Sentence>: 'March' is no date like 19950101"),
            ("<Text>The rains came late to Turkana.</Text>", "", "<Sentence>: sentence TRY-03 has no <Text>"),
            ("</Sentences>", "", "not well-formed XML"),
        ],
    )
    def test_what_is_wrong_is_told_with_file_and_element(self, tmp_path: Path, old: str, new: str, told: str) -> None:
        path = tmp_path / "validation.xml"
        content = (SAMPLES / "validation.xml").read_text(encoding="utf-8")
        assert old in content
        path.write_text(content.replace(old, new), encoding="utf-8")
        with pytest.raises(InputError) as error:
            read_gold(path)
        assert told in str(error.value)

    def test_what_a_file_asks_to_fetch_stays_out(self, tmp_path: Path) -> None:
        (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
        path = tmp_path / "gold.xml"
        path.write_text(
            '<!DOCTYPE x [<!ENTITY s SYSTEM "secret.txt">]><x><Sentence id="1"><Text>A met &s;.</Text></Sentence></x>',
            encoding="utf-8",
        )
        assert "secret" not in read_gold(path).texts[0].article.text

    def test_a_file_without_sentences_is_told(self, tmp_path: Path) -> None:
        path = tmp_path / "gold.xml"
        path.write_text("<Sentences/>", encoding="utf-8")
        with pytest.raises(InputError, match="no <Sentence> to evaluate is in it"):
            read_gold(path)


def test_other_files_are_no_gold(tmp_path: Path) -> None:
    path = tmp_path / "gold.csv"
    path.write_text("a,b", encoding="utf-8")
    with pytest.raises(InputError, match=r"not a gold file; read are \.jsonl, \.xml"):
        read_gold(path)
