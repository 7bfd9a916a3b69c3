from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING

import pytest

from desktop.domain.feedback import Preference
from desktop.domain.statistics import Proportion
from desktop.domain.verdict import Verdict, VerdictReason, VerdictState
from desktop.services.rating import RatingSession
from desktop.services.reward_quality import RewardQuality
from desktop.services.status import NextStep, Step, project_status
from desktop.ui.home.charts import BarChart, Point, ShareChart
from desktop.ui.home.page import HomePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> HomePage:
    page = HomePage(theme)
    qtbot.addWidget(page)
    page.resize(1000, 640)
    page.open_project(project)
    page.refresh()
    page.show()
    return page


TARGETS = [
    (NextStep(Step.ADD_PROMPTS), "prompts"),
    (NextStep(Step.RATE_MORE, more=22), "rate"),
    (NextStep(Step.TRAIN_REWARD), "train"),
    (NextStep(Step.TRAIN_PPO), "train"),
    (NextStep(Step.WATCH_RUN, run_id=3), "runs"),
    (NextStep(Step.RESUME_RUN, run_id=3), "runs"),
]


@pytest.mark.parametrize(("step", "target"), TARGETS)
def test_one_button_leads_to_the_next_step(
    page: HomePage, project: Project, qtbot: QtBot, step: NextStep, target: str
) -> None:
    page.set_status(dataclasses.replace(project_status(project), next_step=step))
    with qtbot.waitSignal(page.page_requested) as asked:
        page.next_step.button.click()
    assert asked.args is not None
    assert asked.args[0] == target


@pytest.mark.parametrize("step", [Step.GENERATE, Step.NEW_ROUND])
def test_answers_are_asked_for_at_once(
    page: HomePage, project: Project, qtbot: QtBot, step: Step
) -> None:
    page.set_status(dataclasses.replace(project_status(project), next_step=NextStep(step)))
    with qtbot.waitSignal(page.generation_requested):
        page.next_step.button.click()


def test_every_step_has_words(page: HomePage, project: Project) -> None:
    said = set()
    for step in Step:
        status = dataclasses.replace(project_status(project), next_step=NextStep(step, more=5))
        page.set_status(status)
        said.add(page.next_step.what())
    assert len(said) == len(Step)


def test_judgements_are_counted(page: HomePage, project: Project) -> None:
    RatingSession(project).compare(Preference.A)
    page.refresh()
    assert "1 judgement" in page.stages.cards[1].accessibleName()
    assert "39 to go" in page.stages.cards[1].accessibleName()


def test_a_stage_card_leads_to_its_page(page: HomePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.page_requested) as asked:
        page.stages.cards[1].click()
    assert asked.args == ["rate", None]


def test_the_reward_models_agreement_is_shown_with_its_interval(
    page: HomePage, project: Project
) -> None:
    reward = RewardQuality(2, Proportion(0.74, 0.66, 0.81, 120), False, 22, 0)
    step = NextStep(Step.RATE_MORE, more=22)
    page.set_status(dataclasses.replace(project_status(project), reward=reward, next_step=step))
    assert "74% of unseen pairs" in page.stages.cards[2].accessibleName()


def test_a_number_that_nobody_can_tell_is_not_named(page: HomePage, project: Project) -> None:
    verdict = Verdict(VerdictState.CANNOT_TELL, VerdictReason.FLAT)
    reward = RewardQuality(2, Proportion(0.33, 0.21, 0.48, 45), False, 45, 0, verdict)
    step = NextStep(Step.RATE_MORE)
    page.set_status(dataclasses.replace(project_status(project), reward=reward, next_step=step))
    assert page.next_step.what() == "Rate more pairs"
    assert "the learning curve is flat" in page.next_step._why.text()
    assert "cannot tell" in page.stages.cards[2].accessibleName()


def test_charts_tell_their_values_to_screen_readers(qtbot: QtBot, theme: Theme) -> None:
    bars, shares = BarChart(theme, "By day"), ShareChart(theme, "By round")
    for chart in (bars, shares):
        qtbot.addWidget(chart)
    bars.set_points([Point("11-21", 18), Point("11-22", 40)])
    shares.set_points([Point("1", 61, 52, 70)])
    assert bars.accessibleDescription() == "11-21: 18; 11-22: 40"
    assert shares.accessibleDescription() == "1: 61% (52–70%)"


@pytest.mark.parametrize("values", [[], [0], [3], [41, 0, 2000]])
def test_bars_are_painted_for_any_counts(qtbot: QtBot, theme: Theme, values: list[int]) -> None:
    chart = BarChart(theme, "By day")
    qtbot.addWidget(chart)
    chart.resize(300, 160)
    chart.set_points([Point(str(i), value) for i, value in enumerate(values)])
    low, high = chart.range()
    assert low == 0
    assert high >= max([*values, 1])
    assert math.isclose(high % 4, 0)
    assert not chart.grab().isNull()
