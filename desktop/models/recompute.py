"""Activations computed twice instead of being kept (Chen 2016).

Between forward and backward only what enters each layer is held; what a layer needs for its
gradient is computed again when its turn comes. Which adapter speaks is global to the model and may
be another one by then, so each layer remembers the one it was computed with.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import torch
from torch.utils.checkpoint import checkpoint

from desktop.models.adapters import active_adapter, use_adapter
from desktop.models.layout import find_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import nn

_MARK = "_tastemaker_recomputes"


def recompute_activations(model: nn.Module) -> None:
    """Let every decoder layer forget its activations; results and gradients stay the same."""
    if recomputes(model):
        return
    for layer in find_layout(model).layers:
        layer.forward = partial(_forward, model, layer.forward)
    model.__dict__[_MARK] = True


def recomputes(model: nn.Module) -> bool:
    """Tell whether the model's layers forget their activations."""
    return bool(model.__dict__.get(_MARK, False))


def _forward(
    model: nn.Module,
    plain: Callable[..., Any],
    *inputs: Any,  # noqa: ANN401 - whatever a family's layers take
    **named: Any,  # noqa: ANN401
) -> Any:  # noqa: ANN401
    if not torch.is_grad_enabled():
        return plain(*inputs, **named)
    adapter = active_adapter(model)

    def with_its_adapter(*again: Any) -> Any:  # noqa: ANN401
        with use_adapter(model, adapter):
            return plain(*again, **named)

    return checkpoint(with_its_adapter, *inputs, use_reentrant=False, preserve_rng_state=False)
