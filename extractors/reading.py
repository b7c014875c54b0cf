"""A sentence with what is known about its words: names of the gazetteer, role nouns, and persons by the model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from spacy.tokens import Doc, Span, Token

from extractors.areas import area_spans
from extractors.gazetteer import Entry, Gazetteer, Hit
from extractors.roles import Role, RoleHit, RoleTable
from extractors.sentences import ParsedSentence
from extractors.sites import is_acted_upon

CoreKind = Literal["person", "name", "role", "organisation", "place", "group"]

# Entities of these kinds are no actors, and no name inside them stands for one ("the Paris Agreement").
OPAQUE = frozenset({"EVENT", "LAW", "WORK_OF_ART", "LANGUAGE", "PRODUCT"})
TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT"})
HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "madam", "dame", "lord", "lady", "sheikh", "haji"})
# Grammatical functions in which an unknown proper name is taken for an actor.
PARTICIPANTS = frozenset({"nsubj", "nsubjpass", "agent", "dobj", "pobj", "dative"})
ENTITY_KINDS: dict[str, CoreKind] = {
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "NORP": "group",
    "FAC": "place",
}
# Numbers that are people where they act by themselves ("thousands marched"), not where they count something.
CROWDS = frozenset({"dozens", "hundreds", "millions", "thousands"})
GEOGRAPHIC = frozenset({"country", "capital"})
# Role nouns that are written in capitals, so that "5 pm" is no prime minister.
ACRONYMS = frozenset({"ceo", "fm", "gi", "mep", "meps", "mp", "mps", "ngo", "ngos", "pm"})
AGREEMENTS = frozenset(
    """accord accords agreement treaty pact protocol convention act bill deal law charter memorandum mou
    declaration""".split()
)
# What happened has a name of its own and does nothing: "the Second Intifada", "the Velvet Revolution".
HAPPENINGS = frozenset(
    "coup crisis cup election elections games genocide holocaust intifada massacre olympics rebellion revolution "
    "spring uprising war".split()
)
NO_PARTIES = AGREEMENTS | HAPPENINGS
# After these, a capital's name is part of another place's ("Santa Rosa de Lima").
SAINTS = frozenset({"de", "del", "di", "da", "san", "santa", "são"})
# After "Amnesty" at the head of a sentence these say that it is a pardon, not the organisation.
PARDONING = frozenset("bill declared decree deal for granted law laws measure measures offer offers plan".split())
COMPASS = frozenset({"latin", "south", "north", "central"})
# Between the first word of one name and all of another: "North and South Korea".
JOINING = frozenset({"and", "or", "&", ",", "/"})
SUFFIX_STARTS = ("-", "'", "’", ".", "/", "´", "`", "–")


@dataclass(frozen=True, slots=True)
class Core:
    """Tokens `start:end` of the document (half-open) that name an actor or its role; `suffix` is what follows the name
    inside its last token ("-led" in "U.S.-led")."""

    start: int
    end: int
    kind: CoreKind
    entries: tuple[Entry, ...] = ()
    role: Role | None = None
    is_plural: bool = False
    suffix: str = ""

    @property
    def is_site(self) -> bool:
        """Whether the role noun is one for a place or thing that stands for whom it belongs to."""
        return self.role is not None and self.role.category == "site"

    def has(self, *kinds: str) -> bool:
        """Whether a gazetteer entry of one of `kinds` is meant."""
        return any(entry.kind in kinds for entry in self.entries)


@dataclass(frozen=True)
class Reading:
    """A parsed sentence and its cores in order, without overlap. Token indices are those of the document."""

    parsed: ParsedSentence
    cores: tuple[Core, ...]

    @property
    def doc(self) -> Doc:
        """The document of the sentence's paragraph."""
        return self.parsed.span.doc

    @property
    def start(self) -> int:
        """Index of the sentence's first token."""
        return self.parsed.span.start

    @property
    def end(self) -> int:
        """Index after the sentence's last token."""
        return self.parsed.span.end

    @cached_property
    def ending(self) -> dict[int, Core]:
        """Cores by the index after their last token."""
        return {core.end: core for core in self.cores}

    @cached_property
    def beginning(self) -> dict[int, Core]:
        """Cores by the index of their first token."""
        return {core.start: core for core in self.cores}

    def text(self, start: int, end: int) -> str:
        """The text of tokens `start:end`."""
        return self.doc[start:end].text


