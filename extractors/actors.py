"""Who is named in a sentence: actor mentions with their codes, in the order of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from extractors.acronyms import link_acronyms
from extractors.anaphora import resolve_anaphora
from extractors.antecedents import Referent
from extractors.coding import PERSONAL_HOLDERS, Coding, Context, choose, code_unit, is_attitude, roles_before
from extractors.context import context_of, resolve_homonyms, with_koreas
from extractors.gazetteer import Gazetteer
from extractors.nominals import RELATIONAL, Unit, build_units
from extractors.reading import Reading, read_sentence
from extractors.roles import RoleTable, compose, load_roles, sector_of, split_code
from extractors.sentences import ParsedSentence
from extractors.syntax import apposition_pairs, is_armed_actor, is_legal_party, is_modifier, is_part_of_title, is_place
from schemas.countries import country_codes
from schemas.records import ActorKind, ActorMention, Dateline

# Roles that matter where they only modify another noun ("rebel attack"); "family business" names no actor.
ARMED = frozenset({"MIL", "REB", "SEP", "INS", "UAF", "COP", "OPP"})
# Verbs with two objects, of which the first is somebody.
GIVING = frozenset("award deny give grant offer promise send serve".split())
# With "the", these are somebody even where the text names no owner; "the team" or "the figure" may be anything.
DEFINITE_BODIES = frozenset(
    {
        *"alliance bloc board coalition commission committee confederation council federation group".split(),
        *"league movement ombudsman ombudswoman organisation organization panel troika".split(),
        *("director general", "inspector general", "secretary general", "special rapporteur"),
    }
)

DETERMINER_WORDS = frozenset(
    {"a", "an", "the", "this", "that", "its", "his", "her", "their", "our", "any", "no", "some"}
)


def find_actors(
    sentences: Sequence[ParsedSentence],
    gazetteer: Gazetteer,
    *,
    published: date | None,
    dateline: Dateline | None,
    roles: RoleTable | None = None,
) -> list[list[ActorMention]]:
    """The actor mentions of each sentence of one article, ordered by where they start.

    Offsets are half-open, in characters of the cleaned text. `published` dates the offices that persons hold (None
    takes the newest); the dateline's country stands for "the government" where the text names no other. `roles` are
    the role nouns, by default the project's own.
    """
    roles = load_roles() if roles is None else roles
    readings = [read_sentence(sentence, gazetteer, roles) for sentence in sentences]
    context = context_of(readings, gazetteer, published=published, dateline=dateline)
    readings = [with_koreas(resolve_homonyms(reading, context), context) for reading in readings]
    referents = [refer(reading, context) for reading in readings]
    referents = share_codes(link_acronyms(readings, referents))
    resolved = resolve_anaphora(readings, referents, context)
    return [sorted((r.mention for r in row if is_emitted(r)), key=order) for row in resolved]


def order(mention: ActorMention) -> tuple[int, int, str]:
    """Where a mention stands."""
    return mention.start, mention.end, mention.code or ""


def is_emitted(referent: Referent) -> bool:
    """Whether a referent is an actor of the output rather than a description that found no antecedent."""
    return not referent.is_hidden and (not referent.is_pending or is_definite_body(referent.unit))


def is_definite_body(unit: Unit) -> bool:
    """Whether "the commission" or "the secretary-general" acts although the article does not say whose it is."""
    role = unit.core.role
    return role is not None and role.noun in DEFINITE_BODIES and unit.determiner == "the" and not unit.core.is_plural


def refer(reading: Reading, context: Context) -> list[Referent]:
    """The referents of one sentence, in order, appositions joined and pending descriptions marked."""
    units = build_units(reading)
    codings = [code_unit(unit, reading, context) for unit in units]
    nouns = [role_nouns(unit, coding) for unit, coding in zip(units, codings, strict=True)]
    dropped = {
        i for i in range(1, len(units)) if is_own_acronym(units[i - 1], units[i], codings[i - 1 : i + 1], reading)
    }
    for kept, other in apposition_pairs(reading, units):
        if other in dropped:
            continue
        nouns[kept] |= nouns[other]
        codings[kept] = join_codings(units[kept], codings[kept], units[other], codings[other])
        if units[kept].core.kind == "role":
            units[kept] = replace(units[kept], end=units[other].end)
        dropped.add(other)
    codings = [share_coordination(i, units, codings, reading) for i in range(len(units))]
    found = []
    for i, (unit, coding) in enumerate(zip(units, codings, strict=True)):
        if i not in dropped and is_actor(unit, coding, reading, context):
            found.append(referent_of(unit, coding, reading, nouns[i]))
            found.extend(partners_of(found[-1], context))
            found.extend(hidden_referents(unit, reading, context))
    return found


def partners_of(referent: Referent, context: Context) -> list[Referent]:
    """The further actors that the same words name: "North and South Korean officials", a brigade of two countries."""
    unit, mention = referent.unit, referent.mention
    found = []
    for core in (unit.core, *unit.parts, *(owner.core for _, owner in unit.owners)):
        entry = choose(core, context) if core.kind == "name" else None
        for code in entry.partners if entry is not None else ():
            roles = "" if core is unit.core else (mention.code or "").removeprefix(mention.country or "")
            found.append(with_code(referent, code + roles, context))
    return found


def with_code(referent: Referent, code: str, context: Context) -> Referent:
    """`referent` with another code and the country that it begins with, and a name that tells the two apart."""
    countries = context.gazetteer.countries
    country = code[:3] if code[:3] in country_codes() else None
    whose = countries[country].name if country in countries else code
    name = whose if code == country else f"{referent.mention.name} ({whose})"
    return replace(
        referent,
        mention=replace(referent.mention, name=name, code=code, country=country, sector=sector_of(code, country)),
    )


def hidden_referents(unit: Unit, reading: Reading, context: Context) -> list[Referent]:
    """The possessors inside a phrase, no actors of their own, but later words may mean them ("X's critics ... he")."""
    found = []
    for part in unit.parts:
        if part.start in unit.possessors and part.kind in {"person", "name"}:
            inner = Unit(part.start, part.end, part, reading.doc[part.start : part.end].root.i)
            coding = code_unit(inner, reading, context)
            if coding.code:
                nouns = role_nouns(inner, coding)
                found.append(replace(referent_of(inner, coding, reading, nouns), is_hidden=True))
    return found


def role_nouns(unit: Unit, coding: Coding) -> frozenset[str]:
    """What the text or the gazetteer calls an actor, in small letters."""
    nouns = {role.noun for role in roles_before(unit)}
    for _, owner in unit.owners:
        nouns |= {role.noun for role in roles_before(owner)}
    return frozenset(nouns | ({coding.office.lower()} if coding.office else set()))


def is_own_acronym(first: Unit, second: Unit, codings: list[Coding], reading: Reading) -> bool:
    """Whether the second unit is the first one's acronym in parentheses: "the African Union (AU)"."""
    if second.start != first.end + 1 or reading.doc[first.end].text != "(" or second.end >= reading.end:
        return False
    text = reading.text(second.core.start, second.core.end)
    is_short = text.isupper() and 2 <= len(text) <= 8
    return reading.doc[second.end].text == ")" and (is_short or codings[0].name == codings[1].name)


