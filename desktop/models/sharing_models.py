"""Models that take many texts as one sequence.

Attention as `Sharing` has it takes the place of a model's own through transformers' interface for
that. A probe tells whether the model's numbers stay the same; one that does not pass gets its texts
side by side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from transformers import AttentionInterface, AttentionMaskInterface
from transformers.integrations.sdpa_attention import sdpa_attention_forward
from transformers.masking_utils import sdpa_mask

from desktop.models.sharing import Family, Sharing
from desktop.models.trunk import SplitModel

if TYPE_CHECKING:
    from torch import nn

_NAME = "shared_texts"
_CACHE = "_tastemaker_sharing"


def share_texts(model: Any) -> None:  # noqa: ANN401 - models are untyped
    """Let a model take `Sharing`; without one it computes as before. Some families cannot."""
    if model._supports_attention_backend and model.config._attn_implementation == "sdpa":
        model.config._attn_implementation = _NAME


def can_share(model: nn.Module) -> bool:
    """Tell whether a model gives its own numbers when texts share, by a probe made once."""
    if _CACHE not in model.__dict__:
        model.__dict__[_CACHE] = _takes_sharing(model) and _passes_probe(model)
    return bool(model.__dict__[_CACHE])


def _takes_sharing(model: Any) -> bool:  # noqa: ANN401
    """Tell whether every token sees all tokens before it, in all layers, through `_attention`."""
    kinds = set(getattr(model.config, "layer_types", None) or ())
    windowed = getattr(model.config, "sliding_window", None)
    ours = model.config._attn_implementation == _NAME
    return ours and not windowed and kinds <= {"full_attention"}


@torch.no_grad()
def _passes_probe(model: Any) -> bool:  # noqa: ANN401
    embedding = model.get_input_embeddings()
    generator = torch.Generator().manual_seed(2)
    ids = torch.randint(0, embedding.num_embeddings, (1, 12), generator=generator)
    ids = ids.to(embedding.weight.device)
    sharing = Sharing(2, [Family(2, (2, 3)), Family(3)], ids.device)
    split = SplitModel(model, 0)
    everything = torch.ones_like(ids, dtype=torch.bool)
    try:
        hidden = split.upper(split.trunk(ids, everything, sharing), everything, sharing)[0]
    except (AttributeError, TypeError, ValueError, RuntimeError, IndexError):
        # The family has a forward of its own that knows nothing of this.
        return False
    second = torch.cat([ids[:, :4], ids[:, 6:9]], dim=1)
    third = torch.cat([ids[:, :2], ids[:, 9:]], dim=1)
    return _agree(split, second, hidden[6:9]) and _agree(split, third, hidden[9:])


def _agree(split: SplitModel, ids: Tensor, last: Tensor) -> bool:
    """Tell whether the last hidden states of a text of its own are these."""
    whole = split(ids, torch.ones_like(ids, dtype=torch.bool))[0, -len(last) :].float()
    tolerance = 1e-4 if last.dtype is torch.float32 else 5e-2
    gap = (last.float() - whole).abs().max()
    return bool(gap <= tolerance * whole.abs().max().clamp(min=1e-6))


def _attention(
    module: nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor | None,
    *,
    scaling: float | None = None,
    sharing: Sharing | None = None,
    **others: Any,  # noqa: ANN401
) -> tuple[Tensor, None]:
    """Attend as transformers asks it: [1, n, h, w], and no weights."""
    if sharing is None:
        return sdpa_attention_forward(
            module, query, key, value, attention_mask, scaling=scaling, **others
        )
    scale = query.shape[-1] ** -0.5 if scaling is None else scaling
    return sharing.attend(query, key, value, scale)[None], None


AttentionInterface.register(_NAME, _attention)
AttentionMaskInterface.register(_NAME, sdpa_mask)
