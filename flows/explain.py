"""`dragoman explain`: why a mention was coded as it was."""

from __future__ import annotations

from pathlib import Path

from rich.table import Table
from rich.text import Text

from flows.console import code_name, console, event_date, print_json, printable, to_dict
from flows.evidence import evidence
from flows.show import released
from schemas.cameo import QUAD_CLASS_NAMES
from schemas.errors import InputError
from schemas.readers import StoredMention, read_mentions
from schemas.records import Mention
from schemas.releases import Release


def explain(data: Path, wanted: str, *, as_json: bool) -> None:
    """Print why the mention of id `wanted` was coded, or each mention of the event of that id.

    Raises InputError where the latest release has neither.
    """
    found = find(released(data), wanted)
    if as_json:
        print_json([{**to_dict(s.mention), "event_id": s.event_id, "run_id": s.run_id} for s in found])
        return
    out = console()
    for stored in found:
        out.print(evidence(stored.mention))
        out.print(explanation(stored))
        out.print()


def find(release: Release, wanted: str) -> list[StoredMention]:
    """The mention of id `wanted`, or the mentions of the event of that id."""
    found = read_mentions(release.path, mention_ids=[wanted]) or read_mentions(release.path, event_ids=[wanted])
    if not found:
        raise InputError(
            f"{wanted}: release {release.version} has neither a mention nor an event of that id; "
            "`dragoman show --evidence` lists both"
        )
    return found


def explanation(stored: StoredMention) -> Table:
    """One row for each thing that decided the coding: what it is, and what it rests on."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(no_wrap=True, style="dim")
    table.add_column(overflow="fold")
    for label, value in rows_of(stored):
        table.add_row(label, Text(printable(value)))
    return table


def rows_of(stored: StoredMention) -> list[tuple[str, str]]:
    """(label, value) in the order in which the coder decided."""
    m = stored.mention
    return [
        ("mention", m.mention_id),
        ("event", stored.event_id),
        ("article", f"{m.article_id}, sentence {m.sentence_index} at {m.sentence_start}:{m.sentence_end}"),
        ("source", _actor(m.source_text, m.source_start, m.source_end, m.source_name, m.source_code)),
        ("target", _actor(m.target_text, m.target_start, m.target_end, m.target_name, m.target_code)),
        ("act", f"{m.trigger_text!r} at {m.trigger_start}:{m.trigger_end}"),
        ("rule", m.rule_id),
        ("ranker", _ranker(m)),
        ("path", m.dependency_path),
        ("code", f"{m.cameo_code} {code_name(m.cameo_code)}"),
        ("class", _class(m)),
        ("status", _status(m)),
        ("said by", m.attribution or "-"),
        ("date", _date(m)),
        ("place", _place(m)),
        ("confidence", f"{m.confidence:.2f}"),
        ("run", stored.run_id),
    ]


def _actor(text: str | None, start: int | None, end: int | None, name: str | None, code: str | None) -> str:
    if text is None:
        return "-" if name is None else f"{name} (from the thread of the story), coded {code}"
    return f"{text!r} at {start}:{end}, taken as {name}, coded {code or '- (nothing gives a code)'}"


def _ranker(mention: Mention) -> str:
    if mention.ranker_codes is None or mention.ranker_scores is None:
        return "- (the rules alone decided)"
    best = zip(mention.ranker_codes.split(), mention.ranker_scores.split(), strict=True)
    return ", ".join(f"{code} {float(score):.0%}" for code, score in best)


def _class(mention: Mention) -> str:
    name = QUAD_CLASS_NAMES[mention.quad_class]
    return f"{mention.quad_class} {name}, Goldstein {mention.goldstein}, PLOVER {mention.plover or '-'}"


def _status(mention: Mention) -> str:
    return mention.status if mention.status_cue is None else f"{mention.status}, for {mention.status_cue!r}"


def _date(mention: Mention) -> str:
    if mention.event_date is None:
        return "undated: nothing in the article tells it"
    words = "" if mention.date_text is None else f", for {mention.date_text!r}"
    return f"{event_date(mention)} ({mention.date_precision}), basis {mention.date_basis}{words}"


def _place(mention: Mention) -> str:
    if mention.place_name is None:
        return "-"
    words = f", for {mention.place_text!r}" if mention.place_text else ""
    told = [mention.place_country or "no country", mention.place_level]
    surety = "" if mention.place_score is None else f", score {mention.place_score:.2f}"
    return f"{mention.place_name} ({', '.join(t for t in told if t)}), basis {mention.place_basis}{surety}{words}"
