"""The real window, rating without pause by its keys; it says on stdout what it showed as saved.

Usage: python -m tests.helpers.rating_window PROJECT SEED. Like `rating_process`, but through the
Rate page: a judgement is acknowledged when the page has been painted after the key. It goes on
until it is killed.
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import build
from desktop.services.project import Project, open_project
from desktop.ui.rate.page import RatePage
from desktop.ui.settings_store import SettingsStore
from tests.helpers.rating_process import acknowledge

CHOICES = "12345670S"
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is and let the window paint what follows."""
    QTest.keyClick(focus(), key, modifiers)
    QCoreApplication.processEvents()


def focus() -> QWidget:
    """Return the widget with the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def act(chance: random.Random) -> None:
    """Do one of the things a rating user does."""
    action = chance.random()
    if action < 0.15:
        press(Qt.Key.Key_Z, CONTROL)
    elif action < 0.2:
        press(Qt.Key.Key_Z, CONTROL | SHIFT)
    elif action < 0.3:
        press(Qt.Key.Key_E)
        QTest.keyClicks(focus(), "Better: ")
        press(Qt.Key.Key_Return, CONTROL)
    else:
        press(Qt.Key(ord(chance.choice(CHOICES))))


def tell(before: set[int], after: set[int]) -> None:
    """Acknowledge what a key changed: judgements taken back, and given or brought back."""
    for event in sorted(before - after):
        acknowledge("undo", event)
    for event in sorted(after - before):
        acknowledge("give", event)


def standing(project: Project) -> set[int]:
    """Return the ids of the judgements in force."""
    return {event.id for event in project.store.feedback.standing()}


def main() -> None:
    """Rate until killed, or until nothing is left to rate."""
    application = QApplication([])
    folder = Path(sys.argv[1])
    parts = build(application, SettingsStore(folder.parent / "window.json"))
    project = open_project(folder)
    parts.window.set_project(project)
    parts.window.show()
    parts.window.show_page("rate")
    QCoreApplication.processEvents()
    chance = random.Random(int(sys.argv[2]))
    acknowledge("ready", 0)
    page = parts.window.pages.page("rate")
    assert isinstance(page, RatePage)
    while not page.empty.isVisible():
        before = standing(project)
        act(chance)
        tell(before, standing(project))


if __name__ == "__main__":
    main()
