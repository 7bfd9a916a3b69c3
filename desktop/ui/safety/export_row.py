"""Exports all of a project as one archive: the button, and what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from desktop.services.export_all import EverythingReport, export_everything
from desktop.ui.icons import Symbol
from desktop.ui.places import documents_folder
from desktop.ui.safety.backup_keeper import in_thread
from desktop.ui.safety.texts import size_text
from desktop.ui.safety.work import Work
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.ui.safety.work import Tell


class ExportRow(QWidget):
    """Asks where to, and writes the archive in a thread.

    Args:
        project: What is exported.
        parent: The dialog.

    Signals:
        error_occurred: It could not be written.
    """

    error_occurred = Signal(object)

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.button = button(
            self.tr("Export everything…"), name="data_export", symbol=Symbol.EXPORT
        )
        self.state = label(role="muted", wrap=True)
        self._work = Work(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)
        row.addWidget(self.state, 1)
        self.button.clicked.connect(self._on_pressed)
        self._work.told.connect(self._on_told)
        self._work.done.connect(self._on_done)
        self._work.failed.connect(self._on_failed)

    def export(self, path: Path) -> None:
        """Write the archive."""
        self.button.setEnabled(False)
        self.state.setText(self.tr("Exporting …"))
        self._work.start(partial(_export, self._project, path))

    def stop(self) -> None:
        """Call the work off."""
        self._work.stop()

    @Slot()
    def _on_pressed(self) -> None:
        name = str(documents_folder() / f"{self._project.folder.name}.zip")
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export everything"), name, self.tr("Zip files (*.zip)")
        )
        if chosen:
            self.export(Path(chosen))

    @Slot(object)
    def _on_told(self, rows: int) -> None:
        self.state.setText(self.tr("%n row(s) …", "", rows))

    @Slot(object)
    def _on_done(self, report: EverythingReport) -> None:
        self.button.setEnabled(True)
        text = self.tr("{path}: {size}, with data, prompts, settings and versions.")
        self.state.setText(text.format(path=report.path, size=size_text(report.size)))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.button.setEnabled(True)
        self.state.setText("")
        self.error_occurred.emit(error)


def _export(project: Project, path: Path, tell: Tell) -> object:
    """Export over a connection of the thread's own; ends early when `tell` raises."""

    def told(rows: int, _share: float) -> None:
        tell(rows)

    def export(opened: Project) -> EverythingReport:
        return export_everything(opened, path, on_progress=told)

    return in_thread(project, export)
