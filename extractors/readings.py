"""What a predicate says before it is dated: its code by composition, its parties and its mood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractors.arguments import ActorIndex, Arguments, Found, unique
from extractors.clauses import Clause, children, conjuncts, surface_subjects, verb_clause
from extractors.composition import Stance, compose, intend, is_hostile
from extractors.lexicon import Lexicon, Pattern
from extractors.matching import Match, complements_of, matches_at
from extractors.status import Modality, modality_of
from schemas.cameo import cameo_codes
from schemas.records import ActorMention, Status

VERB_TARGETS = tuple(
    "receiver object against with to on at from over toward towards of into in for upon around between about near "
    "owner".split()
)
NOUN_SOURCES = ("owner", "by", "governor", "between", "from")
NOUN_TARGETS = tuple("with against on to at between of toward towards into over in for from near governor".split())
PARTY_SLOTS = ("subject", "owner", "by", "governor", "between", "among", "with", "of", "to", "and")
SPOKEN_ROOTS = frozenset({"01", "02", "10", "11", "12", "14"})
STANCE_ROOTS = frozenset({"02", "03", "10", "11", "12", "13"})
SPOKEN_CODES = frozenset({"051", "052", "053", "055"})
# Acts inside acts inside acts: deeper nesting is a misread parse.
MAX_DEPTH = 3
STATE_SECTORS = frozenset({None, "GOV", "MIL"})
ADDRESSEE_SLOTS = ("receiver", "object", "on", "upon", "to", "from", "with", "of", "at")
# Acts whose simple present is a lasting stance ("Delhi accuses"), not news told in the present ("Delhi demands").
LASTING_ROOTS = frozenset({"11", "05", "06", "07", "15", "19", "17", "16", "18", "20"})
# What is said or signed in a town is said there, not to it: "signed a letter in Vienna".
TOLD_ROOTS = frozenset({"01", "02", "03", "05", "10", "11", "12", "13"})
HELPING_VERBS = frozenset({"help", "assist", "aid", "enable"})
# 112 accuse, 115 sue, 116 convict, 016 deny, 015 claim, 173 arrest and charge.
CHARGING_CODES = frozenset({"112", "115", "116", "016", "015", "173"})
# "would not", "will not", "cannot" decline what is asked; a mere "did not" declines nothing.
WILLFUL_CUES = frozenset({"will", "wo", "'ll", "would", "'d", "shall", "can", "ca", "could"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A matched predicate with its parties. `consumed` holds the tokens of acts that stand inside this one; a void
    reading undoes them and is no act itself."""

    code: str
    match: Match
    sources: tuple[Found, ...]
    targets: tuple[Found, ...]
    rule_id: str
    is_reciprocal: bool
    consumed: frozenset[int]
    confidence: float
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """A code with the status that the mood gives it."""

    code: str
    status: Status
    cue: str | None


