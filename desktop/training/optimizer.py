"""AdamW with its schedule, gradient clipping, and a state that a checkpoint can hold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.autograd.graph import increment_version

from desktop.domain.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.settings import OptimizerSettings

_PREFIX = "optimizer."


def learning_rate(settings: OptimizerSettings, step: int, total_steps: int) -> float:
    """Return the step size of the step numbered `step` (from 0) of `total_steps`.

    Linear warm-up from one share to the full size, then cosine or linear decay towards 0, or
    constant.
    """
    warmup = math.ceil(settings.warmup_share * total_steps)
    if step < warmup:
        return settings.learning_rate * (step + 1) / warmup
    done = min((step - warmup) / max(total_steps - warmup, 1), 1.0)
    if settings.schedule == "cosine":
        return settings.learning_rate * 0.5 * (1.0 + math.cos(math.pi * done))
    if settings.schedule == "linear":
        return settings.learning_rate * (1.0 - done)
    return settings.learning_rate


class Optimizer:
    """AdamW (Loshchilov 2019) over named parameters; vectors (norms, biases) never decay.

    Args:
        parameters: What is trained, by a name that stays the same between runs.
        settings: Step size, schedule and clipping.
        total_steps: Length of the schedule, in calls of `step` or, if the caller counts otherwise,
            of its own unit.
    """

    def __init__(
        self, parameters: Mapping[str, nn.Parameter], settings: OptimizerSettings, total_steps: int
    ) -> None:
        self.parameters = dict(parameters)
        self.settings = settings
        self.total_steps = total_steps
        matrices = [p for p in self.parameters.values() if p.dim() > 1]
        vectors = [p for p in self.parameters.values() if p.dim() <= 1]
        groups = [
            {"params": matrices, "weight_decay": settings.weight_decay},
            {"params": vectors, "weight_decay": 0.0},
        ]
        self._adam = torch.optim.AdamW(
            [g for g in groups if g["params"]],
            lr=settings.learning_rate,
            eps=settings.epsilon,
            fused=True,
        )

    def set_progress(self, step: int) -> float:
        """Set the step size of the given step of the schedule and return it."""
        rate = learning_rate(self.settings, step, self.total_steps)
        for group in self._adam.param_groups:
            group["lr"] = rate
        return rate

    def step(self) -> float:
        """Clip, take one step, clear the gradients; return their norm before clipping.

        Raises:
            TrainingError: The gradients are not finite; the weights are as they were.
        """
        limit = self.settings.gradient_clip or math.inf
        norm = float(nn.utils.clip_grad_norm_(list(self.parameters.values()), limit))
        if not math.isfinite(norm):
            self.clear()
            raise diverged("The gradients")
        self._adam.step()
        # The fused step does not say that it changed them; packed copies of weights would go stale.
        increment_version(self.parameters.values())
        self.clear()
        return norm

    def clear(self) -> None:
        """Forget the gradients."""
        self._adam.zero_grad(set_to_none=True)

    def tensors(self) -> dict[str, Tensor]:
        """Return Adam's moments and step counts by the parameters' names."""
        return {
            f"{_PREFIX}{name}.{key}": value
            for name, parameter in self.parameters.items()
            for key, value in self._adam.state.get(parameter, {}).items()
        }

    def load_tensors(self, tensors: Mapping[str, Tensor]) -> None:
        """Take back what `tensors` returned; other names are ignored."""
        self._adam.state.clear()
        for name, parameter in self.parameters.items():
            start = f"{_PREFIX}{name}."
            state = {
                key.removeprefix(start): value.clone()
                for key, value in tensors.items()
                if key.startswith(start) and "." not in key.removeprefix(start)
            }
            if state:
                # The fused step reads its count where the parameter is.
                self._adam.state[parameter] = {
                    key: value.to(parameter.device) for key, value in state.items()
                }


def diverged(what: str) -> TrainingError:
    """Return the error for numbers that are no longer finite."""
    return TrainingError(
        "The training diverged",
        f"{what} became infinite or not a number, so the model would be lost. "
        "The last checkpoint is still good.",
        "Lower optimizer.learning_rate (a third of it is a good try) and start again, or check "
        "the data for very long or damaged answers.",
    )


def require_finite(value: Tensor, what: str) -> Tensor:
    """Return `value`; raises `TrainingError` unless all of it is finite."""
    if not bool(torch.isfinite(value).all()):
        raise diverged(what)
    return value
