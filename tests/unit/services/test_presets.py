from __future__ import annotations

import pytest

from desktop.domain.runs import Stage, settings_for
from desktop.services.presets import Preset, preset_values

STAGES = [stage for stage in Stage if stage is not Stage.GENERATE]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("preset", Preset)
def test_a_preset_fits_its_stage(stage: Stage, preset: Preset) -> None:
    values = preset_values(stage, preset)
    settings = settings_for(stage, values)
    assert {key: settings.get(key) for key in values} == values


@pytest.mark.parametrize("stage", STAGES)
def test_the_standard_is_the_default_and_the_others_differ(stage: Stage) -> None:
    chosen = [settings_for(stage, preset_values(stage, preset)) for preset in Preset]
    assert chosen[1] == settings_for(stage)
    assert len({str(settings.to_json()) for settings in chosen}) == 3


@pytest.mark.parametrize("stage", STAGES)
def test_thorough_takes_longer_than_quick(stage: Stage) -> None:
    key = "updates" if stage is Stage.PPO else "epochs"
    quick, standard, thorough = (
        settings_for(stage, preset_values(stage, preset)).get(key) for preset in Preset
    )
    assert quick < standard < thorough
