"""A dialog that stands before the window while a large project is brought up to date."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.services.updating import update_project
from desktop.ui.safety.work import StoppedError, Work
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QShowEvent

    from desktop.ui.safety.work import Tell


class UpdateDialog(QDialog):
    """Begins when it is shown; accepted when the project is up to date.

    Args:
        folder: The project's.
        parent: The window.

    Signals:
        failed: It could not be: the exception.
    """

    failed = Signal(object)

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = self.tr("Bringing the project up to date")
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self._folder = folder
        self.text = label(
            self.tr(
                "It was made by an earlier version of Tastemaker. A copy of it goes to its backups "
                "first; nothing is lost if this is stopped."
            ),
            wrap=True,
        )
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.stop = button(self.tr("Stop"), name="update_stop")
        self._work = Work(self)
        self._work.told.connect(self._on_work_told)
        self._work.done.connect(self._on_work_done)
        self._work.failed.connect(self._on_work_failed)
        self.stop.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.stop)
        for widget in (label(title, "heading"), self.text, self.bar):
            column.addWidget(widget)
        column.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin."""
        super().showEvent(event)
        self._work.start(partial(_update, self._folder))

    def reject(self) -> None:
        """Stop after the step at work, then leave."""
        if not self._work.busy():
            super().reject()
            return
        self._work.ask_to_stop()
        self.stop.setEnabled(False)
        self.text.setText(self.tr("Stopping after this step…"))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the step at work is done."""
        event.ignore()
        self.reject()

    @Slot(object)
    def _on_work_told(self, step: tuple[int, int]) -> None:
        self.bar.setRange(0, step[1])
        self.bar.setValue(step[0])

    @Slot(object)
    def _on_work_done(self, complete: object) -> None:
        self.done(QDialog.DialogCode.Accepted if complete else QDialog.DialogCode.Rejected)

    @Slot(object)
    def _on_work_failed(self, error: Exception) -> None:
        self.done(QDialog.DialogCode.Rejected)
        self.failed.emit(error)


def _update(folder: str, tell: Tell) -> bool:
    """Return whether the project is up to date now; not when the user has stopped it."""

    def on_step(done: int, steps: int) -> None:
        tell((done, steps))

    try:
        update_project(folder, on_step)
    except StoppedError:
        return False
    return True
