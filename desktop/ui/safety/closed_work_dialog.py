"""A dialog for work that needs the project closed: it asks, does it, and says what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.domain.errors import AppError
from desktop.ui.error_words import error_text
from desktop.ui.safety.texts import check_text
from desktop.ui.safety.work import Work
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

    from desktop.services.examination import Check
    from desktop.ui.safety.work import Tell


class ClosedWorkDialog(QDialog):
    """Asks before it begins; cannot be left while it is at work.

    Args:
        title: Heading and window title.
        text: What will happen, and what is kept.
        action: What the button says that begins.
        work: Does it; called in a thread.
        words: Says of the result what came of it.
        parent: The window.

    Signals:
        begun: The user agreed; the project must be closed now.
    """

    begun = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        action: str,
        work: Callable[[Tell], object],
        words: Callable[[object], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(480)
        self._function = work
        self._words = words
        self.failure: Exception | None = None
        self.text = label(text, wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.bar.hide()
        self.begin_button = button(action, role="primary", name="work_begin")
        self.leave_button = button(self.tr("Not now"), name="work_leave")
        self._work = Work(self)
        self._build(title)
        self.begin_button.clicked.connect(self._on_begin_pressed)
        self.leave_button.clicked.connect(self._on_leave_pressed)
        self._work.told.connect(self._on_work_told)
        self._work.done.connect(self._on_work_done)
        self._work.failed.connect(self._on_work_failed)

    def _build(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(title, "heading"))
        column.addWidget(self.text)
        column.addWidget(self.bar)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.leave_button)
        row.addWidget(self.begin_button)
        column.addLayout(row)
        self.begin_button.setDefault(True)

    def reject(self) -> None:
        """Leave, unless it is at work."""
        if not self._work.busy():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay open while it is at work."""
        if self._work.busy():
            event.ignore()
        else:
            super().closeEvent(event)

    @Slot()
    def _on_begin_pressed(self) -> None:
        self.begun.emit()
        self.begin_button.hide()
        self.leave_button.setEnabled(False)
        self.bar.show()
        self._work.start(self._function)

    @Slot()
    def _on_leave_pressed(self) -> None:
        if self.begin_button.isHidden():
            self.accept()
        else:
            self.reject()

    @Slot(object)
    def _on_work_told(self, check: Check) -> None:
        self.text.setText(self.tr("Looking at: {what}").format(what=check_text(check)))

    @Slot(object)
    def _on_work_done(self, result: object) -> None:
        self._end(self._words(result))

    @Slot(object)
    def _on_work_failed(self, error: Exception) -> None:
        self.failure = error
        self._end(error_text(error) if isinstance(error, AppError) else str(error))

    def _end(self, text: str) -> None:
        self.bar.hide()
        self.text.setText(text)
        self.leave_button.setText(self.tr("Open the project"))
        self.leave_button.setAccessibleName(self.tr("Open the project"))
        self.leave_button.setEnabled(True)
        self.leave_button.setFocus()
