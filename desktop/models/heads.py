"""Scalar heads: one number from a hidden state, for rewards and values."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from desktop.domain.errors import ModelError
from desktop.models.weights import read_header, read_json

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS_FILE = "head.safetensors"
FACTS_FILE = "head.json"


class ScalarHead(nn.Module):
    """Linear map to one number, in float32, with a shift and a scale for normalised rewards.

    Weights start with standard deviation 1/sqrt(d + 1) (Stiennon et al. 2020), the bias with zero.

    Args:
        width: Size d of the hidden states.

    """

    shift: Tensor
    scale: Tensor

    def __init__(self, width: int) -> None:
        super().__init__()
        self.width = width
        self.linear = nn.Linear(width, 1)
        nn.init.normal_(self.linear.weight, std=1 / math.sqrt(width + 1))
        nn.init.zeros_(self.linear.bias)
        self.register_buffer("shift", torch.zeros(()))
        self.register_buffer("scale", torch.ones(()))

    def raw(self, hidden: Tensor) -> Tensor:
        """Map hidden states `(..., d)` to numbers `(...)` before normalisation, in float32."""
        return self.linear(hidden.float()).squeeze(-1)  # type: ignore[no-any-return]

    def forward(self, hidden: Tensor) -> Tensor:
        """Map hidden states `(..., d)` to normalised numbers `(...)`: (raw - shift) / scale."""
        return (self.raw(hidden) - self.shift) / self.scale

    def normalise(self, mean: float, deviation: float) -> None:
        """Make what had this mean and standard deviation come out with 0 and 1."""
        self.shift.fill_(mean)
        self.scale.fill_(max(deviation, 1e-6))

    def save(self, folder: Path) -> None:
        """Write `head.safetensors` and `head.json` into a folder (made if missing)."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {name: t.detach().cpu().contiguous() for name, t in self.state_dict().items()}
        save_file(tensors, folder / WEIGHTS_FILE, metadata={"format": "pt"})
        facts = {"width": self.width, "shift": float(self.shift), "scale": float(self.scale)}
        (folder / FACTS_FILE).write_text(json.dumps(facts, indent=2), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> ScalarHead:
        """Read what `save` wrote; raises `ModelError`."""
        path = folder / WEIGHTS_FILE
        if not path.is_file() or not (folder / FACTS_FILE).is_file():
            raise ModelError(
                "The reward model is incomplete",
                f"There is no {WEIGHTS_FILE} with {FACTS_FILE} in {folder}.",
                "Train the reward model again.",
            )
        read_header(path)
        width = read_json(folder / FACTS_FILE).get("width")
        tensors = load_file(path)
        weight = tensors.get("linear.weight")
        if weight is None or type(width) is not int or weight.shape != (1, width):
            raise ModelError(
                "The reward model is damaged",
                f"{path} does not hold what {FACTS_FILE} says.",
                "Train the reward model again.",
            )
        head = cls(width)
        head.load_state_dict(tensors)
        return head


def has_head(folder: Path) -> bool:
    """Tell whether a folder holds a scalar head."""
    return (folder / WEIGHTS_FILE).is_file()
