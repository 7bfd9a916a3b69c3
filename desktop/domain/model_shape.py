"""The sizes of a model, from its configuration and the shapes of its weights.

Nothing is loaded: `config.json` and the headers of the weight files say all that a plan needs.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LAYER = re.compile(r"\.(?:layers|h|blocks)\.(\d+)\.")


@dataclass(frozen=True, slots=True)
class ModelShape:
    """Sizes of a decoder.

    Args:
        layers: Decoder layers.
        hidden: Width of the hidden states.
        inner: Width inside the feed-forward part.
        query: Width of all query heads together.
        heads: Query heads.
        keys: Width of all key heads together; values have the same.
        vocabulary: Tokens.
        parameters: All weights.
        layer_parameters: Weights of the linear modules of one layer.
        layer_ends: Inputs and outputs of those modules: an adapter of rank 1 has so many weights.
    """

    layers: int
    hidden: int
    inner: int
    query: int
    heads: int
    keys: int
    vocabulary: int
    parameters: int
    layer_parameters: int
    layer_ends: int


def model_shape(config: Mapping[str, Any], weights: Mapping[str, Sequence[int]]) -> ModelShape:
    """Return the sizes of a model; raises `ValueError` where the configuration does not say them.

    Args:
        config: What `config.json` holds.
        weights: Shape of each tensor by its name.
    """
    hidden = _number(config, "hidden_size", "n_embd", "d_model", "dim")
    heads = _number(config, "num_attention_heads", "n_head", "n_heads")
    groups = _number(config, "num_key_value_heads", default=heads)
    width = _number(config, "head_dim", default=hidden // heads)
    matrices = _layer_matrices(weights)
    layers = _number(config, "num_hidden_layers", "n_layer", "num_layers", "n_layers")
    return ModelShape(
        layers=layers,
        hidden=hidden,
        inner=_number(config, "intermediate_size", "n_inner", "ffn_dim", default=4 * hidden),
        query=heads * width,
        heads=heads,
        keys=groups * width,
        vocabulary=_number(config, "vocab_size"),
        parameters=sum(math.prod(shape) for shape in weights.values()),
        layer_parameters=sum(math.prod(shape) for shape in matrices) // layers,
        layer_ends=sum(sum(shape) for shape in matrices) // layers,
    )


def _layer_matrices(weights: Mapping[str, Sequence[int]]) -> list[Sequence[int]]:
    return [
        shape for name, shape in weights.items() if len(shape) == 2 and _LAYER.search(f".{name}")
    ]


def _number(config: Mapping[str, Any], *names: str, default: int | None = None) -> int:
    for name in names:
        value = config.get(name)
        if type(value) is int and value > 0:
            return value
    if default is None:
        raise ValueError(f"the configuration does not say {names[0]}")
    return default
