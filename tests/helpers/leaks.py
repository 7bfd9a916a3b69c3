"""What a test leaves behind: processes, threads, Qt timers and threads, top-level widgets.

A leaked thread or timer acts later, inside another test, and makes that one fail at random. So
the guilty test fails at once. Qt is only looked at in tests that use it.
"""

from __future__ import annotations

import gc
import multiprocessing
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

import psutil

from desktop.worker.launch import WORKER_ARGUMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

GRACE_SECONDS = 3.0
"""How long a thread or process that has been told to end may take to be gone."""

THIRD_PARTY_THREADS = ("TMonitor", "_DummyThread")
"""Classes of threads that a library starts once and keeps for the life of the process."""

QT_OWN_WIDGETS = ("QTipLabel",)
"""Windows that Qt makes for itself and keeps."""


@contextmanager
def no_leaked_threads() -> Iterator[None]:
    """Fails when a Python thread that was started inside still runs at the end."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    started = [thread for thread in threading.enumerate() if thread not in before]
    ours = [thread for thread in started if type(thread).__name__ not in THIRD_PARTY_THREADS]
    for thread in ours:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [thread.name for thread in ours if thread.is_alive()]
    assert not left, f"the test left threads running: {left}"


@contextmanager
def no_leaked_processes() -> Iterator[None]:
    """Fails when a worker, or what multiprocessing started inside, still runs at the end."""
    before, workers_before = set(multiprocessing.active_children()), set(_workers())
    yield
    deadline = time.monotonic() + GRACE_SECONDS
    started = [child for child in multiprocessing.active_children() if child not in before]
    for child in started:
        child.join(max(0.0, deadline - time.monotonic()))
    workers = [process for process in _workers() if process not in workers_before]
    _, alive = psutil.wait_procs(workers, max(0.0, deadline - time.monotonic()))
    left = [child.name for child in started if child.is_alive()]
    left += [f"worker {process.pid}" for process in alive]
    assert not left, f"the test left processes running: {left}"


def _workers() -> list[psutil.Process]:
    """Return the workers that this process has started, dead ones left out."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):
            if WORKER_ARGUMENT in child.cmdline():
                found.append(child)
    return found


@contextmanager
def no_leaked_qt_objects() -> Iterator[None]:
    """Fails when a QTimer or QThread started inside still runs, or a window is still there."""
    from PySide6.QtCore import QThread, QTimer

    windows = _top_level_widgets()
    with _recorded(QTimer) as timers, _recorded(QThread) as threads:
        yield
        _delete_what_was_told_to_go()
        left = _leftovers(timers, threads, windows)
        if left:
            gc.collect()
            left = _leftovers(timers, threads, windows)
    assert not left, f"the test left running or open: {left}"


def _leftovers(timers: WeakSet[Any], threads: WeakSet[Any], windows: list[QWidget]) -> list[str]:
    left: list[QObject] = [timer for timer in timers if _alive(timer) and timer.isActive()]
    left += [thread for thread in threads if _alive(thread) and thread.isRunning()]
    left += [widget for widget in _top_level_widgets() if widget not in windows]
    return [f"{type(item).__name__} {item.objectName()!r}" for item in left]


def _top_level_widgets() -> list[QWidget]:
    from PySide6.QtWidgets import QApplication

    widgets = [widget for widget in QApplication.topLevelWidgets() if _alive(widget)]
    return [widget for widget in widgets if widget.metaObject().className() not in QT_OWN_WIDGETS]


@contextmanager
def _recorded(kind: type) -> Iterator[WeakSet[Any]]:
    """Records every object of `kind`, a Qt class, whose `start` is called."""
    seen: WeakSet[Any] = WeakSet()
    original = kind.start  # type: ignore[attr-defined]

    def start(self: object, *args: object) -> None:
        seen.add(self)
        original(self, *args)

    kind.start = start  # type: ignore[attr-defined]
    try:
        yield seen
    finally:
        kind.start = original  # type: ignore[attr-defined]


def _delete_what_was_told_to_go() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QCoreApplication.processEvents()


def _alive(item: QObject) -> bool:
    from shiboken6 import isValid

    return bool(isValid(item))
