"""Where the time expressions of a sentence hang in its parse, with the parser's usual slips mended.

Small parsers make the day of "On Monday rebels attacked" a part of the subject's name, hang "on Tuesday" of "said on
Tuesday it would" on the second verb, and ", in April," on a verb far away. Each mending below says which words prove
the slip.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.tokens import Span, Token

from extractors.calendar import Direction
from extractors.dates_syntax import (
    NOUN_OWNED_DEPS,
    SPEECH_VERBS,
    clause_of,
    is_clause_head,
    looks_to,
    noun_before,
    preposition_before,
)
from extractors.expressions import TimeExpression, find_expressions
from extractors.sentences import ParsedSentence

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A time expression in the parse: `head` is the word it hangs by, `is_owned` where that is the noun beside it.

    `behind` is the same expression read as of the past, whichever way its clause looks.
    """

    expression: TimeExpression
    behind: TimeExpression
    head: Token
    first: Token
    last: Token
    is_owned: bool


def placed_in(sentence: ParsedSentence, *, published: date | None, direction: Direction) -> list[Placed]:
    """Return the expressions of the sentence, each resolved as its own clause looks, else in `direction`."""
    behind = find_expressions(sentence.span.text, published=published, direction="past")
    ahead = find_expressions(sentence.span.text, published=published, direction="future")
    placed = []
    for past, future in zip(behind, ahead, strict=True):
        found = sentence.span.char_span(past.start, past.end, alignment_mode="expand")
        if found is not None:
            proven = _proven_verb(found)
            looks = looks_to(proven or found.root, is_carrier=proven is not None) or direction
            placed.append(_place(future if looks == "future" else past, past, found, proven))
    return placed


def _place(expression: TimeExpression, behind: TimeExpression, found: Span, proven: Token | None) -> Placed:
    if proven is not None:
        return Placed(expression, behind, proven, found[0], found[-1], is_owned=False)
    matrix = _main_clause_of(expression, found)
    if matrix is not None:
        return Placed(expression, behind, matrix, found[0], found[-1], is_owned=False)
    preposition, noun = preposition_before(found), noun_before(found)
    if preposition is not None:
        return Placed(expression, behind, preposition, found[0], found[-1], is_owned=False)
    is_owned = expression.kind == "modifier" or found.root.dep_ in NOUN_OWNED_DEPS or noun is not None
    return Placed(expression, behind, noun or found.root, found[0], found[-1], is_owned)


def _main_clause_of(expression: TimeExpression, found: Span) -> Token | None:
    """Return the verb that "a month after the war ended" dates: not "ended", but the one this clause stands beside."""
    clause = found[-1].head
    is_mark = expression.kind == "anchor" and found[-1].dep_ == "mark" and clause.dep_ == "advcl"
    return clause.head if is_mark and is_clause_head(clause.head) else None


def _proven_verb(found: Span) -> Token | None:
    """Return the verb that the expression dates whatever the parser says; None where nothing proves one."""
    return _teller(found) or _parenthetical(found) or _before_subject(found)


def _start_of(found: Span) -> int:
    """Return where the expression starts with its preposition."""
    start = found.start
    return start - 1 if start > found.sent.start and found.doc[start - 1].pos_ == "ADP" else start


def _teller(found: Span) -> Token | None:
    """Return the verb of saying right before an expression that hangs in what is said: "said on Tuesday it would"."""
    start = _start_of(found)
    if start == found.sent.start:
        return None
    before = found.doc[start - 1]
    if before.lemma_.lower() not in SPEECH_VERBS or not is_clause_head(before):
        return None
    clause = clause_of(found.doc[start] if start < found.start else found.root)
    follows = any(child.dep_ in SUBJECTS and child.i > found[-1].i for child in clause.children)
    return before if clause.i != before.i and clause.i > found[-1].i and follows else None


def _parenthetical(found: Span) -> Token | None:
    """Return the verb right before an expression between commas: "broke off, in April, its ties"."""
    start, doc = _start_of(found), found.doc
    after = doc[found[-1].i + 1] if found[-1].i + 1 < found.sent.end else None
    if after is None or after.text != "," or start - 2 < found.sent.start or doc[start - 1].text != ",":
        return None
    before = doc[start - 2]
    verb = before.head if before.dep_ == "prt" else before
    return verb if is_clause_head(verb) and clause_of(found.root.head).i != verb.i else None


def _before_subject(found: Span) -> Token | None:
    """Return the clause's verb where the expression opens it and was taken for a part of the name that follows."""
    start, name = _start_of(found), found.root.head
    opens = start == found.sent.start or found.doc[start - 1].is_punct or found.doc[start - 1].dep_ in ("cc", "mark")
    if not opens or found.root.dep_ not in ("compound", "nmod") or name.pos_ != "PROPN" or name.i < found[-1].i:
        return None
    verb = clause_of(name)
    return verb if is_clause_head(verb) and verb.i > name.i else None
