"""Which date each act of a story gets: one table with a frozen clock, read by a real parser.

A story's sentences are parted by " | "; the trigger stands in the last one. The clock is Wednesday 24 November 2021.
"""

from __future__ import annotations

from datetime import date

import pytest
from spacy.language import Language

from extractors.dates import date_of_act, thread_date
from extractors.repairs import repair
from extractors.sentences import ParsedSentence
from schemas.records import ResolvedDate, Sentence, Status

WED = date(2021, 11, 24)
Case = tuple[str, str, Status, str, str, str]

OWN = [
    # The words of the act's own clause
    ("Norway expelled two Russian envoys on Monday.", "expelled", "happened", "2021-11-22", "day", "relative"),
    ("On Monday, Norway expelled two Russian envoys.", "expelled", "happened", "2021-11-22", "day", "relative"),
    ("Norway on Monday expelled two Russian envoys.", "expelled", "happened", "2021-11-22", "day", "relative"),
    ("Norway expelled, on Monday, two Russian envoys.", "expelled", "happened", "2021-11-22", "day", "relative"),
    ("Norway Monday expelled two Russian envoys.", "expelled", "happened", "2021-11-22", "day", "relative"),
    ("Chad cut its ties with Sudan in April.", "cut", "happened", "2021-04-01", "month", "explicit"),
    ("Chad broke off, in April, its ties with Sudan.", "broke", "happened", "2021-04-01", "month", "explicit"),
    ("Chad, in April, broke off its ties with Sudan.", "broke", "happened", "2021-04-01", "month", "explicit"),
    ("In April Chad broke off its ties with Sudan.", "broke", "happened", "2021-04-01", "month", "explicit"),
    ("In 2005, Chad broke off its ties with Sudan.", "broke", "happened", "2005-01-01", "year", "explicit"),
    ("Ties were severed by Chad in early 2005.", "severed", "happened", "2005-01-01", "year", "explicit"),
    (
        "The row worsened when Chad broke off, in April, its ties with Sudan over border raids.",
        "broke",
        "happened",
        "2021-04-01",
        "month",
        "explicit",
    ),
    (
        "The trip comes at a time when Chad broke off, in April, its relations with Khartoum.",
        "broke",
        "happened",
        "2021-04-01",
        "month",
        "explicit",
    ),
    ("Kenya recalled its envoy from Somalia in late 2020.", "recalled", "happened", "2020-01-01", "year", "explicit"),
    ("Serbia recognised the council last December.", "recognised", "happened", "2020-12-01", "month", "relative"),
    ("Earlier this month Serbia accused Kosovo of arson.", "accused", "happened", "2021-11-01", "month", "relative"),
    ("Two weeks ago Serbia accused Kosovo of arson.", "accused", "happened", "2021-11-10", "month", "relative"),
    ("Rockets hit Tripoli overnight.", "hit", "happened", "2021-11-24", "day", "relative"),
    ("Rockets hit Tripoli last night.", "hit", "happened", "2021-11-23", "day", "relative"),
    ("Rockets hit Tripoli early on Tuesday.", "hit", "happened", "2021-11-23", "day", "relative"),
    ("Rockets hit Tripoli on the night of 14 November.", "hit", "happened", "2021-11-14", "day", "explicit"),
    ("Peru and Chile set up ties in 1993.", "set", "happened", "1993-01-01", "year", "explicit"),
    ("The two armies fought from 3 to 5 May.", "fought", "happened", "2021-05-03", "day", "explicit"),
    ("The two armies fought between 2014 and 2016.", "fought", "happened", "2014-01-01", "year", "explicit"),
    ("The two armies clashed over the weekend.", "clashed", "happened", "2021-11-20", "day", "relative"),
    ("Japan summoned the Chinese envoy on Christmas Eve.", "summoned", "happened", "2020-12-24", "day", "explicit"),
    ("Rebels attacked a convoy on Tuesday near the port.", "attacked", "happened", "2021-11-23", "day", "relative"),
    ("Rebels attacked a convoy near the port, on Tuesday.", "attacked", "happened", "2021-11-23", "day", "relative"),
    ("Rebels attacked on Wednesday a convoy.", "attacked", "happened", "2021-11-24", "day", "relative"),
    ("A convoy was attacked Thursday by rebels.", "attacked", "happened", "2021-11-18", "day", "relative"),
    # Ahead
    ("Norway will expel two Russian envoys on Friday.", "expel", "planned", "2021-11-26", "day", "relative"),
    ("Norway will expel two Russian envoys next week.", "expel", "planned", "2021-11-29", "month", "relative"),
    ("Norway is to expel two envoys in January.", "expel", "planned", "2022-01-01", "month", "explicit"),
    ("Norway plans to expel two envoys by Friday.", "expel", "planned", "2021-11-26", "day", "relative"),
    ("The presidents are due to meet on Sunday in Oslo.", "meet", "planned", "2021-11-28", "day", "relative"),
    ("The talks, scheduled for 3 December, will be held in Oslo.", "talks", "planned", "2021-12-03", "day", "explicit"),
    ("The premier arrives in Hanoi on Thursday for talks.", "arrives", "planned", "2021-11-25", "day", "relative"),
    ("The premier is arriving in Hanoi tomorrow.", "arriving", "planned", "2021-11-25", "day", "relative"),
    ("The premier will leave Hanoi in two weeks.", "leave", "planned", "2021-12-08", "month", "relative"),
    ("The ministers will meet from 6 to 8 December.", "meet", "planned", "2021-12-06", "day", "explicit"),
    ("The ministers meet next Tuesday.", "meet", "planned", "2021-11-30", "day", "relative"),
    ("A summit planned for March was called off.", "summit", "planned", "2022-03-01", "month", "explicit"),
]

