"""Which patterns of the lexicon hold at a word, given what stands around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from extractors.arguments import through
from extractors.clauses import (
    Clause,
    adjective_clause,
    children,
    is_verbal,
    noun_clause,
    premodifiers,
    verb_clause,
    with_object,
)
from extractors.lexicon import Lexicon, Pattern, Trigger, TriggerKind

# How many words after a verb its object may stand where the parser did not attach it.
STRAY_REACH = 9
# Particles that make another verb of a verb: "fought off", "called off", "turned down".
TURNING = frozenset({"off", "down", "in", "over", "back", "on", "away", "through"})
PRONOUN_NUMBER = {"it": "Sing", "them": "Plur"}
ABOUT_DEPS = frozenset({"dobj", "nsubj", "nsubjpass", "attr", "conj"})
NAMING_VERBS = frozenset({"name", "identify", "quote", "cite"})
NOT_LEMMAS = frozenset({"be", "do"})


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that holds at `token`: `words` are the trigger's tokens, `governed` those its object condition met."""

    pattern: Pattern
    token: Token
    clause: Clause
    words: tuple[Token, ...]
    governed: tuple[Token, ...]
    preposition: str | None

    @property
    def specificity(self) -> int:
        """The pattern's own, one more where a two-word object holds ("military aid" over "aid")."""
        objects = self.pattern.objects
        exact = any(lemma_of(t) not in objects and t.lower_ not in objects for t in self.governed)
        return self.pattern.specificity + 3 * (len(self.words) - 1) + exact


def lemma_of(token: Token) -> str:
    """The lemma in lower case; British spellings stay as the lexicon lists both."""
    return token.lemma_.lower()


def matches_at(token: Token, lexicon: Lexicon) -> Iterator[Match]:
    """Every pattern that holds at `token`, the most specific first."""
    lemma = lemma_of(token)
    kind = _kind_of(token)
    candidates = lexicon.candidates(kind, lemma)
    if kind == "verb" and token.lower_ != lemma:
        # Lemmatisers by rule make "stag" of "staged" and "rap" of "raped".
        candidates = (*candidates, *lexicon.candidates(kind, lemma + "e"))
    if not candidates or lemma in NOT_LEMMAS or token.dep_ in {"aux", "auxpass"}:
        return
    if kind == "noun" and (token.pos_ not in {"NOUN", "PROPN"} or token.dep_ in {"compound", "amod", "nmod"}):
        return
    clause = _clause_of(token, kind)
    if any(_is_of_anonymity(word) for word in clause.complements):
        return
    found = [m for trigger, pattern in candidates if (m := _match(token, clause, trigger, pattern)) is not None]
    yield from sorted(found, key=lambda m: -m.specificity)


def _kind_of(token: Token) -> TriggerKind:
    """Participles that stand as a predicate ("is prepared to") count as adjectives too: see `matches_at`."""
    if token.dep_ in {"acomp", "oprd"} and token.pos_ in {"ADJ", "VERB"}:
        return "adjective"
    return "verb" if is_verbal(token) else "noun"


def _clause_of(token: Token, kind: TriggerKind) -> Clause:
    if kind == "noun":
        return noun_clause(token)
    return adjective_clause(token) if kind == "adjective" else verb_clause(token)


def _match(token: Token, clause: Clause, trigger: Trigger, pattern: Pattern) -> Match | None:
    if pattern.passive is not None and pattern.passive != clause.is_passive:
        return None
    if not trigger.words and clause.kind == "verb" and any(t.lower_ in TURNING for t in children(token, "prt")):
        return None
    extra = _extra_words(token, clause, trigger.words)
    if extra is None:
        return None
    preposition = next((t.lower_ for t in extra if t.dep_ in {"prep", "agent", "dative"}), None)
    governed = _governed(clause, preposition)
    if pattern.objects and not governed and not preposition and clause.kind == "verb" and not clause.is_passive:
        stray = _stray_object(token, pattern.objects)
        if stray is not None:
            clause = with_object(clause, stray)
            governed = _governed(clause, None)
    if pattern.objects and not _any_in(governed, pattern.objects):
        return None
    if pattern.not_objects and _any_in(governed, pattern.not_objects):
        return None
    if not _surroundings_hold(token, clause, pattern):
        return None
    kept = tuple(t for t in governed if pattern.objects and _is_in(t, pattern.objects))
    return Match(pattern, token, clause, (token, *extra), kept, preposition)


def _extra_words(token: Token, clause: Clause, words: tuple[str, ...]) -> list[Token] | None:
    """The tokens of a trigger's further words (particles, prepositions, fixed objects); None where one is missing."""
    found: list[Token] = []
    for word in words:
        anchors = [token, *found, *clause.objects]
        hit = next((c for a in anchors for c in a.children if _is_word(c, word, token)), None) or _deep(token, word)
        if hit is None:
            return None
        found.append(hit)
    return found


