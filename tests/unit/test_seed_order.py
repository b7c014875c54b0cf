from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from extractors.lexicon import PlainLoader, load_lexicon
from extractors.seed_order import TABLE_KEYS, in_order, problems, put_in_order, repeated_keys, unused_classes
from schemas.errors import SeedError
from schemas.seeds import seed_path


@pytest.mark.parametrize("name", TABLE_KEYS)
def test_tables_are_in_order(name: str):
    text = seed_path(*name.split("/")).read_text(encoding="utf-8")
    assert in_order(text, TABLE_KEYS[name]) == text


def test_the_seeds_have_no_problems():
    assert problems() == []


def test_rule_ids_are_plain_and_unique():
    ids = [pattern.rule_id for pattern in load_lexicon().patterns]
    assert [i for i in ids if not re.fullmatch(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*", i)] == []
    assert len(ids) == len(set(ids))


def test_rows_are_sorted_and_equal_rows_stand_once():
    assert in_order('noun,code\nspy,SPY\n"cook, royal",GOV\nspy,SPY\n', ("noun",)) == (
        'noun,code\n"cook, royal",GOV\nspy,SPY\n'
    )


def test_one_key_with_two_meanings_is_named():
    assert repeated_keys("noun,code\nspy,SPY\nspy,GOV\nking,GOV\n", ("noun",)) == ["spy"]


def test_a_class_that_no_pattern_names_is_told():
    assert unused_classes('object: ["@aid", boat]', {"aid": ["loan"], "ship": ["boat"]}) == ["ship"]


def test_a_class_that_is_defined_twice_is_an_error():
    with pytest.raises(SeedError, match=r":3: 'aid' stands twice|'aid' stands twice"):
        yaml.load("aid: [loan]\nship: [boat]\naid: [gift]\n", Loader=PlainLoader)


def test_sorting_writes_only_what_was_out_of_order(tmp_path: Path):
    for name in TABLE_KEYS:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(seed_path(*name.split("/")).read_text(encoding="utf-8"), encoding="utf-8")
    regions = tmp_path / "actors" / "regions.csv"
    header, *rows = regions.read_text(encoding="utf-8").splitlines()
    regions.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    assert put_in_order(tmp_path) == ["actors/regions.csv"]
    assert regions.read_text(encoding="utf-8").splitlines() == [header, *rows]
