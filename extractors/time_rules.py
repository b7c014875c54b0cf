"""The grammar of time expressions: one rule a form, with the arithmetic that resolves it.

Rules of kind "point" date the clause they stand in; "modifier" dates only the noun beside it ("the 2015 deal");
"anchor" counts from another date of the text; "duration" and "frequency" date nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from extractors import time_values as values
from extractors.time_values import Resolver
from extractors.time_words import (
    ABOUT,
    ANCHORED,
    COUNTED,
    DASH,
    DATED_NOUN,
    DAY_NUMBER,
    MONTH_WORD,
    NAMED_AFTER,
    NAMED_BEFORE,
    NUMBER,
    ORDINAL,
    PART_OF,
    PART_OF_DAY,
    PARTY,
    ROUND_COUNT,
    SAFE_MONTH_WORD,
    SEASON,
    SHORT_WEEKDAY,
    TO,
    WEEKDAY_WORD,
    YEAR_NUMBER,
)  # fmt: skip
from schemas.records import DateBasis

Kind = Literal["point", "modifier", "anchor", "bound", "duration", "frequency"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of time expression. The span is the group `x` where the pattern has one, else the whole match."""

    name: str
    pattern: re.Pattern[str]
    resolve: Resolver
    basis: DateBasis
    kind: Kind = "point"


def _rule(name: str, pattern: str, resolve: Resolver, basis: DateBasis, kind: Kind = "point") -> Rule:
    return Rule(name, re.compile(pattern), resolve, basis, kind)


M = rf"(?P<month>{MONTH_WORD})"
D = rf"(?<![\d.,$£€/-])(?P<day>{DAY_NUMBER}){ORDINAL}"
D2 = rf"{DAY_NUMBER}{ORDINAL}"
Y = rf"(?P<year>{YEAR_NUMBER})"
SIDE_YEAR = r"(?: (?i:of )?(?P<side>(?i:last|this|next)) (?i:year))"
WD = rf"(?:(?P<weekday>{SHORT_WEEKDAY})(?: {PART_OF_DAY})?,? (?:the )?)?"
OPTIONAL_YEAR = rf"(?:(?:,? | of ){Y}|{SIDE_YEAR})?"
NOT_COUNT = rf"(?![.,/:]?\d|%){COUNTED}{PARTY}"
SIDE = r"(?P<which>(?i:last|next|this(?: past| coming)?|current))"
PART = r"(?i:early|late|earlier|later|mid-?)"
EDGE = r"(?i:(?:at )?the (?:very )?(?:end|start|beginning|middle) of)"
# Prepositions that a bare year or month needs before it to be one.
YEAR_PREP = (
    r"\b(?i:in|since|until|till|by|during|from|of|to|through|before|after|circa|around|as of|between|and|back to|than"
    r"|early|late|mid)[\s-]"
)
MONTH_PREP = r"\b(?i:in|since|until|till|by|during|from|for|of|through|before|after|to|than|between|and)\s"
# Words after which even "for March" and "for May" are months.
SET = r"(?i:planned|scheduled|slated|set|due|expected|postponed|delayed|moved)"
NO_MARCH = r"(?<!March)(?!\s\d)"
NO_MONTH_VERB = (
    r"(?! (?:on|to|against|for|of|was|is|and|in|by|at|from|with|as|that|will|has|had|have|would|through|said|says"
    r"|told)\b)"
)
DETERMINER = r"(?i:an?|the|this|its|their|his|her|our)"
COUNT = rf"(?P<n>{NUMBER})"
UNIT = r"(?P<unit>(?i:hour|day|week|month|year|decade))"
LAPSE = r"(?i:for|over|in|during|within|across|throughout)"
INFAMY = (
    r"(?P<nine>\b9/11\b)|\b(?P<sep>(?:Sept?\.?|September) 11(?:th)?)(?= (?:terror|attacks?|hijack))"
    r"|\b(?P<oct>(?:Oct\.?|October) 7(?:th)?)(?= (?:Hamas|attacks?|massacre|assault))"
    r"|\b(?P<jan>(?:Jan\.?|January) 6(?:th)?)(?= (?:Capitol|riots?|insurrection|attack))"
)
FEAST = (
    r"\b(?P<feast>Christmas(?: (?:Day|Eve))?|Boxing Day|New Year['’]s (?:Day|Eve)|May Day|Valentine['’]s Day"
    r"|Easter(?: (?:Sunday|Monday))?|Good Friday)\b"
    r"(?! (?i:agreement|accords?|deal|peace|island|rising|truce|market|tree|party|parties|uprising|process))"
)
DAY_WORD = (
    rf"\b(?i:(?:the )?day before yesterday|(?:the )?day after tomorrow"
    rf"|(?:early |late |later |earlier )?(?:yesterday|today|tonight|tomorrow)(?: {PART_OF_DAY})?|last night|overnight"
    rf"|(?:early |late |later |earlier )?this (?:very )?(?:morning|afternoon|evening)|(?:earlier|later) in the day)\b"
)
WEEKDAY = (
    rf"{NAMED_BEFORE}\b(?:(?i:{SIDE}|early|late|earlier|later|overnight)(?: on)? )?(?P<weekday>{WEEKDAY_WORD})"
    rf"(?: {PART_OF_DAY})?(?! (?i:prayers?|sermons?)\b){NAMED_AFTER}(?:,? (?i:of )?(?P<week>(?i:last|this|next)) week)?"
)
EVERY = (
    r"\b(?i:every|each|once an?|twice an?|times an?|per) (?:(?:single|other|few|\w+) )?"
    r"(?i:days?|weeks?|months?|years?|mornings?|nights?)\b"
)
IN_UNITS = (
    rf"\b(?i:in|within) {ABOUT}(?:the )?(?i:next |coming )?{COUNT} {UNIT}s?(?:['’] time)?\b"
    rf"(?! (?:of|ago|later|earlier|before|after)\b)"
)
NEXT_DAY = (
    r"\b(?i:(?:later |earlier )?(?:the )?"
    r"(?P<which>very next|next|following|previous|preceding|same|that(?: very| same)?))"
    r" (?P<unit>(?i:day|night|morning|afternoon|evening|week|month|year))(?!s)\b"
)
# "That August", "the following Monday": seen from another date of the text.
NAMED_ANCHOR = (
    rf"\b(?P<which>(?i:that(?: same)?|the same|the (?:very )?(?:next|following|previous|preceding))) (?i:early |late )?"
    rf"(?P<named>(?P<wday>{WEEKDAY_WORD})|{MONTH_WORD}|(?i:spring|summer|autumn|winter))"
    rf"(?: {PART_OF_DAY})?\b(?!['’]s|\s\d|\s[A-Z]\w+\s(?i:accord|agreement|deal))"
)
DURATION = (
    rf"\b{LAPSE}(?: {ABOUT})? ?(?i:the )?"
    rf"(?i:(?:past|last|next|coming|previous|first|final|following|recent|intervening) )?"
    rf"(?:{NUMBER} )?(?i:minute|hour|day|week|weekend|month|year|decade|centur)(?:s|ies)\b"
    rf"(?! (?:ago|later|earlier|before|after)\b)"
)
WHILE = r"(?:in|over|during|within|for|across|throughout)"
UNITS = r"(?:hour|day|week|month|year|decade|century)"

