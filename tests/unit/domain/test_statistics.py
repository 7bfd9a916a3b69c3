from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.statistics import difference, trials_for_width, wilson


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


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
    ],
)
def test_differences_against_published_figures(
    one: tuple[int, int], other: tuple[int, int], low: float, high: float
) -> None:
    """Newcombe (1998), table II, method 10."""
    apart = difference(wilson(*one), wilson(*other))
    assert apart.value == pytest.approx(one[0] / one[1] - other[0] / other[1])
    assert apart.low == pytest.approx(low, abs=5e-5)
    assert apart.high == pytest.approx(high, abs=5e-5)
    assert apart.decided == (low > 0)


def test_a_difference_to_nothing_is_unknown() -> None:
    apart = difference(wilson(5, 10), wilson(0, 0))
    assert math.isnan(apart.value)
    assert (apart.low, apart.high, apart.decided) == (-1.0, 1.0, False)


@given(st.floats(0, 1), st.floats(0.05, 0.9))
def test_the_trials_for_a_width_are_the_fewest(share: float, width: float) -> None:
    n = trials_for_width(share, width)
    enough = wilson(share * n, n)
    assert enough.high - enough.low <= width
    if n > 1:
        fewer = wilson(share * (n - 1), n - 1)
        assert fewer.high - fewer.low > width
