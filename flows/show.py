"""`dragoman show`: the events of the latest release."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from pathlib import Path

from rich.padding import Padding
from rich.text import Text

from flows.console import code_name, console, event_date, event_table, party, print_json, printable, to_dict
from flows.evidence import evidence
from schemas.errors import InputError
from schemas.readers import EventFilter, StoredMention, read_events, read_mentions
from schemas.records import STATUSES, Event, Status
from schemas.releases import Release, latest_release

# Uses of the event table default to what took place; plans, rumours and denials are asked for.
DEFAULT_STATUSES: tuple[Status, ...] = ("happened", "ongoing")


def event_filter(
    *,
    source: str | None,
    target: str | None,
    dyad: str | None,
    code: str | None,
    since: date | None,
    until: date | None,
    statuses: Collection[str],
    all_statuses: bool,
) -> EventFilter:
    """The filter that the options of `show` ask for. Raises InputError where they contradict each other."""
    if dyad is not None:
        if source is not None or target is not None:
            raise InputError("--dyad names both sides: leave out --source and --target")
        source, _, target = dyad.partition("-")
        if not source or not target:
            raise InputError(f"--dyad {dyad}: give two actors with a hyphen between them, such as ISR-MAR")
    if all_statuses and statuses:
        raise InputError("--all-statuses and --status exclude each other")
    return EventFilter(
        source=source,
        target=target,
        either_way=dyad is not None,
        code=code,
        since=since,
        until=until,
        statuses=STATUSES if all_statuses else known_statuses(statuses) or DEFAULT_STATUSES,
    )


def known_statuses(names: Collection[str]) -> tuple[Status, ...]:
    """The statuses of these names. Raises InputError for any other name."""
    unknown = sorted(set(names) - set(STATUSES))
    if unknown:
        raise InputError(f"--status {unknown[0]}: it is one of {', '.join(STATUSES)}")
    return tuple(status for status in STATUSES if status in names)


def released(data: Path) -> Release:
    """The latest release in `data`. Raises InputError where nothing was published yet."""
    release = latest_release(data)
    if release is None:
        raise InputError(f"{data}: no release is there yet; `dragoman run INPUT... --out {data}` makes one")
    return release


def show(data: Path, *, where: EventFilter, limit: int, with_evidence: bool, as_json: bool) -> None:
    """Print the events that `where` asks for, the newest first."""
    release = released(data)
    events = read_events(release.path, where=where, limit=limit + 1)
    more, events = len(events) > limit, events[:limit]
    best = _best_mentions(release, events) if with_evidence else {}
    if as_json:
        print_json([_as_json(event, best) for event in events])
        return
    if not events:
        console(stderr=True).print(f"No event of release {release.version} fits.")
    elif with_evidence:
        for event in events:
            print_with_evidence(event, best[event.best_mention_id])
    else:
        console().print(event_table(events))
    if more:
        console(stderr=True).print(f"There are more: these are the {limit} newest (--limit).")


def print_with_evidence(event: Event, stored: StoredMention) -> None:
    """One event with the sentence of its best mention."""
    out, mention = console(), stored.mention
    source, target = (party(event.source_code, event.source_name), party(event.target_code, event.target_name))
    head = f"{event_date(event)}  {source} -> {target}  {event.cameo_code} {code_name(event.cameo_code)}"
    out.print(Text(f"{head}  ({event.status}, {event.event_id})", style="bold"))
    if out.is_terminal:
        out.print(Padding(evidence(mention), (0, 0, 0, 2)))
    else:  # one line, which can be searched
        out.print(Text("  ").append_text(evidence(mention)), soft_wrap=True)
    out.print(Text(printable(f"  {mention.article_id}, mention {mention.mention_id}"), style="dim"))
    out.print()


def _best_mentions(release: Release, events: list[Event]) -> dict[str, StoredMention]:
    wanted = {event.best_mention_id for event in events}
    found = read_mentions(release.path, mention_ids=wanted) if wanted else []
    return {stored.mention.mention_id: stored for stored in found}


def _as_json(event: Event, best: dict[str, StoredMention]) -> dict[str, object]:
    stored = best.get(event.best_mention_id)
    return to_dict(event) | ({"best_mention": to_dict(stored.mention)} if stored else {})
