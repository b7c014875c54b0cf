"""Who speaks: the subject of the verb of saying that governs an act."""

from __future__ import annotations

from spacy.tokens import Token

from extractors.arguments import ActorIndex, Found, actors_at, unique
from extractors.clauses import MAX_CLIMB, children, is_verbal, surface_subjects

SPEECH_VERBS = frozenset(
    "say tell add announce state report note stress declare explain confirm insist claim argue write warn reiterate "
    "reply respond repeat underline emphasise emphasize remark tweet vow promise pledge conclude continue".split()
)
CONTENT_DEPS = frozenset({"ccomp", "parataxis", "dep"})


def speech_verb_over(token: Token) -> Token | None:
    """The nearest verb of saying that has the token's clause as its content."""
    for _ in range(MAX_CLIMB):
        governor = token.head
        if governor == token:
            return None
        if token.dep_ in CONTENT_DEPS and is_verbal(governor) and governor.lemma_ in SPEECH_VERBS:
            return governor
        token = governor
    return None


def speaker_words(token: Token) -> list[Token]:
    """The head words of whoever says the clause of `token`; empty where the paper itself tells it."""
    verb = speech_verb_over(token)
    return surface_subjects(verb) if verb is not None else []


def speakers_of(index: ActorIndex, token: Token) -> tuple[Found, ...]:
    """The actors that say the clause of `token`."""
    return tuple(unique(found for word in speaker_words(token) for found in actors_at(index, word)))


def attribution_of(trigger: Token) -> str | None:
    """Who says so: the subject of the verb of saying above the act, or after "according to"; None for the paper."""
    subjects = speaker_words(trigger)
    if subjects:
        return _phrase(subjects[0])
    for token in trigger.sent:
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
