"""The dateline of a report, "RABAT, Morocco (Agency) -": where, by whom and when it was filed, and where it ends.

A word in capitals before a colon may be a place, or "BREAKING" or "NATO"; so the place must be a known one or be
vouched for by a region, an agency or a date beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from extractors.gazetteer_places import names_of_cities
from extractors.stated_date import FULL_DATE, MONTH_DAY, WEEKDAY, nearest_year, parse_full_date
from schemas.records import Dateline

# Agencies that file under their own name. Source: the members' pages of the world's and Asia-Pacific's agency
# organisations (News Agencies World Congress, OANA), EANA and FAAPA, and the large broadcasters.
AGENCIES = (
    "AA", "AAP", "AFP", "AGI", "Agencies", "AGERPRES", "ANA", "Anadolu", "Anadolu Agency", "ANI", "ANSA",
    "ANTARA", "AP", "APA", "APP", "APS", "Associated Press", "BBC", "Belga", "Bernama", "Bloomberg", "BNS", "BSS",
    "BTA", "CNA", "CNN", "CTK", "dpa", "DPA", "DW", "EFE", "ERR", "Fox News", "GNA", "HINA", "IANS", "INA",
    "Interfax", "IRNA", "ISNA", "ITAR-TASS", "JANA", "KCNA", "KUNA", "Kyodo", "Kyodo News", "Lusa", "MAP", "MENA",
    "MTI", "NAN", "NHK", "NNA", "NPR", "NTB", "Pajhwok", "PAP", "Petra", "PNA", "PTI", "QNA", "Reuters", "RFE/RL",
    "RIA Novosti", "RTT", "SABA", "SANA", "SPA", "Sputnik", "STA", "TANJUG", "TASS", "TNS", "TPS", "Trend", "TT",
    "UNI", "UPI", "VNA", "VOA", "WAFA", "WAM", "Xinhua", "Yonhap",
)  # fmt: skip
AGENCY = "(?:" + "|".join(re.escape(name) for name in sorted(AGENCIES, key=len, reverse=True)) + ")"
# Places that file reports and are no cities.
SEATS = (
    "aboard air force one", "capitol hill", "cape canaveral", "downing street", "gaza", "gaza city", "gaza strip",
    "guantanamo bay", "guantanamo bay naval base", "the hague", "holy see", "kremlin", "pentagon",
    "state department", "the vatican", "united nations", "un headquarters", "vatican", "vatican city",
    "west bank", "white house",
)  # fmt: skip
# Smaller places share their names with people and things ("Reading", "Obama", "Sanders").
MIN_POPULATION = 100_000
# Two places with their regions, two agencies and a date are shorter.
MAX_LENGTH = 120

CAPS = r"[A-Z][A-Z.'’]+(?:-[A-Z]+)*"
CAPS_PLACE = rf"(?:{CAPS}|ST\.)(?:[ /](?:(?:de|del|al|of|the|and|la|el|da|do)[ -])?{CAPS}){{0,3}}"
TITLE = r"[A-Z][a-zÀ-ÿ'’-]+"
TITLE_PLACE = rf"{TITLE}(?:[ /](?:(?:de|del|al|of|the|la|el|da|do)[ -])?{TITLE}){{0,2}}"
REGION = r"(?:(?:[A-Z]\.){2,3}|[A-Z][A-Za-zÀ-ÿ.'’-]+(?: (?:(?:of|and|the) )?[A-Z][A-Za-zÀ-ÿ.'’-]+){0,3})"
WHEN = rf"(?:{WEEKDAY},?\s+)?(?:{FULL_DATE}|{MONTH_DAY})"
DASH = r"(?:\s*(?:--+|[—–])\s*|\s+-\s+)"
# Some feeds turn the dash into a straight quote with a space on both sides.
SEPARATOR = rf"(?:{DASH}|\s*:\s+|\s+\"\s+)"
HEAD = re.compile(
    rf"(?:{AGENCY}\s+)?(?P<place>{CAPS_PLACE}|{TITLE_PLACE})"
    rf"(?:,\s+(?!{WHEN})(?P<region>{REGION}))?"
    rf"(?:,?\s+(?P<when>{WHEN}))?"
    rf"(?:,?\s*\((?P<agency>[A-Z][\w.&/' -]{{1,30}}|dpa)\)|,\s+(?P<named>{AGENCY}))?"
    rf"(?:,?\s+(?P<later>{WHEN}))?"
    rf"(?P<separator>{SEPARATOR}|\s*:?\s*$|\s+(?=[A-Z]))",
)
REPORT = re.compile(r"""["'(\[]*[A-Z0-9À-Þ$€£]""")
AGENCY_ALONE = re.compile(rf"(?:(?P<when>{WHEN})\s+)?\((?P<agency>{AGENCY})\)(?:{DASH}|\s*:\s+|\s+(?=[A-Z]))")


