"""What a reward model says about one response: a number, and how sure it is of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ResponseScore:
    """A normalised reward (mean 0, standard deviation 1 over the reference's own samples).

    Args:
        mean: The reward.
        spread: Standard deviation over the reward model's ensemble of heads, in the same unit; None
            for a reward model without one.
    """

    mean: float
    spread: float | None = None