def join_codings(first: Unit, own: Coding, second: Unit, other: Coding) -> Coding:
    """The coding of two phrases that name one actor: the name's name, and the richer code."""
    name = own.name if first.core.kind != "role" else other.name
    best = max((own, other), key=lambda c: (c.is_known, len(c.code or "")))
    return replace(best, name=name)


def share_coordination(i: int, units: list[Unit], codings: list[Coding], reading: Reading) -> Coding:
    """The coding of a unit that shares its noun with another: "Hungarian and Romanian officials"."""
    unit, coding = units[i], codings[i]
    titled = share_title(i, units, codings, reading)
    if titled is not None:
        return titled
    if i + 1 >= len(units) or not unit.core.has("adjective") or not coding.country:
        return coding
    following, between = (
        units[i + 1],
        reading.text(unit.end, units[i + 1].start) if unit.end < units[i + 1].start else "",
    )
    if between not in {"and", ",", "or", ", and"} or not codings[i + 1].country:
        return coding
    shared = following.core.kind == "role" and bool(following.parts) and following.start == following.parts[0].start
    if not shared and not following.core.has("adjective"):
        return coding
    later = share_coordination(i + 1, units, codings, reading)
    rest = (later.code or "").removeprefix(later.country or "")
    return replace(coding, code=compose(coding.country, split_code(rest))) if rest else coding


