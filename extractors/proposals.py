"""What might be an act: the pairs of actors that the predicates of a sentence set over against each other.

The lexicon knows some thousand words for acts; English has more. A proposal says nothing but "this actor, by these
words, to that one"; the learned coder (`ranker`) tells which CAMEO code that is, if any. Rules alone never use them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from spacy.tokens import Token

from extractors.arguments import ActorIndex, Arguments, Found, actors_at, unique
from extractors.clauses import Clause, children, is_verbal, noun_clause, verb_clause
from extractors.nominals import RELATIONAL
from extractors.reading import TIMES
from extractors.readings import NOUN_SOURCES, NOUN_TARGETS, VERB_TARGETS, same_actor
from extractors.speech import SPEECH_VERBS, speakers_of
from schemas.records import ActorMention

# Where those stand whom doers face together; in the other slots is only where or what about.
FACED_SLOTS = tuple(slot for slot in VERB_TARGETS if slot not in {"in", "around", "about", "near", "between"})
# Verbs that carry no act of their own: they link, or say what is in what.
EMPTY_VERBS = frozenset("be have do seem appear become remain include contain comprise consist belong mean".split())
# Whoever is asked or quoted speaks to a paper; it does its work and is no party.
TELLING_VERBS = SPEECH_VERBS - {"insist", "warn", "vow", "promise", "pledge"}
QUOTING_VERBS = TELLING_VERBS | {"ask", "quote", "interview", "cite", "speak"}
# What passes from one actor to another far below it is none of these.
NO_ACTS = EMPTY_VERBS | QUOTING_VERBS
# Acts of words: who tells of one is a reporter, no party; who tells of a deed may accuse its doer.
VERBS_OF_WORDS = frozenset(
    "accuse ask blame call condemn criticise criticize demand denounce invite praise reject tell thank threaten urge "
    "warn".split()
)
# Whose words may be acts even where the text gives no country.
PARTIES = frozenset({"IGO", "NGO", "NGM", "IMG", "INT", "REB", "SEP", "UAF", "INS", "OPP", "PTY", "LAB"})
REPORTERS, PRIVATE = frozenset({"MED", "EDU"}), frozenset({"BUS", "CVL"})
TOLD_SLOTS = ("receiver", "object", "to")
# What these have as their object passes between the doers: "Oman and Qatar exchanged prisoners".
SHARING_VERBS = frozenset("exchange swap trade discuss share negotiate".split())
TOGETHER = frozenset({"together", "jointly"})
# What nearly happened: "came close to accusing", "stopped short of a ban".
NEAR_MISSES = frozenset({("come", "close"), ("come", "near"), ("stop", "short"), ("fall", "short")})
# How far a target is trusted that stands in the content of the predicate, and a source that only speaks of it.
IN_CONTENT, SPEAKER = 0.8, 0.7
# What is left of the trust in an actor for each step down the parse, and for each clause on the way.
DEEP, STEP, CLAUSE_STEP, LEAST = 0.7, 0.9, 0.7, 0.2
CLAUSE_DEPS = frozenset({"advcl", "relcl", "acl", "ccomp", "parataxis", "conj"})
SKIPPED_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "aux", "auxpass", "punct", "cc", "mark", "conj", "parataxis"})
MODIFIER_DEPS = frozenset({"compound", "amod", "nmod"})
MISREAD_DEPS = frozenset({"advmod", "npadvmod", "dep", "nmod", "amod", "compound"})
# How direct an act of an organ on its own state must be: else the state is only where, or whose, the organ is.
OWN_STATE = 0.5
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
    words = list(tokens)
    for one in [p for token in words for p in _at(index, token)]:
        key = (one.source.name, one.source.start, one.target.name, one.target.start)
        if key not in best or best[key].directness < one.directness:
            best[key] = one
    ordered = sorted(best.values(), key=lambda p: (-p.directness, p.trigger[0].i, p.source.start, p.target.start))
    return [*ordered, *_on_paths(index, words, ordered)][:MOST_OF_SENTENCE]


def _on_paths(index: ActorIndex, tokens: Sequence[Token], known: Sequence[Proposal]) -> list[Proposal]:
    """The doers of clauses with those that stand far below, where no predicate sets the two over against each other."""
    joined = {frozenset((p.source.name, p.target.name)) for p in known}
    heads = {id(a): (t, a) for t in tokens for a in index.covering(t) if a.kind != "anaphor" and a.sector != "MED"}
    actors = sorted(heads.values(), key=lambda pair: pair[1].start)
    found: list[Proposal] = []
    for k, (first, source) in enumerate(actors):
        if source.kind in {"place", "adjective"}:
            continue
        for other, target in actors[k + 1 :]:
            pair = frozenset((source.name, target.name))
            if pair in joined or not _are_two(source, target):
                continue
            path = _path(first, other)
            if _is_reporter(source) and any(t.lemma_ in TELLING_VERBS for t in path):
                continue
            acts = [t for t in path if _may_be_act(index, t)]
            if acts and _is_doer(index, first, other, acts[0]):
                joined.add(pair)
                found.append(Proposal(source, target, (acts[0],), LEAST * STEP ** len(path)))
    return sorted(found, key=lambda p: -p.directness)


def _is_doer(index: ActorIndex, source: Token, target: Token, act: Token) -> bool:
    """True where the source leads the doers of the act's clause, or of the next above that names any, and the target
    is none of them; or where nobody is named as doer or sufferer."""
    for verb in (act, *act.ancestors):
        doers, suffering = children(verb, "nsubj", "agent"), children(verb, "nsubjpass")
        own = [word for word in doers if source in word.subtree]
        if own:
            is_apart = not any(word in doer.subtree for doer in own for word in (target, act))
            return is_apart and _leads(index, source, own[0])
        if any(_stands_for_actor(index, word) for word in (*doers, *suffering)):
            return False
    return True


def _stands_for_actor(index: ActorIndex, subject: Token) -> bool:
    return subject.pos_ == "PRON" or any(index.covering(word) for word in subject.subtree)


def _leads(index: ActorIndex, actor: Token, subject: Token) -> bool:
    """True unless another actor stands above one in the subject: "the envoy to Oslo" is not Oslo."""
    token, own = actor, index.covering(actor)
    while token.i != subject.i:
        is_equal = token.dep_ in {"appos", "conj"}
        token = token.head
        if not is_equal and any(one not in own for one in index.covering(token)):
            return False
    return True


def _may_be_act(index: ActorIndex, token: Token) -> bool:
    is_act = _is_predicate(token) if is_verbal(token) else token.pos_ == "NOUN" or token.dep_ == "ROOT"
    return is_act and not index.covering(token) and token.lemma_ not in NO_ACTS


def _path(source: Token, target: Token) -> list[Token]:
    """The words between two in the parse, their meeting point first, then those above the target, then the source's."""
    above = [[t, *t.ancestors] for t in (source, target)]
    ids = {t.i for t in above[0]}
    meeting = next((t for t in above[1] if t.i in ids), None)
    if meeting is None:
        return []
    sides = [list(takewhile(lambda t: t.i != meeting.i, side[1:])) for side in above]
    return [meeting, *reversed(sides[1]), *reversed(sides[0])]