def _deep(trigger: Token, word: str) -> Token | None:
    """A noun of the trigger further down its phrases: "put the army on a high level of alert" for "put alert"."""
    for token in trigger.subtree:
        if token.i > trigger.i and token.dep_ == "pobj" and word == lemma_of(token) and token.pos_ == "NOUN":
            clause = next((t for t in token.ancestors if is_verbal(t)), None)
            return token if clause == trigger else None
    return None


def _is_word(child: Token, word: str, trigger: Token) -> bool:
    """True where `child` is the trigger's further word; "on that day he fired" is not "fired on"."""
    if word not in (child.lower_, lemma_of(child)) or child.dep_ == "punct":
        return False
    return child.i > trigger.i or child.dep_ not in {"prep", "advmod"} or trigger.dep_ == "relcl"


def _stray_object(verb: Token, words: frozenset[str]) -> Token | None:
    """The listed noun that follows a verb without an object, past what the parser tripped over: "broke off, in May, its
    ties". None where another verb comes first."""
    for token in verb.doc[verb.i + 1 : min(verb.i + STRAY_REACH, verb.sent.end)]:
        if is_verbal(token):
            return None
        if token.pos_ == "NOUN" and token.dep_ != "compound" and _is_in(token, words):
            return token
    return None


def _governed(clause: Clause, preposition: str | None) -> tuple[Token, ...]:
    tokens = clause.at(preposition) if preposition else tuple(antecedent_noun(t) for t in clause.objects)
    if clause.kind == "noun" and not preposition:
        tokens = clause.at("of", "on", "over")
    return tuple(deep for token in tokens for deep in through(token))


def antecedent_noun(token: Token) -> Token:
    """For "it" and "them", the last noun before of that number that a clause is about: "restored ties but broke them
    off"; else the token itself."""
    number = PRONOUN_NUMBER.get(token.lower_)
    if number is None:
        return token
    for noun in reversed(token.doc[token.sent.start : token.i]):
        if noun.pos_ == "NOUN" and noun.dep_ in ABOUT_DEPS and number in noun.morph.get("Number", []):
            return noun
    return token


def _surroundings_hold(token: Token, clause: Clause, pattern: Pattern) -> bool:
    for preposition, words in pattern.with_words.items():
        heads = _standing(clause, preposition)
        if not heads or ("*" not in words and not _any_in(heads, words)):
            return False
    if any(clause.at(word) for word in pattern.without) or ("object" in pattern.without and clause.objects):
        return False
    if "complement" in pattern.without and (clause.complements or children(token, "oprd")):
        return False
    modifiers = (
        {lemma_of(t) for t in premodifiers(token)} | {t.lower_ for t in premodifiers(token)}
        if clause.kind == "noun"
        else set(clause.particles)
    )
    if pattern.modifiers and not modifiers & pattern.modifiers:
        return False
    return not modifiers & pattern.not_modifiers


def _is_of_anonymity(verb: Token) -> bool:
    """True for what sources ask of papers, and of nobody else: "asked not to be named", "refused to be quoted"."""
    return verb.lemma_ in NAMING_VERBS and bool(children(verb, "auxpass")) and not children(verb, "nsubjpass")


def _standing(clause: Clause, place: str) -> tuple[Token, ...]:
    """What stands behind a preposition, as the object, or as an infinitive ("told them to leave")."""
    if place == "object":
        return clause.objects
    if place == "infinitive":
        return tuple(t for t in clause.complements if any(child.lower_ == "to" for child in children(t, "aux")))
    gerunds = [t for prep in children(clause.head, "prep") if prep.lower_ == place for t in children(prep, "pcomp")]
    return (*clause.at(place), *gerunds)


def _any_in(tokens: Iterable[Token], words: frozenset[str]) -> bool:
    return any(_is_in(token, words) for token in tokens)


def _is_in(token: Token, words: frozenset[str]) -> bool:
    """True where the noun is listed, alone or with a word before it ("peace talk", "diplomatic tie")."""
    lemma = lemma_of(token)
    if lemma in words or token.lower_ in words:
        return True
    return any(f"{lemma_of(mod)} {lemma}" in words for mod in premodifiers(token))


def complements_of(clause: Clause) -> list[Token]:
    """Verbs and nouns in which the content of a stance may stand, the closest first."""
    found = list(clause.complements)
    found += [deep for token in clause.objects for deep in through(token)]
    for preposition in ("for", "to", "on", "of", "over", "against", "about", "from", "with", "in"):
        found += [deep for token in clause.at(preposition) for deep in through(token)]
    for child in clause.head.children:
        is_next = child.tag_ == "VBG" and not clause.objects and not children(child, "mark")
        if child.dep_ == "advcl" and (is_next or any(t.lower_ == "to" for t in children(child, "aux"))):
            found.append(child)
    return list(dict.fromkeys(found))
