"""The commands of comparing as actions, for the command palette."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from desktop.ui.rate.keys import Command, caption

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QObject

    from desktop.ui.rate.key_table import KeyTable


def command_actions(
    keys: KeyTable, do: Callable[[Command], None], parent: QObject
) -> list[QAction]:
    """Return an action for each command, with its key; the keys do not act by themselves."""
    actions = []
    for command in Command:
        action = QAction(caption(command), parent)
        action.setShortcut(QKeySequence(keys.keys(command)[0]))
        action.triggered.connect(partial(_do, do, command))
        actions.append(action)
    return actions


def _do(do: Callable[[Command], None], command: Command, _checked: bool = False) -> None:
    do(command)
