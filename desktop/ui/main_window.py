"""The one window: rail, pages and status line around the open project.

What takes long is done by the job queue; what is done here takes milliseconds.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desktop.domain.errors import DamagedProjectError
from desktop.ui.ahead import WorkAhead
from desktop.ui.dialogs.errors import show_error
from desktop.ui.engine_desk import EngineDesk
from desktop.ui.exchange.file_drop import FileDrop
from desktop.ui.exchange.importer import Importer
from desktop.ui.generation import GenerationStarter
from desktop.ui.help.help_desk import HelpDesk
from desktop.ui.jobs.closing import CloseChoice, ask_before_closing
from desktop.ui.jobs.job_summary import JobSummary
from desktop.ui.jobs.tray import Tray
from desktop.ui.navigation import NavigationRail
from desktop.ui.page_stack import PageStack
from desktop.ui.palette import CommandPalette
from desktop.ui.project_opener import ProjectOpener
from desktop.ui.reading_zoom import ReadingZoom
from desktop.ui.runs.pairs_notice import PairsNotice
from desktop.ui.safety.data_care import DataCare
from desktop.ui.status_line import StatusLine
from desktop.ui.theme.theme import ThemeMode
from desktop.ui.translation import resolve
from desktop.ui.welcome.beginning import Beginning
from desktop.ui.welcome.page import WelcomePage
from desktop.ui.widgets.notice import NoticeStack
from desktop.ui.window_actions import WindowActions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent

    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.page import PageEntry
    from desktop.ui.rate.habits import Habits
    from desktop.ui.settings_store import SettingsStore
    from desktop.ui.theme.theme import Theme
    from desktop.ui.welcome.device_look import DeviceLook

STATUS_MS = 400
SHUT_DOWN_S = 12.0


class MainWindow(QMainWindow):
    """The application's window.

    Args:
        theme: The look in use.
        settings: What is remembered of the window.
        habits: How the user rates, as the settings say.
        jobs: Background work.
        entries: The pages.
        parent: Usually none.

    Signals:
        language_chosen: A window in this language is to take the place of this one.
    """

    language_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        settings: SettingsStore,
        habits: Habits,
        jobs: JobQueue,
        entries: Sequence[PageEntry],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._habits = habits
        self._jobs = jobs
        self._project: Project | None = None
        self.setWindowTitle("Tastemaker")
        self.summary = JobSummary(jobs)
        self.tray = Tray(jobs, self)
        self.rail = NavigationRail(entries, self.summary)
        self.pages = PageStack(entries)
        self.welcome = WelcomePage()
        self.notices = NoticeStack(self)
        self.status = StatusLine()
        self.opener = ProjectOpener(settings, self)
        self.generation = GenerationStarter(jobs, self)
        self.importer = Importer(jobs, self)
        self.help = HelpDesk(settings, self.notices, self)
        self.engines = EngineDesk(self.status, self.notices, self)
        self.beginning = Beginning(settings, self.opener, self.importer, self)
        self.drop = FileDrop(self)
        self.ahead = WorkAhead(jobs, self)
        self.asked = PairsNotice(jobs, self.notices, self.show_page, self)
        self.care = DataCare(jobs, settings, self)
        self.zoom = ReadingZoom(theme, settings, self)
        self.actions_ = WindowActions(self, entries)
        self._status_timer = QTimer(self)
        self._status_timer.setSingleShot(True)
        self._status_timer.setInterval(STATUS_MS)
        self._build()
        self._connect()
        self._restore_geometry()
        self.show_welcome()

    def project(self) -> Project | None:
        """Return the open project."""
        return self._project

    def show_welcome(self) -> None:
        """Show the ways to begin."""
        self.rail.set_project("")
        self.status.clear()
        self.welcome.set_recent(self._settings.get().recent_projects)
        self.pages.show_widget(self.welcome)

    def show_first_start(self, look: DeviceLook) -> None:
        """Show the screen of the very first start, and nothing beside it."""
        self._show_frame(False)
        self.pages.show_widget(self.beginning.begin(look))

    @Slot(object)
    def set_project(self, project: Project) -> None:
        """Work on another project from now on; the one before is closed."""
        self.close_project()
        self._project = project
        self.care.open_project(project)
        self.help.set_project(project)
        self._jobs.open_project(project.folder)
        self.pages.open_project(project)
        self.ahead.open_project(project)
        self.rail.set_project(project.name)
        self.setWindowTitle(f"{project.name} – Tastemaker")
        self._settings.remember_project(str(project.folder))
        self._show_status()
        self.pages.show_page("home")

    @Slot()
    def close_project(self) -> None:
        """Close the project, with the work on it, and show the ways to begin."""
        if self._project is None:
            return
        project, self._project = self._project, None
        self.care.close_project()
        self.help.set_project(None)
        self.generation.stop()
        self.ahead.close_project()
        self._stop_work()
        self.pages.close_project()
        project.close()
        self.setWindowTitle("Tastemaker")
        self.show_welcome()

    @Slot(str)
    @Slot(str, object)
    def show_page(self, name: str, item: object = None) -> None:
        """Bring a page to the front."""
        if self._project is not None:
            self.pages.show_page(name, item)

    def _build(self) -> None:
        content = QWidget()
        content.setObjectName("content")
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.notices)
        right.addWidget(self.pages, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(right, 1)
        self.setCentralWidget(content)
        self.setMinimumSize(860, 560)
        self.resize(1280, 800)

    def _connect(self) -> None:
        self.rail.page_chosen.connect(self.show_page)
        self.pages.page_shown.connect(self.rail.set_current)
        self.pages.page_requested.connect(self.show_page)
        self.pages.project_changed.connect(self._status_timer.start)
        self.pages.error_occurred.connect(self._on_error_occurred)
        self.pages.generation_requested.connect(self._on_generation_requested)
        self._status_timer.timeout.connect(self._show_status)
        self.summary.run_requested.connect(self._on_run_requested)
        self.summary.jobs_requested.connect(self._on_jobs_requested)
        self._jobs.job_added.connect(self._on_work_changed)
        self._jobs.job_over.connect(self._on_work_changed)
        self.welcome.sample_requested.connect(self.opener.open_sample)
        self.welcome.creation_requested.connect(self.opener.ask_for_new)
        self.welcome.opening_requested.connect(self.opener.open)
        self.opener.opened.connect(self.set_project)
        self.beginning.language_chosen.connect(self.language_chosen)
        self.beginning.ended.connect(self._on_beginning_ended)
        self.beginning.error_occurred.connect(self._on_error_occurred)
        self.opener.error_occurred.connect(self._on_error_occurred)
        self.pages.ahead_changed.connect(self.ahead.chosen_anew)
        self.ahead.error_occurred.connect(self._on_error_occurred)
        self.opener.damage_found.connect(self._on_damage_found)
        self.care.closing_requested.connect(self.close_project)
        self.care.opening_requested.connect(self.opener.open)
        self.care.projects_changed.connect(self._on_projects_changed)
        self.care.quit_requested.connect(self.close)
        self.care.error_occurred.connect(self._on_error_occurred)
        self.help.error_occurred.connect(self._on_error_occurred)
        self.engines.error_occurred.connect(self._on_error_occurred)
        self.generation.error_occurred.connect(self._on_error_occurred)
        self.pages.import_requested.connect(self.import_file)
        self.pages.paste_requested.connect(self.paste)
        self.importer.error_occurred.connect(self._on_error_occurred)
        self.drop.files_dropped.connect(self._on_files_dropped)
        self.generation.started.connect(self._on_jobs_requested)
        self.tray.window_requested.connect(self._come_back)
        self.tray.quit_requested.connect(self._on_quit_requested)

    def _show_frame(self, shown: bool) -> None:
        self.rail.setVisible(shown)
        self.status.setVisible(shown)

    @Slot()
    def _on_beginning_ended(self) -> None:
        self._show_frame(True)

    def _show_status(self) -> None:
        if self._project is not None:
            self.status.show_project(self._project)
            self.ahead.look()

    @Slot(object)
    def _on_error_occurred(self, error: BaseException) -> None:
        if isinstance(error, DamagedProjectError) and self._project is not None:
            self.care.offer_repair(self._project.folder, error)
            return
        show_error(error, self)
        self.welcome.set_recent(self._settings.get().recent_projects)

    @Slot()
    def _on_projects_changed(self) -> None:
        self.welcome.set_recent(self._settings.get().recent_projects)

    @Slot(str, object)
    def _on_damage_found(self, folder: str, error: DamagedProjectError) -> None:
        self.care.offer_repair(Path(folder), error)

    @Slot(int)
    def _on_work_changed(self, _job_id: int) -> None:
        self.pages.set_busy(self._jobs.busy())
        self.pages.refresh_current()
        self._show_status()

    @Slot(int)
    def _on_run_requested(self, run_id: int) -> None:
        self.show_page("runs", run_id)

    @Slot()
    def _on_jobs_requested(self) -> None:
        self.show_page("jobs")

    @Slot()
    def _on_generation_requested(self) -> None:
        if self._project is not None:
            self.generation.ask(self._project)

    @Slot()
    def import_file(self) -> None:
        """Let the user choose a file to import."""
        if self._project is not None:
            self.importer.ask_for_file(self._project)

    @Slot()
    def paste(self) -> None:
        """Import what is on the clipboard."""
        if self._project is not None:
            self.importer.paste(self._project)

    @Slot(list)
    def _on_files_dropped(self, paths: list[Path]) -> None:
        for path in paths:
            if self._project is not None:
                self.importer.ask(self._project, path)

    @Slot()
    def show_palette(self) -> None:
        """Let the user find a command by its name, and do it."""
        name = self.pages.current_name()
        own = self.pages.page(name).commands() if name else []
        palette = CommandPalette([*own, *self.actions_.all()], self)
        action = palette.chosen() if palette.exec() else None
        palette.deleteLater()
        if action is not None:
            action.trigger()
        for made in own:
            made.deleteLater()

    @Slot()
    def show_preferences(self) -> None:
        """Let the user choose the look, the language and the keys."""
        # Loaded when first needed: the window opens sooner without it.
        from desktop.ui.dialogs.preferences import SHOW_DATA, SHOW_ENGINES, PreferencesDialog

        before = self._settings.get()
        dialog = PreferencesDialog(before, self.actions_.keys(), self)
        result = dialog.exec()
        if result == SHOW_DATA:
            self.care.show_data()
        elif result == SHOW_ENGINES:
            self.engines.show_dialog()
        elif result:
            values = dialog.values()
            self._settings.change(**values)
            chosen = self._settings.get()
            if chosen.projects_folder != before.projects_folder:
                self.opener.use_chosen_place()
            self._theme.choose(ThemeMode(chosen.theme), chosen.text_scale, chosen.reading_zoom)
            self._habits.read_again()
            if resolve(chosen.language) != resolve(before.language):
                self._change_language(chosen.language)
        dialog.deleteLater()

    def _change_language(self, language: str) -> None:
        """Have a window in another language take the place of this one, unless work goes on."""
        if self._jobs.busy():
            text = self.tr("A job is running: the other language is used from the next start on.")
            self.notices.say(text)
        else:
            self.language_chosen.emit(language)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask what becomes of the work; then hide, or close the project properly."""
        choice = ask_before_closing(self, self._jobs, has_tray=self.tray.available())
        if choice in (CloseChoice.CANCEL, CloseChoice.HIDE):
            event.ignore()
            if choice is CloseChoice.HIDE:
                self.tray.show()
                self.hide()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        self._settings.change(geometry=geometry)
        self._status_timer.stop()
        self.engines.stop()
        self.close_project()
        super().closeEvent(event)

    @Slot()
    def _come_back(self) -> None:
        self.tray.hide()
        self.show()
        self.raise_()
        self.activateWindow()

    @Slot()
    def _on_quit_requested(self) -> None:
        self._come_back()
        self.close()

    def _stop_work(self) -> None:
        if self._jobs.busy():
            self._jobs.shut_down()
            self._jobs.wait(SHUT_DOWN_S)

    def _restore_geometry(self) -> None:
        geometry = self._settings.get().geometry
        if geometry:
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii")))
