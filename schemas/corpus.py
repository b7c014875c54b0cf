"""The corpus of coded sentences: one row is a sentence, a pair of actors, the words of an act, and their code.

Rows stand as JSON lines in `seeds/corpus/`, a file for each root code and one for NONE.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Literal

from schemas.cameo import cameo_codes
from schemas.errors import InputError

NONE = "NONE"
CORPUS = Path(__file__).parent.parent / "seeds" / "corpus"
STATUSES = ("happened", "ongoing", "planned", "hypothetical", "alleged", "denied")
GENRES = ("lead", "headline", "background", "quote", "communique", "analysis")
SYNTAXES = (
    "active",
    "passive",
    "nominal",
    "possessive",
    "reciprocal",
    "coordinated",
    "relative",
    "participial",
    "infinitive",
    "quoted",
)
CAUSES = ("sense", "pair", "sport", "culture", "markets", "history", "weather", "opinion", "kin")
# Of 20 texts, one validates and two test. By hash: a text keeps its place when the corpus grows.
SPLIT_PARTS = 20

Span = tuple[int, int]
Split = Literal["train", "validation", "test"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusRow:
    """A coded candidate. Spans are half-open offsets in `text`; `status` is None exactly where the code is NONE."""

    text: str
    source: Span
    target: Span
    trigger: Span
    code: str
    status: str | None
    genre: str
    syntax: str
    times: tuple[Span, ...] = ()
    places: tuple[Span, ...] = ()
    note: str = ""

    @property
    def id(self) -> str:
        """16 hexadecimal digits of text and spans: of the question, so that mending its answer keeps the id."""
        asked = json.dumps([self.text, self.source, self.target, self.trigger])
        return hashlib.sha256(asked.encode()).hexdigest()[:16]

    @property
    def root(self) -> str:
        """The two-digit root of the code, or NONE."""
        return NONE if self.code == NONE else self.code[:2]

    @property
    def split(self) -> Split:
        """Where the row stands, by a hash of its text alone: rows of one sentence stay together."""
        part = int(hashlib.sha256(self.text.encode()).hexdigest()[:8], 16) % SPLIT_PARTS
        return "validation" if part == 0 else "test" if part in (1, 2) else "train"


def problems(row: CorpusRow) -> list[str]:
    """What is wrong with a row, in words; empty where nothing is."""
    found = [
        f"{name} is {value!r}, not one of {', '.join(known)}"
        for name, value, known in (("genre", row.genre, GENRES), ("syntax", row.syntax, SYNTAXES))
        if value not in known
    ]
    if row.code != NONE and not (row.code in cameo_codes() and len(row.code) > 2):
        found.append(f"code is {row.code!r}, not a CAMEO code below the roots, and not {NONE}")
    if row.code == NONE and row.note not in CAUSES:
        found.append(f"the note of a {NONE} row is {row.note!r}, not one of {', '.join(CAUSES)}")
    if row.status not in ((None,) if row.code == NONE else STATUSES):
        found.append(f"status is {row.status!r} beside the code {row.code}")
    spans = sorted((row.source, row.target, row.trigger, *row.times, *row.places))
    found += [f"span {span} is empty or outside of the text" for span in spans if not _is_inside(span, row.text)]
    found += [f"spans {one} and {other} overlap" for one, other in pairwise(spans) if one[1] > other[0]]
    found += [f"span {span} begins or ends with a space" for span in spans if _is_ragged(row.text[slice(*span)])]
    if not 6 <= len(row.text.split()) <= 60:
        found.append(f"{len(row.text.split())} words; a row has 6 to 60")
    return found


def _is_inside(span: Span, text: str) -> bool:
    return 0 <= span[0] < span[1] <= len(text)


def _is_ragged(words: str) -> bool:
    return words != words.strip()


def read_corpus(folder: Path = CORPUS) -> Iterator[CorpusRow]:
    """All rows, file by file. Raises InputError with file and line where a row cannot be read or is wrong."""
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            try:
                row = from_json(line)
            except (ValueError, KeyError, TypeError) as error:
                raise InputError(f"{path.name}, line {number}: not a row of the corpus ({error})") from error
            if wrong := problems(row):
                raise InputError(f"{path.name}, line {number}: {'; '.join(wrong)}")
            yield row


def corpus_hash(folder: Path = CORPUS) -> str:
    """A SHA-256 over the rows of all files, whatever stands beside them."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.jsonl")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def write_corpus(rows: Iterable[CorpusRow], folder: Path = CORPUS) -> None:
    """Write the rows, one file for each root, sorted by code and id; of rows with one id the last stays."""
    by_root: dict[str, list[CorpusRow]] = {}
    for row in {row.id: row for row in rows}.values():
        by_root.setdefault(row.root, []).append(row)
    folder.mkdir(parents=True, exist_ok=True)
    for stale in {path.stem for path in folder.glob("*.jsonl")} - {root.lower() for root in by_root}:
        (folder / f"{stale}.jsonl").unlink()
    for root, own in by_root.items():
        ordered = sorted(own, key=lambda row: (row.code, row.id))
        lines = [to_json(row) + "\n" for row in ordered]
        (folder / f"{root.lower()}.jsonl").write_text("".join(lines), encoding="utf-8")


def to_json(row: CorpusRow) -> str:
    """The row as one line of JSON, with its id."""
    return json.dumps({"id": row.id, **asdict(row)}, ensure_ascii=False)


def from_json(line: str) -> CorpusRow:
    """The row of a line of JSON. Raises ValueError where the id is not that of the text and spans."""
    fields = json.loads(line)
    told = fields.pop("id")
    for name in ("source", "target", "trigger"):
        fields[name] = tuple(fields[name])
    for name in ("times", "places"):
        fields[name] = tuple(tuple(span) for span in fields[name])
    row = CorpusRow(**fields)
    if row.id != told:
        raise ValueError(f"id is {told}, but the text and spans give {row.id}")
    return row
