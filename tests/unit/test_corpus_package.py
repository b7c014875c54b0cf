"""The corpus as it is published: whole, described, with checksums that hold and with the readers' agreement."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from schemas.corpus import CORPUS, from_json, read_corpus
from schemas.corpus_package import AGREEMENT, Reading, agreement, kappa, publish_corpus, read_agreement
from schemas.errors import InputError

LEAST_KAPPA = 0.8


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "corpus"
    publish_corpus(folder)
    return folder


def test_every_row_is_published_in_its_split(package: Path) -> None:
    published = [
        (split, from_json(line))
        for split in ("train", "validation", "test")
        for line in (package / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert all(row.split == split for split, row in published)
    assert {row.id for _, row in published} == {row.id for row in read_corpus()}


def test_the_description_for_machines_names_files_with_their_checksums(package: Path) -> None:
    described = json.loads((package / "croissant.json").read_text(encoding="utf-8"))
    for file in described["distribution"]:
        assert file["sha256"] == sha256((package / file["contentUrl"]).read_bytes()).hexdigest()
    first = json.loads((package / "test.jsonl").read_text(encoding="utf-8").splitlines()[0])
    told = {field["name"] for records in described["recordSet"] for field in records["field"]}
    assert told == set(first)


def test_checksums_cover_every_other_file(package: Path) -> None:
    listed = dict(reversed(line.split("  ", 1)) for line in (package / "SHA256SUMS").read_text().splitlines())
    assert set(listed) == {path.name for path in package.iterdir()} - {"SHA256SUMS"}
    assert all(sha256((package / name).read_bytes()).hexdigest() == digest for name, digest in listed.items())


def test_the_datasheet_tells_counts_and_agreement(package: Path) -> None:
    text = (package / "DATASHEET.md").read_text(encoding="utf-8")
    agreed = agreement(read_agreement(package / AGREEMENT))
    assert f"{len(list(read_corpus()))} rows" in text
    assert f"root\n{agreed.root:.2f}, code {agreed.code:.2f}, status {agreed.status:.2f}" in text


def test_every_tenth_sentence_was_read_twice_and_the_readers_agree() -> None:
    readings, rows = read_agreement(CORPUS / AGREEMENT), list(read_corpus())
    known = {row.id for row in rows}
    still_there = [reading for reading in readings if reading.id in known]
    assert len(still_there) >= 0.08 * len(rows)
    agreed = agreement(readings)
    assert min(agreed.root, agreed.code, agreed.status) >= LEAST_KAPPA


def test_kappa_takes_chance_off() -> None:
    assert kappa([("a", "a"), ("b", "b")]) == 1
    assert kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0
    assert kappa([("a", "b"), ("b", "a")]) == -1
    with pytest.raises(ValueError, match="no pairs"):
        kappa([])


def test_status_is_compared_where_both_saw_an_act() -> None:
    readings = [
        Reading("1", "042", "happened", "042", "planned"),
        Reading("2", "NONE", "", "042", "planned"),
        Reading("3", "111", "planned", "112", "planned"),
    ]
    found = agreement(readings)
    assert found.n == 3
    assert found.status == kappa([("happened", "planned"), ("planned", "planned")])
    assert found.code < found.root


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(InputError, match="not empty"):
        publish_corpus(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
