"""Tells what an import did, and which rows were refused and why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import AppError
from desktop.services.importing import save_refused
from desktop.ui.error_words import translated
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.services.importing import ImportReport

MOST_LINES = 200


def report_text(report: ImportReport) -> str:
    """Return the counts in words, one in each line; those of nothing are left out."""
    translate = QCoreApplication.translate
    lines = (
        (report.prompts, translate("ImportReport", "{n} prompts")),
        (report.responses, translate("ImportReport", "{n} answers")),
        (report.comparisons, translate("ImportReport", "{n} comparisons")),
        (report.demonstrations, translate("ImportReport", "{n} demonstrations")),
        (report.texts, translate("ImportReport", "{n} plain texts")),
        (report.other, translate("ImportReport", "{n} other records")),
        (report.duplicates, translate("ImportReport", "{n} were there already")),
        (report.refused_count, translate("ImportReport", "{n} rows were refused")),
        (
            report.left,
            translate("ImportReport", "{n} rows are left: import the file again to go on"),
        ),
    )
    counted = [text.format(n=f"{count:,}") for count, text in lines if count]
    return "\n".join(counted) or translate("ImportReport", "The file holds nothing new.")


class ImportReportDialog(QDialog):
    """Stands beside the window until it is closed; nothing waits for it.

    Args:
        report: What was done.
        name: What was read.
        parent: The window.

    Signals:
        error_occurred: The list of refused rows could not be saved.
    """

    error_occurred = Signal(object)

    def __init__(self, report: ImportReport, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report = report
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Import"))
        self.setMinimumWidth(460)
        self.heading = label(self.tr("“{name}” was read").format(name=name), "heading", wrap=True)
        self.counts = label(report_text(report))
        self.refused = QPlainTextEdit()
        self.save = button(self.tr("Save the refused rows…"), name="import_save_refused")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._build()
        self.buttons.rejected.connect(self.reject)
        self.save.clicked.connect(self._on_save_pressed)

    def _build(self) -> None:
        self.refused.setReadOnly(True)
        self.refused.setAccessibleName(self.tr("Refused rows, each with its line and reason"))
        shown = self._report.refused[:MOST_LINES]
        lines = [f"{row.line}: {translated(row.reason)}" for row in shown]
        if self._report.refused_count > len(shown):
            lines.append("…")
        self.refused.setPlainText("\n".join(lines))
        self.refused.setVisible(bool(shown))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        for widget in (self.heading, self.counts, self.refused):
            column.addWidget(widget)
        if shown:
            self.buttons.addButton(self.save, QDialogButtonBox.ButtonRole.ActionRole)
        else:
            self.save.setParent(self)
            self.save.hide()
        column.addWidget(self.buttons)

    @Slot()
    def _on_save_pressed(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the refused rows"), "refused.csv", self.tr("CSV (*.csv)")
        )
        if not name:
            return
        try:
            save_refused(self._report.refused, Path(name))
        except AppError as error:
            self.error_occurred.emit(error)
