from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.runs import Stage
from desktop.services.rule_trial import RuleTrial, RuleTrials, TrialState
from desktop.ui.job_queue import JobQueue
from desktop.ui.train.rules_card import RulesCard
from desktop.ui.train.train_page import RULES, TrainPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project


@pytest.fixture
def page(qtbot: QtBot, project: Project) -> Iterator[TrainPage]:
    jobs = JobQueue()
    page = TrainPage(jobs)
    qtbot.addWidget(page)
    page.open_project(project)
    page.show_item(Stage.PPO)
    page.refresh()
    yield page
    page.close_project()


def enter(page: TrainPage, text: str) -> None:
    page.form().editors[RULES].set_value(text)


def test_rules_are_tried_on_the_projects_answers_when_one_stops_typing(
    page: TrainPage, qtbot: QtBot
) -> None:
    assert page.rules.card.isHidden()
    enter(page, "0.5 regex ^Answer x")
    qtbot.waitUntil(lambda: bool(page.rules.card.rows), timeout=10_000)
    (row,) = page.rules.card.rows
    assert row.line.text() == "0.5 regex ^Answer x"
    assert row.state.text() == "fits 6 of 12 (50%)"
    assert "Fits: Answer x to 5." in row.examples.text()
    assert "Does not fit: Answer y to 5." in row.examples.text()
    assert "give 0.25 on average" in page.rules.card.summary.text()


def test_what_is_wrong_with_a_pattern_is_said_at_once(page: TrainPage) -> None:
    enter(page, "1 regex (")
    assert "not a regular expression" in page.rules.card.problem.text()
    assert not page.rules.card.isHidden()
    assert not page.start.isEnabled()
    enter(page, "")
    assert page.rules.card.isHidden()


def test_other_stages_have_no_rules(page: TrainPage) -> None:
    enter(page, "1 regex (")
    page.show_item(Stage.SFT)
    assert page.rules.card.isHidden()


def test_a_rule_that_tells_nothing_apart_or_takes_too_long_is_named(qtbot: QtBot) -> None:
    card = RulesCard()
    qtbot.addWidget(card)
    rules = (
        RuleTrial("1 regex .", 1.0, TrialState.TRIED, 5, "one"),
        RuleTrial("1 regex (a+)+$", 1.0, TrialState.TOO_SLOW),
        RuleTrial("1 regex b", 1.0, TrialState.NOT_REACHED),
    )
    card.show_trials(RuleTrials(5, rules))
    assert [row.state.text() for row in card.rows] == [
        "fits 5 of 5 (100%)",
        "too slow",
        "not tried",
    ]
    assert "nothing is learnt" in card.rows[0].examples.text()
    assert "hold up the run" in card.rows[1].examples.text()
    card.show_trials(RuleTrials(0, rules[2:]))
    assert "no answers yet" in card.summary.text()