def read_sentence(parsed: ParsedSentence, gazetteer: Gazetteer, roles: RoleTable) -> Reading:
    """The cores of a sentence: gazetteer names first, then persons, role nouns, and other entities of the model."""
    text = parsed.span.text
    names = [core for hit in gazetteer.find(text) if (core := name_core(parsed, hit)) is not None]
    names = [with_half_name(parsed, core, names, gazetteer) for core in names]
    areas = [Core(start, end, "place") for start, end in area_spans(parsed.span)]
    areas = [core for core in areas if not any(core.start < other.end and other.start < core.end for other in names)]
    masked = mask(text, parsed, [*names, *areas])
    nouns = [core for hit in roles.find(masked) if (core := role_core(parsed, hit)) is not None]
    persons = person_cores(parsed, names, nouns)
    cores: list[Core] = []
    for group in (areas, persons, names, nouns, entity_cores(parsed)):
        for core in group:
            if not any(core.start < other.end and other.start < core.end for other in cores):
                cores.append(core)
    return Reading(parsed, tuple(sorted(cores, key=lambda core: core.start)))


def tokens_at(parsed: ParsedSentence, start: int, end: int) -> tuple[int, int]:
    """The token range that covers characters `start:end` of the sentence."""
    base = parsed.span.start_char
    span = parsed.span.doc.char_span(base + start, base + end, alignment_mode="expand")
    if span is None:
        raise ValueError(f"characters {start}:{end} lie outside the sentence {parsed.sentence.text[:80]!r}")
    return span.start, span.end


def name_core(parsed: ParsedSentence, hit: Hit) -> Core | None:
    """The core of a gazetteer hit; None where it is part of the name of a law, an event or a person."""
    start, end = tokens_at(parsed, hit.start, hit.end)
    doc = parsed.span.doc
    last = doc[end - 1]
    cut = parsed.span.start_char + hit.end - last.idx
    suffix = last.text[cut:] if cut < len(last) else ""
    kind: CoreKind = "person" if all(entry.kind == "person" for entry in hit.entries) else "name"
    is_place = all(entry.kind in GEOGRAPHIC for entry in hit.entries)
    if is_place and (is_opaque(doc, start, end) or is_in_person(doc, start, end)):
        return None
    if suffix and not suffix.startswith(SUFFIX_STARTS):
        return None
    if is_place and start > 0 and doc[start - 1].lower_ in SAINTS:
        return None
    if doc[start].text == "Amnesty" and end - start == 1 and end < len(doc) and doc[end].lower_ in PARDONING:
        return None
    if doc[start].text in {"America", "American", "Americans"} and start > 0 and doc[start - 1].lower_ in COMPASS:
        return None
    return Core(start, end, kind, hit.entries, suffix=suffix)


def with_half_name(parsed: ParsedSentence, core: Core, names: list[Core], gazetteer: Gazetteer) -> Core:
    """`core` with the name before it that has only its last word in common: both of "North and South Korea".

    The core stands for the first country then, with the second as its partner.
    """
    doc, i = parsed.span.doc, core.start - 2
    is_open = core.end - core.start > 1 and i >= parsed.span.start and doc[i + 1].lower_ in JOINING
    if not is_open or not core.has("country", "adjective", "demonym") or any(c.start <= i < c.end for c in names):
        return core
    last = doc[core.end - 1].text.removesuffix(core.suffix) if core.suffix else doc[core.end - 1].text
    entries = gazetteer.lookup(f"{doc[i].text} {last}") if doc[i].text[0].isupper() else ()
    partners = tuple(sorted({entry.code for entry in core.entries}))
    both = tuple(replace(entry, partners=partners) for entry in entries if core.has(entry.kind))
    return replace(core, start=i, entries=both) if both else core


def entity_range(token: Token) -> tuple[int, int]:
    """The token range of the model's entity around `token`."""
    start = end = token.i
    while start > 0 and token.doc[start].ent_iob_ == "I":
        start -= 1
    while end + 1 < len(token.doc) and token.doc[end + 1].ent_iob_ == "I":
        end += 1
    return start, end + 1


def is_opaque(doc: Doc, start: int, end: int) -> bool:
    """Whether a place name lies inside a longer name of an event, law or work, or before one ("Beijing Olympics")."""
    if doc[start].ent_type_ in OPAQUE:
        left, right = entity_range(doc[start])
        return right - left > end - start
    return False


