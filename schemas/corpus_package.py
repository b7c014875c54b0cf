"""The corpus as others get it: a file for each split, datasheet, Croissant description and checksums.

Published on its own: its version is that of its rows, and changes with no line of code.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from schemas.corpus import CORPUS, NONE, CorpusRow, corpus_hash, read_corpus, to_json
from schemas.disk import json_bytes, write_file
from schemas.errors import InputError
from schemas.package import CHECKSUM_FILE, LICENSE, checksums

VERSION = "1.0.0"
SPLITS = ("train", "validation", "test")
AGREEMENT = "agreement.csv"
AGREEMENT_COLUMNS = ("id", "first_code", "first_status", "second_code", "second_status")
GUIDE = "GUIDE.md"
FIELDS = {
    "id": ("sc:Text", "16 hexadecimal digits of text and spans"),
    "text": ("sc:Text", "The sentence"),
    "source": ("sc:Integer", "Half-open character offsets of the words that name the source"),
    "target": ("sc:Integer", "Half-open character offsets of the words that name the target"),
    "trigger": ("sc:Integer", "Half-open character offsets of the words that tell the act"),
    "code": ("sc:Text", "CAMEO code of three or four digits, or NONE where nothing passes from source to target"),
    "status": ("sc:Text", "happened, ongoing, planned, hypothetical, alleged or denied; null with NONE"),
    "genre": ("sc:Text", "lead, headline, background, quote, communique or analysis"),
    "syntax": ("sc:Text", "How the sentence tells it, as its writer saw it"),
    "times": ("sc:Integer", "Offsets of expressions that tell when"),
    "places": ("sc:Integer", "Offsets of expressions that tell where"),
    "note": ("sc:Text", "With NONE, why nothing passes; else a word on a hard choice"),
}

ABOUT = """# Datasheet: Dragoman's corpus of CAMEO-coded sentences

Version {version}, {n_rows} rows over {n_texts} sentences, {license}.
SHA-256 of the rows: `{sha256}`

## Why

To train and to compare coders of political events on all codes of CAMEO below its roots, with text that may be passed
on.

## What a row is

An English sentence in the style of news, a source, a target and a trigger marked in it, the CAMEO code that passes
between the two by these words (or NONE, with the cause) and whether it happened. `GUIDE.md` says how each was decided.

## How it was made

The sentences were written for the corpus, code by code, and none is taken from a newspaper, a manual or another data
set. A part of the rows are further pairs of the same sentences, proposed by a coder and judged by a reader.
{agreed.n} rows were coded a second time by a reader who saw the marks and not the answers. Cohen's kappa: root
{agreed.root:.2f}, code {agreed.code:.2f}, status {agreed.status:.2f}. Both answers are in `{file}`; where they
differed, a third reading settled the row.

## What it is not

No source of facts. Events, numbers and quotations are invented, also where real countries, offices, firms or, in about
one row of fifty, well-known persons of public life are named. Frequencies of codes are those of a plan, not of the
news.

## Splits

By a hash of the sentence: 85% train, 5% validation, 10% test. Rows of one sentence stay together, and no two sentences
of different splits are near duplicates.

"""


@dataclass(frozen=True, slots=True)
class Reading:
    """A row as two readers coded it, neither of whom saw the other's answer."""

    id: str
    first_code: str
    first_status: str
    second_code: str
    second_status: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Cohen's kappa (1 full agreement, 0 that of chance) on `n` rows; of status where both readers saw an act."""

    n: int
    root: float
    code: float
    status: float


def publish_corpus(out: Path, *, corpus: Path = CORPUS) -> None:
    """Write the package to `out`, an empty folder or none yet. Raises InputError where it holds anything."""
    if out.exists() and any(out.iterdir()):
        raise InputError(f"{out}: is not empty; name a folder of its own for the corpus")
    out.mkdir(parents=True, exist_ok=True)
    rows = list(read_corpus(corpus))
    for split in SPLITS:
        lines = [to_json(row) + "\n" for row in rows if row.split == split]
        write_file(out / f"{split}.jsonl", "".join(lines).encode())
    readings = read_agreement(corpus / AGREEMENT)
    write_file(out / GUIDE, (corpus / GUIDE).read_bytes())
    write_file(out / AGREEMENT, (corpus / AGREEMENT).read_bytes())
    write_file(out / "DATASHEET.md", datasheet(rows, agreement(readings), corpus_hash(corpus)).encode())
    sums = {name: digest for digest, name in (line.split("  ", 1) for line in checksums(out).splitlines())}
    write_file(out / "croissant.json", json_bytes(croissant(sums)))
    write_file(out / CHECKSUM_FILE, checksums(out).encode())


