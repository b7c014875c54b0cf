"""What a run ends with: counts, the first events, and where to look next."""

from __future__ import annotations

from schemas.releases import Release
from schemas.runs import Run

TABLES = ("articles", "mentions", "events")


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
