"""What all scenes need: the open project, and a moment until what is shown is laid out."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.project import Project
    from desktop.ui.main_window import MainWindow

    Scene = tuple[str, QWidget]

SETTLE_MS = 60


def settled(name: str, shown: QWidget) -> Scene:
    """Return a scene once it is laid out and what was read for it is there."""
    QTest.qWait(SETTLE_MS)
    QApplication.sendPostedEvents()
    # What earlier scenes left behind goes now: Python's side of a layout item that outlives Qt's is
    # found again at the address of another object.
    gc.collect()
    return name, shown


def project_of(window: MainWindow) -> Project:
    """Return the project that the window has open."""
    project = window.project()
    assert project is not None
    return project
