"""Definite descriptions: "the minister", "the country", "the two sides", "the latter", to what they stand for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from extractors.antecedents import Candidate, Referent, best
from extractors.coding import Context

# Descriptions look back further than pronouns do.
REACH = 6
PAIR_WORDS = frozenset(
    "the both two these those neighboring neighbouring warring rival feuding nuclear-armed african arab asian".split()
)
PAIR_REACH = 4
KINGDOMS = frozenset("BEL BHR BTN DNK ESP GBR JOR JPN KHM LSO MAR MYS NLD NOR NPL OMN SAU SWE SWZ THA TON".split())
EMIRATES = frozenset({"ARE", "KWT", "QAT"})
ISLANDS = frozenset("BHR COM CUB CYP FJI GRD HTI IRL ISL JAM JPN LKA MDG MDV MLT MUS NRU NZL PHL SLB TLS TWN".split())
GROUP_NOUNS = frozenset(
    """group movement organization organisation network militia front organisation alliance bloc agency body faction
    federation league association party company firm bank newspaper charity watchdog union court coalition""".split()
)
STATE_NOUNS = frozenset({"country", "nation", "state", "kingdom", "republic", "emirate", "sultanate"})
NAMED_BODIES = frozenset({"ministry", "department", "agency", "service", "commission"})
SIDES = frozenset(
    {"country", "nation", "side", "state", "neighbor", "neighbour", "government", "party", "ally", "rival"}
)
PERSONS = frozenset({"leader", "minister", "president", "premier", "official", "diplomat", "foreign minister"})

# How often a country must be named to be one of the two that a story is about.
DOMINANT = 3


def resolve_description(referent: Referent, row: int, earlier: Sequence[Candidate]) -> Referent | None:
    """The antecedent of a definite singular description, None where none is sure or the phrase is none."""
    unit = referent.unit
    role = unit.core.role
    if role is None or unit.parts or unit.owners or unit.core.is_plural or unit.core.kind != "role":
        return None
    if unit.determiner not in {"the", "this", "that"}:
        return None
    if role.category == "body" and has_own_name(referent.mention.text, role.noun):
        return None
    noun = role.noun
    last = noun.split()[-1]
    if role.category == "site":
        return None if role.code or unit.words - {"the", "this", "that"} else place_before(noun, row, earlier)
    if role.category == "state" and last in STATE_NOUNS and unit.determiner == "that":
        return found(latest(earlier, row, lambda c: is_state(c, last)))
    if role.category == "state" and last in STATE_NOUNS:
        return found(best(earlier, row, fits=lambda c: is_state(c, last), reach=REACH))
    if role.category in {"office", "person", "holder"} and last not in GROUP_NOUNS:
        return found(latest(earlier, row, lambda c: c.nature == "person" and has_role(c, noun, last)))
    if role.category == "body" and referent.mention.basis in {"name", "context"} and last not in GROUP_NOUNS:
        return found(latest(earlier, row, lambda c: c.referent.mention.country is not None and is_same_body(c, noun)))
    if last in GROUP_NOUNS:
        return found(latest(earlier, row, lambda c: is_organised(c) and (c.nature == "unknown" or is_such(c, last))))
    return None


def place_before(noun: str, row: int, earlier: Sequence[Candidate]) -> Referent | None:
    """The place named last before "the town"; for "the island" also a country that is one."""
    if noun == "island":
        island = latest(earlier, row, lambda c: c.nature == "state" and c.referent.mention.country in ISLANDS)
        if island is not None:
            return found(island)
    return found(latest(earlier, row, is_local))


def is_local(candidate: Candidate) -> bool:
    """Whether the candidate is a place within a country."""
    mention, core = candidate.referent.mention, candidate.referent.unit.core
    return mention.kind == "place" and core.kind == "place" and bool(mention.code)


def has_own_name(text: str, noun: str) -> bool:
    """Whether a body is told from others by a name before its noun: "the New York Stock Exchange"."""
    before = text.split()[1 : -len(noun.split())]
    return any(word[0].isupper() for word in before)


def found(candidate: Candidate | None) -> Referent | None:
    """The candidate's referent."""
    return candidate.referent if candidate else None


def latest(earlier: Sequence[Candidate], row: int, fits: Callable[[Candidate], bool]) -> Candidate | None:
    """The nearest candidate before that fits."""
    return next((c for c in reversed(earlier) if row - REACH <= c.row and fits(c)), None)


def is_state(candidate: Candidate, noun: str) -> bool:
    """Whether the candidate is a country that the noun can mean."""
    mention = candidate.referent.mention
    if candidate.nature != "state" or mention.country is None:
        return False
    if noun == "kingdom":
        return mention.country in KINGDOMS
    return mention.country in EMIRATES if noun == "emirate" else True


def has_role(candidate: Candidate, noun: str, last: str) -> bool:
    """Whether the candidate was called by this role: "the minister" after "Defence Minister"."""
    same = [role for role in candidate.referent.roles if role.split()[-1] == last]
    return any(len(noun.split()) == 1 or role.replace("se ", "ce ") == noun.replace("se ", "ce ") for role in same)


def is_same_body(candidate: Candidate, noun: str) -> bool:
    """Whether the candidate is such an institution: "the Defence Ministry" after "Israel's Defence Ministry"."""
    role = candidate.referent.unit.core.role
    return role is not None and role.noun == noun and candidate.referent.mention.basis != "context"


def is_organised(candidate: Candidate) -> bool:
    """Whether the candidate is an organisation or group with a name."""
    core = candidate.referent.unit.core
    return core.kind == "organisation" or core.has("organisation", "group") or bool(candidate.referent.roles)