class SentenceReader:
    """Reads the predicates of one sentence; an act that stands inside another is read once and consumed by it."""

    def __init__(self, lexicon: Lexicon, index: ActorIndex) -> None:
        self._lexicon = lexicon
        self._index = index
        self._readings: dict[int, Reading | None] = {}

    def read(self, token: Token, depth: int = 0) -> Reading | None:
        """The most specific reading of the predicate at `token`; None where no pattern holds."""
        if token.i not in self._readings:
            self._readings[token.i] = None  # A loop in the parse reads as nothing.
            self._readings[token.i] = self._read(token, depth)
        return self._readings[token.i]

    def _read(self, token: Token, depth: int) -> Reading | None:
        first: Reading | None = None
        for match in matches_at(token, self._lexicon):
            stance = match.pattern.stance
            reading = self._stance(match, stance, depth) if stance else self._plain(match, depth)
            if reading is None or not _sectors_fit(reading):
                continue
            if reading.targets or not reading.is_reciprocal:
                return reading if reading.targets or first is None else first
            # What is done together, told of one party alone, may be another thing ("attended a summit in Lima").
            first = first or reading
        return first

    def _purpose(self, match: Match, depth: int) -> Reading | None:
        """The act that a deed without a target is done for: "donated masks to help Lagos" is done to Lagos."""
        if depth > MAX_DEPTH or match.clause.kind != "verb":
            return None
        for token in match.token.children:
            if token.dep_ in {"advcl", "xcomp"} and any(t.lower_ == "to" for t in children(token, "aux")):
                return self.read(token, depth + 1)
        return None

    def _plain(self, match: Match, depth: int) -> Reading | None:
        pattern, code = match.pattern, match.pattern.code
        if code is None:
            return None
        arguments = Arguments(self._index, match.clause)
        if pattern.is_reciprocal:
            sources, targets = _parties(arguments, pattern, match)
        else:
            sources = _source(arguments, pattern, match.clause)
            targets = _target(arguments, pattern, match, sources)
        purpose = None if targets else self._purpose(match, depth)
        if purpose is not None:
            targets = tuple(_others(purpose.targets, sources))
        return Reading(
            code=code,
            match=match,
            sources=sources,
            targets=targets,
            rule_id=pattern.rule_id,
            is_reciprocal=pattern.is_reciprocal,
            consumed=_own_words(match) | _charged(match) | _helped(match) | _consumed_by(purpose if targets else None),
            confidence=pattern.confidence,
        )

    def _stance(self, match: Match, stance: Stance, depth: int) -> Reading | None:
        inner = self._content(match, depth)
        code = compose(stance, inner.code if inner else None)
        if match.pattern.code is not None and inner is None:
            code = match.pattern.code
        if code is None and inner is not None:
            # "Ruled out attacking", "stopped criticising": nothing is done, and what stands inside is not done either.
            return replace(
                inner, match=match, is_void=True, consumed=_own_words(match) | self._contents(match, inner, depth)
            )
        if code is None or (stance == "halt" and inner is None):
            return None
        if stance == "agree" and inner is not None and is_hostile(inner.code):
            code = intend(inner.code)
        arguments = Arguments(self._index, match.clause)
        sources = _source(arguments, match.pattern, match.clause)
        targets = self._stance_target(match, arguments, inner, sources)
        consumed = _own_words(match) | self._contents(match, inner, depth)
        return Reading(
            code=code,
            match=match,
            sources=sources,
            targets=targets,
            rule_id=match.pattern.rule_id + (f"+{inner.rule_id}" if inner else ""),
            is_reciprocal=bool(
                inner and inner.is_reciprocal and stance in {"agree", "halt"} and not _others(targets, sources)
            ),
            consumed=consumed,
            confidence=match.pattern.confidence * (1.0 if inner else 0.75),
        )

    def _content(self, match: Match, depth: int) -> Reading | None:
        if depth > MAX_DEPTH:
            return None
        for token in complements_of(match.clause):
            inner = self.read(token, depth + 1)
            if inner is not None and not inner.is_void:
                return inner
        return None

    def _contents(self, match: Match, inner: Reading | None, depth: int) -> frozenset[int]:
        """The tokens of all acts in a stance's content: "cancelled exercises and a visit" tells neither."""
        if inner is None:
            return frozenset()
        coordinated = [t for t in conjuncts(inner.match.token) if t != inner.match.token]
        coordinated += [t for t in match.clause.complements if t != inner.match.token]
        others = [self.read(token, depth + 1) for token in coordinated]
        return frozenset().union(*(_consumed_by(one) for one in (inner, *others)))

    def _in_content(self, match: Match, sources: Sequence[Found]) -> list[Found]:
        """Whom the content of a stance is about where no pattern reads it: "refused to let the French plane land"."""
        for token in match.clause.complements:
            inside = Arguments(self._index, verb_clause(token))
            found = _first_of(inside, ("subject", *VERB_TARGETS), sources)
            if found:
                return found
        return []

    def _stance_target(
        self, match: Match, arguments: Arguments, inner: Reading | None, sources: Sequence[Found]
    ) -> tuple[Found, ...]:
        slots = match.pattern.target or ADDRESSEE_SLOTS
        if match.preposition:
            slots = (match.preposition, *slots)
        content = {inner.match.token.i} if inner else set()
        for slot in slots:
            if slot in {"content", "content_source"}:
                continue
            found = [f for f in _others(arguments.slot(slot), sources) if not _holds_content(f, content)]
            if found and not (inner and _belongs_to(match, slot, inner)):
                return tuple(found)
        if inner is None:
            slots = NOUN_TARGETS if match.clause.kind == "noun" else VERB_TARGETS
            return tuple(_first_of(arguments, slots, sources) or self._in_content(match, sources))
        first, second = (inner.sources, inner.targets)
        if match.pattern.stance in {"agree", "refuse", "threaten", "halt"}:
            first, second = second, first
        return tuple(_others(first, sources) or _others(second, sources))


def _own_words(match: Match) -> frozenset[int]:
    """The further words of a trigger and of its object: in "went on strike" the strike is no act of its own."""
    return frozenset(t.i for t in (*match.words, *match.governed) if t.i != match.token.i)


def _consumed_by(inner: Reading | None) -> frozenset[int]:
    """The tokens that are coded no more once an act stands inside another."""
    return frozenset() if inner is None else inner.consumed | {inner.match.token.i}


def _charged(match: Match) -> frozenset[int]:
    """The deeds that an accusation or denial is about; CAMEO codes the accusation, not its content."""
    if (match.pattern.code or "")[:3] not in CHARGING_CODES:
        return frozenset()
    return frozenset(i for token in complements_of(match.clause) for i in _charge(token, match.token))