TOLD = [
    # Who says when, and what is said
    ("Togo has closed its border, its premier said on Tuesday.", "closed", "happened", "2021-11-23", "day", "context"),
    ("Togo has closed its border, its premier said on Tuesday.", "said", "happened", "2021-11-23", "day", "relative"),
    (
        "Togo has broken off relations with Benin, its foreign minister announced on Tuesday, after weeks of rows.",
        "broken",
        "happened",
        "2021-11-23",
        "day",
        "context",
    ),
    ("Togo said on Tuesday that it closed its border.", "closed", "happened", "2021-11-23", "day", "context"),
    ("Togo said on Tuesday that it closed its border in May.", "closed", "happened", "2021-05-01", "month", "explicit"),
    ("Togo said on Tuesday it would close its border.", "close", "planned", "2021-11-23", "day", "context"),
    ("Togo said on Tuesday it would close its border on Friday.", "close", "planned", "2021-11-26", "day", "relative"),
    ("In May Togo closed its border, officials said.", "closed", "happened", "2021-05-01", "month", "explicit"),
    ("On Sunday rebels burned a village, officials said.", "burned", "happened", "2021-11-21", "day", "relative"),
    ("Rebels burned a village on Sunday, officials said Monday.", "burned", "happened", "2021-11-21", "day", "relative"),
    ("Rebels burned a village, officials said Monday.", "burned", "happened", "2021-11-22", "day", "context"),
    ("According to officials, rebels burned a village Sunday.", "burned", "happened", "2021-11-21", "day", "relative"),
    ("Lodhi told reporters Tuesday that Delhi was to blame.", "told", "happened", "2021-11-23", "day", "relative"),
    ('"We reject it," the minister said on Monday.', "said", "happened", "2021-11-22", "day", "relative"),
    (
        "The minister, speaking in Oslo on Monday, accused Russia of spying.",
        "accused",
        "happened",
        "2021-11-22",
        "day",
        "context",
    ),
    (
        "Speaking in Oslo on Monday, the minister accused Russia of spying.",
        "accused",
        "happened",
        "2021-11-22",
        "day",
        "context",
    ),
    ("In a statement on Monday, Russia denied the charge.", "denied", "happened", "2021-11-22", "day", "relative"),
    ("In a statement issued Monday, Russia denied the charge.", "denied", "happened", "2021-11-22", "day", "context"),
    ("Togo warned on Tuesday that it may cut ties with Benin.", "warned", "happened", "2021-11-23", "day", "relative"),
]

