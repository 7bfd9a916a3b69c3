"""Settings of training a reward model."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.settings import AdapterSettings, SamplingSettings, TrainSettings
from desktop.domain.settings_fields import setting


@dataclass(frozen=True, slots=True)
class RewardSettings(TrainSettings):
    """Reward model: Bradley-Terry on pairs, ordinal targets on scores."""

    adapter: AdapterSettings = setting(AdapterSettings(layers=8), "")
    held_out_share: float = setting(
        0.2, "Share of the prompts kept for measuring.", low=0.05, high=0.5
    )
    centring: float = setting(
        0.01, "Weight of the term that keeps rewards near zero.", low=0.0, advanced=True
    )
    strength_margin: float = setting(
        0.0, "Extra distance wanted for each step of preference strength.", low=0.0, advanced=True
    )
    normalise_samples: int = setting(
        32, "Samples of the reference that set mean 0 and deviation 1.", low=0, advanced=True
    )
    sampling: SamplingSettings = setting(SamplingSettings(max_new_tokens=48), "")
