"""Which date is the act's: on hand-built parses, and on a few real ones."""

from __future__ import annotations

from datetime import date

import pytest
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc, Token

from extractors.dates import date_of_act, thread_date
from extractors.dates_story import told_last
from extractors.sentences import ParsedSentence
from schemas.records import ResolvedDate, Sentence, Status

WED = date(2021, 11, 24)
MONDAY_BEFORE = ResolvedDate(date(2021, 11, 15), "day", "relative", "Monday")
DECEMBER_2020 = ResolvedDate(date(2020, 12, 1), "month", "explicit", "December 2020")
VOCAB = English().vocab
Row = tuple[str, str, int, str, str]


def parsed(doc: Doc) -> ParsedSentence:
    span = next(iter(doc.sents))
    return ParsedSentence(Sentence("a", 0, span.start_char, span.end_char, span.text, False), span, 0)


def built(rows: list[Row]) -> ParsedSentence:
    """A parse from rows of word, lemma, head, label and tag."""
    kinds = {"V": "VERB", "N": "NOUN", "I": "ADP", "P": "PRON", "R": "ADV", "M": "AUX", "C": "NUM", "D": "DET"}
    doc = Doc(
        VOCAB,
        words=[row[0] for row in rows],
        lemmas=[row[1] for row in rows],
        heads=[row[2] for row in rows],
        deps=[row[3] for row in rows],
        tags=[row[4] for row in rows],
        pos=["AUX" if row[3] in ("aux", "auxpass") else kinds[row[4][0]] for row in rows],
    )
    return parsed(doc)


def word(sentence: ParsedSentence, text: str) -> Token:
    return next(token for token in sentence.span if token.text == text)


def dated(
    sentence: ParsedSentence,
    trigger: str,
    *,
    status: Status = "happened",
    published: date | None = WED,
    previous: ResolvedDate | None = None,
) -> tuple[str, str, str, str | None] | None:
    found = date_of_act(sentence, word(sentence, trigger), status=status, published=published, previous=previous)
    return (found.date.isoformat(), found.precision, found.basis, found.text) if found else None


PUBLICATION = ("2021-11-24", "day", "publication", None)

VISITED = built(
    [
        ("Lima", "Lima", 1, "nsubj", "NNP"),
        ("attacked", "attack", 1, "ROOT", "VBD"),
        ("Quito", "Quito", 1, "dobj", "NNP"),
        ("on", "on", 1, "prep", "IN"),
        ("Monday", "Monday", 3, "pobj", "NNP"),
        ("and", "and", 1, "cc", "CC"),
        ("withdrew", "withdraw", 1, "conj", "VBD"),
    ]
)
SAID = built(
    [
        ("Lima", "Lima", 1, "nsubj", "NNP"),
        ("said", "say", 1, "ROOT", "VBD"),
        ("Tuesday", "Tuesday", 1, "npadvmod", "NNP"),
        ("it", "it", 4, "nsubj", "PRP"),
        ("struck", "strike", 1, "ccomp", "VBD"),
        ("Quito", "Quito", 4, "dobj", "NNP"),
        ("in", "in", 4, "prep", "IN"),
        ("August", "August", 6, "pobj", "NNP"),
    ]
)
AFTER = built(
    [
        ("Lima", "Lima", 1, "nsubj", "NNP"),
        ("left", "leave", 1, "ROOT", "VBD"),
        ("after", "after", 1, "prep", "IN"),
        ("the", "the", 5, "det", "DT"),
        ("2020", "2020", 5, "nummod", "CD"),
        ("war", "war", 2, "pobj", "NN"),
    ]
)


def plain(verb: str, tag: str, *, aux: str = "", subject: str = "Lima", adverb: str = "") -> ParsedSentence:
    """A clause of subject, auxiliary, adverb, verb and object without any time expression."""
    head = 1 + bool(aux) + bool(adverb)
    rows: list[Row] = [(subject, subject.lower(), head, "nsubj", "PRP")]
    rows += [(aux, aux, head, "aux", "VBD" if aux == "had" else "MD")] if aux else []
    rows += [(adverb, adverb, head, "advmod", "RB")] if adverb else []
    return built([*rows, (verb, verb, head, "ROOT", tag), ("Quito", "Quito", head, "dobj", "NNP")])


def test_a_verb_takes_the_expression_it_governs() -> None:
    assert dated(VISITED, "attacked") == ("2021-11-22", "day", "relative", "Monday")


def test_joined_verbs_of_one_subject_share_it() -> None:
    assert dated(VISITED, "withdrew") == ("2021-11-22", "day", "relative", "Monday")


