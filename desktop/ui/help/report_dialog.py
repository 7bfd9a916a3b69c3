"""“Save a report”: every file of it with its whole text, before it is written anywhere."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.services.problem_report import write_report
from desktop.ui.icons import Symbol
from desktop.ui.places import documents_folder
from desktop.ui.safety.texts import size_text
from desktop.ui.safety.work import Work
from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.services.problem_report import ReportFile
    from desktop.ui.safety.work import Function

SIZE, SMALLEST = (900, 600), (760, 460)
LIST_WIDTH = 250


class ReportDialog(QDialog):
    """Collects a report in a thread, shows it, and saves it where the user says.

    Args:
        collect: Gathers the files; called in a thread.
        parent: The window.

    Signals:
        error_occurred: It could not be gathered or saved.
    """

    error_occurred = Signal(object)

    def __init__(self, collect: Function, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._collect = collect
        self._files: tuple[ReportFile, ...] = ()
        self._saved: Path | None = None
        self.setWindowTitle(self.tr("Save a report"))
        self.list = QListWidget()
        self.text = QPlainTextEdit()
        self.state = label(self.tr("Collecting …"), "muted", wrap=True)
        self.save_button = primary_button(
            self.tr("Save…"), name="report_save", symbol=Symbol.EXPORT
        )
        self.folder_button = button(
            self.tr("Open its folder"), name="report_folder", symbol=Symbol.FOLDER
        )
        self.close_button = button(self.tr("Close"), name="report_close")
        self._work = Work(self)
        self._build()
        self._connect()

    def look(self) -> None:
        """Begin to collect."""
        self._work.start(self._collect)

    def files(self) -> tuple[ReportFile, ...]:
        """Return what is shown."""
        return self._files

    def save(self, path: Path) -> None:
        """Write what is shown into a zip."""
        try:
            write_report(self._files, path)
        except Exception as error:
            self.error_occurred.emit(error)
            return
        self._saved = path
        self.folder_button.show()
        text = self.tr("Saved as {path}. Nothing was sent: give it to whom you like.")
        self.state.setText(text.format(path=path))

    def done(self, result: int) -> None:
        """End the work before the dialog goes."""
        self._work.stop()
        super().done(result)

    def _build(self) -> None:
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self.list.setFixedWidth(LIST_WIDTH)
        self.list.setAccessibleName(self.tr("Files of the report"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("role", "mono")
        # A very long line would freeze the other modes.
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.text.setAccessibleName(self.tr("Text of the file"))
        self.save_button.setEnabled(False)
        self.folder_button.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Save a report"), "heading"))
        about = self.tr(
            "These files help to find out what went wrong. Your prompts, answers, name and folders "
            "are taken out; read them to be sure. They are saved where you choose and sent nowhere."
        )
        column.addWidget(label(about, "muted", wrap=True))
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.list)
        both.addWidget(self.text, 1)
        column.addLayout(both, 1)
        column.addWidget(self.state)
        row = QHBoxLayout()
        row.addWidget(self.folder_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        row.addWidget(self.save_button)
        column.addLayout(row)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(self._on_row_changed)
        self.save_button.clicked.connect(self._on_save_pressed)
        self.folder_button.clicked.connect(self._on_folder_pressed)
        self.close_button.clicked.connect(self.accept)
        self._work.done.connect(self._on_collected)
        self._work.failed.connect(self._on_collecting_failed)

    @Slot(object)
    def _on_collected(self, files: tuple[ReportFile, ...]) -> None:
        self._files = files
        self.list.addItems([file.name for file in files])
        self.list.setCurrentRow(0)
        size = size_text(sum(len(file.text.encode()) for file in files))
        text = self.tr(
            "%n file(s), {size} of text. The report holds exactly these.", "", len(files)
        )
        self.state.setText(text.format(size=size))
        self.save_button.setEnabled(True)
        self.list.setFocus()

    @Slot(object)
    def _on_collecting_failed(self, error: Exception) -> None:
        self.state.setText(self.tr("The report could not be collected."))
        self.error_occurred.emit(error)

    @Slot(int)
    def _on_row_changed(self, row: int) -> None:
        self.text.setPlainText(self._files[row].text if row >= 0 else "")

    @Slot()
    def _on_save_pressed(self) -> None:
        name = f"tastemaker-report-{time.strftime('%Y%m%d-%H%M')}.zip"
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save a report"),
            str(documents_folder() / name),
            self.tr("Zip files (*.zip)"),
        )
        if chosen:
            self.save(Path(chosen))

    @Slot()
    def _on_folder_pressed(self) -> None:
        if self._saved is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved.parent)))
