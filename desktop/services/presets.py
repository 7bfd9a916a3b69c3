"""Sets of settings to begin with: how much time a run may take."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.domain.runs import Stage

if TYPE_CHECKING:
    from collections.abc import Mapping


class Preset(StrEnum):
    """How thorough a run is. `STANDARD` is what the settings say by themselves."""

    QUICK = "quick"
    STANDARD = "standard"
    THOROUGH = "thorough"


_QUICK_TRAINING = {"epochs": 1, "adapter.layers": 4, "max_length": 256}
_THOROUGH_TRAINING = {"epochs": 4, "adapter.layers": 0, "max_length": 1024}

_VALUES: dict[tuple[Stage, Preset], Mapping[str, Any]] = {
    (Stage.SFT, Preset.QUICK): _QUICK_TRAINING,
    (Stage.SFT, Preset.THOROUGH): _THOROUGH_TRAINING,
    (Stage.TEXT, Preset.QUICK): _QUICK_TRAINING,
    (Stage.TEXT, Preset.THOROUGH): _THOROUGH_TRAINING,
    (Stage.REWARD, Preset.QUICK): _QUICK_TRAINING,
    (Stage.REWARD, Preset.THOROUGH): {"epochs": 3, "adapter.layers": 16, "max_length": 1024},
    (Stage.DPO, Preset.QUICK): _QUICK_TRAINING,
    (Stage.DPO, Preset.THOROUGH): _THOROUGH_TRAINING,
    (Stage.PPO, Preset.QUICK): {
        "updates": 15,
        "environment.rollout_size": 16,
        "environment.sampling.max_new_tokens": 32,
        "evaluate_every": 5,
    },
    (Stage.PPO, Preset.THOROUGH): {
        "updates": 120,
        "environment.rollout_size": 64,
        "environment.sampling.max_new_tokens": 128,
        "batch_size": 32,
    },
}


def preset_values(stage: Stage, preset: Preset) -> dict[str, Any]:
    """Return the settings in which a preset differs from the defaults, by dotted key."""
    return dict(_VALUES.get((stage, preset), {}))
