"""Which words of a sentence a time expression dates: governors, clauses and tenses over the dependency parse.

Labels are those of spaCy's English pipelines (ClearNLP).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span, Token

from extractors.calendar import Direction

Tense = Literal["future", "modal", "pluperfect", "perfect", "past", "present", "none"]

FUTURE_AUX = frozenset({"will", "wo", "'ll", "’ll", "shall", "sha"})
MODAL_AUX = frozenset({"would", "'d", "’d", "could", "may", "might", "can", "ca", "should", "must"})
# The object of these lies before or after the act, so a date in it is not the act's: "after the 2020 war".
SEPARATING_PREPS = frozenset(
    "after before since until till following ahead despite like unlike for against about over regarding concerning "
    "pending than".split()
)
# "For five hours on Thursday": how long it took, with its day behind it.
LAPSES = frozenset("minute hour day week month year night".split())
# A noun before which these stand is told as an earlier or later thing than its clause.
SEQUENCE_PREPS = frozenset("after before since until till following ahead".split())
# "The agreement signed on Wednesday", "a visit scheduled for June": the participle says when its noun took place.
OCCURRENCE_VERBS = frozenset(
    "sign reach conclude strike seal hold schedule plan set slate expect launch carry stage begin start mount adopt "
    "issue make impose take occur happen end due last convene open host organise organize agree finalise finalize "
    "broker deliver file enact ratify conduct perpetrate commit publish release write post "
    "broadcast air circulate".split()
)
# "Scheduled for June", "due on Friday", "postponed to May" look ahead.
SCHEDULE_WORDS = frozenset("schedule plan slate expect due set postpone adjourn delay reschedule".split())
# "Began to shell", "managed to sign": these and their infinitive are told as one act.
ASPECT_VERBS = frozenset("begin start continue manage proceed go come help try attempt cease stop keep use".split())
SPEECH_VERBS = frozenset(
    "say tell announce report state declare add note claim confirm reveal disclose warn insist argue explain stress "
    "acknowledge write comment predict estimate assert recall remark maintain".split()
)
# Nouns that say by their "of" what an act belonged to, and what it came shortly before or after.
SAME_NOUNS = frozenset("sideline margin course midst fringe middle height".split())
NEAR_NOUNS = frozenset("wake aftermath eve heel run-up runup".split())
# What an event does at once: "the attack, which took place on Friday, killed nine".
EFFECT_VERBS = frozenset("kill wound injure hurt damage destroy displace claim hit maim".split())
OCCASION_PREPS = frozenset({"during", "at", "in", "amid", "throughout"})
SOON_ADVERBS = frozenset({"shortly", "soon", "immediately", "just", "right", "hours", "quickly"})
SAME_TIME_MARKS = frozenset({"as", "when", "while", "where", "whereas", "whenever"})
OTHER_TIME_MARKS = frozenset({"since", "until", "till", "if", "unless", "once"})
NOUN_DEPS = frozenset(
    "dobj nsubj nsubjpass csubj csubjpass pobj prep attr dative oprd compound poss appos agent nmod amod acomp advmod "
    "npadvmod pcomp xcomp prt quantmod nummod det".split()
)
# Inside a noun phrase these belong to the noun alone: "last year's agreement", "the 2020 war".
NOUN_OWNED_DEPS = frozenset({"poss", "nummod", "compound", "amod", "nmod"})
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})


@dataclass(frozen=True, slots=True)
class Governor:
    """A word whose time the trigger shares. `is_loose` where the time is another act's ("said on Monday that...")."""

    token: Token
    is_loose: bool


@dataclass(frozen=True, slots=True)
class Partner:
    """A word beside a clause whose date tells the clause's.

    "same": what the clause was part of; "near": what it came shortly before or after; "sequel": what it came after or
    before on the same day, if that is a day of the news; "teller": who told it when.
    """

    token: Token
    kind: Literal["same", "near", "sequel", "teller"]


def is_clause_head(token: Token) -> bool:
    """Return whether `token` heads a clause: a main verb, a copula, or a participle with a clause's label."""
    if token.dep_ in ("aux", "auxpass", "prep", "amod", "compound", "case"):
        return False
    return token.pos_ in ("VERB", "AUX")