NEIGHBOURS = [
    # A date in the sentence that is another act's
    ("Mali, which left the bloc in May, met its envoys.", "met", "happened", "2021-11-24", "day", "publication"),
    ("Mali, which left the bloc in May, met its envoys.", "left", "happened", "2021-05-01", "month", "explicit"),
    ("Mali rejected the accord that was signed in 2015.", "rejected", "happened", "2021-11-24", "day", "publication"),
    ("Mali rejected the 2015 accord.", "rejected", "happened", "2021-11-24", "day", "publication"),
    ("Mali has rejected the accord since 2015.", "rejected", "happened", "2021-11-24", "day", "publication"),
    ("Mali praised Thursday's election in Niger.", "praised", "happened", "2021-11-24", "day", "publication"),
    ("Mali praised Thursday's election in Niger.", "election", "happened", "2021-11-18", "day", "relative"),
    ("Mali sent troops after the attack on Sunday.", "attack", "happened", "2021-11-21", "day", "relative"),
    ("Mali's army, last seen in Kidal in June, entered Gao.", "entered", "happened", "2021-11-24", "day", "publication"),
    ("Mali held the envoy, who was last seen in June.", "held", "happened", "2021-11-24", "day", "publication"),
    ("Ghana and Togo, at odds since 2018, signed a truce.", "signed", "happened", "2021-11-24", "day", "publication"),
    ("Ghana backs the plan that Togo put forward in June.", "backs", "ongoing", "2021-11-24", "day", "publication"),
    ("Ghana held until Friday the ship it seized on Monday.", "seized", "happened", "2021-11-22", "day", "relative"),
    ("Ghana seized the ship Monday and freed it Tuesday.", "seized", "happened", "2021-11-22", "day", "relative"),
    ("Ghana seized the ship Monday and freed it Tuesday.", "freed", "happened", "2021-11-23", "day", "relative"),
    ("Ghana seized the ship in May but freed it in June.", "freed", "happened", "2021-06-01", "month", "explicit"),
    ("Ghana seized the ship on Monday, killing one.", "killing", "happened", "2021-11-22", "day", "relative"),
    ("Having met on Monday, the two signed a truce.", "signed", "happened", "2021-11-22", "day", "context"),
    ("Iran freed a man held since 2016.", "freed", "happened", "2021-11-24", "day", "publication"),
    ("Iran freed a man it arrested in 2016.", "arrested", "happened", "2016-01-01", "year", "explicit"),
    ("Iran freed a man it arrested in 2016.", "freed", "happened", "2021-11-24", "day", "publication"),
]

