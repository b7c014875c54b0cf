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
    ABOUT, ANCHORED, COUNTED, DASH, DATED_NOUN, DAY_NUMBER, MONTH_WORD, NAMED_AFTER, NAMED_BEFORE, NUMBER, ORDINAL,
    PART_OF, PART_OF_DAY, PARTY, ROUND_COUNT, SAFE_MONTH_WORD, SEASON, SHORT_WEEKDAY, TO, WEEKDAY_WORD, YEAR_NUMBER,
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
Y = rf"(?P<year>{YEAR_NUMBER})"
SIDE_YEAR = r"(?: (?i:of )?(?P<side>(?i:last|this|next)) (?i:year))"
WD = rf"(?:(?P<weekday>{SHORT_WEEKDAY})(?: {PART_OF_DAY})?,? (?:the )?)?"
OPTIONAL_YEAR = rf"(?:(?:,? | of ){Y}|{SIDE_YEAR})?"
NOT_COUNT = rf"(?![.,/:]?\d|%){COUNTED}{PARTY}"
SIDE = r"(?P<which>(?i:last|next|this(?: past| coming)?|past|coming|current))"
# Prepositions that a bare year or month needs before it to be one.
YEAR_PREP = r"\b(?i:in|since|until|till|by|during|from|of|to|through|before|after|circa|around|as of|between|and|back to|than|early|late|mid)[\s-]"
MONTH_PREP = r"\b(?i:in|since|until|till|by|during|from|for|of|through|before|after|to|than|between|and)\s"
NO_VERB = r"(?!\s(?:on|to|against|for|said|says|told)\b|\s\d)"

