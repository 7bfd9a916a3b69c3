from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLineEdit

from desktop.domain.feedback import Comparison, Preference
from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.services.presets import Preset, preset_values
from desktop.ui.job_queue import JobQueue
from desktop.ui.train.train_page import TrainPage
from tests.helpers.fake_work import ScriptedWorks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project


@pytest.fixture
def jobs(qtbot: QtBot, project: Project) -> Iterator[JobQueue]:
    queue = JobQueue(ScriptedWorks().for_run)
    queue.open_project(project.folder)
    yield queue
    queue.shut_down()
    assert queue.wait(5)


@pytest.fixture
def page(qtbot: QtBot, jobs: JobQueue, project: Project) -> TrainPage:
    page = TrainPage(jobs)
    qtbot.addWidget(page)
    page.open_project(project)
    page.refresh()
    return page


def _rate_all(project: Project) -> None:
    for prompt in project.store.prompts.list():
        a, b = project.store.responses.for_prompt(prompt.id)
        project.store.feedback.append(Comparison(prompt.id, a.id, b.id, Preference.A))


def test_without_judgements_it_says_what_is_missing_and_where_to_go(
    page: TrainPage, qtbot: QtBot
) -> None:
    assert not page.start.isEnabled()
    assert page.data.state.text() == "not enough yet"
    assert "Rate some more" in page.data.problems.text()
    with qtbot.waitSignal(page.page_requested) as asked:
        page.data.go.click()
    assert asked.args == ["rate", None]


def test_with_judgements_a_run_is_prepared_and_queued(
    page: TrainPage, jobs: JobQueue, project: Project, qtbot: QtBot
) -> None:
    _rate_all(project)
    page.refresh()
    assert page.start.isEnabled()
    page.presets[Preset.QUICK].click()
    with qtbot.waitSignal(page.page_requested) as asked:
        page.start.click()
    (run,) = project.store.runs.list()
    assert asked.args == ["runs", run.id]
    assert run.stage is Stage.REWARD
    wanted = preset_values(Stage.REWARD, Preset.QUICK)
    assert {key: run.settings[key] for key in wanted} == wanted
    job = jobs.job_of_run(run.id)
    assert job is not None
    qtbot.waitUntil(lambda: job.state.over)


def test_a_refusal_of_the_services_is_shown_and_nothing_starts(
    page: TrainPage, jobs: JobQueue, project: Project
) -> None:
    _rate_all(project)
    page.refresh()
    project.store.runs.add(Stage.PPO, {})
    page.start.click()
    assert "Another run is at work" in page.refusal.text()
    assert jobs.jobs() == []


def test_ppo_asks_for_a_reward_model_first(page: TrainPage) -> None:
    page.stages[Stage.PPO].click()
    assert not page.start.isEnabled()
    assert "no reward model" in page.data.problems.text()
    page.data.go.click()
    assert page.stage is Stage.REWARD
    assert page.stages[Stage.REWARD].isChecked()


def test_ppo_offers_policies_and_reward_models_apart(page: TrainPage, project: Project) -> None:
    base = project.store.versions.base()
    add = project.store.versions.add
    policy = add("PPO 1", VersionKind.POLICY, base.base, folder="runs/1/model", parent_id=base.id)
    reward = add(
        "Reward 1", VersionKind.REWARD, base.base, folder="runs/2/model", parent_id=base.id
    )
    page.show_item("ppo")
    assert page.policy.version_id() == policy.id
    assert page.reward.version_id() == reward.id
    assert page.policy.box.count() == 2
    assert page.start.isEnabled()


def test_a_setting_that_does_not_fit_stops_the_start(page: TrainPage, project: Project) -> None:
    _rate_all(project)
    page.refresh()
    editor = page.form().editors["epochs"].widget
    assert isinstance(editor, QLineEdit)
    editor.setText("0")
    assert not page.start.isEnabled()
    assert "least is 1" in page.refusal.text()
    editor.setText("3")
    assert page.start.isEnabled()
    assert page.refusal.isHidden()


def test_the_amount_of_work_is_said_before_the_start(page: TrainPage, project: Project) -> None:
    page.show_item(Stage.PPO)
    page.presets[Preset.QUICK].click()
    amount, reward = page.amount.text().splitlines()
    assert amount == "15 updates of 16 answers, each up to 32 tokens"
    assert reward == (
        "Reward: the reward model, 1 off without an end, 0.05 off for each nat of KL."
    )


def test_closing_the_project_lets_go_of_it(page: TrainPage) -> None:
    page.close_project()
    page.refresh()
    page.start.click()
    assert page._project is None