def clause_of(token: Token) -> Token:
    """Return the head of the clause that `token` stands in (itself where it is one)."""
    while not is_clause_head(token) and token.head.i != token.i:
        token = token.head
    return token


def tense_of(verb: Token) -> Tense:
    """Return the tense of a clause's head; "none" for infinitives, participles and verbless clauses."""
    aux = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    words = {child.lower_ for child in aux}
    if words & FUTURE_AUX:
        return "future"
    if (words & MODAL_AUX) - {"'d", "’d"} or (words & {"'d", "’d"} and verb.tag_ == "VB"):
        return "modal"
    if words & {"had", "'d", "’d"}:
        return "pluperfect"
    if any(child.lower_ in ("has", "have", "'ve", "’ve") and child.tag_ != "VB" for child in aux):
        return "perfect"
    if verb.tag_ == "VBD" or any(child.tag_ == "VBD" for child in aux):
        return "past"
    return "present" if verb.tag_ in ("VBZ", "VBP") or any(child.tag_ in ("VBZ", "VBP") for child in aux) else "none"


def is_dated_by(governor: Token, word: Token, *, is_owned: bool, reaches_plans: bool) -> bool:
    """Return whether a time expression headed by `word` dates `governor`: nothing on the way up takes it for itself.

    `is_owned` for expressions that belong to the noun beside them ("the 2015 deal"); `reaches_plans` lets a verb of
    planning take the date of its infinitive ("plans to visit on Tuesday").
    """
    token = word
    while token.i != governor.i:
        if token.head.i == token.i or not _passes(token, governor, word, reaches_plans=reaches_plans):
            return False
        token = token.head
        if is_owned and token.i != governor.i:
            return False
    return True


def is_set_apart(token: Token, clause: Token) -> bool:
    """Return whether "after", "until" and the like stand between `token` and its clause's head."""
    while token.i != clause.i:
        if token.dep_ == "prep" and token.lower_ in SEPARATING_PREPS:
            return True
        token = token.head
    return False


def looks_to(word: Token, *, is_carrier: bool = False) -> Direction | None:
    """Return where the clause looks that a time expression hangs by; None where a noun carries it or nothing tells.

    `is_carrier` where `word` is itself the verb that carries the expression.
    """
    carrier = word if is_carrier else word.head.head if word.dep_ == "pobj" else word.head
    while carrier.dep_ == "pobj" and carrier.pos_ == "PROPN":
        # A place between the two: "to be held in Islamabad in November".
        carrier = carrier.head.head
    if carrier.lemma_.lower() in SCHEDULE_WORDS:
        return "future"
    if (carrier.i == word.i and not is_carrier) or not is_clause_head(carrier):
        return None
    tense = tense_of(carrier)
    is_infinitive = tense == "none" and any(child.lower_ == "to" for child in carrier.children)
    is_aspect = carrier.dep_ == "xcomp" and carrier.head.lemma_.lower() in ASPECT_VERBS
    is_to_be_done = is_infinitive and carrier.dep_ in ("acl", "relcl", "xcomp") and not is_aspect
    if tense == "future" or is_to_be_done:
        return "future"
    return "past" if tense in ("past", "pluperfect", "perfect") and carrier.lemma_ != "be" else None


def preposition_before(expression: Span) -> Token | None:
    """Return the preposition right before the expression where the parse left it without an object.

    Parsers take the weekday of "On Monday rebels attacked" for a part of the subject's name.
    """
    if expression.start == expression.sent.start:
        return None
    before = expression.doc[expression.start - 1]
    is_bare = before.dep_ == "prep" and not any(True for _ in before.children)
    return before if is_bare and before.i != expression.root.head.i else None


def noun_before(expression: Span) -> Token | None:
    """Return the noun that a bare expression follows inside "after", "following": "after the talks last week".

    Parsers hang such an expression on the clause's verb, which did not take place then.
    """
    if expression.root.dep_ != "npadvmod" or expression.start == expression.sent.start:
        return None
    before = expression.doc[expression.start - 1]
    if before.pos_ != "NOUN":
        return None
    token = before
    while token.dep_ in ("pobj", "prep", "compound") and not (token.dep_ == "prep" and token.lower_ in SEQUENCE_PREPS):
        token = token.head
    return before if token.dep_ == "prep" else None


