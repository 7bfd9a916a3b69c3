"""The user's settings of the window: theme, text size, language, and how they rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QWidget,
)

from desktop.ui.dialogs.forms import FormDialog
from desktop.ui.dialogs.key_bindings import KeyBindingsDialog
from desktop.ui.icons import Symbol
from desktop.ui.places import projects_folder
from desktop.ui.rate.key_table import KeyTable
from desktop.ui.theme.theme import ThemeMode
from desktop.ui.translation import LANGUAGES, SYSTEM
from desktop.ui.widgets.buttons import button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.settings_store import WindowSettings

SHOW_DATA = 2
"""How the dialog ends when the user goes on to “Your data”."""
SHOW_ENGINES = 3
"""How it ends when the user goes on to what computes."""
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5, 2.0, 3.0)


class PreferencesDialog(FormDialog):
    """Everything changes at once; another language needs a window of its own.

    Args:
        settings: What is chosen now.
        taken: Keys of the window that the rating page cannot have, with what they do.
        parent: The window in front of which it opens.
    """

    def __init__(
        self,
        settings: WindowSettings,
        taken: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("PreferencesDialog", "Preferences"),
            translate("PreferencesDialog", "Applies without a restart."),
            translate("PreferencesDialog", "Apply"),
            parent,
        )
        self.theme = QComboBox()
        for mode, name in self._theme_names().items():
            self.theme.addItem(name, mode.value)
        self.scale = QComboBox()
        for scale in SCALES:
            self.scale.addItem(f"{round(100 * scale)}%", scale)
        self.zoom = QComboBox()
        zooms = sorted({*ZOOMS, settings.reading_zoom})
        for zoom in zooms:
            self.zoom.addItem(f"{round(100 * zoom)}%", zoom)
        self._table = KeyTable.read(settings.keys)
        self._taken = taken or {}
        self.keys_button = button(self.tr("Change…"), name="change_keys", symbol=Symbol.KEYBOARD)
        self.keys_button.clicked.connect(self._on_keys_pressed)
        self.engines_button = button(self.tr("Choose…"), name="choose_engine")
        self.engines_button.clicked.connect(self._on_engines_pressed)
        self.asks = QCheckBox(self.tr("Ask after a choice faster than reading"))
        self.asks.setChecked(settings.asks_when_fast)
        self.place = QLineEdit(settings.projects_folder)
        self.place.setPlaceholderText(str(projects_folder()))
        self.place.setToolTip(self.place.placeholderText())
        self.language = QComboBox()
        self.language.addItem(self.tr("As the system"), SYSTEM)
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.add_row(self.tr("Theme"), self.theme)
        self.add_row(self.tr("Text size"), self.scale)
        self.add_row(self.tr("Reading text"), self.zoom)
        self.add_row(self.tr("Language"), self.language)
        self.add_row(self.tr("Keys of the Rate page"), self.keys_button)
        self.add_row(self.tr("Rating"), self.asks)
        self.add_row(self.tr("What computes"), self.engines_button)
        self.add_chooser(self.tr("New projects go to"), self.place, self._on_choose_place)
        self.asks.setAccessibleName(self.asks.text())
        self.data_button = button(
            self.tr("Your data…"), name="preferences_data", symbol=Symbol.DATA
        )
        self.data_button.clicked.connect(self._on_data_pressed)
        self.buttons.addButton(self.data_button, QDialogButtonBox.ButtonRole.ResetRole)
        for box, value in (
            (self.theme, settings.theme),
            (self.scale, settings.text_scale),
            (self.zoom, settings.reading_zoom),
            (self.language, settings.language),
        ):
            box.setCurrentIndex(max(0, box.findData(value)))

    @Slot()
    def _on_data_pressed(self) -> None:
        self.done(SHOW_DATA)

    @Slot()
    def _on_engines_pressed(self) -> None:
        self.done(SHOW_ENGINES)

    @Slot()
    def _on_choose_place(self) -> None:
        start = self.place.text() or self.place.placeholderText()
        title = self.tr("The folder for your projects")
        chosen = QFileDialog.getExistingDirectory(self, title, start)
        if chosen:
            self.place.setText(chosen)

    @Slot()
    def _on_keys_pressed(self) -> None:
        dialog = KeyBindingsDialog(self._table, self._taken, self)
        if dialog.exec():
            self._table = dialog.table()
        dialog.deleteLater()

    def values(self) -> dict[str, object]:
        """Return the chosen settings by name."""
        return {
            "theme": self.theme.currentData(),
            "text_scale": self.scale.currentData(),
            "reading_zoom": self.zoom.currentData(),
            "asks_when_fast": self.asks.isChecked(),
            "keys": self._table.stored(),
            "language": self.language.currentData(),
            "projects_folder": self.place.text().strip(),
        }

    def _theme_names(self) -> dict[ThemeMode, str]:
        return {
            ThemeMode.SYSTEM: self.tr("As the system"),
            ThemeMode.LIGHT: self.tr("Light"),
            ThemeMode.DARK: self.tr("Dark"),
            ThemeMode.HIGH_CONTRAST: self.tr("High contrast"),
        }
