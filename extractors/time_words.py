"""The regular expressions of time: small named pieces that `time_rules` puts together.

Names of months and weekdays are matched with a capital only, so that "march on" and "may" never meet them.
"""

from __future__ import annotations

import re

MONTH_WORD = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
# In a bare "by May" or "for May" the month is as often a surname, and "March" a march.
SAFE_MONTH_WORD = (
    r"(?:January|February|March|April|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.)"
)
WEEKDAY_WORD = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
SHORT_WEEKDAY = rf"(?:{WEEKDAY_WORD}|(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
DAY_NUMBER = r"(?:3[01]|[12]\d|0?[1-9])"
ORDINAL = r"(?:st|nd|rd|th)?\b"
# A hyphen before it makes it a number's tail ("1990-2000"), save in "mid-2018".
YEAR_NUMBER = r"(?<![\d.,$£€])(?:(?<!-)|(?<=[Mm]id-))(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d|-?(?:km|kg|mm)\b)"
DASH = r"\s?[-–—]\s?"
TO = rf"(?:{DASH}|\s(?:to|until|till|through|and)\s)"
PART_OF_DAY = r"(?i:early |late )?(?i:mid)?-?(?i:morning|afternoon|evening|night|noon|midday|midnight|dawn|lunchtime)"
PART_OF = (
    r"(?i:(?:early(?: in)? |late(?: in)? |mid-|mid |middle of |end of |beginning of |start of |course of |month of )"
    r"(?:the )?)"
)
NUMBER = (
    r"(?i:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
    r"|a couple of|a few|few|several|some|many)"
)
SEASON = r"(?P<season>(?i:spring|summer|autumn|fall|winter))(?! (?:Olympics?|Games|Paralympics?|Palace|camp|school))"
ABOUT = (
    r"(?i:(?:more than|less than|fewer than|just over|just under|nearly|almost|about|around|over|some|at least|only"
    r"|just|exactly)\s)?"
)
# Words after a day of the month that make its number a count: "In May 24 people died."
COUNTED = (
    r"(?!\s(?i:people|persons|soldiers|civilians|children|men|women|members|countries|nations|states|troops|police|"
    r"journalists|migrants|refugees|others|were|percent|per cent|million|billion|protesters|officers|houses|villages))"
)
# "the March 14 Alliance", "the July 26 Movement": parties named after a day.
PARTY = r"(?!\s(?i:alliance|movement|coalition|bloc|brigades?|revolution|forces?|party)\b)"
# Feasts and days of infamy that are names before they are weekdays.
NAMED_BEFORE = "".join(
    rf"(?<!{word} )"
    for word in (
        *("Ash", "Black", "Bloody", "Cyber", "Easter", "Fat", "Freaky", "Giving", "Good", "Holy", "Man", "Maundy"),
        *("Palm", "Ruby", "Sheffield", "Shrove", "Super"),
    )
)
NAMED_AFTER = (
    r"(?!\s(?:Times|Telegraph|Mirror|Express|Post|Mail|Herald|Tribune|Night (?:Football|Live)|Agreement|Accords?"
    r"|Addams|Mass)\b)"
)
# Nouns that a bare year before them dates: "after 2020 elections".
DATED_NOUN = (
    r"(?:elections?|polls?|vote|referendum|wars?|coup|invasion|uprising|revolt|revolution|protests?|attacks?|bombings?|"
    r"talks|summit|deal|accords?|agreement|treaty|pact|truce|ceasefire|crisis|conflict|season|census|budget|earthquake)"
)
ROUND_COUNT = r"(?!(?<=00)\s(?:[a-z]+\s)?[a-z]+s\b)"
ANCHORED = r"(?i:later|earlier|before|after|afterwards?|beforehand|previously)"

# Any sentence with a time expression holds one of these; most sentences hold none.
HINT = re.compile(
    rf"\b{MONTH_WORD}\b|\b{WEEKDAY_WORD}|\bthe \d\d?(?:st|nd|rd|th)\b"
    r"|(?<!\d)(?:1[5-9]|20)\d\d|9/11|['’]\d0s|\d[./]\d\d?[./]\d"
    r"|(?i:\b(?:yesterday|today|tonight|tomorrow|overnight|recently|lately|christmas|easter|boxing|valentine|new year"
    r"|spring|summer|autumn|fall|winter|quarter|half"
    r"|(?:hour|day|night|morning|afternoon|evening|week|weekend|month|year|decade|centur)(?:s|y|ies)?)\b)"
)
