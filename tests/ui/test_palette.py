from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest

from desktop.ui.palette import CommandPalette, found

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.main_window import MainWindow

NAMES = ["New project…", "Open a project…", "Rate", "Usual reading text", "skip"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", NAMES),
        ("proj", ["New project…", "Open a project…"]),
        ("project open", ["Open a project…"]),
        ("r", ["Rate", "New project…", "Open a project…", "Usual reading text"]),
        ("nothing", []),
    ],
)
def test_all_words_of_the_query_are_in_the_name(query: str, names: list[str]) -> None:
    assert [NAMES[n] for n in found(query, NAMES)] == names


def test_letters_arrows_and_enter_choose(qtbot: QtBot) -> None:
    actions = [QAction(name) for name in NAMES]
    palette = CommandPalette(actions)
    qtbot.addWidget(palette)
    QTest.keyClicks(palette.field, "project")
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.result() == palette.DialogCode.Accepted
    assert palette.chosen() is actions[1]


def test_enter_on_nothing_does_nothing(qtbot: QtBot) -> None:
    palette = CommandPalette([QAction("one")])
    qtbot.addWidget(palette)
    QTest.keyClicks(palette.field, "zzz")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert palette.chosen() is None
    assert palette.result() == 0


def test_the_window_offers_pages_and_the_commands_of_the_page(
    window: MainWindow, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project.folder
    project.close()
    window.opener.open(str(folder))
    window.show_page("rate")
    offered: list[str] = []

    def choose(palette: CommandPalette) -> bool:
        offered.extend(palette.list.item(n).text() for n in range(palette.list.count()))
        palette.field.setText("skip")
        return True

    monkeypatch.setattr(CommandPalette, "exec", choose)
    window.activateWindow()
    QTest.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert any(text.startswith("Train") for text in offered)
    assert any(text.startswith("Preferences") for text in offered)
    opened = window.project()
    assert opened is not None
    assert opened.store.feedback.count_standing("skip") == 1
