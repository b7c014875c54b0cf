"""Meetings and visits that were called off: by one side, by nobody named, and what only looks like it."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any, cast

import pytest

from extractors.sentences import ParsedSentence
from extractors.text import code_text
from extractors.undone import without_undone
from schemas.records import Act
from schemas.versions import Coder

# A side drops it: source, code, target and status by the rules; the ranker may call it a halt (16), too.
DROPPED = [
    ("Chile called off its talks with Peru.", "CHL 125 PER happened"),
    ("Chile cancelled a planned visit to Peru.", "CHL 125 PER happened"),
    ("Chile has cancelled a meeting with Peru.", "CHL 125 PER happened"),
    ("A summit with Peru was called off by Chile.", "CHL 125 PER happened"),
    ("Chile scrapped planned talks with Peru.", "CHL 125 PER happened"),
    ("Chile boycotted a meeting with Peru.", "CHL 125 PER happened"),
]
# Nobody is said to drop it, or it is only put off.
FELL_THROUGH = [
    ("Talks between Chile and Peru were cancelled.", "CHL 040 PER denied"),
    ("Talks between Chile and Peru were postponed.", "CHL 040 PER denied"),
    ("Peace talks between Chile and Peru were called off.", "CHL 046 PER denied"),
    ("A planned summit between Chile and Peru was postponed.", "CHL 040 PER denied"),
    ("A meeting of Chile and Peru fell through.", "CHL 040 PER denied"),
    ("Talks between Chile and Peru will be cancelled.", "CHL 040 PER denied"),
    ("The Chilean foreign minister's visit to Peru was cancelled.", "CHLGOV 042 PER denied"),
    ("The Chilean president's visit to Peru has been put off.", "CHLGOV 042 PER denied"),
    ("Chile postponed talks with Peru.", "CHL 040 PER denied"),
    ("Chile put off a meeting with Peru.", "CHL 040 PER denied"),
]
# What is not called off, or is no meeting.
NEAR_MISSES = [
    ("Talks between Chile and Peru were resumed.", "CHL 040 PER happened"),
    ("Chile will hold talks with Peru that were postponed in May.", "CHL 036 PER planned"),
    ("Chile met Peru for talks after the summit was postponed.", "CHL 040 PER happened"),
    ("Talks between Chile and Peru may be cancelled.", "CHL 040 PER hypothetical"),
    ("Chile threatened to cancel talks with Peru.", "CHL 134 PER happened"),
    ("Chile suspended peace talks with Peru.", "CHL 164 PER happened"),
    ("The Chilean unions called off the strike.", "CHLLAB 082 None happened"),
    ("Chile cancelled an order of tanks from Peru.", None),
    ("Chile called off the search for the Peruvian crew.", None),
    ("The orchestra cancelled its visit to the theatre.", None),
]


@cache
def coded(text: str, coder: Coder) -> tuple[str, ...]:
    found = code_text(text, published=None, coder=coder)
    return tuple(f"{m.source_code} {m.cameo_code} {m.target_code} {m.status}" for m in found)


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), [*DROPPED, *FELL_THROUGH, *NEAR_MISSES])
def test_by_rules(text: str, expected: str | None) -> None:
    assert coded(text, "rules") == (() if expected is None else (expected,))


@pytest.mark.model
@pytest.mark.parametrize("text", [text for text, _ in DROPPED])
def test_what_a_side_drops_is_a_refusal_or_a_halt_by_the_hybrid(text: str) -> None:
    (told,) = coded(text, "hybrid")
    source, code, target, status = told.split()
    assert (source, target, status) == ("CHL", "PER", "happened")
    assert code == "125" or (code == "164" and "talks" in text)


@pytest.mark.model
@pytest.mark.parametrize(("text", "expected"), FELL_THROUGH)
def test_what_fell_through_is_denied_by_the_hybrid(text: str, expected: str) -> None:
    assert {told.split()[-1] for told in coded(text, "hybrid")} == {"denied"}
    assert {told.split()[1][:2] for told in coded(text, "hybrid")} == {"04"}


def judged(nlp: Any, text: str, trigger: str, code: str, *, rule: str = "ranker", status: str = "happened") -> Act:
    """What becomes of a ranker's answer."""
    doc = nlp(text)
    (token,) = [t for t in doc if t.text == trigger]
    act = Act(0, cast("Any", None), None, 0, 1, 0, trigger, rule, code, False, cast("Any", status), None, None, 0.5, "")
    sentence = cast("ParsedSentence", SimpleNamespace(token_at=lambda _: token))
    (mended,) = without_undone(sentence, [act])
    return mended


@pytest.mark.model
def test_a_visit_that_its_side_called_off_is_never_made(nlp: Any) -> None:
    plain, floods = "Chile cancelled a visit to Peru.", "Chile cancelled a visit to Peru because of floods at home."
    rule = "reject.drop_talks"
    assert judged(nlp, plain, "cancelled", "042", rule=rule).cameo_code == "125"
    told = judged(nlp, floods, "cancelled", "042", rule=rule)
    assert (told.cameo_code, told.status, told.status_cue) == ("042", "denied", "cancelled")
    assert judged(nlp, plain, "cancelled", "164", rule=rule).cameo_code == "125"
    assert judged(nlp, "Chile cancelled talks with Peru.", "cancelled", "164", rule=rule).cameo_code == "164"
    assert judged(nlp, plain, "cancelled", "042").status == "denied"
    assert judged(nlp, plain, "cancelled", "061").status == "happened"


@pytest.mark.model
def test_calling_off_is_not_denied_because_the_talks_are(nlp: Any) -> None:
    text = "Chile called off its talks with Peru."
    assert judged(nlp, text, "talks", "164", status="denied").status == "happened"
    assert judged(nlp, text, "talks", "040", status="denied").status == "denied"
    assert judged(nlp, "Chile denied talks with Peru.", "talks", "164", status="denied").status == "denied"