COUNTED = [
    # Counted from another date of the text
    ("The truce came a day after Delhi shelled the pass.", "shelled", "happened", "2021-11-23", "day", "context"),
    ("On Monday, two days after Kabul fell, Oslo left.", "fell", "happened", "2021-11-20", "day", "context"),
    ("On Monday, two days after Kabul fell, Oslo left.", "left", "happened", "2021-11-22", "day", "relative"),
    ("Oslo left on Monday, a week before Kabul surrendered.", "surrendered", "planned", "2021-11-29", "month", "context"),
    ("A year after Lima severed ties, Quito sent an envoy.", "severed", "happened", "2020-01-01", "year", "context"),
    ("A year after Lima severed ties, Quito sent an envoy.", "sent", "happened", "2021-11-24", "day", "publication"),
    ("Lima cut ties in 2010. | Two years later it restored them.", "restored", "happened", "2012-01-01", "year", "context"),
    ("Rebels took Goma on 3 May. | Two days later they left.", "left", "happened", "2021-05-05", "day", "context"),
    ("Rebels took Goma on 3 May. | The next day they left.", "left", "happened", "2021-05-04", "day", "context"),
    ("Rebels took Goma on 3 May. | They left the following day.", "left", "happened", "2021-05-04", "day", "context"),
    ("Rebels took Goma on 3 May. | They left the same day.", "left", "happened", "2021-05-03", "day", "context"),
    ("Rebels took Goma on 3 May. | A week later they left.", "left", "happened", "2021-05-10", "month", "context"),
    ("Rebels took Goma on 3 May. | They had looted it the day before.", "looted", "happened", "2021-05-02", "day", "context"),
    ("Rebels took Goma on 3 May. | Days later the army shelled it.", "shelled", "happened", "2021-05-01", "month", "context"),
    ("Rebels took Goma in May. | A month later they left.", "left", "happened", "2021-06-01", "month", "context"),
    ("Rebels took Goma in May. | They left that month.", "left", "happened", "2021-05-01", "month", "context"),
    ("Rebels took Goma in 2012. | They left later that year.", "left", "happened", "2012-01-01", "year", "context"),
    ("Talks failed in 2019. | That August Delhi shelled the pass.", "shelled", "happened", "2019-08-01", "month", "context"),
    ("Talks failed in 2019. | Delhi shelled the pass that August.", "shelled", "happened", "2019-08-01", "month", "context"),
    ("Talks failed in May 2019. | The following August Delhi left.", "left", "happened", "2019-08-01", "month", "context"),
    ("Talks failed in October 2019. | The following May Delhi left.", "left", "happened", "2020-05-01", "month", "context"),
    ("Talks failed in May 2019. | Delhi had left the previous August.", "left", "happened", "2018-08-01", "month", "context"),
    ("Talks failed in 2019. | That summer Delhi shelled the pass.", "shelled", "happened", "2019-06-01", "month", "context"),
    ("Talks failed on 3 May 2019. | That Sunday Delhi left.", "left", "happened", "2019-05-05", "day", "context"),
    ("Talks failed on 3 May 2019. | Delhi left the following Monday.", "left", "happened", "2019-05-06", "day", "context"),
    ("Talks failed in 2019. | At the time, Delhi shelled the pass.", "shelled", "happened", "2019-01-01", "year", "context"),
    ("Togo held a vote on 2 May. | Rebels attacked on the eve of the vote.", "attacked", "happened", "2021-05-01", "month", "context"),
    ("Togo held a vote on 2 May. | Three days after the vote, rebels attacked.", "attacked", "happened", "2021-05-05", "day", "context"),
    ("Togo held a vote on 2 May. | Rebels attacked a week before the vote.", "attacked", "happened", "2021-04-25", "month", "context"),
    ("Togo signed a truce in 2015. | A year after the truce, rebels attacked.", "attacked", "happened", "2016-01-01", "year", "context"),
]

