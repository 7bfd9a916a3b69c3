from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.statistics import clustered_wilson, difference, trials_for_width, wilson


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


@given(st.lists(st.sampled_from([0.0, 1.0]), min_size=1, max_size=60))
def test_clusters_of_one_are_independent_trials(trials: list[float]) -> None:
    share, plain = clustered_wilson([[trial] for trial in trials]), wilson(sum(trials), len(trials))
    assert (share.value, share.n) == (plain.value, plain.n)
    assert share.low == pytest.approx(plain.low, abs=1e-12)
    assert share.high == pytest.approx(plain.high, abs=1e-12)


def test_trials_that_always_go_alike_count_once() -> None:
    """Four clusters of five, three of them right in all: as wide as three of four."""
    share, plain = clustered_wilson([[1.0] * 5] * 3 + [[0.0] * 5]), wilson(3, 4)
    assert (share.value, share.n) == (0.75, 20)
    assert (share.low, share.high) == pytest.approx((plain.low, plain.high))


def test_clusters_by_hand() -> None:
    """With p = 4/6 the sums are 2/3, 0 and -2/3 off p n: 6² p (1 - p) / (8/9) = 9, at most 6."""
    share = clustered_wilson([[1.0, 1.0], [1.0, 1.0, 0.0], [0.0], []])
    plain = wilson(4, 6)
    assert (share.low, share.high) == pytest.approx((plain.low, plain.high))
    # p = 5/8; the sums differ by 1.5 from p n, so 8² p (1 - p) / (2 * 1.5²) = 15 / 4.5 trials.
    share = clustered_wilson([[1.0] * 4, [1.0, 0.0, 0.0, 0.0]])
    wide = wilson(5 / 8 * (15 / 4.5), 15 / 4.5)  # type: ignore[arg-type]
    assert (share.low, share.high) == pytest.approx((wide.low, wide.high))


@pytest.mark.parametrize(("trial", "bound"), [(1.0, "low"), (0.0, "high")])
def test_a_share_without_exception_rests_on_its_clusters(trial: float, bound: str) -> None:
    share = clustered_wilson([[trial] * 6] * 7)
    assert getattr(share, bound) == pytest.approx(getattr(wilson(7 * trial, 7), bound))


def test_no_clusters_say_nothing() -> None:
    share = clustered_wilson([[]])
    assert (share.low, share.high, share.n) == (0.0, 1.0, 0)


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
