"""Codes of actor phrases: country or organisation, then roles, with what the country was taken from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from extractors.areas import country_of_area, region_code, region_of
from extractors.cities import country_of_city
from extractors.gazetteer import Entry, Gazetteer, entry_at, fold
from extractors.nominals import ATTITUDES, RELATIONAL, Unit
from extractors.reading import Core, Reading
from extractors.roles import Role, code_ranks, compose, merge_roles, sector_of, split_code

# Country names that are first a state of the US, or a person's name; without other evidence they stand for nothing.
HOMONYMS = frozenset({"GEO", "JOR", "TCD", "SYC", "BMU", "IMN", "FLK", "JEY", "GRD", "DMA"})
BUSINESS_WORDS = frozenset(
    """inc inc. corp corp. corporation ltd ltd. llc plc co co. ag gmbh holdings group industries airlines airways
    petroleum energy oil gas motors systems technologies pharmaceuticals steel electric electronics telecom motor
    ventures capital partners resources mining chemicals aerospace""".split()
)
MEDIA_WORDS = frozenset("news times post herald tribune radio tv television gazette journal daily telegraph".split())
# Roles of the state: an article's own country is meant where none is named with them.
STATE_ROLES = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP"})
# Holders that are somebody by themselves; "head", "member" or "unit" are so only with what they belong to.
PERSONAL_HOLDERS = (
    "official",
    "spokes",
    "aide",
    "adviser",
    "advisor",
    "negotiator",
    "mediator",
    "delegate",
    "candidate",
    "inspector",
)
INTERNATIONAL = ("IGO", "NGO", "NGM", "IMG", "MNC", "INT")


@dataclass(frozen=True, slots=True)
class Coding:
    """Who a phrase stands for; `basis` as in `ActorMention`."""

    name: str
    code: str | None
    country: str | None
    basis: str
    is_known: bool = False
    office: str = ""

    @property
    def sector(self) -> str | None:
        """The first role code, None for a bare country or an unknown."""
        return sector_of(self.code, self.country) if self.code else None


@dataclass(frozen=True)
class Context:
    """What an article says about its actors as a whole: `mentioned` countries by weight, `home` the dominant one,
    `persons` full names by surname, `acronyms` it introduces."""

    gazetteer: Gazetteer
    published: date | None
    mentioned: dict[str, int]
    home: str | None
    persons: dict[str, str]


def choose(core: Core, context: Context) -> Entry | None:
    """The entry that a name stands for on the article's day; None where several fit equally well."""
    entries = core.entries
    if any(entry.kind == "person" for entry in entries):
        return choose_person([e for e in entries if e.kind == "person"], context)
    countries = {entry.country for entry in entries}
    if len(countries) > 1:
        near = {country for country in countries if country in context.mentioned}
        entries = tuple(entry for entry in entries if entry.country in near) if len(near) == 1 else ()
        if not entries:
            return None
    return entry_at(entries, context.published)


def choose_person(entries: Sequence[Entry], context: Context, *, country: str | None = None) -> Entry | None:
    """The office of the one person meant; among namesakes who is in office, then whose country the article names."""
    by_name: dict[tuple[str, str | None], list[Entry]] = {}
    for entry in entries:
        if country is None or entry.country == country:
            by_name.setdefault((entry.name, None), []).append(entry)
    if not by_name:
        return None
    people = [entry_at(rows, context.published) for rows in by_name.values()]
    if len(people) > 1:
        people = [entry for entry in people if not entry.code.endswith("ELI")] or people
    if len(people) > 1:
        people = [entry for entry in people if entry.country in context.mentioned] or people
    return people[0] if len(people) == 1 else None


def code_unit(unit: Unit, reading: Reading, context: Context) -> Coding:
    """Who the phrase stands for."""
    core = unit.core
    if core.kind == "person":
        return code_person(unit, reading, context)
    if core.kind == "role":
        return code_role(unit, reading, context)
    if core.kind == "name":
        return code_name(unit, reading, context)
    return code_entity(unit, reading, context)