def read_agreement(path: Path) -> list[Reading]:
    """The rows that two readers coded. Raises InputError where the file has other columns."""
    with path.open(encoding="utf-8", newline="") as handle:
        table = csv.DictReader(handle)
        if tuple(table.fieldnames or ()) != AGREEMENT_COLUMNS:
            raise InputError(f"{path.name}: columns are {table.fieldnames}, not {', '.join(AGREEMENT_COLUMNS)}")
        return [Reading(**row) for row in table]


def agreement(readings: Sequence[Reading]) -> Agreement:
    """How far the two readers agree, beyond chance."""
    both = [r for r in readings if NONE not in (r.first_code, r.second_code)]
    return Agreement(
        n=len(readings),
        root=kappa([(_root(r.first_code), _root(r.second_code)) for r in readings]),
        code=kappa([(r.first_code, r.second_code) for r in readings]),
        status=kappa([(r.first_status, r.second_status) for r in both]),
    )


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two readers' labels. Raises ValueError where there are none."""
    if not pairs:
        raise ValueError("no pairs of labels to compare")
    seen = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / len(pairs) ** 2
    return 1.0 if chance == 1 else (seen - chance) / (1 - chance)


def _root(code: str) -> str:
    return code if code == NONE else code[:2]


def datasheet(rows: Sequence[CorpusRow], agreed: Agreement, sha256: str) -> str:
    """The corpus' datasheet, after Gebru et al. (2021): why it was made, what is in it, how, and what it is not for."""
    head = ABOUT.format(
        version=VERSION,
        n_rows=len(rows),
        n_texts=len({row.text for row in rows}),
        license=LICENSE["title"],
        sha256=sha256,
        agreed=agreed,
        file=AGREEMENT,
    )
    return head + "\n".join(_counted(rows)) + "\n"


def _counted(rows: Sequence[CorpusRow]) -> Iterator[str]:
    yield from _table(rows, "split", lambda row: row.split)
    yield from _table(rows, "status", lambda row: row.status or "(NONE)")
    yield from _table(rows, "genre", lambda row: row.genre)
    yield from _table([row for row in rows if row.code == NONE], "cause of NONE", lambda row: row.note)
    yield from _table(rows, "code", lambda row: row.code)


def _table(rows: Sequence[CorpusRow], title: str, of: Callable[[CorpusRow], str]) -> Iterator[str]:
    yield from (f"## Rows by {title}", "", f"| {title} | rows |", "|---|---|")
    yield from (f"| {value} | {n} |" for value, n in sorted(Counter(map(of, rows)).items()))
    yield ""


def croissant(sums: dict[str, str]) -> dict[str, Any]:
    """The description of the package for machines (MLCommons Croissant 1.0); `sums` are SHA-256 by file name."""
    return {
        "@context": {
            "@language": "en",
            "@vocab": "https://schema.org/",
            "sc": "https://schema.org/",
            "cr": "http://mlcommons.org/croissant/",
            "dct": "http://purl.org/dc/terms/",
            "conformsTo": "dct:conformsTo",
            "recordSet": "cr:recordSet",
            "field": "cr:field",
            "source": "cr:source",
            "extract": "cr:extract",
            "jsonPath": "cr:jsonPath",
            "fileObject": "cr:fileObject",
            "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
            "repeated": "cr:repeated",
        },
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "dragoman-corpus",
        "description": "English sentences in the style of news, coded to the full depth of CAMEO.",
        "version": VERSION,
        "license": LICENSE["path"],
        "distribution": [_file(f"{split}.jsonl", sums) for split in SPLITS],
        "recordSet": [_records(split) for split in SPLITS],
    }


def _file(name: str, sums: dict[str, str]) -> dict[str, str]:
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "contentUrl": name,
        "encodingFormat": "application/jsonlines",
        "sha256": sums[name],
    }


def _records(split: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": split,
        "name": split,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{split}/{name}",
                "name": name,
                "description": description,
                "dataType": data_type,
                "repeated": data_type == "sc:Integer",
                "source": {"fileObject": {"@id": f"{split}.jsonl"}, "extract": {"jsonPath": f"$.{name}"}},
            }
            for name, (data_type, description) in FIELDS.items()
        ],
    }
