"""Mentions for tests of merging, each a change to "Israel visits Morocco on 24 November 2021"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from extractors.merge import merge_mentions
from schemas.cameo import cameo
from schemas.records import ArticleRef, Event, Mention

ROLES = {"ISR": "Israel", "MAR": "Morocco", "DZA": "Algeria", "IRN": "Iran"}
PUBLISHED = date(2021, 11, 25)


def told(number: int, **changes: Any) -> Mention:
    """A mention with sensible defaults: Israel visits Morocco on 24 November 2021."""
    code = changes.get("cameo_code", "042")
    source, target = changes.pop("source", "ISR"), changes.pop("target", "MAR")
    base = Mention(
        mention_id=f"m-{number:04d}",
        article_id=changes.pop("article", "a1"),
        sentence_index=0,
        sentence_start=0,
        sentence_end=10,
        sentence_text="0123456789",
        source_text="x",
        source_start=0,
        source_end=1,
        source_name=changes.pop("source_name", ROLES.get(source[:3], source)),
        source_code=source,
        source_country=source[:3] if source[:3] in ROLES else None,
        source_sector=source[3:6] or None,
        target_text=target and "y",
        target_start=target and 2,
        target_end=target and 3,
        target_name=target and changes.pop("target_name", ROLES.get(target[:3], target)),
        target_code=target,
        target_country=target[:3] if target and target[:3] in ROLES else None,
        target_sector=target and (target[3:6] or None),
        trigger_text="z",
        trigger_start=4,
        trigger_end=5,
        rule_id="r",
        dependency_path="",
        cameo_code=code,
        cameo_root=code[:2],
        quad_class=cameo(code).quad_class,
        goldstein=cameo(code).goldstein,
        plover=cameo(code).plover,
        is_reciprocal=False,
        status="happened",
        status_cue=None,
        attribution=None,
        event_date=date(2021, 11, 24),
        date_precision="day",
        date_basis="explicit",
        date_text=None,
        place_text=None,
        place_name=None,
        place_country=None,
        latitude=None,
        longitude=None,
        place_basis=None,
        confidence=0.5,
    )
    return replace(base, **changes)


def on(stated: str, basis: str = "explicit", *, day: int | None = None, text: str | None = None) -> dict[str, Any]:
    """Date fields from "2021-11-24", "2021-11" or "2021"; `day` gives a stated week its first, `text` its words."""
    precision = {10: "day", 7: "month", 4: "year"}[len(stated)]
    first = date.fromisoformat((stated + "-01-01")[:10])
    return {
        "event_date": first if day is None else first.replace(day=day),
        "date_precision": precision,
        "date_basis": basis,
        "date_text": text,
    }


def merged(*mentions: Mention) -> list[Event]:
    ids = {m.article_id for m in mentions}
    return merge_mentions(mentions, [ArticleRef(i, f"paper {i}", PUBLISHED, f"hash {i}", None) for i in sorted(ids)])
