"""Which mentions become one event, what its row takes from them, and that order changes nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractors.compatible import claim_of, kind_of, parties_agree
from extractors.merge import merge_mentions
from extractors.plans import COMES_TRUE, INTENT_ROOTS
from schemas.cameo import cameo, cameo_codes
from schemas.errors import ReleaseError
from schemas.records import ArticleRef
from tests.told import merged, on, told

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
    "agreed to restore relations, and restored them": ({"cameo_code": "032"}, {"cameo_code": "050"}),
    "planned sanctions that were imposed": ({"cameo_code": "1312", "status": "planned"}, {"cameo_code": "163"}),
    "planned protest that took place": (
        {"cameo_code": "133", "status": "planned", "source": "IRNEDU", "target": "IRNGOV"},
        {"cameo_code": "141", "source": "IRNEDU", "target": "IRNGOV"},
    ),
    "day within last week": ({}, on("2021-11", day=22, text="last week")),
    "day within two weeks ago": ({}, on("2021-11", day=26, text="two weeks ago")),
    "day within a summer": (on("2021-08-11"), on("2021-06", text="last summer")),
    "year within the early nineties": (on("1993"), on("1990", text="the early 1990s")),
    "two of a delegation on one stated day": (
        {"source": "ISRGOVMIL", "source_name": "Benny Gantz"},
        {"source": "ISRGOV", "source_name": "Yair Lapid"},
    ),
    "visit by a person whose other report names the office": (
        {"source": "ISRGOVMIL", "source_name": "Benny Gantz"},
        {"source": "ISRGOVMIL", "source_name": "Defence Minister", **on("2021-11-25", "publication")},
    ),
    "attack told without its kind in the headline": (
        {"cameo_code": "195", "source": "IRN"},
        {"cameo_code": "190", "source": "IRN", **on("2021-11-25", "publication")},
    ),
    "class in the country column": (
        {"source": "IGOEUREEC", "source_country": "IGO", "source_name": "EU"},
        {"source": "IGOEUREEC", "source_country": "IGO", "source_name": "European Commission"},
    ),
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
    "day outside last week": ({}, on("2021-11", day=15, text="last week")),
    "day outside two weeks ago": ({}, on("2021-11", day=10, text="two weeks ago")),
    "year after the early nineties": (on("1995"), on("1990", text="the early 1990s")),
    "talk of standing ties in a report of that day, and a signature": (
        {"cameo_code": "057"},
        {"cameo_code": "050", **on("2021-11-24", "publication")},
    ),
    "other ministers on either side": (
        {"cameo_code": "040", "source_name": "Benny Gantz", "target_name": "Abdellatif Loudiyi"},
        {"cameo_code": "040", "source_name": "Yair Lapid", "target_name": "Nasser Bourita"},
    ),
    "another minister in the same month": (
        {"source_name": "Benny Gantz"},
        {"source_name": "Yair Lapid", **on("2021-11")},
    ),
    "another minister in a report of the next day": (
        {"source_name": "Benny Gantz"},
        {"source_name": "Yair Lapid", **on("2021-11-25", "publication")},
    ),
    "threat of sanctions, and sanctions": ({"cameo_code": "1312"}, {"cameo_code": "163"}),
    "two organisations of one class": (
        {"source": "IGOEUREEC", "source_country": "IGO", "source_name": "EU"},
        {"source": "IGOAFU", "source_country": "IGO", "source_name": "African Union"},
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


def test_near_duplicates_are_articles_but_no_sources() -> None:
    mentions = [told(1), told(2, article="a2"), told(3, article="a3"), told(4, article="a4")]
    articles = [
        ArticleRef("a1", "Wire", date(2021, 11, 24), "w", None),
        ArticleRef("a2", "Reprint", date(2021, 11, 25), "x", None, "a1"),
        ArticleRef("a3", "Paper", date(2021, 11, 25), "y", None),
        # Its first article does not tell the event; of its copies the earlier counts.
        ArticleRef("a4", "Copy", date(2021, 11, 26), "z", None, "a9"),
    ]
    (event,) = merge_mentions(mentions, articles)
    assert (event.n_articles, event.n_sources) == (4, 3)


PLANNED = {"cameo_code": "036", "status": "planned", **on("2021-11-28")}
CALLED_OFF = {
    "talks halted before the day": {"cameo_code": "164"},
    "meeting declined before the day": {"cameo_code": "125"},
    "told from the other side": {"cameo_code": "164", "source": "MAR", "target": "ISR"},
    "refused on the very day": {"cameo_code": "120", **on("2021-11-28")},
}
STILL_PLANNED = {
    "halted before it was announced": {"cameo_code": "164", **on("2021-11-10")},
    "halted after the day": {"cameo_code": "164", **on("2021-11-30")},
    "halted with somebody else": {"cameo_code": "164", "target": "DZA"},
    "will be halted": {"cameo_code": "164", "status": "planned"},
    "said to have been halted": {"cameo_code": "164", "status": "alleged"},
    "a refusal on the day of its report": {"cameo_code": "120", **on("2021-11-28"), "article": "a2"},
    "a refusal of something else": {"cameo_code": "120"},
    "an embargo": {"cameo_code": "163"},
    "halted in some month": {"cameo_code": "164", **on("2021-11")},
}


def status_of_plan(act: dict[str, Any]) -> str:
    plan, other = told(1, **PLANNED, article="a0"), told(2, **({"article": "a1"} | on("2021-11-26") | act))
    articles = [ArticleRef(i, i, date(2021, 11, day), i, None) for i, day in (("a0", 25), ("a1", 26), ("a2", 28))]
    events = merge_mentions([plan, other], articles)
    assert len(events) == 2
    return next(event.status for event in events if event.mention_ids == ("m-0001",))


@pytest.mark.parametrize("case", CALLED_OFF)
def test_plan_that_was_called_off_says_so(case: str) -> None:
    assert status_of_plan(CALLED_OFF[case]) == "denied"


@pytest.mark.parametrize("case", STILL_PLANNED)
def test_plan_stays_one(case: str) -> None:
    assert status_of_plan(STILL_PLANNED[case]) == "planned"


def test_of_two_plans_the_nearer_is_called_off() -> None:
    plans = told(1, **PLANNED), told(2, **(PLANNED | on("2021-12-15")))
    events = merged(*plans, told(3, cameo_code="164", **on("2021-11-26")))
    assert [e.status for e in events if e.cameo_root == "03"] == ["denied", "planned"]


def test_visit_that_took_place_is_not_called_off() -> None:
    events = merged(told(1, **PLANNED), told(2, **on("2021-11-28")), told(3, cameo_code="164", **on("2021-11-26")))
    assert [e.status for e in events] == ["happened", "happened"]


def test_code_of_an_act_before_that_of_an_intent() -> None:
    (event,) = merged(told(1, cameo_code="032"), told(2, cameo_code="032"), told(3, cameo_code="050"))
    assert event.cameo_code == "050"


@pytest.mark.parametrize("narrow", [on("1992"), on("1991", "context")])
def test_year_and_not_its_decade_names_the_event(narrow: dict[str, Any]) -> None:
    alone = merged(told(2, **narrow))
    (event,) = merged(told(1, **on("1990", text="the early 1990s")), told(2, **narrow))
    assert (event.event_id, event.event_date) == (alone[0].event_id, alone[0].event_date)


def test_week_is_finer_than_month() -> None:
    (event,) = merged(told(1, **on("2021-11")), told(2, **on("2021-11", day=22, text="last week")))
    assert event.event_date == date(2021, 11, 22)


def test_place_of_the_act_before_the_dateline_and_city_before_country() -> None:
    city = {"place_name": "Rabat", "place_country": "MAR", "latitude": 34.0, "longitude": -6.8, "place_basis": "act"}
    filed = {"place_name": "Tel Aviv", "place_country": "ISR", "latitude": 32.1, "longitude": 34.8}
    (event,) = merged(
        told(1, place_basis="dateline", **filed),
        told(2, place_name="Morocco", place_country="MAR", place_basis="act"),
        told(3, **city),
    )
    assert (event.place_name, event.latitude, event.place_basis) == ("Rabat", 34.0, "act")


PLACES = {
    "Rabat": {
        "place_name": "Rabat",
        "place_country": "MAR",
        "latitude": 34.0,
        "longitude": -6.8,
        "place_level": "city",
    },
    "Fes": {"place_name": "Fes", "place_country": "MAR", "latitude": 34.0, "longitude": -5.0, "place_level": "city"},
    "Oriental": {"place_name": "Oriental", "place_country": "MAR", "place_level": "admin1"},
    "Morocco": {"place_name": "Morocco", "place_country": "MAR", "place_level": "country"},
    "Tripoli": {"place_name": "Tripoli", "place_country": "LBY", "latitude": 32.9, "place_level": "city"},
}


@pytest.mark.parametrize(
    ("told_places", "expected"),
    [
        ([("Tripoli", "act", 0.55), ("Rabat", "sentence", 0.79)], ("Rabat", "city", 0.79)),
        ([("Tripoli", "act", 0.55), ("Tripoli", "act", 0.55), ("Rabat", "act", 0.6)], ("Rabat", "city", 0.6)),
        ([("Morocco", "act", 1.0), ("Rabat", "sentence", 0.8)], ("Rabat", "city", 0.8)),
        ([("Morocco", "act", 1.0), ("Rabat", "dateline", 0.6)], ("Morocco", "country", 1.0)),
        ([("Morocco", "act", 1.0), ("Oriental", "sentence", 0.8)], ("Oriental", "admin1", 0.8)),
        ([("Fes", "act", 0.9), ("Fes", "act", 0.9), ("Rabat", "act", 0.95)], ("Rabat", "city", 0.95)),
        ([("Fes", "act", 0.9), ("Rabat", "act", None)], ("Fes", "city", 0.9)),
    ],
)
def test_an_event_takes_the_best_scored_place(told_places, expected):
    mentions = [
        told(number, article=f"a{number}", place_text=name, place_basis=basis, place_score=score, **PLACES[name])
        for number, (name, basis, score) in enumerate(told_places)
    ]
    for order in (mentions, mentions[::-1]):
        (event,) = merged(*order)
        assert (event.place_name, event.place_level, event.place_score) == expected


def test_empty_input_gives_no_events() -> None:
    assert merge_mentions([], []) == []


def test_missing_article_is_an_error() -> None:
    with pytest.raises(ReleaseError, match="a1"):
        merge_mentions([told(1)], [])


def test_one_id_with_two_contents_is_an_error() -> None:
    with pytest.raises(ReleaseError, match="m-0001"):
        merged(told(1), told(1, confidence=0.9))


def test_every_intent_of_the_table_comes_true_as_a_code_of_the_table() -> None:
    intents = {code for code, row in cameo_codes().items() if row.root in INTENT_ROOTS}
    assert intents - set(COMES_TRUE) == {"13", "130", "139"}
    assert set(COMES_TRUE) <= intents
    assert set(COMES_TRUE.values()) <= set(cameo_codes())


@pytest.mark.parametrize(
    ("code", "kind"),
    [("042", "042"), ("046", None), ("041", "041"), ("04", None), ("1661", "166"), ("195", "193"), ("160", None)],
)
def test_kind(code: str, kind: str | None) -> None:
    assert kind_of(code) == kind


def test_untold_side_agrees_with_any() -> None:
    assert parties_agree(None, claim_of(told(1)).source)
