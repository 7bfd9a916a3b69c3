"""A real run with its worker process, seen from the window's side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain import metrics
from desktop.domain.feedback import Comparison
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.versions import VersionKind
from desktop.services.training import prepare_run
from desktop.ui.chat.chat_page import ChatPage
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import JobState
from desktop.ui.runs.runs_page import RunsPage
from tests.helpers.tiny_project import FAST_PPO, FAST_REWARD, make_tiny_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme

TIMEOUT_MS = 120_000


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Project]:
    with make_tiny_project(tmp_path / "project") as project:
        yield project


@pytest.fixture
def jobs(qtbot: QtBot, tiny: Project) -> Iterator[JobQueue]:
    queue = JobQueue()
    queue.open_project(tiny.folder)
    yield queue
    queue.shut_down()
    assert queue.wait(30)


@pytest.mark.slow
def test_a_reward_model_is_trained_while_its_page_is_open(
    jobs: JobQueue, tiny: Project, theme: Theme, qtbot: QtBot
) -> None:
    page = RunsPage(theme, jobs)
    qtbot.addWidget(page)
    page.open_project(tiny)
    run = prepare_run(tiny, Stage.REWARD, FAST_REWARD)
    with qtbot.waitSignal(jobs.job_over, timeout=TIMEOUT_MS):
        job = jobs.start_run(run)
        page.show_item(run.id)
        comparison = next(iter(tiny.store.feedback.events())).judgement
        assert isinstance(comparison, Comparison)
        tiny.store.feedback.append(comparison)
    assert (job.state, job.error) == (JobState.DONE, None)
    assert job.done == job.total > 0
    ended = tiny.store.runs.get(run.id)
    assert ended is not None
    assert ended.status is RunStatus.FINISHED
    assert page.run.header.status.text() == "finished"
    assert page.run.board is not None
    for name in (metrics.LOSS.name, metrics.HELD_OUT_ACCURACY.name):
        stored = tiny.store.metrics.series(run.id, name)
        drawn = page.run.board.series[name]
        assert (drawn.steps, drawn.values) == stored[:2]
        assert drawn.steps
    assert tiny.store.versions.latest(VersionKind.REWARD) is not None


@pytest.mark.slow
def test_candidates_are_generated_and_the_base_chats(
    jobs: JobQueue, tiny: Project, theme: Theme, qtbot: QtBot
) -> None:
    before = tiny.store.responses.count()
    values = {"per_prompt": 3, "sampling.max_new_tokens": 6, "device": "cpu"}
    with qtbot.waitSignal(jobs.job_over, timeout=TIMEOUT_MS):
        job = jobs.start_generation(tiny, values, limit=3)
    assert (job.state, job.error) == (JobState.DONE, None)
    assert tiny.store.responses.count() > before
    page = ChatPage(theme, jobs)
    qtbot.addWidget(page)
    page.open_project(tiny)
    page.refresh()
    page.input.setPlainText("Say cat.")
    with qtbot.waitSignal(page.service.answer_ended, timeout=TIMEOUT_MS) as answer:
        page.ask.click()
    assert page.transcript.turns[-1].text() == answer.args[0]
    with qtbot.waitSignal(jobs.all_ended, timeout=TIMEOUT_MS):
        page.close_project()


@pytest.mark.slow
def test_ppo_is_paused_resumed_asked_and_stopped(
    jobs: JobQueue, tiny: Project, theme: Theme, qtbot: QtBot
) -> None:
    page, chat = RunsPage(theme, jobs), ChatPage(theme, jobs)
    for made in (page, chat):
        qtbot.addWidget(made)
        made.open_project(tiny)
        made.refresh()
    with qtbot.waitSignal(jobs.job_over, timeout=TIMEOUT_MS):
        jobs.start_run(prepare_run(tiny, Stage.REWARD, FAST_REWARD))
    run = prepare_run(tiny, Stage.PPO, {**FAST_PPO, "updates": 5000})
    job = jobs.start_run(run)
    page.show_item(run.id)
    header = page.run.header
    qtbot.waitUntil(lambda: job.done > 0, timeout=TIMEOUT_MS)
    header.pause.click()
    qtbot.waitUntil(lambda: job.state is JobState.PAUSED, timeout=TIMEOUT_MS)
    assert header.status.text() == "paused"
    header.resume.click()
    qtbot.waitUntil(lambda: header.status.text() == "running", timeout=TIMEOUT_MS)
    chat.refresh()
    chat.input.setPlainText("Say cat.")
    with qtbot.waitSignal(chat.service.answer_ended, timeout=TIMEOUT_MS):
        chat.ask.click()
    with qtbot.waitSignal(jobs.job_over, timeout=TIMEOUT_MS):
        header.stop.click()
    assert (job.state, job.error) == (JobState.STOPPED, None)
    assert header.status.text() == "stopped, kept"
    assert tiny.store.versions.latest(VersionKind.POLICY) is not None
    assert page.run.board is not None
    kl = page.run.board.series[metrics.KL.name]
    assert (kl.steps, kl.values) == tiny.store.metrics.series(run.id, metrics.KL.name)[:2]
    assert page.run.samples.steps
