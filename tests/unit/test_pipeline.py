from __future__ import annotations

import hashlib

import pytest

from extractors import pipeline
from schemas.records import RawArticle


def raw(article_id: str, text: str) -> RawArticle:
    return RawArticle(
        article_id, text, None, None, None, None, None, article_id, hashlib.sha256(text.encode()).hexdigest()
    )


@pytest.mark.model
def test_an_article_that_breaks_the_coder_is_rejected_and_the_rest_is_coded(monkeypatch):
    code_article = pipeline.code_article

    def fragile(article, parsed, **options):
        if article.article_id == "bad":
            raise ValueError("no head")
        return code_article(article, parsed, **options)

    monkeypatch.setattr(pipeline, "code_article", fragile)
    done = pipeline.extract_articles(
        [raw("bad", "Chile thanked Peru for its help."), raw("good", "Chile thanked Peru for its help.")]
    )
    assert [a.article_id for a in done.articles] == ["good"]
    assert {m.article_id for m in done.mentions} == {"good"}
    assert [(r.stage, r.reason, r.article_id, r.detail) for r in done.rejections if r.reason == "failed"] == [
        ("extract", "failed", "bad", "ValueError: no head")
    ]


@pytest.mark.model
def test_every_span_is_its_text():
    text = "Norway's prime minister met the president of Malawi in Oslo on Monday. Malawi asked Norway for food aid."
    done = pipeline.extract_articles([raw("a", text)])
    assert len(done.mentions) >= 2
    clean = done.articles[0].text
    for m in done.mentions:
        assert clean[m.source_start : m.source_end] == m.source_text
        assert clean[m.trigger_start : m.trigger_end] == m.trigger_text
        assert m.target_text is None or clean[m.target_start : m.target_end] == m.target_text


@pytest.mark.model
def test_a_denial_takes_its_target_from_the_thread_and_says_so():
    done = pipeline.extract_articles([raw("a", "India blamed Pakistan for the raid. Islamabad denied any role.")])
    denial = next(m for m in done.mentions if m.cameo_code == "016")
    assert (denial.target_country, denial.target_text, denial.target_start) == ("IND", None, None)
