"""What a story's sentences leave to those after them: the date told last, the day of the news, the acts dated so far.

An act that is named again ("the visit", "Gantz's visit") has the date it had when it was told; a past sentence that
goes on with the story has the date of the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Token

from extractors.dates_syntax import SPEECH_VERBS, clause_of, is_clause_head, tense_of
from schemas.records import ResolvedDate

SAME_SPEECH = timedelta(days=7)
CONTINUING_ADVERBS = frozenset({"then", "thereafter", "afterwards", "afterward", "subsequently", "later", "thereupon"})
CONTINUING_PHRASES = (
    *("in response", "in return", "in exchange", "in retaliation", "in turn", "in the meantime", "in the process"),
    *("by then", "on the same occasion", "the same day"),
)
# These point at the date told last even where the story was told in the present since.
POINTING_PHRASES = ("at the time", "at that time", "in those days", "back then")
# These open a sentence on what was paid, and say nothing of when: "in return for recognising".
EXCHANGES = ("in return for", "in exchange for")
PRONOUNS = frozenset({"he", "she", "they", "it", "this", "that", "these", "those"})
# An envoy that is recalled says nothing.
SAYING = SPEECH_VERBS - {"recall"}
# Verbs by which somebody only takes a stance; years after an act they are as likely today's.
STANCE_VERBS = SAYING | frozenset(
    "accuse deny reject condemn criticise criticize praise welcome urge call demand ask blame denounce defend hail "
    "want support oppose back express voice vow pledge promise threaten".split()
)
POINTERS = frozenset({"the", "this", "that", "these", "those", "such"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
# Nouns that take up as a whole what the sentence before told.
ACTION_NOUNS = frozenset(
    "accord action agreement announcement assault attack blast bombardment bombing ceasefire ceremony clash "
    "crash deal decision demand explosion expulsion incident invasion killing measure meeting move offensive "
    "operation pact protest raid ruling sanction seizure shelling shooting statement step strike summit talk "
    "treaty trip truce violence visit vote withdrawal".split()
)
# Nouns with these tell of another such act than the one told.
OTHERS = frozenset(
    "another earlier previous last former future next new other similar second third fourth fifth separate any no "
    "every each more further possible potential planned annual future past recent original".split()
)
# Names of one and the same thing: "a deal ... as part of the agreement".
AGREEMENTS = frozenset("accord agreement ceasefire deal memorandum mou pact treaty truce understanding".split())
ENDINGS = (
    *("isation", "ization", "ations", "ation", "ition", "ement", "ment", "ance", "ence", "sion", "tion", "ption"),
    *("ion", "ising", "izing", "ise", "ize", "ing", "sal", "al", "ure", "ed", "e", "y"),
)
SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Told:
    """An act that a sentence dated: the stem of its word, the names in its clause, and when it was."""

    stem: str
    names: frozenset[str]
    when: ResolvedDate
    is_verb: bool


@dataclass(frozen=True, slots=True)
class Thread(ResolvedDate):
    """The date that a sentence leaves to the next, with what the story has told so far.

    `is_open` is False where a sentence in the present has ended the telling; `is_ahead` where the date is a plan's.
    `news` is the day of the first news that the story dates, `anchor` a date that the sentence named beside its main
    clause ("a rally on 12 June. On that day..."), `told` its dated acts, latest first, of which the first
    `n_fresh` stand in the sentence itself.
    """

    is_open: bool = True
    is_ahead: bool = False
    news: ResolvedDate | None = None
    anchor: ResolvedDate | None = None
    told: tuple[Told, ...] = ()
    n_fresh: int = 0

    @property
    def plain(self) -> ResolvedDate:
        """The date alone."""
        return ResolvedDate(self.date, self.precision, self.basis, self.text)


def told_last(previous: ResolvedDate | None, *, ahead: bool = False) -> ResolvedDate | None:
    """Return the date that still holds when the next sentence begins, of a plan or of the past, else None."""
    if isinstance(previous, Thread):
        return previous.plain if previous.is_open and previous.is_ahead == ahead else None
    return None if ahead else previous


def last_date(previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return the date told last, whether or not the story goes on with it."""
    return previous.plain if isinstance(previous, Thread) else previous


