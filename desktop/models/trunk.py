"""A model split in two: a frozen trunk of lower layers and the upper layers that training changes.

When adapters sit in the upper layers only, what the trunk computes for a text never changes during
training. It can be computed once and shared by policy, reference, value and reward, and by every
epoch. Both halves run the model's own forward on shallow copies of its base model that hold only
some of the layers, with their kinds (the weights are shared), so attention masks, rotary positions
and special cases of a family stay the model's own. A probe checks the split against the whole; a
model that does not pass is not split: its trunk is the token embedding alone.
"""

from __future__ import annotations

import copy
import weakref
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from transformers.modeling_outputs import BaseModelOutputWithPast

from desktop.domain.errors import ModelError
from desktop.models.layout import find_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.models.sharing import Sharing

_SPLITS: weakref.WeakKeyDictionary[nn.Module, dict[int, _Halves]] = weakref.WeakKeyDictionary()
# What families call the parts that only one half may have.
_FINAL_NORMS = ("norm", "final_layernorm", "ln_f", "final_layer_norm", "embedding_norm", "norm_f")
_POSITIONS = ("wpe",)
_FIRST_NORMS = ("word_embeddings_layernorm",)
_PROBE_WINDOW = 4
"""Tokens that a layer sees that sees few: so a probe that is longer tells such layers apart."""


@dataclass(frozen=True, slots=True)
class _Halves:
    first: int
    lower: nn.Module | None
    upper: nn.Module
    logits: Callable[[Tensor], Tensor]


class SplitModel:
    """The two halves of a causal language model; making one again costs nothing.

    Args:
        model: A causal language model, with or without adapters.
        first_upper_layer: The first layer that belongs to the upper half; 0 means that all do.

    Attributes:
        first_layer: The layer it was really split at: 0 where the model cannot be split.

    """

    def __init__(self, model: nn.Module, first_upper_layer: int = 0) -> None:
        splits = _SPLITS.setdefault(model, {})
        if first_upper_layer not in splits:
            splits[first_upper_layer] = _split(model, first_upper_layer)
        self._halves = splits[first_upper_layer]
        self._model: Any = model
        self.first_layer = self._halves.first

    @property
    def lower(self) -> nn.Module | None:
        """The base model with the lower layers only; None where there are none."""
        return self._halves.lower

    @property
    def upper_half(self) -> nn.Module:
        """The base model with the upper layers only."""
        return self._halves.upper

    def trunk(self, ids: Tensor, mask: Tensor, sharing: Sharing | None = None) -> Tensor:
        """Return what enters the first upper layer, `(b, t, d)`, for ids and mask `(b, t)`.

        Where texts share a sequence, `sharing` says who sees whom; else a token sees those before.
        Without gradient, except that unsplit models being trained in full learn their embedding
        too.
        """
        if self._halves.lower is None:
            embedded: Tensor = self._model.get_input_embeddings()(ids)
            return embedded
        with torch.no_grad():
            return _run(self._halves.lower, mask, sharing, input_ids=ids)

    def upper(self, hidden: Tensor, mask: Tensor, sharing: Sharing | None = None) -> Tensor:
        """Return the final hidden states `(b, t, d)` (after the last norm) from the trunk's."""
        return _run(self._halves.upper, mask, sharing, inputs_embeds=hidden)

    def logits(self, hidden: Tensor) -> Tensor:
        """Return logits `(..., v)` of final hidden states `(..., d)`."""
        return self._halves.logits(hidden)

    def __call__(self, ids: Tensor, mask: Tensor) -> Tensor:
        """Return the final hidden states `(b, t, d)` of the whole model."""
        return self.upper(self.trunk(ids, mask), mask)


def positions_of(mask: Tensor) -> Tensor:
    """Return each token's place among its row's real tokens `(b, t)`, padded on any side."""
    return (mask.long().cumsum(-1) - 1).clamp(min=0)


def _run(base: nn.Module, mask: Tensor, sharing: Sharing | None = None, **inputs: Tensor) -> Tensor:
    named: dict[str, Any]
    if sharing is None:
        named = {"attention_mask": mask.long(), "position_ids": positions_of(mask)}
    else:
        # A mask with four dimensions is one that the model leaves as it is.
        shared = mask[:, None, None]
        named = {"attention_mask": shared, "position_ids": sharing.positions, "sharing": sharing}
    output = base(**named, use_cache=False, **inputs)
    hidden: Tensor = output.last_hidden_state
    return hidden


def _split(model: Any, first: int) -> _Halves:  # noqa: ANN401
    base = _base_of(model)
    ids, mask = _probe(model)
    with torch.no_grad():
        logits = _logits_function(model, base, ids, mask)
        if first <= 0:
            return _Halves(0, None, base, logits)
        made = _halve(model, base, first)
        if made is not None and _same_together(base, *made, ids, mask):
            return _Halves(first, *made, logits)
    return _Halves(0, None, base, logits)


