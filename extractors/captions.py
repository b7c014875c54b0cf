"""Photo captions: a sentence in the present tense with a full date, marks of who stands where, or a photographer's credit.

A caption repeats or predates the report it stands in, so it is kept apart from the text. What could as well be a
sentence of the report stays in the report.
"""

from __future__ import annotations

import re

from extractors.dateline import AGENCY
from extractors.stated_date import FULL_DATE, WEEKDAY, find_full_dates
from schemas.records import Caption

NAME = r"[A-Z][\w.'-]*"
FILE_PHOTO = re.compile(
    r"(?:FILE\s*(?:PHOTO|IMAGE|PICTURE)?|(?:File|Archive) (?:photo|image|picture))\b\s*(?:[-–—:]|\(|[.,]\s)"
    r"|^(?:In this|This) (?:\w+,? ){0,2}(?:file|undated|handout) (?:photo|image|picture|video)\b",
)
LABEL = re.compile(
    r"(?:Photo|Image|Picture|Pictured|Caption|Photograph|Illustration)\s*:\s"
    r"|(?:A|This|An undated) (?:handout|file|satellite|still|frame|screen)\s?(?:photo|image|picture|grab|from)?\b.{0,80}\bshows\b",
)
# "(AP Photo/Maya Name)", "(Fadel NAME / AFP)", "(Ministry handout)": what only a picture's credit says.
CREDIT = re.compile(
    rf"[\[(](?:[^()\[\]]*\b(?:[Pp]hotos?|[Pp]icture|[Hh]andout|[Cc]ourtesy|Getty|[Ff]ile|[Ss]creenshot|[Ss]creen ?grab|via)\b[^()\[\]]*"
    rf"|{NAME}(?: {NAME}){{1,3}}\s?/\s?{NAME}(?: (?:of )?{NAME}){{0,4}}"
    rf"|{AGENCY}\s?/\s?{NAME} {NAME}(?: {NAME})?|(?:Photo|Image|Credit|Picture)\b[^()\[\]]*)[\])]\.?$"
)
# "(AFP)", "(Defense Ministry)": may also mark the end of an agency's report, or explain a name.
WEAK_CREDIT = re.compile(rf"[.!?\"'\d\w] [\[(](?:{AGENCY}|{NAME}(?: (?:of )?{NAME}){{0,5}}(?:\s?/\s?[^()]+)?)[\])]\.?$")
SIDE = re.compile(
    r"\((?:[RLC]|left|right|cent(?:er|re)|(?:[2-9]nd|3rd|\dth|second|third|fourth)[- ](?:[RL]|from (?:the )?(?:left|right)|left|right))\)"
    r"|, (?:(?:\w+ )?(?:from|on the) )?(?:left|right|cent(?:er|re)|front|(?:second|third|2nd|3rd) (?:from )?(?:the )?(?:left|right))(?:,|\.? [\[(])"
)
DATE_AT_END = re.compile(rf"(?:\b{WEEKDAY},?\s+)?{FULL_DATE}\.?(?:\s*[\[(][^()\[\]]+[\])]\.?)?$", re.IGNORECASE)
CAPTION_VERBS = (
    "address arrive attend await board burn carry cast celebrate chant cheer clash comfort confront cross cut deliver "
    "depart deploy direct display drive embrace enter escort exchange face flee fire fly gather gesture greet guard hit hold "
    "hug inspect is kiss lay lead leave lie line listen load look march meet mourn observe open overlook pass patrol "
    "perform point pose pray protest pull queue raise react receive rest ride rise run salute search see shake shout "
    "show sign sit smile smoke speak stand survey take talk throw tour unload view visit wait walk watch wave wear welcome"
).split()
# These are nouns as often as verbs when they bear no -s, or bear one; a word before them must not make them nouns.
PRESENT = re.compile(
    r"(?<!\bto )(?<!\bthe )(?<!\ba )(?<!\bof )(?<!\bin )(?<!\bfor )(?<!\bwill )(?<!\bwould )(?<!\bcould )(?<!\bnot )(?<!\band )\b(?:"
    + "|".join(f"{verb}(?:e?s)?" for verb in CAPTION_VERBS if verb != "is")
    + r"|carries|flies|is|are)\b"
)
# "killed in an attack" after a comma, or "organised by", is a participle; elsewhere -ed tells the past of a report.
PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|took|made|gave|sent|went|came|held|met|began|won|lost|broke|fought|led|became|saw|"
    r"kept|brought|built|spoke|got|found|put|paid|rose|fell|drew|shot|struck|wrote|flew|has|have)\b"
    r"|(?<![,;(])\s(?!united\b)[a-z]{3,}ed\b(?! (?:by|in|to|at|on|with|for|from|near|between|islands|nations|areas|zone)\b)"
)
SAYS = re.compile(r"\b(?:said|told|says|added|announced|according to)\b")
MAX_WORDS = 70


def is_caption(line: str) -> bool:
    """Whether a normalised line is a photo caption by itself."""
    if len(line.split()) > MAX_WORDS:
        return False
    if FILE_PHOTO.match(line) or LABEL.match(line) or CREDIT.search(line):
        return not is_quote(line)
    has_date, has_side, is_present = bool(DATE_AT_END.search(line)), bool(SIDE.search(line)), is_in_present(line)
    if has_date and (is_present or has_side) and not SAYS.search(line):
        return True
    if has_side and is_present and not SAYS.search(line):
        return True
    return bool(WEAK_CREDIT.search(line)) and (has_date or has_side) and not SAYS.search(line)


def is_quote(line: str) -> bool:
    """Whether a line begins as quoted speech, which no caption does."""
    return line.startswith('"')


def is_in_present(line: str) -> bool:
    """Whether the first finite verb of `line` shows what a picture shows."""
    present = PRESENT.search(line)
    if present is None:
        return False
    past = PAST.search(line)
    return past is None or present.start() < past.start()


def is_archive(caption: Caption) -> bool:
    """Whether a caption says of its picture that it was taken for another report."""
    return FILE_PHOTO.match(caption.text) is not None


def caption_of(line: str) -> Caption:
    """The caption that a line holds, with the last full date it states."""
    dates = find_full_dates(line)
    return Caption(line, dates[-1].date if dates else None)
