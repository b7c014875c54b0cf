"""`dragoman train`: corpus in, network with its card out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extractors.ranker.sheets import read_sheet
from flows.console import console
from schemas.corpus import CorpusRow, corpus_hash, read_corpus, write_corpus
from schemas.disk import json_bytes, write_file
from schemas.errors import InputError

if TYPE_CHECKING:
    from extractors.ranker.network import Network

CARD_TEXT = "MODEL_CARD.md"
TEXT = """# The ranker's card

Says of a marked source, target and trigger in an English news sentence which CAMEO code stands between them, if any,
whether it happened, and whether the pair is the right way round. Meant for candidates that Dragoman's rules and
proposals bring; it has seen nothing but English, and no sentence without two marked actors.

- Encoder: {recipe[layers]} layers of all-MiniLM-L6-v2 (Apache-2.0), fine-tuned, weights in 8 bits (ONNX).
- Trained on {rows[train]} rows of `seeds/corpus`, {recipe[passes]} passes, seed {recipe[seed]}; {card[minutes]} minutes
  on two threads.
- SHA-256 of the network: `{card[sha256]}`
- SHA-256 of the corpus: `{card[corpus_sha256]}`
- Temperature, chosen on {rows[validation]} validation rows: {card[temperature]}

## Figures on held-out rows

| split | rows | root macro-F1 | root | code | status | direction | calibration error |
|---|---|---|---|---|---|---|---|
{figures}

Root macro-F1 counts NONE as one of 21 labels. Code and status are over rows that are acts; direction over each of them,
asked both ways round.

## Roots it mixes up most (test split)

| true | said | rows |
|---|---|---|
{confusions}

## Reliability (test split)

| mean probability | share right | rows |
|---|---|---|
{reliability}

## What it should not be used for

To code sentences whose actors nobody has found; other languages; to decide what happened from one sentence. It knows no
facts of the world beyond what its encoder has read, and its corpus is written, not sampled from newspapers.
"""


def write_trained(network: Network, validation: Sequence[CorpusRow], out: Path) -> dict[str, Any]:
    """Write a trained network with its card; returns the card: the network's hash, and the temperature that fits
    its probabilities to the validation rows."""
    from extractors.ranker import training
    from extractors.ranker.judge import CARD, file_hash, load_ranker

    codes, _, _ = training.outputs(network, validation, training.packaged_encoder())
    training.export(network, out)
    card = {"sha256": file_hash(out), "temperature": training.best_temperature(codes, validation)}
    write_file(out / CARD, json_bytes(card))
    load_ranker.cache_clear()
    return card


def train(corpus: Path, *, sheets: Sequence[Path] = (), out: Path, layers: int, passes: int, seed: int) -> None:
    """Train on the corpus' train split, choose the temperature on its validation split, measure on its test split.

    Rows of `sheets` enter the corpus first. Writes network, tokenizer and card to `out`. Raises InputError where
    `dragoman[train]` is not installed, or the corpus is empty in one of its splits.
    """
    try:
        from extractors.ranker import training
    except ModuleNotFoundError as error:
        raise InputError(f"training needs the package {error.name}: pip install 'dragoman[train]'") from error
    from extractors.ranker.judge import CARD, load_ranker
    from extractors.ranker.measures import measure

    take_in(sheets, corpus)
    parts = _by_split(corpus)
    recipe = training.Recipe(layers=layers, passes=passes, seed=seed)
    started, out_console = time.monotonic(), console()
    out_console.print(f"{sum(map(len, parts.values()))} rows; training on {len(parts['train'])}.")
    validation, encoder = parts["validation"], training.packaged_encoder()
    network = training.train(
        parts["train"],
        recipe,
        told=out_console.print,
        after_pass=lambda net: f"validation loss {training.validation_loss(net, validation, encoder):.3f}",
    )
    card = {
        **write_trained(network, validation, out),
        "corpus_sha256": corpus_hash(corpus),
        "rows": {split: len(rows) for split, rows in parts.items()},
        "recipe": training.recipe_told(recipe),
        "minutes": round((time.monotonic() - started) / 60, 1),
    }
    write_file(out / CARD, json_bytes(card))
    measures = {split: asdict(measure(load_ranker(out), parts[split])) for split in ("validation", "test")}
    write_file(out / CARD, json_bytes(card | {"measures": measures}))
    write_file(out / CARD_TEXT, card_text(card, measures).encode())
    out_console.print((out / CARD_TEXT).read_text(encoding="utf-8"))


def take_in(sheets: Sequence[Path], corpus: Path) -> int:
    """Write the rows of sheets into the corpus; a row that asks the same as an older one takes its place.

    Returns the number of rows of the sheets. Raises InputError, and changes nothing, where a line is no row.
    """
    added = [row for sheet in sheets for row in read_sheet(sheet)]
    if added:
        write_corpus([*read_corpus(corpus), *added], corpus)
    return len(added)


def _by_split(corpus: Path) -> dict[str, list[CorpusRow]]:
    parts: dict[str, list[CorpusRow]] = {"train": [], "validation": [], "test": []}
    for row in read_corpus(corpus):
        parts[row.split].append(row)
    empty = [split for split, rows in parts.items() if not rows]
    if empty:
        raise InputError(f"{corpus}: no row falls into {', '.join(empty)}; write more, or name the corpus' folder")
    return parts


def card_text(card: dict[str, Any], measures: dict[str, dict[str, Any]]) -> str:
    """The card as people read it."""
    return TEXT.format(
        card=card,
        recipe=card["recipe"],
        rows=card["rows"],
        figures="\n".join(_figures(split, found) for split, found in measures.items()),
        confusions="\n".join(f"| {true} | {said} | {n} |" for true, said, n in measures["test"]["confusions"]),
        reliability="\n".join(f"| {p:.2f} | {right:.2f} | {n} |" for p, right, n in measures["test"]["reliability"]),
    )


def _figures(split: str, found: dict[str, Any]) -> str:
    names = ("root_macro_f1", "root_accuracy", "code_accuracy", "status_accuracy", "direction_accuracy")
    shown = (*names, "calibration_error")
    return f"| {split} | {found['n']} | " + " | ".join(f"{found[name]:.3f}" for name in shown) + " |"
