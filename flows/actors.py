"""`dragoman actors --unknown`: who takes part in acts without a full code, so that a list of actors can grow."""

from __future__ import annotations

import csv
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.text import Text

from extractors.dictionaries import NOTE, load_actors
from extractors.gazetteer import ORGANISATION_COLUMNS
from extractors.unknown import UnknownActor, unknown_actors
from flows.console import console, print_json, printable
from flows.show import released
from schemas.errors import InputError
from schemas.readers import read_mentions

# A spreadsheet runs a cell that begins with one of these as a formula.
FORMULA = ("=", "+", "-", "@", "\t")


def show_unknown(data: Path, *, limit: int, csv_path: Path | None, as_json: bool) -> None:
    """Print the unknown actors of the latest release, those first whose coding completes most acts.

    With `csv_path` they are also written as rows of a table that `--actors` reads once it is completed. Raises
    InputError where nothing was published yet or the table cannot be written.
    """
    release = released(data)
    mentions = [stored.mention for stored in read_mentions(release.path)]
    actors = unknown_actors(mentions, load_actors())
    shown = actors[:limit]
    if csv_path is not None:
        write_table(csv_path, shown)
        console(stderr=True).print(
            f"{csv_path}: {len(shown)} rows. Check kind, code and country, delete what is no actor, and give it to "
            f"`dragoman run INPUT... --actors {csv_path}`.",
            soft_wrap=True,
        )
    if as_json:
        print_json([as_dict(actor) for actor in shown])
        return
    if not actors:
        console(stderr=True).print(f"Every named actor of release {release.version} has its code.")
    for actor in shown:
        print_actor(actor)
    if len(actors) > limit:
        console(stderr=True).print(f"There are {len(actors) - limit} more (--limit).")


def print_actor(actor: UnknownActor) -> None:
    """One actor with its counts, the guess with its basis, and its sentences."""
    out = console()
    counts = f"mentions: {actor.n_mentions}, articles: {actor.n_articles}, as source: {actor.n_as_source}, "
    counts += f"as target: {actor.n_as_target}, with a known other side: {actor.n_dyads}"
    out.print(Text(printable(actor.name), style="bold").append(f"  {counts}", style="not bold"), soft_wrap=True)
    guess = f"  {actor.kind}, perhaps {actor.guess or 'of no known country'}"
    out.print(printable(f"{guess}. Country: {actor.country.basis}. Role: {actor.role.basis}."), soft_wrap=True)
    for context in actor.contexts:
        out.print(Text(f"  {context.confidence:.2f} {printable(context.sentence)}", style="dim"), soft_wrap=True)
    out.print()


def as_dict(actor: UnknownActor) -> dict[str, Any]:
    """One actor as JSON writes it."""
    return asdict(actor) | {"guess": actor.guess or None}


def write_table(path: Path, actors: list[UnknownActor]) -> None:
    """Write rows of organisations.csv with a note. Raises InputError where the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as handle:
            table = csv.writer(handle, lineterminator="\n")
            table.writerow((*ORGANISATION_COLUMNS, NOTE))
            table.writerows(row_of(actor) for actor in actors if not actor.name.startswith(FORMULA))
    except OSError as error:
        raise InputError(f"--csv {path}: cannot be written ({error.strerror})") from error


def row_of(actor: UnknownActor) -> tuple[str, ...]:
    """The row of an actor: what is guessed is filled in, and the note says from what."""
    sentence = actor.contexts[0].sentence if actor.contexts else ""
    note = f"mentions: {actor.n_mentions}; country: {actor.country.basis}; role: {actor.role.basis}; {sentence}"
    country = actor.country.value or ""
    return printable(actor.name), "", actor.guess, country, actor.kind, "", "", printable(note)
