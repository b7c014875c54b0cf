"""Sentences and their actors in, acts out: each pair of parties of each predicate, once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.answers import with_addressees
from extractors.arguments import ActorIndex, Found
from extractors.clauses import dependency_path
from extractors.duties import duties
from extractors.genre import genre_of
from extractors.lexicon import Lexicon
from extractors.pairs import pairs_of
from extractors.readings import Reading, SentenceReader, Stated, spoken_by, stated
from extractors.sentences import ParsedSentence
from extractors.speech import attribution_of, speakers_of
from extractors.thread import in_threads
from schemas.records import Act, ActorMention, Status

LONE_ROOTS = frozenset({"08", "14", "15", "17", "18", "19", "20"})
MAX_TRIGGER_TOKENS = 6
# Below it more mentions are wrong than right.
LEAST_CONFIDENCE = 0.27
REPORTING_ROOTS = frozenset({"01", "02", "03", "04"})
STATUS_WEIGHT: dict[Status, float] = {
    "happened": 1.0, "ongoing": 0.95, "planned": 0.9, "alleged": 0.85, "hypothetical": 0.75, "denied": 0.8,
}  # fmt: skip
NOMINAL_WEIGHT = 0.8
# What is done to one's own state.
HOME_RULES = frozenset({"occupy.coup"})


@dataclass(frozen=True, slots=True)
class DroppedAct:
    """A trigger that was found and not coded, and why: negated, no_source, no_target, same_actor, reporting, or the
    genre of its sentence (sport, culture)."""

    sentence_index: int
    reason: str
    trigger_text: str


def find_acts(
    sentence: ParsedSentence,
    actors: Sequence[ActorMention],
    lexicon: Lexicon,
    *,
    recent: Sequence[Act] = (),
    least: float = LEAST_CONFIDENCE,
) -> tuple[list[Act], list[DroppedAct]]:
    """The acts of one sentence, and the triggers in it that were not coded.

    `recent` are the acts of the sentences before, the latest last; an act between states that names no target may take
    it from them (see `thread`). Acts of a confidence below `least`, 0..1, are dropped.
    """
    genre = genre_of(sentence.sentence.text)
    if genre is not None:
        return [], [DroppedAct(sentence.sentence.sentence_index, genre, "")]
    index = ActorIndex(sentence, actors)
    reader = SentenceReader(lexicon, index)
    readings = [r for token in sentence.span if (r := reader.read(token)) is not None]
    # What stands inside an act that cannot be coded is still told: "Iran's release of the men was praised". What was
    # only demanded is not: "visits followed demands that Washington stop helping".
    consumed = {i for r in readings if r.sources or r.match.clause.subjects or _only_asks(r) for i in r.consumed}
    acts: list[Act] = []
    lone: set[int] = set()
    complete: set[int] = set()
    dropped: list[DroppedAct] = []
    for reading in readings:
        if reading.match.token.i in consumed:
            continue
        outcome = _acts_of(sentence, index, reading)
        if isinstance(outcome, str):
            dropped.append(DroppedAct(sentence.sentence.sentence_index, outcome, reading.match.token.text))
            continue
        acts.extend(outcome)
        if reading.match.pattern.is_target_optional:
            lone.update(act.trigger_head_start for act in outcome)
        if is_complete(reading):
            complete.update(act.trigger_head_start for act in outcome)
    taken = {reading.match.token.i for reading in readings} | consumed
    acts.extend(duties(sentence, index, taken))
    told = in_threads(with_addressees(acts), recent, complete=complete)
    reasons = [(act, _why_not(act, lone, least)) for act in without_repeats(told)]
    dropped.extend(DroppedAct(act.sentence_index, reason, act.trigger_text) for act, reason in reasons if reason)
    return [act for act, reason in reasons if not reason], dropped


def _why_not(act: Act, lone: Collection[int], least: float) -> str | None:
    """Why an act is not coded after all. A riot or a curfew is an event by itself; a statement takes two."""
    may_stand_alone = act.trigger_head_start in lone and act.cameo_code[:2] in LONE_ROOTS
    if act.target is None and not may_stand_alone:
        return "no_target"
    return "unsure" if act.confidence < least else None


def _acts_of(sentence: ParsedSentence, index: ActorIndex, reading: Reading) -> list[Act] | str:
    if reading.is_void:
        return "undone"
    speakers = speakers_of(index, reading.match.token)
    reading, statement = stated(reading, speakers, is_headline=sentence.sentence.is_headline)
    if statement is None:
        return "negated"
    pairs = pairs_of(index, spoken_by(reading, speakers, statement.code))
    if isinstance(pairs, str):
        return pairs
    if all(is_reporting(statement.code, s.actor, t.actor if t else None) for s, t in pairs):
        return "reporting"
    return [_act(sentence, index, reading, statement, *pair) for pair in pairs]


def _only_asks(reading: Reading) -> bool:
    """True where the content of an act is what somebody is to do."""
    return reading.match.pattern.stance in {"demand", "appeal"} and bool(reading.match.clause.complements)


def is_complete(reading: Reading) -> bool:
    """True where the words leave nobody to be found in the story: a coup or strike has its place at home, and an
    accusation, an appeal or an order has somebody as its object, though we may not know whom ("accused the four
    plotters")."""
    if reading.match.pattern.rule_id in HOME_RULES:
        return True
    addressed = reading.code[:3] == "112" or reading.code[:2] in {"02", "10"}
    named = [t for t in reading.match.clause.objects if t.pos_ in {"NOUN", "PROPN"}]
    return addressed and reading.match.pattern.stance is None and reading.match.clause.kind == "verb" and bool(named)


def is_reporting(code: str, *sides: ActorMention | None) -> bool:
    """True where a paper only does its work: "Asked by Reuters", "told the BBC", "spoke to the agency"."""
    return code[:2] in REPORTING_ROOTS and any(a is not None and a.sector == "MED" and a.kind == "name" for a in sides)


def _act(
    sentence: ParsedSentence,
    index: ActorIndex,
    reading: Reading,
    statement: Stated,
    source: Found,
    target: Found | None,
) -> Act:
    token = reading.match.token
    actors = [index.told_by_name(f.actor) for f in (source, target) if f is not None]
    start, end = _trigger_span(sentence, reading)
    directness = source.directness * (target.directness if target else 0.8)
    nominal = NOMINAL_WEIGHT if reading.match.clause.kind == "noun" else 1.0
    confidence = reading.confidence * directness * nominal * STATUS_WEIGHT[statement.status]
    return Act(
        sentence_index=sentence.sentence.sentence_index,
        source=actors[0],
        target=actors[1] if target else None,
        trigger_start=start,
        trigger_end=end,
        trigger_head_start=sentence.start_of(token),
        trigger_text=sentence.sentence.text[start - sentence.sentence.start : end - sentence.sentence.start],
        rule_id=reading.rule_id,
        cameo_code=statement.code,
        is_reciprocal=reading.is_reciprocal and target is not None,
        status=statement.status,
        status_cue=statement.cue,
        attribution=attribution_of(token),
        confidence=round(min(confidence, 1.0), 3),
        path=path_of(sentence, token, source.actor, target.actor if target else None),
    )


def _trigger_span(sentence: ParsedSentence, reading: Reading) -> tuple[int, int]:
    words = sorted(reading.match.words, key=lambda t: t.i)
    if words[-1].i - words[0].i >= MAX_TRIGGER_TOKENS:
        words = [reading.match.token]
    return sentence.start_of(words[0]), sentence.end_of(words[-1])


def path_of(sentence: ParsedSentence, trigger: Token, source: ActorMention, target: ActorMention | None) -> str:
    """The way through the parse from source over trigger to target, for `explain`."""
    parts = []
    for actor in (source, target):
        token = sentence.token_at(actor.head_start) if actor else None
        if token is not None:
            parts.append(dependency_path(token, trigger))
    return " | ".join(parts)


def without_repeats(acts: Sequence[Act]) -> list[Act]:
    """One act for each pair of actors and root: the surest, then the first."""
    best: dict[tuple[object, ...], Act] = {}
    for act in sorted(acts, key=lambda a: (-a.confidence, a.trigger_start)):
        best.setdefault((*_dyad(act), act.cameo_code[:2]), act)
    return sorted(best.values(), key=lambda a: (a.trigger_start, a.source.start))


def _dyad(act: Act) -> Iterator[object]:
    sides: list[object] = [act.source.name, act.target.name if act.target else None]
    return iter(sorted(sides, key=str) if act.is_reciprocal else sides)
