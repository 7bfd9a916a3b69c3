"""A button that shows a key and, once pressed, takes the next key that is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QKeyCombination, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent

_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_Meta,
    Qt.Key.Key_AltGr,
)


class KeyRecorder(QPushButton):
    """Records one key with its modifiers; Esc leaves everything as it is.

    Signals:
        key_recorded: A key was typed, as Qt writes it: "Shift+E".
    """

    key_recorded = Signal(str)

    def __init__(self, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cap = ""
        self._name = accessible_name
        self._recording = False
        self.setAutoDefault(False)
        self.clicked.connect(self._on_clicked)

    def set_cap(self, cap: str) -> None:
        """Show a key."""
        self._cap = cap
        self._stop()

    def event(self, event: QEvent) -> bool:
        """Take every key while recording, also those that move the focus."""
        if self._recording and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if self._recording and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.KeyPress:
                self._take(event)
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop recording when the user goes elsewhere."""
        self._stop()
        super().focusOutEvent(event)

    def _take(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS:
            return
        self._stop()
        if event.key() != Qt.Key.Key_Escape:
            self.key_recorded.emit(key_name(event))

    @Slot()
    def _on_clicked(self) -> None:
        self._recording = True
        self.setText(self.tr("press a key…"))

    def _stop(self) -> None:
        self._recording = False
        self.setText(self._cap)
        self.setAccessibleName(f"{self._name}: {self._cap}")


def key_name(event: QKeyEvent) -> str:
    """Return the key of an event as a shortcut is written.

    Shift counts only where it does not make the sign: "?" is "?", not "Shift+?".
    """
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    text = event.text()
    if text.isprintable() and text and not text.isalnum() and not text.isspace():
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    sequence = QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key())))
    return sequence.toString(QKeySequence.SequenceFormat.PortableText)