def _helped(match: Match) -> frozenset[int]:
    """The deeds that one lets or helps another do: told of the help, not as done ("helped Lima fight the rebels")."""
    if match.token.lemma_ not in HELPING_VERBS or match.clause.kind != "verb":
        return frozenset()
    done = [t for t in complements_of(match.clause) if t.pos_ == "VERB"]
    return frozenset(
        i for t in done if surface_subjects(t) != list(match.clause.subjects) for i in _charge(t, match.token)
    )


def _charge(token: Token, charging: Token) -> Iterator[int]:
    """The words of a charge without the clauses that tell more of its nouns."""
    if token == charging:
        return
    yield token.i
    for child in token.children:
        tells_charge = child.dep_ == "acl" and any(t.lower_ == "that" for t in children(child, "mark"))
        if tells_charge or child.dep_ not in {"relcl", "acl", "appos", "advcl"}:
            yield from _charge(child, charging)


def _belongs_to(match: Match, slot: str, inner: Reading) -> bool:
    """True where the slot's words are the inner act itself ("rejected talks with Iran": talks are no addressee)."""
    tokens = {"object": match.clause.objects, "receiver": match.clause.receivers}.get(slot, match.clause.at(slot))
    return (
        bool(tokens)
        and all(inner.match.token.i in {t.i for t in token.subtree} for token in tokens[:1])
        and slot != "receiver"
    )


def _holds_content(found: Found, content: set[int]) -> bool:
    return found.directness < 0.9 and bool(content)


def _sectors_fit(reading: Reading) -> bool:
    pattern = reading.match.pattern
    if not _fits(reading.sources, pattern.source_sectors):
        return False
    # A target that the parse does not show may still turn out to fit.
    return not reading.targets or _fits(reading.targets, pattern.target_sectors)


def _fits(found: Sequence[Found], sectors: frozenset[str]) -> bool:
    """True where no sector is asked for or an actor has one; "STATE" stands for an actor that is a country alone."""
    if not sectors:
        return True
    return any(_has_sector(f.actor, sectors) for f in found)


def _has_sector(actor: ActorMention, sectors: frozenset[str]) -> bool:
    code = actor.code or ""
    roles = code[3:] if actor.country else code
    if not roles:
        return "STATE" in sectors and actor.country is not None
    return any(roles[i : i + 3] in sectors for i in range(0, len(roles), 3))


def _source(arguments: Arguments, pattern: Pattern, clause: Clause) -> tuple[Found, ...]:
    slots = pattern.source or (("subject",) if clause.kind == "verb" else NOUN_SOURCES)
    return tuple(_first_of(arguments, slots, ()))


def _target(arguments: Arguments, pattern: Pattern, match: Match, sources: Sequence[Found]) -> tuple[Found, ...]:
    slots = pattern.target or (VERB_TARGETS if match.clause.kind == "verb" else NOUN_TARGETS)
    if match.preposition and not pattern.target:
        slots = (match.preposition, *slots)
    if match.clause.kind == "noun":
        slots = ("victim", *slots)
    if "receiver" in slots:
        # "Offered Manila a loan for ships": a receiver beside the object is never doubtful.
        slots = ("receiver", *slots)
    return tuple(_first_of(arguments, slots, sources, code=pattern.code or "", is_asked="in" in pattern.target))


def _first_of(
    arguments: Arguments, slots: Sequence[str], others: Sequence[Found], *, code: str = "", is_asked: bool = False
) -> list[Found]:
    for slot in slots:
        if slot in {"none", "content", "content_source"}:
            continue
        found = _others(arguments.slot(slot), others)
        if code[:2] in TOLD_ROOTS and slot == "in":
            found = [f for f in found if not _is_setting(f, arguments, is_asked=is_asked)]
        if found:
            return found
    return []


def _is_setting(found: Found, arguments: Arguments, *, is_asked: bool) -> bool:
    """True for a place that only tells where a thing was said: one that its pattern does not ask for, and one in front
    ("In Vienna he called for talks", against "called for talks in Syria")."""
    if found.actor.kind != "place":
        return False
    return not is_asked or all(t.i < arguments.clause.head.i for t in arguments.index.tokens_of(found.actor))


def _others(found: Sequence[Found], taken: Sequence[Found]) -> list[Found]:
    """The findings that are not the same actor as one of `taken`."""
    return [f for f in found if not any(same_actor(f.actor, t.actor) for t in taken)]


def same_actor(one: ActorMention, other: ActorMention) -> bool:
    """True where both mentions name one actor: the same words or name, or a state beside its own organ.

    "Ankara" and "the Turkish minister" are no dyad with "Turkey"; the Turkish minister and the Turkish police are one.
    """
    if (one.start, one.end, one.name) == (other.start, other.end, other.name) or one.name == other.name:
        return True
    if one.country is None or one.country != other.country:
        return False
    if any(actor.kind == "place" and actor.basis == "place" for actor in (one, other)):
        return False
    sectors = {one.sector, other.sector}
    return None in sectors and sectors <= STATE_SECTORS


