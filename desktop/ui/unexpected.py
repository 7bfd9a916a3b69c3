"""What nobody expected: Qt's own messages are logged, uncaught exceptions logged and shown.

An exception in a slot, a timer or a thread never ends the program.
"""

from __future__ import annotations

import logging
import sys
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)

from desktop.services.window_log import log_thread, log_unexpected
from desktop.ui.dialogs.errors import show_error

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QWidget

_QT_LOG = logging.getLogger("qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def log_qt_messages() -> None:
    """Send what Qt has to say to the log."""
    qInstallMessageHandler(_log_message)


def let_qt_speak() -> None:
    """Send what Qt still says to the console: at the very end there is no Python to log it."""
    qInstallMessageHandler(None)


def _log_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    category = context.category or "default"
    _QT_LOG.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", category, text)


class Unexpected(QObject):
    """Shows uncaught exceptions, one at a time, in front of the window there is.

    Args:
        parent: Usually none; it lives as long as the program.
    """

    _raised = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window: QWidget | None = None
        self._showing = False
        # An exception of another thread comes to the window's thread by the signal.
        self._raised.connect(self._on_raised)

    def watch(self, window: QWidget) -> None:
        """Show them in front of this window from now on."""
        self._window = window
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def stop(self) -> None:
        """Only log them from now on."""
        self._window = None
        sys.excepthook = log_unexpected
        threading.excepthook = log_thread

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if self._showing or self._window is None or issubclass(kind, KeyboardInterrupt):
            log_unexpected(kind, error, trace)
            return
        self._on_raised(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        log_thread(args)
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._raised.emit(args.exc_value)

    @Slot(object)
    def _on_raised(self, error: BaseException) -> None:
        if self._showing or self._window is None:
            return
        self._showing = True
        try:
            show_error(error, self._window)
        finally:
            self._showing = False