def share_title(i: int, units: list[Unit], codings: list[Coding], reading: Reading) -> Coding | None:
    """The coding of "Egypt" in "the presidents of Iraq and Egypt", or None."""
    if i == 0 or not units[i].core.has("country") or not units[i - 1].owners or not units[i - 1].core.is_plural:
        return None
    owner, country = units[i - 1].owners[0][1], codings[i].country
    root = reading.doc[units[i].root]
    if (
        root.dep_ != "conj"
        or not owner.core.has("country")
        or not owner.start <= root.head.i < owner.end
        or not country
    ):
        return None
    roles = split_code((codings[i - 1].code or "").removeprefix(codings[i - 1].country or ""))
    return replace(codings[i], code=compose(country, roles), basis="possessor")


def is_actor(unit: Unit, coding: Coding, reading: Reading, context: Context) -> bool:
    """Whether a reader would call the phrase an actor, or it may stand for one named before."""
    core = unit.core
    if unit.end <= dateline_end(reading):
        return False
    if core.kind == "role" and core.role is not None:
        return is_role_actor(unit, coding, reading)
    if core.kind == "name":
        if is_attitude(core, reading) and reading.doc[core.start - 2].lower_ == "pro":
            return False
        return coding.code is not None and not (core.has("capital") and is_part_of_title(reading, unit))
    if core.kind == "group":
        root = reading.doc[unit.root]
        return root.tag_.startswith("NN") and not is_modifier(reading, unit)
    if core.kind == "place":
        return not is_part_of_title(reading, unit)
    return True


def dateline_end(reading: Reading) -> int:
    """The token after a dateline that opens the sentence ("RABAT, Morocco (Agency) --"); its first where none does."""
    doc, first = reading.doc, reading.doc[reading.start]
    if not (first.text.isupper() and first.text.isalpha() and len(first) >= 4):
        return reading.start
    for token in doc[reading.start + 1 : min(reading.start + 12, reading.end)]:
        if token.text in {"--", "—", "–", "-", "|"} and doc[token.i - 1].whitespace_:
            return token.i + 1
        if token.pos_ in {"VERB", "AUX"}:
            return reading.start
    return reading.start


def is_role_actor(unit: Unit, coding: Coding, reading: Reading) -> bool:
    """Whether a role noun names an actor here."""
    role = unit.core.role
    if role is None:
        return False
    sector = role.code[:3]
    if is_modifier(reading, unit):
        is_owned = role.category in {"body", "office"} and bool(unit.parts or unit.owners)
        return sector in ARMED or is_owned or is_recipient(unit, reading)
    has_owner = bool(unit.parts or unit.owners or coding.country)
    if role.noun in RELATIONAL:
        # "European allies" are somebody's, and somebody by themselves.
        return has_owner or bool(coding.code)
    if role.category == "holder" and not role.noun.startswith(PERSONAL_HOLDERS):
        return has_owner or unit.determiner == "the" or bool(unit.words - DETERMINER_WORDS)
    if role.category == "weapon":
        return is_armed_actor(reading, unit, has_owner=has_owner)
    if role.category == "person" and not unit.core.is_plural and not unit.words and not unit.parts:
        # "held hostage": a singular noun without an article is somebody in headlines only, as their subject.
        root = reading.doc[unit.root]
        has_article = any(child.dep_ in {"det", "poss", "nummod", "amod"} for child in root.lefts)
        is_headline = reading.parsed.sentence.is_headline and role.noun != "hostage"
        return has_article or is_headline or root.dep_ in {"nsubj", "nsubjpass", "ROOT"}
    if role.category == "state":
        return (
            bool(coding.code)
            or bool(unit.words & {"both", "two"})
            or unit.determiner in {"the", "both", "that", "this", "their", "its"}
        )
    return True


