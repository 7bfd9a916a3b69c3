"""Time spent on an item while somebody is there: idle time does not count.

Somebody is there while keys, mouse or wheel are used in the window. After half a minute without any
of them the clock stands still until the next one.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow
    from PySide6.QtWidgets import QWidget

IDLE_S = 30.0
"""Seconds after the last sign of life for which the clock goes on."""
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchUpdate,
    }
)


class AttentionClock:
    """Counts the time between signs of life, of each pause at most `IDLE_S`.

    Args:
        now: Seconds from any moment on.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._counted = 0.0
        self._last = now()

    def restart(self) -> None:
        """Begin at zero: another item is on the screen."""
        self._counted, self._last = 0.0, self._now()

    def touch(self) -> None:
        """Note a sign of life."""
        now = self._now()
        self._counted += min(now - self._last, IDLE_S)
        self._last = now

    def leave_out(self) -> None:
        """Leave out the time since the last sign of life, as when the item was not to be seen."""
        self._last = self._now()

    def seconds(self) -> float:
        """Return the time spent; the question itself is a sign of life."""
        self.touch()
        return round(self._counted, 2)


class Attention(QObject):
    """Keeps the clock of a widget: signs of life in its window, while it is to be seen."""

    def __init__(self, widget: QWidget, now: Callable[[], float] = time.monotonic) -> None:
        super().__init__(widget)
        self._widget = widget
        self._window: QWindow | None = None
        self._clock = AttentionClock(now)
        widget.installEventFilter(self)

    def restart(self) -> None:
        """Begin at zero."""
        self._clock.restart()

    def seconds(self) -> float:
        """Return the time spent since the last start."""
        return self._clock.seconds()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice signs of life, and the widget's coming and going."""
        if not self.__dict__:
            # Python has let go of this object before Qt, which hides the widget once more.
            return False
        if watched is self._window:
            if event.type() in _SIGNS:
                self._clock.touch()
        elif event.type() == QEvent.Type.Show:
            self._watch(self._widget.window().windowHandle())
            self._clock.leave_out()
        elif event.type() == QEvent.Type.Hide:
            self._clock.touch()
            self._watch(None)
        return False

    def _watch(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
