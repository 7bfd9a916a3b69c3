"""What all scenes need: the open project, and a moment until what is shown is laid out."""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from desktop.services.project import Project
    from desktop.ui.main_window import MainWindow

    Scene = tuple[str, QWidget]

SETTLE_MS = 60
STILL_S = 5.0


def settled(name: str, shown: QWidget) -> Scene:
    """Return a scene once what was read for it is there and nothing in it moves any more."""
    until = time.monotonic() + STILL_S
    before, now = None, _places(shown)
    while now != before and time.monotonic() < until:
        QTest.qWait(SETTLE_MS)
        QApplication.sendPostedEvents()
        before, now = now, _places(shown)
    # What earlier scenes left behind goes now: Python's side of a layout item that outlives Qt's is
    # found again at the address of another object.
    gc.collect()
    return name, shown


def _places(shown: QWidget) -> list[tuple[QRect, bool]]:
    return [(part.geometry(), part.isVisible()) for part in shown.findChildren(QWidget)]


def project_of(window: MainWindow) -> Project:
    """Return the project that the window has open."""
    project = window.project()
    assert project is not None
    return project
