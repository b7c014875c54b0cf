"""`dragoman diff`: what became of the events of one release in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.table import Table
from rich.text import Text

from flows.console import code_name, console, event_date, party, print_json, printable, to_dict
from flows.releases import counted, find_release
from schemas.changes import KINDS, Change, Kind, changes_between, told_in
from schemas.errors import InputError
from schemas.readers import read_events
from schemas.records import Event
from schemas.releases import Release

# Events that are only told more often are counted; they are shown when asked for.
DEFAULT_KINDS: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind != "retold")


def known_kinds(names: Collection[str]) -> tuple[Kind, ...]:
    """The kinds of these names, all but "retold" where there are none. Raises InputError for any other name."""
    unknown = sorted(set(names) - set(KINDS))
    if unknown:
        raise InputError(f"--kind {unknown[0]}: it is one of {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in names) or DEFAULT_KINDS


def diff(data: Path, old: str, new: str, *, kinds: Sequence[Kind], limit: int, as_json: bool) -> None:
    """Print the changes of these kinds from release `old` to release `new`.

    Raises InputError where one of them is not there.
    """
    before, after = find_release(data, old), find_release(data, new)
    changes = changes_between(told_in(before.path), told_in(after.path))
    wanted = [change for change in changes if change.kind in kinds]
    shown = wanted[:limit]
    was = _events(before, (change.old_event_id for change in shown))
    now = _events(after, (change.new_event_id for change in shown))
    if as_json:
        print_json([_as_json(change, was, now) for change in shown])
    else:
        out = console()
        if shown:
            out.print(_table(shown, was, now))
            out.print()
        told = counted(Counter(change.kind for change in changes))
        out.print(f"From {before.version} to {after.version}: {told}.", soft_wrap=True)
    if len(wanted) > limit:
        console(stderr=True).print(f"There are more: these are {limit} of {len(wanted)} (--limit).")


def _events(release: Release, event_ids: Iterable[str | None]) -> dict[str, Event]:
    wanted = {event_id for event_id in event_ids if event_id is not None}
    return {event.event_id: event for event in read_events(release.path, event_ids=wanted)} if wanted else {}


def _table(changes: Sequence[Change], was: Mapping[str, Event], now: Mapping[str, Event]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("change", "date", "source", "target", "code"):
        table.add_column(heading, no_wrap=True)
    table.add_column("act")
    table.add_column("status", no_wrap=True)
    table.add_column("event", no_wrap=True)
    table.add_column("what")
    for change in changes:
        event = now[change.new_event_id] if change.new_event_id else was[change.old_event_id or ""]
        table.add_row(
            change.kind,
            event_date(event),
            party(event.source_code, event.source_name),
            party(event.target_code, event.target_name),
            event.cameo_code,
            Text(code_name(event.cameo_code)),
            event.status,
            event.event_id,
            Text(printable(_what(change, was, now))),
        )
    return table


def _what(change: Change, was: Mapping[str, Event], now: Mapping[str, Event]) -> str:
    """What the row's event does not show by itself: the id or the cells it had before, or why it is gone."""
    if change.kind in {"changed", "retold"}:
        old, new = was[change.old_event_id or ""], now[change.new_event_id or ""]
        names = (change.detail or "").split()
        return "; ".join(f"{name} {getattr(old, name)} -> {getattr(new, name)}" for name in names)
    if change.kind in {"renamed", "merged", "split"}:
        return f"was {change.old_event_id}"
    return change.detail or ""


def _as_json(change: Change, was: Mapping[str, Event], now: Mapping[str, Event]) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "old_event_id": change.old_event_id,
        "new_event_id": change.new_event_id,
        "detail": change.detail,
        "old": to_dict(was[change.old_event_id]) if change.old_event_id else None,
        "new": to_dict(now[change.new_event_id]) if change.new_event_id else None,
    }
