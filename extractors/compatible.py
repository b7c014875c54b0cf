"""When two mentions may tell one event: what each claims, in terms that can be compared, and which claims agree.

Actors agree when their country is the same and one's roles are part of the other's (ISR with ISRGOVMIL, ISRMIL with
ISRGOVMIL); a bare country stands for its state, so it agrees with organs of state and not with rebels. Acts agree
within one root unless they are of different kinds (a phone call is no visit, a signature no praise). A plan belongs to
the root that it comes true as (`plans`). Dates agree when the periods in which the act may lie overlap (`periods`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.periods import Period, Rank, period_of
from extractors.persons import fold_name, surname_of
from extractors.plans import fulfilled
from schemas.countries import only_country
from schemas.records import Mention
from schemas.seeds import read_csv, seed_path

# Roles of the state itself, for which a bare country name may stand.
STATE_ROLES = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})

# Acts that news names by the plain word of their root: "met", "protested", "attacked". In other roots what has no kind
# tells of how two sides stand with each other ("strengthened ties"), seldom of the act that another report names.
NAMED_BY_ROOT = frozenset({"04", "14", "18", "19", "20"})

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
    (043 for 042). `persons` are the last names of persons, by side. `first` and `last` bound the day of the act
    (ordinals, inclusive); None where nothing dates it. `is_loose` marks an act of no kind that only the day of its
    report dates: it may tell of another day's act, or of none."""

    mention: Mention
    source: Party
    target: Party | None
    names: frozenset[str]
    persons: tuple[str | None, str | None]
    code: str
    kind: str | None
    is_mirrored: bool
    is_symmetric: bool
    first: int | None
    last: int | None
    rank: Rank
    spot: str | None
    is_loose: bool

    @property
    def period(self) -> Period:
        """The days on which the act may lie."""
        return Period(self.first, self.last, self.rank)

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
    code, period = fulfilled(mention), period_of(mention)
    source = _party(mention.source_country, mention.source_code, mention.source_name)
    persons = surname_of(mention.source_name), surname_of(mention.target_name)
    target = None
    if mention.target_name is not None:
        target = _party(mention.target_country, mention.target_code, mention.target_name)
    is_mirrored = code == "043" and target is not None
    if is_mirrored and target is not None:
        source, target, persons = target, source, persons[::-1]
    kind, is_plan = kind_of(code), mention.status == "planned"
    return Claim(
        mention=mention,
        source=source,
        target=target,
        names=frozenset(fold_name(name) for name in (mention.source_name, mention.target_name) if name is not None),
        persons=persons,
        code=code,
        kind=kind,
        is_mirrored=is_mirrored,
        is_symmetric=target is not None and (mention.is_reciprocal or code in SYMMETRIC_CODES),
        first=period.first,
        last=period.last,
        rank=period.rank,
        spot=_spot(mention, code),
        is_loose=period.rank is Rank.REPORT and kind is None and code[:2] not in NAMED_BY_ROOT and not is_plan,
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


def _spot(mention: Mention, code: str) -> str | None:
    """The city of an act of force where the report ties it to the act itself, else None."""
    if code[:2] not in LOCAL_ROOTS or mention.place_basis != "act" or mention.latitude is None:
        return None
    return mention.place_name


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
