"""Documents made ahead, while nothing else is to be done, for the texts that come next.

Making a long answer's document takes longer than a key press may. So it is made in small steps
whenever the window has nothing else to do, and the key press only puts it into place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.ui.text.document import LONGEST_RENDERED, TextStyle, making_markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.ui.text.document import SafeDocument
    from desktop.ui.theme.theme import Theme

AFTER_MS = 20
"""Quiet before it begins: what the last key press asked for is painted first."""


class DocumentShelf(QObject):
    """Keeps rendered documents for texts that are about to be shown.

    Args:
        theme: Colours and text size of the documents.
        parent: Owns it.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._wanted: list[str] = []
        self._ready: dict[str, SafeDocument] = {}
        self._work: tuple[str, Iterator[SafeDocument]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        theme.changed.connect(self._on_theme_changed)

    def want(self, texts: Iterable[str]) -> None:
        """Make these ready, the first ones first; what is no longer wanted goes."""
        self._wanted = [text for text in dict.fromkeys(texts) if len(text) <= LONGEST_RENDERED]
        for text in [text for text in self._ready if text not in self._wanted]:
            del self._ready[text]
        if self._work is not None and self._work[0] not in self._wanted:
            self._work = None
        if self._next() is not None:
            self._timer.start(AFTER_MS)

    def take(self, text: str) -> SafeDocument | None:
        """Hand out the document of a text; None when it is not ready."""
        return self._ready.pop(text, None)

    def ready(self) -> int:
        """Return how many documents are ready."""
        return len(self._ready)

    def clear(self) -> None:
        """Drop everything."""
        self._timer.stop()
        self._wanted, self._ready, self._work = [], {}, None

    def _next(self) -> str | None:
        return next((text for text in self._wanted if text not in self._ready), None)

    @Slot()
    def _on_timeout(self) -> None:
        """Do one step; the next one comes when the window has nothing else to do."""
        if self._work is None:
            text = self._next()
            if text is None:
                return
            style = TextStyle.of(self._theme.current(), self._theme.reading_pixels())
            self._work = (text, making_markdown(text, style))
        text, steps = self._work
        if (document := next(steps)).finished:
            self._ready[text] = document
            self._work = None
        self._timer.start(0)

    @Slot()
    def _on_theme_changed(self) -> None:
        wanted = self._wanted
        self.clear()
        self.want(wanted)
