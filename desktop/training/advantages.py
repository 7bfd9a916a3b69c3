"""Advantages and returns of sampled responses: generalised advantage estimation (Schulman 2015).

Each response token is one step of an episode that ends with the response. Shapes: `b` batch, `r`
response length.
"""

from __future__ import annotations

import torch
from torch import Tensor


def gae(
    rewards: Tensor, values: Tensor, mask: Tensor, *, gamma: float, lam: float
) -> tuple[Tensor, Tensor]:
    """Return advantages and returns, both [b, r] and 0 beyond the real tokens.

    With delta_t = r_t + gamma V_{t+1} - V_t, the advantage is A_t = delta_t + gamma lam A_{t+1},
    computed from the last real token backwards; after the last token there is nothing: V = A = 0.
    The return is A_t + V_t.

    Args:
        rewards: [b, r] reward of each token.
        values: [b, r] value before each token was chosen.
        mask: [b, r] True = real; real tokens come first in each row.
        gamma: Discount of later rewards.
        lam: 0 trusts the values, 1 the sampled rewards.
    """
    rewards, values = rewards.masked_fill(~mask, 0.0), values.masked_fill(~mask, 0.0)
    advantages = torch.zeros_like(values)
    next_value = torch.zeros_like(values[:, 0])
    next_advantage = torch.zeros_like(next_value)
    for t in reversed(range(values.shape[1])):
        delta = rewards[:, t] + gamma * next_value - values[:, t]
        next_advantage = (delta + gamma * lam * next_advantage).masked_fill(~mask[:, t], 0.0)
        next_value = values[:, t]
        advantages[:, t] = next_advantage
    return advantages, (advantages + values).masked_fill(~mask, 0.0)