@dataclass(frozen=True, slots=True)
class DatelineMatch:
    """What stands before a report's first word; `end` is where that word begins. `place` is None in "(Agency) - "."""

    place: str | None
    agency: str | None
    when: str | None
    end: int


def match_dateline(text: str) -> DatelineMatch | None:
    """The dateline at the head of a paragraph, or a paragraph that is nothing else; None where there is none."""
    alone = AGENCY_ALONE.match(text)
    if alone:
        return DatelineMatch(None, alone["agency"], alone["when"], alone.end())
    match = HEAD.match(text, 0, MAX_LENGTH)
    if match is None or match.end() == MAX_LENGTH or not is_vouched(match, rest=text[match.end() :]):
        return None
    return DatelineMatch(
        place=place_name(match["place"], match["region"]),
        agency=match["agency"] or match["named"],
        when=match["when"] or match["later"],
        end=match.end(),
    )


def is_vouched(match: re.Match[str], *, rest: str) -> bool:
    """Whether something beside the form says that this is a dateline, and `rest` of the line can be a report."""
    if rest and not REPORT.match(rest):
        return False
    names = match["place"].split("/")
    is_caps, is_known = match["place"].isupper(), all(is_known_place(name) for name in names)
    agency = match["agency"] or match["named"]
    is_agency = agency is not None and (re.fullmatch(AGENCY, agency) is not None or is_caps)
    separator = match["separator"].strip()
    if not separator:
        has_more = bool(agency or match["when"] or match["later"])
        return (is_caps and is_known) if not rest else (is_known and is_agency and has_more)
    if separator == '"':
        return is_agency
    if is_caps:
        return bool(is_known or match["region"] or is_agency or match["when"])
    if separator == ":" and match["region"] and not is_agency:
        return False
    if is_agency or match["when"]:
        return bool(is_known or match["region"] or match["when"])
    # "Moscow - the Kremlin's home - was calm": a second dash closes an aside, it opened no report.
    return is_known and (separator == ":" or not re.search(DASH, rest))


def place_name(place: str, region: str | None) -> str:
    """ "RABAT", "Morocco" as "Rabat, Morocco"; of two places, the first."""
    parts = [place.split("/")[0], *([region] if region else [])]
    return ", ".join(titled(part) if part.isupper() and "." not in part else part for part in parts)


def titled(name: str) -> str:
    """A name in capitals as it is written elsewhere: "PORT-AU-PRINCE" as "Port-au-Prince"."""
    small = {"and", "au", "da", "de", "del", "do", "of", "sur"}
    words = re.split(r"([ -])", name.lower())
    return "".join(word if i and word in small else word[:1].upper() + word[1:] for i, word in enumerate(words))


def is_known_place(name: str) -> bool:
    """Whether `name` is a seat of power or a city of note."""
    return name.casefold().replace("’", "'") in known_places()


@cache
def known_places() -> frozenset[str]:
    """Names, in lower case, of seats, capitals and cities of at least `MIN_POPULATION` people. Source: GeoNames."""
    found = {name.casefold() for name in names_of_cities(MIN_POPULATION) if name.isascii()}
    return frozenset(name for name in found | set(SEATS) if len(name) > 2)


def dateline_record(match: DatelineMatch, *, published: date | None) -> Dateline | None:
    """The record of a match, its date with a year where it states one or `published` gives it; None without a place."""
    if match.place is None:
        return None
    return Dateline(match.place, match.agency, stated_day(match, published=published))


def stated_day(match: DatelineMatch, *, published: date | None) -> date | None:
    """The day of a dateline; one without a year is the nearest such day to `published`, or unknown."""
    if match.when is None:
        return None
    day = re.sub(rf"^{WEEKDAY},?\s+", "", match.when)
    full = parse_full_date(day)
    if full is not None or published is None:
        return full
    return nearest_year(day, published)
