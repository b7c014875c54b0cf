from __future__ import annotations

import pytest

from extractors.composition import compose, composition_table, intend, is_hostile
from schemas.cameo import cameo, cameo_codes


@pytest.mark.parametrize(
    ("stance", "inner", "code"),
    [
        ("agree", "071", "0331"),
        ("agree", "0841", "0353"),
        ("appeal", "046", "026"),
        ("demand", "0871", "1056"),
        ("refuse", "086", "1245"),
        ("refuse", "040", "125"),
        ("threaten", "163", "1312"),
        ("threaten", "1951", "1384"),
        ("halt", "163", "085"),
        ("halt", "072", "1622"),
        ("agree", None, "030"),
        ("halt", None, None),
        ("appeal", "0213", "0213"),
        ("demand", "163", "100"),
        ("appeal", "039", "028"),
        ("demand", "057", "107"),
    ],
)
def test_stance_over_act(stance, inner, code):
    assert compose(stance, inner) == code


def test_two_stances_nest():
    assert compose("demand", compose("halt", "190")) == "1056"
    assert compose("threaten", compose("halt", "071")) == "1311"


def test_the_longest_key_decides():
    assert compose("appeal", "0871") == compose("appeal", "087") == "0256"
    assert compose("threaten", "1721") == "1321"
    assert compose("threaten", "172") == "132"


@pytest.mark.parametrize(("inner", "code"), [("042", "036"), ("161", "1313"), ("111", "111"), ("0874", "0356")])
def test_what_is_intended(inner, code):
    assert intend(inner) == code


def test_each_stance_keeps_to_its_root():
    roots = {"agree": {"03", "13"}, "appeal": {"02"}, "demand": {"10"}, "refuse": {"12"}, "threaten": {"13"}}
    for inner, row in composition_table().items():
        for stance, allowed in roots.items():
            if stance not in row or inner[:2] in {"02", "03", "10", "11", "12", "13", "09", "01"}:
                continue
            assert cameo(row[stance]).root in allowed, (inner, stance, row[stance])


def test_hostile_acts_are_threatened_never_agreed():
    for code in cameo_codes():
        if is_hostile(code):
            assert intend(code)[:2] == "13", code
