from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import NotFoundError
from desktop.domain.runs import Run, RunStatus, Stage, settings_for

if TYPE_CHECKING:
    from desktop.store.store import Store


def test_a_new_run_waits_in_a_folder_of_its_own(store: Store) -> None:
    settings = settings_for(Stage.PPO, {"updates": 3})
    run = store.runs.add(Stage.PPO, settings, round=2, total_steps=3)
    assert run == Run(
        1, Stage.PPO, RunStatus.WAITING, settings.to_json(), "runs/1", round=2, total_steps=3,
        created_at=1000.0,
    )  # fmt: skip
    assert store.runs.get(1) == run
    assert settings_for(Stage.PPO, run.settings) == settings


def test_settings_may_be_plain_values(store: Store) -> None:
    values = settings_for(Stage.REWARD).to_json()
    assert store.runs.add(Stage.REWARD, values).settings == values


def test_only_what_is_given_changes(store: Store) -> None:
    run = store.runs.add(Stage.REWARD, {}, total_steps=10)
    running = store.runs.update(run.id, status=RunStatus.RUNNING, step=4)
    assert (running.status, running.step, running.total_steps) == (RunStatus.RUNNING, 4, 10)
    ended = store.runs.update(
        run.id, status=RunStatus.FINISHED, result={"accuracy": 0.8, "n": 0}, finished_at=2000.0
    )
    assert (ended.step, ended.result, ended.finished_at) == (4, {"accuracy": 0.8, "n": 0}, 2000.0)
    assert store.runs.update(run.id) == ended


def test_a_run_that_goes_on_has_neither_error_nor_end(store: Store) -> None:
    run = store.runs.add(Stage.SFT, {})
    failed = store.runs.update(
        run.id, status=RunStatus.FAILED, error="Out of memory", finished_at=5
    )
    assert (failed.error, failed.finished_at) == ("Out of memory", 5.0)
    again = store.runs.update(run.id, status=RunStatus.RUNNING)
    assert (again.error, again.finished_at) == (None, None)


def test_a_figure_that_is_no_number_becomes_none(store: Store) -> None:
    run = store.runs.add(Stage.REWARD, {})
    result = {"accuracy": math.nan, "calibration": [{"observed": math.inf}]}
    stored = store.runs.update(run.id, result=result).result
    assert stored == {"accuracy": None, "calibration": [{"observed": None}]}


def test_what_was_at_work_is_interrupted_at_the_next_start(store: Store) -> None:
    runs = {status: store.runs.add(Stage.PPO, {}) for status in RunStatus}
    for status, run in runs.items():
        store.runs.update(run.id, status=status)
    marked = store.runs.mark_interrupted()
    live = (RunStatus.WAITING, RunStatus.RUNNING, RunStatus.PAUSED)
    assert [run.id for run in marked] == [runs[status].id for status in live]
    assert {run.status for run in marked} == {RunStatus.INTERRUPTED}
    for status, run in runs.items():
        expected = RunStatus.INTERRUPTED if status in live else status
        assert store.runs.require(run.id).status is expected
    assert store.runs.mark_interrupted() == []


def test_lists_by_stage(store: Store) -> None:
    sft, ppo = store.runs.add(Stage.SFT, {}), store.runs.add(Stage.PPO, {})
    assert store.runs.list() == [sft, ppo]
    assert store.runs.list(Stage.PPO) == [ppo]


def test_a_run_that_does_not_exist(store: Store) -> None:
    assert store.runs.get(5) is None
    with pytest.raises(NotFoundError, match="no run 5"):
        store.runs.update(5, step=1)
