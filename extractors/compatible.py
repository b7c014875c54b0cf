"""When two mentions may tell one event: what each claims, in terms that can be compared, and which claims agree.

Actors agree when their country is the same and one's roles are part of the other's (ISR with ISRGOVMIL, ISRMIL with
ISRGOVMIL); a bare country stands for its state, so it agrees with organs of state and not with rebels. Acts agree
within one root unless they are of different kinds (a phone call is no visit, a signature no praise). A planned 03x
belongs to the root that it comes true as. Dates agree when the periods in which the act may lie overlap.
"""

from __future__ import annotations

import calendar
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from schemas.countries import only_country
from schemas.records import Mention
from schemas.seeds import read_csv, seed_path

# A report without any date is of the day or the day before; time zones make it a day after as well.
PUBLICATION_SLACK = 1
# How far ahead a plan reaches that gives no date, in days: announcements of visits and signings name no day only when
# it is near.
PLAN_REACH = 31

# Roles of the state itself, for which a bare country name may stand.
STATE_ROLES = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})

# Acts that have no direction, whatever order the actors are told in: consult, phone, meet, negotiate, sign.
SYMMETRIC_CODES = frozenset({"04", "040", "041", "044", "046", "057"})

# Within these roots every code of three digits is a kind of its own: what is asked, offered, refused differs.
KINDS_BY_CODE = frozenset({"01", "02", "03", "06", "10", "12", "13", "16", "17"})
# Kinds within the other roots, by the head of the code. Codes that stand in none (and "not further specified") agree
# with every kind of their root. 115 and 116 are a lawsuit and a verdict, 074 and 075 peacekeeping and asylum.
KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "04": (("041",), ("042", "043", "044"), ("045",)),
    "05": (("051", "052", "053"), ("054",), ("055",), ("056",), ("057",)),
    "07": (("074",), ("075",)),
    "08": (("081", "082", "083"), ("084",), ("085",), ("086",), ("087",)),
    "11": (("115",), ("116",)),
    "14": (("141", "145"), ("142",), ("143",), ("144",)),
    "15": (("151", "153"), ("152", "154"), ("155",)),
    "18": (("181",), ("182", "183", "185", "186"), ("184",)),
    "19": (("191",), ("192",), ("193", "194", "195"), ("196",)),
}

# What a planned 03x is called once it happened, by the CAMEO table's own order of the inner acts.
COMES_TRUE = {
    "03": "050",
    "030": "050",
    "031": "060",
    "0311": "061",
    "0312": "062",
    "0313": "063",
    "0314": "064",
    "032": "050",
    "033": "070",
    "0331": "071",
    "0332": "072",
    "0333": "073",
    "0334": "074",
    "034": "083",
    "0341": "0831",
    "0342": "0832",
    "0343": "0833",
    "0344": "0834",
    "035": "080",
    "0351": "081",
    "0352": "082",
    "0353": "084",
    "0354": "085",
    "0355": "086",
    "0356": "087",
    "036": "040",
    "037": "057",
    "038": "045",
    "039": "045",
}

# Acts on one's own people, which a report may tell without saying against whom ("police arrested twenty").
DOMESTIC_ROOTS = frozenset({"14", "15", "17", "18", "19", "20"})
# Acts of force happen at a spot: in two cities they are two events, even on one day.
LOCAL_ROOTS = frozenset({"14", "18", "19", "20"})


@dataclass(frozen=True, slots=True)
class Party:
    """One side of an act: `key` is equal for all that may be the same actor, `roles` tell its parts apart."""

    key: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Claim:
    """What a mention says, made comparable. `source` and `target` are turned where the act is told from the other side
    (043 for 042). `first` and `last` bound the day of the act (ordinals, inclusive); None where nothing dates it.
    `rank` is lower the more precisely it is dated."""

    mention: Mention
    source: Party
    target: Party | None
    names: frozenset[str]
    code: str
    kind: str | None
    is_mirrored: bool
    is_symmetric: bool
    first: int | None
    last: int | None
    rank: int
    spot: str | None

    @property
    def family(self) -> str:
        """The root of the act, of a planned 03x the root that it comes true as."""
        return self.code[:2]

    @property
    def block(self) -> tuple[str, str, str]:
        """The family and the dyad, whichever order it is told in: claims of two blocks never tell one event."""
        domestic = self.source.key if self.family in DOMESTIC_ROOTS else ""
        low, high = sorted((self.source.key, domestic if self.target is None else self.target.key))
        return self.family, low, high


