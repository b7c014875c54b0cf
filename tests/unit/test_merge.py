"""Which mentions become one event, what its row takes from them, and that order changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.compatible import COMES_TRUE, claim_of, kind_of, parties_agree
from extractors.merge import merge_mentions
from schemas.cameo import cameo, cameo_codes
from schemas.errors import ReleaseError
from schemas.records import ArticleRef, Event, Mention

ROLES = {"ISR": "Israel", "MAR": "Morocco", "DZA": "Algeria", "IRN": "Iran"}
PUBLISHED = date(2021, 11, 25)


def told(number: int, **changes: Any) -> Mention:
    """A mention with sensible defaults: Israel visits Morocco on 24 November 2021."""
    code = changes.get("cameo_code", "042")
    source, target = changes.pop("source", "ISR"), changes.pop("target", "MAR")
    base = Mention(
        mention_id=f"m-{number:04d}",
        article_id=changes.pop("article", "a1"),
        sentence_index=0,
        sentence_start=0,
        sentence_end=10,
        sentence_text="0123456789",
        source_text="x",
        source_start=0,
        source_end=1,
        source_name=changes.pop("source_name", ROLES.get(source[:3], source)),
        source_code=source,
        source_country=source[:3] if source[:3] in ROLES else None,
        source_sector=source[3:6] or None,
        target_text=target and "y",
        target_start=target and 2,
        target_end=target and 3,
        target_name=target and changes.pop("target_name", ROLES.get(target[:3], target)),
        target_code=target,
        target_country=target[:3] if target and target[:3] in ROLES else None,
        target_sector=target and (target[3:6] or None),
        trigger_text="z",
        trigger_start=4,
        trigger_end=5,
        rule_id="r",
        dependency_path="",
        cameo_code=code,
        cameo_root=code[:2],
        quad_class=cameo(code).quad_class,
        goldstein=cameo(code).goldstein,
        plover=cameo(code).plover,
        is_reciprocal=False,
        status="happened",
        status_cue=None,
        attribution=None,
        event_date=date(2021, 11, 24),
        date_precision="day",
        date_basis="explicit",
        date_text=None,
        place_text=None,
        place_name=None,
        place_country=None,
        latitude=None,
        longitude=None,
        place_basis=None,
        confidence=0.5,
    )
    return replace(base, **changes)


def on(day: str, basis: str = "explicit") -> dict[str, Any]:
    """Date fields from "2021-11-24", "2021-11" or "2021"."""
    precision = {10: "day", 7: "month", 4: "year"}[len(day)]
    return {
        "event_date": date.fromisoformat((day + "-01-01")[:10]),
        "date_precision": precision,
        "date_basis": basis,
    }


def merged(*mentions: Mention) -> list[Event]:
    ids = {m.article_id for m in mentions}
    return merge_mentions(mentions, [ArticleRef(i, f"paper {i}", PUBLISHED, f"hash {i}", None) for i in sorted(ids)])


WEAK = "publication"

# One line each: two mentions of the same thing, as changes to "Israel visits Morocco on 24 November 2021".
SAME = {
    "same code": ({}, {}),
    "sibling of one root": ({"cameo_code": "040"}, {"cameo_code": "046"}),
    "government and its defence arm": ({"source": "ISRGOV"}, {"source": "ISRGOVMIL"}),
    "army and defence ministry": ({"source": "ISRMIL"}, {"source": "ISRGOVMIL"}),
    "country and minister": ({}, {"source": "ISRGOVMIL", "source_name": "Benny Gantz"}),
    "visit told from both sides": ({}, {"cameo_code": "043", "source": "MAR", "target": "ISR"}),
    "reciprocal told in both orders": (
        {"cameo_code": "057", "is_reciprocal": True},
        {"cameo_code": "057", "is_reciprocal": True, "source": "MAR", "target": "ISR"},
    ),
    "meeting told in both orders without the flag": (
        {"cameo_code": "040"},
        {"cameo_code": "040", "source": "MAR", "target": "ISR"},
    ),
    "plan by its own code and act": ({"status": "planned"}, {}),
    "intent to meet that came true": ({"cameo_code": "036", "status": "planned"}, {"cameo_code": "046"}),
    "planned military cooperation that came true": (
        {"cameo_code": "0312", "status": "planned"},
        {"cameo_code": "062"},
    ),
    "plan without a day, published four days before": (
        {"status": "planned", **on("2021-11-20", WEAK)},
        {},
    ),
    "day within month": ({}, on("2021-11")),
    "day within year": ({}, on("2021")),
    "month within year": (on("2021-11"), on("2021")),
    "report of the next day": ({}, on("2021-11-25", WEAK)),
    "two reports of neighbouring days": (on("2021-11-25", WEAK), on("2021-11-26", WEAK)),
    "no country, one code": ({"source": "IGOUNO"}, {"source": "IGOUNO"}),
    "no code, one name": (
        {"source": "CVL", "source_name": "The Émigré League"},
        {"source": "CVL", "source_name": "emigre league"},
    ),
    "arrests with and without the arrested": (
        {"cameo_code": "173", "source": "IRNCOP", "target": "IRNCVL"},
        {"cameo_code": "173", "source": "IRNCOP", "target": None},
    ),
    "generic and specific code": ({"cameo_code": "050"}, {"cameo_code": "057"}),
}

APART = {
    "two visits of one month": ({}, on("2021-11-23")),
    "stated day and report two days off": ({}, on("2021-11-26", WEAK)),
    "reports two days apart": (on("2021-11-24", WEAK), on("2021-11-26", WEAK)),
    "other month": ({}, on("2021-10")),
    "other year": ({}, on("2020")),
    "other country": ({}, {"target": "DZA"}),
    "visit and return visit": ({}, {"source": "MAR", "target": "ISR"}),
    "accusations both ways": (
        {"cameo_code": "112"},
        {"cameo_code": "112", "source": "MAR", "target": "ISR"},
    ),
    "visit and phone call": ({}, {"cameo_code": "041"}),
    "praise and signature": ({"cameo_code": "051"}, {"cameo_code": "057"}),
    "other root": ({}, {"cameo_code": "057"}),
    "break of relations and expulsion": ({"cameo_code": "161"}, {"cameo_code": "166"}),
    "an intent that was declared, and the act": ({"cameo_code": "036"}, {}),
    "a threat and the attack": ({"cameo_code": "138", "source": "IRN"}, {"cameo_code": "190", "source": "IRN"}),
    "a plan older than its reach": ({"status": "planned", **on("2021-09-01", WEAK)}, {}),
    "a plan announced after the act": ({"status": "planned", **on("2021-11-26", WEAK)}, {}),
    "state and rebels": ({"cameo_code": "190"}, {"cameo_code": "190", "source": "ISRREB"}),
    "police and opposition": (
        {"cameo_code": "182", "source": "IRNCOP", "target": "IRNCVL"},
        {"cameo_code": "182", "source": "IRNOPP", "target": "IRNCVL"},
    ),
    "protesters nobody names, of two kinds": (
        {"cameo_code": "141", "source": "CVL", "source_name": "farmers"},
        {"cameo_code": "141", "source": "CVL", "source_name": "students"},
    ),
    "statement with and without a target": ({"cameo_code": "111"}, {"cameo_code": "111", "target": None}),
    "bombs in two cities": (
        {"cameo_code": "190", "place_name": "Haifa", "latitude": 32.8, "place_basis": "act"},
        {"cameo_code": "190", "place_name": "Eilat", "latitude": 29.6, "place_basis": "act"},
    ),
    "undated, two articles": (
        {"event_date": None, "date_precision": None, "date_basis": None},
        {"event_date": None, "date_precision": None, "date_basis": None, "article": "a2"},
    ),
    "undated and dated": ({"event_date": None, "date_precision": None, "date_basis": None}, {}),
}


@pytest.mark.parametrize("case", SAME)
def test_mentions_of_one_event_become_one_row(case: str) -> None:
    one, other = SAME[case]
    events = merged(told(1, **one), told(2, **other))
    assert [e.mention_ids for e in events] == [("m-0001", "m-0002")]


@pytest.mark.parametrize("case", APART)
def test_mentions_of_two_events_stay_two(case: str) -> None:
    one, other = APART[case]
    events = merged(told(1, **one), told(2, **other))
    assert sorted(e.mention_ids for e in events) == [("m-0001",), ("m-0002",)]
    assert events[0].event_id != events[1].event_id


def test_neighbouring_days_do_not_chain() -> None:
    days = [told(i, **on(f"2021-11-{22 + i}", WEAK)) for i in range(1, 5)]
    assert [len(e.mention_ids) for e in merged(*days)] == [2, 2]


def test_report_between_two_stated_days_joins_the_day_before() -> None:
    events = merged(told(1, **on("2021-11-23")), told(2, **on("2021-11-25")), told(3, **on("2021-11-24", WEAK)))
    assert events[0].mention_ids == ("m-0001", "m-0003")


def test_vague_date_between_two_events_is_not_guessed() -> None:
    visits = told(1, **on("2021-11-03")), told(2, **on("2021-11-24"))
    vague = told(3, **on("2021-11")), told(4, **on("2021-11"))
    assert sorted(e.mention_ids for e in merged(*visits, *vague)) == [("m-0001",), ("m-0002",), ("m-0003", "m-0004")]


def test_vague_date_follows_the_code_and_the_names() -> None:
    gantz = told(1, source="ISRGOVMIL", source_name="Benny Gantz", **on("2021-11-24"))
    lapid = told(2, source="ISRGOV", source_name="Yair Lapid", **on("2021-11-03"))
    later = told(3, source="ISRGOV", source_name="Yair Lapid", **on("2021-11"))
    assert ("m-0002", "m-0003") in [e.mention_ids for e in merged(gantz, lapid, later)]


def test_plan_joins_the_next_of_two_visits() -> None:
    plan = told(1, status="planned", **on("2021-11-01", WEAK))
    events = merged(plan, told(2, **on("2021-11-24")), told(3, **on("2021-11-09")))
    assert ("m-0001", "m-0003") in [e.mention_ids for e in events]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("planned", "happened"), "happened"),
        (("denied", "denied", "happened"), "happened"),
        (("hypothetical", "happened"), "happened"),
        (("planned", "ongoing"), "ongoing"),
        (("planned", "denied"), "denied"),
        (("alleged", "denied"), "alleged"),
        (("hypothetical", "planned"), "planned"),
    ],
)
def test_status(statuses: tuple[str, ...], expected: str) -> None:
    (event,) = merged(*(told(i, status=status) for i, status in enumerate(statuses)))
    assert event.status == expected


def test_code_is_the_best_supported_among_mentions_of_the_status() -> None:
    plans = [told(i, cameo_code="036", status="planned") for i in range(3)]
    (event,) = merged(*plans, told(8, cameo_code="040"), told(9, cameo_code="042"))
    assert (event.cameo_code, event.cameo_root, event.goldstein) == ("042", "04", cameo("042").goldstein)


def test_date_is_stated_before_published_and_fine_before_coarse() -> None:
    (event,) = merged(told(1, **on("2021-11-25", WEAK)), told(2, **on("2021")), told(3, **on("2021-11-24", "relative")))
    assert (event.event_date, event.date_precision, event.date_basis) == (date(2021, 11, 24), "day", "relative")


def test_stated_month_is_worth_more_than_the_day_of_publication() -> None:
    (event,) = merged(told(1, **on("2021-11-25", WEAK)), told(2, **on("2021-11")))
    assert (event.event_date, event.date_precision) == (date(2021, 11, 1), "month")


def test_actors_are_the_most_specific_on_either_side_of_a_mirrored_visit() -> None:
    host = told(1, cameo_code="043", source="MARGOV", source_name="Rabat", target="ISR")
    guest = told(2, source="ISRGOVMIL", source_name="Benny Gantz")
    (event,) = merged(host, guest, told(3))
    assert (event.source_code, event.source_name, event.target_code) == ("ISRGOVMIL", "Benny Gantz", "MARGOV")
    assert event.cameo_code == "042"
    assert not event.is_reciprocal


def test_hosting_alone_keeps_the_host_as_source() -> None:
    (event,) = merged(told(1, cameo_code="043", source="MAR", target="ISR"))
    assert (event.cameo_code, event.source_country, event.target_country) == ("043", "MAR", "ISR")


def test_reciprocal_row_says_so() -> None:
    one = told(1, cameo_code="057", is_reciprocal=True, confidence=0.9)
    other = told(2, cameo_code="057", is_reciprocal=True, source="MAR", target="ISR")
    (event,) = merged(one, other)
    assert event.is_reciprocal
    assert (event.source_country, event.target_country, event.best_mention_id) == ("ISR", "MAR", "m-0001")


def test_counts_of_articles_and_sources() -> None:
    mentions = [told(1), told(2), told(3, article="a2"), told(4, article="a3"), told(5, article="a4")]
    articles = [
        ArticleRef("a1", "Wire", date(2021, 11, 25), "x", None),
        ArticleRef("a2", "Reprint", date(2021, 11, 26), "x", None),
        ArticleRef("a3", "Paper", date(2021, 11, 24), "y", None),
        ArticleRef("a4", None, None, "z", None),
    ]
    (event,) = merge_mentions(mentions, articles)
    assert (event.n_mentions, event.n_articles, event.n_sources) == (5, 4, 2)
    assert (event.first_published, event.last_published) == (date(2021, 11, 24), date(2021, 11, 26))


def test_place_of_the_act_before_the_dateline_and_city_before_country() -> None:
    city = {"place_name": "Rabat", "place_country": "MAR", "latitude": 34.0, "longitude": -6.8, "place_basis": "act"}
    filed = {"place_name": "Tel Aviv", "place_country": "ISR", "latitude": 32.1, "longitude": 34.8}
    (event,) = merged(
        told(1, place_basis="dateline", **filed),
        told(2, place_name="Morocco", place_country="MAR", place_basis="act"),
        told(3, **city),
    )
    assert (event.place_name, event.latitude, event.place_basis) == ("Rabat", 34.0, "act")


def test_empty_input_gives_no_events() -> None:
    assert merge_mentions([], []) == []


def test_missing_article_is_an_error() -> None:
    with pytest.raises(ReleaseError, match="a1"):
        merge_mentions([told(1)], [])


def test_one_id_with_two_contents_is_an_error() -> None:
    with pytest.raises(ReleaseError, match="m-0001"):
        merged(told(1), told(1, confidence=0.9))


def test_every_intent_of_the_table_comes_true_as_a_code_of_the_table() -> None:
    assert set(COMES_TRUE) == {code for code, row in cameo_codes().items() if row.root == "03"}
    assert set(COMES_TRUE.values()) <= set(cameo_codes())


@pytest.mark.parametrize(
    ("code", "kind"),
    [("042", "042"), ("046", None), ("041", "041"), ("04", None), ("1661", "166"), ("195", "193"), ("160", None)],
)
def test_kind(code: str, kind: str | None) -> None:
    assert kind_of(code) == kind


def test_untold_side_agrees_with_any() -> None:
    assert parties_agree(None, claim_of(told(1)).source)


CODES = ("036", "040", "042", "043", "050", "051", "057", "062", "0312", "111", "173", "190")
ACTORS = ("ISR", "ISRGOV", "ISRGOVMIL", "ISRREB", "MAR", "MARGOV", "IGOUNO", "CVL")


@st.composite
def mention_sets(draw: st.DrawFn) -> list[Mention]:
    mentions = []
    for number in range(draw(st.integers(1, 25))):
        day = date(2021, 11, 20) + timedelta(days=draw(st.integers(0, 6)))
        text = day.isoformat()[: draw(st.sampled_from((10, 10, 10, 7, 4)))]
        basis = draw(st.sampled_from(("explicit", "relative", "context", WEAK))) if len(text) == 10 else "explicit"
        mentions.append(
            told(
                number,
                article=draw(st.sampled_from(("a1", "a2", "a3"))),
                source=draw(st.sampled_from(ACTORS)),
                target=draw(st.sampled_from((*ACTORS, None))),
                cameo_code=draw(st.sampled_from(CODES)),
                status=draw(st.sampled_from(("happened", "planned", "denied"))),
                is_reciprocal=draw(st.booleans()),
                confidence=draw(st.sampled_from((0.3, 0.6))),
                **(
                    on(text, basis)
                    if draw(st.integers(0, 9))
                    else {"event_date": None, "date_precision": None, "date_basis": None}
                ),
            )
        )
    return mentions


@settings(max_examples=150, deadline=None)
@given(mention_sets(), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing_and_no_mention_is_lost(mentions: list[Mention], random: Any) -> None:
    events = merged(*mentions)
    shuffled = mentions + random.choices(mentions, k=5)
    random.shuffle(shuffled)
    assert merged(*shuffled) == events
    told_ids = [mention_id for event in events for mention_id in event.mention_ids]
    assert sorted(told_ids) == [m.mention_id for m in mentions]
    assert len({e.event_id for e in events}) == len(events)
    assert all(e.best_mention_id in e.mention_ids for e in events)


@settings(max_examples=60, deadline=None)
@given(mention_sets())
def test_events_of_other_dyads_leave_a_row_as_it_is(mentions: list[Mention]) -> None:
    elsewhere = told(900, source="DZA", target="IRN")
    assert [e for e in merged(*mentions, elsewhere) if "m-0900" not in e.mention_ids] == merged(*mentions)


@given(st.permutations(range(8)))
def test_id_is_kept_while_reports_of_a_dated_event_arrive_in_any_order(order: list[int]) -> None:
    reports = [
        told(0, **on("2021-11-24")),
        told(1, **on("2021-11-24", "relative"), source="ISRGOVMIL"),
        told(2, cameo_code="043", source="MAR", target="ISR", **on("2021-11-24", "context")),
        told(3, status="planned", **on("2021-11-24", "relative")),
        told(4, cameo_code="040", is_reciprocal=True, **on("2021-11-24", "relative")),
        told(5, cameo_code="036", status="planned", **on("2021-11-24")),
        told(6, source="ISRGOV", article="a2", **on("2021-11-24")),
        told(7, target="MARGOV", article="a3", cameo_code="046", **on("2021-11-24")),
    ]
    arrived = [reports[i] for i in order]
    ids = {event.event_id for n in range(1, 9) for event in merged(*arrived[:n])}
    assert len(ids) == 1


def test_id_is_kept_through_ten_releases_of_vaguer_and_later_reports() -> None:
    reports = [told(0)]
    first = merged(*reports)[0].event_id
    growth: list[dict[str, Any]] = [on("2021-11"), on("2021"), on("2021-11-25", WEAK), on("2021-11-23", WEAK)]
    for release in range(1, 11):
        reports.append(told(release, article=f"a{release}", **growth[release % 4]))
        (event,) = merged(*reports)
        assert (event.event_id, event.n_mentions) == (first, release + 1)
