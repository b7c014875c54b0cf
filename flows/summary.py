"""What a run ends with: counts, the first events, and where to look next."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flows.build import BuildResult
from flows.console import console, event_table, print_json
from flows.show import DEFAULT_STATUSES
from schemas.readers import EventFilter, read_events
from schemas.releases import Release
from schemas.runs import Run

TABLES = ("articles", "mentions", "events")
PAGE = "index.html"
N_EVENTS = 15


def row_counts(release: Release) -> list[dict[str, str | int]]:
    """One row for each table: how many rows it has, and how many were kept out of it."""
    return [
        {
            "table": table,
            "rows": release.counts[table],
            "quarantined": sum(release.quarantined.get(table, {}).values()),
        }
        for table in TABLES
    ]


def rejection_counts(rejections: dict[str, dict[str, int]]) -> list[tuple[str, str, int]]:
    """(stage, reason, number) for each reason, the most frequent first."""
    rows = [(stage, reason, n) for stage, reasons in rejections.items() for reason, n in reasons.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0], row[1]))


def release_markdown(run: Run, release: Release) -> str:
    """The release in a few lines of Markdown; only counts and names of our own, never words of an article."""
    lines = [
        f"# Release {release.version}",
        "",
        f"Run `{run.run_id}`: {run.n_articles} articles coded of {run.n_inputs} inputs, {run.n_mentions} mentions.",
        "",
        "| table | rows | quarantined |",
        "| --- | ---: | ---: |",
    ]
    lines += [f"| {row['table']} | {row['rows']} | {row['quarantined']} |" for row in row_counts(release)]
    lines += ["", "| not coded: stage | reason | number |", "| --- | --- | ---: |"]
    lines += [f"| {stage} | {reason} | {n} |" for stage, reason, n in rejection_counts(run.rejections)]
    return "\n".join(lines) + "\n"


def print_result(result: BuildResult, *, data: Path, as_json: bool) -> None:
    """Print what a run ends with."""
    if as_json:
        print_json(as_dict(result))
        return
    run, release, out = result.run, result.release, console()
    events = read_events(release.path, where=EventFilter(statuses=DEFAULT_STATUSES), limit=N_EVENTS + 1)
    out.print(event_table(events[:N_EVENTS]))
    if len(events) > N_EVENTS:
        out.print(f"... and more: `dragoman show --data {data}` shows them.", soft_wrap=True)
    out.print()
    for line in [*_counts(run, release, is_new_run=result.is_new_run), *_whereabouts(release, data)]:
        out.print(line, soft_wrap=True)


def as_dict(result: BuildResult) -> dict[str, Any]:
    """A finished build as JSON tells it."""
    run, release = result.run, result.release
    return {
        "run_id": run.run_id,
        "is_new_run": result.is_new_run,
        "n_inputs": run.n_inputs,
        "n_articles": run.n_articles,
        "n_rejected": run.n_rejected,
        "n_mentions": run.n_mentions,
        "rejections": run.rejections,
        "release": release.version,
        "release_path": str(release.path),
        "counts": release.counts,
        "quarantined": release.quarantined,
    }


def _counts(run: Run, release: Release, *, is_new_run: bool) -> list[str]:
    done = "Coded" if is_new_run else "Found coded before:"
    lines = [f"{done} {run.n_articles} of {run.n_inputs} inputs, with {run.n_mentions} mentions (run {run.run_id})."]
    if run.n_rejected:
        lines.append(f"Rejected as a whole: {run.n_rejected} inputs.")
    dropped = [f"{n} {reason}" for _, reason, n in rejection_counts(run.rejections)]
    if dropped:
        lines.append(f"Left out of them, by reason: {', '.join(dropped)}.")
    rows = ", ".join(f"{row['rows']} {row['table']}" for row in row_counts(release))
    lines.append(f"Release {release.version} of all runs: {rows}; {release.n_quarantined} rows in quarantine.")
    lines += [
        f"  quarantined {n} {table}: {rule}"
        for table, rules in release.quarantined.items()
        for rule, n in sorted(rules.items())
    ]
    return lines


def _whereabouts(release: Release, data: Path) -> list[str]:
    latest = data / "latest"
    query = (
        "SELECT event_date, source_code, target_code, cameo_code, status "
        f"FROM '{latest}/events/**/*.parquet' ORDER BY event_date DESC LIMIT 10"
    )
    return [
        f"The data lie in {latest}; open {latest / PAGE} in a browser for a first look.",
        "One line to try:",
        f'  python -c "import duckdb; duckdb.sql(\\"{query}\\").show()"',
    ]
