"""Has the documents of the next items made ready, once what was asked for is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from desktop.ui.rate.mode_view import ModeView
    from desktop.ui.text.shelf import DocumentShelf

AFTER_MS = 40
"""Quiet before the next items are looked for."""


class ReadingAhead(QObject):
    """Looks ahead in the way of judging that is at the front.

    Args:
        shelf: Where the documents are made.
        parent: Owns it.
    """

    def __init__(self, shelf: DocumentShelf, parent: QObject) -> None:
        super().__init__(parent)
        self.shelf = shelf
        self._view: ModeView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._on_timeout)

    def follow(self, view: ModeView) -> None:
        """Look ahead in another way of judging."""
        self._view = view

    def look(self) -> None:
        """Look ahead soon: something else is on the screen."""
        self._timer.start()

    def stop(self) -> None:
        """Drop what was made ready."""
        self._timer.stop()
        self.shelf.clear()

    @Slot()
    def _on_timeout(self) -> None:
        if self._view is not None and self._view.desk is not None:
            self.shelf.want(self._view.upcoming())
