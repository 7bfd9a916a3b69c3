"""A field for long plain text, set like the answers; it gives back exactly what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QKeySequence, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop.ui.text.document import LINE_HEIGHT, wrap_mode

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QTextDocument

PARAGRAPH_SEPARATOR = "\u2029"


def exact_text(document: QTextDocument) -> str:
    """Return a document's text; unlike `toPlainText` it keeps no-break spaces."""
    return document.toRawText().replace(PARAGRAPH_SEPARATOR, "\n")


def with_plain_breaks(text: str) -> str:
    """Return the text with the line breaks that an editor uses."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace(PARAGRAPH_SEPARATOR, "\n")


def few_lines(text: QWidget) -> QSize:
    """Return what a long text asks for: layouts give it more, and the rest is scrolled to."""
    metrics = text.fontMetrics()
    return QSize(40 * metrics.averageCharWidth(), 4 * metrics.lineSpacing())


class TextEditor(QTextEdit):
    """Takes plain text only; what is pasted loses its looks, and nothing is loaded for it."""

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(accessible_name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setProperty("role", "bare")

    def sizeHint(self) -> QSize:
        """Ask for a few lines: it fills what room there is."""
        return few_lines(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin a line at every press of the key for it.

        In an empty line Qt only takes the format away, here the line's height, and adds none.
        """
        if self.isReadOnly() or not event.matches(
            QKeySequence.StandardKey.InsertParagraphSeparator
        ):
            super().keyPressEvent(event)
            return
        cursor = self.textCursor()
        cursor.insertBlock()
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        event.accept()

    def text(self) -> str:
        """Return what it holds."""
        return exact_text(self.document())

    def set_text(self, text: str) -> None:
        """Hold another text; undo does not go back behind it."""
        self.setWordWrapMode(wrap_mode(text))
        self.document().setDocumentMargin(0)
        self.setPlainText(text)
        line_height = QTextBlockFormat()
        line_height.setLineHeight(
            LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
        )
        self.document().setUndoRedoEnabled(False)
        everything = QTextCursor(self.document())
        everything.select(QTextCursor.SelectionType.Document)
        everything.mergeBlockFormat(line_height)
        self.document().setUndoRedoEnabled(True)
