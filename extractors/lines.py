"""Lines that are not the article, told by patterns that match a whole line, so that no sentence is taken.

A rule that drops a sentence of a report does more harm than one that leaves a line; so each rule carries lines it must
match and near misses that no rule may.
"""

from __future__ import annotations

from extractors.line_rule import LineRule
from extractors.lines_page import PAGE_RULES
from extractors.lines_story import STORY_RULES

RULES: tuple[LineRule, ...] = (*PAGE_RULES, *STORY_RULES)


# A longer line is a paragraph of the report.
MAX_LENGTH = 700
# ">> READ MORE: ...", "- With agencies -", "*** Advertisement ***"
DECORATION = " >*|~-–—"


def line_reason(line: str) -> str | None:
    """Why a normalised line is not part of the article, None where it may be."""
    if len(line) > MAX_LENGTH:
        return None
    bare = line.strip(DECORATION)
    return next((rule.reason for rule in RULES if rule.pattern.fullmatch(line) or rule.pattern.fullmatch(bare)), None)
