"""A tiny world of rows for the tests of storage: real text, real spans, a merge that any reader can check by eye."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.dataset as ds

from schemas.cameo import cameo
from schemas.columns import tables
from schemas.expectations import Validated
from schemas.records import ArticleRef, CleanArticle, Event, Mention, RawArticle, Rejection, Sentence
from schemas.releases import Release, publish
from schemas.rules import Known
from schemas.runs import Run, RunInputs, run_id_of, stage_run, write_chunk
from schemas.spec import Table

INPUTS = RunInputs(model="tiny 1.0", code_version="0.0.1", code_hash="c0de", seeds_hash="5eed")
NEWER = replace(INPUTS, code_version="0.0.2")
PUBLISHED = date(2024, 3, 15)
TEXT = "Norway met Kenya in Oslo."


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def article(
    article_id: str, *, text: str = TEXT, published: date | None = PUBLISHED, source: str | None = "The Tiny Times"
) -> CleanArticle:
    return CleanArticle(
        article_id=article_id,
        text=text,
        title=None,
        url=None,
        source=source,
        published=published,
        published_basis=None if published is None else "field",
        language="en",
        dateline=None,
        captions=(),
        offsets=(),
        content_hash=sha(text),
    )


def sentence(of: CleanArticle) -> Sentence:
    return Sentence(of.article_id, 0, 0, len(of.text), of.text, is_headline=False)


def mention(of: CleanArticle, *, code: str = "040", **changes: object) -> Mention:
    """The mention of "Norway met Kenya in Oslo."; `changes` spoil it for tests of the rules."""
    row = cameo(code)
    made = Mention(
        mention_id=sha(of.article_id + code)[:12],
        article_id=of.article_id,
        sentence_index=0,
        sentence_start=0,
        sentence_end=len(of.text),
        sentence_text=of.text,
        source_text="Norway",
        source_start=0,
        source_end=6,
        source_name="Norway",
        source_code="NOR",
        source_country="NOR",
        source_sector=None,
        target_text="Kenya",
        target_start=11,
        target_end=16,
        target_name="Kenya",
        target_code="KEN",
        target_country="KEN",
        target_sector=None,
        trigger_text="met",
        trigger_start=7,
        trigger_end=10,
        rule_id="meet",
        dependency_path="Norway <nsubj met dobj> Kenya",
        cameo_code=code,
        cameo_root=row.root,
        quad_class=row.quad_class,
        goldstein=row.goldstein,
        plover=row.plover,
        is_reciprocal=True,
        status="happened",
        status_cue=None,
        attribution=None,
        event_date=of.published,
        date_precision=None if of.published is None else "day",
        date_basis=None if of.published is None else "publication",
        date_text=None,
        place_text="Oslo",
        place_name="Oslo",
        place_country="NOR",
        latitude=59.91,
        longitude=10.75,
        place_basis="act",
        place_level="city",
        place_score=0.9,
        confidence=0.8,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def merge(mentions: Sequence[Mention], articles: Sequence[ArticleRef]) -> list[Event]:
    """One event for all mentions of one code and date."""
    by_id = {ref.article_id: ref for ref in articles}
    groups: dict[tuple[str, date | None], list[Mention]] = {}
    for told in sorted(mentions, key=lambda m: m.mention_id):
        groups.setdefault((told.cameo_code, told.event_date), []).append(told)
    return [event(group, by_id) for group in groups.values()]


def event(group: Sequence[Mention], by_id: dict[str, ArticleRef]) -> Event:
    best, refs = group[0], [by_id[article_id] for article_id in sorted({m.article_id for m in group})]
    days = [ref.published for ref in refs if ref.published is not None]
    same = {name: getattr(best, name) for name in Event.__dataclass_fields__ if hasattr(best, name)}
    return Event(
        **same,
        event_id=sha(f"{best.cameo_code} {best.event_date}")[:12],
        n_mentions=len(group),
        n_articles=len(refs),
        n_sources=len({ref.source for ref in refs if ref.source}),
        first_published=min(days, default=None),
        last_published=max(days, default=None),
        best_mention_id=best.mention_id,
        mention_ids=tuple(m.mention_id for m in group),
    )


def accept_all(spec: Table, table: pa.Table, known: Known) -> Validated:
    """In place of the expectations, which take seconds, in tests of what is on disk."""
    bad = table.slice(0, 0).append_column("rule", pa.array([], pa.string()))
    return Validated(good=table, quarantined=bad, checks=())


def raw(of: CleanArticle) -> RawArticle:
    return RawArticle(
        article_id=of.article_id,
        text=of.text,
        title=of.title,
        url=of.url,
        source=of.source,
        published=of.published,
        published_basis=of.published_basis,
        path=f"{of.article_id}.txt",
        content_hash=of.content_hash,
    )


def commit(
    data: Path,
    articles: Sequence[CleanArticle],
    mentions: Sequence[Mention],
    *,
    rejections: Sequence[Rejection] = (),
    inputs: RunInputs = INPUTS,
    chunk: int = 100,
) -> Run:
    """Commit a run of these rows, `chunk` articles to a chunk."""
    unread = [item for item in rejections if item.stage == "read"]
    gone = {item.article_id for item in rejections if item.stage != "read"} - {a.article_id for a in articles}
    with stage_run(data, run_id_of([raw(a) for a in articles], unread, inputs), inputs) as staged:
        write_chunk(staged.path, 0, rejections=rejections)
        for index, start in enumerate(range(0, len(articles), chunk), start=1):
            part = articles[start : start + chunk]
            ids = {a.article_id for a in part}
            write_chunk(
                staged.path,
                index,
                articles=part,
                sentences=[sentence(a) for a in part],
                mentions=[m for m in mentions if m.article_id in ids],
            )
        return staged.commit(n_inputs=len(articles) + len(unread) + len(gone))


def released(data: Path, *, code_version: str = "0.0.1") -> Release:
    return publish(data, merge=merge, code_version=code_version)


def run_of(data: Path, *names: str, **options: object) -> None:
    articles = [article(name) for name in names]
    commit(data, articles, [mention(of) for of in articles], **options)  # type: ignore[arg-type]


def files_of(release: Release) -> dict[str, bytes]:
    """All files but those that tell what the release followed, and when."""
    files = {p.relative_to(release.path).as_posix(): p.read_bytes() for p in release.path.rglob("*") if p.is_file()}
    return {name: content for name, content in files.items() if not name.startswith("changes/")}


def ids_in(release: Release, name: str) -> list[str]:
    table = ds.dataset(release.path / name, format="parquet").to_table()
    return sorted(table.column(tables()[name].key[0]).to_pylist())  # type: ignore[index]
