"""What an article as a whole says about its actors: its countries, its persons, and the names it makes plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc, Token

from extractors.areas import country_of_area, is_told_as_place
from extractors.cities import country_of_city
from extractors.clauses import children
from extractors.coding import HOMONYMS, Context
from extractors.gazetteer import Gazetteer, fold
from extractors.reading import Core, Reading
from extractors.roles import load_roles
from schemas.records import Dateline

# An article's dateline weighs as much as so many mentions of its country.
DATELINE_WEIGHT = 2
# An article is at home in a country that it names so many times as often as the next; between equals we do not guess.
DOMINANCE = 1.5
# What states do and persons seldom, with whom or what they do it to.
STATELY = frozenset(
    """abstain accredit annex attack ban blockade bomb border close condemn deploy deport dispatch evacuate expel export
    extradite grant import impose invade lift mobilise mobilize mediate negotiate oppose pledge protest
    ratify recall recognise recognize reject reopen restore sanction send sever shell supply suspend summon
    vote withdraw""".split()
)
# What states have and persons do not: "Chad's president".
OF_STATES = frozenset(
    """ambassador army border cabinet constitution coup currency economy embassy government junta military ministry navy
    parliament president regime ruler territory troops""".split()
)
# What teams do to one another, and players do.
SPORTS = frozenset("beat defeat dribble dunk play rebound score thrash".split())
OWN_PERSON = frozenset({"he", "him", "his", "himself", "she", "her", "herself"})


def context_of(
    readings: Sequence[Reading], gazetteer: Gazetteer, *, published: date | None, dateline: Dateline | None
) -> Context:
    """What the article says about its actors as a whole."""
    counts: Counter[str] = Counter()
    persons: dict[str, str] = {}
    for reading in readings:
        for core in reading.cores:
            countries = {entry.country for entry in core.entries if entry.country and entry.kind != "person"}
            if len(countries) == 1:
                counts.update(countries | {code[:3] for entry in core.entries for code in entry.partners})
            if core.kind == "person" and core.end - (start := given_name_start(core, reading)) > 1:
                persons.setdefault(fold(reading.doc[core.end - 1].text), reading.text(start, core.end))
    if dateline is not None and (country := country_of_place(dateline.place, gazetteer, counts)):
        counts[country] += DATELINE_WEIGHT
    ranked = counts.most_common(2)
    is_clear = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > DOMINANCE * ranked[1][1])
    return Context(gazetteer, published, dict(counts), ranked[0][0] if is_clear else None, persons)


def given_name_start(core: Core, reading: Reading) -> int:
    """Where a person's name begins, with a first name that is a country's, too: "Chad Smith", "Jordan Peters"."""
    before = reading.ending.get(core.start)
    if before is None or not before.has("country") or before.suffix:
        return core.start
    return before.start if before.entries[0].country in HOMONYMS else core.start


def country_of_place(place: str, gazetteer: Gazetteer, counts: Counter[str]) -> str | None:
    """The country of a dateline's place: "RABAT", "RABAT, Morocco", "Casablanca"."""
    for part in (*reversed(place.split(",")), place):
        name = part.strip()
        for text in (name, name.title()):
            countries = {entry.country for entry in gazetteer.lookup(text) if entry.kind in {"country", "capital"}}
            if len(countries) == 1:
                return countries.pop()
            if city := country_of_city(text, mentioned=counts):
                return city
    return None


KOREAS = {"North": "PRK", "South": "KOR"}


def with_koreas(reading: Reading, context: Context) -> Reading:
    """`reading` with "the North" and "the South" as the two Koreas, in an article that names both or is about one."""
    named = {country for country in KOREAS.values() if country in context.mentioned}
    if len(named) < len(KOREAS) and context.home not in named:
        return reading
    doc = reading.doc
    halves = [doc[i] for i in range(reading.start + 1, reading.end) if is_half(doc, i, reading.end)]
    added = [
        Core(token.i, token.i + 1, "name", (context.gazetteer.countries[KOREAS[token.text]],))
        for token in halves
        if KOREAS[token.text] in context.gazetteer.countries
        and not any(core.start <= token.i < core.end and core.kind == "name" for core in reading.cores)
    ]
    if not added:
        return reading
    starts = {core.start for core in added}
    kept = [core for core in reading.cores if not starts & set(range(core.start, core.end))]
    return Reading(reading.parsed, tuple(sorted((*kept, *added), key=lambda core: core.start)))


def is_half(doc: Doc, i: int, end: int) -> bool:
    """Whether token `i` is "North" or "South" alone after "the": not "the North Sea", "the South of France"."""
    if doc[i].text not in KOREAS or doc[i - 1].lower_ != "the":
        return False
    following = [doc[k].text for k in range(i + 1, min(i + 3, end))]
    if not following or following[0] == "of":
        return not any(word[0].isupper() for word in following)
    return not (following[0][0].isupper() or following[0] == "-")


def resolve_homonyms(reading: Reading, context: Context) -> Reading:
    """`reading` without country names that are a US state's or a person's too, where nothing speaks for the country."""
    kept = [core for core in reading.cores if not is_doubtful(core, reading, context)]
    cores = tuple(foreign_namesake(core, reading, context) or as_known(core, reading, context) for core in kept)
    return reading if cores == reading.cores else Reading(reading.parsed, cores)


