"""“Your data” in the real window: backups, restoring, verifying, repairing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QWidget

from desktop.domain.errors import StorageError
from desktop.domain.feedback import Comparison, Preference
from desktop.services.backups import back_up_now, list_backups
from desktop.services.examination import Check, Problem, Trouble
from desktop.services.project import DATABASE, open_project
from desktop.store.backup import EVERY_JUDGEMENTS
from desktop.ui.dialogs.preferences import PreferencesDialog
from desktop.ui.safety.backup_keeper import BackupKeeper
from desktop.ui.safety.backup_table import JUDGEMENTS, WHY
from desktop.ui.safety.closed_work_dialog import ClosedWorkDialog
from desktop.ui.safety.data_dialog import DataDialog
from desktop.ui.safety.texts import check_text, problem_text, size_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.main_window import MainWindow


def judge(project: Project, times: int) -> None:
    with project.store.transaction():
        for _ in range(times):
            project.store.feedback.append(Comparison(1, 1, 2, Preference.A))


def cell(dialog: DataDialog, row: int, column: int) -> str:
    return str(dialog.table.data(dialog.table.index(row, column)))


@pytest.fixture
def opened(window: MainWindow, project: Project) -> MainWindow:
    """The window on a project with four judgements, and three in its newest backup."""
    judge(project, 3)
    back_up_now(project)
    judge(project, 1)
    folder = project.folder
    project.close()
    window.opener.open(str(folder))
    return window


@pytest.fixture
def dialog(opened: MainWindow, qtbot: QtBot) -> Iterator[DataDialog]:
    shown = opened.project()
    assert shown is not None
    made = DataDialog(shown, opened)
    made.look()
    qtbot.waitUntil(lambda: made.table.rowCount() > 0)
    made.show()
    yield made
    made.done(0)
    made.deleteLater()


class Visitor:
    """Acts in modal dialogs as they appear: one function a dialog, in turn."""

    def __init__(self, *visits: Callable[[QDialog], bool]) -> None:
        self._visits = list(visits)
        self._timer = QTimer()
        self._timer.setInterval(10)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and self._visits and self._visits[0](dialog):
            self._visits.pop(0)
        if not self._visits:
            self._timer.stop()

    def over(self) -> bool:
        return not self._visits


def press(name: str, kind: type[QDialog]) -> Callable[[QDialog], bool]:
    """Return a visit that presses a button once it is there and can be pressed."""

    def visit(dialog: QDialog) -> bool:
        button = dialog.findChild(QAbstractButton, name) if isinstance(dialog, kind) else None
        if button is None or not button.isVisible() or not button.isEnabled():
            return False
        QTimer.singleShot(0, button, button.click)
        return True

    return visit


def test_the_dialog_lists_backups_with_what_is_in_them(dialog: DataDialog) -> None:
    assert cell(dialog, 0, JUDGEMENTS) == "3"
    assert cell(dialog, 0, WHY) == "made by you"
    assert "4 judgements" in dialog.counts.text()
    assert dialog.state.text() == "saved twice ✓"
    assert dialog.restore_button.isEnabled()


def test_a_backup_made_by_hand_appears_in_the_list(dialog: DataDialog, qtbot: QtBot) -> None:
    before = dialog.table.rowCount()
    dialog.back_up_button.click()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == before + 1)
    assert cell(dialog, 0, JUDGEMENTS) == "4"


def test_verifying_a_sound_project_says_so(dialog: DataDialog, qtbot: QtBot) -> None:
    dialog.verify_button.click()
    qtbot.waitUntil(dialog.verify_button.isEnabled, timeout=20_000)
    assert dialog.progress.text() == "Everything is as it should be."
    assert dialog.repair_button.isHidden()
    assert "Journal, row by row: good" in dialog.report.accessibleDescription()


def test_what_is_wrong_is_named_and_repaired(
    opened: MainWindow, dialog: DataDialog, qtbot: QtBot
) -> None:
    project = opened.project()
    assert project is not None
    project.store.connection.execute("UPDATE feedback SET in_force = 0 WHERE id = 2")
    dialog.verify_button.click()
    qtbot.waitUntil(dialog.verify_button.isEnabled, timeout=20_000)
    assert "Judgement 2 is wrongly counted" in dialog.report.accessibleDescription()
    assert not dialog.repair_button.isHidden()
    dialog.done(0)
    visits = Visitor(press("work_begin", ClosedWorkDialog), press("work_leave", ClosedWorkDialog))
    opened.care.offer_repair(project.folder)
    assert visits.over()
    again = opened.project()
    assert again is not None
    assert again.store.feedback.count_standing() == 4


def test_restoring_from_the_window_and_back(opened: MainWindow) -> None:
    visits = Visitor(
        press("data_restore", DataDialog),
        press("work_begin", ClosedWorkDialog),
        press("work_leave", ClosedWorkDialog),
    )
    opened.care.show_data()
    assert visits.over()
    project = opened.project()
    assert project is not None
    assert project.store.feedback.count_standing() == 3
    newest = list_backups(project.folder)[0]
    assert (newest.reason, newest.judgements) == ("before-restore", 4)


def test_preferences_lead_to_the_data(opened: MainWindow) -> None:
    visits = Visitor(press("preferences_data", PreferencesDialog), press("data_close", DataDialog))
    opened.show_preferences()
    assert visits.over()


def test_not_now_changes_nothing(opened: MainWindow) -> None:
    visits = Visitor(
        press("data_restore", DataDialog),
        press("work_leave", ClosedWorkDialog),
        press("data_close", DataDialog),
    )
    opened.care.show_data()
    assert visits.over()
    project = opened.project()
    assert project is not None
    assert project.store.feedback.count_standing() == 4


@pytest.mark.parametrize("start", [0, 4096])
def test_a_damaged_project_is_repaired_from_the_window(
    window: MainWindow, project: Project, start: int, qtbot: QtBot
) -> None:
    """A spoilt beginning is seen when it is opened, a spoilt page by the first backup."""
    judge(project, 30)
    project.close()
    path = project.folder / DATABASE
    data = bytearray(path.read_bytes())
    data[start : start + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    for backup in list_backups(project.folder):
        backup.path.unlink()
    visits = Visitor(press("work_begin", ClosedWorkDialog), press("work_leave", ClosedWorkDialog))
    window.opener.open(str(project.folder))
    window.care.keeper.look()
    qtbot.waitUntil(lambda: visits.over() and window.project() is not None, timeout=20_000)
    again = window.project()
    assert again is not None
    assert again.store.feedback.count_standing() == 30


def test_backups_are_made_when_they_are_due(project: Project, qtbot: QtBot) -> None:
    keeper = BackupKeeper(parent := QWidget())
    qtbot.addWidget(parent)
    for backup in list_backups(project.folder):
        backup.path.unlink()
    keeper.open_project(project)
    for expected in ("daily", "rating"):
        with qtbot.waitSignal(keeper.backed_up):
            keeper.look()
        assert list_backups(project.folder)[0].reason == expected
        judge(project, EVERY_JUDGEMENTS)
    keeper.close_project()


def test_the_same_trouble_is_said_once(project: Project, qtbot: QtBot) -> None:
    keeper = BackupKeeper(parent := QWidget())
    qtbot.addWidget(parent)
    for backup in list_backups(project.folder):
        backup.path.unlink()
    (project.folder / "backups").rmdir()
    (project.folder / "backups").touch()
    keeper.open_project(project)
    with qtbot.waitSignal(keeper.failed) as heard:
        keeper.look()
    assert isinstance(heard.args[0], StorageError)
    with qtbot.assertNotEmitted(keeper.failed):
        keeper.look()
        qtbot.waitUntil(lambda: not keeper.working())
    keeper.close_project()


def test_every_control_has_a_name_and_the_keyboard_reaches_it(
    dialog: DataDialog,
) -> None:
    for control in dialog.findChildren(QAbstractButton):
        if control.isVisible() and control.focusPolicy() != Qt.FocusPolicy.NoFocus:
            assert control.accessibleName() or control.text(), control
    assert dialog.backups.accessibleName()
    reached = set()
    dialog.activateWindow()
    for _ in range(20):
        focused = dialog.focusWidget()
        reached.add(focused.objectName() if focused else "")
        QTest.keyClick(focused or dialog, Qt.Key.Key_Tab)
    assert {"data_folder", "data_back_up", "data_verify", "data_restore", "data_close"} <= reached


def test_a_journal_that_cannot_be_written_is_said(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = opened.project()
    assert project is not None
    assert project.store.journal is not None
    monkeypatch.setattr(project.store.journal, "failure", OSError("No space left on device"))
    opened.status.show_project(project)
    assert "the journal cannot be written" in opened.status.text()


def test_sizes_as_a_person_says_them() -> None:
    assert [size_text(n) for n in (0, 900, 1024, 15_000, 3 * 2**20)] == [
        "0 B",
        "900 B",
        "1.0 KB",
        "15 KB",
        "3.0 MB",
    ]


def test_an_open_project_is_still_found_after_a_failed_restore(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch, errors: list[BaseException]
) -> None:
    """The disk is full in the middle: the user is told, and the project opens as it was."""

    def fail(*_: object) -> None:
        raise StorageError("The disk is full", "Nothing was changed.", "Free some space.")

    monkeypatch.setattr("desktop.ui.safety.recovery.restore_backup", fail)
    texts: list[str] = []

    def read(dialog: QDialog) -> bool:
        if isinstance(dialog, ClosedWorkDialog) and dialog.failure is not None:
            texts.append(dialog.text.text())
            return True
        return False

    visits = Visitor(
        press("data_restore", DataDialog),
        press("work_begin", ClosedWorkDialog),
        read,
        press("work_leave", ClosedWorkDialog),
    )
    opened.care.show_data()
    assert visits.over()
    assert "Free some space" in texts[0]
    project = opened.project()
    assert project is not None
    assert project.store.feedback.count_standing() == 4
    assert errors == []


def test_the_first_opening_of_a_day_from_the_command_line_backs_up(project: Project) -> None:
    folder: Path = project.folder
    for backup in list_backups(folder):
        backup.path.unlink()
    project.close()
    open_project(folder).close()
    assert [b.reason for b in list_backups(folder)] == ["daily"]


def test_there_are_words_for_every_trouble_and_check() -> None:
    for trouble in Trouble:
        assert problem_text(Problem(trouble, "7"))
    for check in Check:
        assert check_text(check)


def test_a_judgement_that_cannot_be_saved_is_said_and_the_pair_stays(
    opened: MainWindow, errors: list[BaseException]
) -> None:
    """The disk takes no more: no silent loss."""
    project = opened.project()
    assert project is not None
    opened.show_page("rate")
    page = opened.pages.page("rate")
    before = project.store.feedback.events()
    project.store.connection.execute("PRAGMA query_only = ON")
    QTest.keyClick(page, Qt.Key.Key_1)
    project.store.connection.execute("PRAGMA query_only = OFF")
    assert project.store.feedback.events() == before
    assert [type(error) for error in errors] == [StorageError]
