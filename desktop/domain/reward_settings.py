"""Settings of training a reward model."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.domain.aspects import parse_aspects
from desktop.domain.settings import AdapterSettings, SamplingSettings, TrainSettings
from desktop.domain.settings_fields import setting


@dataclass(frozen=True, slots=True)
class RewardSettings(TrainSettings):
    """Reward model: Bradley-Terry on pairs, ordinal targets on scores."""

    adapter: AdapterSettings = setting(AdapterSettings(layers=8), "")
    frozen_backbone: bool = setting(
        False,
        "Train only the head, on features computed once: seconds instead of minutes, less exact.",
    )
    held_out_share: float = setting(
        0.2, "Share of the prompts kept for measuring.", low=0.05, high=0.5
    )
    folds: int = setting(
        0,
        "Parts of the prompts that are held out in turn; 0 decides by their number, 1 is one part.",
        low=0,
        high=20,
        advanced=True,
    )
    second_share: float = setting(
        0.0,
        "Share of the prompts for a second reward model, which PPO never sees and which warns when "
        "the policy games the first; 0 is none.",
        low=0.0,
        high=0.5,
    )
    aspects: str = setting(
        "",
        "Weights of the aspects in scores, such as overall=1, tone=0.5; empty counts all alike.",
        advanced=True,
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

    @property
    def trains_everything(self) -> bool:
        """Whether all weights are trained; with a frozen backbone the method has no say."""
        return self.adapter.method == "full" and not self.frozen_backbone

    def validate(self) -> None:
        """Check the weights of the aspects."""
        parse_aspects(self.aspects)