def claim_of(mention: Mention) -> Claim:
    """What `mention` claims."""
    code = _fulfilled(mention)
    source = _party(mention.source_country, mention.source_code, mention.source_name)
    target = None
    if mention.target_name is not None:
        target = _party(mention.target_country, mention.target_code, mention.target_name)
    is_mirrored = code == "043" and target is not None
    if is_mirrored and target is not None:
        source, target = target, source
    first, last, rank = _window(mention)
    return Claim(
        mention=mention,
        source=source,
        target=target,
        names=frozenset(fold_name(name) for name in (mention.source_name, mention.target_name) if name is not None),
        code=code,
        kind=kind_of(code),
        is_mirrored=is_mirrored,
        is_symmetric=target is not None and (mention.is_reciprocal or code in SYMMETRIC_CODES),
        first=first,
        last=last,
        rank=rank,
        spot=_spot(mention, code),
    )


@cache
def kind_of(code: str) -> str | None:
    """The kind of an act within its root, None where it agrees with all of them."""
    root, head = code[:2], code[:3]
    if len(code) < 3 or head.endswith("0"):
        return None
    if root in KINDS_BY_CODE:
        return head
    return next((group[0] for group in KINDS.get(root, ()) if head in group), None)


def parties_agree(one: Party | None, other: Party | None) -> bool:
    """Whether two sides may be one actor; a side that is not told agrees with any."""
    if one is None or other is None:
        return True
    return one.key == other.key and _roles_agree(one.roles, other.roles)


def details_agree(one: str | None, other: str | None) -> bool:
    """Whether two kinds or two spots may be the same; one that is not told agrees with any."""
    return one is None or other is None or one == other


@lru_cache(maxsize=65536)
def _roles_agree(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return bool((one or other) & STATE_ROLES) or one == other
    return one <= other or other <= one


def _fulfilled(mention: Mention) -> str:
    """The act's code; for a plan told as an intent, the code of the act that it comes true as."""
    if mention.status == "planned" and mention.cameo_root == "03":
        return COMES_TRUE[mention.cameo_code]
    return mention.cameo_code


def _spot(mention: Mention, code: str) -> str | None:
    """The city of an act of force where the report ties it to the act itself, else None."""
    if code[:2] not in LOCAL_ROOTS or mention.place_basis != "act" or mention.latitude is None:
        return None
    return mention.place_name


def _window(mention: Mention) -> tuple[int | None, int | None, int]:
    """The first and last day on which the act may lie, and the rank of that knowledge."""
    if mention.event_date is None:
        return None, None, 5
    day, start = mention.event_date, mention.event_date.toordinal()
    if mention.date_precision == "year":
        return start, date(day.year, 12, 31).toordinal(), 4
    if mention.date_precision == "month":
        return start, start + calendar.monthrange(day.year, day.month)[1] - day.day, 3
    if mention.date_basis != "publication":
        return start, start, 0
    if mention.status == "planned":
        return start, start + PLAN_REACH, 2
    return start - PUBLICATION_SLACK, start + PUBLICATION_SLACK, 1


@cache
def _generic_chunks() -> frozenset[str]:
    """All role and region codes: a code made of nothing else names no one in particular."""
    rows = read_csv(seed_path("cameo", "actor_codes.csv"), ("kind", "code", "label"))
    return frozenset(row["code"] for _, row in rows)


@lru_cache(maxsize=65536)
def _party(country: str | None, code: str | None, name: str) -> Party:
    """A side's key: its country, else a code that names one actor, else its name, with the role where one is known."""
    chunks = tuple((code or "")[i : i + 3] for i in range(0, len(code or ""), 3))
    if country is not None and only_country(country) is not None:
        return Party(country, frozenset(chunk for chunk in chunks if chunk != country))
    if chunks and not _generic_chunks().issuperset(chunks):
        return Party("".join(chunks), frozenset())
    return Party(f"{code or ''}:{fold_name(name)}", frozenset())


@lru_cache(maxsize=65536)
def fold_name(name: str) -> str:
    """A name without case, accents, article and runs of spaces."""
    plain = unicodedata.normalize("NFKD", name)
    words = "".join(c for c in plain if not unicodedata.combining(c)).casefold().split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)
