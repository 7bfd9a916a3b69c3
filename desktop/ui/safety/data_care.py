"""Everything about the safety of the open project's data that the window does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.holdings import Kind
from desktop.services.window_log import stop_log
from desktop.ui.safety.backup_keeper import BackupKeeper

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.errors import DamagedProjectError
    from desktop.domain.holdings import Holding
    from desktop.services.backups import Backup
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.safety.data_dialog import DataDialog
    from desktop.ui.safety.recovery import Recovery
    from desktop.ui.settings_store import SettingsStore


class DataCare(QObject):
    """Keeps backups, shows “Your data”, restores and repairs.

    Args:
        jobs: Nothing is restored while a job is at work.
        settings: Knows the projects opened last; is deleted with everything.
        window: In front of which dialogs open; owns this.

    Signals:
        closing_requested: The project must be closed now.
        opening_requested: The project in this folder can be opened again.
        projects_changed: There may be fewer projects than before.
        quit_requested: The program must end: what it keeps for itself is gone.
        error_occurred: Something failed.
    """

    closing_requested = Signal()
    opening_requested = Signal(str)
    quit_requested = Signal()
    projects_changed = Signal()
    error_occurred = Signal(object)

    def __init__(self, jobs: JobQueue, settings: SettingsStore, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._settings = settings
        self._window = window
        self._project: Project | None = None
        self._recovering: Recovery | None = None
        self.dialog: DataDialog | None = None
        self.keeper = BackupKeeper(self)
        self.keeper.damaged.connect(self._on_keeper_damaged)
        self.keeper.failed.connect(self.error_occurred)

    def open_project(self, project: Project) -> None:
        """Look after this project."""
        self._project = project
        self.keeper.open_project(project)

    def close_project(self) -> None:
        """Let go of the project."""
        if self.dialog is not None:
            self.dialog.accept()
        self.keeper.close_project()
        self._project = None

    @Slot()
    def show_data(self) -> None:
        """Show “Your data” of the open project; without one, everything on this computer."""
        if self._project is None:
            self.show_all()
            return
        # Loaded when first needed, like what follows: the window opens sooner without.
        from desktop.ui.safety.data_dialog import SHOW_ALL, DataDialog

        self.dialog = dialog = DataDialog(self._project, self._window)
        dialog.restore_requested.connect(self._on_restore_requested)
        dialog.repair_requested.connect(self._on_repair_requested)
        dialog.error_occurred.connect(self.error_occurred)
        dialog.look()
        goes_on = dialog.exec() == SHOW_ALL
        dialog.deleteLater()
        self.dialog = None
        if goes_on:
            self.show_all()

    def show_all(self) -> None:
        """Show everything on this computer, and delete what the user wants gone."""
        from desktop.ui.safety.all_data_dialog import QUIT, AllDataDialog

        projects = [Path(folder) for folder in self._settings.get().recent_projects]
        if self._project is not None and self._project.folder not in projects:
            projects.insert(0, self._project.folder)
        dialog = AllDataDialog(projects, self._window)
        dialog.begun.connect(self._on_deleting_begun)
        dialog.set_busy(self._jobs.busy())
        dialog.look()
        result = dialog.exec()
        dialog.deleteLater()
        for folder in projects:
            if not folder.is_dir():
                self._settings.forget_project(str(folder))
        self.projects_changed.emit()
        if result == QUIT:
            self.quit_requested.emit()

    @Slot(list)
    def _on_deleting_begun(self, chosen: list[Holding]) -> None:
        """Let go of what is deleted: close the project, write no settings and no logs."""
        places = {holding.place for holding in chosen}
        if self._project is not None and self._project.folder in places:
            self.closing_requested.emit()
        for holding in chosen:
            if holding.kind is Kind.SETTINGS:
                self._settings.write_no_more()
            elif holding.kind is Kind.LOGS:
                stop_log()

    def offer_repair(self, folder: Path, error: DamagedProjectError | None = None) -> None:
        """Ask whether a damaged project should be repaired; do it and open it again."""
        self._recovery().offer_repair(folder, error)

    def _recovery(self) -> Recovery:
        from desktop.ui.safety.recovery import Recovery

        if self._recovering is None:
            self._recovering = Recovery(self._jobs, self._window)
            self._recovering.closing_requested.connect(self.closing_requested)
            self._recovering.opening_requested.connect(self.opening_requested)
            self._recovering.error_occurred.connect(self.error_occurred)
        return self._recovering

    @Slot(object)
    def _on_restore_requested(self, backup: Backup) -> None:
        if self._project is not None:
            self._recovery().offer_restore(self._project.folder, backup)

    @Slot()
    def _on_repair_requested(self) -> None:
        if self._project is not None:
            self.offer_repair(self._project.folder)

    @Slot(object)
    def _on_keeper_damaged(self, error: DamagedProjectError) -> None:
        if self._project is not None:
            self.offer_repair(self._project.folder, error)
