"""The ranker's input, its answers, and that they rest on the sentence alone."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

from extractors.ranker.encoding import MOST_PIECES, SOURCE, TARGET, TRIGGER, Candidate
from extractors.ranker.judge import CARD, MODEL, NETWORK, load_ranker
from extractors.ranker.labels import CODES, ROOTS
from extractors.ranker.measures import macro_f1, measure
from schemas.corpus import read_corpus
from schemas.errors import SeedError

TEXT = "Norway's foreign minister flew to Lima on Tuesday and met the Peruvian president."


def candidate(source, target, trigger, text=TEXT):
    return Candidate(
        text, *((text.index(words), text.index(words) + len(words)) for words in (source, target, trigger))
    )


def marked(asked):
    encoder = load_ranker().encoder
    encoded = encoder.encode(asked)
    pieces = [encoder.tokenizer.id_to_token(i) for i in encoded.ids]
    return pieces, [pieces[i] for i in encoded.marks]


def test_marks_stand_around_the_spans():
    pieces, opening = marked(candidate("Norway's foreign minister", "Lima", "flew"))
    assert opening == [SOURCE[0], TARGET[0], TRIGGER[0]]
    for (first, last), words in ((SOURCE, "norway ' s foreign minister"), (TARGET, "lima"), (TRIGGER, "flew")):
        assert " ".join(pieces[pieces.index(first) + 1 : pieces.index(last)]) == words


def test_spans_may_lie_in_each_other():
    text = "Israeli-Moroccan talks resumed in Rabat after a year of silence."
    pieces, _ = marked(candidate("Israeli", "Moroccan", "Israeli-Moroccan talks", text))
    assert pieces[1:3] == [TRIGGER[0], SOURCE[0]]


def test_a_long_sentence_is_read_around_its_spans():
    text = "In a long and winding year, " * 30 + "Norway thanked Peru" + " for one thing after another" * 30 + "."
    pieces, opening = marked(candidate("Norway", "Peru", "thanked", text))
    assert len(pieces) <= MOST_PIECES + 8
    assert opening == [SOURCE[0], TARGET[0], TRIGGER[0]]


def test_an_answer_does_not_depend_on_its_company():
    asked = candidate("Norway's foreign minister", "the Peruvian president", "met")
    alone = load_ranker().judge([asked])[0]
    among = load_ranker().judge([candidate("Norway's foreign minister", "Lima", "flew"), asked])[1]
    assert np.array_equal(alone.codes, among.codes)
    assert np.array_equal(alone.statuses, among.statuses)


def test_probabilities_sum_to_one_and_roots_are_sums_of_codes():
    judged = load_ranker().judge([candidate("Norway's foreign minister", "Lima", "flew")])[0]
    assert judged.codes.shape == (len(CODES),)
    assert judged.codes.sum() == pytest.approx(1)
    assert judged.roots.sum() == pytest.approx(1)
    fourth = sum(p for code, p in zip(CODES, judged.codes, strict=True) if code[:2] == "04")
    assert judged.roots[ROOTS.index("04")] == pytest.approx(fourth)
    code, share = judged.best_below("04")
    assert code[:2] == "04"
    assert 0 < share <= 1


def test_it_has_learned_the_corpus_well_enough_to_be_of_use():
    held_out = [row for row in read_corpus() if row.split == "test"][:300]
    found = measure(load_ranker(), held_out)
    assert found.n == 300
    assert found.root_accuracy > 0.7
    assert found.direction_accuracy > 0.8
    assert found.status_accuracy > 0.8


def test_macro_f1_weighs_labels_alike():
    assert macro_f1(["04", "04", "19"], ["04", "04", "04"]) == pytest.approx((2 * 2 / 5 + 0) / 2)


def test_a_network_that_is_not_that_of_the_card_is_refused(tmp_path):
    for name in (NETWORK, "tokenizer.json"):
        shutil.copy(MODEL / name, tmp_path / name)
    card = json.loads((MODEL / CARD).read_text()) | {"sha256": "0" * 64}
    (tmp_path / CARD).write_text(json.dumps(card))
    with pytest.raises(SeedError, match=r"not the network of card\.json"):
        load_ranker(tmp_path)