def _passes(token: Token, governor: Token, word: Token, *, reaches_plans: bool) -> bool:
    """Return whether a date may climb from `token` to its head on its way to `governor`."""
    head = token.head
    if token.dep_ == "acl" and reaches_plans and is_clause_head(governor) and _is_object_infinitive(token):
        # "Signed an agreement to rule together on Thursday": news puts the day of the signing last.
        return True
    if token.dep_ in ("acl", "relcl"):
        # The clause's own verb took the date already, unless it says no more than that the noun took place.
        return not is_clause_head(governor) and token.lemma_.lower() in OCCURRENCE_VERBS
    if token.dep_ == "prep" and token.lower_ in SEPARATING_PREPS and not _holds_directly(token, word):
        is_lapse = token.lower_ == "for" and any(child.lemma_.lower() in LAPSES for child in token.children)
        return is_lapse or (token.lower_ == "over" and word.lower_ == "weekend")
    if token.dep_ in NOUN_OWNED_DEPS and head.i != governor.i:
        return head.dep_ == "npadvmod"
    if token.dep_ == "conj" and is_clause_head(token):
        return False
    if not is_clause_head(token):
        return token.dep_ not in ("mark", "cc")
    if token.dep_ == "xcomp":
        return reaches_plans or head.lemma_.lower() in ASPECT_VERBS
    return token.dep_ == "pcomp" and token.head.lower_ not in SEPARATING_PREPS


def _is_object_infinitive(verb: Token) -> bool:
    has_to = any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return has_to and verb.head.dep_ == "dobj" and verb.tag_ == "VB"


def _holds_directly(preposition: Token, word: Token) -> bool:
    return word.head.i == preposition.i or word.i == preposition.i


def governors_of(trigger: Token) -> Iterator[Governor]:
    """Yield the words whose time the trigger shares, from itself upwards, each with how surely it does."""
    token, is_loose = trigger, False
    yield Governor(token, is_loose)
    while token.head.i != token.i:
        step = _step(token)
        if step is None:
            return
        is_loose = is_loose or step
        token = token.head
        if token.dep_ == "aux":
            continue
        yield Governor(token, is_loose)


def _step(token: Token) -> bool | None:
    """Return whether the head's time is another act's, None where the head's time says nothing of `token`."""
    dep = token.dep_
    if is_clause_head(token) or dep in ("advcl", "relcl", "acl", "ccomp"):
        return _clause_step(token)
    if dep == "prep":
        return None if token.lower_ in ("since", "until", "till") else token.lower_ in SEPARATING_PREPS
    if dep in ("nsubj", "nsubjpass", "dobj") and token.head.lemma_.lower() in SPEECH_VERBS:
        return True
    return dep not in NOUN_DEPS and dep != "conj"


def _clause_step(verb: Token) -> bool | None:
    dep, is_finite = verb.dep_, tense_of(verb) not in ("none",)
    if any(token.text == ";" for token in verb.doc[min(verb.i, verb.head.i) : max(verb.i, verb.head.i)]):
        return None
    if dep == "xcomp" or (dep in ("advcl", "pcomp") and not is_finite):
        return dep == "pcomp" and verb.head.lower_ in SEPARATING_PREPS
    if dep == "conj":
        return _conjunct_step(verb)
    if dep == "advcl":
        marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
        return None if marks & OTHER_TIME_MARKS else not marks & SAME_TIME_MARKS
    if dep in ("relcl", "acl"):
        same = not is_finite or tense_of(verb) == tense_of(_finite_above(verb.head))
        return True if same else None
    return True


def _finite_above(token: Token) -> Token:
    """Return the nearest clause head above that has a tense: over "accusing it of acts, a charge that Rabat denied"."""
    clause = clause_of(token)
    while tense_of(clause) == "none" and clause.head.i != clause.i:
        clause = clause_of(clause.head)
    return clause


def _conjunct_step(verb: Token) -> bool | None:
    own, first = tense_of(verb), tense_of(clause_of(verb.head))
    groups: tuple[frozenset[Tense], ...] = (
        frozenset({"future", "modal"}),
        frozenset({"present", "perfect"}),
        frozenset({"past", "pluperfect"}),
    )
    if own != "none" and any((own in group) != (first in group) for group in groups):
        return None
    return any(child.dep_ in SUBJECT_DEPS for child in verb.children)


