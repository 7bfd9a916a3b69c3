"""Statistics over real tokens only.

Every mask has one polarity: True marks a real token. Values at other places never influence a
result, not even when they are infinite or not a number, because they are replaced before they are
summed. Shapes: `b` batch, `r` response length.
"""

from __future__ import annotations

import torch
from torch import Tensor


def masked_sum(values: Tensor, mask: Tensor) -> Tensor:
    """Return the sum of the real values, a scalar.

    Args:
        values: Any shape, usually [b, r].
        mask: The same shape, True = real.
    """
    return values.masked_fill(~mask, 0.0).sum()


def masked_mean(values: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the real values (0 when there are none), a scalar."""
    return masked_sum(values, mask) / mask.sum().clamp(min=1)


def masked_variance(values: Tensor, mask: Tensor) -> Tensor:
    """Return the variance of the real values (dividing by their number), a scalar."""
    return masked_mean((values - masked_mean(values, mask)) ** 2, mask)


def whiten(values: Tensor, mask: Tensor, *, shift_mean: bool = True) -> Tensor:
    """Scale the real values to standard deviation 1; the others become 0.

    Args:
        values: [b, r].
        mask: [b, r], True = real.
        shift_mean: Also move the mean to 0. Without it the mean stays where it was, so that the
            sign of a reward keeps its meaning.

    Returns:
        [b, r]. Constant values have no deviation to scale: they become their shift (0, or the
        mean).
    """
    mean = masked_mean(values, mask)
    scaled = (values - mean) * torch.rsqrt(masked_variance(values, mask) + 1e-8)
    if not shift_mean:
        scaled = scaled + mean
    return scaled.masked_fill(~mask, 0.0)


def length_mask(lengths: Tensor, width: int) -> Tensor:
    """Return [b, width] with True at the first `lengths[i]` places of row i; `lengths` is [b]."""
    return torch.arange(width, device=lengths.device)[None, :] < lengths[:, None]


def last_real(mask: Tensor) -> Tensor:
    """Return [b]: the index of each row's last real token (0 for a row without any).

    It looks at the mask alone, never at token ids, so it stays right when padding and end token
    share an id.
    """
    places = torch.arange(mask.shape[1], device=mask.device)
    return (places * mask).amax(dim=1)


def explained_variance(values: Tensor, returns: Tensor, mask: Tensor) -> Tensor:
    """Return 1 - Var[returns - values] / Var[returns]; 0 when the returns are constant."""
    total = masked_variance(returns, mask)
    left = masked_variance(returns - values, mask)
    return torch.where(total > 1e-12, 1.0 - left / total.clamp(min=1e-12), torch.zeros_like(total))
