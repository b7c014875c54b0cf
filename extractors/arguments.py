"""Which actor stands at an argument: the step from words in slots to actor mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Token

from extractors.clauses import Clause, children, conjuncts, governing_verb, premodifiers, resolve_relative, verb_clause
from extractors.sentences import ParsedSentence
from schemas.records import ActorMention

# Nouns that only count or group what "of" brings: "a number of meetings", "a string of attacks".
TRANSPARENT_NOUNS = frozenset(
    "number series string wave round set couple dozen dozens hundred thousand handful group range kind type sort lot "
    "part one some all most many several each both member majority rest bulk pair trio total amount spate slew raft "
    "host array package batch list exchange act campaign process signing".split()
)
# "$3 million in military aid" is aid.
AMOUNTS = frozenset({"million", "billion", "trillion", "dollar", "euro", "pound", "m", "bn"})
# Before an event noun these tell the means, not the doer: "artillery fire", "missile strike".
INSTRUMENTS = frozenset(
    "artillery missile rocket drone tank mortar gun bomb jet helicopter warship grenade shell naval military nuclear "
    "aerial maritime".split()
)
STRIKING_VERBS = frozenset(
    "hit kill strike destroy pound target wound injure rock devastate damage leave batter level flatten ravage "
    "displace claim shake cripple disrupt paralyse paralyze".split()
)
# A target may stand inside its noun phrase: "positions in Syria", "relations with Iran", "the sovereignty of Morocco".
INNER_PREPOSITIONS = (
    "by",
    "of",
    "into",
    "against",
    "with",
    "to",
    "for",
    "from",
    "between",
    "in",
    "on",
    "at",
    "near",
    "over",
    "among",
)
MAX_DEPTH = 4
# How far an actor is trusted that merely stands near the act, in its own clause: it is the right one about every second
# time. In another clause it hardly ever is.
NEAREST = 0.5
OTHER_CLAUSE_DEPS = frozenset({"ccomp", "advcl", "relcl", "conj", "parataxis", "csubj", "appos"})


@dataclass(frozen=True, slots=True)
class Found:
    """An actor at an argument. `directness` in 0..1 falls with each step into the noun phrase."""

    actor: ActorMention
    directness: float


class ActorIndex:
    """The actor mentions of one sentence by the tokens they cover."""

    def __init__(self, sentence: ParsedSentence, actors: Sequence[ActorMention]) -> None:
        self._by_token: dict[int, list[ActorMention]] = {}
        self._tokens = {token.i: token for token in sentence.span}
        self._offset = sentence.offset
        for token in sentence.span:
            position = sentence.start_of(token)
            covering = [a for a in actors if a.start <= position < a.end]
            if covering:
                self._by_token[token.i] = covering
        self._named = {(a.name, a.code): a for a in reversed(actors) if a.kind in {"name", "role", "entity"}}

    def covering(self, token: Token) -> list[ActorMention]:
        """The mentions whose span holds the token (several where a plural stands for several actors)."""
        return self._by_token.get(token.i, [])

    def nearest(self, token: Token, taken: Sequence[Found], *, before: bool) -> list[Found]:
        """The closest actor before or after a word, for an argument that the parse does not show."""
        order = sorted(self._by_token, reverse=before)
        for i in order:
            if (i < token.i) != before or i == token.i:
                continue
            if token.doc[i].lemma_.lower() in INSTRUMENTS:
                continue
            actors = [a for a in self._by_token[i] if a.kind != "adjective" and (not before or a.kind != "place")]
            free = [a for a in actors if all(a.name != t.actor.name for t in taken)]
            if free:
                return [Found(a, NEAREST) for a in free] if _in_reach(token, token.doc[i]) else []
        return []

    def told_by_name(self, actor: ActorMention) -> ActorMention:
        """For a pronoun, the words in the same sentence that name whom it stands for; else the mention itself."""
        return self._named.get((actor.name, actor.code), actor) if actor.kind == "anaphor" else actor

    def tokens_of(self, actor: ActorMention) -> list[Token]:
        """The head token of a mention."""
        return [
            self._tokens[i]
            for i, covering in self._by_token.items()
            if actor in covering and self._tokens[i].idx + self._offset == actor.head_start
        ]

    def named_at(self, token: Token) -> list[ActorMention]:
        """The mentions that the token heads, or that hold it as part of a name whose head lies elsewhere."""
        return [a for a in self.covering(token) if a.kind != "adjective" or token.pos_ not in {"NOUN"}]


def through(token: Token) -> list[Token]:
    """The nouns that a transparent noun stands for: "a series of raids and arrests" gives raids and arrests."""
    lemma = token.lemma_.lower()
    if lemma in TRANSPARENT_NOUNS or lemma in AMOUNTS:
        inner = [
            obj for prep in children(token, "prep") if prep.lower_ in {"of", "in"} for obj in children(prep, "pobj")
        ]
        if inner:
            return [deep for obj in inner for member in conjuncts(obj) for deep in through(member)]
    return [token]


def actors_at(index: ActorIndex, token: Token, *, depth: int = 0, allow_inner: bool = True) -> Iterator[Found]:
    """The actors that the noun phrase headed by `token` names: itself, else its owner, else the one inside it.

    "Rabat" is itself; "the king's envoy" is the envoy where the gazetteer composes one, else the king; "positions in
    Syria" is Syria, less directly.
    """
    token = resolve_relative(token)
    own = index.named_at(token)
    if own:
        for actor in (*own, *_coordinated(index, token, own)):
            yield Found(actor, 1.0 - 0.1 * depth)
        return
    if depth >= MAX_DEPTH:
        return
    owners = [*children(token, "poss"), *premodifiers(token)]
    found = list(_first(index, owners, depth + 1))
    if found:
        yield from found
        return
    if not allow_inner:
        return
    for preposition in INNER_PREPOSITIONS:
        inner = [
            obj
            for prep in children(token, "prep", "agent")
            if prep.lower_ == preposition
            for obj in children(prep, "pobj")
        ]
        found = [f for obj in inner for member in conjuncts(obj) for f in actors_at(index, member, depth=depth + 1)]
        if found:
            yield from found
            return
    for apposed in children(token, "appos"):
        yield from actors_at(index, apposed, depth=depth + 1)


def _in_reach(trigger: Token, word: Token) -> bool:
    """True where no other clause stands between a word and the act: neither one within it nor a speaker's over it."""
    token = word
    while token.i != trigger.i:
        if token.head.i == token.i:
            # Before the act only its own sentence's start is left; after it, a clause that is not the act's.
            return word.i < trigger.i
        if token.dep_ in OTHER_CLAUSE_DEPS and (token.pos_ in {"VERB", "AUX"} or token.dep_ == "appos"):
            return False
        if token.lower_ == "according":
            return False
        token = token.head
    return True


