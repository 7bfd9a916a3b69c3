"""The ways to come to an open project: the sample, a new one, one that exists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import AppError, DamagedProjectError
from desktop.services.project import DATABASE, create_project, open_project
from desktop.services.sample_project import create_sample_project
from desktop.services.updating import needs_time
from desktop.ui.dialogs.new_project import NewProjectDialog, folder_name
from desktop.ui.places import projects_folder
from desktop.ui.updating import UpdateDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.project import Project
    from desktop.ui.settings_store import SettingsStore

SAMPLE = "sample"


class ProjectOpener(QObject):
    """Opens projects and says so; asks the user where it has to.

    Args:
        settings: Knows the projects opened last.
        window: In front of which dialogs open; owns the opener.

    Signals:
        opened: A project is open.
        damage_found: Its database is damaged: its folder and the error.
        error_occurred: It could not be opened.
    """

    opened = Signal(object)
    damage_found = Signal(str, object)
    error_occurred = Signal(object)

    def __init__(self, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window
        self._place = Path()
        self.use_chosen_place()

    def use_chosen_place(self) -> None:
        """Make projects where the settings say from now on."""
        chosen = self._settings.get().projects_folder
        self._place = Path(chosen).expanduser() if chosen else projects_folder()

    def place(self) -> Path:
        """Return the folder in which projects are made."""
        return self._place

    def set_place(self, place: Path) -> None:
        """Make projects in another folder from now on."""
        self._place = place

    @Slot(str)
    def open(self, folder: str) -> None:
        """Open the project in a folder; "" lets the user look for one."""
        if not folder:
            folder = QFileDialog.getExistingDirectory(
                self._window, self.tr("A project's folder"), str(self._place)
            )
        if folder and self._is_up_to_date(folder):
            self._try(lambda: open_project(folder, back_up=False), folder)

    @Slot()
    def open_sample(self) -> None:
        """Open the sample project, making it the first time."""
        folder = self._place / SAMPLE
        if (folder / DATABASE).is_file():
            self._try(lambda: open_project(folder, back_up=False), str(folder))
        else:
            self._try(lambda: create_sample_project(folder), str(folder))

    def create(self, name: str) -> None:
        """Make a project on the starter model, in a folder of its own."""
        folder = _free_folder(self._place / folder_name(name))
        self._try(lambda: create_project(folder, name=name), str(folder))

    @Slot()
    def ask_for_new(self, model: str = "") -> None:
        """Let the user describe a new project, on a model they may have chosen, and make it."""
        dialog = NewProjectDialog(self._place, self._window, model=model)
        if dialog.exec():
            new = dialog.answers()
            self._try(
                lambda: create_project(new.folder, model=new.model, name=new.name),
                str(new.folder),
            )
        dialog.deleteLater()

    def open_last(self) -> None:
        """Open the project of the last time if it is still there; else do nothing."""
        recent = self._settings.get().recent_projects
        if recent and (Path(recent[0]) / DATABASE).is_file():
            self.open(recent[0])

    def _is_up_to_date(self, folder: str) -> bool:
        """Bring a large project up to date while the user waits; return whether it is."""
        if not needs_time(folder):
            return True
        dialog = UpdateDialog(folder, self._window)
        dialog.failed.connect(self.error_occurred)
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        return accepted

    def _try(self, make: Callable[[], Project], folder: str) -> None:
        try:
            project = make()
        except DamagedProjectError as error:
            self.damage_found.emit(folder, error)
        except AppError as error:
            if not Path(folder).is_dir():
                self._settings.forget_project(folder)
            self.error_occurred.emit(error)
        except Exception as error:
            self.error_occurred.emit(error)
        else:
            self.opened.emit(project)


def _free_folder(folder: Path) -> Path:
    """Return the folder, or one with a number after its name where there is something already."""
    free, number = folder, 1
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name}-{number}")
    return free
