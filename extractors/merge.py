"""Mentions in, events out: one row for what happened once, with all mentions that tell it behind it.

A pure function of the set of mentions: the order they come in and repetitions change nothing. What each mention claims
and which claims agree is in `compatible` (with `periods`, `persons` and `plans`), how they gather in `cluster`, what
the row takes from them in `event_rows` (with `called_off`), and what an event's id rests on in `identity`.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.cluster import cluster_claims
from extractors.compatible import claim_of
from extractors.event_rows import events_of
from schemas.errors import ReleaseError
from schemas.records import ArticleRef, Event, Mention


def merge_mentions(mentions: Sequence[Mention], articles: Sequence[ArticleRef]) -> list[Event]:
    """The events that `mentions` tell, ordered by date (undated last) and id; every mention is in exactly one.

    Raises ReleaseError where a mention's article is missing, or where two that differ share an id (the caller
    chooses which coding of an article counts before it merges).
    """
    refs = {ref.article_id: ref for ref in articles}
    unique: dict[str, Mention] = {}
    for mention in mentions:
        if mention.article_id not in refs:
            raise ReleaseError(f"mention {mention.mention_id}: its article {mention.article_id} is not in the release")
        if unique.setdefault(mention.mention_id, mention) != mention:
            raise ReleaseError(
                f"mention {mention.mention_id} stands twice with different content: keep one run's coding"
            )
    return events_of(cluster_claims(claim_of(mention) for mention in unique.values()), refs)
