"""Tells of the drafts that wait, and drops them when the user says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox

from desktop.services.drafts import Drafts
from desktop.ui.rate.drafts_button import DraftsButton

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

    from desktop.services.drafts import DraftSubject
    from desktop.services.project import Project


class Unfinished(QObject):
    """The drafts of the open project.

    Signals:
        chosen: The user wants to go on with a `Draft`.
    """

    chosen = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._drafts: Drafts | None = None
        self.button = DraftsButton(page)
        self.button.chosen.connect(self.chosen)
        self.button.forgetting_wanted.connect(self._on_forgetting_wanted)

    def open_project(self, project: Project) -> None:
        """Tell of this project's drafts."""
        self._drafts = Drafts(project.store)

    def close_project(self) -> None:
        """Let go of the project."""
        self._drafts = None
        self.button.show_waiting(())

    def look(self, on_screen: Collection[DraftSubject]) -> None:
        """Tell how many drafts wait beside those that are being worked on."""
        if self._drafts is not None:
            self.button.show_waiting(self._drafts.waiting(but=on_screen))

    @Slot()
    def _on_forgetting_wanted(self) -> None:
        box = QMessageBox(self._page.window())
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Drop the drafts"))
        box.setText(self.tr("Drop all drafts that wait? What you began in them is lost."))
        box.setStandardButtons(
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel
        )
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Discard and self._drafts is not None:
            self._drafts.forget_all()
            self.button.show_waiting(())