def as_known(core: Core, reading: Reading, context: Context) -> Core:
    """An unknown name as a person where it is the surname of one whom the article names in full, and as a place where
    a place of that name is told of as one."""
    is_word = core.end - core.start == 1
    is_named = is_word and fold(reading.doc[core.start].text) in context.persons
    if core.kind == "organisation" and is_named:
        return replace(core, kind="person")
    if is_named or core.entries or not (core.kind == "organisation" or (core.kind == "person" and is_word)):
        return core
    text, root = reading.text(core.start, core.end), reading.doc[core.start : core.end].root
    if is_told_as_place(root, is_person=core.kind == "person") and country_of_area(text, mentioned=context.mentioned):
        return replace(core, kind="place")
    return core


def foreign_namesake(core: Core, reading: Reading, context: Context) -> Core | None:
    """The role noun that a generic name is where another country is meant: "Congress" in the Philippines.

    None where the name stands for the organisation of the gazetteer.
    """
    if core.kind != "name" or not core.has("organisation", "group") or len({e.country for e in core.entries}) != 1:
        return None
    text, country = reading.text(core.start, core.end), core.entries[0].country
    hits = load_roles().find(text)
    if (
        country is None
        or len(hits) != 1
        or hits[0].end != len(text)
        or (hits[0].start > 0 and country in context.mentioned)
    ):
        return None
    near = {entry.country for other in neighbours(core, reading) for entry in other.entries if entry.country}
    others = set(context.mentioned) - {country}
    own = context.mentioned[country] > count_of(core, reading) if country in context.mentioned else False
    if (near and country not in near) or (not near and not own and others and hits[0].start == 0):
        start = core.end - len(reading.doc[core.start : core.end]) if hits[0].start == 0 else core.end - 1
        return Core(start, core.end, "role", role=hits[0].role, is_plural=hits[0].is_plural)
    return None


def count_of(core: Core, reading: Reading) -> int:
    """How often the sentence has names with the same entries."""
    return sum(1 for other in reading.cores if other.entries == core.entries)


def neighbours(core: Core, reading: Reading) -> list[Core]:
    """The geographic names right before a name ("Brazil's Congress") and after it ("Congress in the Philippines")."""
    doc = reading.doc
    found = [reading.ending[i] for i in (core.start, core.start - 1) if i in reading.ending]
    if core.end < reading.end and doc[core.end].lower_ in {"in", "of"}:
        found += [reading.beginning[i] for i in (core.end + 1, core.end + 2) if i in reading.beginning]
    return [other for other in found if other.has("country", "adjective", "demonym")]


def is_doubtful(core: Core, reading: Reading, context: Context) -> bool:
    """Whether a name of a homonymous country ("Georgia", "Jordan") has no evidence for the country."""
    if not core.has("country", "capital") or any(entry.country not in HOMONYMS for entry in core.entries):
        return False
    if is_personal(core, reading, context):
        return True
    country = core.entries[0].country or ""
    label = reading.doc[core.start].ent_type_
    if label in {"", "PERSON"} and is_statelike(core, reading):
        return False
    own = sum(1 for entry in core.entries if entry.kind == "country") and 1
    others = context.mentioned[country] - own if country in context.mentioned else 0
    if label in {"GPE", "NORP"} and country != "GEO":
        return False
    if country == "GEO" and "USA" not in context.mentioned and len(context.mentioned) > 1:
        return False
    return others <= 0 or label == "PERSON"


def is_personal(core: Core, reading: Reading, context: Context) -> bool:
    """Whether the sentence or the article makes a person or a team of a homonym: "Jordan scored", "Chad told his wife",
    "Chad" where the article names a Chad Smith."""
    doc, word = reading.doc, fold(reading.doc[core.start].text)
    if any(word in fold(full).split() for full in context.persons.values()):
        return True
    root = doc[core.start : core.end].root
    if root.dep_ != "nsubj":
        return False
    # "France beat Georgia" is decided by what else the article says.
    is_team = root.head.lemma_.lower() in SPORTS and reading.doc[core.start].ent_type_ != "NORP"
    return is_team or any(child.lower_ in OWN_PERSON and child.dep_ == "poss" for child in with_objects(root.head))


def with_objects(verb: Token) -> list[Token]:
    """What depends on the objects of a verb."""
    return [token for noun in children(verb, "dobj", "dative", "pobj") for token in noun.children]


def is_statelike(core: Core, reading: Reading) -> bool:
    """Whether a homonym alone, without a first name or surname, does or has what states do and have, or has it done
    to it."""
    doc = reading.doc
    before = doc[core.start - 1] if core.start > reading.start else None
    after = doc[core.end] if core.end < reading.end else None
    if any(token is not None and token.tag_ == "NNP" and token.text[0].isupper() for token in (before, after)):
        return False
    root = doc[core.start : core.end].root
    if root.dep_ in {"nsubj", "dobj", "nsubjpass"}:
        return root.head.lemma_.lower() in STATELY
    if root.dep_ == "poss":
        return root.head.lemma_.lower() in OF_STATES
    return root.dep_ == "pobj" and root.head.dep_ == "agent" and root.head.head.lemma_.lower() in STATELY
