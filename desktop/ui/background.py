"""Works on a large project in a thread, so that the window goes on meanwhile.

Small projects are worked on at once: that is faster than a thread, and nothing flickers. The thread
has a database connection of its own.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.project import Project

LARGE = 3_000
"""Answers and judgements together, ever given, above which reading takes noticeable time."""


def is_large(project: Project) -> bool:
    """Return whether reading the whole project takes noticeable time."""
    store = project.store
    return store.responses.last_id() + store.feedback.last_id() > LARGE


class _TaskThread(QThread):
    """Calls a function with the project over another connection."""

    def __init__(self, project: Project, function: Callable[[Project], object]) -> None:
        super().__init__()
        self._project = project
        self._function = function
        self.result: object = None
        self.error: Exception | None = None

    def run(self) -> None:
        """Work."""
        try:
            store = self._project.store.reopen()
            try:
                self.result = self._function(dataclasses.replace(self._project, store=store))
            finally:
                store.close()
        except Exception as error:
            self.error = error


class ProjectTask(QObject):
    """Does something with a project, one call at a time.

    Args:
        function: Does it and returns the result; it must not touch widgets.
        parent: Owns the task.
        always_aside: Whether a thread does it for small projects too.

    Signals:
        done: It was done: the result.
        failed: It could not be: the exception.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(
        self,
        function: Callable[[Project], object],
        parent: QObject,
        *,
        always_aside: bool = False,
    ) -> None:
        super().__init__(parent)
        self._function = function
        self._always_aside = always_aside
        self._thread: _TaskThread | None = None

    def start(self, project: Project) -> None:
        """Do it; at once if the project is small, else while the window goes on."""
        if self._thread is not None:
            return
        if not self._always_aside and not is_large(project):
            self._do_now(project)
            return
        self._thread = _TaskThread(project, self._function)
        self._thread.finished.connect(self._on_thread_finished)
        self._thread.start()

    def busy(self) -> bool:
        """Return whether a thread is at work."""
        return self._thread is not None

    def stop(self) -> None:
        """Wait for the thread and forget its result."""
        if self._thread is not None:
            self._thread.finished.disconnect(self._on_thread_finished)
            self._thread.wait()
            self._thread = None

    def _do_now(self, project: Project) -> None:
        try:
            result = self._function(project)
        except Exception as error:
            self.failed.emit(error)
        else:
            self.done.emit(result)

    @Slot()
    def _on_thread_finished(self) -> None:
        thread, self._thread = self._thread, None
        if thread is None:
            return
        thread.wait()
        if thread.error is not None:
            self.failed.emit(thread.error)
        else:
            self.done.emit(thread.result)
