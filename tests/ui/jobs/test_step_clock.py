from __future__ import annotations

import pytest

from desktop.ui.jobs.step_clock import StepClock


def test_no_estimate_before_ten_steps_then_by_the_pace() -> None:
    clock = StepClock()
    clock.start(100.0)
    clock.step(0, 30, 105.0)
    for done in range(1, 10):
        clock.step(done, 30, 105.0 + 2 * done)
    assert clock.remaining(123.0) is None
    clock.step(10, 30, 125.0)
    # Ten steps took 20 s (the 5 s of loading do not count), so twenty more take 40 s.
    assert clock.remaining(125.0) == pytest.approx(40.0)
    assert clock.remaining(126.5) == pytest.approx(38.5)
    assert clock.elapsed(126.5) == pytest.approx(26.5)


def test_a_pause_counts_neither_as_work_nor_for_the_pace() -> None:
    clock = StepClock()
    clock.start(0.0)
    for done in range(6):
        clock.step(done, 20, float(done))
    clock.stop(5.0)
    assert clock.elapsed(500.0) == 5.0
    clock.start(1000.0)
    for done in range(6, 11):
        clock.step(done, 20, 995.0 + done)
    assert clock.remaining(1005.0) == pytest.approx(10.0)


def test_the_estimate_follows_the_last_fifty_steps() -> None:
    clock = StepClock()
    clock.start(0.0)
    now = 0.0
    for done in range(101):
        clock.step(done, 200, now)
        now += 10.0 if done < 50 else 1.0
    # Steps 50 to 100 took 1 s each; the slow first half is forgotten.
    assert clock.remaining(now - 1.0) == pytest.approx(100.0)


def test_a_resumed_run_needs_ten_steps_of_its_own() -> None:
    clock = StepClock()
    clock.start(0.0)
    clock.step(40, 60, 0.0)
    assert clock.remaining(0.0) is None
    clock.step(50, 60, 5.0)
    assert clock.remaining(5.0) == pytest.approx(5.0)


def test_a_new_phase_begins_anew() -> None:
    clock = StepClock()
    clock.start(0.0)
    clock.step(0, 20, 0.0)
    clock.step(20, 20, 20.0)
    # All steps are done; what comes now is not known.
    assert clock.remaining(20.0) is None
    clock.step(0, 100, 21.0)
    assert clock.remaining(21.0) is None
