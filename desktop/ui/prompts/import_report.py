"""Tells what an import did, and which rows were refused and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.ui.error_words import translated

if TYPE_CHECKING:
    from pathlib import Path

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
    )
    counted = [text.format(n=count) for count, text in lines if count]
    return "\n".join(counted) or translate("ImportReport", "The file holds nothing new.")


def report_box(report: ImportReport, path: Path, parent: QWidget | None) -> QMessageBox:
    """Return the message, not yet shown."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(QCoreApplication.translate("ImportReport", "Import"))
    title = QCoreApplication.translate("ImportReport", "“{name}” was read.")
    box.setText(title.format(name=path.name))
    box.setInformativeText(report_text(report))
    if report.refused:
        shown = report.refused[:MOST_LINES]
        box.setDetailedText("\n".join(f"{row.line}: {translated(row.reason)}" for row in shown))
    return box


def show_report(report: ImportReport, path: Path, parent: QWidget | None) -> None:
    """Show the message and wait for the user."""
    box = report_box(report, path, parent)
    box.exec()
    box.deleteLater()
