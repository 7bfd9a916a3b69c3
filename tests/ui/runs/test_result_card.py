from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.runs import Run, RunStatus, Stage
from desktop.domain.verdict import Verdict, VerdictReason, VerdictState
from desktop.ui.charts.curve_chart import Axis, CurveChart, CurvePoint, percent_axis
from desktop.ui.runs.result_card import ResultCard

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme.theme import Theme

BIN = {"predicted": 0.75, "observed": 0.5, "low": 0.2, "high": 0.8, "n": 4}
RESULT: dict[str, Any] = {
    "accuracy": 0.71,
    "low": 0.64,
    "high": 0.77,
    "n": 180,
    "cross_validated": True,
    "calibration": [BIN],
    "corrected_calibration": [BIN | {"predicted": 0.6}],
    "corrected_log_loss": 0.58,
    "length_correlation": 0.31,
    "score_concordance": 0.64,
    "scored": 42,
    "curve": [{"pairs": 54.0, "accuracy": 0.6, "low": 0.5, "high": 0.7}],
    "by_kind": {"comparison": {"accuracy": 0.7, "n": 120}, "odd": {"accuracy": 1.0, "n": 2}},
    "by_length_difference": [
        {"low": None, "high": -20, "accuracy": 0.6, "n": 20},
        {"low": -5, "high": 5, "accuracy": 0.8, "n": 60},
    ],
    "second": {"accuracy": 0.66, "low": 0.55, "high": 0.75, "n": 60},
    "verdict": Verdict(VerdictState.RATE_MORE, VerdictReason.CURVE, 60).to_json(),
}


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> ResultCard:
    made = ResultCard(theme)
    qtbot.addWidget(made)
    return made


def run(stage: Stage, result: dict[str, Any]) -> Run:
    return Run(1, stage, RunStatus.FINISHED, {}, "runs/1", result=result)


def test_a_reward_model_is_told_in_words(card: ResultCard) -> None:
    card.set_run(run(Stage.REWARD, RESULT))
    assert card.verdict.text() == "rate more"
    assert card.text.text() == (
        "Agrees with you on 71% of 180 pairs it has not seen (95% interval 64 to 77%). Each prompt "
        "was left out once and told by a model that had not seen it. By its learning curve about "
        "60 more judged pairs would make it ready."
    )
    assert card.report.details.text().splitlines() == [
        "By kind: comparisons: 70% of 120 · odd: 100% of 2",
        "By how much longer the preferred answer is (tokens): < −20: 60% of 20 · −5 … 5: 80% of 60",
        "Of two answers with different scores it prefers the better one in 64% of cases "
        "(42 scored answers).",
        "Correlation of its rewards with length: +0.31. Log loss: 0.580.",
        "The second reward model, which PPO never sees: 66% of 60",
    ]


def test_the_charts_can_be_read_aloud(card: ResultCard) -> None:
    card.set_run(run(Stage.REWARD, RESULT))
    assert card.report.calibration.accessibleName() == "Calibration"
    assert card.report.calibration.accessibleDescription() == ("60% sure: right in 50% (20 to 80%)")
    assert card.report.curve.accessibleDescription() == "54 pairs: 60% (50 to 70%)"


@pytest.mark.parametrize("reason", VerdictReason)
def test_every_verdict_has_its_words(reason: VerdictReason, card: ResultCard) -> None:
    verdict = Verdict(VerdictState.CANNOT_TELL, reason, 120)
    card.set_run(run(Stage.REWARD, RESULT | {"verdict": verdict.to_json()}))
    assert "{" not in card.text.text()
    assert len(card.text.text()) > 200


def test_a_run_without_pairs_says_that_nothing_was_measured(card: ResultCard) -> None:
    verdict = Verdict(VerdictState.CANNOT_TELL, VerdictReason.NOTHING_MEASURED)
    result: dict[str, Any] = {"accuracy": None, "low": 0.0, "high": 1.0, "n": 0}
    card.set_run(run(Stage.REWARD, result | {"verdict": verdict.to_json()}))
    assert card.text.text().startswith("There are no unseen pairs")
    assert card.report.calibration.isHidden() or not card.report.calibration.isVisible()


def test_a_run_of_an_older_version_keeps_its_sentence(card: ResultCard) -> None:
    card.set_run(run(Stage.REWARD, {"accuracy": 0.7, "low": 0.6, "high": 0.8, "n": 50}))
    assert card.text.text().startswith("Agrees with you on 70% of 50 pairs")
    assert card.report.isHidden()
    card.set_run(run(Stage.SFT, {"loss_before": 2.0, "loss_after": 1.5}))
    assert "2" in card.text.text()
    assert card.verdict.isHidden() or not card.verdict.text()


@pytest.mark.parametrize(
    ("stage", "result"),
    [
        (Stage.SFT, {"loss_before": 2.0, "loss_after": None}),
        (Stage.PPO, {"reward_before": -0.9, "reward_after": None, "kl": 0.1}),
    ],
)
def test_a_run_that_was_not_measured_again_claims_nothing(
    stage: Stage, result: dict[str, Any], card: ResultCard
) -> None:
    card.set_run(run(stage, result))
    assert card.text.text().startswith("It was stopped before it was measured again")


def test_points_are_painted_where_they_belong(qtbot: QtBot, theme: Theme) -> None:
    chart = CurveChart(theme, "Curve")
    qtbot.addWidget(chart)
    chart.resize(340, 220)
    axis = Axis(0.0, 100.0, ((0.0, "0"), (100.0, "100")), "pairs")

    def painted(y: float) -> QImage:
        point = CurvePoint(50.0, y, y - 0.1, y + 0.1)
        chart.set_curve(axis, percent_axis(0, 100, 25, ""), [point], guide=((0, 0.5), (100, 0.5)))
        return chart.grab().toImage()

    assert painted(0.3) != painted(0.7)
    assert axis.share(50.0) == 0.5
    assert axis.share(1000.0) == 1.0
    assert Axis(1.0, 1.0, (), "").share(1.0) == 0.5
