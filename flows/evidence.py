"""A sentence with what it tells marked in it: source, act and target."""

from __future__ import annotations

from rich.text import Text

from extractors.marks import spans_of
from flows.console import printable
from schemas.records import Mention

STYLES = {"source": "bold cyan", "act": "bold yellow", "target": "bold green"}


def evidence(mention: Mention, *others: Mention) -> Text:
    """The sentence with its spans in brackets and, on a terminal, in colour; spans that overlap share a bracket.

    `[source Rabat] [act signed] a deal with [target Israel]`; `others` are more mentions of the same sentence.
    """
    sentence = printable(mention.sentence_text)
    marked, position = Text(), 0
    spans = dict.fromkeys(span for one in (mention, *others) for span in spans_of(one))
    for roles, start, end in _without_overlap(sorted(spans, key=lambda span: span[1:])):
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
            merged[-1] = (list(dict.fromkeys([*roles, role])), first, max(last, end))
        else:
            merged.append(([role], start, end))
    return merged
