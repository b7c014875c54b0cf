"""Datelines are told from sentences that begin alike, and read for place, agency and day."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.dateline import dateline_record, match_dateline, place_name

REPORT = "Ministers signed a pact."
HEADS = [
    ("RABAT, Morocco — ", "Rabat, Morocco", None, None),
    ("RABAT: ", "Rabat", None, None),
    ("PARIS (Reuters) - ", "Paris", "Reuters", None),
    ("NAIROBI, Nov 24 (Agency) - ", "Nairobi", "Agency", "Nov 24"),
    ("NAIROBI, Nov. 24, 2021 (AP) — ", "Nairobi", "AP", "Nov. 24, 2021"),
    ("MOGADISHU, Somalia, 24 Nov -- ", "Mogadishu, Somalia", None, "24 Nov"),
    ("Tehran, March 15, IRNA - ", "Tehran", "IRNA", "March 15"),
    ("Bogota, March 8 (IANS) ", "Bogota", "IANS", "March 8"),
    ("Washington - ", "Washington", None, None),
    ("Kolkata: ", "Kolkata", None, None),
    ("TEL AVIV-- ", "Tel Aviv", None, None),
    ("PORT-AU-PRINCE, Haiti (AP) – ", "Port-au-Prince, Haiti", "AP", None),
    ("SANTA FE, N.M. (AP) -- ", "Santa Fe, N.M.", "AP", None),
    ("GENEVA/NEW YORK, Nov 24 (Reuters) - ", "Geneva", "Reuters", "Nov 24"),
    ("UNITED NATIONS -- ", "United Nations", None, None),
    ("WHITE HOUSE - ", "White House", None, None),
    ('CAIRO (AP) " ', "Cairo", "AP", None),
    ("Reuters KHARTOUM (Reuters) -- ", "Khartoum", "Reuters", None),
    ("KABUL (Pajhwok) : ", "Kabul", "Pajhwok", None),
    ("(CNN) ", None, "CNN", None),
    ("Nov 24 (Reuters) - ", None, "Reuters", "Nov 24"),
]
NEAR_MISSES = [
    "BREAKING: Ministers signed a pact.",
    "NATO: allies agreed on a budget.",
    "FACTBOX - What the pact says.",
    "Berg: We will sign the pact.",
    "UKRAINE: A year of war.",
    "EU - Morocco talks resumed.",
    "Moscow — the seat of the government — was calm.",
    "Moscow — Russia's capital — was calm.",
    "Paris and London agreed on a pact.",
    "The South African Army (SANDF) - the largest of the region - moved.",
    "Union of Northern Fishermen (UNF) leaders met.",
    "Rabat's ministers signed a pact.",
    "Norland signed: the pact is in force.",
    "London",
    "Oslo has turned the offer down.",
    "Sanctions - what comes next",
    "",
]


@pytest.mark.parametrize(("head", "place", "agency", "when"), HEADS)
def test_datelines(head: str, place: str | None, agency: str | None, when: str | None) -> None:
    match = match_dateline(head + REPORT)
    assert match is not None
    assert (match.place, match.agency, match.when) == (place, agency, when)
    assert (head + REPORT)[match.end :] == REPORT


@pytest.mark.parametrize("line", NEAR_MISSES)
def test_near_misses(line: str) -> None:
    assert match_dateline(line) is None


@pytest.mark.parametrize("line", ["BANGKOK —", "WASHINGTON —", "NEW DELHI, INDIA —", "RABAT", "OSLO, Norway:"])
def test_a_line_may_be_a_dateline_and_nothing_else(line: str) -> None:
    match = match_dateline(line)
    assert match is not None and match.end == len(line)


@pytest.mark.parametrize(
    ("head", "published", "day"),
    [
        ("NAIROBI, Nov. 24, 2021 (AP) — ", None, date(2021, 11, 24)),
        ("NAIROBI, Wednesday, Nov. 24, 2021 (AP) — ", None, date(2021, 11, 24)),
        ("NAIROBI, Nov 24 (AP) — ", None, None),
        ("NAIROBI, Nov 24 (AP) — ", date(2021, 11, 25), date(2021, 11, 24)),
        ("NAIROBI, Dec 31 (AP) — ", date(2022, 1, 1), date(2021, 12, 31)),
        ("NAIROBI, Jan 1 (AP) — ", date(2021, 12, 31), date(2022, 1, 1)),
        ("NAIROBI (AP) — ", date(2021, 11, 25), None),
    ],
)
def test_day_of_a_dateline(head: str, published: date | None, day: date | None) -> None:
    match = match_dateline(head + REPORT)
    assert match is not None
    record = dateline_record(match, published=published)
    assert record is not None and record.date == day


def test_no_record_without_a_place() -> None:
    match = match_dateline(f"(CNN) {REPORT}")
    assert match is not None and dateline_record(match, published=None) is None


@pytest.mark.parametrize(
    ("place", "region", "name"),
    [
        ("THE HAGUE", "Netherlands", "The Hague, Netherlands"),
        ("RIO DE JANEIRO", None, "Rio de Janeiro"),
        ("La Paz", None, "La Paz"),
    ],
)
def test_place_names(place: str, region: str | None, name: str) -> None:
    assert place_name(place, region) == name
