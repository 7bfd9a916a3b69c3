"""What the window does to help: About, reports, and notices about how it started."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.services.crash_traces import mark_told, new_crashes

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.problem_report import ReportFile
    from desktop.services.project import Project
    from desktop.ui.help.report_dialog import ReportDialog
    from desktop.ui.safety.work import Tell
    from desktop.ui.settings_store import SettingsStore
    from desktop.ui.widgets.notice import NoticeStack


class HelpDesk(QObject):
    """Shows About and reports, and says what there is to say after a start.

    Args:
        settings: Knows the projects, whose folders no report names.
        notices: Where it is said.
        window: In front of which dialogs open.

    Signals:
        error_occurred: Something failed.
    """

    error_occurred = Signal(object)

    def __init__(self, settings: SettingsStore, notices: NoticeStack, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._notices = notices
        self._window = window
        self._project: Project | None = None

    def set_project(self, project: Project | None) -> None:
        """Take the logs of this project into reports."""
        self._project = project

    def tell(self, *, safe_mode: bool = False, old_settings: Path | None = None) -> None:
        """Say how this start differs from others, and that the last one ended in a crash."""
        crashes = new_crashes()
        if crashes:
            text = self.tr(
                "Tastemaker stopped unexpectedly the last time. What you judged is saved."
            )
            self._notices.say(text, "warning", self.tr("Save a report…"), self.show_report)
            mark_told(crashes)
        if safe_mode:
            text = self.tr(
                "Safe mode: default settings for this start, drawn in software, nothing runs by "
                "itself. The next start is as usual."
            )
            self._notices.say(text)
        if old_settings is not None:
            text = self.tr("The settings are as at first. The old ones are kept in {file}.")
            self._notices.say(text.format(file=old_settings))

    @Slot()
    def show_about(self) -> None:
        """Show what this program is."""
        from desktop.services.about import parts, program_facts
        from desktop.ui.help.about import AboutDialog

        dialog = AboutDialog(program_facts(), parts(), self._window)
        dialog.exec()
        dialog.deleteLater()

    @Slot()
    def show_report(self) -> None:
        """Show a report, to be read and saved."""
        dialog = self.report_dialog()
        dialog.look()
        dialog.exec()
        dialog.deleteLater()

    def report_dialog(self) -> ReportDialog:
        """Return the dialog of a report, not yet shown."""
        from desktop.ui.help.report_dialog import ReportDialog

        projects = [Path(folder) for folder in self._settings.get().recent_projects]
        dialog = ReportDialog(partial(_collect, projects, self._project), self._window)
        dialog.error_occurred.connect(self.error_occurred)
        return dialog


def _collect(projects: list[Path], project: Project | None, tell: Tell) -> tuple[ReportFile, ...]:
    """Collect a report over a connection of the thread's own; ends early when `tell` raises."""
    from desktop.services.problem_report import collect_report
    from desktop.ui.safety.backup_keeper import in_thread
    from desktop.ui.welcome.device_look import probe

    def collect(opened: Project | None) -> tuple[ReportFile, ...]:
        return collect_report(projects, opened, probe=partial(probe, tell))

    if project is None:
        return collect(None)
    found = in_thread(project, collect)
    assert isinstance(found, tuple)
    return found
