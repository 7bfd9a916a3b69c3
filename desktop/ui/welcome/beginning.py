"""The first start: shows its page and opens the door that the user chose."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.services.model_folders import check_model_folder
from desktop.services.paths import user_data_folder
from desktop.ui.safety.texts import size_text
from desktop.ui.translation import resolve
from desktop.ui.welcome.first_start import FirstStartPage

if TYPE_CHECKING:
    from desktop.ui.exchange.importer import ChosenImport, Importer
    from desktop.ui.project_opener import ProjectOpener
    from desktop.ui.settings_store import SettingsStore
    from desktop.ui.welcome.device_look import DeviceLook


class Beginning(QObject):
    """What happens on the first start, until there is a project.

    Args:
        settings: Remembers where projects are made.
        opener: Opens and makes projects.
        importer: Shows and imports the file that the user brings along.
        window: In front of which dialogs open.

    Signals:
        language_chosen: Everything is to be in this language at once.
        ended: The page is not needed any more.
        error_occurred: What the user chose cannot be used.
    """

    language_chosen = Signal(str)
    ended = Signal()
    error_occurred = Signal(object)

    def __init__(
        self, settings: SettingsStore, opener: ProjectOpener, importer: Importer, window: QWidget
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._opener = opener
        self._importer = importer
        self._window = window
        self._brought: ChosenImport | None = None
        self.page: FirstStartPage | None = None

    def begin(self, look: DeviceLook) -> FirstStartPage:
        """Return the page, filled; what computes here follows when it is known."""
        self.page = page = FirstStartPage()
        page.set_language(resolve(self._settings.get().language))
        page.set_data_folder(user_data_folder())
        self._show_place()
        page.language_chosen.connect(self._on_language_chosen)
        page.sample_requested.connect(self._opener.open_sample)
        page.model_requested.connect(self._on_model_requested)
        page.import_requested.connect(self._on_import_requested)
        page.opening_requested.connect(self._on_opening_requested)
        page.place_requested.connect(self._on_place_requested)
        self._opener.opened.connect(self._on_project_opened)
        self._opener.error_occurred.connect(self._on_opener_failed)
        look.found.connect(page.set_device)
        look.look()
        return page

    def _show_place(self) -> None:
        place = self._opener.place()
        there = next(folder for folder in (place, *place.parents) if folder.exists())
        if self.page is not None:
            self.page.set_place(place, size_text(shutil.disk_usage(there).free))

    @Slot(str)
    def _on_language_chosen(self, code: str) -> None:
        if code != resolve(self._settings.get().language):
            self.language_chosen.emit(code)

    @Slot()
    def _on_model_requested(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("A model folder"))
        if not chosen:
            return
        try:
            check_model_folder(Path(chosen))
        except Exception as error:
            self.error_occurred.emit(error)
        else:
            self._opener.ask_for_new(chosen)

    @Slot()
    def _on_import_requested(self) -> None:
        files = self._importer.files()
        if not files:
            return
        self._brought = self._importer.preview(files[0])
        if self._brought is not None:
            self._opener.create(files[0].name.partition(".")[0])

    @Slot()
    def _on_opening_requested(self) -> None:
        self._opener.open("")

    @Slot()
    def _on_place_requested(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self._window, self.tr("The folder for your projects"), str(self._opener.place())
        )
        if chosen:
            self._settings.change(projects_folder=chosen)
            self._opener.set_place(Path(chosen))
            self._show_place()

    @Slot(object)
    def _on_project_opened(self, project: object) -> None:
        if self.page is None:
            return
        self._opener.opened.disconnect(self._on_project_opened)
        self._opener.error_occurred.disconnect(self._on_opener_failed)
        self.page = None
        self.ended.emit()
        brought, self._brought = self._brought, None
        if brought is not None:
            self._importer.start(project, brought)  # type: ignore[arg-type]

    @Slot(object)
    def _on_opener_failed(self, _error: object) -> None:
        self._brought = None
