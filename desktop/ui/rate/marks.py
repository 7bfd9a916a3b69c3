"""Flags in an answer: the words that the user selected, and the flagged ones shown as marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.ui.text.editor import exact_text
from desktop.ui.text.spans import Span, from_utf16, shown_span, stored_span, utf16_length

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.ui.text.views import ResponseView


def selected_span(view: ResponseView) -> Span | None:
    """Return the selected characters of an answer's stored text; None when none are."""
    cursor = view.textCursor()
    if not cursor.hasSelection():
        return None
    shown = exact_text(view.document())
    start = from_utf16(shown, cursor.selectionStart())
    return stored_span(view.text(), shown, Span(start, from_utf16(shown, cursor.selectionEnd())))


def show_marks(view: ResponseView, spans: Iterable[Span]) -> None:
    """Mark stretches of an answer's stored text, by ground and a wavy line."""
    look = QTextCharFormat()
    tokens = view.theme().current()
    look.setBackground(QColor(tokens.bad_soft))
    look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    look.setUnderlineColor(QColor(tokens.bad))
    shown = exact_text(view.document())
    marks = []
    for span in spans:
        if (found := shown_span(view.text(), shown, span)) is None:
            continue
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(view.document())
        cursor.setPosition(utf16_length(shown[: found.start]))
        cursor.setPosition(utf16_length(shown[: found.end]), QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor
        mark.format = look
        marks.append(mark)
    view.setExtraSelections(marks)
