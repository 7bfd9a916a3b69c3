from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.statistics import wilson


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),
        (50, 100, 0.4038, 0.5962),
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (1, 1, 0.2065, 1.0),
        (81, 263, 0.2553, 0.3662),
    ],
)
def test_against_published_figures(successes: int, n: int, low: float, high: float) -> None:
    """Newcombe (1998) gives the last; the others follow from the formula, to four places."""
    share = wilson(successes, n)
    assert share.value == successes / n
    assert share.n == n
    assert share.low == pytest.approx(low, abs=5e-5)
    assert share.high == pytest.approx(high, abs=5e-5)


def test_nothing_is_known_from_nothing() -> None:
    share = wilson(0, 0)
    assert math.isnan(share.value)
    assert (share.low, share.high, share.n) == (0.0, 1.0, 0)


@given(st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, 2 * n), st.just(n))))
def test_the_interval_holds_the_share_and_mirrors_it(case: tuple[int, int]) -> None:
    halves, n = case
    share, mirror = wilson(halves / 2, n), wilson(n - halves / 2, n)
    assert 0.0 <= share.low <= share.value + 1e-12
    assert share.value - 1e-12 <= share.high <= 1.0
    assert mirror.low == pytest.approx(1 - share.high, abs=1e-9)


@given(st.integers(0, 50), st.integers(1, 50), st.integers(2, 20))
def test_more_of_the_same_narrows_the_interval(good: int, bad: int, times: int) -> None:
    few, many = wilson(good, good + bad), wilson(good * times, (good + bad) * times)
    assert many.high - many.low < few.high - few.low