def is_such(candidate: Candidate, noun: str) -> bool:
    """Whether a known organisation can be called by the noun."""
    core, mention = candidate.referent.unit.core, candidate.referent.mention
    if core.has("group"):
        return noun in {"group", "movement", "organization", "organisation", "militia", "front", "faction", "party"}
    if core.has("organisation"):
        wanted = {"BUS": {"company", "firm", "bank"}, "MED": {"newspaper", "agency", "network"}, "JUD": {"court"}}
        sector = mention.sector or ""
        return noun in wanted[sector] if sector in wanted else noun not in {"company", "firm", "bank", "court", "party"}
    return any(role.split()[-1] == noun for role in candidate.referent.roles)


def resolve_plural(referent: Referent, row: int, earlier: Sequence[Candidate], context: Context) -> list[Referent]:
    """The two members of "both countries", "the two sides", "the two ministers"; empty where they are not sure."""
    unit = referent.unit
    role = unit.core.role
    if role is None or not unit.core.is_plural or unit.parts or unit.owners or unit.core.kind != "role":
        return []
    words = set(unit.words)
    last = role.noun.split()[-1]
    is_pair = "two" in words or "both" in words
    if words - PAIR_WORDS:
        return []
    if not is_pair and not (
        unit.determiner == "the" and last in {"country", "nation", "side", "neighbor", "neighbour", "party"}
    ):
        return []
    if role.category == "state" or last in {"neighbor", "neighbour", "government"}:
        members = pair_of(earlier, row, is_of_country)
        members = members if is_told_together(members, row) else dominant_pair(earlier) or members
        return [as_country(c.referent, context) for c in members]
    if last in SIDES:
        return [c.referent for c in pair_of(earlier, row, is_party)]
    return [c.referent for c in pair_of(earlier, row, is_envoy)]


def is_envoy(candidate: Candidate) -> bool:
    """Whether the candidate is a person of a country, not one of an international body that looks on."""
    return candidate.nature == "person" and candidate.referent.mention.country is not None


def is_told_together(members: Sequence[Candidate], row: int) -> bool:
    """Whether one sentence, this or the last, names both: then it is they, whoever the story is about."""
    rows = {candidate.row for candidate in members}
    return len(members) == 2 and len(rows) == 1 and rows <= {row, row - 1}


def dominant_pair(earlier: Sequence[Candidate]) -> list[Candidate]:
    """The two countries that a story is about: each named at least three times, and twice as often as any third."""
    named = [candidate for candidate in earlier if is_of_country(candidate)]
    counts = Counter(candidate.referent.mention.country for candidate in named).most_common(3)
    third = counts[2][1] if len(counts) > 2 else 0
    if len(counts) < 2 or counts[1][1] < max(DOMINANT, 2 * third):
        return []
    last = {candidate.referent.mention.country: candidate for candidate in named}
    return sorted((last[country] for country, _ in counts[:2]), key=lambda c: c.start)


def is_of_country(candidate: Candidate) -> bool:
    """Whether the candidate is a country or acts for one, and is no mere reporter or place."""
    mention = candidate.referent.mention
    return mention.country is not None and mention.sector in {None, "GOV", "MIL"} and mention.kind != "place"


def as_country(referent: Referent, context: Context) -> Referent:
    """The country that a referent belongs to, as a referent."""
    mention, countries = referent.mention, context.gazetteer.countries
    name = countries[mention.country].name if mention.country in countries else mention.name
    return replace(referent, mention=replace(mention, name=name, code=mention.country, sector=None))


def is_party(candidate: Candidate) -> bool:
    """Whether the candidate can be one side: a country, or an organisation or group with a name."""
    core = candidate.referent.unit.core
    return candidate.nature == "state" or core.has("group", "organisation")


def pair_of(earlier: Sequence[Candidate], row: int, fits: Callable[[Candidate], bool]) -> list[Candidate]:
    """The two different actors that are nearest before; empty where a sentence adds more than two at once."""
    pair: dict[str, Candidate] = {}
    for back in range(row, max(-1, row - PAIR_REACH - 1), -1):
        here: dict[str, Candidate] = {}
        for candidate in (c for c in reversed(earlier) if c.row == back and fits(c)):
            mention = candidate.referent.mention
            here.setdefault(mention.country or mention.name, candidate)
        new = {key: c for key, c in here.items() if key not in pair}
        if len(pair) + len(new) > 2:
            strong = {key: c for key, c in new.items() if c.function > 0 or c.referent.mention.kind == "adjective"}
            new = strong
        if len(pair) + len(new) > 2:
            return []
        pair |= new
        if len(pair) == 2:
            return sorted(pair.values(), key=lambda c: c.start)
    return []


def country_of_description(referent: Referent, row: int, earlier: Sequence[Candidate]) -> Referent | None:
    """Whose country a phrase means that names none: "the country's army", and "the head of the Defence Ministry"
    after the ministry was named with its country; None where nothing tells."""
    unit, mention = referent.unit, referent.mention
    if mention.country is not None and mention.basis != "context":
        return None
    if any(part.role is not None and part.role.category == "state" for part in unit.parts):
        return found(best(earlier, row, fits=lambda c: is_state(c, "country"), reach=REACH))
    bodies = {noun for noun in referent.roles if noun.split()[-1] in NAMED_BODIES and " " in noun}
    named = [c for c in earlier if row - REACH <= c.row and c.referent.mention.country and bodies & c.referent.roles]
    is_sure = len({c.referent.mention.country for c in named}) == 1
    return named[-1].referent if is_sure else None