def _at(index: ActorIndex, token: Token) -> Iterator[Proposal]:
    if _is_predicate(token):
        yield from _of_verb(index, verb_clause(token))
    elif token.dep_ == "acomp" and token.pos_ == "ADJ":
        yield from _of_adjective(index, token)
    elif (
        token.pos_ in {"NOUN", "PROPN"}
        and token.dep_ not in MODIFIER_DEPS
        and not (index.covering(token) or _is_none(token))
    ):
        yield from _of_noun(index, noun_clause(token))


def _is_predicate(token: Token) -> bool:
    """True for verbs that may carry an act, and for words with a subject or object that a tagger took for a noun."""
    if token.lemma_.lower() in EMPTY_VERBS or token.dep_ in {"aux", "auxpass"} or _is_near_miss(token):
        return False
    if any(_is_none(word) for word in children(token, "dobj")):
        return False
    return is_verbal(token) or bool(children(token, "nsubj", "nsubjpass", "dobj"))


def _is_none(noun: Token) -> bool:
    """True for what there is none of: "drew no protest"."""
    return any(word.lower_ == "no" for word in children(noun, "det"))


def _is_near_miss(verb: Token) -> bool:
    return any((verb.lemma_, child.lower_) in NEAR_MISSES for child in verb.children)


def _of_verb(index: ActorIndex, clause: Clause) -> Iterator[Proposal]:
    arguments, head = Arguments(index, clause), clause.head
    subjects = clause.subjects or tuple(children(head, "nsubj"))
    sources = list(arguments.slot("subject")) or _under(index, subjects, set()) or _misread_subjects(index, clause)
    sources.sort(key=lambda f: f.actor.start)
    targets = [f for f in _targets(arguments, subjects) if not _is_label(index, f.actor) and not _has(sources, f.actor)]
    words = (head, *children(head, "prt"))
    if head.lemma_ in QUOTING_VERBS:
        # "Officials told the miners" is theirs; what they tell of others is not.
        told = _all(arguments, TOLD_SLOTS)
        is_retold = _retells(index, clause)
        targets = [f for f in targets if f.actor.sector != "MED" and (not is_retold or _has(told, f.actor))]
        tellers = [f for f in sources if _is_reporter(f.actor) and f.actor.sector != "MED"]
        yield from _pairs(tellers, [f for f in targets if _has(told, f.actor)], words)
        sources = [f for f in sources if not _is_reporter(f.actor)]
    yield from _pairs(sources, unique(targets), words)
    if head.lemma_ not in SPEECH_VERBS and not any(t.lemma_ in VERBS_OF_WORDS for t in (head, *head.ancestors)):
        speakers = [_weaker(f, SPEAKER) for f in speakers_of(index, head) if not _is_reporter(f.actor)]
        yield from _pairs(speakers, sources, words, of_speakers=True)
    if len(sources) > 1 and _is_joint(arguments, sources):
        yield from _pairs(sources[:1], sources[1:], words)


