"""Training, from the corpus to a network that the coder loads: needs `dragoman[train]`, and says so without it."""

from __future__ import annotations

import json
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import pytest

from extractors.ranker.judge import CARD, NETWORK, load_ranker
from flows.train import take_in, train
from schemas.corpus import CorpusRow, read_corpus, write_corpus
from schemas.errors import InputError

MOST_BYTES = 30_000_000
N_TRAIN, N_HELD_OUT = 64, 24
needs_pytorch = pytest.mark.skipif(
    find_spec("torch") is None, reason="NO PYTORCH: install dragoman[train]; the tests of training did not run"
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred rows of the corpus, some of each split."""
    parts: dict[str, list[CorpusRow]] = defaultdict(list)
    for row in read_corpus():
        parts[row.split].append(row)
    folder = tmp_path_factory.mktemp("corpus")
    wanted = {"train": N_TRAIN, "validation": N_HELD_OUT, "test": N_HELD_OUT}
    write_corpus([row for split, n in wanted.items() for row in parts[split][:: len(parts[split]) // n][:n]], folder)
    return folder


@needs_pytorch
def test_the_same_corpus_gives_the_same_network_and_a_card(small: Path, tmp_path: Path) -> None:
    for out in ("one", "two"):
        train(small, out=tmp_path / out, layers=1, passes=1, seed=7)
    first, second = (json.loads((tmp_path / out / CARD).read_text()) for out in ("one", "two"))
    assert first["sha256"] == second["sha256"]
    assert (tmp_path / "one" / NETWORK).stat().st_size < MOST_BYTES
    assert first["rows"]["train"] == N_TRAIN
    assert first["measures"]["test"]["n"] == N_HELD_OUT
    assert f"`{first['sha256']}`" in (tmp_path / "one" / "MODEL_CARD.md").read_text()
    assert load_ranker(tmp_path / "one").temperature == first["temperature"]


@needs_pytorch
def test_a_corpus_without_a_test_split_is_refused(small: Path, tmp_path: Path) -> None:
    write_corpus([row for row in read_corpus(small) if row.split == "train"], tmp_path / "corpus")
    with pytest.raises(InputError, match="no row falls into validation, test"):
        train(tmp_path / "corpus", out=tmp_path / "out", layers=1, passes=1, seed=7)


def test_a_settled_sheet_enters_the_corpus_and_mends_older_rows(tmp_path: Path) -> None:
    sheet, corpus = tmp_path / "sheet.txt", tmp_path / "corpus"
    line = "040|happened|lead|active|[Rebane] <met> {the Fijian premier} in ~Suva~ over tea and fish."
    sheet.write_text(f"# settled\n{line}\n", encoding="utf-8")
    assert take_in([sheet], corpus) == 1
    sheet.write_text(line.replace("040|happened", "193|alleged"), encoding="utf-8")
    assert take_in([sheet], corpus) == 1
    (row,) = read_corpus(corpus)
    assert (row.code, row.status) == ("193", "alleged")


def test_a_wrong_line_changes_nothing(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.txt"
    sheet.write_text("040|happened|lead|active|[Rebane] met {the Fijian premier} in Suva over tea.\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"sheet\.txt, line 1: 0 spans are marked as trigger"):
        take_in([sheet], tmp_path / "corpus")
    assert not (tmp_path / "corpus").exists()
