"""Candidates in, probabilities out: the trained network, run by onnxruntime.

One candidate at a time on one thread. The 8-bit network scales its numbers by the largest in what it is given together;
read in company, a sentence would be judged differently beside other sentences, and an article differently in another
run.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from extractors.ranker.encoding import Candidate, Encoder, load_encoder
from extractors.ranker.labels import CODES, ROOT_OF, ROOTS, STATUS_LABELS
from schemas.errors import SeedError

MODEL = Path(__file__).parent / "model"
NETWORK, TOKENIZER, CARD = "ranker.onnx", "tokenizer.json", "card.json"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Probabilities that sum to 1: `codes` (299, as `labels.CODES`) and `statuses` (6); `turned` is the probability
    that the pair is the wrong way round."""

    codes: NDArray[np.float64]
    statuses: NDArray[np.float64]
    turned: float

    @property
    def roots(self) -> NDArray[np.float64]:
        """The probabilities of the roots, as `labels.ROOTS`."""
        return np.bincount(ROOT_OF, weights=self.codes, minlength=len(ROOTS)).astype(np.float64)

    def best(self, n: int) -> tuple[tuple[str, float], ...]:
        """The `n` likeliest codes with their probabilities."""
        order = np.argsort(-self.codes, kind="stable")[:n]
        return tuple((CODES[i], float(self.codes[i])) for i in order)

    def best_below(self, root: str) -> tuple[str, float]:
        """The likeliest code of one root, and what share of the root's probability it has."""
        inside = [i for i, code in enumerate(CODES) if code[:2] == root]
        best = max(inside, key=lambda i: self.codes[i])
        return CODES[best], float(self.codes[best] / max(self.codes[inside].sum(), 1e-12))

    @property
    def status(self) -> str:
        """The likeliest status."""
        return STATUS_LABELS[int(np.argmax(self.statuses))]


@dataclass(frozen=True, slots=True)
class Ranker:
    """The network with what it needs: `temperature` softens the codes until their probabilities mean what they say."""

    session: onnxruntime.InferenceSession
    encoder: Encoder
    temperature: float

    def judge(self, candidates: Sequence[Candidate]) -> list[Judgement]:
        """A judgement for each candidate, in order."""
        return [self._judge(candidate) for candidate in candidates]

    def _judge(self, candidate: Candidate) -> Judgement:
        encoded = self.encoder.encode(candidate)
        ids = np.array([encoded.ids], dtype=np.int64)
        marks = np.array([encoded.marks], dtype=np.int64)
        codes, statuses, directions = self.session.run(None, {"ids": ids, "mask": np.ones_like(ids), "marks": marks})
        return Judgement(softmax(codes[0] / self.temperature), softmax(statuses[0]), float(softmax(directions[0])[1]))


def softmax(logits: NDArray[Any]) -> NDArray[np.float64]:
    """The logits as probabilities that sum to 1."""
    raised = np.exp(logits.astype(np.float64) - float(logits.max()))
    return np.asarray(raised / raised.sum())


@cache
def load_ranker(folder: Path = MODEL) -> Ranker:
    """The ranker of a folder, once a process. Raises SeedError where the network is not the one of the card."""
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    if file_hash(folder) != card["sha256"]:
        raise SeedError(f"{folder / NETWORK}: not the network of {CARD}; restore both, or train again (dragoman train)")
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(folder / NETWORK), options, providers=["CPUExecutionProvider"])
    return Ranker(session, load_encoder(folder / TOKENIZER), card["temperature"])


def file_hash(folder: Path) -> str:
    """The SHA-256 of the network's file."""
    return sha256((folder / NETWORK).read_bytes()).hexdigest()
