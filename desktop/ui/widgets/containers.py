"""Cards, page headers and empty states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.flow import HeaderLayout
from desktop.ui.widgets.labels import Chip, label
from desktop.ui.widgets.symbol_view import SymbolView

if TYPE_CHECKING:
    from desktop.ui.icons import Symbol

SPACE = (4, 8, 12, 16, 24)
"""The only distances used, in pixels."""


class Card(QFrame):
    """A bordered surface with an optional title and a sentence under it; fill its `body`."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(8)
        self.title_label = label(title, "title")
        self.subtitle_label = label(subtitle, "muted", wrap=True)
        for widget, text in ((self.title_label, title), (self.subtitle_label, subtitle)):
            self.body.addWidget(widget)
            widget.setVisible(bool(text))
        if title:
            self.setAccessibleName(title)


class PageHeader(QWidget):
    """The first line of a page: its heading, chips after it, and what belongs at the right.

    What does not fit beside the heading stands below it.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label(title, "heading")
        self._line = HeaderLayout(parent=self)
        self._line.add_left(self.heading)
        policy = self.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add_chip(self, chip: Chip) -> Chip:
        """Put a chip after the heading and the chips before it."""
        self._line.add_left(chip)
        return chip

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self._line.add_right(widget)


class EmptyState(QWidget):
    """Says that there is nothing yet, and why; one button or two say what to do next.

    Signals:
        primary_requested: The first button was pressed.
        secondary_requested: The second one was.
    """

    primary_requested = Signal()
    secondary_requested = Signal()

    def __init__(
        self,
        title: str,
        text: str,
        primary: str = "",
        secondary: str = "",
        *,
        symbol: Symbol | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._picture = SymbolView(symbol) if symbol is not None else None
        self.title_label = label(title, "big", wrap=True)
        self.text_label = label(text, "muted", wrap=True)
        self.primary: QPushButton = primary_button(primary, name="empty_primary")
        self.secondary: QPushButton = button(secondary, name="empty_secondary")
        self.primary.clicked.connect(self.primary_requested)
        self.secondary.clicked.connect(self.secondary_requested)
        self._build()
        self.set_content(title, text, primary, secondary)

    def set_content(self, title: str, text: str, primary: str = "", secondary: str = "") -> None:
        """Say something else; a button without a text is not shown."""
        self.title_label.setText(title)
        self.text_label.setText(text)
        for widget, caption in ((self.primary, primary), (self.secondary, secondary)):
            widget.setText(caption)
            widget.setAccessibleName(caption)
            widget.setVisible(bool(caption))

    def _build(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(8)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        if self._picture is not None:
            column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        for widget in (self.title_label, self.text_label):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(widget)
        buttons.addStretch(1)
        buttons.addWidget(self.primary)
        buttons.addWidget(self.secondary)
        buttons.addStretch(1)
        column.addSpacing(8)
        column.addLayout(buttons)
        middle = QWidget()
        middle.setLayout(column)
        middle.setMaximumWidth(560)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(middle, 6)
        centred.addStretch(1)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(centred)
        outer.addStretch(3)


def scrolled(content: QWidget) -> QScrollArea:
    """Return a scroll area around a widget, without a frame or a ground of its own."""
    content.setProperty("role", "scrolled")
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(content)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    return area


def card_column(*cards: QWidget) -> QScrollArea:
    """Return cards one below the other, to be scrolled where they do not fit."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for card in cards:
        column.addWidget(card)
    column.addStretch(1)
    return scrolled(holder)


def page_layout(page: QWidget) -> QVBoxLayout:
    """Return a page's outer layout with the margins all pages have."""
    layout = QVBoxLayout(page)
    layout.setContentsMargins(24, 16, 24, 16)
    layout.setSpacing(12)
    return layout