def partners_of(clause: Token) -> Iterator[Partner]:
    """Yield the words whose time a clause shares, or nearly so, though they hang below it.

    "Speaking on Monday, he accused", "in a statement issued Monday", "during the 2011 uprising", "in the wake of
    Sunday's raid", and the tag clause that a parser took for an object: ", its minister announced on Tuesday".
    """
    for child in clause.children:
        if child.dep_ == "advcl" and not any(t.dep_ in ("mark", "nsubj") for t in child.children):
            is_perfect = any(t.lower_ == "having" for t in child.children)
            if (child.tag_ == "VBG" and child.i < clause.i) or is_perfect:
                yield Partner(child, "same")
        if child.dep_ == "advcl" and tense_of(child) == tense_of(clause) and _is_marked(child, ("when", "while")):
            yield Partner(child, "same")
        if child.dep_ == "nsubj" and child.pos_ == "NOUN" and clause.lemma_.lower() in EFFECT_VERBS:
            yield Partner(child, "same")
        if child.dep_ in SUBJECT_DEPS:
            yield from (Partner(verb, "same") for verb in child.children if verb.dep_ == "acl" and verb.tag_ == "VBG")
        if child.dep_ in ("dobj", "appos", "npadvmod", "dep", "conj") and _follows_comma(child):
            said = [verb for verb in child.children if verb.dep_ == "acl" and verb.lemma_.lower() in SPEECH_VERBS]
            yield from (Partner(verb, "teller") for verb in said)
        if child.dep_ in ("conj", "parataxis") and child.i > clause.i and _is_tag_clause(child):
            yield Partner(child, "teller")
        if child.dep_ in ("prep", "advmod"):
            yield from _occasion(child)


def _is_marked(clause: Token, words: tuple[str, ...]) -> bool:
    return any(child.lower_ in words and child.dep_ in ("mark", "advmod") for child in clause.children)


def _is_tag_clause(verb: Token) -> bool:
    """Return whether a clause behind a comma says who told the rest: "Oslo will expel them, its minister said"."""
    words = [child for child in verb.children if child.dep_ in SUBJECT_DEPS]
    has_cc = any(child.dep_ == "cc" and child.i < verb.i for child in verb.head.children)
    return verb.lemma_.lower() in SPEECH_VERBS and bool(words) and (_follows_comma(words[0]) or not has_cc)


def _follows_comma(token: Token) -> bool:
    first = token.left_edge
    return first.i > first.sent.start and first.nbor(-1).text == ","


def _occasion(preposition: Token) -> Iterator[Partner]:
    """Yield the event behind a preposition: "during the war", "on the sidelines of the summit", "shortly after it"."""
    nouns = [noun for noun in preposition.children if noun.dep_ == "pobj"]
    if preposition.lower_ in ("after", "before"):
        # "After meeting on Monday, they signed": one subject, one day.
        yield from (Partner(verb, "sequel") for verb in preposition.children if verb.dep_ == "pcomp")
    if preposition.lower_ == "following":
        yield from (Partner(noun, "sequel") for noun in preposition.children if noun.dep_ in ("pobj", "dobj"))
    if preposition.lower_ == "ahead":
        yield from (Partner(noun, "near") for noun in _behind_of(preposition))
    for noun in nouns:
        if noun.lemma_.lower() in NEAR_NOUNS | SAME_NOUNS:
            kind: Literal["same", "near"] = "near" if noun.lemma_.lower() in NEAR_NOUNS else "same"
            yield from (Partner(event, kind) for event in _behind_of(noun))
        elif preposition.lower_ in OCCASION_PREPS and noun.ent_type_ not in ("DATE", "TIME"):
            yield Partner(noun, "same")
        elif preposition.lower_ in SEQUENCE_PREPS and any(t.lower_ in SOON_ADVERBS for t in preposition.children):
            yield Partner(noun, "near")


def _behind_of(word: Token) -> Iterator[Token]:
    for child in word.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "to"):
            yield from (noun for noun in child.children if noun.dep_ == "pobj")
