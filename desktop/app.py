"""Builds the window and wires its parts; the only place that knows all of them.

The window is shown first and filled afterwards. Nothing here, and nothing that is imported from
here, may load torch: that belongs to the worker processes.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.domain.engines import BUILT_IN
from desktop.services.crash_traces import begin_trace
from desktop.services.engines import ENGINE_VARIABLE
from desktop.services.paths import settings_file
from desktop.services.window_log import start_log, stop_log
from desktop.ui.first_paint import FirstPaint
from desktop.ui.icons import application_icon
from desktop.ui.job_queue import JobQueue
from desktop.ui.main_window import MainWindow
from desktop.ui.pages import page_entries
from desktop.ui.rate.habits import Habits
from desktop.ui.settings_store import SettingsStore
from desktop.ui.theme.theme import Theme, ThemeMode
from desktop.ui.translation import install_language, remove_language
from desktop.ui.unexpected import Unexpected, let_qt_speak, log_qt_messages
from desktop.ui.welcome.device_look import DeviceLook

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QTranslator

logger = logging.getLogger(__name__)

SHOWN = "The window is on the screen, %.2f s after the process began"
SOFTWARE = {
    "LIBGL_ALWAYS_SOFTWARE": "1",
    "QT_OPENGL": "software",
    "QT_QUICK_BACKEND": "software",
    "QT_XCB_GL_INTEGRATION": "none",
}
"""Variables that keep Qt away from the graphics card and its driver."""
LOOK_AFTER_MS = 1500
"""From the window's appearance to asking what computes: the project comes first."""


@dataclass(slots=True)
class Parts:
    """What lives as long as the window."""

    window: MainWindow
    jobs: JobQueue
    theme: Theme
    settings: SettingsStore
    translators: list[QTranslator]


def main(
    project: Path | None = None,
    *,
    sample: bool = False,
    safe_mode: bool = False,
    old_settings: Path | None = None,
) -> int:
    """Open the window on a project, the sample, the last project, or a page to begin with.

    Args:
        project: The folder of a project.
        sample: Whether to open the sample project.
        safe_mode: Whether to start with default settings and the built-in engine, drawn in
            software, without the last project and without background work.
        old_settings: Where settings are kept that were put aside for this start.

    Returns:
        The exit status.
    """
    start_log()
    trace = begin_trace()
    log_qt_messages()
    if safe_mode:
        os.environ.update({**SOFTWARE, ENGINE_VARIABLE: BUILT_IN})
        QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_UseSoftwareOpenGL)
    application = _application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    program = Program(application, SettingsStore(settings_file(), safe_mode=safe_mode))
    program.show(project, sample=sample, old_settings=old_settings)
    status = application.exec()
    program.stop()
    let_qt_speak()
    trace.close()
    stop_log()
    return status


def _application() -> QApplication:
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Tastemaker")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("tastemaker")
    application.setWindowIcon(application_icon())
    application.setStyle("Fusion")
    return application


class Program(QObject):
    """The running program: its window, which is made anew when another language is chosen.

    Args:
        application: Qt's.
        settings: What is remembered of the window.
    """

    def __init__(self, application: QApplication, settings: SettingsStore) -> None:
        super().__init__()
        self._application = application
        self._unexpected = Unexpected(self)
        self._look = DeviceLook(self)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.setInterval(LOOK_AFTER_MS)
        self._looking.timeout.connect(self._look.look)
        self.parts = build(application, settings)
        self._watch()

    def show(
        self, project: Path | None, *, sample: bool = False, old_settings: Path | None = None
    ) -> None:
        """Show the window, then open in it what the user asked for."""
        window, settings = self.parts.window, self.parts.settings
        FirstPaint(window).done.connect(self._on_window_painted)
        first = not (project or sample or settings.get().welcomed)
        if first:
            window.show_first_start(self._look)
        window.show()
        window.help.tell(safe_mode=settings.safe_mode, old_settings=old_settings)
        if not first:
            opening = _Opening(window, project, sample=sample, last=not settings.safe_mode)
            QTimer.singleShot(0, window, opening)
            self._looking.start()

    def stop(self) -> None:
        """Let go of what catches the unexpected, and of the worker that was asked."""
        self._looking.stop()
        self._look.stop()
        self._unexpected.stop()

    def _watch(self) -> None:
        self._unexpected.watch(self.parts.window)
        self.parts.window.engines.set_look(self._look)
        self.parts.window.language_chosen.connect(self._on_language_chosen)

    @Slot()
    def _on_window_painted(self) -> None:
        # Not before there is something to see.
        from desktop.services.process_age import process_age

        logger.info(SHOWN, process_age())

    @Slot(str)
    def _on_language_chosen(self, language: str) -> None:
        self.parts.settings.change(language=language)
        # Not at once: the page that sent this is about to go.
        QTimer.singleShot(0, self, self._renew)

    @Slot()
    def _renew(self) -> None:
        """Put a window in the new language in the place of the one there is, as it stood."""
        old = self.parts
        project, page = old.window.project(), old.window.pages.current_name()
        old.window.close_project()
        remove_language(self._application, old.translators)
        self.parts = build(self._application, old.settings)
        self._watch()
        window = self.parts.window
        if not old.settings.get().welcomed:
            window.show_first_start(self._look)
        _show_in_place_of(old.window, window)
        if project is not None:
            window.opener.open(str(project.folder))
            window.show_page(page)
        old.window.close()
        old.window.deleteLater()
        old.theme.deleteLater()


def _show_in_place_of(old: MainWindow, window: MainWindow) -> None:
    """Show a window where another one is, as large as that."""
    if old.isMaximized():
        window.showMaximized()
    else:
        window.setGeometry(old.geometry())
        window.show()


def build(application: QApplication, settings: SettingsStore) -> Parts:
    """Make the window and everything it works with; it is not shown yet."""
    chosen = settings.get()
    translators = install_language(application, chosen.language)
    theme = Theme(application)
    theme.choose(_mode(chosen.theme), chosen.text_scale, chosen.reading_zoom)
    habits = Habits(settings)
    jobs = JobQueue()
    window = MainWindow(theme, settings, habits, jobs, page_entries(theme, habits, jobs))
    jobs.setParent(window)
    habits.setParent(window)
    if settings.safe_mode:
        window.ahead.rest()
    return Parts(window, jobs, theme, settings, translators)


def _mode(name: str) -> ThemeMode:
    with suppress(ValueError):
        return ThemeMode(name)
    return ThemeMode.SYSTEM


class _Opening:
    """Opens what the user asked for, once the window is on the screen."""

    def __init__(
        self, window: MainWindow, project: Path | None, *, sample: bool, last: bool
    ) -> None:
        self._window = window
        self._project = project
        self._sample = sample
        self._last = last

    def __call__(self) -> None:
        opener = self._window.opener
        if self._sample:
            opener.open_sample()
        elif self._project is not None:
            opener.open(str(self._project))
        elif self._last:
            opener.open_last()