# Spans that overlap go to the longest, of equals to the rule that stands first.
RULES: tuple[Rule, ...] = (
    _rule("infamy", INFAMY, values.day_of_infamy, "explicit"),
    _rule(
        "iso",
        r"(?<![\w-])(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])",
        values.iso_day,
        "explicit",
    ),
    _rule(
        "numeric",
        r"(?<![\w/.])(?P<first>\d\d?)(?P<s>[/.])(?P<second>\d\d?)(?P=s)(?P<year>20\d\d)(?![\w/])",
        values.numeric_day,
        "explicit",
    ),
    _rule("day range", rf"{WD}{D}{TO}{D2} (?:of )?{M}{OPTIONAL_YEAR}(?!\d)", values.month_day, "explicit"),
    _rule(
        "day month range",
        rf"{WD}{D} {M}{TO}(?:the )?(?:{D2} {MONTH_WORD}|{MONTH_WORD} {D2}){OPTIONAL_YEAR}(?!\d)",
        values.month_day,
        "explicit",
    ),
    _rule(
        "month day range",
        rf"{WD}\b{M} {D}{TO}(?:{MONTH_WORD} )?{D2}(?:,? {Y})?{NOT_COUNT}",
        values.month_day,
        "explicit",
    ),
    _rule(
        "day month",
        rf"{WD}{D} (?:of )?{M}{OPTIONAL_YEAR}(?!\d|\s(?i:movement|alliance|coalition))",
        values.month_day,
        "explicit",
    ),
    _rule("month day", rf"{WD}\b{M} (?:the )?{D}{OPTIONAL_YEAR}{NOT_COUNT}", values.month_day, "explicit"),
    _rule(
        "day of month",
        rf"\b(?i:on|by|until) the (?P<x>(?P<day>{DAY_NUMBER})(?:st|nd|rd|th))"
        r"(?=[.,;]|$| (?:and|at|in|to|with|after|but)\b)",
        values.day_of_month,
        "relative",
    ),
    _rule("month range", rf"\b{M}(?:{TO}){MONTH_WORD}(?:,? | of ){Y}", values.month, "explicit"),
    _rule("month year", rf"\b(?:{PART_OF})?{M},? (?:of )?{Y}", values.month, "explicit"),
    _rule("month of side", rf"\b(?:{PART_OF})?{M}{SIDE_YEAR}", values.month, "relative"),
    _rule("side month", rf"\b(?:{PART} )?{SIDE} {M}(?! \d)", values.sided_month, "relative"),
    _rule("part of month", rf"\b{PART_OF}{M}(?! \d|\s(?:said|told))", values.month, "explicit"),
    _rule("bare month", rf"{MONTH_PREP}(?P<x>(?P<month>{SAFE_MONTH_WORD}))\b{NO_MARCH}", values.month, "explicit"),
    _rule(
        "bare March",
        rf"\b(?:(?i:in|since|until|till|during|by)|{SET} (?i:for|to)) (?P<x>(?P<month>March))\b(?! (?:on|against)\b)",
        values.month,
        "explicit",
    ),
    _rule(
        "bare May",
        rf"\b(?:(?i:in|since|until|till|during)|{SET} (?i:for|to)) (?P<x>(?P<month>May))\b(?!\s\d)",
        values.month,
        "explicit",
    ),
    _rule("month's", rf"\b(?P<month>{SAFE_MONTH_WORD})(?=['’]s\s[a-z])", values.month, "explicit"),
    _rule(
        "month noun",
        rf"\b(?:{DETERMINER}|planned|scheduled) (?P<x>(?P<month>{SAFE_MONTH_WORD}|May))(?=\s[a-z]){NO_MONTH_VERB}",
        values.month,
        "explicit",
        "modifier",
    ),
    _rule(
        "year range",
        rf"(?:\b(?i:between|from|in|during)\s)(?P<x>{Y}(?:{TO}|{DASH})(?:(?:1[5-9]|20)?\d\d))(?![\d%])",
        values.year,
        "explicit",
    ),
    _rule(
        "year",
        rf"{YEAR_PREP}(?:the )?(?P<x>(?:{PART_OF})?{Y}(?!s|['’]s|-\d){ROUND_COUNT})(?!\s{DATED_NOUN}\b)",
        values.year,
        "explicit",
    ),
    _rule("part of year number", rf"\b{PART_OF}{Y}(?!s|['’]s)(?!\s{DATED_NOUN}\b)", values.year, "explicit"),
    _rule(
        "year noun",
        rf"(?:\b{DETERMINER}|['’]s)\s(?:[a-z]+\s)?(?P<x>{Y})(?=[\s-][A-Za-z]){ROUND_COUNT}",
        values.year,
        "explicit",
        "modifier",
    ),
    _rule("year event", rf"(?P<x>{Y})(?=\s(?:[a-z]+\s)?{DATED_NOUN}\b)", values.year, "explicit", "modifier"),
    _rule(
        "decade",
        r"(?:\b(?P<part>(?i:early|mid|middle of|late|end of))[\s-](?:the )?)?(?<![\d'’])['’]?"
        r"(?P<decade>(?:1[5-9]|20)\d0|(?<=['’])\d0)['’]?s\b",
        values.decade,
        "explicit",
    ),
    _rule("weekday", WEEKDAY, values.weekday, "relative"),
    _rule(
        "weekday range",
        rf"\b(?P<weekday>{WEEKDAY_WORD})(?:{TO})(?i:{SIDE} )?{WEEKDAY_WORD}",
        values.weekday,
        "relative",
    ),
    _rule(
        "weekday noun",
        rf"\b(?P<weekday>{WEEKDAY_WORD})(?= (?i:prayers?|sermons?)\b)",
        values.weekday,
        "relative",
        "modifier",
    ),
    _rule(
        "weekdays", rf"\b(?:(?i:every|each) {WEEKDAY_WORD}|{WEEKDAY_WORD}s)\b", values.nothing, "relative", "frequency"
    ),
    _rule("every", EVERY, values.nothing, "relative", "frequency"),
    _rule("day word", DAY_WORD, values.day_word, "relative"),
    _rule(
        "side unit",
        # "The next month" counts from a date of the text, "next month" from today.
        rf"\b(?!the next )(?:(?P<part>{PART}|{EDGE})(?: in)? )?(?:the )?{SIDE} "
        rf"(?P<unit>(?i:week|weekend|month|year|decade|century))(?!s|-)\b(?! (?:and|or) a half)",
        values.sided_unit,
        "relative",
    ),
    _rule(
        "edge of unit",
        rf"\b(?:{EDGE}|{PART} in) (?P<which>the) (?P<unit>(?i:week|month|year|decade|century))\b(?! (?:of|to)\b)",
        values.sided_unit,
        "relative",
    ),
    _rule("weekend", r"\b(?:over|at|on|during) the (?P<x>(?P<unit>weekend))\b", values.weekend, "relative"),
    _rule(
        "ago",
        rf"\b{ABOUT}(?:{COUNT} )?{UNIT}s? (?i:ago)\b(?: (?i:today|this (?:day|week|month)))?",
        values.ago,
        "relative",
    ),
    _rule("from now", rf"\b{ABOUT}{COUNT} {UNIT}s? (?i:from now)\b", values.from_now, "relative"),
    _rule("in units", IN_UNITS, values.ahead, "relative"),
    _rule("season year", rf"\b(?:{PART} )?{SEASON}(?:,? (?:of )?{Y}|{SIDE_YEAR})", values.season, "explicit"),
    _rule("side season", rf"\b(?:{PART} )?{SIDE} {SEASON}\b(?! of [A-Z])", values.season, "relative"),
    _rule(
        "the season",
        rf"\b(?i:in|during|over|by|since|until) (?i:early |late |the )?(?P<x>{SEASON})\b(?! of)",
        values.season,
        "relative",
    ),
    _rule(
        "part of year",
        rf"\b(?:the )?(?P<part>(?i:first|second|third|fourth|final|last|latter)) (?P<piece>(?i:quarter|half))"
        rf"(?:(?: of)? {Y}|{SIDE_YEAR}| of the year)",
        values.part_of_year,
        "relative",
    ),
    _rule(
        "quarter",
        r"\b(?i:in|during) the (?P<x>(?P<part>(?i:first|second|third|fourth)) (?P<piece>(?i:quarter|half)))\b"
        r"(?! (?:of|final))",
        values.part_of_year,
        "relative",
    ),
    _rule("feast", FEAST, values.holiday, "explicit"),
    _rule(
        "recently",
        r"\b(?i:recently|lately|in (?:the )?(?:more |most )?recent (?P<unit>day|week|month)s)\b",
        values.recently,
        "relative",
    ),
    _rule(
        "anchor",
        rf"\b{ABOUT}(?:{COUNT} )?{UNIT}s? (?P<towards>{ANCHORED})\b(?! (?:this|last|next) )",
        values.nothing,
        "context",
        "anchor",
    ),
    _rule("that month", NAMED_ANCHOR, values.nothing, "context", "anchor"),
    _rule(
        "that followed",
        # The count is open: its group never takes part.
        r"\b(?i:in the (?P<n>(?!))?(?P<unit>hour|day|week|month|year)s (?P<towards>that followed|afterwards?))\b",
        values.nothing,
        "context",
        "anchor",
    ),
    _rule("next day", NEXT_DAY, values.nothing, "context", "anchor"),
    _rule(
        "the day after",
        r"\b(?i:the) (?P<unit>(?i:day|night|morning|week|month|year)) (?P<towards>(?i:after|before|afterwards?))\b"
        r"(?! (?:yesterday|tomorrow))",
        values.nothing,
        "context",
        "anchor",
    ),
    _rule("duration", DURATION, values.nothing, "relative", "duration"),
    _rule(
        "lapse", rf"\b(?i:{WHILE} )?(?i:the (?:past|coming) {UNITS})\b(?! of)", values.nothing, "relative", "duration"
    ),
    _rule("last lapse", rf"\b(?i:{WHILE} the (?:last|next) {UNITS})\b(?! of)", values.nothing, "relative", "duration"),
    _rule(
        "recent years",
        r"\b(?i:(?:in|over|during) (?:the )?(?:recent|coming|past|last) (?:few )?(?:years|decades)|(?:in|for) years)\b",
        values.nothing,
        "relative",
        "duration",
    ),
    _rule(
        "n-unit",
        r"\b\w+-(?:hour|day|week|month|year|decade)(?:-old|-long|s)?\b",
        values.nothing,
        "relative",
        "duration",
    ),
)