@dataclass(frozen=True, slots=True)
class Belonging:
    """The country or organisation that a phrase names as its own, and roles that come with it."""

    prefix: str
    country: str | None
    roles: tuple[str, ...]
    basis: str


def belonging_of(unit: Unit, reading: Reading, context: Context) -> Belonging | None:
    """Whose the actor is: by a name before its core, else by its owner after it, else by a region's adjective."""
    found: list[Belonging] = []
    for part in sorted(unit.parts, key=lambda part: is_seat(part, reading)):
        if part.kind == "role" or is_attitude(part, reading) or (part.has("adjective") and "ethnic" in unit.words):
            continue
        entry = person_entry(part, reading, context) if part.kind == "person" else None
        if part.kind == "name":
            entry = choose(part, context)
        if entry is not None:
            basis = "possessor" if part.start in unit.possessors else "adjective"
            found.append(belonging(entry, basis, is_holder=part.kind != "person"))
    if found:
        return next((one for one in found if one.roles and one.country), found[0])
    for preposition, owner in unit.owners:
        coding = code_unit(owner, reading, context)
        if coding.code:
            basis = "possessor" if preposition in {"of", "for"} else "place"
            is_seated = unit.core.is_site and owner.core.has("capital")
            return from_code((is_seated and coding.country) or coding.code, coding.country, basis)
    for part in unit.parts:
        text = reading.text(part.start, part.end)
        if part.kind == "place" and (country := country_of_area(text, mentioned=context.mentioned)):
            return from_code(country, country, "adjective")
    # "A western village" lies in the west of its country.
    before = [t for t in reading.doc[unit.start : unit.core.start] if not unit.core.is_site or t.text[0].isupper()]
    region = region_of([token.lower_ for token in before])
    return Belonging(region, None, (), "adjective") if region else None


def is_seat(core: Core, reading: Reading) -> bool:
    """Whether the core only says where an actor is based ("a Damascus-based Palestinian group")."""
    doc, end = reading.doc, core.end
    return core.suffix == "-based" or (end + 1 < len(doc) and doc[end].text == "-" and doc[end + 1].lower_ == "based")


def belonging(entry: Entry, basis: str, *, is_holder: bool) -> Belonging:
    """What a gazetteer entry lends to the phrase it stands in; a capital or a person lends the country alone."""
    if entry.kind in {"capital", "person"} or not is_holder:
        return from_code(entry.country or entry.code, entry.country, basis)
    return from_code(entry.code, entry.country, basis)


def from_code(code: str, country: str | None, basis: str) -> Belonging:
    """A code taken apart into country or organisation, and roles."""
    if country and code.startswith(country):
        return Belonging(country, country, split_code(code.removeprefix(country)), basis)
    if code.startswith(INTERNATIONAL):
        return Belonging(code, country, (), basis)
    parts = split_code(code)
    if parts and parts[0] not in code_ranks():
        return Belonging(code, country, (), basis)
    return Belonging("", country, parts, basis)


def is_attitude(core: Core, reading: Reading) -> bool:
    """Whether the core stands after "pro-" or "anti-"."""
    doc = reading.doc
    return core.start >= 2 and doc[core.start - 1].text == "-" and doc[core.start - 2].lower_ in ATTITUDES


def roles_before(unit: Unit) -> tuple[Role, ...]:
    """The role nouns of a phrase from left to right, its own last."""
    roles = [part.role for part in unit.parts if part.role is not None]
    if unit.core.role is not None:
        roles.append(unit.core.role)
    return tuple(roles)


