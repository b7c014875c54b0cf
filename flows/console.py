"""What all commands print with: one console, cells that no article can garble, dates as precise as they are known."""

from __future__ import annotations

import json
import logging
import sys
import unicodedata
from dataclasses import asdict
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas.cameo import cameo_codes
from schemas.records import Event, Mention, Precision

# A file or a pipe has no width of its own; below this the codes of an event table would be broken.
WIDTH_WITHOUT_TERMINAL = 140
DATE_FORMATS: dict[Precision, str] = {"day": "%Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def console(*, stderr: bool = False) -> Console:
    """A console for standard output, or standard error; wide where it is not a terminal."""
    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else WIDTH_WITHOUT_TERMINAL
    return Console(stderr=stderr, width=width, highlight=False, emoji=False, markup=False)


def printable(text: str) -> str:
    """`text` of the same length with control characters as spaces: words of an article must not steer a terminal."""
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf"} else c for c in text)


def print_json(value: Any) -> None:
    """Write `value` to standard output as JSON; dates as ISO 8601."""
    sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=False, default=date.isoformat) + "\n")


def event_date(record: Event | Mention) -> str:
    """The date of an event as far as it is known, such as "2021-11"; "undated" where nothing told it."""
    if record.event_date is None or record.date_precision is None:
        return "undated"
    return record.event_date.strftime(DATE_FORMATS[record.date_precision])


def code_name(code: str) -> str:
    """What a CAMEO code means, in CAMEO's words."""
    return cameo_codes()[code].name


def party(code: str | None, name: str | None) -> str:
    """An actor in one cell: its code, or its name where it has none."""
    return printable(code or name or "-")


def event_table(events: list[Event]) -> Table:
    """Events as a table; codes and ids are never broken."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("date", "source", "target", "code"):
        table.add_column(heading, no_wrap=True)
    table.add_column("act")
    table.add_column("status", no_wrap=True)
    table.add_column("mentions", justify="right", no_wrap=True)
    table.add_column("event", no_wrap=True)
    for event in events:
        table.add_row(
            event_date(event),
            party(event.source_code, event.source_name),
            party(event.target_code, event.target_name),
            event.cameo_code,
            Text(code_name(event.cameo_code)),
            event.status,
            str(event.n_mentions),
            event.event_id,
        )
    return table


def to_dict(record: Event | Mention) -> dict[str, Any]:
    """A record as JSON writes it."""
    return asdict(record)


def log_to_stderr(*, debug: bool) -> None:
    """Let the log of this package, and of no other, go to standard error as plain lines."""
    log = logging.getLogger("dragoman")
    log.setLevel(logging.DEBUG if debug else logging.INFO)
    log.propagate = False
    log.handlers = [logging.StreamHandler()]
