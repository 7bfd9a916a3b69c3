"""The window's own keys and menu: pages by Ctrl+1…, projects, preferences, quit."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.ui.icons import Symbol, icon

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.ui.main_window import MainWindow
    from desktop.ui.page import PageEntry

_PAGE_KEYS = "123456789"
_NAMED_KEYS = {"jobs": "Ctrl+J", "history": "Ctrl+H"}


class WindowActions(QObject):
    """Makes the actions and hangs them into the window and into the program's menu."""

    def __init__(self, window: MainWindow, entries: Sequence[PageEntry]) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(window)
        opener = window.opener
        self._add(Symbol.NEW, self.tr("New project…"), "Ctrl+N", opener.ask_for_new)
        self._add(Symbol.FOLDER, self.tr("Open a project…"), "Ctrl+O", partial(opener.open, ""))
        self._add(Symbol.SAMPLE, self.tr("Sample project"), "", opener.open_sample)
        self._add(Symbol.CLOSE, self.tr("Close the project"), "Ctrl+W", window.close_project)
        self.menu.addSeparator()
        self._add(Symbol.IMPORT, self.tr("Import a file…"), "Ctrl+I", window.import_file)
        self._add(Symbol.PASTE, self.tr("Import from the clipboard…"), "Ctrl+Shift+V", window.paste)
        self.menu.addSeparator()
        self._add(Symbol.COMMANDS, self.tr("All commands…"), "Ctrl+K", window.show_palette)
        self._add(
            Symbol.TEXT_LARGER,
            self.tr("Larger reading text"),
            ("Ctrl++", "Ctrl+="),
            window.zoom.enlarge,
        )
        self._add(
            Symbol.TEXT_SMALLER, self.tr("Smaller reading text"), "Ctrl+-", window.zoom.reduce
        )
        self._add(Symbol.TEXT_USUAL, self.tr("Usual reading text"), "Ctrl+0", window.zoom.reset)
        self.menu.addSeparator()
        self._add(Symbol.DATA, self.tr("Your data…"), "", window.care.show_data)
        self._add(Symbol.GENERATE, self.tr("What computes…"), "", window.engines.show_dialog)
        self._add(Symbol.SETTINGS, self.tr("Preferences…"), "Ctrl+,", window.show_preferences)
        self.menu.addSeparator()
        self._add(Symbol.EXPORT, self.tr("Save a report…"), "", window.help.show_report)
        self._add(Symbol.INFO, self.tr("About Tastemaker"), "", window.help.show_about)
        self.menu.addSeparator()
        self._add(Symbol.QUIT, self.tr("Quit"), "Ctrl+Q", window.close)
        numbers = iter(_PAGE_KEYS)
        for entry in entries:
            self._add_page(entry, _NAMED_KEYS.get(entry.name) or f"Ctrl+{next(numbers)}")
        window.rail.set_menu(self.menu)

    def all(self) -> list[QAction]:
        """Return the actions of the menu and of the pages."""
        return self.findChildren(QAction)

    def keys(self) -> dict[str, str]:
        """Return which keys are taken, and by what."""
        return {key.toString(): a.text() for a in self.all() for key in a.shortcuts()}

    def _add(
        self,
        symbol: Symbol,
        text: str,
        keys: str | tuple[str, ...],
        slot: Callable[..., object],
    ) -> None:
        action = QAction(icon(symbol), text, self)
        names = (keys,) if isinstance(keys, str) else keys
        action.setShortcuts([QKeySequence(name) for name in names if name])
        action.triggered.connect(_Ignoring(slot))
        self.menu.addAction(action)
        self._window.addAction(action)

    def _add_page(self, entry: PageEntry, keys: str) -> None:
        action = QAction(icon(entry.symbol), entry.title, self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(_Ignoring(partial(self._window.show_page, entry.name)))
        self._window.addAction(action)
        self._window.rail.buttons[entry.name].setToolTip(f"{entry.title} ({keys})")


class _Ignoring:
    """Calls a slot without the state that an action sends along."""

    def __init__(self, slot: Callable[..., object]) -> None:
        self._slot = slot

    def __call__(self, _checked: bool = False) -> None:
        self._slot()
