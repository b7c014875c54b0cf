"""Did it happen? The mood of a verb or event noun, read off auxiliaries, governors, adverbs and conditions.

Moods are facts about the words; `acts` turns mood and code into one of the statuses. Each mood keeps its cue.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from extractors.clauses import MAX_CLIMB, children, governing_verb, is_verbal

Mood = Literal["fact", "ongoing", "future", "hypothetical", "duty", "alleged", "denied", "negated"]

FUTURE_AUX = frozenset({"will", "wo", "'ll", "shall"})
POSSIBLE_AUX = frozenset({"may", "might", "could", "can", "ca", "would", "'d"})
DUTY_AUX = frozenset({"should", "ought", "must"})
# "is set to sign", "are due to meet": the infinitive under these is a plan.
PLAN_GOVERNORS = frozenset(
    "set due scheduled expected slated poised go plan intend prepare ready plan schedule expect prepared planned about "
    "propose arrange aim mean vow".split()
)
# "is likely to", "hopes to", "tried to": neither done nor decided.
WISH_GOVERNORS = frozenset(
    "likely unlikely want hope wish seek try attempt aim desire able keen eager unable consider contemplate wait "
    "struggle dare need reluctant willing allow enable help permit let lead pressure possible impossible".split()
)
ALLEGE_GOVERNORS = frozenset("allege accuse suspect believe claim report rumour rumor think say charge".split())
# Only the passive of these makes hearsay: "is said to have sold", against "said it sold".
PASSIVE_ALLEGE = frozenset({"say", "think", "believe", "report", "charge"})
DENY_GOVERNORS = frozenset({"deny", "refute", "dispute", "disprove"})
DOUBT_GOVERNORS = frozenset("hope fear expect doubt wonder ask want wish worry predict suggest imagine".split())
NEGATIVE_GOVERNORS = frozenset(
    "fail refrain avoid prevent ban bar prohibit forbid discourage dissuade deter block forget omit neglect".split()
)
ASKING_GOVERNORS = frozenset({"tell", "ask", "urge", "request", "advise", "invite"})
# "It is vital that the army leave": what a speaker holds others to.
NEEDED = frozenset("important essential vital crucial imperative necessary urgent critical incumbent".split())
NEGATIVE_ADVERBS = frozenset({"never", "no longer", "hardly", "scarcely", "barely", "neither", "nor", "nowhere"})
HEARSAY_ADVERBS = frozenset({"allegedly", "reportedly", "supposedly", "purportedly", "apparently"})
CONDITION_MARKS = frozenset({"if", "unless", "whether", "should", "lest", "provided", "in case"})
FUTURE_ADJECTIVES = frozenset(
    "planned upcoming scheduled future forthcoming proposed expected coming looming impending".split()
)
POSSIBLE_ADJECTIVES = frozenset("possible potential likely would-be hypothetical threatened imminent eventual".split())
ALLEGED_ADJECTIVES = frozenset("alleged suspected supposed purported reported rumoured rumored claimed".split())
POSSIBLE_NOUNS = frozenset(
    "threat risk fear danger possibility prospect chance likelihood hope call demand request appeal proposal idea "
    "plan option preparation potential case event scenario need pressure bid effort attempt readiness".split()
)
ALLEGED_NOUNS = frozenset("allegation accusation claim charge suspicion report rumour rumor complaint".split())
# What was to be and is not: "talks were called off", "the cancelled visit", "postponement of the summit".
ENCOUNTERS = frozenset(
    "talk negotiation discussion dialogue consultation meeting summit conference session round visit trip tour".split()
)
DROPPING = frozenset(
    {("cancel", ""), ("scrap", ""), ("shelve", ""), ("postpone", ""), ("defer", ""), ("call", "off"), ("put", "off")}
)
FALLING_THROUGH = frozenset({("fall", "through")})
DROPPED_ADJECTIVES = frozenset("cancelled canceled scrapped shelved postponed aborted".split())
DROPPING_NOUNS = frozenset({"cancellation", "postponement"})
DENIED_NOUNS = frozenset({"denial", "refusal", "absence", "lack", "rejection"})


@dataclass(frozen=True, slots=True)
class Modality:
    """How a predicate is told. `cue` is the word that says so; `is_negated` holds beside any mood ("will not sign")."""

    mood: Mood
    cue: str | None
    is_negated: bool


FACT = Modality("fact", None, False)


def modality_of(token: Token, *, is_headline: bool = False) -> Modality:
    """The modality of a verb or event noun in its clause."""
    if token.dep_ == "acomp" and is_verbal(token.head):
        return _of_verb(token.head, is_headline=is_headline, depth=0)
    if is_verbal(token):
        return _of_verb(token, is_headline=is_headline, depth=0)
    return _of_noun(token, is_headline=is_headline)


def _negation(verb: Token) -> str | None:
    if verb.dep_ == "conj":
        # "Did not attack, nor has it threatened": the conjunction hangs on the verb before.
        for child in verb.head.children:
            if child.lower_ in {"nor", "neither"} and verb.head.i < child.i < verb.i:
                return child.text
    for child in verb.children:
        if child.dep_ == "neg" and not (child.i + 1 < len(child.doc) and child.nbor().lower_ == "only"):
            return child.text
        if child.lower_ in NEGATIVE_ADVERBS and child.dep_ in {"advmod", "preconj", "cc", "neg"}:
            return child.text
        if child.dep_ in {"nsubj", "nsubjpass", "dobj"}:
            for determiner in children(child, "det"):
                if determiner.lower_ in {"no", "neither"}:
                    return determiner.text
            if child.lower_ in {"nobody", "none", "nothing"}:
                return child.text
    return None


def _aux_mood(verb: Token) -> tuple[Mood, str] | None:
    for child in children(verb, "aux"):
        word = child.lower_
        if word in FUTURE_AUX:
            return "future", child.text
        if word in DUTY_AUX:
            return "duty", child.text
        if word in {"would", "'d"} and verb.dep_ == "ccomp" and verb.head.tag_ == "VBD":
            return "future", child.text
        if word in POSSIBLE_AUX:
            return "hypothetical", child.text
    return None


def _has_own_tense(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
        t.tag_ in {"VBD", "VBZ", "VBP", "MD"} for t in children(verb, "aux", "auxpass")
    )


def _is_condition(verb: Token) -> str | None:
    for mark in children(verb, "mark"):
        if mark.lower_ in CONDITION_MARKS:
            return mark.text
    return None


def _of_verb(verb: Token, *, is_headline: bool, depth: int) -> Modality:
    negation = _negation(verb)
    is_negated = negation is not None
    own = _aux_mood(verb)
    if own is not None:
        return Modality(own[0], own[1], is_negated)
    for child in verb.children:
        if child.lower_ in HEARSAY_ADVERBS:
            return Modality("alleged", child.text, is_negated)
    condition = _is_condition(verb)
    if condition is not None:
        return Modality("hypothetical", condition, is_negated)
    if verb.sent.text.rstrip().endswith("?"):
        return Modality("hypothetical", "?", is_negated)
    inherited = _from_governor(verb, is_headline=is_headline, depth=depth) if depth < MAX_CLIMB else None
    if inherited is not None:
        return Modality(inherited.mood, inherited.cue, inherited.is_negated != is_negated)
    if is_negated:
        return Modality("negated", negation, True)
    if (
        is_headline
        and any(t.lower_ == "to" for t in children(verb, "aux"))
        and verb.dep_ in {"ROOT", "conj", "relcl", "acl"}
    ):
        return Modality("future", "to", False)
    progressive = _is_progressive(verb)
    if progressive or (verb.tag_ in {"VBZ", "VBP"} and not children(verb, "aux") and not is_headline):
        return Modality("ongoing", verb.text, False)
    return FACT


def _is_progressive(verb: Token) -> bool:
    """ "Is shelling", "is being held": going on now."""
    auxiliaries = children(verb, "aux", "auxpass")
    goes_on = verb.tag_ == "VBG" or any(t.lower_ == "being" for t in auxiliaries)
    return goes_on and any(t.tag_ in {"VBZ", "VBP"} for t in auxiliaries)


def _from_governor(verb: Token, *, is_headline: bool, depth: int) -> Modality | None:
    """What the governing clause says of this one; None where it says nothing."""
    governor = verb.head
    infinitive = any(t.lower_ == "to" for t in children(verb, "aux"))
    lemma = governor.lemma_.lower()
    word = governor.lower_
    if verb.dep_ in {"xcomp", "ccomp", "acl", "pcomp", "advcl"}:
        if verb.dep_ == "pcomp":
            return _from_preposition(verb, is_headline=is_headline, depth=depth)
        if infinitive and (lemma in PLAN_GOVERNORS or word in PLAN_GOVERNORS or lemma == "be"):
            negated = is_verbal(governor) and _negation(governor) is not None
            return Modality("future", f"{governor.text} to", negated)
        needed = [t for t in children(governor, "acomp") if t.lemma_.lower() in NEEDED]
        if needed and verb.dep_ == "ccomp" and children(verb, "mark"):
            return Modality("duty", needed[0].text, False)
        if lemma in NEGATIVE_GOVERNORS:
            return Modality("negated", governor.text, True)
        if infinitive and lemma in ASKING_GOVERNORS and children(governor, "auxpass"):
            # "Lima was told to close the base": it may have, or not.
            return Modality("negated", f"{governor.text} to", True)
        if lemma in DENY_GOVERNORS:
            return Modality("denied", governor.text, False)
        if lemma in ALLEGE_GOVERNORS and _alleges(governor):
            return Modality("alleged", governor.text, False)
        if lemma in DOUBT_GOVERNORS and verb.dep_ == "ccomp":
            return Modality("hypothetical", governor.text, False)
        if infinitive and (lemma in WISH_GOVERNORS or word in WISH_GOVERNORS):
            return Modality("hypothetical", governor.text, False)
        if infinitive and verb.dep_ in {"advcl", "acl"}:
            # A purpose ("flew in to sign") or a plan ("a deal to build") is not yet done.
            return Modality("future", "to", False)
        if verb.dep_ == "xcomp" and is_verbal(governor):
            above = _of_verb(governor, is_headline=is_headline, depth=depth + 1)
            return above if above.mood not in {"fact", "ongoing"} else None
        if verb.dep_ == "xcomp" and governor.pos_ in {"ADJ", "NOUN"} and is_verbal(governor.head):
            above = _of_verb(governor.head, is_headline=is_headline, depth=depth + 1)
            return above if above.mood not in {"fact", "ongoing"} else None
    if verb.dep_ == "conj" and is_verbal(governor) and not _has_own_tense(verb):
        return _shared_mood(governor, is_headline=is_headline, depth=depth)
    return None


def _shared_mood(governor: Token, *, is_headline: bool, depth: int) -> Modality | None:
    above = _of_verb(governor, is_headline=is_headline, depth=depth + 1)
    return above if above.mood not in {"fact", "ongoing"} else None


def _alleges(governor: Token) -> bool:
    if governor.lemma_ in PASSIVE_ALLEGE:
        return bool(children(governor, "auxpass"))
    return True


def _from_preposition(verb: Token, *, is_headline: bool, depth: int) -> Modality | None:
    preposition = verb.head
    governor = preposition.head
    lemma = governor.lemma_.lower()
    if lemma == "short" and preposition.lower_ == "of":
        return Modality("negated", "short of", True)
    if lemma == "close" and preposition.lower_ == "to":
        return Modality("negated", "close to", True)
    if preposition.lower_ in {"without", "instead"} or (preposition.lower_ == "of" and lemma == "instead"):
        return Modality("negated", preposition.text, True)
    if preposition.lower_ == "from" and (lemma in NEGATIVE_GOVERNORS or lemma in {"stop", "keep"}):
        return Modality("negated", f"{governor.text} from", True)
    if lemma in ALLEGE_GOVERNORS | ALLEGED_NOUNS and preposition.lower_ in {"of", "with"}:
        return Modality("alleged", governor.text, False)
    if lemma in POSSIBLE_NOUNS:
        return Modality("hypothetical", governor.text, False)
    if preposition.lower_ in {"before", "for", "about"} and lemma in PLAN_GOVERNORS | WISH_GOVERNORS | {"ahead"}:
        return Modality("future", preposition.text, False)
    return None


def drops(verb: Token) -> bool:
    """Whether a verb puts off or calls off its object."""
    return _with_particle(verb) in DROPPING


def _with_particle(verb: Token) -> tuple[str, str]:
    particles = [
        t.lower_ for t in verb.children if t.dep_ in {"prt", "advmod", "prep"} and t.lower_ in {"off", "through"}
    ]
    return verb.lemma_.lower(), particles[0] if particles else ""


def fell_through(noun: Token, *, is_headline: bool = False) -> Modality | None:
    """The mood of talks or a visit that was called off or put off; None where it was not, or that is not sure."""
    if noun.lemma_.lower() not in ENCOUNTERS:
        return None
    for child in noun.children:
        if child.dep_ in {"amod", "compound"} and child.lower_ in DROPPED_ADJECTIVES:
            return Modality("denied", child.text, False)
    if noun.dep_ == "pobj" and noun.head.head.lemma_.lower() in DROPPING_NOUNS:
        return Modality("denied", noun.head.head.text, False)
    verb, role = governing_verb(noun)
    if verb is None or (role, _with_particle(verb)) not in (
        {("object", word) for word in DROPPING} | {("subject", word) for word in FALLING_THROUGH}
    ):
        return None
    above = _of_verb(verb, is_headline=is_headline, depth=0)
    # What will be called off will not be, either.
    is_sure = above.mood in {"fact", "ongoing", "future"} and not above.is_negated
    return Modality("denied", " ".join((verb.text, _with_particle(verb)[1])).strip(), False) if is_sure else None


def _of_noun(noun: Token, *, is_headline: bool) -> Modality:
    fallen = fell_through(noun, is_headline=is_headline)
    if fallen is not None:
        return fallen
    for child in noun.children:
        word = child.lower_
        if child.dep_ == "det" and word in {"no", "neither"}:
            return Modality("negated", child.text, True)
        if word in FUTURE_ADJECTIVES:
            return Modality("future", child.text, False)
        if word in POSSIBLE_ADJECTIVES:
            return Modality("hypothetical", child.text, False)
        if word in ALLEGED_ADJECTIVES:
            return Modality("alleged", child.text, False)
    if noun.dep_ == "pobj" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
        governor = noun.head.head
        lemma = governor.lemma_.lower()
        if lemma in DENIED_NOUNS:
            return Modality("negated", governor.text, True)
        if lemma in ALLEGED_NOUNS:
            return Modality("alleged", governor.text, False)
        if lemma in POSSIBLE_NOUNS:
            return Modality("hypothetical", governor.text, False)
        return _of_noun(governor, is_headline=is_headline) if governor.i != noun.i else FACT
    verb, role = governing_verb(noun)
    if verb is None or role not in {"subject", "object"}:
        return FACT
    above = _of_verb(verb, is_headline=is_headline, depth=0)
    if above.mood in {"fact", "ongoing"}:
        if verb.lemma_ in NEGATIVE_GOVERNORS and role == "object":
            return Modality("negated", verb.text, True)
        if (
            verb.lemma_ in {"plan", "schedule", "propose", "seek", "consider", "want", "expect", "await", "prepare"}
            and role == "object"
        ):
            return Modality("future", verb.text, False)
        if verb.lemma_ in DOUBT_GOVERNORS and role == "object":
            return Modality("hypothetical", verb.text, False)
        if verb.lemma_ in DENY_GOVERNORS and role == "object":
            return Modality("denied", verb.text, False)
        return FACT
    return above
