"""Marking the words that are wrong with the keyboard alone: a caret in the answer.

The arrows move it, with Shift they select, Enter goes on with what is selected (or with the whole
answer), Tab goes to the other answer, Esc leaves. Meanwhile the page's own keys rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.text.views import ResponseView

_READING = Qt.TextInteractionFlag.TextBrowserInteraction
_CARET = _READING | Qt.TextInteractionFlag.TextSelectableByKeyboard
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TABS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_MOVES = (
    *(Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down),
    *(Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown),
)
_STRONG = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Marking(QObject):
    """Lets the user select words in one of the answers that are shown.

    Signals:
        begun: The caret is there.
        marked: The user is done: the name of the answer; its view has the selection.
        left: The user left it.
    """

    begun = Signal()
    marked = Signal(str)
    left = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._views: dict[str, ResponseView] = {}
        self._name = ""

    @property
    def active(self) -> bool:
        """Whether a caret is in an answer."""
        return bool(self._name)

    def start(self, views: Mapping[str, ResponseView]) -> None:
        """Put the caret into the first of these views."""
        self._end()
        self._views = dict(views)
        if self._views:
            self._enter(next(iter(self._views)))
            self.begun.emit()

    def stop(self) -> None:
        """Take the caret away."""
        if self.active:
            self._end()
            self.left.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are the caret's."""
        if not self.active or watched is not self._views[self._name]:
            return False
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if _is_ours(event):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take(event)
        elif isinstance(event, QFocusEvent) and event.lostFocus() and _goes_away(event):
            self.stop()
        return False

    def _take(self, event: QKeyEvent) -> bool:
        if event.key() in _ENTER:
            name = self._name
            self._end()
            self.marked.emit(name)
        elif event.key() == Qt.Key.Key_Escape:
            self.stop()
        elif event.key() in _TABS:
            names = list(self._views)
            after = names[(names.index(self._name) + 1) % len(names)]
            self._leave()
            self._enter(after)
        else:
            return False
        return True

    def _enter(self, name: str) -> None:
        self._name = name
        view = self._views[name]
        view.setTextInteractionFlags(_CARET)
        view.setTextCursor(view.cursorForPosition(QPoint(1, 1)))
        view.installEventFilter(self)
        view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        """Make the view one to read again; what is selected in it stays so."""
        view = self._views[self._name]
        self._name = ""
        view.removeEventFilter(self)
        selected = view.textCursor()
        view.setTextInteractionFlags(_READING)
        view.setTextCursor(selected)

    def _end(self) -> None:
        if self.active:
            self._leave()


def _goes_away(event: QFocusEvent) -> bool:
    return event.reason() not in _PASSING


def _is_ours(event: QKeyEvent) -> bool:
    return event.key() in _MOVES or not event.modifiers() & _STRONG


def unselect(view: ResponseView) -> None:
    """Let nothing be selected in a view."""
    cursor = QTextCursor(view.textCursor())
    cursor.clearSelection()
    view.setTextCursor(cursor)
