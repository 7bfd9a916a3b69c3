"""Closing the window while work goes on: the user decides what happens to it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.job_queue import JobQueue


class CloseChoice(StrEnum):
    """What to do with the window and the work."""

    CLOSE = "close"
    HIDE = "hide"
    PAUSE_AND_QUIT = "pause_and_quit"
    CANCEL = "cancel"


def ask_before_closing(parent: QWidget, jobs: JobQueue, *, has_tray: bool) -> CloseChoice:
    """Return what to do; without any work in progress it does not ask.

    Args:
        parent: The window that is to be closed.
        jobs: The work.
        has_tray: Whether a hidden window can be reached again.
    """
    if not jobs.busy():
        return CloseChoice.CLOSE
    box = closing_box(parent, jobs, has_tray=has_tray)
    box.exec()
    choice = chosen(box)
    box.deleteLater()
    return choice


def closing_box(parent: QWidget, jobs: JobQueue, *, has_tray: bool) -> QMessageBox:
    """Return the question, not yet asked."""
    running = jobs.running()
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(QCoreApplication.translate("Closing", "Work in progress"))
    box.setText(
        QCoreApplication.translate("Closing", "“{title}” is at work.").format(
            title=running.title if running else ""
        )
    )
    box.setInformativeText(
        QCoreApplication.translate(
            "Closing",
            "If you quit, it writes a checkpoint first and can go on from there next time. "
            "Everything you rated is saved.",
        )
    )
    if has_tray:
        _add(box, CloseChoice.HIDE, QCoreApplication.translate("Closing", "Keep running"))
    _add(
        box,
        CloseChoice.PAUSE_AND_QUIT,
        QCoreApplication.translate("Closing", "Pause and quit"),
    )
    _add(box, CloseChoice.CANCEL, QCoreApplication.translate("Closing", "Cancel"))
    return box


def chosen(box: QMessageBox) -> CloseChoice:
    """Return what the button that was pressed means; Escape cancels."""
    pressed = box.clickedButton()
    return CloseChoice(pressed.objectName()) if pressed else CloseChoice.CANCEL


def _add(box: QMessageBox, choice: CloseChoice, text: str) -> None:
    role = QMessageBox.ButtonRole.AcceptRole
    if choice is CloseChoice.CANCEL:
        role = QMessageBox.ButtonRole.RejectRole
    made = box.addButton(text, role)
    made.setObjectName(choice.value)
    if choice is CloseChoice.CANCEL:
        box.setDefaultButton(made)
        box.setEscapeButton(made)
