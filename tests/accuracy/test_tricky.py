"""Sentences that fool a coder which looks words up in a dictionary: all that may come out, and what must."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase

import pytest

from extractors.text import code_text
from schemas.records import Mention

PUBLISHED = date(2022, 6, 1)


@dataclass(frozen=True)
class Case:
    """`must` and `may` are patterns of "source code target status"; what fits none of them must not come out.

    `says` is who the first of `must` is attributed to. `wrong` is why the coder fails on it today.
    """

    fools_by: str
    text: str
    must: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    says: str | None = None
    wrong: str | None = None


CASES = [
    Case("negation", "Turkey did not attack Syria and has never threatened Iraq."),
    Case(
        "negation in a clause that turns its verb round",
        "Turkey did not attack Syria, nor has it threatened Iraq.",
    ),
    Case(
        "a verb that undoes its complement",
        "Canada stopped short of condemning China over the arrests.",
    ),
    Case(
        "what nearly happened",
        "Canada came close to accusing China of spying.",
    ),
    Case("fired: dismissed", "The Polish president fired the interior minister on Tuesday."),
    Case(
        "fired: shot",
        "The Polish army fired on Belarusian border guards on Tuesday.",
        must=("POLMIL 19* BLRMIL happened",),
    ),
    Case(
        "the passive",
        "Norway was accused by Russia of spying on its fleet.",
        must=("RUS 112* NOR happened",),
    ),
    Case(
        "the passive of a verb with two objects",
        "Ukraine was promised new air defence systems by Germany.",
        must=("DEU 03* UKR happened",),
    ),
    Case(
        "the giver as object",
        "Hungary won recognition from the European Commission.",
        must=("IGOEUREEC 05* HUN happened",),
    ),
    Case(
        "a plan",
        "Japan will sign a trade agreement with Vietnam next month.",
        must=("JPN 0[35]* VNM planned",),
    ),
    Case(
        "a denial",
        "Serbia denied that it had supplied rockets to Armenia.",
        may=("SRB 07* ARM denied", "SRB 01* ARM *"),
    ),
    Case(
        "would, under a condition",
        "Japan would impose sanctions on Myanmar if the generals refused to free the prisoners.",
        must=("JPN 1[36]* MMR hypothetical",),
        may=("MIL 12* CRM hypothetical", "MMRMIL 12* * hypothetical"),
    ),
    Case("a headline of what is to come", "Egypt, Ethiopia to resume talks over dam", must=("EGY 03* ETH planned",)),
    Case(
        "a headline without 'and'",
        "Morocco, Israel sign defence pact",
        must=("MAR 057 ISR happened",),
    ),
    Case(
        "speech within speech",
        "Sudan said on Monday that Chad had accused Libya of arming the rebels.",
        must=("TCD 112* LBY *",),
        may=("LBY 07* REB alleged",),
        says="Sudan",
    ),
    Case(
        "hit back at: answered",
        "Australia hit back at China on Friday over the ban on its wine.",
        must=("AUS 11* CHN happened",),
        may=("CHN 163 AUS happened",),
    ),
    Case("struck a deal", "Mexico struck a deal with Canada on lumber.", must=("MEX 05* CAN happened",)),
    Case(
        "a promise to do harm",
        "Italy vows to sue Austria over pass",
        must=("ITA 1* AUT *",),
    ),
    Case(
        "criticism of what is done to another",
        "France condemned the attack by Hamas on Israel.",
        must=("FRA 111 PSEREB happened", "PSEREB 1[89]* ISR happened"),
    ),
    Case("sport", "Brazil beat Argentina 3-0 and crushed Chile's defence in the World Cup final."),
    Case(
        "sport that only its score gives away",
        "Peru attacked from the start and Ecuador's defence collapsed in a 4-1 win at the Copa America.",
    ),
    Case(
        "a film",
        "In the film, German soldiers attack a Polish village and kill its priest.",
    ),
]


def told(mention: Mention) -> str:
    """A mention as the table writes it."""
    return f"{mention.source_code} {mention.cameo_code} {mention.target_code} {mention.status}"


def marked(case: Case) -> object:
    expected = [pytest.mark.xfail(strict=True, reason=case.wrong)] if case.wrong else []
    return pytest.param(case, marks=expected, id=case.fools_by)


@pytest.mark.model
@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_tells_what_is_said_and_no_more(case: Case) -> None:
    mentions = code_text(case.text, published=PUBLISHED)
    found = [told(mention) for mention in mentions]
    assert [pattern for pattern in case.must if not any(fnmatchcase(one, pattern) for one in found)] == []
    assert [one for one in found if not any(fnmatchcase(one, p) for p in (*case.must, *case.may))] == []
    if case.says is not None:
        assert {m.attribution for m in mentions if fnmatchcase(told(m), case.must[0])} == {case.says}


def test_there_are_more_cases_that_hold_than_fail() -> None:
    assert sum(case.wrong is None for case in CASES) > len(CASES) / 2
