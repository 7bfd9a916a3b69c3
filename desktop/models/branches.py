"""Several responses to one prompt in one sequence: the prompt is read once.

    prompt | response 1 | response 2 | …

Every response sees the prompt and itself, not the others, and its positions go on from the prompt's
last one. So each token gets the very hidden state that it has in a row of its own. A model takes
this if it accepts a mask and positions of the caller's; a probe tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from desktop.models.trunk import SplitModel

if TYPE_CHECKING:
    from torch import nn

_CACHE = "_tastemaker_branches"


@dataclass(frozen=True, slots=True)
class Branches:
    """Who sees whom in sequences that branch.

    Args:
        positions: [s, t] each token's place in its own text.
        sight: [s, t, t] True = the token of the row sees that of the column.

    """

    positions: Tensor
    sight: Tensor


def branches_of(branch: Tensor, positions: Tensor) -> Branches:
    """Return who sees whom.

    Args:
        branch: [s, t] 0 = prompt, 1 and up = the response with this number, -1 = padding.
        positions: [s, t] each token's place in its own text.

    """
    width = branch.shape[1]
    causal = torch.ones(width, width, dtype=torch.bool, device=branch.device).tril()
    seen, seeing = branch[:, None, :], branch[:, :, None]
    # Padding sees itself, so that no row of the softmax is empty.
    own = torch.eye(width, dtype=torch.bool, device=branch.device)
    return Branches(positions, causal & ((seen == 0) | (seen == seeing)) | own)


def can_branch(model: nn.Module) -> bool:
    """Tell whether a model gives its own numbers in branching sequences, by a probe made once."""
    if _CACHE not in model.__dict__:
        model.__dict__[_CACHE] = sees_everything(model) and _passes_probe(model)
    return bool(model.__dict__[_CACHE])


def sees_everything(model: Any) -> bool:  # noqa: ANN401 - configurations are untyped
    """Tell whether every token of a model sees all tokens before it, in all layers."""
    kinds = set(getattr(model.config, "layer_types", None) or ())
    windowed = getattr(model.config, "sliding_window", None)
    return not windowed and kinds <= {"full_attention"}


@torch.no_grad()
def _passes_probe(model: Any) -> bool:  # noqa: ANN401
    embedding = model.get_input_embeddings()
    generator = torch.Generator().manual_seed(2)
    ids = torch.randint(0, embedding.num_embeddings, (9,), generator=generator)
    ids = ids.to(embedding.weight.device)
    branch = torch.tensor([[0, 0, 0, 0, 1, 1, 2, 2, 2]], device=ids.device)
    places = torch.tensor([[0, 1, 2, 3, 4, 5, 4, 5, 6]], device=ids.device)
    split = SplitModel(model, 0)
    everything = torch.ones_like(branch, dtype=torch.bool)
    try:
        layout = branches_of(branch, places)
        hidden = split.upper(split.trunk(ids[None], everything, layout), everything, layout)[0]
    except (AttributeError, TypeError, ValueError, RuntimeError, IndexError):
        # The family makes its own mask or positions.
        return False
    second = torch.cat([ids[:4], ids[6:]])[None]
    whole = split(second, torch.ones_like(second, dtype=torch.bool))[0, 4:].float()
    gap = (hidden[6:].float() - whole).abs().max()
    tolerance = 1e-4 if embedding.weight.dtype is torch.float32 else 5e-2
    return bool(gap <= tolerance * whole.abs().max().clamp(min=1e-6))
