"""What the parse says about an actor phrase: place or government, modifier or participant, apposition."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Token

from extractors.nominals import Unit
from extractors.reading import GEOGRAPHIC, Reading

LOCATIVE = frozenset(
    """in at near outside around across inside within throughout through over via off along beyond onto into towards
    toward above below beside amid""".split()
)
DIRECTIONAL = frozenset({"from", "to", "for"})
MOTION = frozenset(
    """go come travel fly arrive return head drive march move sail journey leave depart flee escape relocate land
    commute deploy send ship deport extradite evacuate airlift visit trip flight journey voyage way road route return
    arrival train convoy march bring take carry transfer withdraw withdrawal deployment shipment""".split()
)
VISITING = frozenset(
    {"visit", "leave", "enter", "reach", "tour", "shell", "bomb", "bombard", "capture", "invade", "seize"}
)
LOCAL_NOUNS = frozenset(
    """city capital town street outskirt suburb district mayor centre center north south east west airport port
    region province area resident people village neighbourhood neighborhood university bishop""".split()
)
MODIFIERS = frozenset({"compound", "amod", "nmod", "npadvmod"})
# What is shot rather than manned, the verbs of those who shoot it, and those of what it does.
FIRED = frozenset({"artillery", "missile", "rocket", "shell", "bomb", "mortar", "grenade", "torpedo", "warhead"})
FIRING = frozenset(
    "fire launch test test-fire lob shoot use deploy buy sell supply deliver send provide acquire develop".split()
)
VIOLENT = frozenset(
    """attack batter blast bomb bombard damage destroy explode fire flatten hammer hit injure kill pound pummel raid
    rake rock shell slam smash strike target wound wreck""".split()
)
# With these alone "parties" are sides rather than political parties.
PARTY_WORDS = frozenset("a all any both each no other relevant rival that the their these this those three two".split())
APPOSITIVE = "appos"


def head_noun(token: Token) -> Token:
    """The noun that `token` modifies within its phrase, or `token` itself."""
    while token.dep_ in MODIFIERS | {"poss"} and token.head.i != token.i:
        token = token.head
    return token


def is_modifier(reading: Reading, unit: Unit) -> bool:
    """Whether the phrase only modifies a noun after it ("government decision", "Moscow talks")."""
    root = reading.doc[unit.root]
    is_listed = unit.end < reading.end and reading.doc[unit.end].text == ","
    return root.dep_ in MODIFIERS and root.head.i >= unit.end and not is_listed


def is_part_of_title(reading: Reading, unit: Unit) -> bool:
    """Whether a place name makes a longer proper name with the noun after it ("Beijing Olympics")."""
    root = reading.doc[unit.root]
    if unit.end >= reading.end or root.dep_ not in MODIFIERS:
        return False
    following = reading.doc[unit.end]
    return following.tag_ in {"NNP", "NNPS"} and following.text[0].isupper() and unit.end not in reading.beginning


def is_place(reading: Reading, unit: Unit) -> bool:
    """Whether a country or capital is only where something is, not who acts: "in Rabat", "flew to Moscow"."""
    root = reading.doc[unit.root]
    if is_modifier(reading, unit):
        return unit.core.has("capital")
    while root.dep_ == "conj" and root.head.i != root.i:
        root = root.head
    governor = root.head
    if root.dep_ == "pobj":
        return is_locative(governor)
    if root.dep_ == "dobj":
        return governor.lemma_.lower() in VISITING
    return root.dep_ == "npadvmod"


def is_locative(preposition: Token) -> bool:
    """Whether the preposition, by itself or after its verb, says where."""
    word = preposition.lower_
    if word in LOCATIVE:
        return True
    if word in DIRECTIONAL:
        return preposition.head.lemma_.lower() in MOTION
    return word == "of" and preposition.head.lemma_.lower() in LOCAL_NOUNS


def is_armed_actor(reading: Reading, unit: Unit, *, has_owner: bool) -> bool:
    """Whether a word for weapons stands for who uses them: "jets bombed", "Turkish artillery"; not what is fired."""
    role, root = unit.core.role, reading.doc[unit.root]
    is_fired = role is not None and role.noun.split()[-1] in FIRED
    if is_fired and root.dep_ == "dobj" and root.head.lemma_.lower() in FIRING:
        return False
    if has_owner:
        return True
    if is_fired:
        return root.dep_ == "nsubj" and root.head.lemma_.lower() in VIOLENT
    return root.dep_ in {"nsubj", "agent", "nsubjpass"}


def is_legal_party(unit: Unit) -> bool:
    """Whether "the parties", "both parties", "all parties" may be any two sides: of a treaty, talks or a war."""
    role = unit.core.role
    is_bare = not unit.parts and not unit.owners and bool(unit.words) and unit.words <= PARTY_WORDS
    return is_bare and role is not None and role.noun == "party" and unit.core.is_plural


def apposition_pairs(reading: Reading, units: list[Unit]) -> list[tuple[int, int]]:
    """Indices (kept, explaining) of units of which the second says who the first is, or names it."""
    pairs = []
    for i, (first, second) in enumerate(pairwise(units)):
        if not may_be_one(first, second):
            continue
        between = reading.text(first.end, second.start) if first.end < second.start else ""
        root = reading.doc[second.root]
        if first.core.is_plural or second.core.is_plural:
            continue
        is_personal = "person" in {first.core.kind, second.core.kind}
        is_apposed = root.dep_ == APPOSITIVE and first.start <= root.head.i < first.end
        if is_apposed or (
            is_personal and between == "," and is_enclosed(reading, second) and root.dep_ not in {"nsubj", "conj"}
        ):
            pairs.append((i, i + 1))
    return pairs


def may_be_one(first: Unit, second: Unit) -> bool:
    """Whether one phrase is a name and the other a role that it may have."""
    kinds = {first.core.kind, second.core.kind}
    if kinds == {"name", "role"}:
        return names_agree(first, second)
    if kinds == {"person", "role"}:
        return any(
            unit.core.role and unit.core.role.category in {"office", "holder", "person"} for unit in (first, second)
        )
    bodies = {"body", "band", "force", "holder"}
    return kinds == {"organisation", "role"} and any(
        u.core.role and u.core.role.category in bodies for u in (first, second)
    )


def names_agree(first: Unit, second: Unit) -> bool:
    """Whether one unit names an organisation or group, which the other may describe."""
    return not any(unit.core.has(*GEOGRAPHIC, "adjective", "demonym") for unit in (first, second))


def is_enclosed(reading: Reading, unit: Unit) -> bool:
    """Whether a comma or the sentence's end follows the unit, as after an apposition."""
    return unit.end >= reading.end or reading.doc[unit.end].text in {",", ".", ")", ";", "—", "--"}
