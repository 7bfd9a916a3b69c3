"""Shows a word diff: removed words struck through, added ones underlined, never by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop.ui.text.diff import Change, Piece
from desktop.ui.text.hunks import Hunk, hunk_at, hunks
from desktop.ui.text.spans import from_utf16, utf16_length
from desktop.ui.text.views import ResponseView

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme.theme import Theme


class DiffView(ResponseView):
    """A read-only view of the pieces of a diff; one of the changes can be marked.

    Signals:
        hunk_clicked: The user clicked on a change.
    """

    hunk_clicked = Signal(object)

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        self._diff_pieces: list[Piece] = []
        self._hunks: list[Hunk] = []
        self._marked: int | None = None
        super().__init__(theme, accessible_name, parent)
        theme.changed.connect(self._paint)

    def set_pieces(self, pieces: list[Piece]) -> None:
        """Show another diff and stay where the user has scrolled to."""
        place = self.verticalScrollBar().value()
        self._diff_pieces = pieces
        self._hunks = hunks(pieces)
        self._marked = None
        self.set_text("".join(piece.text for piece in pieces), markdown=False)
        self._paint()
        self.verticalScrollBar().setValue(place)

    def pieces(self) -> list[Piece]:
        """Return the diff that is shown."""
        return self._diff_pieces

    def marked(self) -> Hunk | None:
        """Return the change that is marked."""
        return None if self._marked is None else self._hunks[self._marked]

    def mark_next(self, step: int) -> None:
        """Mark the next change, or the one before, and bring it into sight."""
        if not self._hunks:
            return
        first = 0 if step > 0 else len(self._hunks) - 1
        after = first if self._marked is None else self._marked + step
        self._marked = after % len(self._hunks)
        hunk = self._hunks[self._marked]
        mark = QTextEdit.ExtraSelection()
        text = "".join(piece.text for piece in self._diff_pieces)
        cursor = QTextCursor(self.document())
        cursor.setPosition(utf16_length(text[: hunk.shown_start]))
        cursor.setPosition(utf16_length(text[: hunk.shown_end]), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(QColor(self._theme.current().accent_soft))
        mark.cursor = cursor
        mark.format = look
        self.setExtraSelections([mark])
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell which change was clicked on."""
        super().mouseReleaseEvent(event)
        if event.button() is not Qt.MouseButton.LeftButton or self.textCursor().hasSelection():
            return
        text = "".join(piece.text for piece in self._diff_pieces)
        position = self.cursorForPosition(event.position().toPoint()).position()
        index = hunk_at(self._hunks, from_utf16(text, position))
        if index is not None:
            self.hunk_clicked.emit(self._hunks[index])

    @Slot()
    def _paint(self) -> None:
        cursor = QTextCursor(self.document())
        position = 0
        for piece in self._diff_pieces:
            end = position + len(piece.text.encode("utf-16-le")) // 2
            if piece.change is not Change.KEPT:
                cursor.setPosition(position)
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(self._format(piece.change))
            position = end

    def _format(self, change: Change) -> QTextCharFormat:
        tokens = self._theme.current()
        mark = QTextCharFormat()
        if change is Change.REMOVED:
            mark.setForeground(QColor(tokens.bad))
            mark.setFontStrikeOut(True)
        else:
            mark.setForeground(QColor(tokens.good))
            mark.setFontUnderline(True)
        return mark
