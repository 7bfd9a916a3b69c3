"""Scalar heads: one number from a hidden state, for rewards and values.

A reward model's head may bring an ensemble: heads fitted to other samples of the same judgements.
Where they part, the model is not sure.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from desktop.domain.errors import ModelError
from desktop.models.weights import read_header, read_json

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

WEIGHTS_FILE = "head.safetensors"
FACTS_FILE = "head.json"


class HeadEnsemble(nn.Module):
    """Linear heads `k` beside a scalar head; each gives normalised numbers.

    Args:
        weight: `(k, d)`.
        bias: `(k,)`.

    """

    weight: Tensor
    bias: Tensor

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight.detach().float().contiguous())
        self.register_buffer("bias", bias.detach().float().contiguous())

    def forward(self, hidden: Tensor) -> Tensor:
        """Map hidden states `(..., d)` to the members' numbers `(..., k)`."""
        return nn.functional.linear(hidden.float(), self.weight, self.bias)

    def spread(self, hidden: Tensor) -> Tensor:
        """Return the members' standard deviation `(...)` for hidden states `(..., d)`."""
        return self.forward(hidden).std(dim=-1, correction=1)


class ScalarHead(nn.Module):
    """Linear map to one number, in float32, with a shift and a scale for normalised rewards.

    Weights start with standard deviation 1/sqrt(d + 1) (Stiennon et al. 2020), the bias with zero.

    Args:
        width: Size d of the hidden states.

    Attributes:
        ensemble: Says how sure the head is; None where none was fitted.
        temperature: Divides differences of raw numbers before they are read as log-odds.

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
        self.ensemble: HeadEnsemble | None = None
        self.temperature = 1.0

    def raw(self, hidden: Tensor) -> Tensor:
        """Map hidden states `(..., d)` to numbers `(...)` before normalisation, in float32."""
        return self.linear(hidden.float()).squeeze(-1)  # type: ignore[no-any-return]

    def forward(self, hidden: Tensor) -> Tensor:
        """Map hidden states `(..., d)` to normalised numbers `(...)`: (raw - shift) / scale."""
        return (self.raw(hidden) - self.shift) / self.scale

    def spread(self, hidden: Tensor) -> list[float | None]:
        """Return how far the ensemble parts over hidden states `(b, d)`; None without one."""
        if self.ensemble is None:
            return [None] * len(hidden)
        return list(self.ensemble.spread(hidden).tolist())

    def normalise(self, mean: float, deviation: float) -> None:
        """Make what had this mean and standard deviation come out with 0 and 1."""
        self.shift.fill_(mean)
        self.scale.fill_(max(deviation, 1e-6))

    def save(self, folder: Path) -> None:
        """Write `head.safetensors` and `head.json` into a folder (made if missing)."""
        folder.mkdir(parents=True, exist_ok=True)
        tensors = {name: t.detach().cpu().contiguous() for name, t in self.state_dict().items()}
        save_file(tensors, folder / WEIGHTS_FILE, metadata={"format": "pt"})
        facts = {
            "width": self.width,
            "shift": float(self.shift),
            "scale": float(self.scale),
            "temperature": self.temperature,
            "members": 0 if self.ensemble is None else len(self.ensemble.bias),
        }
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
        facts = read_json(folder / FACTS_FILE)
        tensors = load_file(path)
        if not _fits(facts, tensors):
            raise ModelError(
                "The reward model is damaged",
                f"{path} does not hold what {FACTS_FILE} says.",
                "Train the reward model again.",
            )
        head = cls(facts["width"])
        head.temperature = float(facts.get("temperature", 1.0))
        if "ensemble.weight" in tensors:
            head.ensemble = HeadEnsemble(tensors["ensemble.weight"], tensors["ensemble.bias"])
        head.load_state_dict(tensors)
        return head


def _fits(facts: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> bool:
    """Tell whether a head's tensors have the shapes that its facts name."""
    width, members = facts.get("width"), facts.get("members", 0)
    if type(width) is not int or type(members) is not int:
        return False
    temperature = facts.get("temperature", 1.0)
    shapes = {"linear.weight": (1, width), "linear.bias": (1,), "shift": (), "scale": ()}
    if members:
        shapes |= {"ensemble.weight": (members, width), "ensemble.bias": (members,)}
    found = {name: tuple(tensor.shape) for name, tensor in tensors.items()}
    return found == shapes and isinstance(temperature, int | float) and temperature > 0


def has_head(folder: Path) -> bool:
    """Tell whether a folder holds a scalar head."""
    return (folder / WEIGHTS_FILE).is_file()
