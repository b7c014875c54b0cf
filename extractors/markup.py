"""Mentions as HTML, drawn by displaCy."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from itertools import pairwise
from typing import Any

from spacy import displacy

from extractors.marks import arrow_of, spans_of
from schemas.records import Mention

COLORS = {"source": "#9cd7e8", "act": "#ffe38a", "target": "#b5dfa6"}


def render(mentions: Sequence[Mention], *, page: bool = False) -> str:
    """displaCy's span view of the mentions, one figure each under its arrow; `page` makes it a whole page.

    The markup loads nothing from elsewhere, and what articles say is escaped.
    """
    figures = [_figure(mention) for mention in mentions]
    options = {"colors": COLORS}
    return str(displacy.render(figures, style="span", manual=True, page=page, jupyter=False, options=options))


def _figure(mention: Mention) -> dict[str, Any]:
    text, spans = mention.sentence_text, spans_of(mention)
    edges = sorted({0, len(text), *(edge for _, start, end in spans for edge in (start, end))})
    pieces = [text[start:end] for start, end in pairwise(edges)]
    marked = [
        {"start_token": edges.index(start), "end_token": edges.index(end), "label": role} for role, start, end in spans
    ]
    # displaCy escapes the tokens, and neither titles nor labels.
    return {"text": text, "tokens": pieces, "spans": marked, "title": escape(str(arrow_of(mention)))}
