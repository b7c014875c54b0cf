"""The page of a release: one file that shows what the dataset is, with every word of an article escaped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from schemas.cameo import QUAD_CLASS_NAMES, cameo
from schemas.dataset import Dataset
from schemas.facts import Facts
from schemas.page_style import STYLE

N_EVENTS = 200
N_PAIRS = 30
ROLES = ("source", "trigger", "target")
ROLE_CLASS = {"source": "source", "trigger": "act", "target": "target"}
SECTIONS = {
    "events": "Events",
    "counts": "Counts",
    "load": "How to load it",
    "rejected": "What was left out",
    "checks": "Checks",
    "origin": "Where it comes from",
}
# Nothing may be fetched or run, whatever an article's words would do.
POLICY = "default-src 'none'; style-src 'unsafe-inline'"

Row = Mapping[str, Any]


def release_page(facts: Facts, dataset: Dataset) -> str:
    """The page as HTML: it fetches nothing, and the same release gives the same bytes."""
    return "\n".join(_lines(facts, dataset)) + "\n"


def _lines(facts: Facts, dataset: Dataset) -> Iterator[str]:
    title = f"Dragoman events {facts.version}"
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
    yield from _header(facts, dataset)
    yield "<main>"
    bodies = {
        "events": _events(dataset),
        "counts": _counts(dataset.tables["events"]),
        "load": _load(),
        "rejected": _rejected(facts),
        "checks": _checks(facts),
        "origin": _origin(facts),
    }
    for anchor, heading in SECTIONS.items():
        yield f'<section id="{anchor}"><h2>{heading}</h2>'
        yield from bodies[anchor]
        yield "</section>"
    yield "</main></body></html>"


def _header(facts: Facts, dataset: Dataset) -> Iterator[str]:
    yield "<header><h1>Events coded from news</h1>"
    yield f'<p class="soft">Dragoman release <code>{escape(facts.version)}</code></p>'
    yield (
        "<p>Who did what to whom, when, where, and whether it really happened, read from news articles and coded in "
        "CAMEO. Every event rests on the sentences that tell it; its words are marked below. Plans, denials and "
        "allegations carry their status and are not facts.</p>"
    )
    quarantined = {"rows in quarantine": facts.n_quarantined}
    numbers = {name: facts.counts[name] for name in ("articles", "mentions", "events")} | quarantined
    yield '<dl class="numbers">'
    yield from (f"<div><dt>{name}</dt><dd>{number:,}</dd></div>" for name, number in numbers.items())
    yield "</dl>"
    yield f'<p class="soft">{_span_of(dataset.tables["events"])}</p>'
    links = (f'<li><a href="#{anchor}">{heading}</a></li>' for anchor, heading in SECTIONS.items())
    yield f'<nav aria-label="Sections"><ul>{"".join(links)}</ul></nav></header>'


def _span_of(events: pa.Table) -> str:
    limits = pc.min_max(events.column("event_date")).as_py()
    if limits["min"] is None:
        return "No event has a date."
    return f"Dated events from {limits['min'].isoformat()} to {limits['max'].isoformat()}."


def _table(caption: str, headers: Mapping[str, str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A table of cells that are HTML already; `headers` gives each column's heading and CSS class."""
    classes = list(headers.values())
    yield f'<div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table><caption>{caption}</caption>'
    cells = (f'<th scope="col"{_class(name)}>{heading}</th>' for heading, name in headers.items())
    yield f"<thead><tr>{''.join(cells)}</tr></thead><tbody>"
    for row in rows:
        first = f'<th scope="row"{_class(classes[0])}>{row[0]}</th>'
        others = (f"<td{_class(name)}>{cell}</td>" for cell, name in zip(row[1:], classes[1:], strict=True))
        yield f"<tr>{first}{''.join(others)}</tr>"
    yield "</tbody></table></div>"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _events(dataset: Dataset) -> Iterator[str]:
    events = dataset.tables["events"]
    newest = events.sort_by([("event_date", "descending"), ("event_id", "ascending")]).slice(0, N_EVENTS)
    rows = newest.to_pylist()
    if not rows:
        yield "<p>No events were found in these articles.</p>"
        return
    best = _by_id(dataset.tables["mentions"], "mention_id", [row["best_mention_id"] for row in rows])
    articles = _by_id(dataset.tables["articles"], "article_id", [row["article_id"] for row in best.values()])
    yield (
        '<p class="soft">Marked words: <mark class="source">source</mark> <mark class="act">act</mark> '
        '<mark class="target">target</mark>.</p>'
    )
    shown = f"{len(rows)} of {events.num_rows:,} events, newest first"
    headers = {
        "Date": "nowrap",
        "Source": "",
        "Act": "",
        "Target": "",
        "Status": "",
        "Place": "",
        "Evidence": "evidence",
    }
    yield from _table(shown, headers, (_event_cells(row, best[row["best_mention_id"]], articles) for row in rows))


