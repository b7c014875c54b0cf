"""Lines that go because of their neighbours: paragraphs that stand twice, pull quotes, teasers, reporters' names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.layout import Line
from extractors.line_rule import PERSON

# Two-word lines ("What next?") may head two parts of one report.
MIN_REPEATED_WORDS = 3
# A shorter quote may well be said again.
MIN_PULLED_WORDS = 6
MAX_TEASER_WORDS = 25
# "Ann Smith in Rabat and John Doe in Algiers"
REPORTER = rf"{PERSON} (?:in|at) [A-Z][\w'-]+(?: [A-Z][\w'-]+){{0,2}}"
REPORTERS = re.compile(rf"{REPORTER}(?:(?:,| and|, and) {REPORTER})*")
SPEAKER = re.compile(r"(?:[-–—~]\s*)?[A-Z][\w.'-]+(?: [\w.'-]+){1,5}(?:, [^.]{2,80})?")
POINTS_AHEAD = re.compile(
    r".*:|read (?:more|also|next)|also read|see also|(?:the )?most (?:read|popular|viewed|shared)\b.*"
    r"|trending\b.*|top stories"
    r"|(?:related|recommended|latest|more)\b.*|also in this .*|in this (?:section|series)"
    r"|you (?:may|might) .*|editor.*",
    re.IGNORECASE,
)
# A list of other stories is no longer; more lines without a full stop are some other thing.
MAX_TEASERS = 8
POINTS_BACK = re.compile(
    r"(?:read|view|see|learn|find out) (?:more|full .*|the full .*)(?: here)?\s*[»›→>\".…+]*"
    r"|continue reading\s*[»›→>\".…]*",
    re.I,
)


def key_of(text: str) -> str:
    """A text as its words in lower case, so that two settings of one sentence are the same."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def repeated_lines(lines: Sequence[Line], reasons: Sequence[str | None]) -> list[int]:
    """The kept lines that say again what another says: of two alike the later, but a bullet before its paragraph."""
    kept = [index for index, reason in enumerate(reasons) if reason is None]
    keys = {index: key_of(lines[index].text) for index in kept}
    found = pulled_quotes(lines, kept, keys)
    seen: dict[str, int] = {}
    for index in kept:
        key = keys[index]
        if len(key.split()) < MIN_REPEATED_WORDS:
            continue
        earlier = seen.setdefault(key, index)
        if earlier == index:
            continue
        found.append(earlier if lines[earlier].is_bullet and not lines[index].is_bullet else index)
        seen[key] = index if found[-1] == earlier else earlier
    return found


def pulled_quotes(lines: Sequence[Line], kept: Sequence[int], keys: dict[int, str]) -> list[int]:
    """Quoted lines whose words stand inside a longer line, each with the line that only names who spoke them."""
    whole = "\n".join(f" {key} " for key in keys.values())
    found = []
    for position, index in enumerate(kept):
        key = keys[index]
        if lines[index].text[0] not in "\"'" or len(key.split()) < MIN_PULLED_WORDS:
            continue
        # A line that stands twice is found in itself; only a longer line around it makes a pull quote.
        if whole.count(f" {key} ") <= sum(other == key for other in keys.values()):
            continue
        found.append(index)
        after = kept[position + 1] if position + 1 < len(kept) else None
        if after is not None and SPEAKER.fullmatch(lines[after].text) and not lines[after].is_sentence:
            found.append(after)
    return found


def teaser_lines(lines: Sequence[Line], reasons: Sequence[str | None]) -> list[int]:
    """The headlines of other stories beside a "Read more" that points at them."""
    found: list[int] = []
    for index, reason in enumerate(reasons):
        if reason not in {"read_also", "navigation"}:
            continue
        text = lines[index].text
        if POINTS_BACK.fullmatch(text) and index > 1 and is_teaser(lines[index - 1], lines[index]):
            found.append(index - 1)
        elif POINTS_AHEAD.fullmatch(text):
            found.extend(
                index + 1 + ahead for ahead in range(n_teasers(lines[index], lines[index + 1 :][:MAX_TEASERS]))
            )
    return found


def n_teasers(pointer: Line, following: Sequence[Line]) -> int:
    """How many of the lines that follow a pointer are the headlines it announces."""
    return next((n for n, line in enumerate(following) if not is_teaser(line, pointer)), len(following))


def reporter_lines(lines: Sequence[Line], reasons: Sequence[str | None]) -> list[int]:
    """The lines between the headline and the first sentence that only say who reported from where."""
    found: list[int] = []
    kept = [index for index, reason in enumerate(reasons) if reason is None]
    for index in kept[1:]:
        if lines[index].is_sentence:
            break
        if REPORTERS.fullmatch(lines[index].text):
            found.append(index)
    return found


def is_teaser(line: Line, pointer: Line) -> bool:
    """Whether `line` is a headline set directly beside a pointer: no blank line between, and no full stop."""
    is_short = len(line.text.split()) <= MAX_TEASER_WORDS
    return line.block == pointer.block and is_short and (not line.is_sentence or line.text.endswith("?"))
