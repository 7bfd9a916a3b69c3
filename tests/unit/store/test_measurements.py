from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from desktop.domain.prompts import user_prompt
from desktop.domain.runs import SampleRecord, Stage

if TYPE_CHECKING:
    from desktop.store.store import Store


@pytest.fixture
def run_id(store: Store) -> int:
    return store.runs.add(Stage.PPO, {}).id


def test_a_series_comes_back_by_rising_step(store: Store, run_id: int) -> None:
    store.metrics.record(run_id, 2, {"kl": 0.5, "reward": 1}, time=20.0)
    store.metrics.record(run_id, 1, {"kl": 0.25}, time=10.0)
    assert store.metrics.series(run_id, "kl") == ([1, 2], [0.25, 0.5], [10.0, 20.0])
    assert store.metrics.series(run_id, "unknown") == ([], [], [])
    assert store.metrics.all_series(run_id) == {
        "kl": ([1, 2], [0.25, 0.5], [10.0, 20.0]),
        "reward": ([2], [1.0], [20.0]),
    }
    assert store.metrics.latest(run_id) == {"kl": 0.5, "reward": 1.0}


def test_what_is_not_a_number_is_a_gap_and_the_infinite_stays(store: Store, run_id: int) -> None:
    store.metrics.record(run_id, 1, {"a": math.nan, "b": math.inf, "c": -math.inf}, time=1.0)
    values = store.metrics.latest(run_id)
    assert math.isnan(values["a"])
    assert (values["b"], values["c"]) == (math.inf, -math.inf)


def test_a_step_measured_again_keeps_the_later_value(store: Store, run_id: int) -> None:
    store.metrics.record(run_id, 1, {"kl": 1.0}, time=1.0)
    store.metrics.record(run_id, 1, {"kl": 2.0}, time=5.0)
    assert store.metrics.series(run_id, "kl") == ([1], [2.0], [5.0])


def test_runs_do_not_mix_and_a_resumed_one_forgets_what_lies_ahead(
    store: Store, run_id: int
) -> None:
    other = store.runs.add(Stage.PPO, {}).id
    for step in range(1, 5):
        store.metrics.record(run_id, step, {"kl": step}, time=step)
        store.metrics.record(other, step, {"kl": -step}, time=step)
    store.metrics.truncate_after(run_id, 2)
    assert store.metrics.series(run_id, "kl")[0] == [1, 2]
    assert store.metrics.series(other, "kl")[0] == [1, 2, 3, 4]


def test_samples_come_back_by_step_and_prompt(store: Store, run_id: int) -> None:
    one, two = (store.prompts.add(user_prompt(text)).id for text in ("one", "two"))
    late = store.samples.record(run_id, 10, one, "Later", {"reward": 1.5}, finished=False)
    second = store.samples.record(run_id, 0, two, "B")
    first = store.samples.record(run_id, 0, one, "A")
    assert late == SampleRecord(1, run_id, 10, one, "Later", {"reward": 1.5}, False)
    assert store.samples.for_run(run_id) == [first, second, late]
    assert store.samples.for_run(run_id, step=10) == [late]
    assert store.samples.steps(run_id) == [0, 10]
    store.samples.truncate_after(run_id, 0)
    assert store.samples.for_run(run_id) == [first, second]
