from __future__ import annotations

import json

import pytest

from desktop.domain.runs import SETTINGS, ModelSource, RunSpec, RunStatus, Stage, settings_for


@pytest.mark.parametrize("reward", [None, ModelSource("/base", "/runs/1/model", 2)])
def test_a_specification_comes_back_as_it_was_written(reward: ModelSource | None) -> None:
    spec = RunSpec(
        run_id=3,
        stage=Stage.PPO,
        settings=settings_for(Stage.PPO).to_json(),
        policy=ModelSource("/base"),
        reward=reward,
        library_versions={"torch": "2.10.0"},
    )
    assert RunSpec.from_json(json.loads(json.dumps(spec.to_json()))) == spec


def test_every_stage_has_settings() -> None:
    assert set(SETTINGS) == set(Stage)
    for stage in Stage:
        assert type(settings_for(stage)) is SETTINGS[stage]


def test_a_run_is_live_resumable_or_done_for_good() -> None:
    live = {status for status in RunStatus if status.live}
    resumable = {status for status in RunStatus if status.resumable}
    assert live == {RunStatus.WAITING, RunStatus.RUNNING, RunStatus.PAUSED}
    assert set(RunStatus) - live - resumable == {RunStatus.FINISHED, RunStatus.DISCARDED}
