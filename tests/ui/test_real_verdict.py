"""A real run asks a person and answers best of several; its version leaves the window as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain import metrics
from desktop.domain.model_forms import GgufWeights, ModelForm
from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.services.human_pairs import waiting_pairs
from desktop.services.training import prepare_run
from desktop.ui.chat.answer_choice import AnswerChoice
from desktop.ui.chat.chat_page import ChatPage
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import JobState
from desktop.ui.models.export_task import ModelExportOrder
from desktop.ui.models.models_page import ModelsPage
from desktop.ui.rate.commands import Command
from desktop.ui.runs.runs_page import JUDGE, RUN, RunsPage
from tests.helpers.tiny_project import FAST_PPO, FAST_REWARD, make_tiny_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme

TIMEOUT_MS = 120_000
ASKING = {"updates": 4, "human_pairs_every": 2, "human_pairs": 3, "optimizer.learning_rate": 0.05}


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
def test_from_a_verdict_on_a_run_to_its_file(
    jobs: JobQueue, tiny: Project, theme: Theme, qtbot: QtBot, tmp_path: Path
) -> None:
    runs, chat, models = RunsPage(theme, jobs), ChatPage(theme, jobs), ModelsPage(jobs)
    for page in (runs, chat, models):
        qtbot.addWidget(page)
        page.open_project(tiny)
    with qtbot.waitSignal(jobs.job_over, timeout=TIMEOUT_MS):
        jobs.start_run(prepare_run(tiny, Stage.REWARD, FAST_REWARD))
    run = prepare_run(tiny, Stage.PPO, {**FAST_PPO, **ASKING})
    job = jobs.start_run(run)
    runs.show_item(run.id)
    qtbot.waitUntil(lambda: job.state is JobState.PAUSED, timeout=TIMEOUT_MS)
    _ask_for_the_best(chat, qtbot)
    runs.run.pairs.judge.click()
    assert runs._stack.currentIndex() == JUDGE
    for _ in waiting_pairs(tiny, run):
        runs.blind.choices.buttons[Command.A].click()
    assert waiting_pairs(tiny, run) == []
    runs.blind.end.primary_requested.emit()
    assert runs._stack.currentIndex() == RUN
    qtbot.waitUntil(lambda: job.state.over, timeout=TIMEOUT_MS)
    assert (job.state, job.error) == (JobState.DONE, None)
    for metric in (metrics.HUMAN_WIN_RATE, metrics.HUMAN_AGREEMENT):
        steps, values, _ = tiny.store.metrics.series(run.id, metric.name)
        assert list(steps) == [2]
        assert 0 <= (values[0] or 0) <= 1
    assert runs.run.header.place.text() == "CPU"
    assert "tensorboard --logdir" in runs.run.facts.command.text()
    _export(models, tiny, qtbot, tmp_path / "out")


def _ask_for_the_best(chat: ChatPage, qtbot: QtBot) -> None:
    """Ask a worker of the chat's own, as the run is paused."""
    chat.refresh()
    chat.best_of.number.setValue(3)
    chat.input.setPlainText("Say cat.")
    with qtbot.waitSignal(chat.service.answers_ranked, timeout=TIMEOUT_MS) as ranked:
        chat.ask.click()
    rewards = [answer.reward for answer in ranked.args[0]]
    assert len(rewards) == 3
    assert rewards == sorted(rewards, reverse=True)
    assert chat.transcript.turns[-1].findChild(AnswerChoice) is not None
    chat.close_project()


def _export(models: ModelsPage, project: Project, qtbot: QtBot, folder: Path) -> None:
    version = project.store.versions.latest(VersionKind.POLICY)
    assert version is not None
    order = ModelExportOrder(version.id, ModelForm.GGUF, GgufWeights.Q8_0, folder)
    models.export_version(order)
    qtbot.waitUntil(lambda: not models.exported.isHidden(), timeout=TIMEOUT_MS)
    assert models.exported.state.text() == "exported"
    assert "36 of 36" in models.exported.proof.text()
    written = {path.suffix or path.name for path in folder.iterdir()}
    assert written == {".gguf", "Modelfile", ".md"}
