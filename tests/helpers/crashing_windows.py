"""Real windows that are worked in by keys and killed at a random moment.

Usage: python -m tests.helpers.crashing_windows, with the same lines as `tests.helpers.crashing`.
The works are named after a way of judging, or after what is begun and not saved. A judgement is
acknowledged when the window was painted after the key, a draft when the pause after which drafts
are written is over.
"""

from __future__ import annotations

import json
import random
import time
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import build
from desktop.services.project import open_project
from desktop.ui.rate.commands import Command
from desktop.ui.rate.correction import DRAFT_MS
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.mode_switch import MODE_COMMANDS
from desktop.ui.rate.page import RatePage
from desktop.ui.settings_store import SettingsStore
from tests.helpers.crashing import say, serve

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
KEYS = {
    Mode.COMPARE: "12345670S",
    Mode.RANK: "1231231230S",
    Mode.SCORE: "GFPS",
    Mode.WRITE: "",
}
SLACK_S = 0.3
"""On top of the pause, for a busy machine; the window turns meanwhile."""
WAITING_S = 30.0
"""How long a window without work waits to be killed."""
ALPHABET = "aé漢𝔘 \u00a0\u202e\n<&"
"""What is typed: signs that are easily lost."""


def window_on(folder: Path) -> tuple[RatePage, Project]:
    """Open the Rate page of a project."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    settings = SettingsStore(folder.parent / "window.json")
    settings.change(asks_when_fast=False)
    parts = build(application, settings)
    project = open_project(folder, back_up=False)
    parts.window.set_project(project)
    parts.window.show()
    parts.window.show_page("rate")
    page = parts.window.pages.page("rate")
    assert isinstance(page, RatePage)
    QCoreApplication.processEvents()
    page.kept_alive = parts  # type: ignore[attr-defined]
    return page, project


def focus() -> QWidget:
    """Return the widget with the focus."""
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is and let the window paint what follows."""
    QTest.keyClick(focus(), key, modifiers)
    QCoreApplication.processEvents()


def standing(project: Project) -> set[int]:
    """Return the ids of the judgements in force."""
    return {event.id for event in project.store.feedback.standing()}


def judge(mode: Mode, folder: Path, seed: int) -> None:
    """Judge in one way, correct, undo and redo until killed."""
    page, project = window_on(folder)
    chance = random.Random(seed)
    page.do(MODE_COMMANDS[mode])
    say("ready")
    while True:
        if page.empty.isVisible():
            # All is judged; the kill comes within seconds.
            time.sleep(WAITING_S)
            return
        before = standing(project)
        act(page, mode, chance)
        after = standing(project)
        for event in sorted(before - after):
            say("undo", event)
        for event in sorted(after - before):
            say("give", event)


def act(page: RatePage, mode: Mode, chance: random.Random) -> None:
    """Do one of the things a rating user does, wherever the undo led to."""
    mode = page.modes.mode()
    action = chance.random()
    if mode is Mode.WRITE and action < 0.6:
        press(Qt.Key.Key_E)
        QTest.keyClicks(focus(), "An answer.")
        press(Qt.Key.Key_Return, CONTROL)
        return
    if mode is Mode.WRITE:
        press(Qt.Key.Key_Escape)
    if action < 0.15:
        press(Qt.Key.Key_Z, CONTROL)
    elif action < 0.25:
        press(Qt.Key.Key_Z, CONTROL | SHIFT)
    elif action < 0.35 and mode is not Mode.WRITE:
        press(Qt.Key.Key_E)
        QTest.keyClicks(focus(), "Better: ")
        press(Qt.Key.Key_Return, CONTROL)
    elif mode is Mode.RANK and action < 0.7:
        for key in "123":
            press(Qt.Key(ord(key)))
        press(Qt.Key.Key_Return)
    else:
        press(Qt.Key(ord(chance.choice(KEYS[mode] or "S"))))


def begin(command: Command, folder: Path, seed: int) -> None:
    """Type into one thing until killed, and say what is certain to be kept."""
    page, _ = window_on(folder)
    chance = random.Random(seed)
    if command is Command.TO_WRITE:
        page.do(Command.TO_WRITE)
    else:
        page.do(Command.TO_COMPARE)
        page.do(command)
    dialog = page.noting.remarking.dialog
    field = focus() if dialog is None else dialog.field
    say("ready")
    text = ""
    for _ in range(60):
        more = "".join(chance.choice(ALPHABET) for _ in range(chance.randint(1, 6)))
        if command is Command.COMMENT:
            more = more.replace("\n", "x")
        say("typing", one_word(text + more))
        for sign in more:
            enter(field, sign)
            QCoreApplication.processEvents()
        text += more
        until = time.monotonic() + DRAFT_MS / 1000 + SLACK_S
        while time.monotonic() < until:
            QCoreApplication.processEvents()
            time.sleep(0.005)
        say("kept", one_word(text))


def one_word(text: str) -> str:
    """Return a text as JSON without a blank, since what is said is split at blanks."""
    return json.dumps(text).replace(" ", "\\u0020")


def enter(field: QWidget, sign: str) -> None:
    """Type one sign."""
    if sign == "\n":
        QTest.keyClick(field, Qt.Key.Key_Return)
    else:
        # `keyClicks` knows only ASCII; an input method sends what else there is like this.
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, field, Qt.Key.Key_unknown, sign, Qt.KeyboardModifier.NoModifier
        )


WORKS = {
    **{mode.value: partial(judge, mode) for mode in Mode},
    "correction": partial(begin, Command.CORRECT_A),
    "demonstration": partial(begin, Command.TO_WRITE),
    "comment": partial(begin, Command.COMMENT),
}

if __name__ == "__main__":
    serve(WORKS)
