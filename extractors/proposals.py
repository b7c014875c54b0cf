"""What might be an act: the pairs of actors that the predicates of a sentence set over against each other.

The lexicon knows some thousand words for acts; English has more. A proposal says nothing but "this actor, by these
words, to that one"; the learned coder (`ranker`) tells which CAMEO code that is, if any. Rules alone never use them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.arguments import ActorIndex, Arguments, Found, unique
from extractors.clauses import Clause, children, is_verbal, noun_clause, verb_clause
from extractors.readings import NOUN_SOURCES, NOUN_TARGETS, VERB_TARGETS, same_actor
from extractors.speech import SPEECH_VERBS, speakers_of
from schemas.records import ActorMention

# Verbs that carry no act of their own.
EMPTY_VERBS = frozenset("be have do seem appear become remain".split())
# How far a target is trusted that stands in the content of the predicate, and a source that only speaks of it.
IN_CONTENT, SPEAKER = 0.8, 0.7
# What is left of the trust in an actor for each step down the parse, and for each clause on the way.
DEEP, STEP, CLAUSE_STEP, LEAST = 0.7, 0.9, 0.7, 0.2
CLAUSE_DEPS = frozenset({"advcl", "relcl", "acl", "ccomp", "parataxis", "conj"})
SKIPPED_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "aux", "auxpass", "punct", "cc", "mark", "conj", "parataxis"})
MODIFIER_DEPS = frozenset({"compound", "amod", "nmod"})
MOST_OF_SENTENCE = 6


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair of actors and the words between which an act may pass. `directness` in 0..1 falls with each step away."""

    source: ActorMention
    target: ActorMention
    trigger: tuple[Token, ...]
    directness: float


def propose(index: ActorIndex, tokens: Iterable[Token]) -> list[Proposal]:
    """The proposals of a sentence, the most direct first; one for each pair and direction, at most MOST_OF_SENTENCE."""
    best: dict[tuple[str, int, str, int], Proposal] = {}
    for token in tokens:
        for one in _at(index, token):
            key = (one.source.name, one.source.start, one.target.name, one.target.start)
            if key not in best or best[key].directness < one.directness:
                best[key] = one
    ordered = sorted(best.values(), key=lambda p: (-p.directness, p.trigger[0].i, p.source.start, p.target.start))
    return ordered[:MOST_OF_SENTENCE]


def _at(index: ActorIndex, token: Token) -> Iterator[Proposal]:
    if _is_predicate(token):
        yield from _of_verb(index, verb_clause(token))
    elif token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in MODIFIER_DEPS and not index.covering(token):
        yield from _of_noun(index, noun_clause(token))


def _is_predicate(token: Token) -> bool:
    """True for verbs that may carry an act, and for words with a subject that a tagger took for a noun."""
    if token.lemma_.lower() in EMPTY_VERBS or token.dep_ in {"aux", "auxpass"}:
        return False
    return is_verbal(token) or bool(children(token, "nsubj", "nsubjpass"))


def _of_verb(index: ActorIndex, clause: Clause) -> Iterator[Proposal]:
    arguments = Arguments(index, clause)
    subjects = clause.subjects or tuple(children(clause.head, "nsubj"))
    sources = list(arguments.slot("subject")) or _under(index, subjects, set())
    speakers = (
        [] if clause.head.lemma_ in SPEECH_VERBS else [_weaker(f, SPEAKER) for f in speakers_of(index, clause.head)]
    )
    targets = _all(arguments, VERB_TARGETS)
    for complement in clause.complements:
        if is_verbal(complement):
            inner = Arguments(index, verb_clause(complement))
            targets += [_weaker(f, IN_CONTENT) for f in (*inner.slot("subject"), *_all(inner, VERB_TARGETS))]
    above = {t.i for word in subjects for t in word.subtree}
    targets += _under(index, [t for t in clause.head.children if t.dep_ not in SKIPPED_DEPS], above)
    if clause.is_passive:
        targets += _under(index, [t for t in clause.objects if t not in subjects], above)
    words = (clause.head, *children(clause.head, "prt"))
    targets = [f for f in targets if not _is_label(index, f.actor)]
    yield from _pairs(sources, unique(targets), words)
    yield from _pairs(speakers, unique([*sources, *targets]), words)
    if len(sources) > 1 and not targets:
        # "Oman and Qatar quarrelled" is between the two; "Oman and Qatar quarrelled with Iran" is not.
        yield from _pairs(sources[:1], sources[1:], words)


def _of_noun(index: ActorIndex, clause: Clause) -> Iterator[Proposal]:
    arguments = Arguments(index, clause)
    sources = _all(arguments, NOUN_SOURCES)
    targets = _all(arguments, NOUN_TARGETS)
    yield from _pairs(sources, unique(targets), (clause.head,))


def _all(arguments: Arguments, slots: Sequence[str]) -> list[Found]:
    """The actors of all slots, in their order."""
    return unique(f for slot in slots for f in arguments.slot(slot))


def _under(index: ActorIndex, tops: Iterable[Token], above: Collection[int]) -> list[Found]:
    """All actors under some words, however deep; each step down counts against them, each clause on the way more."""
    found: list[Found] = []
    stack = [(top, DEEP) for top in tops]
    while stack:
        token, directness = stack.pop()
        if token.i in above or directness < LEAST:
            continue
        if token.dep_ not in MODIFIER_DEPS:
            found += [Found(actor, directness) for actor in index.named_at(token)]
        for child in token.children:
            stack.append((child, directness * (CLAUSE_STEP if child.dep_ in CLAUSE_DEPS else STEP)))
    return found


def _are_two(one: ActorMention, other: ActorMention) -> bool:
    """True for two actors that stand apart, and are not a state and its own government or minister."""
    return (one.end <= other.start or other.end <= one.start) and not same_actor(one, other)


def _is_label(index: ActorIndex, actor: ActorMention) -> bool:
    """True for a role noun that only says what kind of thing another noun is: "air defence systems", "police files"."""
    return actor.kind == "role" and any(token.dep_ in MODIFIER_DEPS for token in index.tokens_of(actor))


def _weaker(found: Found, factor: float) -> Found:
    return Found(found.actor, found.directness * factor)


def _pairs(sources: Sequence[Found], targets: Sequence[Found], words: tuple[Token, ...]) -> Iterator[Proposal]:
    for source in sources:
        for target in targets:
            if _are_two(source.actor, target.actor):
                yield Proposal(source.actor, target.actor, words, source.directness * target.directness)