def _by_id(table: pa.Table, column: str, ids: Sequence[str]) -> dict[str, Row]:
    wanted = pa.array(sorted(set(ids)), pa.string())
    names = [name for name in table.schema.names if name != "text"]
    rows = table.filter(pc.is_in(table.column(column), wanted)).select(names).to_pylist()
    return {row[column]: row for row in rows}


def _event_cells(event: Row, best: Row, articles: Mapping[str, Row]) -> tuple[str, ...]:
    code = event["cameo_code"]
    return (
        escape(date_shown(event)),
        _actor(event, "source"),
        f"{escape(cameo(code).name)} <code>{escape(code)}</code>",
        _actor(event, "target"),
        escape(event["status"]),
        escape(event["place_name"] or ""),
        f'{marked_sentence(best)}<br><span class="soft">{_cited(articles[best["article_id"]], event)}</span>',
    )


def date_shown(event: Row) -> str:
    """The date as exactly as it is known: "2021-11-24", "2021-11", "2021" or "undated"."""
    if event["event_date"] is None:
        return "undated"
    length = {"day": 10, "month": 7, "year": 4}[event["date_precision"]]
    return str(event["event_date"].isoformat()[:length])


def _actor(event: Row, role: str) -> str:
    name, code = event[f"{role}_name"], event[f"{role}_code"]
    if name is None:
        return '<span class="soft">none</span>'
    return escape(name) if code is None else f"{escape(name)} <code>{escape(code)}</code>"


def _cited(article: Row, event: Row) -> str:
    label = escape(article["title"] or article["article_id"])
    url = article["url"] or ""
    if url.startswith(("https://", "http://")):
        label = f'<a href="{escape(url)}" rel="noopener noreferrer">{label}</a>'
    told = [article["source"], article["published"].isoformat() if article["published"] else None]
    others = event["n_mentions"] - 1
    more = f"and {others} more mention{'s' if others > 1 else ''}" if others else None
    return ", ".join([label, *(escape(part) for part in (*told, more) if part)])


def marked_sentence(mention: Row) -> str:
    """The sentence as HTML with source, act and target marked; words that are two of them carry both marks."""
    start, text = mention["sentence_start"], mention["sentence_text"]
    spans = [(role, mention[f"{role}_start"], mention[f"{role}_end"]) for role in ROLES]
    known = [(ROLE_CLASS[role], s - start, e - start) for role, s, e in spans if s is not None]
    borders = sorted({0, len(text), *(b for _, s, e in known for b in (s, e) if 0 <= b <= len(text))})
    pieces = []
    for left, right in pairwise(borders):
        names = " ".join(name for name, s, e in known if s <= left and right <= e)
        words = escape(text[left:right])
        pieces.append(f'<mark class="{names}" title="{names}">{words}</mark>' if names else words)
    return "".join(pieces)


def _counts(events: pa.Table) -> Iterator[str]:
    roots = Counter(events.column("cameo_root").to_pylist())
    statuses = Counter(events.column("status").to_pylist())
    quads = Counter(events.column("quad_class").to_pylist())
    pairs = zip(events.column("source_country").to_pylist(), events.column("target_country").to_pylist(), strict=True)
    dyads = Counter(f"{source} to {target}" for source, target in pairs if source and target)
    named = {f"<code>{root}</code> {escape(cameo(root).name.capitalize())}": n for root, n in sorted(roots.items())}
    yield '<div class="side"><div>'
    yield from _bars("Events by CAMEO root", "Root", named)
    yield "</div><div>"
    yield from _bars("Events by status", "Status", dict(_most(statuses)))
    yield from _bars("Events by quad class", "Class", {QUAD_CLASS_NAMES[q]: n for q, n in sorted(quads.items())})
    yield "</div><div>"
    yield from _bars(f"The {N_PAIRS} most frequent country pairs", "Pair", dict(_most(dyads)[:N_PAIRS]))
    yield "</div></div>"


