"""Sentences and their actors in, acts out: each pair of parties of each predicate, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from spacy.tokens import Token

from extractors.answers import with_addressees
from extractors.arguments import ActorIndex, Found
from extractors.clauses import children, dependency_path
from extractors.genre import genre_of
from extractors.lexicon import Lexicon
from extractors.readings import Reading, SentenceReader, Stated, same_actor, stated
from extractors.sentences import ParsedSentence
from extractors.speech import speaker_words, speakers_of
from schemas.records import Act, ActorMention, Status

# A compound of more members is a list ("attended by the US, UK, France, ..."); its pairs are no news.
MAX_PARTIES = 4
MAX_TRIGGER_TOKENS = 6
# Below it more mentions are wrong than right.
LEAST_CONFIDENCE = 0.22
REPORTING_ROOTS = frozenset({"01", "02", "03", "04"})
STATUS_WEIGHT: dict[Status, float] = {
    "happened": 1.0, "ongoing": 0.95, "planned": 0.9, "alleged": 0.85, "hypothetical": 0.75, "denied": 0.8,
}  # fmt: skip
NOMINAL_WEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class DroppedAct:
    """A trigger that was found and not coded, and why: negated, no_source, no_target, same_actor, reporting, or the
    genre of its sentence (sport, culture)."""

    sentence_index: int
    reason: str
    trigger_text: str


def find_acts(
    sentence: ParsedSentence, actors: Sequence[ActorMention], lexicon: Lexicon
) -> tuple[list[Act], list[DroppedAct]]:
    """The acts of one sentence, and the triggers in it that were not coded."""
    genre = genre_of(sentence.sentence.text)
    if genre is not None:
        return [], [DroppedAct(sentence.sentence.sentence_index, genre, "")]
    index = ActorIndex(sentence, actors)
    reader = SentenceReader(lexicon, index)
    readings = [r for token in sentence.span if (r := reader.read(token)) is not None]
    consumed = {i for reading in readings for i in reading.consumed}
    acts: list[Act] = []
    dropped: list[DroppedAct] = []
    for reading in readings:
        if reading.match.token.i in consumed:
            continue
        outcome = _acts_of(sentence, index, reading)
        if isinstance(outcome, str):
            dropped.append(DroppedAct(sentence.sentence.sentence_index, outcome, reading.match.token.text))
        else:
            acts.extend(outcome)
    return _without_repeats(with_addressees(acts)), dropped


def _acts_of(sentence: ParsedSentence, index: ActorIndex, reading: Reading) -> list[Act] | str:
    speakers = speakers_of(index, reading.match.token)
    reading, statement = stated(reading, speakers, is_headline=sentence.sentence.is_headline)
    if statement is None:
        return "negated"
    sources = _eligible(reading.sources) or _presumed(index, reading, before=True)
    if not sources:
        return "no_source"
    targets: list[Found | None] = list(_eligible(reading.targets, places=True))
    if (
        not targets
        and not reading.match.pattern.is_target_optional
        and not (reading.is_reciprocal and len(sources) > 1)
    ):
        targets.extend(_presumed(index, reading, before=False, taken=sources))
    if reading.is_reciprocal and not targets and len(sources) > 1:
        pairs: list[tuple[Found, Found | None]] = [
            (a, b) for i, a in enumerate(sources[:MAX_PARTIES]) for b in sources[i + 1 : MAX_PARTIES]
        ]
    elif targets:
        pairs = list(product(sources[:MAX_PARTIES], targets[:MAX_PARTIES]))
    elif reading.match.pattern.is_target_optional:
        pairs = [(source, None) for source in sources[:1]]
    else:
        return "no_target"
    if all(_is_reporting(statement.code, source, target) for source, target in pairs):
        return "reporting"
    pairs = [pair for pair in pairs if _differ(*pair)]
    if not pairs:
        return "same_actor"
    acts = [_act(sentence, index, reading, statement, *pair) for pair in pairs]
    return [act for act in acts if act.confidence >= LEAST_CONFIDENCE] or "unsure"


def _presumed(index: ActorIndex, reading: Reading, *, before: bool, taken: Sequence[Found] = ()) -> list[Found]:
    """For an active verb whose argument the parse does not show: the nearest actor on the argument's side."""
    clause = reading.match.clause
    if clause.kind != "verb" or clause.is_passive or (before and clause.subjects):
        return []
    return index.nearest(clause.head, taken, before=before)


def _is_reporting(code: str, source: Found, target: Found | None) -> bool:
    """True where a paper only does its work: "Asked by Reuters", "told the BBC", "spoke to the agency"."""
    sides = [source.actor.sector, target.actor.sector if target else None]
    return code[:2] in REPORTING_ROOTS and "MED" in sides


def _differ(source: Found, target: Found | None) -> bool:
    return target is None or not same_actor(source.actor, target.actor)


def _eligible(found: Sequence[Found], *, places: bool = False) -> list[Found]:
    """Actors that may act; a mere place may only be acted upon."""
    return [f for f in found if places or f.actor.kind != "place"]


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
        attribution=_attribution(token, sentence),
        confidence=round(min(confidence, 1.0), 3),
        path=_path(sentence, token, source.actor, target.actor if target else None),
    )


def _trigger_span(sentence: ParsedSentence, reading: Reading) -> tuple[int, int]:
    words = sorted(reading.match.words, key=lambda t: t.i)
    if words[-1].i - words[0].i >= MAX_TRIGGER_TOKENS:
        words = [reading.match.token]
    return sentence.start_of(words[0]), sentence.end_of(words[-1])


def _token_at(sentence: ParsedSentence, position: int) -> Token | None:
    return next((t for t in sentence.span if sentence.start_of(t) <= position < sentence.end_of(t)), None)


def _path(sentence: ParsedSentence, trigger: Token, source: ActorMention, target: ActorMention | None) -> str:
    parts = []
    for actor in (source, target):
        token = _token_at(sentence, actor.head_start) if actor else None
        if token is not None:
            parts.append(dependency_path(token, trigger))
    return " | ".join(parts)


def _attribution(trigger: Token, sentence: ParsedSentence) -> str | None:
    """Who says so: the subject of the verb of saying above the act, or after "according to"; None for the paper."""
    subjects = speaker_words(trigger)
    if subjects:
        return _phrase(subjects[0])
    for token in sentence.span:
        if token.lower_ == "according":
            objects = [o for prep in children(token, "prep") for o in children(prep, "pobj")]
            return _phrase(objects[0]) if objects else None
    return None


def _phrase(token: Token) -> str:
    """The words of a noun phrase without its clauses."""
    inside = [t for t in token.subtree if not _within_clause(t, token)]
    return token.doc[inside[0].i : inside[-1].i + 1].text


def _within_clause(token: Token, top: Token) -> bool:
    while token != top:
        if token.dep_ in {"relcl", "acl", "appos", "punct", "conj", "cc"}:
            return True
        token = token.head
    return False


def _without_repeats(acts: list[Act]) -> list[Act]:
    """One act for each pair of actors and root: the surest, then the first."""
    best: dict[tuple[object, ...], Act] = {}
    for act in sorted(acts, key=lambda a: (-a.confidence, a.trigger_start)):
        best.setdefault((*_dyad(act), act.cameo_code[:2]), act)
    return sorted(best.values(), key=lambda a: (a.trigger_start, a.source.start))


def _dyad(act: Act) -> Iterator[object]:
    sides: list[object] = [act.source.name, act.target.name if act.target else None]
    return iter(sorted(sides, key=str) if act.is_reciprocal else sides)