def code_role(unit: Unit, reading: Reading, context: Context, *, name: str = "") -> Coding:
    """The code of a role noun, or of a person's title: the country it belongs to, else that of the context."""
    roles = roles_before(unit)
    group = own_group(unit, roles[-1], context)
    if group is not None:
        return group
    owner = belonging_of(unit, reading, context)
    modifiers = tuple(code for role in roles[:-1] for code in split_code(role.code) if role.category != "holder")
    lent = owner.roles if owner else ()
    own = merge_roles(roles[-1], (*modifiers, *lent))
    is_foreign = owner is None and any(part.kind in {"organisation", "person"} for part in unit.parts)
    if roles[-1].noun in RELATIONAL or (is_foreign and roles[-1].category == "holder" and not modifiers):
        own = ()
    prefix, country, basis = (owner.prefix, owner.country, owner.basis) if owner else ("", None, "name")
    if unit.is_former and roles[-1].category in {"office", "holder"}:
        own = ("ELI",)
    if prefix.startswith(INTERNATIONAL) and roles[-1].category == "site":
        own = ()
    elif prefix.startswith(INTERNATIONAL):
        own = tuple(code for code in own if code not in {"GOV", "IGO", "NGO", "ELI"})
    home = home_of(unit, context)
    if not prefix and not is_foreign and home and may_take_home(unit, own, reading):
        prefix, country, basis = home, home, "context"
    code = compose(prefix, own) or None
    text = reading.text(unit.start, unit.end)
    return Coding(name or text, code, country, basis if country or prefix else "name", is_known=bool(prefix))


def own_group(unit: Unit, role: Role, context: Context) -> Coding | None:
    """The coding of an armed group named with its kind ("Hamas militants"); None where the phrase names none."""
    is_kind = role.category in {"band", "holder", "site"} or role.code in {"MIL", "INS", "UAF", "REB", "SEP"}
    if unit.core.kind != "role" or not is_kind or unit.is_former:
        return None
    for part in reversed(unit.parts):
        entry = choose(part, context) if part.kind == "name" and part.has("group") else None
        if entry is not None:
            return Coding(entry.name, entry.code, entry.country, "name", is_known=True)
    return None


def home_of(unit: Unit, context: Context) -> str | None:
    """The article's own country; for a named person, whom any country may have, only where it is named repeatedly."""
    home = context.home
    if home is None or (unit.core.kind == "person" and context.mentioned[home] < 2):
        return None
    return home


def may_take_home(unit: Unit, roles: Sequence[str], reading: Reading) -> bool:
    """Whether a phrase without a country means the article's own: "the government", "police", "President Arroyo"."""
    if not roles or roles[0] not in STATE_ROLES or "ethnic" in unit.words:
        return False
    role = roles_before(unit)[-1]
    # Who inspects a country is seldom its own.
    if (
        role.category == "weapon"
        or role.noun == "inspector"
        or (role.category == "holder" and not role.noun.startswith(PERSONAL_HOLDERS))
    ):
        return False
    if unit.start > reading.start and reading.doc[unit.start - 1].tag_ == "POS":
        return False
    if unit.core.kind == "person" and all(part.role is None or part.role.category != "office" for part in unit.parts):
        return False
    if unit.determiner in {"the", ""}:
        return unit.core.kind == "person" or not (unit.core.is_plural and unit.words - {"the"})
    return False


def full_name(core: Core, reading: Reading, context: Context) -> str:
    """The person's full name: where the text has but a surname, the article's name that ends in it."""
    text = reading.text(core.start, core.end)
    key = fold(reading.doc[core.end - 1].text)
    is_short = core.end - core.start == 1
    return context.persons[key] if is_short and key in context.persons else text


def person_entry(core: Core, reading: Reading, context: Context, *, country: str | None = None) -> Entry | None:
    """The gazetteer's entry of a person: by full name, else by a surname that the article does not give otherwise."""
    if core.entries:
        return choose_person(core.entries, context)
    name = full_name(core, reading, context)
    entries = context.gazetteer.lookup(name)
    if not entries and core.end - core.start == 1 and name == reading.text(core.start, core.end):
        entries = context.gazetteer.surname(name)
    return choose_person([e for e in entries if e.kind == "person"], context, country=country)