def is_in_person(doc: Doc, start: int, end: int) -> bool:
    """Whether a place name lies inside a longer person's name ("Michael Jordan")."""
    if doc[start].ent_type_ != "PERSON":
        return False
    left, right = entity_range(doc[start])
    follows = doc[end].tag_ if end < len(doc) else ""
    return left < start and right == end and doc[start - 1].tag_ == "NNP" and follows != "POS"


def mask(text: str, parsed: ParsedSentence, names: list[Core]) -> str:
    """`text` with the known names overwritten, so that no role noun is found inside one."""
    doc, base = parsed.span.doc, parsed.span.start_char
    letters = list(text)
    for core in names:
        span = doc[core.start : core.end]
        for i in range(span.start_char - base, span.end_char - base - len(core.suffix)):
            letters[i] = "|"
    return "".join(letters)


def role_core(parsed: ParsedSentence, hit: RoleHit) -> Core | None:
    """The core of a role noun; None where the word is no noun here, or an abbreviation is written otherwise."""
    start, end = tokens_at(parsed, hit.start, hit.end)
    doc, noun = parsed.span.doc, hit.role.noun
    last = doc[end - 1]
    is_noun = last.tag_.startswith("NN") or (last.tag_ in {"JJ", "VBN"} and last.dep_ in {"nsubj", "dobj", "pobj"})
    if not is_noun and not (last.tag_ == "VBZ" and hit.is_plural and last.dep_ in PARTICIPANTS):
        return None
    if noun in CROWDS and (last.dep_ not in {"nsubj", "nsubjpass"} or doc[min(end, len(doc) - 1)].lower_ == "of"):
        return None
    written = parsed.span.text[hit.start : hit.end]
    if noun in ACRONYMS and not written.rstrip("s").isupper():
        return None
    if noun.endswith(".") and not (end < len(doc) and doc[end].tag_ == "NNP" and written[0].isupper()):
        return None
    if last.ent_type_ in OPAQUE and not is_title(hit.role, doc, start, end):
        return None
    if is_surname(doc, start, end):
        return None
    if end < len(doc) and doc[end].lower_ == "to" and noun in {"opposition", "resistance"}:
        return None
    if hit.role.category == "site" and (
        is_named_place(hit.role, doc, start, end) or not is_acted_upon(doc, start, end)
    ):
        return None
    return Core(start, portfolio_end(doc, end, noun), "role", role=hit.role, is_plural=hit.is_plural)


def is_named_place(role: Role, doc: Doc, start: int, end: int) -> bool:
    """Whether the text names the place: "Kandahar province", "the town of Brod" are found by their names."""
    if role.code:
        return False
    is_named = start > 0 and doc[start - 1].tag_ == "NNP" and doc[start - 1].ent_type_ != "NORP"
    return is_named or (end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].tag_ in {"NNP", "DT"})


def is_title(role: Role, doc: Doc, start: int, end: int) -> bool:
    """Whether a role noun opens what the model takes for one name: "Bishop Kamau" for an organisation, or "Transport
    Minister Ilunga" after a quotation for a work."""
    left, right = entity_range(doc[start])
    is_office = role.category == "office" and left == start and end < right
    return is_office and all(token.tag_ == "NNP" for token in doc[start:right])


def is_surname(doc: Doc, start: int, end: int) -> bool:
    """Whether a noun of one word ends the name of a person ("James Baker")."""
    if end - start > 1 or doc[start].ent_type_ != "PERSON" or doc[start].tag_ != "NNP":
        return False
    left, right = entity_range(doc[start])
    return left < start and right == end and doc[start - 1].tag_ == "NNP" and doc[start].text[0].isupper()


def portfolio_end(doc: Doc, end: int, noun: str) -> int:
    """Where a minister's title ends: "Minister for African Affairs" before a name; `end` where it is no such title."""
    if not noun.endswith("minister") or end >= len(doc) or doc[end].lower_ not in {"for", "of"}:
        return end
    i = end + 1
    while i < len(doc) and (doc[i].tag_ in {"NNP", "NNPS", "CC"} or doc[i].lower_ == "the"):
        if doc[i].ent_type_ == "PERSON":
            return i
        i += 1
    return end


