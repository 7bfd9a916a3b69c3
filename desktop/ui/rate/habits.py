"""How this user rates: with which keys, and whether to be asked after a very fast choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.rate.key_table import KeyTable
from desktop.ui.settings_store import WindowSettings

if TYPE_CHECKING:
    from desktop.ui.settings_store import SettingsStore


class Habits(QObject):
    """What the settings say about rating; without settings, what a new user gets.

    Signals:
        changed: The user chose otherwise.
    """

    changed = Signal()

    def __init__(
        self, settings: SettingsStore | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self.keys = KeyTable()
        self.asks_when_fast = True
        self.read_again()

    def read_again(self) -> None:
        """Follow the settings, after they were changed."""
        settings = self._settings.get() if self._settings else WindowSettings()
        self.keys = KeyTable.read(settings.keys)
        self.asks_when_fast = settings.asks_when_fast
        self.changed.emit()