def _parties(arguments: Arguments, pattern: Pattern, match: Match) -> tuple[tuple[Found, ...], tuple[Found, ...]]:
    """The sides of a reciprocal act: the first slot's actors act, the rest receive."""
    slots = (*pattern.source, *pattern.target) or PARTY_SLOTS
    if arguments.clause.kind == "verb" and "object" not in slots:
        slots = (*slots[:1], "object", *slots[1:])
    found = unique(f for slot in slots if slot != "none" for f in arguments.slot(slot))
    # "Exchanged prisoners": what a pattern asks for as its object is no party.
    found = [f for f in found if not any(t in match.governed for t in arguments.index.tokens_of(f.actor))]
    if len(found) < 2:
        return tuple(found), ()
    first = [f for slot in slots[:1] for f in arguments.slot(slot)] or found[:1]
    rest = _others(found, first)
    if rest:
        return tuple(first), tuple(rest)
    return (first[0],), tuple(_others(first[1:], first[:1]))


def stated(reading: Reading, speakers: Sequence[Found], *, is_headline: bool) -> tuple[Reading, Stated | None]:
    """The code and status that the mood of the trigger gives; None where the act is negated and nothing is refused.

    What a speaker says that others must or should do is the speaker's demand or appeal: the reading comes back with
    the speaker as its source and the others as its target.
    """
    modality = modality_of(reading.match.token, is_headline=is_headline)
    if modality.mood == "duty" and not modality.is_negated:
        asked = _asked(reading, speakers, modality)
        if asked is not None:
            return asked
    return reading, _status(reading, speakers, modality)


def spoken_by(reading: Reading, speakers: Sequence[Found], code: str) -> Reading:
    """A stance of the speaker's own state is the speaker's: "the minister said that France would refuse"."""
    own = speakers and reading.sources and not _others(reading.sources, speakers)
    return replace(reading, sources=tuple(speakers)) if own and code[:2] in STANCE_ROOTS else reading


def _asked(reading: Reading, speakers: Sequence[Found], modality: Modality) -> tuple[Reading, Stated] | None:
    if not speakers or not reading.sources or not _others(speakers, reading.sources):
        return None
    code = compose("demand" if modality.cue == "must" else "appeal", reading.code)
    if code is None or reading.code[:2] in {"01", "02", "10", "11", "12", "13"}:
        return None
    asked = replace(reading, code=code, sources=tuple(speakers), targets=reading.sources, is_reciprocal=False)
    return asked, Stated(code, "happened", None)


def _status(reading: Reading, speakers: Sequence[Found], modality: Modality) -> Stated | None:
    code = reading.code
    if modality.is_negated or modality.mood == "negated":
        return _negated(reading, modality)
    if modality.cue == "to" and (code[:2] in SPOKEN_ROOTS or code in SPOKEN_CODES):
        # "Gathered to protest", "phoned to thank": the purpose is done by the doing.
        return Stated(code, "happened", None)
    if modality.mood == "future":
        # To say that one will strike is the threat itself; to say that one will visit is a plan still.
        announced = is_hostile(code) and bool(speakers) and not _others(speakers, reading.sources)
        return Stated(intend(code), "happened" if announced else "planned", modality.cue)
    if modality.mood == "duty":
        return Stated(intend(code), "planned" if modality.cue == "must" else "hypothetical", modality.cue)
    if modality.mood == "hypothetical":
        return Stated(code, "hypothetical", modality.cue)
    if modality.mood == "alleged":
        return Stated(code, "alleged", modality.cue)
    if modality.mood == "denied":
        return Stated(code, "denied", modality.cue)
    if modality.mood == "ongoing" and code[:2] in LASTING_ROOTS:
        return Stated(code, "ongoing", modality.cue)
    fixed = reading.match.pattern.status
    return Stated(code, "ongoing" if fixed == "ongoing" else "happened", None)


def _negated(reading: Reading, modality: Modality) -> Stated | None:
    code = reading.code
    cue = modality.cue
    willful = modality.mood in {"future", "hypothetical"} and (cue or "").lower() in WILLFUL_CUES
    if code[:2] == "13":
        # Not to threaten, or not to plan a blow, is no event.
        return None
    if reading.match.pattern.stance == "agree":
        inner = reading.code
        return Stated("12" + inner[2:] if inner[:2] == "03" and _is_code("12" + inner[2:]) else "120", "happened", cue)
    if willful and not is_hostile(code) and code[:2] not in {"01", "02", "09", "10", "11", "12"}:
        refused = compose("refuse", code)
        return Stated(refused, "happened", cue) if refused else None
    return None


def _is_code(code: str) -> bool:
    return code in cameo_codes()