def _retells(index: ActorIndex, clause: Clause) -> bool:
    """True where the content is what one party said to another: "Chad said that Sudan had accused Libya"."""
    told = [word for word in clause.complements if word.lemma_ in VERBS_OF_WORDS]
    contents = [Arguments(index, verb_clause(word)) for word in told]
    return any(inner.slot("subject") and _all(inner, VERB_TARGETS) for inner in contents)


def _targets(arguments: Arguments, subjects: Sequence[Token]) -> list[Found]:
    """All whom a verb may touch: in its slots, in its content, and somewhere under its other words."""
    index, clause = arguments.index, arguments.clause
    targets = _all(arguments, VERB_TARGETS)
    for complement in clause.complements:
        if is_verbal(complement):
            inner = Arguments(index, verb_clause(complement))
            targets += [_weaker(f, IN_CONTENT) for f in (*inner.slot("subject"), *_all(inner, VERB_TARGETS))]
    above = {t.i for word in subjects for t in word.subtree}
    targets += _under(index, [t for t in clause.head.children if t.dep_ not in SKIPPED_DEPS], above)
    if clause.is_passive:
        targets += _under(index, [t for t in clause.objects if t not in subjects], above)
    return targets


def _is_joint(arguments: Arguments, sources: Sequence[Found]) -> bool:
    """True for "Oman and Qatar met near Iran", which is between the two, not for "they quarrelled with Iran"."""
    head = arguments.clause.head
    near = [t for child in head.children for t in (child, *child.children)]
    if head.lemma_ in SHARING_VERBS or any(t.lower_ in TOGETHER for t in near):
        return True
    faced = [f for f in _all(arguments, FACED_SLOTS) if f.directness == 1.0]
    # "Declared their intention": whose it is, are they.
    faced += [f for f in arguments.slot("owner") if f.actor.kind != "anaphor"]
    return not any(_are_two(s.actor, t.actor) for s in sources for t in faced)


def _of_adjective(index: ActorIndex, adjective: Token) -> Iterator[Proposal]:
    """What a predicate says by its adjective: "Oslo is wary of Sweden"."""
    clause = verb_clause(adjective.head)
    sources = Arguments(index, clause).slot("subject")
    preps = [t for t in (*adjective.children, *clause.head.children) if t.dep_ == "prep" and t.i > adjective.i]
    objects = [obj for prep in preps for obj in children(prep, "pobj")]
    targets = [f for obj in objects for f in actors_at(index, obj)]
    yield from _pairs(sources, unique([*targets, *_in_content(index, adjective)]), (adjective,))


def _misread_subjects(index: ActorIndex, clause: Clause) -> list[Found]:
    """Who does what a verb says that the parse leaves without a doer.

    A name or headline before it is taken for an adverb ("Sweden suspended aid"), or the verb for a participle of it
    ("An Oslo report accused Sweden"); after a passive, "by" hangs on a noun between ("assured of its vote by Sweden").
    """
    head = clause.head
    agents = _agents_below(head) if clause.is_passive else []
    if agents:
        return [_weaker(f, DEEP) for token in agents for f in actors_at(index, token)]
    misread = [t for t in head.children if t.i < head.i and t.dep_ in MISREAD_DEPS]
    before = [t for t in misread if t.text[0].isupper() or t.dep_ == "compound"]
    if (
        not before
        and head.dep_ in {"acl", "advcl"}
        and head.head.dep_ == "ROOT"
        and head.head.pos_ in {"NOUN", "PROPN"}
    ):
        before = [head.head]
    return [_weaker(f, DEEP) for token in before for f in actors_at(index, token, allow_inner=False)]


