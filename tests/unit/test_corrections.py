"""Corrections: what an entry must say, what it does to a release, and that it never does something else."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pyarrow.dataset as ds
import pytest

from flows.versions import versions
from schemas.corrections import coding_seeds_hash, corrections_hash, default_corrections, read_corrections
from schemas.errors import ReleaseError, SeedError
from schemas.readers import read_events, read_mentions
from schemas.releases import Release, latest_release, publish
from schemas.runs import current_inputs
from schemas.seeds import seed_path
from schemas.versions import DEFAULT_MODEL
from tests.tiny import accept_all, article, commit, mention, merge, sha

A, B = article("a"), article("b", text="Norway met Kenya in Oslo. It rained.")
DROP = """
- table: mentions
  match: {mention_id: %s}
  action: drop
  reason: The sentence is a joke.
  expect: 1
"""


def entry(**changes: str) -> str:
    """A good entry with some of its lines changed; a key set to "" is left out."""
    lines = {
        "table": "mentions",
        "match": "{article_id: a}",
        "action": "set",
        "set": "{status: denied}",
        "reason": "Denied in the next line.",
        "expect": "1",
    } | changes
    return "- " + "\n  ".join(f"{key}: {value}" for key, value in lines.items() if value)


def write(folder: Path, text: str) -> Path:
    path = folder / "corrections.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two articles that tell of a meeting, and of an agreement."""
    monkeypatch.setattr("schemas.dataset.validate_table", accept_all)
    commit(tmp_path, [A, B], [mention(A), mention(B), mention(A, code="057")])
    return tmp_path


def released(data: Path, text: str = "") -> Release:
    return publish(data, merge=merge, code_version="0.0.1", corrections=write(data, text))


def codes(release: Release) -> list[str]:
    return sorted(stored.mention.cameo_code for stored in read_mentions(release.path))


def quarantined(release: Release, table: str) -> list[dict[str, object]]:
    return ds.dataset(release.path / "quarantine" / table, format="parquet").to_table().to_pylist()  # type: ignore[no-any-return]


def test_a_mention_is_dropped_before_events_are_made(data):
    release = released(data, DROP % mention(A, code="057").mention_id)
    assert (codes(release), release.counts["events"]) == (["040", "040"], 1)
    assert [row["rule"] for row in quarantined(release, "mentions")] == ["corrections.yml:1"]
    assert (release.quarantined, release.n_quarantined) == ({}, 0), "a correction is no failed check"


def test_what_follows_a_code_follows_a_corrected_code(data):
    text = entry(match="{article_id: a, cameo_code: '057'}", set="{cameo_code: '190', event_date: 2024-03-14}")
    (stored,) = [s.mention for s in read_mentions(released(data, text).path) if s.mention.cameo_code == "190"]
    assert (stored.cameo_root, stored.quad_class, stored.goldstein, stored.plover) == ("19", 4, -10.0, "ASSAULT")
    assert stored.event_date == date(2024, 3, 14)


def test_an_event_is_dropped_with_its_mentions(data):
    release = released(data, entry(table="events", match="{cameo_code: '040'}", action="drop", set=""))
    assert (codes(release), release.counts["events"]) == (["057"], 1)
    assert [row["rule"] for row in quarantined(release, "events")] == ["corrections.yml:1"]
    assert [row["rule"] for row in quarantined(release, "mentions")] == ["corrections.yml:1"] * 2
    assert release.n_quarantined == 0


def test_an_event_is_changed_and_its_mentions_are_not(data):
    text = entry(table="events", match="{cameo_code: ['057', '058']}", set="{status: planned, place_country: null}")
    release = released(data, text)
    found = {e.cameo_code: (e.status, e.place_country) for e in read_events(release.path)}
    assert found == {"040": ("happened", "NOR"), "057": ("planned", None)}
    assert {stored.mention.status for stored in read_mentions(release.path)} == {"happened"}


def test_entries_are_applied_one_after_the_other(data):
    first = entry(match="{cameo_code: '040'}", set="{status: alleged}", expect="2")
    release = released(data, f"{first}\n{entry(match='{status: alleged, article_id: b}')}")
    assert sorted(s.mention.status for s in read_mentions(release.path)) == ["alleged", "denied", "happened"]


def test_null_matches_what_is_missing(data):
    commit(data, [article("c", source=None)], [mention(article("c"), target_code=None)])
    assert "036" in codes(released(data, entry(match="{target_code: null}", set="{cameo_code: '036'}")))


@pytest.mark.parametrize(("match", "n_rows"), [("{article_id: nowhere}", 0), ("{cameo_root: '04'}", 2)])
def test_another_number_of_rows_than_expected_releases_nothing(data, match, n_rows):
    before = released(data)
    message = rf"corrections\.yml, entry 2 \(set mentions with .*\): {n_rows} rows fit, 1 expected"
    with pytest.raises(ReleaseError, match=message):
        released(data, f"{entry(match='{article_id: b}')}\n{entry(match=match)}")
    latest = latest_release(data)
    assert latest is not None
    assert latest.version == before.version