THREAD = [
    # The story goes on
    ("Delhi and Dhaka met in 2016. | They then signed a pact.", "signed", "happened", "2016-01-01", "year", "context"),
    ("Delhi broke off talks in 2016. | It also recalled its envoy.", "recalled", "happened", "2016-01-01", "year", "context"),
    ("Delhi broke off talks in 2016. | In response, Dhaka closed its port.", "closed", "happened", "2016-01-01", "year", "context"),
    ("Delhi broke off talks in 2016. | Dhaka closed its port in return.", "closed", "happened", "2016-01-01", "year", "context"),
    ("Delhi signed the pact last year. | As part of the pact, Dhaka opened its port.", "opened", "happened", "2020-01-01", "year", "context"),
    ("Delhi signed the pact last year. | Under the pact, Dhaka also opened its port.", "opened", "happened", "2020-01-01", "year", "context"),
    ("Delhi signed the pact last year. | The move angered Dhaka, which recalled its envoy.", "recalled", "happened", "2020-01-01", "year", "context"),
    ("Delhi signed pacts last year. | Those pacts angered Dhaka, which urged a boycott.", "urged", "happened", "2020-01-01", "year", "context"),
    ("Rebels attacked Goma on Monday. | The army killed ten of them.", "killed", "happened", "2021-11-22", "day", "context"),
    ("Rebels attacked Goma on Monday. | The rebels then took the airport.", "took", "happened", "2021-11-22", "day", "context"),
    ("Rebels attacked Goma on Monday. | Uganda condemned the attack.", "condemned", "happened", "2021-11-22", "day", "context"),
    ("Rebels attacked Goma on Monday. | Uganda has condemned the attack.", "condemned", "happened", "2021-11-24", "day", "publication"),
    ("Rebels attacked Goma on Monday. | Uganda backs the army.", "backs", "ongoing", "2021-11-24", "day", "publication"),
    ("Rebels attacked Goma on Monday. | They had taken Uvira.", "taken", "happened", "2021-01-01", "year", "context"),
    ("Rebels attacked Goma on Monday. | Uganda will send troops.", "send", "planned", "2021-11-24", "day", "publication"),
    ("Rebels attacked Goma in 2012. | Uganda condemned the move.", "condemned", "happened", "2012-01-01", "year", "context"),
    ("Rebels attacked Goma in 2012. | Uganda accused Rwanda of lying.", "accused", "happened", "2021-11-24", "day", "publication"),
    ("Rebels attacked Goma in 2012. | Uganda accuses Rwanda of lying.", "accuses", "happened", "2021-11-24", "day", "publication"),
    ("Delhi will host the summit on Friday. | The leaders will sign a pact.", "sign", "planned", "2021-11-26", "day", "context"),
    ("Delhi will host the summit on Friday. | Dhaka signed a pact.", "signed", "happened", "2021-11-24", "day", "publication"),
    ("The envoy flew to Baku on Tuesday. | He met the president.", "met", "happened", "2021-11-23", "day", "context"),
    ("The envoy flew to Baku on Tuesday. | He is meeting the president.", "meeting", "ongoing", "2021-11-24", "day", "publication"),
    ("The envoy flew to Baku on Tuesday. | He was in Oslo in May. | He then met the king.", "met", "happened", "2021-05-01", "month", "context"),
    ("Togo closed its border on Monday. | Benin is a small state. | Benin recalled its envoy.", "recalled", "happened", "2021-11-22", "day", "context"),
    ("Togo closed its border on Monday. | In 2005, Benin broke off relations.", "broke", "happened", "2005-01-01", "year", "explicit"),
    ("In 2005, Benin broke off relations. | Togo says it wants peace. | Benin sent an envoy.", "sent", "happened", "2021-11-24", "day", "publication"),
    ("Nigeria attacked the camp on Sunday. | The raid killed 20 people.", "killed", "happened", "2021-11-21", "day", "context"),
    ("Nigeria attacked the camp in March 2014. | The raid killed 20 people.", "killed", "happened", "2014-03-01", "month", "context"),
    ("Iran seized a tanker in July. | Tehran said the crew broke the law.", "said", "happened", "2021-11-24", "day", "publication"),
    ("Iran seized a tanker on Monday. | Tehran said the crew broke the law.", "said", "happened", "2021-11-22", "day", "context"),
]

BACKGROUND = [
    # Before what was told last, and never today
    ("Rabat had broken off relations with Tehran.", "broken", "happened", "2021-01-01", "year", "context"),
    ("Rabat previously broke off relations with Tehran.", "broke", "happened", "2021-01-01", "year", "context"),
    ("Rabat met Tehran's envoy in 2016. | It had broken off relations.", "broken", "happened", "2016-01-01", "year", "context"),
    ("Rabat had already recalled its envoy.", "recalled", "happened", "2021-11-01", "month", "context"),
    ("Rabat said on Monday that it had recalled its envoy.", "recalled", "happened", "2021-11-22", "day", "context"),
    ("Rabat had recalled its envoy in March 2009.", "recalled", "happened", "2009-03-01", "month", "explicit"),
    ("For years, Rabat shelled rebel camps in the desert.", "shelled", "happened", "2021-01-01", "year", "context"),
    ("For decades the two states cooperated on spying.", "cooperated", "happened", "2021-01-01", "year", "context"),
    ("In the past, Rabat accused Tehran of arming rebels.", "accused", "happened", "2021-01-01", "year", "context"),
    ("They set up ties in the early 1990s; for decades, the two states cooperated on spying.", "cooperated", "happened", "1990-01-01", "year", "context"),
    ("Rabat gave Tehran's foes aid ahead of the 1967 war.", "gave", "happened", "1967-01-01", "year", "context"),
    ("Rabat recalled its envoy in the wake of the 2011 uprising.", "recalled", "happened", "2011-01-01", "year", "context"),
    ("Rabat recalled its envoy shortly after the 2011 uprising.", "recalled", "happened", "2011-01-01", "year", "context"),
    ("Rabat recalled its envoy during the 2011 uprising.", "recalled", "happened", "2011-01-01", "year", "context"),
    ("Rabat recalled its envoy hours after Sunday's raid.", "recalled", "happened", "2021-11-21", "day", "context"),
    ("Since last year, after the two states set up ties, they have signed pacts.", "set", "happened", "2020-01-01", "year", "context"),
    ("Rabat, once an ally, had denounced Tehran.", "denounced", "happened", "2021-01-01", "year", "context"),
]

