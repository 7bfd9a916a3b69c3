"""Work on a project's folder in a thread, which tells how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from desktop.services.cancelling import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable

    Tell = Callable[[object], None]
    """Says how far the work is; raises when the user does not want it any more."""
    Function = Callable[[Tell], object]


class StoppedError(Exception):
    """The user does not want the result any more."""


class _Thread(QThread):
    """Calls a function; `told` carries what it says on the way."""

    told = Signal(object)

    def __init__(self, function: Function) -> None:
        super().__init__()
        self._function = function
        self.result: object = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Work."""
        try:
            self.result = self._function(self._tell)
        except Exception as error:
            self.error = error

    def _tell(self, fact: object) -> None:
        if self.isInterruptionRequested():
            raise StoppedError
        self.told.emit(fact)


class Work(QObject):
    """Does one thing at a time, while the window goes on.

    Signals:
        told: What the function said on the way.
        done: It was done: the result.
        failed: It could not be: the exception.
    """

    told = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None

    def start(self, function: Function) -> None:
        """Call a function in a thread, unless one is at work; it must not touch widgets."""
        if self._thread is not None:
            return
        self._thread = _Thread(function)
        self._thread.told.connect(self.told)
        self._thread.finished.connect(self._on_thread_finished)
        self._thread.start()

    def busy(self) -> bool:
        """Return whether a thread is at work."""
        return self._thread is not None

    def ask_to_stop(self) -> None:
        """Let the thread end at its next step; `done` or nothing follows."""
        if self._thread is not None:
            self._thread.requestInterruption()

    def stop(self) -> None:
        """Let the thread end at its next step, wait for it and forget its result."""
        if self._thread is not None:
            self._thread.finished.disconnect(self._on_thread_finished)
            self._thread.requestInterruption()
            self._thread.wait()
            self._thread = None

    @Slot()
    def _on_thread_finished(self) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        thread.wait()
        if thread.error is None:
            self.done.emit(thread.result)
        elif not isinstance(thread.error, StoppedError | Cancelled):
            self.failed.emit(thread.error)
