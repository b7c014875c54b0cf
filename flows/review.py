"""`dragoman review`: the mentions that the coder is least sure of, as a sheet for a person to settle."""

from __future__ import annotations

from pathlib import Path

from extractors.ranker.sheets import write_line
from flows.console import console
from flows.show import released
from schemas.corpus import CorpusRow, problems
from schemas.disk import write_file
from schemas.errors import InputError
from schemas.readers import read_mentions
from schemas.records import Mention

HEAD = """# Settle each line, then: dragoman train {name}
# Mend code and status, the marks [source] {{target}} <trigger>, genre and syntax; where nothing passes between the two
# by these words, write NONE and - and put the cause last (seeds/corpus/GUIDE.md). Delete what you cannot settle.
"""


def review(data: Path, sheet: Path, *, limit: int) -> None:
    """Write the `limit` least certain mentions of the latest release to `sheet`.

    Raises InputError where there is none with both actors in its sentence, or where the file is there already: it may
    hold a person's work.
    """
    if sheet.exists():
        raise InputError(f"{sheet}: is there already; name another, or delete it first")
    mentions = sorted(read_mentions(released(data).path), key=lambda s: (s.mention.confidence, s.mention.mention_id))
    rows = [row for stored in mentions if (row := row_of(stored.mention)) is not None][:limit]
    if not rows:
        raise InputError(f"{data}: the latest release has no mention with both actors in its sentence")
    lines = [write_line(row) + "\n" for row in rows]
    write_file(sheet, (HEAD.format(name=sheet) + "".join(lines)).encode())
    console().print(f"{len(rows)} mentions to settle: {sheet}", soft_wrap=True)


def row_of(mention: Mention) -> CorpusRow | None:
    """The mention as a row; None where it cannot be one: an actor in another sentence, overlapping marks, length."""
    if mention.target_start is None or mention.target_end is None:
        return None
    first = mention.sentence_start
    row = CorpusRow(
        text=mention.sentence_text,
        source=(mention.source_start - first, mention.source_end - first),
        target=(mention.target_start - first, mention.target_end - first),
        trigger=(mention.trigger_start - first, mention.trigger_end - first),
        code=mention.cameo_code,
        status=mention.status,
        genre="lead" if mention.sentence_index == 0 else "background",
        syntax="active",
    )
    return None if problems(row) or set("[]{}<>^~|\n") & set(row.text) else row