def test_a_noun_takes_that_of_its_verb() -> None:
    assert dated(VISITED, "Quito") == ("2021-11-22", "day", "relative", "Monday")


def test_each_clause_has_its_own_date() -> None:
    assert dated(SAID, "said") == ("2021-11-23", "day", "relative", "Tuesday")
    assert dated(SAID, "struck") == ("2021-08-01", "month", "explicit", "August")


def test_a_clause_that_is_told_takes_the_telling_as_context() -> None:
    told = built(
        [
            ("Lima", "Lima", 1, "nsubj", "NNP"),
            ("said", "say", 1, "ROOT", "VBD"),
            ("Tuesday", "Tuesday", 1, "npadvmod", "NNP"),
            ("it", "it", 4, "nsubj", "PRP"),
            ("struck", "strike", 1, "ccomp", "VBD"),
        ]
    )
    assert dated(told, "struck") == ("2021-11-23", "day", "context", "Tuesday")


def test_a_date_behind_after_is_not_the_acts_but_dates_its_noun() -> None:
    assert dated(AFTER, "left") == PUBLICATION
    assert dated(AFTER, "war") == ("2020-01-01", "year", "explicit", "2020")


def test_a_participle_dates_its_noun_but_not_the_main_verb() -> None:
    deal = built(
        [
            ("Lima", "Lima", 1, "nsubj", "NNP"),
            ("praised", "praise", 1, "ROOT", "VBD"),
            ("the", "the", 3, "det", "DT"),
            ("deal", "deal", 1, "dobj", "NN"),
            ("signed", "sign", 3, "acl", "VBN"),
            ("in", "in", 4, "prep", "IN"),
            ("2015", "2015", 5, "pobj", "CD"),
        ]
    )
    assert dated(deal, "deal") == ("2015-01-01", "year", "explicit", "2015")
    assert dated(deal, "signed") == ("2015-01-01", "year", "explicit", "2015")
    assert dated(deal, "praised") == PUBLICATION


def test_plans_look_ahead_and_facts_behind() -> None:
    plan = built(
        [
            ("Lima", "Lima", 2, "nsubj", "NNP"),
            ("will", "will", 2, "aux", "MD"),
            ("meet", "meet", 2, "ROOT", "VB"),
            ("Quito", "Quito", 2, "dobj", "NNP"),
            ("on", "on", 2, "prep", "IN"),
            ("Friday", "Friday", 4, "pobj", "NNP"),
        ]
    )
    assert dated(plan, "meet", status="planned") == ("2021-11-26", "day", "relative", "Friday")
    assert dated(VISITED, "attacked", status="planned") == ("2021-11-22", "day", "relative", "Monday")


def test_a_noun_that_is_planned_or_called_for_lies_ahead() -> None:
    march = built(
        [
            ("Lima", "Lima", 1, "nsubj", "NNP"),
            ("urges", "urge", 1, "ROOT", "VBZ"),
            ("a", "a", 5, "det", "DT"),
            ("29", "29", 5, "nummod", "CD"),
            ("November", "November", 5, "compound", "NNP"),
            ("march", "march", 1, "dobj", "NN"),
        ]
    )
    ahead = ("2021-11-29", "day", "explicit", "29 November")
    assert dated(march, "march", status="planned") == ahead
    assert dated(march, "march", status="hypothetical") == ahead
    assert dated(march, "march") == ("2020-11-29", "day", "explicit", "29 November")
    assert dated(march, "urges") == PUBLICATION


def test_a_present_clause_is_not_given_a_past_month() -> None:
    held = built(
        [
            ("Lima", "Lima", 1, "nsubj", "NNP"),
            ("holds", "hold", 1, "ROOT", "VBZ"),
            ("him", "he", 1, "dobj", "PRP"),
            ("in", "in", 1, "prep", "IN"),
            ("2011", "2011", 3, "pobj", "CD"),
        ]
    )
    assert dated(held, "holds") == PUBLICATION


def test_what_happened_is_never_dated_after_its_report() -> None:
    late = built(
        [
            ("Lima", "Lima", 1, "nsubj", "NNP"),
            ("left", "leave", 1, "ROOT", "VBD"),
            ("in", "in", 1, "prep", "IN"),
            ("2025", "2025", 2, "pobj", "CD"),
        ]
    )
    assert dated(late, "left") == PUBLICATION
    assert dated(late, "left", status="planned") == ("2025-01-01", "year", "explicit", "2025")


def test_since_dates_only_what_still_goes_on() -> None:
    since = built(
        [
            ("Lima", "Lima", 2, "nsubj", "NNP"),
            ("has", "have", 2, "aux", "VBZ"),
            ("ruled", "rule", 2, "ROOT", "VBN"),
            ("since", "since", 2, "prep", "IN"),
            ("2011", "2011", 3, "pobj", "CD"),
        ]
    )
    assert dated(since, "ruled", status="ongoing") == ("2011-01-01", "year", "explicit", "2011")
    assert dated(since, "ruled") == PUBLICATION


