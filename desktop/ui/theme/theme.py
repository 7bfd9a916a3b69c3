"""The theme in use: chosen by the user or followed from the system, and applied to the application.

`app.py` makes the one `Theme` and passes it to whatever paints by itself; all other widgets take
their colours from the palette and the style sheet.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.ui.theme.fonts import interface_font, mono_families
from desktop.ui.theme.palette import palette_of
from desktop.ui.theme.stylesheet import (
    INTERFACE_PIXELS,
    READING_PIXELS,
    stylesheet,
    text_pixels,
)
from desktop.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


class ThemeMode(StrEnum):
    """What the user chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high_contrast"


_FIXED = {
    ThemeMode.LIGHT: LIGHT,
    ThemeMode.DARK: DARK,
    ThemeMode.HIGH_CONTRAST: HIGH_CONTRAST,
}


class Theme(QObject):
    """Applies the chosen theme and follows the system's colour scheme.

    Signals:
        changed: Another theme or text size is in use; what paints by itself paints again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._mode = ThemeMode.SYSTEM
        self._scale = 1.0
        self._zoom = 1.0
        self._current = self._resolve()
        application.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)

    def current(self) -> Tokens:
        """Return the colours in use."""
        return self._current

    def scale(self) -> float:
        """Return the scale of all text; 1 is the design's size."""
        return self._scale

    def text_pixels(self, pixels: int) -> int:
        """Return a text size of the design at the scale in use."""
        return text_pixels(pixels, self._scale)

    def reading_pixels(self) -> int:
        """Return the size of answers, prompts and what is written at length."""
        return text_pixels(READING_PIXELS, self._scale * self._zoom)

    def choose(self, mode: ThemeMode, scale: float = 1.0, zoom: float = 1.0) -> None:
        """Use another theme or text size from now on.

        Args:
            mode: Which theme.
            scale: Enlargement of all text.
            zoom: Enlargement of reading text on top of it.
        """
        self._mode, self._scale, self._zoom = mode, scale, zoom
        self.apply()

    def set_zoom(self, zoom: float) -> None:
        """Use another size of reading text from now on."""
        self._zoom = zoom
        self.apply()

    def apply(self) -> None:
        """Give the application its font, palette and style sheet."""
        self._current = self._resolve()
        pixels = text_pixels(INTERFACE_PIXELS, self._scale)
        self._application.setFont(interface_font(pixels))
        self._application.setPalette(palette_of(self._current))
        self._application.setStyleSheet(
            stylesheet(self._current, self._scale, self.reading_pixels(), mono_families())
        )
        self.changed.emit()

    def _resolve(self) -> Tokens:
        fixed = _FIXED.get(self._mode)
        if fixed is not None:
            return fixed
        scheme = self._application.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT

    @Slot()
    def _on_scheme_changed(self) -> None:
        if self._mode is ThemeMode.SYSTEM and self._resolve() is not self._current:
            self.apply()
