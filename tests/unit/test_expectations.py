"""Every rule catches the row that breaks it, and leaves good rows alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pyarrow as pa
import pytest

from schemas.cameo import cameo_codes
from schemas.columns import arrow_schema, tables
from schemas.errors import ReleaseError
from schemas.expectations import ALWAYS_ALLOWED, Validated, validate_table
from schemas.parquet import rows_to_table
from schemas.records import STATUSES, Event, Mention
from schemas.rules import DAYS_AFTER_PUBLICATION, Known
from schemas.spec import TableName
from tests.tiny import PUBLISHED, TEXT, article, event, mention

GOOD = article("good")
UNDATED = article("undated", published=None)
KNOWN = Known(
    texts={"good": TEXT, "undated": TEXT},
    published={"good": PUBLISHED, "undated": None},
    mentions_of={"e": frozenset({"m", "n"})},
)
TOMORROW, IN_TWO_DAYS = (PUBLISHED + timedelta(days=days) for days in (1, 2))

NO_TARGET = dict.fromkeys(("target_text", "target_start", "target_end", "target_name", "target_code", "target_country"))

BAD_MENTIONS: dict[str, dict[str, Any]] = {
    "article_exists": {"article_id": "elsewhere"},
    "cameo_code:allowed": {"cameo_code": "4"},
    "cameo_code:required": {"cameo_code": None},
    "cameo_root:allowed": {"cameo_root": "21"},
    "root_is_head_of_code": {"cameo_root": "05"},
    "quad_class_fits_code": {"quad_class": 4},
    "quad_class:range": {"quad_class": 5},
    "goldstein_fits_code": {"goldstein": 1.1},
    "goldstein:range": {"goldstein": -10.5},
    "plover_fits_code": {"plover": None},
    "plover:allowed": {"plover": "PARTY"},
    "source_country:allowed": {"source_country": "Norway"},
    "target_country:allowed": {"target_country": "ANT"},
    "place_country:allowed": {"place_country": "no"},
    "source_code:pattern": {"source_code": "NORGO"},
    "target_code:pattern": {"target_code": "ken"},
    "source_sector:pattern": {"source_sector": "government"},
    "source_text:required": {"source_text": None},
    "source_name:required": {"source_name": None},
    "source_is_in_text": {"source_text": "Kenya"},
    "target_is_in_text": {"target_start": 12},
    "target_is_named": {"target_name": None, "is_reciprocal": False},
    "reciprocal_has_target": NO_TARGET,
    "trigger_is_in_text": {"trigger_start": 10, "trigger_end": 7},
    "trigger_end:range": {"trigger_end": -1},
    "source_is_in_sentence": {"sentence_start": 7, "sentence_text": TEXT[7:]},
    "target_is_in_sentence": {"sentence_end": 12, "sentence_text": TEXT[:12]},
    "trigger_is_in_sentence": {**NO_TARGET, "is_reciprocal": False, "sentence_end": 9, "sentence_text": TEXT[:9]},
    "sentence_is_in_text": {"sentence_text": TEXT.upper()},
    "status:allowed": {"status": "rumoured"},
    "date_precision:allowed": {"date_precision": "week"},
    "date_is_whole": {"date_basis": None},
    "date_fits_precision": {"date_precision": "month", "date_basis": "explicit"},
    "dated_where_article_is": {"event_date": None, "date_precision": None, "date_basis": None},
    "date_not_after_publication": {"event_date": IN_TWO_DAYS},
    "latitude:range": {"latitude": 91.0},
    "longitude:range": {"longitude": -181.0},
    "point_is_whole": {"latitude": None},
    "place_is_whole": {"place_text": None},
    "place_basis:allowed": {"place_basis": "guess"},
    "place_level:allowed": {"place_level": "village green"},
    "place_score:range": {"place_score": 1.01},
    "place_score_is_whole": {"place_score": None},
    "confidence:range": {"confidence": 1.01},
}

GOOD_MENTIONS: dict[str, Mention] = {
    "plain": mention(GOOD),
    "undated article": mention(UNDATED),
    "dated in an undated article": mention(
        UNDATED, event_date=date(2031, 1, 1), date_precision="year", date_basis="explicit"
    ),
    "tomorrow, as in another time zone": mention(GOOD, event_date=TOMORROW),
    "planned for 2060": mention(GOOD, status="planned", event_date=date(2060, 1, 1), date_precision="year"),
    "first of a month": mention(GOOD, event_date=date(2024, 2, 1), date_precision="month"),
    "no target": mention(GOOD, is_reciprocal=False, **NO_TARGET),
    "no place": mention(
        GOOD,
        **dict.fromkeys(("place_text", "place_name", "place_country", "latitude", "longitude", "place_basis")),
        **dict.fromkeys(("place_level", "place_score")),
    ),
    "place coded before places were scored": mention(GOOD, place_level=None, place_score=None),
    "place without a point": mention(GOOD, latitude=None, longitude=None),
    "Kosovo": mention(GOOD, target_code="XKX", target_country="XKX"),
    "no code known": mention(GOOD, source_code=None, source_country=None),
    "long actor code": mention(GOOD, source_code="IGOEUREEC", source_country=None),
    **{f"code {code}": mention(GOOD, code=code) for code in cameo_codes() if len(code) > 2},
}


def validated(name: TableName, rows: list[Any], known: Known = KNOWN) -> Validated:
    schema = arrow_schema(tables()[name], in_release=name == "events")
    return validate_table(tables()[name], rows_to_table(rows, schema), known)


def by_id(result: Validated, column: str) -> dict[str, str]:
    bad = result.quarantined
    return dict(zip(bad.column(column).to_pylist(), bad.column("rule").to_pylist(), strict=True))


@pytest.fixture(scope="module")
def mentions() -> Validated:
    bad = [mention(GOOD, **{"mention_id": name, **changes}) for name, changes in BAD_MENTIONS.items()]
    good = [replace(row, mention_id=name) for name, row in GOOD_MENTIONS.items()]
    return validated("mentions", [*bad, *good])


@pytest.mark.parametrize("rule", BAD_MENTIONS)
def test_a_bad_mention_is_caught_by_its_rule(mentions, rule):
    assert by_id(mentions, "mention_id")[rule] == rule


def test_good_mentions_pass(mentions):
    assert set(mentions.good.column("mention_id").to_pylist()) == set(GOOD_MENTIONS)


def test_no_row_is_lost_and_bad_ones_keep_their_cells(mentions):
    assert mentions.good.num_rows + mentions.quarantined.num_rows == len(BAD_MENTIONS) + len(GOOD_MENTIONS)
    assert mentions.quarantined.schema.names == [*mentions.good.schema.names, "rule"]
    row = next(row for row in mentions.quarantined.to_pylist() if row["mention_id"] == "source_country:allowed")
    assert (row["source_country"], row["cameo_code"]) == ("Norway", "040")


def test_checks_tell_how_many_rows_failed(mentions):
    failed = {check.name: check.n_failed for check in mentions.checks}
    assert failed["longitude:range"] == 1
    assert failed["mention_id:unique"] == 0
    # A code that CAMEO lacks also has no quad class that would fit.
    assert failed["quad_class_fits_code"] > 1


BAD_EVENTS: dict[str, dict[str, Any]] = {
    "counts_are_ordered": {"n_articles": 3},
    "n_articles:range": {"n_articles": 0},
    "counts_its_mentions": {"n_mentions": 5},
    "best_mention_is_own": {"best_mention_id": "x"},
    "publication_in_order": {"first_published": TOMORROW},
    "date_not_after_publication": {"event_date": IN_TWO_DAYS},
    "root_is_head_of_code": {"cameo_root": "19"},
    "confidence:range": {"confidence": -0.1},
}


def an_event(event_id: str, **changes: object) -> Event:
    told = [mention(GOOD, mention_id="m"), mention(GOOD, mention_id="n")]
    made = event(told, {"good": _Ref})  # type: ignore[dict-item]
    return replace(made, event_id=event_id, **changes)  # type: ignore[arg-type]


class _Ref:
    article_id, source, published = "good", "The Tiny Times", PUBLISHED


@pytest.fixture(scope="module")
def events() -> Validated:
    names = [*BAD_EVENTS, *(f"good{i}" for i in range(40))]
    known = replace(KNOWN, mentions_of={name: frozenset({"m", "n"}) for name in names})
    return validated("events", [an_event(name, **BAD_EVENTS.get(name, {})) for name in names], known)


@pytest.mark.parametrize("rule", BAD_EVENTS)
def test_a_bad_event_is_caught_by_its_rule(events, rule):
    assert by_id(events, "event_id")[rule] == rule


def test_good_events_pass(events):
    assert events.good.num_rows == 40


def test_an_event_without_mentions_is_caught():
    assert by_id(validated("events", [an_event("stranger")]), "event_id") == {"stranger": "counts_its_mentions"}


def articles_table(*changes: Mapping[str, object]) -> pa.Table:
    plain = {
        "content_hash": "0123456789abcdef",
        "published": PUBLISHED,
        "published_basis": "field",
        "language": "en",
        "n_captions": 0,
        "n_sentences": 1,
        "text": TEXT,
    }
    rows = [{**plain, "article_id": f"a{i}", **change} for i, change in enumerate(changes)]
    return pa.Table.from_pylist(rows, schema=arrow_schema(tables()["articles"], in_release=False))


def test_articles():
    bad = {
        "a1": ({"text": ""}, "text_is_present"),
        "a2": ({"published_basis": None}, "published_is_whole"),
        "a3": ({"published_basis": "guess"}, "published_basis:allowed"),
        "a4": ({"language": "English"}, "language:pattern"),
        "a5": ({"n_sentences": -1}, "n_sentences:range"),
    }
    undated = {"published": None, "published_basis": None}
    table = articles_table({}, *(change for change, _ in bad.values()), undated)
    result = validate_table(tables()["articles"], table, KNOWN)
    assert by_id(result, "article_id") == {article_id: rule for article_id, (_, rule) in bad.items()}
    assert result.good.column("article_id").to_pylist() == ["a0", "a6"]


def test_an_id_that_stands_twice_stops_the_release():
    with pytest.raises(ReleaseError, match="table articles: article_id stands once does not hold for 2 rows"):
        validate_table(tables()["articles"], articles_table({"article_id": "a"}, {"article_id": "a"}), KNOWN)


@pytest.mark.parametrize(("n_bad", "n_all", "stops"), [(5, 6, False), (6, 30, False), (7, 30, True), (6, 6, True)])
def test_too_many_bad_rows_stop_the_release(n_bad, n_all, stops):
    assert n_bad >= ALWAYS_ALLOWED
    table = articles_table(*({"language": "English"} if i < n_bad else {} for i in range(n_all)))
    if not stops:
        assert validate_table(tables()["articles"], table, KNOWN).quarantined.num_rows == n_bad
        return
    with pytest.raises(ReleaseError, match=f"{n_bad} of {n_all} rows fail their checks, most of them language:pattern"):
        validate_table(tables()["articles"], table, KNOWN)


@pytest.mark.parametrize("name", ["articles", "sentences", "mentions", "events"])
def test_tables_without_rows_pass(name):
    result = validated(name, [])
    assert (result.good.num_rows, result.quarantined.num_rows) == (0, 0)
    assert result.checks


def test_every_status_says_how_far_ahead_its_date_may_lie():
    assert set(DAYS_AFTER_PUBLICATION) == set(STATUSES)
