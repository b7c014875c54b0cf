"""The command line. Each command imports what it needs when it runs, so that --help and version answer at once."""

from __future__ import annotations

import logging
import signal
import sys
from datetime import datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Literal, NoReturn

import typer

from schemas.corpus import CORPUS
from schemas.errors import DragomanError, InputError
from schemas.versions import DEFAULT_CODER, DEFAULT_MODEL, Coder

FAILED, BAD_USAGE, QUARANTINED = 1, 2, 3
# What a shell reports for a process that SIGTERM ended.
TERMINATED = 128 + signal.SIGTERM

app = typer.Typer(
    name="dragoman",
    help="Read news and write event data: who did what to whom, when, where, and whether it really happened.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Data = Annotated[Path, typer.Option("--data", help="The data directory that `run` wrote to (its --out).")]
Actors = Annotated[
    list[Path] | None,
    typer.Option("--actors", exists=True, dir_okay=False, help="A dictionary of your own actors; may be given again."),
]
Model = Annotated[
    str, typer.Option("--model", show_default=False, help="An installed spaCy pipeline. [default: the pinned one]")
]
Workers = Annotated[
    int | None, typer.Option("--workers", min=0, help="Processes that code articles. [default: one per processor]")
]
ChunkSize = Annotated[
    int | None, typer.Option("--chunk-size", min=1, help="Articles per task. [default: by their number]")
]
NoPrefect = Annotated[bool, typer.Option("--no-prefect", help="Do the same work without Prefect.")]
WithCoder = Annotated[
    Coder, typer.Option("--coder", help="rules: the lexicon alone. hybrid: the lexicon, judged by the trained ranker.")
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON to standard output, for a machine to read.")]


@app.callback()
def start(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> None:
    """Read news and write event data: who did what to whom, when, where, and whether it really happened."""
    from flows.console import log_to_stderr

    log_to_stderr(debug=debug)


@app.command()
def run(
    inputs: Annotated[
        list[Path],
        typer.Argument(metavar="INPUT...", exists=True, help="Files or folders of .txt, .html, .jsonl (or .gz)."),
    ],
    out: Annotated[Path, typer.Option("--out", help="The data directory to write to.")] = Path("data"),
    model: Model = DEFAULT_MODEL,
    coder: WithCoder = DEFAULT_CODER,
    workers: Workers = None,
    actors: Actors = None,
    chunk_size: ChunkSize = None,
    no_prefect: NoPrefect = False,
    as_json: Json = False,
) -> None:
    """Code articles and publish the dataset of all runs so far as DIR/latest.

    Ends with 0 when all is published, 3 when rows were kept back in quarantine, 1 when nothing was published.
    """
    from flows import build
    from flows.summary import print_result

    signal.signal(signal.SIGTERM, _end_in_order)
    own = actors or ()
    result = build.find_finished(inputs, out=out, model=model, actors=own, coder=coder)
    if result is None and no_prefect:
        result = build.build(
            inputs, out=out, model=model, actors=own, coder=coder, workers=workers, chunk_size=chunk_size
        )
    elif result is None:
        from flows.dataset import build_with_prefect

        result = build_with_prefect(
            inputs, out=out, model=model, actors=own, coder=coder, workers=workers, chunk_size=chunk_size
        )
    print_result(result, data=out, as_json=as_json)
    if result.release.n_quarantined:
        raise typer.Exit(QUARANTINED)


@app.command()
def recode(
    data: Data = Path("data"),
    model: Model = DEFAULT_MODEL,
    coder: WithCoder = DEFAULT_CODER,
    workers: Workers = None,
    actors: Actors = None,
    chunk_size: ChunkSize = None,
    no_prefect: NoPrefect = False,
    as_json: Json = False,
) -> None:
    """Code all articles of all runs again, with today's code, lexicon and model, and publish. Old runs stay."""
    from flows.recode import find_recoded
    from flows.recode import recode as code_again
    from flows.summary import print_result

    signal.signal(signal.SIGTERM, _end_in_order)
    own = actors or ()
    result = find_recoded(data, model=model, actors=own, coder=coder)
    if result is None and no_prefect:
        result = code_again(data, model=model, actors=own, coder=coder, workers=workers, chunk_size=chunk_size)
    elif result is None:
        from flows.dataset import recode_with_prefect

        result = recode_with_prefect(data, model=model, actors=own, coder=coder, workers=workers, chunk_size=chunk_size)
    print_result(result, data=data, as_json=as_json)
    if result.release.n_quarantined:
        raise typer.Exit(QUARANTINED)


@app.command()
def releases(data: Data = Path("data"), as_json: Json = False) -> None:
    """List all releases, with counts and what changed since the one before."""
    from flows.releases import show_releases

    show_releases(data, as_json=as_json)


@app.command()
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A release: its version, a part that tells it, or latest.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another release.")] = "latest",
    data: Data = Path("data"),
    kind: Annotated[
        list[str] | None,
        typer.Option("--kind", help="Changes of this kind; may be given again. [default: all but retold]"),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many changes at most.")] = 50,
    as_json: Json = False,
) -> None:
    """Show what became of the events of one release in another: added, changed, merged, gone."""
    from flows.diff import diff as show_diff
    from flows.diff import known_kinds

    try:
        kinds = known_kinds(kind or ())
    except InputError as error:
        raise typer.BadParameter(str(error)) from error
    show_diff(data, old, new, kinds=kinds, limit=limit, as_json=as_json)


@app.command()
def show(
    data: Data = Path("data"),
    source: Annotated[str | None, typer.Option("--source", help="Who acts: head of a code (MAR) or a name.")] = None,
    target: Annotated[str | None, typer.Option("--target", help="To whom: head of a code or a name.")] = None,
    dyad: Annotated[str | None, typer.Option("--dyad", help="Two actors in either role, such as ISR-MAR.")] = None,
    code: Annotated[str | None, typer.Option("--root", "--code", help="CAMEO root or code: 05, 057.")] = None,
    since: Annotated[datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="First day wanted.")] = None,
    until: Annotated[datetime | None, typer.Option("--until", formats=["%Y-%m-%d"], help="Last day wanted.")] = None,
    status: Annotated[
        list[str] | None,
        typer.Option("--status", help="Events of this status; may be given again. [default: happened, ongoing]"),
    ] = None,
    all_statuses: Annotated[bool, typer.Option("--all-statuses", help="Plans, rumours and denials as well.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many events at most.")] = 50,
    evidence: Annotated[
        bool, typer.Option("--evidence", help="Each event's sentence, with source, act and target marked.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Show events of the latest release, the newest first."""
    from flows.show import event_filter
    from flows.show import show as show_events

    try:
        where = event_filter(
            source=source,
            target=target,
            dyad=dyad,
            code=code,
            since=since.date() if since else None,
            until=until.date() if until else None,
            statuses=status or (),
            all_statuses=all_statuses,
        )
    except InputError as error:
        raise typer.BadParameter(str(error)) from error
    show_events(data, where=where, limit=limit, with_evidence=evidence, as_json=as_json)


@app.command()
def explain(
    wanted: Annotated[str, typer.Argument(metavar="MENTION_ID", help="A mention's id, or an event's for all of its.")],
    data: Data = Path("data"),
    as_json: Json = False,
) -> None:
    """Tell why a mention was coded as it was: rule, spans, dependency path, date and status."""
    from flows.explain import explain as explain_mention

    explain_mention(data, wanted, as_json=as_json)


@app.command()
def code(
    text: Annotated[
        str | None, typer.Argument(metavar="TEXT", help="The text in quotes; standard input where it is - or absent.")
    ] = None,
    published: Annotated[
        datetime | None, typer.Option("--published", formats=["%Y-%m-%d"], help="The day the text was published.")
    ] = None,
    by_line: Annotated[
        bool, typer.Option("--lines", help="Each line is a text by itself, such as a headline.")
    ] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="Also what was found and not coded, and why.")] = False,
    html: Annotated[Path | None, typer.Option("--html", help="Write displaCy's view to this file as well.")] = None,
    model: Model = DEFAULT_MODEL,
    coder: WithCoder = DEFAULT_CODER,
    actors: Actors = None,
    as_json: Json = False,
) -> None:
    """Code one text and draw what was found: who did what to whom."""
    from flows.code import code as code_texts

    if text is None and sys.stdin.isatty():
        raise typer.BadParameter("give a text in quotes, or write one to standard input")
    code_texts(
        text,
        published=published.date() if published else None,
        model=model,
        coder=coder,
        actors=actors or (),
        is_by_line=by_line,
        with_dropped=dropped,
        html=html,
        as_json=as_json,
    )


@app.command()
def evaluate(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", exists=True, help="Gold annotations: .jsonl, .xml, or a folder.")
    ],
    rows: Annotated[
        Literal["all", "even", "odd"], typer.Option("--rows", help="All texts, or every second one, counted from 0.")
    ] = "all",
    worst: Annotated[int, typer.Option("--worst", min=0, help="How many wrong and missed sentences to show.")] = 10,
    model: Model = DEFAULT_MODEL,
    coder: WithCoder = DEFAULT_CODER,
    as_json: Json = False,
) -> None:
    """Measure the coder against gold annotations: precision, recall, F1, confusions, reliability, worst sentences."""
    from flows.evaluate import evaluate_gold

    evaluate_gold(gold, model=model, coder=coder, rows=rows, worst=worst, as_json=as_json)


@app.command()
def actors(
    data: Data = Path("data"),
    unknown: Annotated[bool, typer.Option("--unknown", help="Those that take part in acts without a code.")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many actors at most.")] = 50,
    csv: Annotated[Path | None, typer.Option("--csv", help="Also write rows to complete for `run --actors`.")] = None,
    as_json: Json = False,
) -> None:
    """List the actors of the latest release that no list knows, with contexts and a guess."""
    from flows.actors import show_unknown

    if not unknown:
        raise typer.BadParameter("say which actors: --unknown")
    show_unknown(data, limit=limit, csv_path=csv, as_json=as_json)


@app.command()
def review(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="The sheet to write, for a person to settle.")],
    data: Data = Path("data"),
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many, the least certain first.")] = 100,
) -> None:
    """Write the least certain mentions of the latest release as rows of the corpus, for a person to settle."""
    from flows.review import review as write_sheet

    write_sheet(data, sheet, limit=limit)


@app.command()
def corpus(
    out: Annotated[Path, typer.Argument(metavar="FOLDER", help="An empty folder to publish the corpus to.")],
    folder: Annotated[Path, typer.Option("--corpus", help="The folder of the corpus.")] = CORPUS,
) -> None:
    """Publish the corpus: a file for each split, datasheet, Croissant description, checksums."""
    from schemas.corpus_package import publish_corpus

    publish_corpus(out, corpus=folder)


@app.command()
def train(
    sheets: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[SHEET]...", exists=True, dir_okay=False, help="Settled sheets to take in first."),
    ] = None,
    corpus: Annotated[Path, typer.Option("--corpus", help="The folder of the corpus.")] = CORPUS,
    out: Annotated[Path, typer.Option("--out", help="Where to write network and card.")] = Path("ranker"),
    layers: Annotated[int, typer.Option("--layers", min=1, max=6, help="Layers of the encoder that are kept.")] = 6,
    passes: Annotated[int, typer.Option("--passes", min=1, help="Passes over the corpus.")] = 6,
    seed: Annotated[int, typer.Option("--seed", help="The seed of all random choices.")] = 7,
) -> None:
    """Train the ranker on the corpus, and measure it (needs dragoman[train])."""
    from flows.train import train as train_ranker

    train_ranker(corpus, sheets=sheets or (), out=out, layers=layers, passes=passes, seed=seed)


@app.command()
def version(as_json: Json = False) -> None:
    """Tell the versions that decide what a run writes."""
    from flows.versions import print_versions

    print_versions(as_json=as_json)


def _end_in_order(_signal: int, _frame: FrameType | None) -> NoReturn:
    """Unwind on SIGTERM as on Ctrl-C: workers and server end, what was staged is removed."""
    raise SystemExit(TERMINATED)


def main() -> None:
    """The console script: errors become a message and an exit code."""
    try:
        app()
    except DragomanError as error:
        _fail(str(error))
    except Exception as error:
        if logging.getLogger("dragoman").isEnabledFor(logging.DEBUG):
            raise
        _fail(f"{type(error).__name__}: {error}\nThis is a fault of dragoman: `dragoman --debug ...` shows where.")


def _fail(message: str) -> NoReturn:
    from flows.console import console, printable

    for line in message.splitlines():
        console(stderr=True).print(printable(line), style="red", soft_wrap=True)
    sys.exit(FAILED)


if __name__ == "__main__":
    main()