def _coordinated(index: ActorIndex, token: Token, own: list[ActorMention]) -> list[ActorMention]:
    """The other halves of "Russian and Ukrainian officials": adjectives that carry the noun's role, or share it."""
    if any(actor.kind != "role" for actor in own):
        return []
    halves = [
        a
        for t in premodifiers(token)
        for a in index.covering(t)
        if a.kind == "adjective" and (a.sector or (a.text == t.text and _has_half(index, t, own[0])))
    ]
    return [a for a in halves if a not in own]


def _has_half(index: ActorIndex, adjective: Token, other: ActorMention) -> bool:
    """True for "British" in "British and EU officials"."""
    return any(other in index.covering(token) for token in children(adjective, "conj"))


def _first(index: ActorIndex, tokens: Iterable[Token], depth: int) -> Iterator[Found]:
    seen: set[int] = set()
    for token in tokens:
        for actor in index.covering(token):
            if token.lemma_.lower() in INSTRUMENTS and actor.end - actor.start == len(token):
                continue
            if id(actor) not in seen:
                seen.add(id(actor))
                yield Found(actor, 1.0 - 0.1 * depth)
        if not index.covering(token) and token.dep_ == "poss":
            yield from actors_at(index, token, depth=depth)


def unique(found: Iterable[Found]) -> list[Found]:
    """The findings without repeated actors, in order."""
    seen: dict[tuple[int, int, str], Found] = {}
    for one in found:
        seen.setdefault((one.actor.start, one.actor.end, one.actor.name), one)
    return list(seen.values())


class Arguments:
    """The actors in the slots of one matched predicate."""

    def __init__(self, index: ActorIndex, clause: Clause) -> None:
        self.index = index
        self.clause = clause

    def slot(self, name: str) -> list[Found]:
        """The actors that stand in one slot of `lexicon.NAMED_SLOTS` or behind one preposition."""
        if name == "subject":
            return self._subjects()
        if name == "object":
            return self._of_tokens(self.clause.objects)
        if name == "receiver":
            return self._of_tokens(self.clause.receivers)
        if name == "owner":
            return self._owners()
        if name == "governor":
            return self._governor()
        if name == "victim":
            return self._victims()
        return self._of_tokens(self.clause.at(name))

    def _of_tokens(self, tokens: Iterable[Token], *, allow_inner: bool = True) -> list[Found]:
        return unique(f for t in tokens for f in actors_at(self.index, t, allow_inner=allow_inner))

    def _subjects(self) -> list[Found]:
        found = self._of_tokens(self.clause.subjects) or self._issuers()
        if found:
            found = unique([*self._first_of_headline(), *found])
        if found or self.clause.kind == "verb":
            return found
        return self._governor()

    def _first_of_headline(self) -> list[Found]:
        """ "Israel, Morocco sign deal": parsers take the first of two subjects without "and" for an adverb."""
        adverbs = children(self.clause.head, "npadvmod", "dep")
        listed = [t for t in adverbs if t.i < self.clause.head.i and t.i + 1 < len(t.doc) and t.nbor().text == ","]
        found = self._of_tokens(listed)
        return [replace(f, actor=replace(f.actor, kind="name")) for f in found if f.actor.kind in {"name", "place"}]

    def _issuers(self) -> list[Found]:
        """For "passed a resolution condemning", where a thing is the subject: whoever did the verb over the thing."""
        found: list[Token] = []
        for token in self.clause.subjects:
            verb, role = governing_verb(token)
            if verb is not None and role == "object" and verb.i < token.i:
                found.extend(verb_clause(verb).subjects)
        return self._of_tokens(found)

    def _owners(self) -> list[Found]:
        nouns = (
            [self.clause.head]
            if self.clause.kind == "noun"
            else [deep for o in self.clause.objects for deep in through(o)]
        )
        owners = [token for noun in nouns for token in (*children(noun, "poss"), *premodifiers(noun))]
        return unique(_first(self.index, owners, 1))

    def _victims(self) -> list[Found]:
        """For an event noun that strikes ("air strikes hit the camp"): the object of its verb."""
        verb, role = governing_verb(self.clause.head)
        if verb is None or role != "subject" or verb.lemma_ not in STRIKING_VERBS:
            return []
        return self._of_tokens(verb_clause(verb).objects)

    def _governor(self) -> list[Found]:
        """For an event noun under a verb ("held talks", "came under attack"): that verb's subject."""
        verb, role = governing_verb(self.clause.head)
        if verb is None or role == "subject":
            return []
        governing = verb_clause(verb)
        return self._of_tokens(governing.subjects)