def named_last(previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return the date from which "that day" and "two days later" count."""
    return previous.anchor or previous.plain if isinstance(previous, Thread) else previous


def is_news(found: ResolvedDate, published: date | None) -> bool:
    """Return whether a date is a day of the week before publication."""
    return (
        found.precision == "day"
        and found.basis != "publication"
        and published is not None
        and timedelta(0) <= published - found.date <= SAME_SPEECH
    )


def stem_of(word: str) -> str:
    """Return what a verb and its noun share: "recogn" for "recognise" and "recognition"."""
    text = word.lower()
    for ending in ENDINGS:
        if text.endswith(ending) and len(text) - len(ending) >= SHORTEST_STEM - (ending == "y"):
            return text[: -len(ending)] + ("i" if ending == "y" else "")
    return text


def is_same_word(one: str, other: str) -> bool:
    """Return whether two stems are of one word: the shorter begins the longer."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= SHORTEST_STEM and long.startswith(short) and len(long) - len(short) <= 2)


def names_in(tokens: Iterator[Token] | list[Token]) -> frozenset[str]:
    """Return the proper names among tokens, in lower case."""
    return frozenset(token.lower_ for token in tokens if token.pos_ == "PROPN" and len(token.text) > 2)


def retold(act: Token, previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return when the act was that `act` names again, None where it is a new one or none such was dated.

    A noun must point back ("the visit", "Rabat's raid"), a gerund stand behind a preposition ("for recognising"); the
    names beside it must be among those of the act told.
    """
    if not isinstance(previous, Thread) or not (_points_back(act) or _is_gerund(act)):
        return None
    found = _told_of(act, previous)
    if not found:
        return None
    finer = [when for when in found if _lies_in(when, found[0])]
    return finer[-1] if finer else found[0]


def repaid(act: Token, previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return when the act was that another repaid ("in return for recognising them"), whoever is named beside it."""
    if not isinstance(previous, Thread):
        return None
    stem = stem_of(act.lemma_)
    found = _told_of(act, previous) or [told.when for told in previous.told if is_same_word(stem, told.stem)]
    return found[0] if found else None


def _told_of(act: Token, thread: Thread) -> list[ResolvedDate]:
    stem, names = stem_of(act.lemma_), names_in(_own_words(act))
    return [told.when for told in thread.told if is_same_word(stem, told.stem) and _fits(names, told.names)]


def _lies_in(fine: ResolvedDate, coarse: ResolvedDate) -> bool:
    """Return whether a date says more precisely what a month or year says."""
    if coarse.precision == "year":
        return fine.precision != "year" and fine.date.year == coarse.date.year
    is_month = coarse.precision == "month" and fine.precision == "day"
    return is_month and fine.date.replace(day=1) == coarse.date.replace(day=1)


def _fits(names: frozenset[str], told: frozenset[str]) -> bool:
    return not names or bool(names & told)


def _own_words(act: Token) -> list[Token]:
    """Return the words of a noun's phrase, without what a relative clause says of it."""
    skipped = {t.i for child in act.children if child.dep_ in ("relcl", "acl", "appos") for t in child.subtree}
    return [token for token in act.subtree if token.i not in skipped]


def _points_back(noun: Token) -> bool:
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    words = {child.lower_ for child in noun.children}
    if words & OTHERS or words & {"a", "an"}:
        return False
    return any(child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in POINTERS) for child in noun.children)


def _is_gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp"


def goes_on(clauses: Sequence[Token], *, published: date | None, previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return the date with which past clauses, the act's own first, go on with the story; None where they do not."""
    past = [clause for clause in clauses if tense_of(clause) == "past"]
    if not past:
        return None
    if any(phrase in past[0].sent.text.lower() for phrase in POINTING_PHRASES):
        return named_last(previous)
    last = told_last(previous)
    for clause in past:
        named = _just_told(clause, previous)
        if named is not None:
            return named
        if last is not None and _carries_on(clause, published=published, previous=last):
            return last
    if past[-1].i != clauses[-1].i:
        # "Officials allege that a team killed him": told in the present, it is no part of the day's story.
        return None
    if last is not None and (is_news(last, published) or _stays_in_paragraph(past)):
        return last
    return previous.news if isinstance(previous, Thread) else None


def _stays_in_paragraph(clauses: Sequence[Token]) -> bool:
    """Return whether a deed is told behind another of the same paragraph; a new paragraph may turn back to the news."""
    return clauses[0].sent.start > 0 and not any(clause.lemma_.lower() in SAYING for clause in clauses)


def _just_told(clause: Token, previous: ResolvedDate | None) -> ResolvedDate | None:
    """Return the date of the agreement in the sentence before that this clause names again in other words."""
    if not isinstance(previous, Thread):
        return None
    links = {noun.lemma_.lower() for noun in _linking_nouns(clause) if _is_link(noun)}
    stems = {stem_of(name) for name in AGREEMENTS}
    fresh = [told.when for told in previous.told[: previous.n_fresh] if told.stem in stems]
    return fresh[0] if links & AGREEMENTS and fresh else None


def _carries_on(clause: Token, *, published: date | None, previous: ResolvedDate) -> bool:
    """Return whether words of the clause tie it to the sentence before."""
    sentence = clause.sent.text.lower()
    adverbs = {child.lower_ for child in clause.children if child.dep_ == "advmod"}
    has_phrase = any(phrase in sentence for phrase in CONTINUING_PHRASES) and not sentence.startswith(EXCHANGES)
    if adverbs & CONTINUING_ADVERBS or has_phrase or takes_up(clause) or _follows_on(clause):
        return True
    is_tied = "also" in adverbs or (
        clause.dep_ == "ROOT"
        and any(child.lower_ in PRONOUNS and child.dep_ in ("nsubj", "nsubjpass") for child in clause.children)
    )
    # "He said" goes on with a speech, not with the years told of in it.
    is_near = published is None or abs(published - previous.date) <= SAME_SPEECH
    return is_tied and (not _is_stance(clause) or (previous.precision == "day" and is_near))


def _is_stance(clause: Token) -> bool:
    return clause.lemma_.lower() in STANCE_VERBS


def _follows_on(clause: Token) -> bool:
    """Return whether a past clause before it ties it to what was told: "When no answer came, Britain expelled"."""
    return any(
        child.dep_ == "advcl"
        and child.i < clause.i
        and tense_of(child) == "past"
        and any(mark.lower_ in ("when", "after", "once", "as") for mark in child.children)
        for child in clause.children
    )


def takes_up(clause: Token) -> bool:
    """Return whether the clause speaks of what was just told: "the move angered", "under the pact", "those raids"."""
    return any(_is_link(noun) for noun in _linking_nouns(clause))


def _linking_nouns(clause: Token) -> Iterator[Token]:
    """Yield the subject, what a stance is taken on, and the nouns of phrases that open the clause's sentence."""
    for child in clause.children:
        if child.dep_ in ("nsubj", "nsubjpass") or (child.dep_ == "dobj" and _is_stance(clause)):
            yield child
        if child.dep_ == "prep" and child.i < clause.i:
            yield from (word for word in child.subtree if word.dep_ == "pobj")


def _is_link(noun: Token) -> bool:
    words = {child.lower_ for child in noun.children}
    if words & OTHERS or noun.pos_ != "NOUN" or any(child.dep_ == "poss" for child in noun.children):
        return False
    is_action = noun.lemma_.lower() in ACTION_NOUNS
    if names_in(_own_words(noun)):
        return False
    return bool(words & DEMONSTRATIVES and is_action) or bool("the" in words and is_action)


def told_in(tokens: Iterator[tuple[Token, ResolvedDate]]) -> tuple[Told, ...]:
    """Return the memory of dated acts: the word of each, the names of its clause and its date."""
    return tuple(
        Told(stem_of(token.lemma_), _names_beside(token), when, token.pos_ == "VERB") for token, when in tokens
    )


def _names_beside(token: Token) -> frozenset[str]:
    clause = clause_of(token)
    words = list(clause.subtree) if is_clause_head(clause) else list(token.sent)
    return names_in(words)
