"""Things that stand for those whom they belong to: a base, a market or a village that is attacked, raided or shut.

As the setting of an act they are nobody: who meets "at a hotel" meets no hotel. So a site is read as a noun of its own
only where the sentence tells of something done to it.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token

from extractors.clauses import children

# What is done to a base, a market or a town; "hit" and "target" are done by bombs as well as by those who throw them.
# "Retook" is what the model leaves of itself.
DONE_TO_SITES = frozenset(
    """ambush assail assault attack barricade besiege blockade bomb bombard bulldoze burn capture close cordon
    demolish destroy disperse encircle evacuate flatten hijack hit impound infiltrate inspect intercept invade isolate
    level liberate loot mine occupy overrun pillage plunder pound raid ransack raze recapture reoccupy retake retook
    sabotage sanction seal search seize shell shut stone storm strafe strike surround target torch vandalise
    vandalize""".split()
)
# Done with a particle: "took over the airport", "blew up a pipeline".
DONE_WITH_PARTICLE = frozenset({("take", "over"), ("blow", "up"), ("break", "up"), ("cut", "off"), ("lock", "down")})
# Deeds as nouns: "a raid on a market", "the siege of the town".
DEEDS = frozenset(
    """ambush assault attack airstrike blockade bombardment bombing burning capture closure crackdown curfew demolition
    destruction embargo evacuation fire inspection invasion looting lockdown occupation offensive raid rocket sanction
    seizure shelling siege storming strike takeover""".split()
)
UPON = frozenset({"of", "on", "against", "upon"})
# A curfew or siege lies "in" a town.
ENCLOSING = frozenset({"curfew", "lockdown", "siege", "blockade"})
# A verb and the preposition or particle by which it is done to a site; "open on" and "set to" only with fire as object.
# "Cordone" is what the model makes of "cordoned".
FORCED_WAYS = frozenset(
    {
        *(("fire", "at"), ("fire", "on"), ("fire", "upon"), ("fire", "into"), ("shoot", "at"), ("open", "on")),
        *(("cordon", "off"), ("cordone", "off"), ("seal", "off"), ("block", "off"), ("set", "to")),
        *(("storm", "into"), ("burst", "into"), ("break", "into"), ("march", "on"), ("advance", "on")),
    }
)
GRASPING = frozenset("gain lose regain retake seize take wrest".split())
# What its own resident is told with: "the home of the mayor" is the mayor's, and he is named.
DWELLINGS = frozenset({"home", "house", "residence", "headquarters", "compound", "building", "villa", "stronghold"})


def is_acted_upon(doc: Doc, start: int, end: int) -> bool:
    """Whether something is done to the site whose noun is the tokens `start:end` (half-open)."""
    token = doc[end - 1]
    if is_owned_dwelling(doc, start, end):
        return False
    if any(child.dep_ == "acl" and child.tag_ == "VBN" and is_deed(child) for child in token.rights):
        return True
    while token.dep_ in {"conj", "appos"} and token.head.i < token.i:
        token = token.head
    if token.dep_ in {"dobj", "nsubjpass"}:
        # "The call to close the base" is words, and the base only what they are about.
        is_content = token.head.dep_ == "acl" and token.head.tag_ == "VB"
        return not is_content and is_deed(token.head)
    return token.dep_ == "pobj" and is_aimed(token.head)


def is_owned_dwelling(doc: Doc, start: int, end: int) -> bool:
    """Whether the text names who lives there, and so the person rather than the house is meant."""
    if doc[end - 1].lemma_.lower() not in DWELLINGS:
        return False
    has_owner = any(child.dep_ == "poss" for child in doc[end - 1].lefts)
    return has_owner or (end < len(doc) and doc[end].lower_ == "of")


def is_deed(verb: Token) -> bool:
    """Whether a verb is done to its object as an attack, a seizure or a closure is."""
    lemma = verb.lemma_.lower()
    if lemma in DONE_TO_SITES:
        return True
    return any((lemma, child.lower_) in DONE_WITH_PARTICLE for child in verb.children)


def is_aimed(preposition: Token) -> bool:
    """Whether a preposition leads to what a deed is done to: "an attack on", "fired at", "imposed a siege in"."""
    governor, word = preposition.head, preposition.lower_
    lemma = governor.lemma_.lower()
    if (lemma, word) in FORCED_WAYS:
        return lemma not in {"open", "set"} or has_object(governor, {"fire"})
    if word == "in":
        return is_enclosing(governor)
    if lemma == "control" and word == "of":
        return governor.dep_ == "dobj" and governor.head.lemma_.lower() in GRASPING
    if lemma in DEEDS:
        # "Killed in an attack on a base": the attack itself is only when and where it happened.
        return word in UPON and governor.dep_ != "pobj"
    return word in UPON - {"of"} and has_object(governor, DEEDS)


def is_enclosing(governor: Token) -> bool:
    """Whether a siege or curfew is what lies in a place: "a state of siege in", "imposed a curfew in"."""
    nouns = [governor] if governor.tag_.startswith("NN") else children(governor, "dobj")
    inside = [token for noun in nouns for token in (noun, *(t for of in noun.children for t in of.children))]
    return any(token.lemma_.lower() in ENCLOSING and token.tag_.startswith("NN") for token in inside)


def has_object(verb: Token, lemmas: frozenset[str] | set[str]) -> bool:
    """Whether a verb's object is one of `lemmas`."""
    return any(child.lemma_.lower() in lemmas for child in children(verb, "dobj"))