def person_cores(parsed: ParsedSentence, names: list[Core], nouns: list[Core]) -> list[Core]:
    """Persons: entities of the model without their titles, and proper names right after a title."""
    doc = parsed.span.doc
    taken = {i for core in (*names, *nouns) for i in range(core.start, core.end)}
    known = {core.start for core in names if core.kind == "person"}
    found: list[Core] = []
    for entity in parsed.span.ents:
        if entity.label_ == "PERSON" and not any(i in known for i in range(entity.start, entity.end)):
            start, end = trim_person(doc, entity.start, entity.end, taken)
            if start < end and not names_no_party(doc[start:end]):
                found.append(Core(start, end, "person"))
    for core in nouns:
        end = name_after_title(doc, core, taken, parsed.span.end)
        if end > core.end and not any(other.start < end and core.end < other.end for other in found):
            found.append(Core(core.end, end, "person"))
    return found


def trim_person(doc: Doc, start: int, end: int, taken: set[int]) -> tuple[int, int]:
    """A person's tokens without titles and countries before the name, and without what follows it."""
    inside = [i for i in range(start, end) if i in taken]
    if inside and inside[-1] < end - 1:
        start = inside[-1] + 1
    elif inside:
        end = inside[0]
    while start < end and (doc[start].tag_ in {"POS", "DT", ",", "JJ"} or is_honorific(doc[start])):
        start += 1
    while start < end < len(doc) and is_rest_of_name(doc[end - 1], doc[end]) and end not in taken:
        end += 1
    while end > start and (doc[end - 1].tag_ in {"POS", "CC", ",", "IN", ":"} or doc[end - 1].is_punct):
        end -= 1
    return start, end


def is_rest_of_name(last: Token, following: Token) -> bool:
    """Whether a proper name goes on after what the model took for all of it."""
    return (
        following.tag_ == "NNP" and not following.ent_type_ and last.dep_ == "compound" and last.head.i == following.i
    )


def is_honorific(token: Token) -> bool:
    """Whether the word is Mr, Mrs, Dr or the like."""
    return token.lower_.rstrip(".") in HONORIFICS


def name_after_title(doc: Doc, core: Core, taken: set[int], limit: int) -> int:
    """Where the proper name ends that stands right after the title `core`; `core.end` where none does."""
    if core.role is None or core.role.category not in {"office", "holder"} or core.is_plural:
        return core.end
    i = core.end
    is_clerical = core.role.code == "CVL" and is_title(core.role, doc, core.start, core.end)
    while i < limit and i not in taken and doc[i].tag_ == "NNP" and doc[i].text[0].isupper():
        if doc[i].ent_type_ in TIMES or (doc[i].ent_type_ in {"ORG", "GPE", "LOC"} and not is_clerical):
            break
        i += 1
    return i


def entity_cores(parsed: ParsedSentence) -> list[Core]:
    """Organisations, places and groups that only the model knows."""
    cores = []
    for entity in parsed.span.ents:
        if entity.label_ not in ENTITY_KINDS:
            continue
        start, end = entity.start, entity.end
        while start < end and parsed.span.doc[start].tag_ in {"DT", "POS", "CC", "``"}:
            start += 1
        while end > start and (parsed.span.doc[end - 1].tag_ == "POS" or parsed.span.doc[end - 1].is_punct):
            end -= 1
        words = parsed.span.doc[start:end]
        is_name = any(token.tag_.startswith("NNP") and token.text[0].isupper() for token in words)
        if is_name and not names_no_party(words):
            cores.append(Core(start, end, ENTITY_KINDS[entity.label_]))
    return [*cores, *unlabelled_names(parsed)]


def names_no_party(name: Span) -> bool:
    """Whether a proper name is that of an agreement, a law or a happening, which the model often takes for a body."""
    return name[-1].lower_ in NO_PARTIES


def unlabelled_names(parsed: ParsedSentence) -> list[Core]:
    """Proper names that take part in the clause ("Malloy says") although the model labels them nothing."""
    found = []
    for token in parsed.span:
        if token.tag_ != "NNP" or token.ent_type_ or token.dep_ not in PARTICIPANTS or not token.text[0].isupper():
            continue
        start = token.i
        while start > parsed.span.start and token.doc[start - 1].tag_ == "NNP" and not token.doc[start - 1].ent_type_:
            start -= 1
        if token.dep_ != "pobj" or token.head.lower_ in {"by", "with", "against"}:
            found.append(Core(start, token.i + 1, "organisation"))
    return found