RULES: tuple[Rule, ...] = (
    _rule("iso", r"(?<![\w-])(?P<year>(?:1[5-9]|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])", values.iso_day, "explicit"),
    _rule("numeric", r"(?<![\w/.])(?P<first>\d\d?)(?P<s>[/.])(?P<second>\d\d?)(?P=s)(?P<year>20\d\d)(?![\w/])", values.numeric_day, "explicit"),
    _rule("day range", rf"{WD}{D}{TO}{DAY_NUMBER}{ORDINAL} (?:of )?{M}{OPTIONAL_YEAR}(?!\d)", values.month_day, "explicit"),
    _rule("day month range", rf"{WD}{D} {M}{TO}(?:the )?{DAY_NUMBER}{ORDINAL} {MONTH_WORD}{OPTIONAL_YEAR}(?!\d)", values.month_day, "explicit"),
    _rule("month day range", rf"{WD}\b{M} {D}{TO}(?:{MONTH_WORD} )?{DAY_NUMBER}{ORDINAL}(?:, {Y})?{NOT_COUNT}", values.month_day, "explicit"),
    _rule("day month", rf"{WD}{D} (?:of )?{M}{OPTIONAL_YEAR}(?!\d|\s(?i:movement|alliance|coalition))", values.month_day, "explicit"),
    _rule("month day", rf"{WD}\b{M} (?:the )?{D}{OPTIONAL_YEAR}{NOT_COUNT}", values.month_day, "explicit"),
    _rule("month range", rf"\b{M}(?:{TO}){MONTH_WORD}(?:,? | of ){Y}", values.month, "explicit"),
    _rule("month year", rf"\b(?:{PART_OF})?{M},? (?:of )?{Y}", values.month, "explicit"),
    _rule("month of side", rf"\b(?:{PART_OF})?{M}{SIDE_YEAR}", values.month, "relative"),
    _rule("side month", rf"\b(?:(?i:early|late|mid-?) )?{SIDE} {M}(?! \d)", values.sided_month, "relative"),
    _rule("part of month", rf"\b{PART_OF}{M}(?! \d|\s(?:said|told))", values.month, "explicit"),
    _rule("bare month", rf"{MONTH_PREP}(?P<x>(?P<month>{SAFE_MONTH_WORD}))\b{NO_VERB}", values.month, "explicit"),
    _rule("bare May", rf"\b(?i:in|since|until|till|during)\s(?P<x>(?P<month>May))\b{NO_VERB}", values.month, "explicit"),
    _rule("month's", rf"\b(?P<month>{SAFE_MONTH_WORD})(?=['’]s\s[a-z])", values.month, "explicit"),
    _rule("month noun", rf"\b(?i:an?|the|this|its|their|his|her|planned|scheduled) (?P<x>(?P<month>{SAFE_MONTH_WORD}|May))(?=\s[a-z]){NO_VERB}(?! (?:of|was|is|and|in|by|at|from|with|as|that|will|has|had|have|would|through)\b)", values.month, "explicit", "modifier"),
    _rule("year range", rf"(?:\b(?i:between|from|in|during)\s)(?P<x>{Y}(?:{TO}|{DASH})(?:(?:1[5-9]|20)?\d\d))(?![\d%])", values.year, "explicit"),
    _rule("year", rf"{YEAR_PREP}(?:the )?(?P<x>(?:{PART_OF})?{Y}(?!s|['’]s|-\d){ROUND_COUNT})(?!\s{DATED_NOUN}\b)", values.year, "explicit"),
    _rule("part of year number", rf"\b{PART_OF}{Y}(?!s|['’]s)(?!\s{DATED_NOUN}\b)", values.year, "explicit"),
    _rule("year noun", rf"(?:\b(?i:an?|the|its|their|his|her|our)|['’]s)\s(?:[a-z]+\s)?(?P<x>{Y})(?=[\s-][A-Za-z]){ROUND_COUNT}", values.year, "explicit", "modifier"),
    _rule("year event", rf"(?P<x>{Y})(?=\s(?:[a-z]+\s)?{DATED_NOUN}\b)", values.year, "explicit", "modifier"),
    _rule("decade", r"(?:\b(?P<part>(?i:early|mid|middle of|late|end of))[\s-](?:the )?)?(?<![\d'’])['’]?(?P<decade>(?:1[5-9]|20)\d0|(?<=['’])\d0)['’]?s\b", values.decade, "explicit"),
    _rule("infamy", r"(?P<nine>\b9/11\b)|\b(?P<sep>(?:Sept?\.?|September) 11(?:th)?)(?= (?:terror|attacks?|hijack))|\b(?P<oct>(?:Oct\.?|October) 7(?:th)?)(?= (?:Hamas|attacks?|massacre|assault))|\b(?P<jan>(?:Jan\.?|January) 6(?:th)?)(?= (?:Capitol|riots?|insurrection|attack))", values.day_of_infamy, "explicit"),
    _rule("weekday", rf"{NAMED_BEFORE}\b(?:(?i:{SIDE}|early|late|earlier|later|overnight)(?: on)? )?(?P<weekday>{WEEKDAY_WORD})(?: {PART_OF_DAY})?(?! (?i:prayers?|sermons?)\b){NAMED_AFTER}(?:,? (?i:of )?(?P<week>(?i:last|this|next)) week)?", values.weekday, "relative"),
    _rule("weekday range", rf"\b(?P<weekday>{WEEKDAY_WORD})(?:{TO})(?i:{SIDE} )?{WEEKDAY_WORD}", values.weekday, "relative"),
    _rule("weekday noun", rf"\b(?P<weekday>{WEEKDAY_WORD})(?= (?i:prayers?|sermons?)\b)", values.weekday, "relative", "modifier"),
    _rule("weekdays", rf"\b(?:(?i:every|each) {WEEKDAY_WORD}|{WEEKDAY_WORD}s)\b", values.nothing, "relative", "frequency"),
    _rule("every", r"\b(?i:every|each|once an?|twice an?|times an?|per) (?:(?:single|other|few|\w+) )?(?i:days?|weeks?|months?|years?|mornings?|nights?)\b", values.nothing, "relative", "frequency"),
    _rule("day word", rf"\b(?i:(?:the )?day before yesterday|(?:the )?day after tomorrow|(?:early |late |later |earlier )?(?:yesterday|today|tonight|tomorrow)(?: {PART_OF_DAY})?|last night|overnight|(?:early |late |later |earlier )?this (?:very )?(?:morning|afternoon|evening)|(?:earlier|later) in the day)\b", values.day_word, "relative"),
    _rule("side unit", rf"\b(?:(?P<part>(?i:earlier|later|early|late|mid-?|(?:at )?the (?:very )?(?:end|start|beginning|middle) of))(?: in)? )?(?:the )?{SIDE} (?P<unit>(?i:week|weekend|month|year|decade|century))(?!s|-)\b(?! (?:and|or) a half)", values.sided_unit, "relative"),
    _rule("weekend", r"\b(?:over|at|on|during) the (?P<x>(?P<unit>weekend))\b", values.weekend, "relative"),
    _rule("ago", rf"\b{ABOUT}(?:(?P<n>{NUMBER}) )?(?P<unit>(?i:hour|day|week|month|year|decade))s? (?i:ago)\b", values.ago, "relative"),
    _rule("from now", rf"\b{ABOUT}(?P<n>{NUMBER}) (?P<unit>(?i:hour|day|week|month|year|decade))s? (?i:from now)\b", values.from_now, "relative"),
    _rule("in units", rf"\b(?i:in|within) {ABOUT}(?:the )?(?i:next |coming )?(?P<x>(?P<n>{NUMBER}) (?P<unit>(?i:hour|day|week|month|year))s?(?:['’] time)?)\b(?! (?:of|ago|later|earlier|before|after)\b)", values.ahead, "relative"),
    _rule("season year", rf"\b(?:(?i:early|late|mid-?) )?{SEASON}(?:,? (?:of )?{Y}|{SIDE_YEAR})", values.season, "explicit"),
    _rule("side season", rf"\b(?:(?i:early|late|earlier|later) )?{SIDE} {SEASON}\b(?! of [A-Z])", values.season, "relative"),
    _rule("the season", rf"\b(?i:in|during|over|by|since|until) (?i:early |late |the )?(?P<x>{SEASON})\b(?! of)", values.season, "relative"),
    _rule("part of year", rf"\b(?:the )?(?P<part>(?i:first|second|third|fourth|final|last|latter)) (?P<piece>(?i:quarter|half))(?:(?: of)? {Y}|{SIDE_YEAR}| of the year)", values.part_of_year, "relative"),
    _rule("quarter", r"\b(?i:in|during) the (?P<x>(?P<part>(?i:first|second|third|fourth|final)) (?P<piece>(?i:quarter|half)))\b(?! (?:of|final))", values.part_of_year, "relative"),
    _rule("feast", r"\b(?P<feast>Christmas(?: (?:Day|Eve))?|Boxing Day|New Year['’]s (?:Day|Eve)|May Day|Valentine['’]s Day|Easter(?: (?:Sunday|Monday))?|Good Friday)\b(?! (?i:agreement|accords?|deal|peace|island|rising|truce|market|tree|party|parties|uprising|process))", values.holiday, "explicit"),
    _rule("recently", r"\b(?i:recently|lately|in (?:the )?(?:more |most )?recent (?P<unit>day|week|month)s)\b", values.recently, "relative"),
    _rule("anchor", rf"\b{ABOUT}(?:(?P<n>{NUMBER}) )?(?P<unit>(?i:hour|day|week|month|year|decade))s? (?P<towards>{ANCHORED})\b(?! (?:this|last|next) )", values.nothing, "context", "anchor"),
    _rule("next day", r"\b(?i:(?:later |earlier )?(?:the )?(?P<which>very next|next|following|previous|preceding|same|that(?: very| same)?)) (?P<unit>(?i:day|night|morning|afternoon|evening|week|month|year))(?!s)\b", values.nothing, "context", "anchor"),
    _rule("the day after", r"\b(?i:the) (?P<unit>(?i:day|night|morning|week|month|year)) (?P<towards>(?i:after|before|afterwards?))\b(?! (?:yesterday|tomorrow))", values.nothing, "context", "anchor"),
    _rule("duration", rf"\b(?i:for|over|in|during|within|across|throughout)(?: {ABOUT})? ?(?i:the )?(?i:(?:past|last|next|coming|previous|first|final|following|recent|intervening) )?(?:{NUMBER} )?(?i:minute|hour|day|week|weekend|month|year|decade|centur)(?:s|ies)\b(?! (?:ago|later|earlier|before|after)\b)", values.nothing, "relative", "duration"),
    _rule("past unit", r"\b(?i:over|in|during|within|for|across|throughout) (?i:the (?:past|last|coming|next)) (?i:hour|day|week|month|year|decade|century)\b(?! of)", values.nothing, "relative", "duration"),
    _rule("recent years", r"\b(?i:(?:in|over|during) (?:the )?(?:recent|coming|past|last) (?:few )?(?:years|decades)|in years|for years)\b", values.nothing, "relative", "duration"),
    _rule("n-unit", r"\b[\w]+-(?:hour|day|week|month|year|decade)(?:-old|-long|s)?\b", values.nothing, "relative", "duration"),
)  # fmt: skip
