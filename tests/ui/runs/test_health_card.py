"""The doctor's card: words with numbers, an answer, alarms before hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain import metrics as m
from desktop.domain.events import SampleRecorded
from desktop.domain.policy_health import Finding, Sign
from desktop.services.run_health import diagnosis
from desktop.ui.runs.health_card import HealthCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SAMPLES = [
    SampleRecorded(0, 1, "calm", {"kl": 90.0, "score": 0.0}),
    SampleRecorded(10, 1, "so so so so so so", {"kl": 20.0, "score": 2.0, "reward": 2.0}),
    SampleRecorded(10, 2, "a long and varied answer", {"kl": 30.0, "score": 1.0, "reward": 1.0}),
]


@pytest.mark.parametrize("sign", Sign)
def test_every_sign_has_words_with_its_numbers(sign: Sign, qtbot: QtBot) -> None:
    card = HealthCard()
    qtbot.addWidget(card)
    card.set_findings([(Finding(sign, 10, 0.25, 0.5), "look")])
    words = card.rows[0].words.text()
    assert "{" not in words
    assert sign is Sign.VALUE_BLIND or "0.25" in words
    assert card.rows[0].example.text() == "For example: look"
    assert not card.isHidden()
    card.set_findings([])
    assert card.isHidden()


def test_the_answer_that_shows_a_sign_is_of_the_latest_step() -> None:
    series = {m.KL.name: [(step, 40.0) for step in range(1, 6)]}
    ((found, example),) = diagnosis(series, SAMPLES, {"environment.kl_target": 4.0})
    assert (found.sign, found.before) == (Sign.KL_HIGH, 4.0)
    assert example == "a long and varied answer"


def test_repetition_is_shown_by_the_answer_that_repeats() -> None:
    rising = [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    series = {
        m.REWARD.name: list(enumerate(rising)),
        m.REPETITION.name: [(n, 0.1 + 0.4 * value) for n, value in enumerate(rising)],
    }
    ((found, example),) = diagnosis(series, SAMPLES, {})
    assert found.sign is Sign.REPEATS
    assert example == "so so so so so so"


def test_gaps_and_missing_samples_do_no_harm() -> None:
    series = {m.KL.name: [(1, float("nan")), (2, 50.0), (3, 50.0), (4, 50.0)]}
    assert [example for _, example in diagnosis(series, [], {})] == [""]