def _agents_below(verb: Token) -> list[Token]:
    """What "by" brings somewhere under a passive verb, in no clause of its own but an infinitive."""
    found: list[Token] = []
    stack = [t for t in verb.children if t.dep_ not in CLAUSE_DEPS]
    while stack:
        token = stack.pop()
        if token.lower_ == "by" and token.dep_ in {"prep", "agent"}:
            found += children(token, "pobj")
        stack += [t for t in token.children if t.dep_ not in CLAUSE_DEPS]
    return found


def _of_noun(index: ActorIndex, clause: Clause) -> Iterator[Proposal]:
    if clause.head.ent_type_ in TIMES:
        return
    arguments = Arguments(index, clause)
    sources = _all(arguments, NOUN_SOURCES)
    owners, doers, sides = (arguments.slot(slot) for slot in ("owner", "governor", "between"))
    targets = [*_all(arguments, NOUN_TARGETS), *_in_content(index, clause.head)]
    if arguments.slot("by"):
        targets += _under(index, children(clause.head, "prep", "poss"), set())
    for one in _pairs(sources, unique(targets), (clause.head,)):
        # "Rejected Oslo's plan" is the verb's; who hold talks together, or quarrel, are one pair, not two.
        is_verbs = _has(owners + doers, one.source) and _has(doers, one.target)
        is_turned = _has(sides, one.source) and _has(sides, one.target) and one.source.start > one.target.start
        if not is_verbs and not is_turned:
            yield one


def _in_content(index: ActorIndex, word: Token) -> list[Found]:
    """The actors of what a noun or adjective says: "Oslo's demand that Sweden leave", "sure that Sweden will"."""
    clauses = [t for t in children(word, "acl", "relcl", "ccomp") if t.tag_ != "VBN" and _is_that_clause(t)]
    found = [f for t in clauses for f in Arguments(index, verb_clause(t)).slot("subject")]
    return [_weaker(f, IN_CONTENT) for f in found]


def _is_that_clause(verb: Token) -> bool:
    return any(t.lower_ == "that" and t.dep_ == "mark" for t in verb.children)


def _has(found: Iterable[Found], actor: ActorMention) -> bool:
    return any(f.actor is actor for f in found)


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
        elif not index.covering(token.head):
            found += [Found(actor, directness) for actor in index.covering(token)]
        for child in token.children:
            stack.append((child, directness * (CLAUSE_STEP if child.dep_ in CLAUSE_DEPS else STEP)))
    return found


def _are_two(one: ActorMention, other: ActorMention) -> bool:
    """True for two actors that stand apart, and are not a state and its own government or minister."""
    return _are_apart(one, other) and (not same_actor(one, other) or _is_relation(one) or _is_relation(other))


def _is_relation(actor: ActorMention) -> bool:
    """True for whoever is told of only by whose they are: "its Gulf neighbours" are not the state that has them."""
    words = actor.text.lower().split()
    return not {words[-1], words[-1].removesuffix("s")}.isdisjoint(RELATIONAL) and words[0] in {
        "its",
        "their",
        "his",
        "her",
    }


def _are_apart(one: ActorMention, other: ActorMention) -> bool:
    return (one.end <= other.start or other.end <= one.start) and one.name != other.name


def _is_own_state(source: Found, target: Found) -> bool:
    """True where an organ may act on its own state, named or as a place: "The army broke Mali's truce"."""
    actor, state = source.actor, target.actor
    is_state = state.kind in {"name", "place"} and state.sector is None and actor.sector is not None
    is_direct = source.directness * target.directness >= OWN_STATE
    return is_state and is_direct and actor.country == state.country and _are_apart(actor, state)


def _is_label(index: ActorIndex, actor: ActorMention) -> bool:
    """True for a role noun that only says what kind of thing another noun is: "air defence systems", "police files"."""
    return actor.kind == "role" and any(token.dep_ in MODIFIER_DEPS for token in index.tokens_of(actor))


def _is_reporter(actor: ActorMention) -> bool:
    """True for who tells news rather than makes them: papers, scholars, "officials" whom the text leaves stateless."""
    is_stateless = actor.country is None and actor.sector not in PARTIES
    return actor.sector in REPORTERS or (is_stateless and (actor.kind == "role" or actor.sector in PRIVATE))


def _weaker(found: Found, factor: float) -> Found:
    return Found(found.actor, found.directness * factor)


def _pairs(
    sources: Sequence[Found], targets: Sequence[Found], words: tuple[Token, ...], *, of_speakers: bool = False
) -> Iterator[Proposal]:
    # Who speaks of his own state does nothing to it.
    is_spoken = of_speakers or words[0].lemma_ in SPEECH_VERBS
    for source in sources:
        for target in targets:
            if _are_two(source.actor, target.actor) or (not is_spoken and _is_own_state(source, target)):
                yield Proposal(source.actor, target.actor, words, source.directness * target.directness)
