"""Shows an error: what happened, what is safe, what to do; bugs with a report to copy."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPixmap
from PySide6.QtWidgets import QMessageBox

from desktop import __version__
from desktop.domain.errors import AppError
from desktop.ui.error_words import title_text, translated
from desktop.ui.icons import Ink, Symbol, icon

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_LOG = logging.getLogger(__name__)


def error_box(error: BaseException, parent: QWidget | None) -> QMessageBox:
    """Return a message box for an error, not yet shown."""
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Tastemaker")
    if isinstance(error, AppError):
        box.setIconPixmap(_picture(Symbol.WARNING, box))
        box.setText(title_text(error.title))
        parts = (translated(error.message), translated(error.hint))
        box.setInformativeText("\n\n".join(part for part in parts if part))
        box.addButton(QMessageBox.StandardButton.Ok)
        return box
    translate = QCoreApplication.translate
    box.setIconPixmap(_picture(Symbol.ERROR, box))
    box.setText(translate("Errors", "Something went wrong inside the program."))
    box.setInformativeText(
        translate(
            "Errors",
            "All judgements given so far are saved. The program goes on; if this happens again, "
            "please report it: “Save a report…” in the menu collects what is needed.",
        )
    )
    box.setDetailedText(report(error))
    box.addButton(QMessageBox.StandardButton.Ok)
    text = translate("Errors", "Copy the report")
    copy = box.addButton(text, QMessageBox.ButtonRole.ActionRole)
    copy.clicked.connect(_Copy(report(error)))
    return box


def _picture(symbol: Symbol, box: QMessageBox) -> QPixmap:
    side = 2 * box.fontMetrics().height()
    return icon(symbol, Ink.TEXT).pixmap(QSize(side, side), box.devicePixelRatioF())


class _Copy:
    """Puts a text on the clipboard."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self) -> None:
        QGuiApplication.clipboard().setText(self._text)


def report(error: BaseException) -> str:
    """Return what a report of a bug should hold."""
    lines = traceback.format_exception(error)
    return f"Tastemaker {__version__}\n{''.join(lines)}"


def show_error(error: BaseException, parent: QWidget | None) -> None:
    """Log an error and show it."""
    if isinstance(error, AppError):
        _LOG.warning("%s", error)
    else:
        _LOG.error("Unexpected error", exc_info=error)
    box = error_box(error, parent)
    box.exec()
    box.deleteLater()
