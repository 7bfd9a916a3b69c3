"""Best of n: sample several answers and keep the one that the reward model likes most.

No weights change, so it works from the first reward model on. Its KL from the sampling policy is
known to be at most log n - (n - 1) / n (Stiennon 2020, appendix G.3).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch

from desktop.training.data import TokenRow, collate
from desktop.training.engine import sample

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.settings import SamplingSettings
    from desktop.models.generation import Generated
    from desktop.training.roles import Role


@dataclass(frozen=True, slots=True)
class Best:
    """The best answer to a prompt, its reward, and the rewards of all that were sampled."""

    answer: Generated
    reward: float
    rewards: tuple[float, ...]


def best_of_n(
    policy: Role,
    reward: Role,
    prompts: Sequence[tuple[int, ...]],
    n: int,
    sampling: SamplingSettings,
    *,
    seed: int,
    batch_size: int = 16,
    should_stop: Callable[[], bool] | None = None,
) -> list[Best]:
    """Return the best of `n` sampled answers to each prompt (token ids); the first of equals wins.

    After a stop, prompts whose answers are not all there are left out.
    """
    answers = sample(
        policy,
        prompts,
        sampling,
        seed=seed,
        samples_per_prompt=n,
        batch_size=batch_size,
        should_stop=should_stop,
    )
    complete = [answer for answer in answers if not answer.cancelled]
    rewards = _rewards(reward, prompts, complete, batch_size)
    best = []
    for number in range(len(prompts)):
        own = [i for i, answer in enumerate(complete) if answer.prompt_index == number]
        if len(own) == n:
            top = max(own, key=lambda i: (rewards[i], -i))
            best.append(Best(complete[top], rewards[top], tuple(rewards[i] for i in own)))
    return best


def _rewards(
    reward: Role,
    prompts: Sequence[tuple[int, ...]],
    answers: Sequence[Generated],
    batch_size: int,
) -> list[float]:
    rewards: list[float] = []
    for start in range(0, len(answers), batch_size):
        some = answers[start : start + batch_size]
        rows = [TokenRow(prompts[a.prompt_index], tuple(a.token_ids)) for a in some]
        with torch.no_grad():
            batch = collate(rows, reward.lm.pad_id, reward.lm.device)
            rewards += reward.rewards(batch).tolist()
    return rewards


def kl_bound(n: int) -> float:
    """Return the largest KL, in nats, between best-of-n and the policy it samples from."""
    return math.log(n) - (n - 1) / n