def test_an_article_that_was_corrected_makes_its_correction_loud(data):
    text = DROP % mention(A).mention_id
    released(data, text)
    other = article("a", text="Norway met nobody.")
    commit(data, [other], [])
    with pytest.raises(ReleaseError, match=r"entry 1 .* 0 rows fit"):
        released(data, text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("table: mentions", "must be a list"),
        ("- drop it", "no entry"),
        ("- [", "cannot be read"),
        (entry(reason=""), "its keys are"),
        (entry(action="drop"), "its keys are"),
        (entry(set=""), "its keys are"),
        (entry(because="so"), "its keys are"),
        (entry(table="articles"), "table is 'articles'"),
        (entry(action="delete", set=""), "action is 'delete'"),
        (entry(reason="' '"), "needs a reason"),
        (entry(expect="0"), "1 or more"),
        (entry(expect="true"), "1 or more"),
        (entry(match="{}"), "match must name columns"),
        (entry(match="{colour: red}"), "'colour' is none of"),
        (entry(match="{event_id: e-1}"), "'event_id' is none of"),
        (entry(match="{cameo_code: 057}"), r"cameo_code is 47, not of type string \(codes stand in quotes\)"),
        (entry(match="{cameo_code: ['040', 57]}"), "cameo_code is 57"),
        (entry(set="{mention_id: m-1}"), "'mention_id' is none of"),
        (entry(set="{cameo_root: '05'}"), "'cameo_root' is none of"),
        (entry(set="{cameo_code: '999'}"), "'999' is no CAMEO code"),
        (entry(set="{event_date: soon}"), "event_date is 'soon'"),
    ],
)
def test_an_entry_that_is_wrong_is_named(tmp_path, text, fault):
    with pytest.raises(SeedError, match=f"corrections.yml.*{fault}"):
        read_corrections(write(tmp_path, text))


def test_a_correction_makes_a_release_and_a_comment_does_not(data):
    plain, text = released(data), DROP % mention(A).mention_id
    corrected = released(data, text)
    assert corrected.version != plain.version
    assert not released(data, f"# Checked in May.\n{text}").is_new
    assert released(data, text.replace("a joke", "irony")).is_new
    assert released(data, "# nothing left").version == plain.version


def test_only_partitions_that_a_correction_touches_are_written(data):
    late = article("late", text="Norway met Kenya in Oslo in May.", published=date(2025, 5, 1))
    commit(data, [late], [mention(late)])
    plain = released(data)
    corrected = released(data, DROP % mention(late).mention_id)
    same = "mentions/event_year=2024/part-0.parquet"
    assert (plain.path / same).samefile(corrected.path / same)
    assert not (corrected.path / "mentions/event_year=2025").exists()


def test_corrections_decide_nothing_about_runs(tmp_path, monkeypatch):
    assert current_inputs("pyarrow").seeds_hash == coding_seeds_hash()
    changed = tmp_path / "seeds"
    (changed / "acts").mkdir(parents=True)
    (changed / "acts" / "01.yml").write_text("- a", encoding="utf-8")
    monkeypatch.setattr("schemas.corrections.seed_path", lambda *parts: changed.joinpath(*parts))
    known = coding_seeds_hash.__wrapped__()
    write(changed, entry())
    for beside in ("articles", "corpus"):
        (changed / beside).mkdir()
        (changed / beside / "kept.csv").write_text("a", encoding="utf-8")
    assert coding_seeds_hash.__wrapped__() == known
    (changed / "acts" / "01.yml").write_text("- b", encoding="utf-8")
    assert coding_seeds_hash.__wrapped__() != known


def test_a_correction_makes_a_new_release_of_the_same_runs_and_seeds(data):
    plain, corrected = (
        json.loads((released(data, text).path / "release.json").read_text()) for text in ("", entry(expect="2"))
    )
    assert plain["version"] != corrected["version"]
    assert plain["corrections_hash"] != corrected["corrections_hash"]
    same = ("runs", "code_version", "code_hash", "seeds_hash", "schema_version")
    assert {name: plain[name] for name in same} == {name: corrected[name] for name in same}


def test_the_version_tells_the_seeds_that_runs_are_coded_with():
    assert versions()["seeds"] == current_inputs(DEFAULT_MODEL).seeds_hash == coding_seeds_hash()


def test_the_projects_own_file_corrects_nothing():
    assert read_corrections(default_corrections()) == ()
    assert corrections_hash(()) is None


def test_what_the_page_and_the_file_show_is_an_entry(tmp_path):
    page = seed_path("README.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"^```text\n(- table.*?)^```$", page, re.DOTALL | re.MULTILINE)
    own = default_corrections().read_text(encoding="utf-8")
    commented = "\n".join(line[2:] for line in own.splitlines() if line.startswith(("# - ", "#   ")))
    one, other = (read_corrections(write(tmp_path, text)) for text in (shown, commented))
    assert one == other
    assert one[0].values == {"cameo_code": "036", "status": "planned"}
    assert sha("") != corrections_hash(one)
