"""Buttons in the looks of the design; each has an accessible name: its text, or the one given."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from desktop.ui.icons import Ink, Symbol, icon
from desktop.ui.widgets.labels import KeyCap, label


def button(
    text: str, *, role: str = "", tip: str = "", name: str = "", symbol: Symbol | None = None
) -> QPushButton:
    """Return a push button.

    Args:
        text: What it says.
        role: primary, danger, flat, choice, or none for the ordinary look.
        tip: Plain text shown on hovering.
        name: Object name, for tests and style sheets.
        symbol: The icon before the text, or none.
    """
    widget = QPushButton(text)
    widget.setAccessibleName(text)
    widget.setAutoDefault(False)
    if role:
        widget.setProperty("role", role)
    if tip:
        widget.setToolTip(tip)
    if name:
        widget.setObjectName(name)
    if symbol is not None:
        widget.setIcon(icon(symbol, Ink.ON_ACCENT if role == "primary" else Ink.QUIET))
    return widget


def primary_button(text: str, *, name: str = "", symbol: Symbol | None = None) -> QPushButton:
    """Return the one button of a page that does the next step."""
    return button(text, role="primary", name=name, symbol=symbol)


def more_button(accessible_name: str) -> QToolButton:
    """Return a "…" button whose menu pops up at once."""
    widget = QToolButton()
    widget.setIcon(icon(Symbol.MORE, Ink.TEXT))
    widget.setAccessibleName(accessible_name)
    widget.setToolTip(accessible_name)
    widget.setProperty("role", "flat")
    widget.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return widget


class KeyedButton(QPushButton):
    """A flat button that shows the key that does the same: [S] skip."""

    def __init__(self, key: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "keyed")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._label = label(text, "muted")
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(6)
        self._key = KeyCap(key)
        row.addWidget(self._key)
        row.addWidget(self._label)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.set_caption(text)

    def set_caption(self, text: str) -> None:
        """Say something else, as undo does when there is another thing to undo."""
        self._label.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_key(self, key: str) -> None:
        """Show another key."""
        self._key.setText(key)
        self.updateGeometry()

    def key(self) -> str:
        """Return the key that it shows."""
        return self._key.text()

    def sizeHint(self) -> QSize:
        """Be as large as key and text."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Never cut the text off."""
        return self._row.sizeHint()

    def caption(self) -> str:
        """Return what it says."""
        return self._label.text()