def code_person(unit: Unit, reading: Reading, context: Context) -> Coding:
    """The code of a named person: by the title in the text, else by the gazetteer's office on the article's day."""
    core = unit.core
    owner = belonging_of(unit, reading, context)
    entry = person_entry(core, reading, context, country=owner.country if owner else None)
    name = entry.name if entry else full_name(core, reading, context)
    roles = roles_before(unit)
    if roles and (entry is None or roles[-1].category != "holder" or entry.code.endswith("ELI")):
        titled = code_role(unit, reading, context, name=name)
        if entry is not None and titled.basis in {"context", "name"} and titled.code:
            rest = titled.code.removeprefix(titled.country) if titled.country else titled.code
            base = entry.country or entry.code
            return Coding(name, compose(base, split_code(rest)) if entry.country else base, entry.country, "name", True)
        return titled
    if entry is not None:
        code = f"{entry.country}ELI" if unit.is_former and entry.country else entry.code
        return Coding(name, code, entry.country, "name", is_known=True, office=entry.office)
    if owner is not None:
        return Coding(name, owner.prefix or None, owner.country, owner.basis)
    return Coding(name, None, None, "name")


def code_name(unit: Unit, reading: Reading, context: Context) -> Coding:
    """The code of a name of the gazetteer; people of a country that are counted ("two Israelis") are civilians."""
    text = reading.text(unit.core.start, unit.core.end)
    entry = choose(unit.core, context)
    if entry is None:
        return Coding(text, None, None, "name")
    owner = belonging_of(unit, reading, context) if unit.core.has("demonym") and unit.parts else None
    if owner is not None and owner.country:
        # "Bosnian Serbs" are of Bosnia.
        return Coding(reading.text(unit.start, unit.end), owner.country + "CVL", owner.country, "adjective", True)
    if entry.kind in {"adjective", "demonym"} or unit.core.has("demonym"):
        return code_people(unit, reading, entry)
    return Coding(entry.name, entry.code, entry.country, "name", is_known=True)


def code_people(unit: Unit, reading: Reading, entry: Entry) -> Coding:
    """The code of "the Israelis" (the country) and of "an Israeli", "100 Israelis" (its civilians)."""
    first, last = reading.doc[unit.start], reading.doc[unit.core.end - 1]
    is_noun = last.tag_.startswith("NN") and last.dep_ not in {"compound", "amod", "nmod"}
    is_counted = first.lower_ in {"a", "an", "some"} or first.tag_ == "CD" or unit.root < unit.core.start
    if is_noun and unit.start < unit.core.start and is_counted and entry.country:
        return Coding(reading.text(unit.start, unit.end), entry.country + "CVL", entry.country, "adjective", True)
    return Coding(entry.name, entry.country or entry.code, entry.country, "adjective", True)


def code_entity(unit: Unit, reading: Reading, context: Context) -> Coding:
    """The code of an organisation, group or place that only the text names."""
    text = reading.text(unit.core.start, unit.core.end)
    if unit.core.kind == "group" and (country := country_of_city(text, mentioned=context.mentioned)):
        return Coding(text, country, country, "place", is_known=True)
    if unit.core.kind == "place":
        country = country_of_area(text, mentioned=context.mentioned)
        return Coding(text, country or region_code(text), country, "place", is_known=country is not None)
    owner = belonging_of(unit, reading, context)
    words = set(text.lower().split())
    roles = ["BUS"] if words & BUSINESS_WORDS else ["MED"] if words & MEDIA_WORDS else []
    if unit.core.kind == "group":
        roles = ["CVL"]
    prefix, country, basis = (owner.prefix, owner.country, owner.basis) if owner else ("", None, "name")
    lent = list(owner.roles) if owner else []
    return Coding(text, compose(prefix, roles or lent) or None, country, basis)
