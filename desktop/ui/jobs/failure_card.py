"""What went wrong with a job, why, what to do, and folded details that can be copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.icons import Symbol
from desktop.ui.jobs.job_texts import failure_text
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label, selectable

if TYPE_CHECKING:
    from desktop.domain.events import RunFailed, WorkerDied


class FailureCard(QFrame):
    """Shown only while there is a failure.

    Signals:
        resume_requested: The user wants the run to go on from its last checkpoint.
    """

    resume_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("tone", "bad")
        self.setAccessibleName(self.tr("What went wrong"))
        self.title = label("", "title", wrap=True)
        self.why = selectable(label("", wrap=True))
        self.details = QPlainTextEdit()
        self.details.setReadOnly(True)
        self.details.setProperty("role", "mono")
        self.details.setAccessibleName(self.tr("Details for a report"))
        self.details.setMaximumHeight(180)
        self.resume = button(
            self.tr("Resume"), role="primary", name="failure_resume", symbol=Symbol.PLAY
        )
        self.show_details = button(self.tr("Details"), role="flat", name="failure_details")
        self.show_details.setCheckable(True)
        self.copy = button(self.tr("Copy"), role="flat", name="failure_copy", symbol=Symbol.COPY)
        self._build()
        self.show_details.toggled.connect(self.details.setVisible)
        self.copy.clicked.connect(self._on_copy_pressed)
        self.resume.clicked.connect(self.resume_requested)
        self.hide()

    def _build(self) -> None:
        row = QHBoxLayout()
        for tool in (self.resume, self.show_details, self.copy):
            row.addWidget(tool)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addWidget(self.title)
        column.addWidget(self.why)
        column.addLayout(row)
        column.addWidget(self.details)
        self.details.hide()

    def show_error(self, error: RunFailed | WorkerDied | None, *, resumable: bool = False) -> None:
        """Show a failure, or nothing."""
        if error is None:
            self.hide()
            return
        self.show_text(*failure_text(error), resumable=resumable)

    def show_text(self, title: str, why: str, details: str = "", *, resumable: bool) -> None:
        """Show a failure given in words."""
        self.title.setText(title)
        self.why.setText(why)
        if self.details.toPlainText() != details:
            self.details.setPlainText(details)
        self.show_details.setVisible(bool(details))
        self.resume.setVisible(resumable)
        self.show()

    @Slot()
    def _on_copy_pressed(self) -> None:
        parts = (self.title.text(), self.why.text(), self.details.toPlainText())
        QGuiApplication.clipboard().setText("\n\n".join(part for part in parts if part))
