"""What growth, order and repetition change: nothing. Events and their ids are a function of the set of mentions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.records import Event, Mention
from tests.told import merged, on, told

WEAK = "publication"

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


RELEASES = 10


def growing(mentions: list[Mention], random: Any) -> list[list[Mention]]:
    """The mentions as ten releases hold them, each with all that the one before had."""
    arrived = random.sample(mentions, len(mentions))
    ends = sorted(random.randrange(1, len(mentions) + 1) for _ in range(RELEASES - 1))
    return [arrived[:end] for end in (*ends, len(mentions))]


@settings(max_examples=100, deadline=None)
@given(mention_sets(), st.integers(1, 6), st.randoms(use_true_random=False))
def test_splitting_over_runs_changes_nothing(mentions: list[Mention], n_runs: int, random: Any) -> None:
    runs: list[list[Mention]] = [[] for _ in range(n_runs)]
    for mention in mentions:
        # A mention that two runs hold is one all the same.
        for run in random.sample(runs, random.choice((1, min(2, n_runs)))):
            run.append(mention)
    random.shuffle(runs)
    assert merged(*(mention for run in runs for mention in run)) == merged(*mentions)


@settings(max_examples=300, deadline=None)
@given(mention_sets(), st.randoms(use_true_random=False))
def test_an_id_never_passes_to_mentions_of_another_event(mentions: list[Mention], random: Any) -> None:
    before: dict[str, Event] = {}
    for release in growing(mentions, random):
        events = {event.event_id: event for event in merged(*release)}
        assert sum(event.n_mentions for event in events.values()) == len(release)
        for event_id in before.keys() & events.keys():
            assert set(before[event_id].mention_ids) & set(events[event_id].mention_ids)
        before = events


DYADS = (("ISR", "MAR"), ("ISRGOVMIL", "MARGOV"), ("DZA", "IRN"), ("IRNREB", "DZA"), ("IGOUNO", "IRN"))
SYNONYMS = (("042", "042"), ("057", "050"), ("112", "111"), ("190", "193"), ("163", "163"), ("041", "041"))


@st.composite
def histories(draw: st.DrawFn) -> list[list[Mention]]:
    """Events a week apart, each with a first report that states its day and later ones that may be vaguer."""
    told_so_far: list[list[Mention]] = []
    for number in range(draw(st.integers(2, 6))):
        source, target = draw(st.sampled_from(DYADS))
        code, other_code = draw(st.sampled_from(SYNONYMS))
        day = date(2021, 3, 1) + timedelta(days=7 * number)
        first = told(100 * number, source=source, target=target, cameo_code=code, **on(day.isoformat()))
        later = [
            told(
                100 * number + i,
                article=f"a{number}-{i}",
                source=draw(st.sampled_from((source, source[:3] if len(source) != 6 else source))),
                target=target,
                cameo_code=draw(st.sampled_from((code, other_code))),
                **draw(st.sampled_from((on(day.isoformat()), on(day.isoformat(), "relative")))),
            )
            for i in range(1, draw(st.integers(2, 6)))
        ]
        told_so_far.append([first, *later])
    return told_so_far


@settings(max_examples=100, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_ids_are_kept_through_ten_growing_releases(history: list[list[Mention]], random: Any) -> None:
    firsts, later = [told_[0] for told_ in history], [m for told_ in history for m in told_[1:]]
    random.shuffle(later)
    ids = {event.mention_ids[0]: event.event_id for event in merged(*firsts)}
    assert len(ids) == len(firsts)
    for release in growing(later, random):
        events = merged(*firsts, *release)
        assert {next(m for m in event.mention_ids if m in ids): event.event_id for event in events} == ids
