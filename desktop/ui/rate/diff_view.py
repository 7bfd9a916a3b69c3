"""Shows a word diff: removed words struck through, added ones underlined, never by colour alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor

from desktop.ui.text.diff import Change, Piece
from desktop.ui.text.views import ResponseView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme.theme import Theme


class DiffView(ResponseView):
    """A read-only view of the pieces of a diff."""

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        self._pieces: list[Piece] = []
        super().__init__(theme, accessible_name, parent)
        theme.changed.connect(self._paint)

    def set_pieces(self, pieces: list[Piece]) -> None:
        """Show another diff and stay where the user has scrolled to."""
        place = self.verticalScrollBar().value()
        self._pieces = pieces
        self.set_text("".join(piece.text for piece in pieces), markdown=False)
        self._paint()
        self.verticalScrollBar().setValue(place)

    @Slot()
    def _paint(self) -> None:
        cursor = QTextCursor(self.document())
        position = 0
        for piece in self._pieces:
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