def later(words: list[str]) -> ParsedSentence:
    return built(
        [
            ("Lima", "Lima", 1, "nsubj", "NNP"),
            ("answered", "answer", 1, "ROOT", "VBD"),
            (words[0], words[0], 3, "nummod", "CD"),
            (words[1], words[1], 4, "npadvmod", "NNS"),
            (words[2], words[2], 1, "advmod", "RB"),
        ]
    )


def test_anchored_expressions_count_from_the_sentence_before() -> None:
    five_later = later(["five", "days", "later"])
    expected = ("2021-11-20", "day", "context", "five days later")
    assert dated(five_later, "answered", previous=MONDAY_BEFORE) == expected
    assert dated(five_later, "answered", previous=DECEMBER_2020) == (
        "2020-12-01",
        "month",
        "context",
        "five days later",
    )
    assert dated(five_later, "answered") == PUBLICATION
    assert dated(later(["two", "days", "earlier"]), "answered", previous=MONDAY_BEFORE) == (
        "2021-11-13",
        "day",
        "context",
        "two days earlier",
    )


def test_an_act_that_came_a_day_before_its_main_clause_is_dated_so() -> None:
    came = built(
        [
            ("It", "it", 1, "nsubj", "PRP"),
            ("came", "come", 1, "ROOT", "VBD"),
            ("Monday", "Monday", 1, "npadvmod", "NNP"),
            ("a", "a", 4, "det", "DT"),
            ("day", "day", 5, "npadvmod", "NN"),
            ("after", "after", 7, "mark", "IN"),
            ("Delhi", "Delhi", 7, "nsubj", "NNP"),
            ("spoke", "speak", 1, "advcl", "VBD"),
        ]
    )
    assert dated(came, "spoke") == ("2021-11-21", "day", "context", "a day after")
    assert dated(came, "came") == ("2021-11-22", "day", "relative", "Monday")


def test_background_without_a_date_does_not_get_today() -> None:
    assert dated(plain("met", "VBN", aux="had"), "met") == ("2021-01-01", "year", "context", None)
    assert dated(plain("met", "VBN", aux="had", adverb="already"), "met") == ("2021-11-01", "month", "context", None)
    assert dated(plain("met", "VBD", adverb="previously"), "met") == ("2021-01-01", "year", "context", None)
    assert dated(plain("met", "VBN", aux="had"), "met", previous=DECEMBER_2020) == (
        "2020-01-01",
        "year",
        "context",
        "December 2020",
    )


def test_a_sentence_that_carries_on_takes_the_date_before_it() -> None:
    expected = ("2020-12-01", "month", "context", "December 2020")
    assert dated(plain("recognised", "VBD", adverb="then"), "recognised", previous=DECEMBER_2020) == expected
    assert dated(plain("recognised", "VBD", subject="It"), "recognised", previous=DECEMBER_2020) == expected
    assert dated(plain("recognised", "VBD"), "recognised", previous=DECEMBER_2020) == PUBLICATION
    assert dated(plain("recognises", "VBZ", subject="It"), "recognises", previous=DECEMBER_2020) == PUBLICATION


def test_what_hangs_on_a_sentence_that_carries_on_goes_with_it() -> None:
    replied = built(
        [
            ("They", "they", 1, "nsubj", "PRP"),
            ("replied", "reply", 1, "ROOT", "VBD"),
            ("by", "by", 1, "prep", "IN"),
            ("shelling", "shell", 2, "pcomp", "VBG"),
            ("Quito", "Quito", 3, "dobj", "NNP"),
        ]
    )
    assert dated(replied, "shelling", previous=MONDAY_BEFORE) == ("2021-11-15", "day", "context", "Monday")
    assert dated(replied, "shelling") == PUBLICATION


def test_a_speech_goes_on_only_from_a_near_day() -> None:
    said = plain("say", "VBD", subject="He")
    assert dated(said, "say", previous=DECEMBER_2020) == PUBLICATION
    assert dated(said, "say", previous=ResolvedDate(date(2021, 11, 22), "day", "relative", "Monday")) == (
        "2021-11-22",
        "day",
        "context",
        "Monday",
    )


def test_nothing_but_publication_is_said_to_be_so() -> None:
    assert dated(plain("met", "VBD"), "met") == PUBLICATION
    assert dated(plain("meet", "VB", aux="will"), "meet", status="planned") == PUBLICATION


