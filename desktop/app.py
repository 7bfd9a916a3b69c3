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
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop import __version__
from desktop.services.paths import logs_folder, user_data_folder
from desktop.ui.dialogs.errors import show_error
from desktop.ui.icons import application_icon
from desktop.ui.job_queue import JobQueue
from desktop.ui.main_window import MainWindow
from desktop.ui.pages import page_entries
from desktop.ui.rate.habits import Habits
from desktop.ui.settings_store import SettingsStore
from desktop.ui.theme.theme import Theme, ThemeMode
from desktop.ui.translation import install_language

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from PySide6.QtCore import QTranslator

_LOG = logging.getLogger(__name__)
LOG_FILE = "window.log"
SETTINGS_FILE = "window.json"


@dataclass(slots=True)
class Parts:
    """What lives as long as the window."""

    window: MainWindow
    jobs: JobQueue
    theme: Theme
    settings: SettingsStore
    translators: list[QTranslator]


def main(project: Path | None = None, *, sample: bool = False) -> int:
    """Open the window on a project, the sample, the last project, or the welcome page.

    Returns:
        The exit status.
    """
    _start_log()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Tastemaker")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("tastemaker")
    application.setWindowIcon(application_icon())
    application.setStyle("Fusion")
    parts = build(application, SettingsStore(user_data_folder() / SETTINGS_FILE))
    sys.excepthook = _Reporter(parts.window)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parts.window.show()
    QTimer.singleShot(0, parts.window, _Opening(parts.window, project, sample=sample))
    status = application.exec()
    sys.excepthook = sys.__excepthook__
    return status


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
    return Parts(window, jobs, theme, settings, translators)


def _mode(name: str) -> ThemeMode:
    with suppress(ValueError):
        return ThemeMode(name)
    return ThemeMode.SYSTEM


class _Opening:
    """Opens what the user asked for, once the window is on the screen."""

    def __init__(self, window: MainWindow, project: Path | None, *, sample: bool) -> None:
        self._window = window
        self._project = project
        self._sample = sample

    def __call__(self) -> None:
        opener = self._window.opener
        if self._sample:
            opener.open_sample()
        elif self._project is not None:
            opener.open(str(self._project))
        else:
            opener.open_last()


class _Reporter:
    """Shows what nobody caught, logs it, and lets the application live on."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._showing = False

    def __call__(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if self._showing or issubclass(kind, KeyboardInterrupt):
            _LOG.error("Another unexpected error", exc_info=(kind, error, trace))
            return
        self._showing = True
        try:
            show_error(error, self._window)
        finally:
            self._showing = False


def _start_log() -> None:
    """Write the log to a file; a program without a console also gets its output streams there."""
    path = logs_folder() / LOG_FILE
    if sys.stdout is None or sys.stderr is None:
        stream = path.with_suffix(".out").open("a", encoding="utf-8", buffering=1)
        sys.stdout = sys.stdout or stream
        sys.stderr = sys.stderr or stream
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.captureWarnings(capture=True)
    _LOG.info("Tastemaker %s starts, process %d", __version__, os.getpid())
