"""Other keys for the rating page: record one, be told whose it is, or go back to the first ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QPushButton, QWidget

from desktop.ui.dialogs.forms import FormDialog
from desktop.ui.rate.commands import Command, Group, caption, group_title
from desktop.ui.rate.key_table import KeyTable, normal_key
from desktop.ui.rate.keys import BY_COMMAND, KEYS, key_cap
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import scrolled
from desktop.ui.widgets.key_recorder import KeyRecorder
from desktop.ui.widgets.labels import label, set_tone

if TYPE_CHECKING:
    from collections.abc import Mapping

MOVING_KEYS = ("Tab", "Shift+Tab", "Backtab", "Shift+Backtab")
"""Keys that move between the controls of a window, everywhere."""


class KeyBindingsDialog(FormDialog):
    """A table of commands, each with a button that records another key.

    Args:
        table: The keys as they are now.
        taken: Keys that belong to the window, with the name of what they do.
        parent: The window in front of which it opens.
    """

    def __init__(
        self, table: KeyTable, taken: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("KeyBindingsDialog", "Keys of the Rate page"),
            translate(
                "KeyBindingsDialog", "Press a key's button, then the key it shall be. Esc cancels."
            ),
            translate("KeyBindingsDialog", "Apply"),
            parent,
        )
        self._table = table
        self._taken = {normal_key(key): name for key, name in taken.items()}
        self.recorders: dict[Command, KeyRecorder] = {}
        self.resets: dict[Command, QPushButton] = {}
        self.message = label(wrap=True)
        self.reset_all = self.buttons.addButton(
            self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.reset_all.setAutoDefault(False)
        self.reset_all.clicked.connect(self._on_reset_all)
        self._build()
        self._show()

    def table(self) -> KeyTable:
        """Return the keys as the user left them."""
        return self._table

    def _build(self) -> None:
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        for group in Group:
            grid.addWidget(label(group_title(group), "title"), grid.rowCount(), 0)
            for key in KEYS:
                if key.group is group:
                    self._add(key.command, grid)
        area = scrolled(content)
        area.setMinimumSize(480, 360)
        self.column.insertWidget(self.column.count() - 1, area, 1)
        self.column.insertWidget(self.column.count() - 1, self.message)

    def _add(self, command: Command, grid: QGridLayout) -> None:
        row = grid.rowCount()
        name = caption(command)
        recorder = KeyRecorder(name)
        recorder.key_recorded.connect(partial(self._on_key_recorded, command))
        reset = button(self.tr("Reset"), role="flat", name=f"reset_{command}")
        reset.setAccessibleName(self.tr("Reset the key of “{command}”").format(command=name))
        reset.clicked.connect(partial(self._on_reset, command))
        grid.addWidget(label(name), row, 0)
        grid.addWidget(recorder, row, 1)
        grid.addWidget(reset, row, 2)
        self.recorders[command], self.resets[command] = recorder, reset

    def _show(self, message: str = "", tone: str = "") -> None:
        for command, recorder in self.recorders.items():
            recorder.set_cap("   ".join(map(key_cap, self._table.keys(command))))
            self.resets[command].setEnabled(command in self._table.own)
        self.reset_all.setEnabled(bool(self._table.own))
        self.message.setText(message)
        set_tone(self.message, tone)

    def _owner(self, command: Command, keys: tuple[str, ...]) -> str:
        """Return what already has one of these keys; "" when they are free."""
        for key in map(normal_key, keys):
            if key in self._taken:
                return self._taken[key]
            if key in MOVING_KEYS:
                return self.tr("moving between the controls")
        clash = self._table.clash(command, keys)
        return caption(clash) if clash else ""

    def _on_key_recorded(self, command: Command, key: str) -> None:
        if not normal_key(key):
            self._show(self.tr("This key cannot be used."), "bad")
        elif KeyTable.unusable(command, (key,)):
            self._show(self.tr("This key writes text there. Add Ctrl or Alt to it."), "bad")
        elif owner := self._owner(command, (key,)):
            template = self.tr("“{key}” already belongs to “{command}”. Nothing was changed.")
            self._show(template.format(key=key_cap(key), command=owner), "bad")
        else:
            self._table = self._table.with_key(command, key)
            template = self.tr("“{command}” is on “{key}” now.")
            self._show(template.format(command=caption(command), key=key_cap(key)), "good")

    def _on_reset(self, command: Command, _checked: bool = False) -> None:
        clash = self._table.clash(command, BY_COMMAND[command].keys)
        if clash is None:
            self._table = self._table.without(command)
            self._show()
            return
        template = self.tr("Its first key belongs to “{command}” now. Nothing was changed.")
        self._show(template.format(command=caption(clash)), "bad")

    @Slot()
    def _on_reset_all(self) -> None:
        self._table = KeyTable()
        self._show(self.tr("All keys are as they were at first."), "good")