def _same_together(
    base: nn.Module, lower: nn.Module, upper: nn.Module, ids: Tensor, mask: Tensor
) -> bool:
    """Tell whether two halves, one after the other, compute what the whole does."""
    base, lower, upper = (_with_narrow_windows(part) for part in (base, lower, upper))
    whole = _run(base, mask, input_ids=ids)[mask]
    try:
        parts = _run(upper, mask, inputs_embeds=_run(lower, mask, input_ids=ids))[mask]
    except (AttributeError, KeyError, IndexError, TypeError, ValueError, RuntimeError):
        # The family has a forward of its own that needs all of its layers.
        return False
    return _agree(whole, parts)


def _base_of(model: Any) -> nn.Module:  # noqa: ANN401
    base = getattr(model, getattr(model, "base_model_prefix", ""), None)
    if isinstance(base, nn.Module):
        return base
    raise ModelError(
        "This model cannot be trained here",
        f"{type(model).__name__} does not keep its decoder apart from its head.",
        "Choose a decoder model of a common kind, such as Llama, Qwen or Mistral.",
    )


def _halve(model: nn.Module, base: nn.Module, first: int) -> tuple[nn.Module, nn.Module] | None:
    """Return both halves; None where the parts are not in their usual places."""
    layers = find_layout(model).layers
    owner = next((name for name, child in base.named_children() if child is layers), None)
    norm = next((name for name in _FINAL_NORMS if name in dict(base.named_children())), None)
    if owner is None or norm is None or first >= len(layers):
        return None
    lower = _with_layers(base, owner, slice(first))
    upper = _with_layers(base, owner, slice(first, None))
    setattr(lower, norm, nn.Identity())
    for name, _ in base.named_children():
        # What a family does to embeddings before its first layer, the lower half has done.
        if name in _POSITIONS:
            setattr(upper, name, _NoPositions())
        elif name in _FIRST_NORMS:
            setattr(upper, name, nn.Identity())
    return lower, upper


def _with_layers(base: Any, owner: str, chosen: slice) -> nn.Module:  # noqa: ANN401
    """Copy a base model with some of its layers, and the kinds of these, which go by place."""
    part = _shallow_copy(base)
    setattr(part, owner, nn.ModuleList(getattr(base, owner)[chosen]))
    kinds = getattr(base.config, "layer_types", None)
    return _with_config(part, layer_types=kinds[chosen]) if kinds else part


def _with_narrow_windows(base: nn.Module) -> nn.Module:
    """Copy a base model whose layers that see only some tokens see very few."""
    if not getattr(base.config, "sliding_window", None):
        return base
    return _with_config(base, sliding_window=_PROBE_WINDOW)


def _with_config(base: nn.Module, **values: object) -> nn.Module:
    part = _shallow_copy(base)
    part.config = copy.copy(base.config)
    # Past the checks of a whole model's configuration: it need not agree with itself.
    vars(part.config).update(values)
    return part


def _shallow_copy(module: nn.Module) -> nn.Module:
    """Copy a module with a table of children of its own; the children themselves are shared."""
    twin = copy.copy(module)
    twin.__dict__["_modules"] = dict(module._modules)
    return twin


class _NoPositions(nn.Module):
    """Stands in for an embedding of positions, and adds nothing."""

    def forward(self, positions: Tensor) -> Tensor:
        return torch.zeros((), device=positions.device)


class _PassThrough(nn.Module):
    """Stands in for a base model and returns the embeddings it is given as final hidden states."""

    def forward(self, **inputs: Any) -> BaseModelOutputWithPast:  # noqa: ANN401
        return BaseModelOutputWithPast(last_hidden_state=inputs["inputs_embeds"])


def _logits_function(
    model: Any,  # noqa: ANN401
    base: nn.Module,
    ids: Tensor,
    mask: Tensor,
) -> Callable[[Tensor], Tensor]:
    """Return the head alone where it is all there is, else the model's own forward after its base.

    Some families scale or cap the logits after the head.
    """
    hidden = _run(base, mask, input_ids=ids)
    head = model.get_output_embeddings()
    whole = model(
        input_ids=ids,
        attention_mask=mask.long(),
        position_ids=positions_of(mask),
        use_cache=False,
    ).logits
    if isinstance(head, nn.Module) and _agree(whole[mask], head(hidden)[mask]):
        return head
    around = _shallow_copy(model)
    setattr(around, model.base_model_prefix, _PassThrough())

    def forward(states: Tensor) -> Tensor:
        flat = states.reshape(1, -1, states.shape[-1])
        logits: Tensor = around(inputs_embeds=flat, use_cache=False).logits
        return logits.reshape(*states.shape[:-1], -1)

    return forward


def _probe(model: Any) -> tuple[Tensor, Tensor]:  # noqa: ANN401
    embedding = model.get_input_embeddings()
    generator = torch.Generator().manual_seed(0)
    ids = torch.randint(0, embedding.num_embeddings, (2, 9), generator=generator)
    mask = torch.ones(2, 9, dtype=torch.bool)
    mask[1, 6:] = False
    device = embedding.weight.device
    return ids.to(device), mask.to(device)


def _agree(left: Tensor, right: Tensor) -> bool:
    tolerance = 1e-4 if left.dtype is torch.float32 else 3e-2
    gap = (left.float() - right.float()).abs().max()
    return bool(gap <= tolerance * left.float().abs().max().clamp(min=1e-6))
