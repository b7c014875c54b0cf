"""Photo captions: a present tense with a full date, marks of who stands where, or a photographer's credit.

A caption repeats or predates the report it stands in, so it is kept apart from the text. What could as well be a
sentence of the report stays in the report.
"""

from __future__ import annotations

import re

from extractors.dateline import AGENCY
from extractors.stated_date import FULL_DATE, WEEKDAY, find_full_dates
from schemas.records import Caption

MAX_WORDS = 70
NAME = r"[A-Z][\w.'-]*"
NAMES = rf"{NAME}(?: (?:of )?{NAME}){{0,4}}"
FILE_PHOTO = re.compile(
    r"FILE(?:\s+(?:PHOTO|IMAGE|PICTURE))?\s*(?:[-–—:]|\()|(?:File|Archive) (?:photo|image|picture)\s*[-–—:.,(]"
    r"|(?:In this|This) (?:[\w.]+,? ){0,4}(?:file|undated|handout) (?:photo|image|picture|video)\b"
)
LABEL = re.compile(
    r"[\[(]?(?i:photo(?:graph)?|image|picture|pictured|caption|illustration|chart|map|graphic)(?:\s*:|[\])])\s+\w"
    r"|(?:A|This|An undated) (?:handout|file|satellite|still|video|screen)\s?(?:photo|image|picture|grab)\b"
    r".{0,80}\bshows\b"
)
# "(AP Photo/Ann Smith)", "(Ann SMITH / AFP)", "(Ministry handout)", "Photo: Ann Smith/AFP": said of pictures alone.
CREDIT = re.compile(
    r"[\[(](?:[^()\[\]]*\b(?i:photos?|pictures?|handout|courtesy|getty|file|screenshot|screen ?grab|via)\b[^()\[\]]*"
    rf"|{NAMES}\s?/\s?{NAMES}|(?i:credit|image)\b[^()\[\]]*)[\])]\.?$"
    rf"|[.!?\d)] (?i:photo(?:graph)?|picture|image|credit|photo credit)s?(?::| by) {NAMES}(?:\s?/\s?{NAMES})*[\])]?\.?$"
    r"|[.!?\d)] (?i:(?:pool|file|handout|courtesy|archive) (?:photo(?:graph)?|image|picture))[.\])]*$"
)
# "(ANI/Sputnik)" marks whose report it is, as well as whose picture.
TWO_AGENCIES = re.compile(rf"[\[(]{AGENCY}\s?/\s?{AGENCY}[\])]\.?$")
# "(AFP)", "(Defence Ministry)": may also end an agency's report, or explain a name.
WEAK_CREDIT = re.compile(rf"[.!?\"'\w] [\[(](?:{AGENCY}|{NAMES}(?:\s?/\s?[^()]+)?)[\])]\.?$")
ORDINAL = r"(?:second|third|fourth|2nd|3rd|4th)"
SIDE = re.compile(
    rf"\((?:[RLC]|left|right|cent(?:er|re)|front|back|{ORDINAL}[- ](?:[RL]|(?:from )?(?:the )?(?:left|right)))\)"
    rf"|, (?:{ORDINAL} )?(?:(?:from|on|at) (?:the )?)?(?:far )?"
    r"(?:left|right|cent(?:er|re)|front|foreground)(?:,| and |\.? [\[(])"
)
DATE_AT_END = re.compile(rf"(?:\b{WEEKDAY},?\s+)?{FULL_DATE}\.?(?:\s*[\[(][^()\[\]]+[\])]\.?)?[\])]?$", re.IGNORECASE)
CAPTION_VERBS = (
    "address arrive attend await board burn carry cast celebrate chant cheer clash comfort confront cross cut "
    "deliver depart deploy direct display drive embrace enter escort exchange face flee fire fly gather gesture "
    "greet guard hit hold hug inspect kiss lay lead leave lie line listen load look march meet mourn observe open "
    "overlook pass patrol perform point pose pray protest pull queue raise react receive rest ride rise run "
    "salute search see shake shout show sign sit sleep smile smoke speak stand survey take talk throw tour unload "
    "view visit wait walk watch wave wear welcome "
)
# After these words the form is an infinitive or a noun: "to meet", "the march", "for talks".
NOT_FINITE = (
    "to the a an of in for will would could can may might must should not and or on at held after during its his their"
)
PRESENT = re.compile(
    "".join(rf"(?<!\b{word} )" for word in NOT_FINITE.split())
    + r"\b(?:"
    + "|".join(f"{verb}(?:e?s)?" for verb in CAPTION_VERBS.split())
    + r"|carries|flies|is|are)\b"
)
PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|took|made|gave|sent|went|came|held|met|began|won|lost|broke|fought|led|became|saw"
    r"|kept|brought|built|spoke|got|found|put|paid|rose|fell|drew|shot|struck|wrote|flew|has|have)\b"
    # "killed in the attack" after a comma, or "organised by", is a participle; any other -ed may tell the past.
    r"|(?<![,;(])\s(?!united\b)[a-z]{3,}ed\b(?! (?:by|areas?|zones?|islands?)\b)"
)
SAYS = re.compile(r"\b(?:said|told|says|added|announced|according to)\b")


def is_caption(line: str) -> bool:
    """Whether a normalised line is a photo caption by itself."""
    if line.startswith('"') or len(line.split()) > MAX_WORDS:
        return False
    if FILE_PHOTO.match(line) or LABEL.match(line) or (CREDIT.search(line) and not TWO_AGENCIES.search(line)):
        return True
    if SAYS.search(line):
        return False
    has_date, has_side = DATE_AT_END.search(line) is not None, SIDE.search(line) is not None
    if has_date or has_side:
        is_credited = WEAK_CREDIT.search(line) is not None and PAST.search(line) is None
        return is_in_present(line) or is_credited or (has_date and has_side)
    return False


def is_in_present(line: str) -> bool:
    """Whether the first finite verb of `line` stands in the present, as what a picture shows does."""
    present, past = PRESENT.search(line), PAST.search(line)
    return present is not None and (past is None or present.start() < past.start())


def is_archive(caption: Caption) -> bool:
    """Whether a caption says of its picture that it was taken for another report."""
    return FILE_PHOTO.match(caption.text) is not None


def caption_of(line: str) -> Caption:
    """The caption that a line holds, with the last full date it states."""
    dates = find_full_dates(line)
    return Caption(line, dates[-1].date if dates else None)
