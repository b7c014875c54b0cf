"""The corpus keeps what its guide promises: form, counts, variety, splits that share nothing, sentences of its own."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from datasketch import MinHash, MinHashLSH

from extractors.ranker.sheets import parse_line, write_line
from schemas.cameo import cameo_codes
from schemas.corpus import NONE, CorpusRow, from_json, read_corpus, to_json, write_corpus
from schemas.errors import InputError

LEAST_ROWS, LEAST_NONE, LEAST_PER_CODE, LEAST_COMMON = 9000, 2000, 20, 60
COMMON = """010 012 020 030 036 040 042 043 046 051 057 061 070 071 073 081 0841 0871 090 100 110 111 112 115 120 122
125 128 130 138 140 141 145 150 154 160 163 171 172 173 181 182 183 190 193 194""".split()
# Two texts are near duplicates where half of their runs of three words are the same.
NEAR, SHINGLE, PERMUTATIONS = 0.5, 3, 64
# Text written one by one repeats few runs of three words (agency copy about 0.9 of its runs once), few triggers and few
# actors; text poured into moulds repeats them all. A few codes live on one word ("veto", "recognise", "accuse of
# torture"). Any text repeats the more names the longer it is: the share of distinct actors is that of so many rows.
LEAST_DISTINCT_TRIGRAMS, MOST_ONE_TRIGGER, MOST_ONE_ACTOR, LEAST_DISTINCT_ACTORS = 0.8, 0.65, 0.02, 0.55
ROWS_OF_ACTORS = 9000
# Runs of so many words are met by chance only in set phrases.
COPIED_WORDS = 8


@pytest.fixture(scope="module")
def rows() -> list[CorpusRow]:
    return list(read_corpus())


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def runs(text: str, n: int) -> set[str]:
    words = words_of(text)
    return {" ".join(words[i : i + n]) for i in range(max(1, len(words) - n + 1))}


def test_there_are_enough_rows_of_every_code(rows: list[CorpusRow]) -> None:
    counts = Counter(row.code for row in rows)
    assert len(rows) >= LEAST_ROWS
    assert counts[NONE] >= LEAST_NONE
    below_roots = [code for code in cameo_codes() if len(code) > 2]
    assert len(below_roots) == 298
    assert {code: counts[code] for code in below_roots if counts[code] < LEAST_PER_CODE} == {}
    assert {code: counts[code] for code in COMMON if counts[code] < LEAST_COMMON} == {}


def test_every_root_has_near_misses_and_every_status(rows: list[CorpusRow]) -> None:
    statuses = defaultdict(set)
    for row in rows:
        statuses[row.root].add(row.status)
    lacking = {root: sorted(map(str, found)) for root, found in statuses.items() if root != NONE and len(found) < 5}
    assert lacking == {}
    assert min(Counter(row.note for row in rows if row.code == NONE).values()) >= 20


def test_ids_are_unique_and_no_question_has_two_answers(rows: list[CorpusRow]) -> None:
    asked = Counter(row.id for row in rows)
    assert [id for id, n in asked.items() if n > 1] == []


def test_no_near_duplicates_and_none_across_the_splits(rows: list[CorpusRow]) -> None:
    texts = {row.text: row.split for row in rows}
    index, sketches = MinHashLSH(threshold=NEAR, num_perm=PERMUTATIONS), {}
    for text in texts:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([run.encode() for run in runs(text, SHINGLE)])
        sketches[text] = sketch
    near = []
    for text, sketch in sketches.items():
        for other in index.query(sketch):
            mine, its = runs(text, SHINGLE), runs(other, SHINGLE)
            if len(mine & its) / len(mine | its) >= NEAR:
                near.append((text, other))
        index.insert(text, sketch)
    assert near == []


def test_it_does_not_smell_of_a_mill(rows: list[CorpusRow]) -> None:
    by_code = defaultdict(list)
    for row in rows:
        by_code[row.code].append(row)
    smells = []
    for code, found in by_code.items():
        texts = {row.text for row in found}
        trigrams = [run for text in texts for run in runs(text, SHINGLE)]
        distinct = len(set(trigrams)) / len(trigrams)
        if distinct < LEAST_DISTINCT_TRIGRAMS:
            smells.append(f"{code}: {distinct:.2f} of its trigrams are distinct")
        triggers = Counter(words_of(row.text[slice(*row.trigger)])[0][:5] for row in found)
        word, n = triggers.most_common(1)[0]
        if n / len(found) > MOST_ONE_TRIGGER:
            smells.append(f"{code}: {n} of {len(found)} triggers begin with {word!r}")
    assert smells == []


def test_actors_are_many(rows: list[CorpusRow]) -> None:
    drawn = sorted(rows, key=lambda row: row.id)[:ROWS_OF_ACTORS]
    for side in ("source", "target"):
        named = Counter(row.text[slice(*getattr(row, side))].lower() for row in drawn)
        assert named.most_common(1)[0][1] / len(drawn) <= MOST_ONE_ACTOR
        assert len(named) / len(drawn) >= LEAST_DISTINCT_ACTORS


@pytest.mark.gold
def test_no_sentence_is_taken_from_the_gold(rows: list[CorpusRow], shared: Path) -> None:
    known: set[str] = set()
    for path in sorted((shared / "gold").rglob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            fields = json.loads(line)
            known |= runs(fields.get("text") or fields["body"], COPIED_WORDS)
    long = [row.text for row in rows if len(words_of(row.text)) >= COPIED_WORDS]
    copied = [text for text in long if runs(text, COPIED_WORDS) & known]
    assert copied == []


SHEET_LINE = "042|planned|lead|active|[Prime Minister Rebane] is to <visit> {Suva} on ^Friday^, said ~Tallinn~ radio."


def test_a_line_of_a_sheet_and_a_line_of_json_are_one_row(tmp_path: Path) -> None:
    row = parse_line(SHEET_LINE)
    assert write_line(row) == SHEET_LINE
    assert from_json(to_json(row)) == row
    assert row.text[slice(*row.source)] == "Prime Minister Rebane"
    write_corpus([row], tmp_path)
    assert list(read_corpus(tmp_path)) == [row]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("042|planned|lead|active|[Rebane] is to visit {Suva} on a Friday in May.", "trigger"),
        ("042|planned|lead|active|[Rebane {Suva}] <visits> the port on Friday.", "inside of"),
        ("042|planned|lead|[Rebane] <visits> {Suva} on a Friday in May.", "fields"),
        ("042|planned|lead|active|[Rebane] <visits> {Suva on a Friday in May.", "not closed"),
    ],
)
def test_a_line_that_is_no_row_says_why(line: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        parse_line(line)


def test_a_wrong_row_is_named_with_file_and_line(tmp_path: Path) -> None:
    good = to_json(parse_line(SHEET_LINE))
    (tmp_path / "04.jsonl").write_text(good + "\n" + good.replace('"planned"', '"soon"') + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"04\.jsonl, line 2: status is 'soon'"):
        list(read_corpus(tmp_path))
