"""The losses of RLHF, as functions of plain tensors.

Token losses come back per token and unreduced: the caller sums them over real tokens and divides by
the number of real tokens of the whole minibatch, so that micro-batches of any size add up to the
same gradient. Shapes: `b` batch, `r` response length, `p` pairs, `s` scores, `k` cut points.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

from desktop.training.masking import masked_sum

MOST_CUTS = 12


def clipped_policy_loss(
    logprobs: Tensor, old_logprobs: Tensor, advantages: Tensor, clip_range: float
) -> Tensor:
    """Return PPO's clipped surrogate (Schulman 2017, equation 7) to be minimised, [b, r].

    Args:
        logprobs: [b, r] log-probabilities of the sampled tokens under the policy in training.
        old_logprobs: [b, r] the same under the policy that sampled them.
        advantages: [b, r].
        clip_range: How far the ratio may leave 1 before its gradient stops.
    """
    ratio = torch.exp(logprobs - old_logprobs)
    plain = -advantages * ratio
    clipped = -advantages * ratio.clamp(1.0 - clip_range, 1.0 + clip_range)
    return torch.maximum(plain, clipped)


def clipped_value_loss(
    values: Tensor, old_values: Tensor, returns: Tensor, clip_range: float
) -> Tensor:
    """Return half the squared error, [b, r], pessimistic about leaving the old values."""
    kept = old_values + (values - old_values).clamp(-clip_range, clip_range)
    return 0.5 * torch.maximum((values - returns) ** 2, (kept - returns) ** 2)


def policy_statistics(
    logprobs: Tensor, old_logprobs: Tensor, mask: Tensor, clip_range: float
) -> dict[str, float]:
    """Return sums over tokens: the ratio, its square, how many are clipped, approximate KL.

    Half the squared log-ratio estimates the KL between the sampling policy and the current one
    without going negative.
    """
    change = (logprobs - old_logprobs).masked_fill(~mask, 0.0)
    ratio = torch.exp(change)
    outside = (ratio - 1.0).abs() > clip_range
    return {
        "count": float(mask.sum()),
        "ratio": float(masked_sum(ratio, mask)),
        "ratio_squared": float(masked_sum(ratio**2, mask)),
        "clipped": float(masked_sum(outside.float(), mask)),
        "approximate_kl": float(0.5 * masked_sum(change**2, mask)),
    }


def bradley_terry_loss(
    first: Tensor, second: Tensor, target: Tensor, margin: Tensor | float = 0.0
) -> Tensor:
    """Return the cross-entropy of "first beats second" (Bradley & Terry 1952), [p].

    P(first beats second) = sigmoid(first - second).

    Args:
        first: [p] rewards.
        second: [p] rewards.
        target: [p] wanted probability that first wins: 1 is certain, 0.5 is a tie.
        margin: Extra distance asked of the preferred side, [p] or one number; a tie has no
            preferred side.
    """
    difference = first - second - margin * torch.sign(target - 0.5)
    return F.binary_cross_entropy_with_logits(difference, target, reduction="none")


def centring_loss(first: Tensor, second: Tensor) -> Tensor:
    """Return each pair's squared mean reward, [p]: pairs alone leave the level open."""
    return ((first + second) / 2) ** 2


def cut_points(values: Tensor) -> Tensor:
    """Return [k]: the middles between neighbouring distinct scores; `values` is [s] within 0..1.

    Of more than `MOST_CUTS`, as weighted aspects give, as many are kept at even distances.
    """
    levels: Tensor = torch.unique(values)
    cuts = (levels[1:] + levels[:-1]) / 2
    if len(cuts) <= MOST_CUTS:
        return cuts
    return cuts[torch.linspace(0, len(cuts) - 1, MOST_CUTS).round().long()]


def ordinal_score_loss(rewards: Tensor, values: Tensor, cuts: Tensor) -> Tensor:
    """Return the proportional-odds loss (McCullagh 1980) of ordinal scores, [s].

    P(score above cut c) = sigmoid(reward - logit(c)): each score says on which side of every cut
    its reward lies.

    Args:
        rewards: [s].
        values: [s] scores within 0..1.
        cuts: [k] cut points within 0..1, from `cut_points` of all scores.
    """
    if cuts.numel() == 0:
        return torch.zeros_like(rewards)
    above = (values[:, None] > cuts[None, :]).to(rewards.dtype)
    logits = rewards[:, None] - torch.logit(cuts)[None, :].to(rewards.dtype)
    return F.binary_cross_entropy_with_logits(logits, above, reduction="none").mean(dim=1)


def dpo_loss(
    policy_margin: Tensor,
    reference_margin: Tensor,
    target: Tensor,
    *,
    beta: float,
    label_smoothing: float = 0.0,
) -> Tensor:
    """Return the loss of direct preference optimisation (Rafailov 2023, equation 7), [p].

    Args:
        policy_margin: [p] log-probability of the first response minus that of the second under the
            policy.
        reference_margin: [p] the same under the reference.
        target: [p] wanted probability that first wins.
        beta: How strongly the policy is held to the reference.
        label_smoothing: Share of the judgements assumed to be wrong.
    """
    smoothed = target * (1.0 - label_smoothing) + (1.0 - target) * label_smoothing
    logits = beta * (policy_margin - reference_margin)
    return F.binary_cross_entropy_with_logits(logits, smoothed, reduction="none")