def is_recipient(unit: Unit, reading: Reading) -> bool:
    """Whether the parse takes one of two objects for a modifier of the other ("grant the fugitive asylum")."""
    root = reading.doc[unit.root]
    is_given = root.head.dep_ == "dobj" and root.head.head.lemma_.lower() in GIVING and root.head.i == unit.end
    return is_given and unit.start > root.head.head.i and (unit.core.is_plural or unit.determiner == "the")


def kind_of(unit: Unit, coding: Coding, reading: Reading) -> ActorKind:
    """How the actor was found."""
    core = unit.core
    if core.kind == "person":
        return "name" if coding.is_known else "entity"
    if core.kind == "role":
        return "place" if core.is_site and core.role is not None and not core.role.code else "role"
    if core.kind != "name":
        return "place" if core.kind == "place" else "entity"
    if core.has("country", "capital") and is_place(reading, unit):
        return "place"
    if core.has("country") and is_modifier(reading, unit):
        return "adjective"
    if core.has("adjective", "demonym") and (is_modifier(reading, unit) or not core.has("demonym")):
        return "adjective"
    return "role" if (coding.code or "").endswith("CVL") else "name"


def referent_of(unit: Unit, coding: Coding, reading: Reading, nouns: frozenset[str]) -> Referent:
    """The referent of a unit, with its mention."""
    doc, parsed = reading.doc, reading.parsed
    kind = kind_of(unit, coding, reading)
    start = parsed.start_of(doc[unit.start])
    end = parsed.end_of(doc[unit.end - 1])
    if unit.end == unit.core.end:
        end -= len(unit.core.suffix)
    code = coding.code
    if kind == "place" and unit.core.has("capital"):
        code = coding.country
    mention = ActorMention(
        sentence_index=parsed.sentence.sentence_index,
        start=start,
        end=end,
        head_start=parsed.start_of(doc[unit.root]),
        text=reading.text(unit.start, unit.end)[: end - start],
        name=coding.name,
        code=code,
        country=coding.country,
        sector=sector_of(code, coding.country) if code else None,
        kind=kind,
        basis=coding.basis,
    )
    return Referent(mention, unit, is_pending=is_pending(unit, coding), roles=nouns)


def is_pending(unit: Unit, coding: Coding) -> bool:
    """Whether the phrase says nothing by itself and needs an antecedent: "the country", "the latter's ally"."""
    role = unit.core.role
    if unit.core.kind != "role" or role is None:
        return False
    if is_legal_party(unit):
        return True
    if role.category == "state" or role.noun == "counterpart":
        return coding.code is None
    if unit.words - DETERMINER_WORDS and not unit.words & {"two", "both"}:
        return False
    return role.category == "holder" and not (unit.parts or unit.owners) and not role.noun.startswith(PERSONAL_HOLDERS)


@dataclass(frozen=True, slots=True)
class Known:
    """The best coding that an article gives to a name."""

    code: str
    country: str | None


def share_codes(referents: list[list[Referent]]) -> list[list[Referent]]:
    """The referents with a person's or organisation's code taken over to where the article names it without one."""
    known: dict[str, Known] = {}
    for row in referents:
        for referent in row:
            mention = referent.mention
            if mention.code and referent.unit.core.kind in {"person", "organisation"}:
                known.setdefault(mention.name, Known(mention.code, mention.country))
    return [[with_known(referent, known) for referent in row] for row in referents]


def with_known(referent: Referent, known: dict[str, Known]) -> Referent:
    """`referent` with the code that its name has elsewhere in the article, where it has none itself."""
    mention, core = referent.mention, referent.unit.core
    if core.kind not in {"person", "organisation"} or mention.name not in known:
        return referent
    best = known[mention.name]
    is_titled = any(part.kind == "role" for part in referent.unit.parts)
    if mention.code and (is_titled or mention.code == best.code):
        return referent
    sector = sector_of(best.code, best.country)
    kind: ActorKind = "name" if core.kind == "person" else mention.kind
    return replace(
        referent,
        mention=replace(mention, code=best.code, country=best.country, sector=sector, basis="antecedent", kind=kind),
    )
