"""Reading a beginning that all rows of a batch share only once, such as a system prompt.

The prefix goes through the layers as one row; its keys and values are kept, and every row attends
to them. Gradients flow through the prefix as they would through each row's own copy of it.
Positions and masks are given explicitly, so what comes out is what the whole rows would give.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from desktop.models.branches import sees_everything
from desktop.models.recompute import recomputes
from desktop.models.trunk import SplitModel, positions_of

if TYPE_CHECKING:
    from desktop.models.branches import Branches

_CACHE = "_tastemaker_prefix"


class _SharedKeys:
    """Stands in for a key-value cache: the prefix's keys and values stand before each row's."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Tensor, Tensor]] = {}
        self.reading_prefix = True

    def update(
        self, keys: Tensor, values: Tensor, layer: int, *_: object, **__: object
    ) -> tuple[Tensor, Tensor]:
        """Take keys and values `(b, h, t, d)` of a layer and return those to attend to."""
        if self.reading_prefix:
            self._kept[layer] = keys, values
            return keys, values
        first_keys, first_values = self._kept[layer]
        shape = (len(keys), -1, -1, -1)
        return (
            torch.cat([first_keys.expand(shape), keys], dim=2),
            torch.cat([first_values.expand(shape), values], dim=2),
        )

    def get_seq_length(self, *_: object) -> int:
        """Return 0: positions are given explicitly."""
        return 0


class PrefixedModel:
    """A split model that reads a shared prefix once.

    Args:
        model: A causal language model for which `can_share_prefix` is true.
        split: Its two halves.

    """

    def __init__(self, model: nn.Module, split: SplitModel) -> None:
        self._split = split
        self._model = model

    def trunk(
        self, prefix_ids: Tensor, ids: Tensor, mask: Tensor, branches: Branches | None = None
    ) -> tuple[Tensor, Tensor]:
        """Return what enters the upper half for the prefix `(1, p, d)` and the rows `(b, t, d)`.

        Args:
            prefix_ids: The shared token ids, `(p,)`.
            ids: The rows' own ids, after the prefix, `(b, t)`.
            mask: True = real, `(b, t)`.
            branches: Who sees whom among the rows' own tokens, where they branch.

        """
        lower = self._split.lower
        if lower is None:
            embed: Any = self._model.get_input_embeddings()  # type: ignore[operator]
            return embed(prefix_ids[None]), embed(ids)
        with torch.no_grad():
            prefix, rows = {"input_ids": prefix_ids[None]}, {"input_ids": ids}
            return _run_both(lower, mask, branches, prefix, rows)

    def upper(
        self, prefix: Tensor, hidden: Tensor, mask: Tensor, branches: Branches | None = None
    ) -> Tensor:
        """Return the rows' final hidden states `(b, t, d)` from what `trunk` returned."""
        upper = self._split.upper_half
        inputs = {"inputs_embeds": prefix}, {"inputs_embeds": hidden}
        return _run_both(upper, mask, branches, *inputs)[1]


def can_share_prefix(model: nn.Module) -> bool:
    """Tell whether reading a prefix apart gives this model's own numbers, by a probe made once.

    Layers that are computed twice cannot: the second time, the prefix would be a row like others.
    """
    if recomputes(model):
        return False
    if _CACHE not in model.__dict__:
        model.__dict__[_CACHE] = sees_everything(model) and _passes_probe(model)
    return bool(model.__dict__[_CACHE])


@torch.no_grad()
def _passes_probe(model: Any) -> bool:  # noqa: ANN401 - models are untyped
    split = SplitModel(model, 0)
    embedding = model.get_input_embeddings()
    generator = torch.Generator().manual_seed(1)
    ids = torch.randint(0, embedding.num_embeddings, (2, 9), generator=generator)
    ids[1, :4] = ids[0, :4]
    mask = torch.ones(2, 9, dtype=torch.bool)
    mask[1, 7:] = False
    ids, mask = ids.to(embedding.weight.device), mask.to(embedding.weight.device)
    prefixed = PrefixedModel(model, split)
    try:
        parts = prefixed.upper(*prefixed.trunk(ids[0, :4], ids[:, 4:], mask[:, 4:]), mask[:, 4:])
    except (AttributeError, TypeError, ValueError, RuntimeError, IndexError):
        # The family keeps its keys and values in another way.
        return False
    whole = split(ids, mask)[:, 4:][mask[:, 4:]].float()
    gap = (parts[mask[:, 4:]].float() - whole).abs().max()
    tolerance = 1e-4 if embedding.weight.dtype is torch.float32 else 5e-2
    return bool(gap <= tolerance * whole.abs().max().clamp(min=1e-6))


def _run_both(
    base: nn.Module,
    mask: Tensor,
    branches: Branches | None,
    prefix: dict[str, Tensor],
    rows: dict[str, Tensor],
) -> tuple[Tensor, Tensor]:
    keys = _SharedKeys()
    length = next(iter(prefix.values())).shape[1]
    places = torch.arange(length, device=mask.device)[None]
    causal = (places[0][:, None] >= places)[None, None]
    first = _hidden(base, causal, places, keys, prefix)
    keys.reading_prefix = False
    positions = (positions_of(mask) if branches is None else branches.positions) + length
    sight = _row_sight(mask) if branches is None else branches.sight
    before = sight.new_ones(*mask.shape, length)
    return first, _hidden(base, torch.cat([before, sight], dim=2)[:, None], positions, keys, rows)


def _row_sight(mask: Tensor) -> Tensor:
    """Return `(b, t, t)`: each place sees the real places up to itself."""
    width = mask.shape[1]
    causal = torch.ones(width, width, dtype=torch.bool, device=mask.device).tril()
    # Padding sees itself, so that no row of the softmax is empty.
    return causal & mask[:, None, :] | torch.eye(width, dtype=torch.bool, device=mask.device)


def _hidden(
    base: nn.Module, mask: Tensor, positions: Tensor, keys: _SharedKeys, inputs: dict[str, Tensor]
) -> Tensor:
    hidden: Tensor = base(
        attention_mask=mask,
        position_ids=positions,
        past_key_values=keys,
        use_cache=False,
        **inputs,
    ).last_hidden_state
    return hidden
