"""A way to begin as a large button: what it is called, and what happens behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.widgets.labels import label
from desktop.ui.widgets.symbol_view import SymbolView

if TYPE_CHECKING:
    from desktop.ui.icons import Symbol


class Door(QPushButton):
    """A button with a title and a sentence, as tall as these need.

    Args:
        symbol: Its icon.
        title: What it is called.
        text: What happens behind it.
        name: Object name.
        parent: Where it stands.
    """

    def __init__(
        self, symbol: Symbol, title: str, text: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "stage")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setAutoDefault(True)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(18, 16, 18, 16)
        self._column.setSpacing(6)
        drawing = SymbolView(symbol, 1.75)
        for widget in (drawing, label(title, "title", wrap=True), label(text, "muted", wrap=True)):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            self._column.addWidget(widget)
        self._column.addStretch(1)

    def hasHeightForWidth(self) -> bool:
        """Return that a narrow door must be taller."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that all of its text needs."""
        return self._column.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        """Be as large as its text needs."""
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never cut the text off."""
        return QSize(160, self.heightForWidth(max(160, self.width())))
