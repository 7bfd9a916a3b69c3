"""Where a decoder keeps its layers.

Almost every decoder in transformers is a causal head around a base model that holds one list of
layers. This is found by looking, not by a table of model names, so new families work as long as
they keep the habit.
"""

from __future__ import annotations

from dataclasses import dataclass

from torch import nn
from transformers.pytorch_utils import Conv1D

from desktop.domain.errors import ModelError

LINEAR_TYPES = (nn.Linear, Conv1D)


@dataclass(frozen=True, slots=True)
class DecoderLayout:
    """The list of decoder layers and its dotted path, as `model.layers` or `transformer.h`."""

    path: str
    layers: nn.ModuleList


def find_layout(model: nn.Module) -> DecoderLayout:
    """Find the list of decoder layers of a causal language model; raises `ModelError`."""
    count = getattr(getattr(model, "config", None), "num_hidden_layers", None)
    for path, module in model.named_modules():
        if isinstance(module, nn.ModuleList) and len(module) == count:
            return DecoderLayout(path, module)
    raise ModelError(
        "The layers of this model were not found",
        f"{type(model).__name__} has no list of {count} layers.",
        "Choose a decoder model of a common kind, such as Llama, Qwen or Mistral.",
    )


def linear_paths(model: nn.Module, upper_layers: int = 0) -> list[str]:
    """Return the dotted paths of the linear modules in the upper decoder layers (0: in all)."""
    layout = find_layout(model)
    count = len(layout.layers)
    first = 0 if upper_layers <= 0 else max(0, count - upper_layers)
    return [
        f"{layout.path}.{number}.{name}"
        for number in range(first, count)
        for name, module in layout.layers[number].named_modules()
        if isinstance(module, LINEAR_TYPES)
    ]
