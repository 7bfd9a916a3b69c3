"""What is noticed about a PPO run, from series made by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import metrics as m
from desktop.domain.policy_health import ALARMS, Sign, diagnose

UP = [0.0, 0.0, 0.0, 0.5, 0.6, 0.7]
FLAT = [1.0] * 6


def series(**values: list[float]) -> dict[str, list[tuple[int, float]]]:
    return {
        getattr(m, name).name: list(enumerate(points, start=1)) for name, points in values.items()
    }


def signs(**values: list[float]) -> list[Sign]:
    return [finding.sign for finding in diagnose(series(**values), kl_target=8.0)]


def test_a_healthy_run_has_no_sign() -> None:
    healthy = {
        "REWARD": [0.0, 0.1, 0.2, 0.4, 0.6, 0.8] + [1.0] * 20,
        "KL": [0.0, 1.0, 3.0, 5.0, 7.0, 8.0] + [8.0] * 20,
        "REPETITION": [0.05] * 26,
        "RESPONSE_LENGTH": [30.0] * 13 + [36.0] * 13,
        "HELD_OUT_REWARD": [0.0, 0.4, 0.7],
        "SECOND_REWARD": [0.0, 0.2, 0.3],
        "CLIP_FRACTION": [0.2] * 26,
        "ENTROPY": [2.0] * 13 + [1.2] * 13,
        "EXPLAINED_VARIANCE": [-0.5] * 3 + [0.5] * 23,
        "FINISHED_SHARE": [0.4] * 5 + [0.9] * 21,
    }
    assert signs(**healthy) == []


@pytest.mark.parametrize(
    ("sign", "values"),
    [
        (Sign.KL_HIGH, {"KL": [20.0, 26.0, 27.0]}),
        (Sign.REPEATS, {"REWARD": UP, "REPETITION": [0.1, 0.1, 0.1, 0.4, 0.4, 0.4]}),
        (Sign.LONGER, {"REWARD": UP, "RESPONSE_LENGTH": [20.0, 20.0, 20.0, 45.0, 45.0, 45.0]}),
        (Sign.HELD_OUT_FALLS, {"REWARD": UP, "HELD_OUT_REWARD": [0.0, 1.0, 0.4, 0.5]}),
        (
            Sign.SECOND_DISAGREES,
            {"HELD_OUT_REWARD": [0.0, 0.5, 0.9], "SECOND_REWARD": [0.0, 0.2, -0.2]},
        ),
        (Sign.STEPS_TOO_LARGE, {"CLIP_FRACTION": [0.1, 0.5, 0.5, 0.5]}),
        (Sign.ENTROPY_GONE, {"ENTROPY": [2.0, 2.0, 2.0, 0.3, 0.2, 0.1]}),
        (Sign.VALUE_BLIND, {"EXPLAINED_VARIANCE": [-0.2] * 10}),
        (Sign.UNFINISHED, {"FINISHED_SHARE": [0.2] * 10}),
        (Sign.NOTHING_LEARNT, {"REWARD": [0.1] * 20, "KL": [0.01] * 20}),
        (Sign.PEOPLE_DISAGREE, {"REWARD": UP, "HUMAN_WIN_RATE": [0.6, 0.25]}),
    ],
)
def test_each_sign_by_hand(sign: Sign, values: dict[str, list[float]]) -> None:
    assert signs(**values) == [sign]


def test_numbers_of_a_finding() -> None:
    (found,) = diagnose(series(REWARD=UP, REPETITION=[0.1, 0.1, 0.1, 0.4, 0.5, 0.6]), kl_target=8.0)
    assert found.step == 6
    assert found.now == pytest.approx(0.5)
    assert found.before == pytest.approx(0.1)


@pytest.mark.parametrize(
    "values",
    [
        {"REPETITION": [0.1, 0.1, 0.1, 0.9, 0.9, 0.9], "REWARD": FLAT},
        {"RESPONSE_LENGTH": [20.0] * 3 + [90.0] * 3},
        {"REWARD": UP, "HELD_OUT_REWARD": [0.0, 1.0, 0.2, 0.9]},
        {"HELD_OUT_REWARD": [0.0, 0.1], "SECOND_REWARD": [1.0, 0.0]},
        {"EXPLAINED_VARIANCE": [-0.2] * 5},
    ],
)
def test_what_is_no_sign(values: dict[str, list[float]]) -> None:
    """No hacking without a reward that rises; one bad evaluation is chance; early is early."""
    assert signs(**values) == []


POINTS = st.lists(st.floats(-1e6, 1e6), max_size=30)


@given(st.dictionaries(st.sampled_from(sorted(m.METRICS)), POINTS))
def test_any_numbers_can_be_read(values: dict[str, list[float]]) -> None:
    found = diagnose(
        {name: list(enumerate(points)) for name, points in values.items()}, kl_target=8.0
    )
    assert len({finding.sign for finding in found}) == len(found)
    assert [f.sign for f in found if f.sign in ALARMS] == [f.sign for f in found][
        : sum(f.sign in ALARMS for f in found)
    ]
