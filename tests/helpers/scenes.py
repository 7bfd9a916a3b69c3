"""All that the window can show, one after the other: pages, their states, and dialogs.

Who photographs and who measures goes through the same scenes, so that nothing is looked at by one
of them alone.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.errors import ProjectError
from desktop.domain.runs import Stage
from desktop.services.score_scales import Aspect, ScorePlan
from desktop.ui.dialogs.remark import RemarkDialog
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.page import RatePage
from tests.helpers.settling import SETTLE_MS, project_of, settled
from tests.helpers.training_scenes import (
    blind_pairs,
    chosen_answer,
    export_model,
    exported,
    rules,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desktop.ui.main_window import MainWindow
    from tests.helpers.settling import Scene

__all__ = ["ready_to_rate", "scenes", "settled"]
Shown = TypeVar("Shown", bound=QWidget)

READY_S = 20.0
IMPORTED = '{"prompt": "Why is snow white?", "chosen": "It scatters light.", "rejected": "Paint."}'


def scenes(window: MainWindow) -> Iterator[Scene]:
    """Yield the name of each scene and what shows it; the window has a project open."""
    for name in window.rail.buttons:
        window.show_page(name)
        yield settled(name, window)
    yield from _rate(window)
    yield from _stages(window)
    yield from _runs(window)
    yield from chosen_answer(window)
    yield from exported(window)
    notice = window.notices.say("It stopped unexpectedly.", "warning", "Save a report…", print)
    yield settled("notice", window)
    notice.dismiss_button.click()
    with _shown(_first_start()) as page:
        page.resize(window.size())
        yield settled("first-start", page)
    for make in _DIALOGS:
        with _shown(make(window)) as dialog:
            yield settled(type(dialog).__name__, dialog)


def ready_to_rate(window: MainWindow) -> RatePage:
    """Bring the rating page to the front and wait until a pair is there to judge."""
    window.show_page("rate")
    page = window.pages.page("rate")
    assert isinstance(page, RatePage)
    until = time.monotonic() + READY_S
    while not page.modes.compare.isVisible() and time.monotonic() < until:
        QTest.qWait(SETTLE_MS)
    QTest.qWait(SETTLE_MS)
    return page


def _rate(window: MainWindow) -> Iterator[Scene]:
    from desktop.ui.rate.commands import Command

    page = ready_to_rate(window)
    page.do(Command.KEYS)
    yield settled("rate-keys", window)
    page.overlay.dismiss()
    page.do(Command.RAW)
    yield settled("rate-raw", window)
    page.do(Command.RAW)
    page.do(Command.DIFF)
    yield settled("rate-diff", window)
    page.do(Command.DIFF)
    page.do(Command.COMMENT)
    dialog = window.findChild(RemarkDialog)
    assert dialog is not None
    yield settled("rate-comment", dialog)
    dialog.reject()
    page.do(Command.CORRECT_A)
    edit = page.correction.editor.edit
    words = edit.text().split()
    edit.selectAll()
    edit.insertPlainText(" ".join(["Well,", *words[: len(words) // 2], "and that is all."]))
    yield settled("rate-correct", window)
    edit.undo()
    page.do(Command.LEAVE_CORRECTION)
    page.do(Command.A)
    yield settled("rate-chosen", window)
    page.do(Command.UNDO)
    for mode in (Mode.RANK, Mode.SCORE, Mode.WRITE, Mode.COMPARE):
        page.switch.chosen.emit(mode)
        if mode is not Mode.COMPARE:
            yield settled(f"rate-{mode}", window)


def _stages(window: MainWindow) -> Iterator[Scene]:
    for stage in (Stage.SFT, Stage.REWARD, Stage.PPO, Stage.DPO, Stage.TEXT):
        window.show_page("train", stage)
        yield settled(f"train-{stage.value}", window)
    yield from rules(window)


def _runs(window: MainWindow) -> Iterator[Scene]:
    for run in project_of(window).store.runs.list():
        window.show_page("runs", run.id)
        yield settled(f"run-{run.stage.value}", window)
    yield from blind_pairs(window)


def _first_start() -> QWidget:
    from desktop.ui.welcome.first_start import FirstStartPage

    page = FirstStartPage()
    page.set_language("en")
    page.set_place(Path("/home/somebody/Documents/Tastemaker"), "67 GB")
    page.set_data_folder(Path("/home/somebody/.local/share/tastemaker"))
    page.set_device("Using the CPU: no GPU that torch can use was found.")
    return page


def _preferences(window: MainWindow) -> QDialog:
    from desktop.ui.dialogs.preferences import PreferencesDialog
    from desktop.ui.settings_store import WindowSettings

    return PreferencesDialog(WindowSettings(), {}, window)


def _keys(window: MainWindow) -> QDialog:
    from desktop.ui.dialogs.key_bindings import KeyBindingsDialog
    from desktop.ui.rate.key_table import KeyTable

    return KeyBindingsDialog(KeyTable.read({}), {}, window)


def _goal(window: MainWindow) -> QDialog:
    from desktop.ui.dialogs.goal import GoalDialog

    return GoalDialog(40, window)


def _plan(window: MainWindow) -> QDialog:
    from desktop.ui.dialogs.score_plan import ScorePlanDialog

    return ScorePlanDialog(ScorePlan(5, (Aspect("tone"), Aspect("facts"))), window)


def _new(window: MainWindow) -> QDialog:
    from desktop.ui.dialogs.new_project import NewProjectDialog

    return NewProjectDialog(project_of(window).folder.parent, window)


def _generate(window: MainWindow) -> QDialog:
    from desktop.ui.dialogs.generate import GenerateDialog

    return GenerateDialog(project_of(window).store.versions.list(), 24, parent=window)


def _prompt(window: MainWindow) -> QDialog:
    from desktop.ui.prompts.editor import PromptEditor

    return PromptEditor(project_of(window).store.prompts.list()[0], window)


def _prompts(window: MainWindow) -> QDialog:
    from desktop.ui.prompts.editor import SeveralPromptsDialog

    return SeveralPromptsDialog(window)


def _data(window: MainWindow) -> QDialog:
    from desktop.ui.safety.data_dialog import DataDialog

    dialog = DataDialog(project_of(window), window)
    dialog.look()
    until = time.monotonic() + READY_S
    while not dialog.sizes.text() and time.monotonic() < until:
        QTest.qWait(SETTLE_MS)
    return dialog


def _all_data(window: MainWindow) -> QDialog:
    from desktop.ui.safety.all_data_dialog import AllDataDialog

    dialog = AllDataDialog([project_of(window).folder], window)
    dialog.look()
    return dialog


def _about(window: MainWindow) -> QDialog:
    from desktop.services.about import parts, program_facts
    from desktop.ui.help.about import AboutDialog

    return AboutDialog(program_facts(), parts(), window)


def _report(window: MainWindow) -> QDialog:
    from desktop.services.problem_report import ReportFile
    from desktop.ui.help.report_dialog import ReportDialog

    dialog = ReportDialog(lambda _: (ReportFile("logs/window.log", "INFO: all is well\n"),), window)
    dialog.look()
    return dialog


def _import(window: MainWindow) -> QDialog:
    from desktop.ui.exchange.import_dialog import ImportDialog

    file = project_of(window).folder.parent / "pairs.jsonl"
    file.write_text(IMPORTED + "\n", encoding="utf-8")
    dialog = ImportDialog(file, parent=window)
    dialog.load()
    return dialog


def _commands(window: MainWindow) -> QDialog:
    from desktop.ui.palette import CommandPalette

    return CommandPalette(window.actions_.all(), window)


def _error(window: MainWindow) -> QDialog:
    from desktop.ui.dialogs.errors import error_box

    error = ProjectError("The project is open elsewhere", "Two windows.", "Close the other one.")
    return error_box(error, window)


_DIALOGS: tuple[Callable[[MainWindow], QDialog], ...] = (
    _preferences,
    _keys,
    _goal,
    _plan,
    _new,
    _generate,
    export_model,
    _prompt,
    _prompts,
    _data,
    _all_data,
    _about,
    _report,
    _import,
    _commands,
    _error,
)


@contextmanager
def _shown(dialog: Shown) -> Iterator[Shown]:
    dialog.show()
    try:
        yield dialog
    finally:
        dialog.close()
        dialog.deleteLater()
