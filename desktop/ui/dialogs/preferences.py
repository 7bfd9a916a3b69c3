"""The user's settings of the window: theme, text size, language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QComboBox, QDialogButtonBox, QWidget

from desktop.ui.dialogs.forms import FormDialog
from desktop.ui.theme.theme import ThemeMode
from desktop.ui.translation import LANGUAGES, SYSTEM
from desktop.ui.widgets.buttons import button

if TYPE_CHECKING:
    from desktop.ui.settings_store import WindowSettings

SHOW_DATA = 2
"""How the dialog ends when the user goes on to “Your data”."""
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class PreferencesDialog(FormDialog):
    """Theme and text size change at once, the language with the next start."""

    def __init__(self, settings: WindowSettings, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("PreferencesDialog", "Preferences"),
            translate("PreferencesDialog", "Another language is used from the next start on."),
            translate("PreferencesDialog", "Apply"),
            parent,
        )
        self.theme = QComboBox()
        for mode, name in self._theme_names().items():
            self.theme.addItem(name, mode.value)
        self.scale = QComboBox()
        for scale in SCALES:
            self.scale.addItem(f"{round(100 * scale)}%", scale)
        self.language = QComboBox()
        self.language.addItem(self.tr("As the system"), SYSTEM)
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.add_row(self.tr("Theme"), self.theme)
        self.add_row(self.tr("Text size"), self.scale)
        self.add_row(self.tr("Language"), self.language)
        self.data_button = button(self.tr("Your data…"), name="preferences_data")
        self.data_button.clicked.connect(self._on_data_pressed)
        self.buttons.addButton(self.data_button, QDialogButtonBox.ButtonRole.ResetRole)
        for box, value in (
            (self.theme, settings.theme),
            (self.scale, settings.text_scale),
            (self.language, settings.language),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))

    @Slot()
    def _on_data_pressed(self) -> None:
        self.done(SHOW_DATA)

    def values(self) -> dict[str, object]:
        """Return the chosen settings by name."""
        return {
            "theme": self.theme.currentData(),
            "text_scale": self.scale.currentData(),
            "language": self.language.currentData(),
        }

    def _theme_names(self) -> dict[ThemeMode, str]:
        return {
            ThemeMode.SYSTEM: self.tr("As the system"),
            ThemeMode.LIGHT: self.tr("Light"),
            ThemeMode.DARK: self.tr("Dark"),
            ThemeMode.HIGH_CONTRAST: self.tr("High contrast"),
        }
