"""What an actor mention can be the antecedent of, and which of several a later word most likely means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from extractors.nominals import Unit
from extractors.reading import Reading
from schemas.records import ActorMention

Nature = Literal["person", "people", "state", "body", "unknown", "none"]

# A pronoun looks back over so many sentences.
PRONOUN_REACH = 2
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "agent", "dative"})
FEMALE = frozenset(
    {"mrs", "ms", "miss", "madam", "dame", "lady", "queen", "princess", "empress", "chairwoman", "woman"}
)
MALE = frozenset(
    {"mr", "sir", "lord", "king", "prince", "emir", "sultan", "chairman", "sheikh", "emperor", "pope", "man"}
)


@dataclass(frozen=True)
class Referent:
    """A mention with the phrase it comes from; pending while only an antecedent could say who is meant.

    A hidden one is no actor of the output, but later words may mean it. `roles` are the role nouns that the text or
    the gazetteer gives the actor, in small letters.
    """

    mention: ActorMention
    unit: Unit
    is_pending: bool = False
    roles: frozenset[str] = frozenset()
    is_hidden: bool = False


@dataclass(frozen=True)
class Candidate:
    """A referent in the sentence `row` of the article."""

    row: int
    referent: Referent
    nature: Nature
    is_plural: bool
    function: int

    @property
    def start(self) -> int:
        """Where the mention starts in the cleaned text."""
        return self.referent.mention.start


def candidate_of(row: int, referent: Referent, reading: Reading) -> Candidate:
    """The referent with what decides whether a later word can mean it."""
    root = reading.doc[referent.unit.root]
    plural = is_plural(referent, root)
    nature = nature_of(referent, plural)
    if nature == "unknown" and root.ent_type_ == "ORG":
        nature = "body"
    return Candidate(row, referent, nature, plural, function_of(root))


def is_plural(referent: Referent, root: Token) -> bool:
    """Whether the phrase is plural by its noun."""
    core = referent.unit.core
    if core.role is not None:
        return core.is_plural
    return core.has("demonym") and root.tag_ in {"NNS", "NNPS"}


def nature_of(referent: Referent, plural: bool) -> Nature:
    """What kind of thing the referent is."""
    core, kind = referent.unit.core, referent.mention.kind
    if kind == "place" and not core.has("country", "capital"):
        return "none"
    if core.kind == "person":
        return "person"
    if core.role is not None:
        if core.role.category in {"office", "person", "holder"}:
            return "people" if plural else "person"
        if core.role.category == "site":
            return "none"
        return "state" if core.role.category == "state" else "body"
    if core.kind == "name":
        if core.has("country", "capital", "government", "adjective"):
            return "people" if plural else "state"
        return "people" if core.has("demonym") else "body"
    return "people" if core.kind == "group" else "unknown"


def function_of(token: Token) -> int:
    """How prominent a grammatical function is: 2 for subjects, 1 for objects and possessors, 0 for the rest."""
    while token.dep_ in {"conj", "appos", "compound", "nmod"} and token.head.i != token.i:
        token = token.head
    if token.dep_ in SUBJECTS or token.dep_ == "ROOT":
        return 2
    if token.dep_ == "pobj" and token.head.dep_ == "agent":
        return 2
    return 1 if token.dep_ in OBJECTS or token.dep_ == "poss" else 0


def gender_of(referent: Referent) -> str:
    """ "f" or "m" where a title or role noun tells it, else an empty string."""
    words = set(referent.unit.words) | {word for noun in referent.roles for word in noun.split()}
    words |= {word.rstrip(".") for word in words}
    if words & FEMALE or any(word.endswith("woman") for word in words):
        return "f"
    return "m" if words & MALE or any(word.endswith("man") and word != "woman" for word in words) else ""


def best(
    candidates: Sequence[Candidate], row: int, *, fits: Callable[[Candidate], bool], reach: int = PRONOUN_REACH
) -> Candidate | None:
    """The most prominent recent candidate that fits; None where two different actors are equally likely."""
    near = [c for c in candidates if row - reach <= c.row <= row and fits(c)]
    if not near:
        return None
    top = max(score(c, row) for c in near)
    leaders = [c for c in near if score(c, row) == top]
    names = {c.referent.mention.name for c in leaders}
    return leaders[-1] if len(names) == 1 or leaders[-1].function == 2 else None


def score(candidate: Candidate, row: int) -> int:
    """How likely a candidate is meant in sentence `row`: subjects before objects, near before far, places last."""
    weak = candidate.referent.mention.kind in {"adjective", "place"}
    return 2 * candidate.function - 3 * (row - candidate.row) - 3 * weak