AGAIN = [
    # What was dated before and is named again
    ("Gao's mayor visited Oslo on 9 November. | The visit angered Moscow. | Critics say a boycott is near. | Moscow protested against the visit of the mayor.", "visit", "happened", "2021-11-09", "day", "context"),
    ("Kenya and Somalia signed an agreement on Monday. | Kenya is a large state. | The agreement ends a row.", "agreement", "happened", "2021-11-22", "day", "context"),
    ("Kenya raided a camp on 2 November. | Kenya is a large state. | Somalia condemned the raid.", "raid", "happened", "2021-11-02", "day", "context"),
    ("Kenya raided a camp on 2 November. | Kenya is a large state. | It recalls a raid in 2014.", "raid", "happened", "2014-01-01", "year", "explicit"),
    ("Kenya raided a camp on 2 November. | Kenya is a large state. | An earlier raid was a failure.", "raid", "happened", "2021-11-24", "day", "publication"),
    ("Kenya raided a camp on 2 November. | Kenya is a large state. | Ethiopia's raid is a crime.", "raid", "happened", "2021-11-24", "day", "publication"),
    ("Benin's premier flew to Oslo on Tuesday for a visit to Norway. | Norway is rich. | It is the first visit by a premier of Benin.", "visit", "happened", "2021-11-23", "day", "context"),
    ("On the sidelines of Tuesday's summit, Benin's premier met the king.", "met", "happened", "2021-11-23", "day", "context"),
    ("The premier spoke to reporters on the sidelines of his visit to Oslo, which began Tuesday.", "spoke", "happened", "2021-11-23", "day", "context"),
    ("Chad severed ties with Sudan in April. | Sudan is poor. | Chad opened its border seven months after severing ties.", "severing", "happened", "2021-04-01", "month", "context"),
    ("Chad recognised Kosovo last December. | Oslo is cold. | In return for recognising Kosovo, Chad got aid from Oslo.", "got", "happened", "2020-12-01", "month", "context"),
]

CASES: list[Case] = [*OWN, *TOLD, *NEIGHBOURS, *COUNTED, *THREAD, *BACKGROUND, *AGAIN]  # type: ignore[list-item]


def story(nlp: Language, text: str, trigger: str, status: Status) -> ResolvedDate | None:
    """The date of the act of `trigger` in the last sentence of a story."""
    *before, last = [next_sentence(nlp, part) for part in text.split(" | ")]
    previous: ResolvedDate | None = None
    for sentence in before:
        previous = thread_date(sentence, published=WED, previous=previous)
    token = next(token for token in reversed(list(last.span)) if token.text == trigger)
    return date_of_act(last, token, status=status, published=WED, previous=previous)


def next_sentence(nlp: Language, text: str) -> ParsedSentence:
    """The first sentence of a parsed text, which must be its only one."""
    (span,) = repair(nlp(text)).sents
    return ParsedSentence(Sentence("a", 0, 0, len(text), text, False), span, 0)


def test_the_table_is_large_and_says_nothing_twice() -> None:
    assert len(CASES) >= 150
    assert len({case[:2] for case in CASES}) == len(CASES)


@pytest.mark.model
@pytest.mark.parametrize(("text", "trigger", "status", "day", "precision", "basis"), CASES)
def test_date_of_act(
    nlp: Language, text: str, trigger: str, status: Status, day: str, precision: str, basis: str
) -> None:
    found = story(nlp, text, trigger, status)
    assert found is not None
    assert (found.date.isoformat(), found.precision, found.basis) == (day, precision, basis)