def test_without_any_date_there_is_none() -> None:
    assert dated(plain("met", "VBD"), "met", published=None) is None
    assert dated(plain("met", "VBN", aux="had"), "met", published=None) is None
    assert dated(VISITED, "attacked", published=None) is None
    assert dated(AFTER, "war", published=None) == ("2020-01-01", "year", "explicit", "2020")


def left_by(sentence: ParsedSentence, *, previous: ResolvedDate | None = None) -> ResolvedDate | None:
    """The date that still holds behind a sentence."""
    return told_last(thread_date(sentence, published=WED, previous=previous))


def test_a_sentence_hands_its_date_to_the_next() -> None:
    assert left_by(VISITED) == ResolvedDate(date(2021, 11, 22), "day", "relative", "Monday")
    assert thread_date(plain("met", "VBD"), published=WED, previous=None) is None
    thread = thread_date(VISITED, published=WED, previous=None)
    assert left_by(plain("met", "VBD"), previous=thread) == ResolvedDate(date(2021, 11, 22), "day", "context", "Monday")
    assert left_by(plain("meets", "VBZ"), previous=thread) is None


REAL: dict[str, list[tuple[str, Status, str, str, str]]] = {
    "Ghana cut ties with Togo in August, citing hostile acts.": [
        ("cut", "happened", "2021-08-01", "month", "explicit"),
    ],
    "Earlier this month, Lima accused Quito of murder.": [
        ("accused", "happened", "2021-11-01", "month", "relative"),
    ],
    "Peru and Chile set up ties in 1993 but Lima broke them off in 2000.": [
        ("set", "happened", "1993-01-01", "year", "explicit"),
        ("broke", "happened", "2000-01-01", "year", "explicit"),
    ],
    "Lima restored ties last December, shortly after Quito did.": [
        ("restored", "happened", "2020-12-01", "month", "relative"),
    ],
    "The ministry reported Monday that five ships passed the cape.": [
        ("passed", "happened", "2021-11-22", "day", "context"),
    ],
    "Crowds took to the streets Saturday to oppose Thursday's coup.": [
        ("coup", "happened", "2021-11-18", "day", "relative"),
        ("oppose", "happened", "2021-11-20", "day", "relative"),
    ],
    "Chad has scrapped a visit by its envoy scheduled for June.": [
        ("visit", "planned", "2022-06-01", "month", "explicit"),
    ],
    "The move came a day after Delhi addressed the assembly.": [
        ("addressed", "happened", "2021-11-23", "day", "context"),
    ],
    "Chad and Mali had set up ties in the early 1990s.": [
        ("set", "happened", "1990-01-01", "year", "explicit"),
    ],
    "On Thursday, the premier is due to hold a meeting with him.": [
        ("meeting", "planned", "2021-11-25", "day", "relative"),
    ],
    "The deal signed on Monday was hailed by officials.": [
        ("hailed", "happened", "2021-11-24", "day", "publication"),
        ("deal", "happened", "2021-11-22", "day", "relative"),
    ],
    "Rebels shelled Goma on Monday and two days later the army hit back.": [
        ("hit", "happened", "2021-11-24", "day", "context"),
    ],
    "Rebels attacked Goma on Monday and killed ten people.": [
        ("killed", "happened", "2021-11-22", "day", "relative"),
    ],
    "Officials said on Monday the two presidents would meet on Friday.": [
        ("meet", "planned", "2021-11-26", "day", "relative"),
        ("said", "happened", "2021-11-22", "day", "relative"),
    ],
    "Iran condemned a 20 November attack on its embassy.": [
        ("attack", "happened", "2021-11-20", "day", "explicit"),
        ("condemned", "happened", "2021-11-24", "day", "publication"),
    ],
    "On Monday rebels attacked Goma and the army retaliated.": [
        ("retaliated", "happened", "2021-11-22", "day", "context"),
    ],
    "They signed a pact Tuesday, following their trade deal last year.": [
        ("deal", "happened", "2020-01-01", "year", "relative"),
        ("signed", "happened", "2021-11-23", "day", "relative"),
    ],
    "Lima will visit Quito after last year's agreement on trade.": [
        ("visit", "planned", "2021-11-24", "day", "publication"),
        ("agreement", "happened", "2020-01-01", "year", "relative"),
    ],
}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "trigger", "status", "day", "precision", "basis"),
    [(text, *row) for text, rows in REAL.items() for row in rows],
)
def test_real_parses(
    nlp: Language, text: str, trigger: str, status: Status, day: str, precision: str, basis: str
) -> None:
    found = dated(parsed(nlp(text)), trigger, status=status)
    assert found is not None and found[:3] == (day, precision, basis)
