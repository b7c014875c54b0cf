"""What the ids of mentions and events rest on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.identity import event_id, mention_id
from schemas.records import Act, ActorMention


def actor(start: int, name: str) -> ActorMention:
    return ActorMention(0, start, start + 4, start, "they", name, None, None, None, "anaphor", "antecedent")


ACT = Act(
    sentence_index=0,
    source=actor(0, "Israel"),
    target=actor(20, "Morocco"),
    trigger_start=10,
    trigger_end=14,
    trigger_head_start=10,
    trigger_text="met",
    rule_id="meet",
    cameo_code="040",
    is_reciprocal=True,
    status="happened",
    status_cue=None,
    attribution=None,
    confidence=0.5,
    path="",
)


def test_mention_id_is_the_one_that_earlier_releases_gave() -> None:
    assert mention_id("a1", ACT) == "m-0fd5e729b3fe1a3b"


@pytest.mark.parametrize(
    "changes",
    [
        {"rule_id": "met"},
        {"trigger_end": 15},
        {"source": actor(1, "Israel")},
        {"source": actor(0, "Algeria")},
        {"target": actor(20, "Algeria")},
        {"target": None},
    ],
)
def test_another_rule_span_or_actor_is_another_mention(changes: dict[str, object]) -> None:
    assert mention_id("a1", replace(ACT, **changes)) != mention_id("a1", ACT)  # type: ignore[arg-type]


def test_another_article_is_another_mention() -> None:
    assert mention_id("a2", ACT) != mention_id("a1", ACT)


def test_what_the_coder_says_of_a_mention_does_not_change_its_id() -> None:
    recoded = replace(ACT, cameo_code="046", status="planned", confidence=0.9, path="new")
    assert mention_id("a1", recoded) == mention_id("a1", ACT)


def test_event_id_rests_on_every_part_and_parts_do_not_run_together() -> None:
    ids = [
        event_id(who="ISR>MAR", what="04", when="2021"),
        event_id(who="ISR>MAR", what="04", when="2022"),
        event_id(who="ISR>MAR", what="05", when="2021"),
        event_id(who="MAR>ISR", what="04", when="2021"),
        event_id(who="ISR>MAR", what="042", when="021"),
        event_id(who="ISR>MAR", what="04", when="2021", discriminator="ISRGOV"),
    ]
    assert len(set(ids)) == len(ids)
    assert all(len(i) == 18 and i.startswith("e-") for i in ids)
