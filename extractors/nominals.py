"""Noun phrases that name actors: a core (a name or role noun), what stands before it, and what it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from extractors.reading import TIMES, Core, Reading, is_honorific

# "-owned" and the like say whose an organisation is; other participles ("-led", "-backed", "-brokered") name a second
# actor, who is no part of the phrase.
OWNING = frozenset({"owned", "run", "based", "controlled", "administered", "held", "ruled", "registered"})
ATTITUDES = frozenset({"pro", "anti", "ex-anti"})
FORMER = frozenset({"former", "ex", "late", "one-time", "onetime", "erstwhile", "ousted", "deposed", "retired"})
LEFT_TAGS = frozenset(
    {
        "JJ",
        "JJR",
        "JJS",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "CD",
        "DT",
        "PDT",
        "PRP$",
        "VBN",
        "VBG",
        "HYPH",
        "RB",
        "RBS",
        "AFX",
    }
)
DETERMINERS = frozenset({"DT", "PDT", "PRP$", "CD"})
TITLE_MODIFIERS = FORMER | {"then", "acting", "deputy", "interim", "senior", "top", "-", "incoming", "outgoing"}
# Nouns that only count or gather what follows "of".
SIZES = frozenset({"large", "small", "growing", "great", "significant", "increasing", "record", "huge", "limited"})
MODIFYING = frozenset({"compound", "nmod", "amod"})
GATHERING = frozenset(
    """thousand hundred dozen score ten million group number majority handful pair couple crowd member most some many
    one two three four five several all each both batch none half lot host""".split()
)
# Nouns whose possessor or "of" names another actor than they do.
RELATIONAL = frozenset(
    {"ally", "allies", "rival", "enemy", "foe", "partner", "neighbor", "neighbour", "victim", "target"}
)


@dataclass(frozen=True)
class Unit:
    """A phrase `start:end` (token indices) around `core`; `parts` are the other cores in it, from left to right.

    `root` is its syntactic head. `words` are the remaining words before the core, in small letters. `owners` follow it
    ("president of Armenia", "protesters in Cairo"), each with the preposition.
    """

    start: int
    end: int
    core: Core
    root: int
    parts: tuple[Core, ...] = ()
    words: frozenset[str] = frozenset()
    owners: tuple[tuple[str, Unit], ...] = ()
    possessors: frozenset[int] = field(default=frozenset())

    @property
    def is_former(self) -> bool:
        """Whether the phrase names one who held the role before."""
        return bool(self.words & FORMER)

    @property
    def determiner(self) -> str:
        """The determiner or possessive pronoun of the phrase, or an empty string."""
        for word in ("the", "a", "an", "his", "her", "its", "their", "our", "my", "this", "that", "these", "those"):
            if word in self.words:
                return word
        return ""


def build_units(reading: Reading) -> list[Unit]:
    """The actor phrases of a sentence, in order, without overlap."""
    units: list[Unit] = []
    taken = reading.end
    for core in reversed(reading.cores):
        if core.end > taken:
            continue
        unit = extend(reading, core)
        units.append(unit)
        taken = unit.start
    units.reverse()
    return link_owners(reading, gather(reading, units))


def gather(reading: Reading, units: list[Unit]) -> list[Unit]:
    """The units with "thousands of" or "members of" taken into the unit after it."""
    gathered: list[Unit] = []
    for unit in units:
        wider = with_number(reading, unit)
        if gathered and gathered[-1].end > wider.start:
            before = gathered[-1].core
            if before.end - before.start > 1 or gathered[-1].start < wider.start:
                wider = unit
            else:
                gathered.pop()
        gathered.append(wider)
    return gathered


@dataclass
class Walk:
    """Where the walk to the left of a core stands."""

    start: int
    parts: list[Core]
    words: set[str]
    possessors: set[int]


def extend(reading: Reading, core: Core) -> Unit:
    """The phrase around `core`, grown to the left."""
    walk = Walk(core.start, [], set(), set())
    while walk.start > reading.start and step(reading, core, walk):
        pass
    span = reading.doc[walk.start : core.end]
    parts = tuple(reversed(walk.parts))
    return Unit(walk.start, core.end, core, span.root.i, parts, frozenset(walk.words), (), frozenset(walk.possessors))


def step(reading: Reading, core: Core, walk: Walk) -> bool:
    """Take one more word or core to the left of the walk; False where the phrase begins."""
    token = reading.doc[walk.start - 1]
    is_age = is_inside(token, walk.start, core.end) and bool({"old", "year"} & {t.lower_ for t in token.head.subtree})
    if token.ent_type_ in TIMES and token.tag_ != "CD" and not is_age:
        return False
    if token.tag_ == "POS":
        return take_possessor(reading, core, walk)
    if token.lower_ in OWNING | {"led", "backed", "brokered"} and reading.doc[token.i - 1].text in {"-", "–"}:
        return take_participle(reading, walk, token)
    if walk.start in reading.ending:
        return take_core(reading, core, reading.ending[walk.start], walk)
    return take_word(core, token, walk)


def take_possessor(reading: Reading, core: Core, walk: Walk) -> bool:
    """Take "Morocco's" before a role noun or a person's or organisation's name."""
    owner = reading.ending.get(walk.start - 1)
    if owner is None or is_relational(reading, core) or (core.kind == "name" and core.has("country", "capital")):
        return False
    if core.kind == "place" or (core.kind == "person" and not any(part.kind == "role" for part in walk.parts)):
        return owner.kind == "name" and take(walk, owner, is_possessor=True)
    return take(walk, owner, is_possessor=True)


def take(walk: Walk, core: Core, *, is_possessor: bool = False) -> bool:
    """Add a core to the walk."""
    walk.parts.append(core)
    walk.start = core.start
    if is_possessor:
        walk.possessors.add(core.start)
    return True


def take_participle(reading: Reading, walk: Walk, token: Token) -> bool:
    """Take "Saudi-owned"; leave "US-backed" to be an actor of its own."""
    owner = reading.ending.get(token.i - 1)
    if token.lower_ not in OWNING:
        return False
    walk.words.add(token.lower_)
    if owner is None:
        walk.start = token.i - 1
        if walk.start > reading.start:
            walk.start -= 1
        return True
    return take(walk, owner)


def take_core(reading: Reading, core: Core, other: Core, walk: Walk) -> bool:
    """Take a core that stands right before the walk, where it belongs to the phrase."""
    if other.suffix.startswith("-") and other.suffix[1:] not in OWNING:
        return False
    if is_after_attitude(reading, other):
        return False
    if core.kind == "name" and core.has("country", "capital", "adjective", "demonym", "government"):
        return core.has("demonym") and other.has("adjective") and take(walk, other)
    if core.kind == "place":
        return False
    last = reading.doc[other.end - 1]
    if other.kind == "person":
        # "the Castro government", "the Trump campaign"
        is_led = core.role is not None and core.role.category in {"body", "band", "force"}
        return is_led and last.dep_ in MODIFYING and take(walk, other)
    if other.has("adjective") or (other.kind == "role" and core.kind == "person"):
        return take(walk, other)
    if is_inside(last, walk.start, core.end) or last.dep_ in MODIFYING:
        return take(walk, other)
    return False


def is_after_attitude(reading: Reading, core: Core) -> bool:
    """Whether a core stands after "pro-" or "anti-"."""
    if core.start < reading.start + 2:
        return False
    return reading.doc[core.start - 1].text == "-" and reading.doc[core.start - 2].lower_ in ATTITUDES


def is_relational(reading: Reading, core: Core) -> bool:
    """Whether the core is a noun such as "ally", whose possessor is somebody else."""
    return reading.doc[core.end - 1].lemma_.lower() in RELATIONAL


def is_inside(token: Token, start: int, end: int) -> bool:
    """Whether `token` depends on one of the tokens `start:end`."""
    return any(start <= ancestor.i < end for ancestor in token.ancestors)


def take_word(core: Core, token: Token, walk: Walk) -> bool:
    """Take a modifier, number or determiner that depends on the phrase."""
    lower = token.lower_
    flat = core.kind in {"person", "role"} and lower in TITLE_MODIFIERS and (lower != "-" or bool(walk.parts))
    flat = flat or (core.kind == "person" and is_honorific(token))
    if core.kind == "place" and token.tag_ not in {"NNP"}:
        return False
    if not flat:
        if token.tag_ not in LEFT_TAGS or not is_inside(token, walk.start, core.end):
            return False
        if core.kind == "name" and token.tag_ not in DETERMINERS | {"JJ", "CD"}:
            return False
        if core.has("country", "capital") and lower != "the":
            return False
        if token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "ROOT"} or token.lower_ == "according":
            return False
    walk.words.add(lower)
    walk.start = token.i
    return True


def with_number(reading: Reading, unit: Unit) -> Unit:
    """`unit` with "thousands of" or "a group of" before it."""
    doc, i = reading.doc, unit.start - 1
    if i <= reading.start or doc[i].lower_ != "of" or doc[i - 1].lemma_.lower() not in GATHERING:
        return unit
    if unit.core.kind == "place" or unit.core.has("country", "capital"):
        return unit
    head = doc[i - 1]
    if head.lower_ == "number" and any(t.dep_ in {"compound", "amod"} and t.lower_ not in SIZES for t in head.lefts):
        return unit
    start = min(
        token.i for token in (*(t for t in head.lefts if t.dep_ in {"det", "nummod", "amod", "quantmod"}), head)
    )
    return replace(unit, start=start, root=head.i, words=unit.words | {token.lower_ for token in doc[start : i + 1]})


OWNER_PREPOSITIONS = frozenset({"of", "for", "at", "in", "from", "to"})
# Where these are, is not where they are from.
SENT_ABROAD = frozenset({"MIL", "GOV"})


def link_owners(reading: Reading, units: list[Unit]) -> list[Unit]:
    """Join "president of Armenia" and "protesters in Cairo" into one unit; the owner is no unit of its own then."""
    linked: list[Unit] = []
    for unit in reversed(units):
        following = next((u for u in linked if u.start >= unit.end), None)
        joined = join(reading, unit, following) if following is not None else None
        if joined is not None and following is not None:
            linked.remove(following)
            unit = joined
        linked.insert(0, unit)
    return linked


def join(reading: Reading, unit: Unit, owner: Unit) -> Unit | None:
    """`unit` with what follows it as its owner, or None where that is another actor or no part of the phrase."""
    doc, i = reading.doc, unit.end
    if owner.start != i + 1 or doc[i].lower_ not in OWNER_PREPOSITIONS or unit.core.kind != "role":
        return None
    role, preposition = unit.core.role, doc[i].lower_
    if owner.core.role is not None and owner.core.role.category == "weapon":
        return None
    if role is None or is_relational(reading, unit.core) or not may_own(doc[i], unit, owner):
        return None
    has_country = any(part.kind == "name" for part in unit.parts)
    if preposition in {"in", "at", "from"}:
        # "Envoys from Cairo" may have left it; inspectors from an organisation are its own.
        is_member = preposition == "from" and owner.core.has("organisation")
        if has_country or (role.code[:3] in SENT_ABROAD and not role.noun.startswith("authorit") and not is_member):
            return None
        if owner.core.kind not in {"name", "place"} or (
            preposition == "from" and role.category not in {"holder", "person"}
        ):
            return None
    if preposition == "for" and role.category != "holder":
        return None
    if preposition == "to" or (preposition == "of" and role.category in {"state", "weapon"}):
        return None
    if owner.end < reading.end and doc[owner.end].tag_ == "POS":
        return None
    return replace(unit, end=owner.end, owners=((preposition, owner),))


def may_own(preposition: Token, unit: Unit, owner: Unit) -> bool:
    """Whether the parse lets `owner` hang on `unit` rather than on the verb."""
    head = preposition.head.i
    if head > preposition.i and owner.core.kind != "person":
        # Between a subject and its verb, the parser may hang the preposition on the verb.
        return True
    if preposition.lower_ == "of":
        return True
    return (unit.start <= head < unit.end and owner.core.kind != "person") or preposition.lower_ == "for"