def _most(counter: Counter[str]) -> list[tuple[str, int]]:
    """Most frequent first, then by name: a Counter alone would leave ties in the order of the rows."""
    return sorted(((escape(name), n) for name, n in counter.items()), key=lambda item: (-item[1], item[0]))


def _bars(caption: str, heading: str, counted: Mapping[str, int]) -> Iterator[str]:
    most = max(counted.values(), default=1)
    rows = (
        (label, f"{n:,}", f'<span aria-hidden="true" style="width:{100 * n / most:.1f}%"></span>')
        for label, n in counted.items()
    )
    yield from _table(
        caption, {heading: "", "Events": "n", '<span class="soft">share of the largest</span>': "bar"}, rows
    )


def _load() -> Iterator[str]:
    yield "<p>All tables are Parquet files in folders by year. Codes are text: <code>04</code> keeps its zero.</p>"
    for heading, lines in EXAMPLES.items():
        yield f"<h3>{heading}</h3><pre><code>{escape(lines)}</code></pre>"
    yield '<p>The columns are described in <a href="CODEBOOK.md">CODEBOOK.md</a> and, for machines, in '
    yield '<a href="datapackage.json">datapackage.json</a>; <code>sha256sum -c SHA256SUMS</code> checks the files.</p>'


EXAMPLES = {
    "DuckDB": (
        "SELECT event_date, source_code, cameo_code, target_code, status\n"
        "FROM read_parquet('events/**/*.parquet')\n"
        "WHERE status IN ('happened', 'ongoing') ORDER BY event_date;"
    ),
    "Python": 'import pandas as pd\n\nevents = pd.read_parquet("events")\nmentions = pd.read_parquet("mentions")',
    "R": 'library(arrow)\n\nevents <- dplyr::collect(open_dataset("events"))',
}


def _rejected(facts: Facts) -> Iterator[str]:
    dropped = [(stage, reason, n) for stage, reasons in facts.rejections.items() for reason, n in reasons.items()]
    if not dropped:
        yield "<p>Nothing was rejected on the way.</p>"
        return
    rows = ((escape(stage), escape(reason), f"{n:,}") for stage, reason, n in dropped)
    yield from _table("Rejections by step and reason", {"Step": "", "Reason": "", "Number": "n"}, rows)


def _checks(facts: Facts) -> Iterator[str]:
    yield "<p>Rows that failed a check lie in <code>quarantine/</code> with the name of the first rule they failed.</p>"
    for name, checks in facts.checks.items():
        failed = [check for check in checks if check.n_failed]
        yield f"<h3>{name}</h3><p>{len(checks)} checks, {len(checks) - len(failed)} held for all rows.</p>"
        if failed:
            rows = (
                (escape(c.name), escape(c.description), f'<span class="failed">{c.n_failed:,}</span>') for c in failed
            )
            caption = f"Checks that rows of {name} failed"
            yield from _table(caption, {"Check": "nowrap", "What it asks": "", "Rows that failed": "n"}, rows)


def _origin(facts: Facts) -> Iterator[str]:
    rows = (
        (
            f"<code>{escape(r.run_id)}</code>",
            escape(r.model),
            escape(r.coder),
            f"{escape(r.code_version)} <code>{escape(r.code_hash[:12])}</code>",
            f"<code>{escape(r.seeds_hash[:12])}</code>{', own actors' if r.actors_hash else ''}",
            f"{r.n_articles:,}",
        )
        for r in facts.runs
    )
    headers = {"Run": "", "Model": "", "Coder": "", "Code": "", "Seeds": "", "Articles": "n"}
    yield from _table("Runs in this release, and what coded them", headers, rows)
    if facts.n_near_duplicates:
        yield f"<p>Of the articles {facts.n_near_duplicates:,} tell the text of another nearly word for word.</p>"
    if facts.corrections:
        corrected = ((str(c.entry), c.action, c.table, escape(c.reason), f"{c.n_rows:,}") for c in facts.corrections)
        headers = {"Entry": "n", "Action": "", "Table": "", "Reason": "", "Rows": "n"}
        yield from _table("Corrections that were applied", headers, corrected)
    yield (
        f"<p>Merged by code <code>{escape(facts.code_version)}</code> (sources <code>{facts.code_hash[:12]}</code>), "
        f"seeds <code>{facts.seeds_hash[:12]}</code>, schema {escape(facts.schema_version)}. The data are licensed "
        'under <a href="https://creativecommons.org/licenses/by/4.0/" rel="noopener noreferrer">CC BY 4.0</a>; the '
        "words of the articles remain their publishers'.</p>"
    )
