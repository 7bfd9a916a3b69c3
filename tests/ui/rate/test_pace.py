from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.rate.attention import IDLE_S, AttentionClock
from desktop.ui.rate.pace import FastChoice, Pace, least_seconds


class FakeTime:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


PAUSES = st.lists(st.floats(0, 200), max_size=20)


@given(PAUSES)
def test_law_of_each_pause_at_most_half_a_minute_counts(pauses: list[float]) -> None:
    time = FakeTime()
    clock = AttentionClock(time)
    for pause in pauses:
        time.now += pause
        clock.touch()
    assert clock.seconds() == pytest.approx(sum(min(p, 30.0) for p in pauses), abs=0.01)


def test_who_walks_away_is_counted_for_half_a_minute() -> None:
    time = FakeTime()
    clock = AttentionClock(time)
    time.now = 12.0
    clock.touch()
    time.now = 3612.0
    assert clock.seconds() == 12.0 + IDLE_S
    clock.restart()
    time.now += 2.5
    assert clock.seconds() == 2.5


def test_time_on_another_page_does_not_count() -> None:
    time = FakeTime()
    clock = AttentionClock(time)
    time.now = 5.0
    clock.touch()
    time.now = 25.0
    clock.leave_out()
    time.now = 26.0
    assert clock.seconds() == 6.0


@pytest.mark.parametrize(
    ("words", "seconds"), [(0, 0.0), (19, 0.0), (20, 1.0), (30, 1.5), (40, 2.0), (9000, 2.0)]
)
def test_the_least_time_for_reading(words: int, seconds: float) -> None:
    assert least_seconds(words) == seconds


def test_it_asks_once_and_then_takes_what_comes() -> None:
    guard = FastChoice()
    guard.start(100)
    assert guard.asks(0.4)
    assert not guard.asks(0.5)
    guard.start(100)
    assert not guard.asks(2.0)
    guard.start(100)
    guard.trust()
    assert not guard.asks(0.1)


def test_the_time_left_is_said_once_it_can_be() -> None:
    pace = Pace()
    assert pace.minutes_for(10) is None
    for seconds in (10.0, 20.0, 300.0):
        pace.add(seconds)
    assert pace.minutes_for(10) == 4
    assert pace.minutes_for(1) == 1
    assert pace.minutes_for(0) is None
