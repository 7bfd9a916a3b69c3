"""Labels: always plain text, because most of what they show comes from the user or from a model."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

_TIP_LINE = 60


def label(text: str = "", role: str = "", *, wrap: bool = False, tone: str = "") -> QLabel:
    """Return a plain-text label.

    Args:
        text: What it shows, as it is; never read as markup.
        role: Its look: heading, big, title, strong, section, muted, small, reading, chip, key, or
            none.
        wrap: Whether long text goes on in further lines.
        tone: a, b, good, warning, bad, accent, or none.
    """
    widget = QLabel()
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setText(text)
    widget.setWordWrap(wrap)
    if role:
        widget.setProperty("role", role)
    if tone:
        widget.setProperty("tone", tone)
    return widget


def whole_tip(text: str) -> str:
    """Return a tooltip that shows a text as it is, never read as markup; long text is wrapped."""
    if len(text) <= _TIP_LINE and "<" not in text and "&" not in text:
        return text
    return f"<qt>{escape(text)}</qt>"


def selectable(widget: QLabel) -> QLabel:
    """Let the user select and copy a label's text."""
    widget.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    return widget


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget another tone and let the style sheet see it."""
    if (widget.property("tone") or "") == tone:
        return
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Chip(QLabel):
    """A small rounded label for a state or a fact; a tone never stands without its word."""

    def __init__(self, text: str = "", tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "chip")
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: str = "") -> None:
        """Show another text in another tone; an empty text hides the chip."""
        self.setText(text)
        set_tone(self, tone)
        if self.parent() is not None:
            self.setVisible(bool(text))


class KeyCap(QLabel):
    """A key drawn as a key cap, next to what it does."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(key)
        self.setProperty("role", "key")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


def line() -> QFrame:
    """Return a thin horizontal line."""
    frame = QFrame()
    frame.setProperty("role", "line")
    return frame
