"""Weights laid out for the products that decoding makes: many small ones with the same matrix.

oneDNN rearranges a bfloat16 matrix for every product unless it was rearranged before; done once, a
step of decoding takes half the time. Where that is not to be had, products are torch's own.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from desktop.models.lora import LoraLinear

if TYPE_CHECKING:
    from collections.abc import Sequence


class PackedLinear:
    """One product with the stacked weights `(out, in)` of modules that read the same input.

    Args:
        weights: Stacked along `out`.
        biases: Stacked likewise; empty for none.
        rows: How many rows an input will have, about.

    """

    def __init__(self, weights: Sequence[Tensor], biases: Sequence[Tensor], rows: int) -> None:
        weight = torch.cat(list(weights)) if len(weights) > 1 else weights[0]
        self._bias = torch.cat(list(biases)) if biases else None
        self._packed = can_pack(weight)
        self._weight: Tensor = (
            torch.ops.mkldnn._reorder_linear_weight(weight, rows) if self._packed else weight
        )

    def __call__(self, x: Tensor) -> Tensor:
        """Map x `(n, in)` to `(n, out)`."""
        if not self._packed:
            return nn.functional.linear(x, self._weight, self._bias)
        y: Tensor = torch.ops.mkldnn._linear_pointwise(x, self._weight, self._bias, "none", [], "")
        return y


def can_pack(weight: Tensor) -> bool:
    """Tell whether oneDNN takes this weight: bfloat16 on a CPU that computes it."""
    return (
        weight.device.type == "cpu"
        and weight.dtype is torch.bfloat16
        and torch.backends.mkldnn.is_available()
        and hasattr(torch.ops.mkldnn, "_reorder_linear_weight")
        and bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    sources: tuple[Tensor, ...]
    versions: tuple[int, ...]
    packed: PackedLinear


class PackingCache:
    """Packed weights of a model that stay as long as the weights they were made from.

    A weight that an adapter is merged into at the moment is packed afresh and not kept.
    """

    def __init__(self) -> None:
        self._entries: weakref.WeakKeyDictionary[nn.Module, _Entry] = weakref.WeakKeyDictionary()

    def linear(self, modules: Sequence[nn.Module], rows: int) -> PackedLinear:
        """Return the packed weights of linear modules (wrapped or not) that share an input."""
        plain = [_unwrapped(module) for module in modules]
        sources = tuple(module.weight.data for module in plain)
        versions = tuple(module.weight._version for module in plain)
        entry = self._entries.get(modules[0])
        if entry is not None and entry.versions == versions and _same(entry.sources, sources):
            return entry.packed
        biases = [module.bias.data for module in plain if module.bias is not None]
        packed = PackedLinear(sources, biases, rows)
        if not any(isinstance(module, LoraLinear) and module.merged for module in modules):
            self._entries[modules[0]] = _Entry(sources, versions, packed)
        return packed


def _unwrapped(module: nn.Module) -> nn.Linear:
    inner = module.base if isinstance(module, LoraLinear) else module
    if not isinstance(inner, nn.Linear):
        raise TypeError(f"{type(inner).__name__} is not a linear module")
    return inner


def _same(left: Sequence[Tensor], right: Sequence[Tensor]) -> bool:
    """Compare by place: entries keep their sources, so nothing else can have come there."""
    return [t.data_ptr() for t in left] == [t.data_ptr() for t in right]
