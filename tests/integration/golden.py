"""The reviewed rows of the sample articles.

    python -m tests.integration.golden            what changed since the review
    python -m tests.integration.golden --update   write today's rows; new ones are "unreviewed" until judged

`golden.csv` holds every mention that the sample articles give, each with a reader's verdict: `right`, `wrong` (with the
reason in `note`) or `doubtful`. A row that is unreviewed fails the test, and so does one that came or went.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

from extractors.pipeline import extract_articles
from extractors.read import read_inputs
from schemas.records import Mention
from schemas.seeds import seed_path

FILE = Path(__file__).with_name("golden.csv")
KEY = ("article", "sentence", "source", "trigger", "code", "target", "status", "date", "precision")
COLUMNS = (*KEY, "verdict", "note")
VERDICTS = frozenset({"right", "wrong", "doubtful"})
Row = dict[str, str]


def current_rows() -> list[Row]:
    """Today's mentions of the sample articles, in the order of their text."""
    found = extract_articles(read_inputs([seed_path("articles")]).articles).mentions
    ordered = sorted(
        found, key=lambda m: (m.article_id, m.trigger_start, m.source_start, m.target_name or "", m.cameo_code)
    )
    return [_row(mention) for mention in ordered]


def _row(mention: Mention) -> Row:
    cells = (
        mention.article_id,
        mention.sentence_index,
        f"{mention.source_text} [{mention.source_code}]",
        mention.trigger_text,
        mention.cameo_code,
        f"{mention.target_text or mention.target_name} [{mention.target_code}]",
        mention.status,
        mention.event_date,
        mention.date_precision,
    )
    return dict(zip(KEY, (" ".join(str(cell).split()) for cell in cells), strict=True))


def read_golden() -> list[Row]:
    """The reviewed rows."""
    with FILE.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def key_of(row: Row) -> tuple[str, ...]:
    """What tells a row from others."""
    return tuple(row[column] for column in KEY)


def changes(current: Sequence[Row], golden: Sequence[Row]) -> list[str]:
    """A line for every row that came ("+") or went ("-") since the review."""
    was, now = {key_of(row) for row in golden}, {key_of(row) for row in current}
    return sorted([f"+ {' | '.join(k)}" for k in now - was] + [f"- {' | '.join(k)}" for k in was - now])


def updated(current: Sequence[Row], golden: Sequence[Row]) -> list[Row]:
    """Today's rows with the verdicts that still hold."""
    judged = {key_of(row): row for row in golden}
    return [row | {c: judged.get(key_of(row), {}).get(c, "") for c in ("verdict", "note")} for row in current]


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--update", action="store_true")
    args = parser.parse_args()
    golden = read_golden() if FILE.exists() else []
    current = current_rows()
    if not args.update:
        print("\n".join(changes(current, golden)) or "nothing changed")
        return
    with FILE.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "verdict": row["verdict"] or "unreviewed"} for row in updated(current, golden))


if __name__ == "__main__":
    main()
