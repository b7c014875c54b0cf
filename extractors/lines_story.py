"""Lines that belong to an article and are no news: bylines, dates, credits, sources, copyright, corrections."""

from __future__ import annotations

from extractors.dateline import AGENCY
from extractors.line_rule import CAPITALISED, CHANGED, CLOCK, DAY, JOB, PERSON, STAMP, LineRule, rule
from extractors.stated_date import MONTH, WEEKDAY

STORY_RULES: tuple[LineRule, ...] = (
    rule(
        "copyright",
        [
            r"(?:©|\(c\)\s?\d{4}|copyright\b\s?(?:©|\(c\)|:)?\s*(?:\d{4}|[^.]{0,60}\d{4})).{0,200}"
            r"|.{0,100}\ball rights reserved\b.{0,200}",
            r"(?:this|the) (?:material|content|article|story)\b.{0,60}may not be (?:published"
            r"|reproduced|broadcast|copied|republished).{0,200}",
            r"registered (?:office|company|address)\s*:.{0,120}",
            r"republish(?: this (?:article|story))?",
        ],
        examples=(
            "© 2021 The Example Post",
            "Copyright 2021 Example News. All rights reserved.",
            "This material may not be published or redistributed.",
        ),
        near_misses=("Copyright talks between the two blocs failed.", "The rights of minorities are reserved in law."),
    ),
    rule(
        "source_tail",
        [
            r"(?:contributing|our standards)\s*:\s*.{2,120}",
            r"(?:sources?|via|origin|originally published (?:at|by|in|on))\s*:\s*[^.]{1,80}"
            r"|source site[- ]?\d*",
            r"[(\[]?(?:additional |further )?(?:reporting|writing|compiled|edited|editing|translated"
            r"|translation|graphics|production) by\b.{0,250}",
            r"[(\[]?with (?:additional )?(?:reporting|files|inputs?|reports) (?:by|from)\b.{0,200}",
            r".{2,120}\bcontributed (?:to (?:this|the) (?:report|story|article)"
            r"|(?:to )?(?:the )?reporting)(?: from [^.]{2,40})?[.)]*",
            r"this (?:story|article|report|piece|post) (?:was |has been |is )?(?:first |originally "
            r"|also )*(?:appeared|published|republished"
            r"|produced|translated|syndicated) (?:in|by|on|at|from|as|with)\b.{0,200}",
            r".{0,200}\b(?:learn|find out) more about (?:republishing|licensing)\b.{0,250}",
            r"(?!the )[\w ]{2,60} (?:delivers|provides|offers|brings you) (?:independent|unrivall?ed"
            r"|award-winning|trusted)\b.{0,80}"
            r"\b(?:coverage|analysis|news|journalism)\b.{0,300}",
            rf"[-–—(\[]*\s*with (?:{AGENCY}|(?:news )?agencies|wires?)(?:(?:,| and|,? &) (?:{AGENCY}"
            rf"|agencies))*[.)\]]*",
        ],
        examples=(
            "Source: Example News Agency",
            "Reporting by Ann Smith in Rabat; editing by John Doe",
            "(Additional reporting by Ann Smith)",
            "Agencies contributed to this report.",
            "This article was first published in the Example Post.",
            "With inputs from PTI",
            "Example Eye delivers independent coverage and analysis of the region.",
        ),
        near_misses=(
            "Sources in the ministry said the deal was close.",
            "Reporting from the front is dangerous, the union said.",
            "Both states contributed to the report of the commission in 2010.",
            "The fund provides aid to refugees.",
            "With Agence officials watching, the two signed.",
        ),
    ),
    rule(
        "source_tail",
        [
            rf"(?:{CAPITALISED} )?(?:with|and) (?:{AGENCY}|[Aa]gencies)(?:(?:,| and) (?:{AGENCY}"
            rf"|[Aa]gencies))*",
            rf"[(\[]?{AGENCY}(?:/{AGENCY})*[)\]]?",
        ],
        examples=("The Example with AFP", "Example Eye and agencies", "(Reuters)", "AFP"),
        near_misses=("Morocco breaks with AFP over a report.", "France and Britain"),
        has_case=True,
    ),
    rule(
        "short_url",
        [r"short (?:url|link)\s*:?\s*(?:https?://\S+)?", r"(?:https?://|www\.)\S+", r"[\w.-]+@[\w-]+\.[\w.]+"],
        examples=("Short Url", "https://example.org/a1b2", "Short URL: https://ex.am/1"),
        near_misses=("The site www.example.org was blocked on Monday.",),
    ),
    rule(
        "date_line",
        [
            rf"{STAMP}?{DAY}(?:[\s,|·•–—@-]*(?:at )?{CLOCK}[\s(]*(?:[a-z]{{2,5}}(?:[+-]\d+)?)?\)?)?"
            r"(?:\s*[|·•–—-]\s*[^.]{0,60})?",
            rf"{STAMP}{DAY}.{{0,60}}|{STAMP}?(?:\d+|an?|one) (?:second|minute|hour|day|week|month|year)s? ago",
            rf"{STAMP}(?:{CLOCK}|[\d./-]{{6,10}}).{{0,30}}|(?:{WEEKDAY},?\s+)?{MONTH}\s+\d{{1,2}}"
            rf"|(?:{WEEKDAY}|today|yesterday),?(?: at)? {CLOCK}.{{0,8}}",
            r"\d+[- ]min(?:ute)?s?(?: read)?",
        ],
        examples=(
            "Updated 24 November 2021",
            "Friday, August 21, 2015",
            "Published: Nov. 24, 2021 10:31 GMT",
            "3 hours ago",
            "5 min read",
            "24 November 2021 at 6:15 pm",
            "Last updated on 2021-11-24",
        ),
        near_misses=(
            "On 24 November 2021 the two ministers met.",
            "November 2021 was a month of talks.",
            "Two hours ago the truce was broken.",
        ),
    ),
    rule(
        "byline",
        [
            rf"(?i:by|written by|story by|report by|text by)\s*:?\s+(?:{PERSON}|{AGENCY}(?: [Ss]taff)?"
            rf"|[Aa]gencies|(?i:our (?:\w+ )?correspondents?)"
            rf"|(?i:(?:our )?(?:staff|web|news) (?:writers?|reporters?|desk|team)))(?:(?:,| and"
            rf"|,? &) (?:{PERSON}|{AGENCY}))*"
            rf"(?: in [A-Z][\w' -]+(?:(?:,| and) [A-Z]\w+)*)?(?:,? (?:(?:[A-Z]\w+|the"
            rf"|of) ){{0,4}}{JOB})?(?:,? {AGENCY})?(?:\s*[|·•,–-]\s*.{{0,60}})?",
        ],
        examples=(
            "By Ann Smith",
            "By Ann Smith and John Doe in Rabat",
            "By AFP",
            "By Staff Writer",
            "By Ann Smith | 24 November 2021",
            "BY ANN SMITH",
            "By Ann Smith, Diplomatic Correspondent",
            "By our correspondents",
        ),
        near_misses=(
            "By Tuesday Evening the truce had failed.",
            "By the time the envoy left, talks had failed.",
            "By accepting the plan, Ankara avoided sanctions.",
            "By Tuesday Evening",
        ),
        has_case=True,
    ),
    rule(
        "byline",
        [
            rf"{PERSON}\s*[,|]\s*(?:{AGENCY}|(?:[\w ]{{0,30}} )?{JOB}(?:,? (?:in )?[A-Z]\w+)?)",
            rf"{PERSON} (?:is|covers|reports) (?:(?:an?|the|our|based)\b|(?:(?:[A-Z][\w.]+|of"
            rf"|and) ){{0,6}}[A-Z][\w.]+'s?(?!\w))(?: [\w'&,-]+){{0,9}} {JOB}"
            r"(?:,? (?:for|at|in|with|covering|based|specialising|specializing|focusing"
            r"|who covers)\b[^.]{0,120})?\.?",
        ],
        examples=(
            "Ann Smith is the Example Post's diplomatic correspondent.",
            "Ann Smith, Reuters",
            "John Doe, Chief Correspondent",
            "Ann Smith is a senior reporter covering defence.",
        ),
        near_misses=(
            "Ann Smith is a reporter held by the police since May.",
            "Ann Smith, the foreign minister, met the editor.",
            "Ann Smith met reporters.",
            "Ann Smith is expected to meet the editor.",
        ),
        has_case=True,
    ),
    rule(
        "credit",
        [
            r"[(\[]?(?i:(?:file |pool |handout )?photo(?:graph)?s?|images?|picture|video|graphic"
            r"|illustration|(?:photo |image )?credit)"
            r"(?i:\s+(?:by|courtesy(?: of)?|credit|source)\s*:?"
            r"|\s*:)\s*[A-Z][\w.'-]*(?:[ /]+(?:[a-z]{2,3} )?[A-Z][\w.'-]*){0,7}[)\]]?",
            rf"[(\[]?(?:{AGENCY}|{CAPITALISED})\s*(?:/|via)\s*(?:{AGENCY}|Getty(?: Images)?"
            rf"|{CAPITALISED})(?:\s*(?:/|via)\s*[\w ]+)?[)\]]?",
            r"[(\[]?(?:AP|AFP|EPA|Reuters) (?:[Pp]hoto|[Ff]ile)(?:/[\w .]+)?[)\]]?|Getty Images"
            r"|(?i:file photo|handout|screengrab|pool photo)",
        ],
        examples=(
            "Photo: Ann Smith",
            "(AP Photo/Ann Smith)",
            "AFP via Getty Images",
            "Ann Smith/Reuters",
            "Image credit: Example Agency",
            "[Photo/Xinhua]",
        ),
        near_misses=(
            "Photos by the drone showed new trenches.",
            "Video showed troops near the bridge.",
            "Credit ratings fell.",
        ),
        has_case=True,
    ),
    rule(
        "correction_note",
        [
            r"(?:an? )?(?:earlier|previous|original|initial) versions? of (?:this|the|our) (?:article"
            r"|story|report|headline|post|piece)\b.{0,500}",
            r"the (?:original|previous|earlier) version of (?:this|our) (?:article|story|report"
            r"|headline|post|piece)\b.{0,500}",
            rf"this (?:article|story|headline|post|piece) (?:was|has been"
            rf"|is being) (?:\w+ )?{CHANGED}\b.{{0,500}}",
            r"this report (?:was|has been) (?:amended|corrected)\b.{0,500}",
            r"(?:correct(?:ion|ed|s)|clarification|editor'?s'? note)s?\s*(?:\([^)]{1,40}\)"
            r"|,? [\w .,]{1,24})?\s*[:—–]\s?.{0,600}",
        ],
        examples=(
            "Correction: an earlier version of this story gave a wrong date.",
            "Editor's note: This story has been updated.",
            "This article was amended on 25 November 2021 to name the right minister.",
            "CORRECTION (Nov. 25, 2021): The visit was on Tuesday.",
            "An earlier version of this report misstated the number of soldiers.",
        ),
        near_misses=(
            "The correction of the border was agreed in 1970.",
            "This report was written by the UN panel.",
            "Clarification was sought by Ankara.",
            "Corrections officers struck on Monday.",
        ),
    ),
)
