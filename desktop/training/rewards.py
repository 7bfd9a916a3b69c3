"""The reward of the training environment, piece by piece.

A response's score is the reward model's, clipped, less the penalties, with what the user's own
rules give. The reward of a token is the price of its KL from the reference; the last real token
also gets the score. Shapes: `b` batch, `r`
response length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.training.masking import last_real

if TYPE_CHECKING:
    from desktop.domain.policy_settings import EnvironmentSettings


def score_parts(
    rewards: Tensor,
    lengths: Tensor,
    finished: Tensor,
    repetitions: Tensor,
    rules: Tensor,
    environment: EnvironmentSettings,
) -> dict[str, Tensor]:
    """Return the pieces of each response's score by name, [b] each; the score is their sum.

    Pieces without a price are left out.

    Args:
        rewards: [b] of the reward model.
        lengths: [b] tokens of each response, its end token included.
        finished: [b] True where the end token was sampled.
        repetitions: [b] share of a response that repeats itself.
        rules: [b] what the user's own rules give.
        environment: The limits and prices.
    """
    clip = environment.reward_clip
    parts = {
        "reward_model": rewards.clamp(-clip, clip) if clip > 0 else rewards,
        "missing_end": -environment.missing_end_penalty * (~finished).to(rewards.dtype),
        "length": -environment.length_penalty * lengths.to(rewards.dtype),
        "repetition": -environment.repetition_penalty * repetitions.to(rewards.dtype),
        "rules": rules.to(rewards.dtype),
    }
    priced = {
        "reward_model": True,
        "missing_end": environment.missing_end_penalty > 0,
        "length": environment.length_penalty > 0,
        "repetition": environment.repetition_penalty > 0,
        "rules": bool(environment.rules),
    }
    return {name: part for name, part in parts.items() if priced[name]}


def token_rewards(
    scores: Tensor,
    logprobs: Tensor,
    reference_logprobs: Tensor,
    mask: Tensor,
    kl_coefficient: float,
) -> Tensor:
    """Return the reward of each token, [b, r], 0 beyond the real ones.

    -kl_coefficient * (log pi - log ref) for every token, plus the score on the last real one
    (Ziegler 2019).

    Args:
        scores: [b].
        logprobs: [b, r] under the sampling policy.
        reference_logprobs: [b, r].
        mask: [b, r] True = real.
        kl_coefficient: The price of a nat.
    """
    rewards = (-kl_coefficient * (logprobs - reference_logprobs)).masked_fill(~mask, 0.0)
    rows = torch.arange(len(scores), device=scores.device)
    rewards[rows, last_real(mask)] += scores.to(rewards.dtype) * mask.any(dim=1)
    return rewards


def sequence_kl(logprobs: Tensor, reference_logprobs: Tensor, mask: Tensor) -> Tensor:
    """Return [b]: the sampled log-ratio of each whole response, an unbiased estimate of its KL."""
    return (logprobs - reference_logprobs).masked_fill(~mask, 0.0).sum(dim=1)


@dataclass(slots=True)
class KlController:
    """The price of KL: fixed, or steered towards a target (Ziegler 2019, section 2.2)."""

    coefficient: float
    target: float
    horizon: int
    adaptive: bool

    @classmethod
    def from_settings(cls, environment: EnvironmentSettings) -> KlController:
        """Return the controller that the settings ask for, at its start."""
        return cls(
            environment.kl_coefficient,
            environment.kl_target,
            environment.kl_horizon,
            environment.kl_controller == "adaptive",
        )

    def update(self, kl: float, responses: int) -> None:
        """Move the price after `responses` sampled responses whose mean KL was `kl`."""
        if self.adaptive:
            error = min(max(kl / self.target - 1.0, -0.2), 0.2)
            self.coefficient *= 1.0 + error * responses / self.horizon
