"""Room for something that fills what there is, and can be scrolled where that is not enough.

At twice the text size a page needs more than a small screen has. A layout that is given too little
cuts its texts off; here it is given what it needs, and the rest is one scroll away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent


class FittingArea(QScrollArea):
    """Gives a widget all its room, or more than it has where the widget's layout needs more."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._content = content
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.setWidget(content)
        content.setAutoFillBackground(False)
        content.installEventFilter(self)

    def sizeHint(self) -> QSize:
        """Ask for what the content asks for."""
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never be narrower than the content; its height can be scrolled."""
        least = self._content.minimumSizeHint().width()
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the content to the new room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the content again when it needs another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        room = self.maximumViewportSize()
        height = self._needed(room.width())
        if height > room.height():
            room.setWidth(room.width() - self.verticalScrollBar().sizeHint().width())
            height = self._needed(room.width())
        room.setWidth(max(room.width(), self._content.minimumSizeHint().width()))
        self._content.resize(room.width(), max(room.height(), height))

    def _needed(self, width: int) -> int:
        layout = self._content.layout()
        if layout is None:
            return 0
        if layout.hasHeightForWidth():
            return layout.totalMinimumHeightForWidth(width)
        return layout.totalMinimumSize().height()
