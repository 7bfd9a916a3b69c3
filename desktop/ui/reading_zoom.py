"""Larger or smaller reading text by keys, remembered for the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.ui.settings_store import within_zoom

if TYPE_CHECKING:
    from desktop.ui.settings_store import SettingsStore
    from desktop.ui.theme.theme import Theme

STEP = 0.1


class ReadingZoom(QObject):
    """Changes the size of answers, prompts and what is written at length."""

    def __init__(self, theme: Theme, settings: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings

    @Slot()
    def enlarge(self) -> None:
        """Make reading text a step larger."""
        self._use(self._settings.get().reading_zoom + STEP)

    @Slot()
    def reduce(self) -> None:
        """Make reading text a step smaller."""
        self._use(self._settings.get().reading_zoom - STEP)

    @Slot()
    def reset(self) -> None:
        """Show reading text in its usual size."""
        self._use(1.0)

    def _use(self, zoom: float) -> None:
        zoom = within_zoom(round(zoom, 2))
        if zoom != self._settings.get().reading_zoom:
            self._settings.change(reading_zoom=zoom)
            self._theme.set_zoom(zoom)
