"""Scenes of training: rules that are tried, pairs to judge, answers to choose from, exports."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from desktop.domain.prompts import Role
from desktop.domain.runs import Stage
from tests.helpers.settling import project_of, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QDialog

    from desktop.ui.main_window import MainWindow
    from tests.helpers.settling import Scene


def rules(window: MainWindow) -> Iterator[Scene]:
    """Show all settings of PPO, and what rules of one's own find."""
    from desktop.services.rule_trial import newest_answers, try_rules
    from desktop.ui.train.train_page import TrainPage

    window.show_page("train", Stage.PPO)
    page = window.pages.page("train")
    assert isinstance(page, TrainPage)
    page.advanced.setChecked(True)
    trials = try_rules("0.5 regex ^We\\b\n-1 regex sorry", newest_answers(project_of(window)))
    page.rules.card.show_trials(trials)
    yield settled("train-rules", window)
    page.rules.card.hide()
    page.advanced.setChecked(False)


def blind_pairs(window: MainWindow) -> Iterator[Scene]:
    """Show the pairs that the last run asks about; nothing of them is left."""
    from desktop.domain.blind_pairs import FOLDER, BlindPair, write_pairs
    from desktop.ui.runs.runs_page import RunsPage

    project, page = project_of(window), window.pages.page("runs")
    assert isinstance(page, RunsPage)
    run = next(run for run in project.store.runs.list() if run.stage is Stage.PPO)
    folder = project.run_folder(run)
    folder.mkdir(parents=True, exist_ok=True)
    prompt = project.store.prompts.list()[0]
    pair = BlindPair(20, 0, prompt.id, "It is late. We mend it.", True, "We are late.", True)
    write_pairs(folder, 20, [pair])
    window.show_page("runs", None)
    window.show_page("runs", run.id)
    yield settled("run-asks", window)
    page.run.pairs.judge.click()
    yield settled("run-pairs", window)
    page.blind.back.click()
    shutil.rmtree(folder / FOLDER)


def chosen_answer(window: MainWindow) -> Iterator[Scene]:
    """Show several answers to a message."""
    from desktop.services.best_of_n import RankedAnswer
    from desktop.ui.chat.answer_choice import AnswerChoice
    from desktop.ui.chat.chat_page import ChatPage

    window.show_page("chat")
    page = window.pages.page("chat")
    assert isinstance(page, ChatPage)
    page.best_of.set_n(2)
    page.transcript.add(Role.ASSISTANT, "It is late.", "PPO 1")
    answers = (RankedAnswer("It is late.", True, 1.25, 0.2), RankedAnswer("It", False, -0.4, 0.3))
    page.transcript.turns[0].offer(AnswerChoice(answers, "Reward model 1", 0.71))
    yield settled("chat-best", window)
    page.transcript.clear()
    page.best_of.set_n(1)


def exported(window: MainWindow) -> Iterator[Scene]:
    """Show the end of an export."""
    from desktop.services.model_export import ModelExportReport
    from desktop.ui.models.models_page import ModelsPage

    window.show_page("models")
    page = window.pages.page("models")
    assert isinstance(page, ModelsPage)
    page.exported.set_report(ModelExportReport("PPO 1", "gguf", "/home/me/PPO-1-gguf", 36, 33))
    yield settled("models-exported", window)
    page.exported.hide()


def export_model(window: MainWindow) -> QDialog:
    """Return the dialog that exports a version, at its largest."""
    from desktop.domain.model_forms import ModelForm
    from desktop.ui.models.export_dialog import ExportModelDialog

    project = project_of(window)
    dialog = ExportModelDialog(project, project.store.versions.base(), window)
    dialog.forms[ModelForm.GGUF].click()
    return dialog
