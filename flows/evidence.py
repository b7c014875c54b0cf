"""A sentence with what it tells marked in it: source, act and target."""

from __future__ import annotations

from rich.text import Text

from flows.console import printable
from schemas.records import Mention

STYLES = {"source": "bold cyan", "act": "bold yellow", "target": "bold green"}


def spans_of(mention: Mention) -> list[tuple[str, int, int]]:
    """(role, start, end) of each marked span, half-open in characters of the sentence, in the order of the text.

    Spans that lie outside of the sentence are left out: an actor may be named in an earlier one.
    """
    found = [
        ("source", mention.source_start, mention.source_end),
        ("act", mention.trigger_start, mention.trigger_end),
        ("target", mention.target_start, mention.target_end),
    ]
    first, last = mention.sentence_start, mention.sentence_end
    inside = [
        (role, start - first, end - first)
        for role, start, end in found
        if start is not None and end is not None and first <= start and end <= last
    ]
    return sorted(inside, key=lambda span: (span[1], span[2]))


def evidence(mention: Mention) -> Text:
    """The sentence with its spans in brackets and, on a terminal, in colour; spans that overlap share a bracket.

    `[source Rabat] [act signed] a deal with [target Israel]`
    """
    sentence = printable(mention.sentence_text)
    marked, position = Text(), 0
    for roles, start, end in _without_overlap(spans_of(mention)):
        marked.append(sentence[position:start])
        marked.append(f"[{'/'.join(roles)} ", style="dim")
        marked.append(sentence[start:end], style=STYLES[roles[0]])
        marked.append("]", style="dim")
        position = end
    marked.append(sentence[position:])
    return marked


def _without_overlap(spans: list[tuple[str, int, int]]) -> list[tuple[list[str], int, int]]:
    merged: list[tuple[list[str], int, int]] = []
    for role, start, end in spans:
        if merged and start < merged[-1][2]:
            roles, first, last = merged[-1]
            merged[-1] = ([*roles, role], first, max(last, end))
        else:
            merged.append(([role], start, end))
    return merged
