"""The icon in the system's tray, for as long as the window is hidden and work goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon, QWidget

from desktop.ui.icons import application_icon
from desktop.ui.jobs.job import JobState

if TYPE_CHECKING:
    from desktop.ui.job_queue import JobQueue


class Tray(QObject):
    """Stands in for the hidden window: shows what is at work, tells its end, brings it back.

    Args:
        jobs: The work.
        window: The window it stands in for.

    Signals:
        window_requested: The user wants the window back.
        quit_requested: The user wants the program to end.
    """

    window_requested = Signal()
    quit_requested = Signal()

    def __init__(self, jobs: JobQueue, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self.menu = QMenu(window)
        self.icon = QSystemTrayIcon(application_icon(), self)
        self.icon.setContextMenu(self.menu)
        self._add(self.tr("Open Tastemaker"), self.window_requested)
        self._add(self.tr("Quit"), self.quit_requested)
        self.icon.activated.connect(self._on_icon_activated)
        self.icon.messageClicked.connect(self.window_requested)
        jobs.job_over.connect(self._on_job_over)
        jobs.job_changed.connect(self._show_work)

    def available(self) -> bool:
        """Return whether the desktop shows tray icons: else a hidden window would be lost."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show(self) -> None:
        """Stand in for the window; closing a dialog does not end the program meanwhile."""
        QApplication.setQuitOnLastWindowClosed(False)
        self._show_work()
        self.icon.show()

    def hide(self) -> None:
        """Step back: the window is there again."""
        QApplication.setQuitOnLastWindowClosed(True)
        self.icon.hide()

    def _add(self, text: str, signal: SignalInstance) -> None:
        action = QAction(text, self)
        action.triggered.connect(signal)
        self.menu.addAction(action)

    @Slot()
    def _show_work(self) -> None:
        running = self._jobs.running()
        self.icon.setToolTip(running.title if running else "Tastemaker")

    @Slot(int)
    def _on_job_over(self, job_id: int) -> None:
        self._show_work()
        if not self.icon.isVisible():
            return
        job = self._jobs.job(job_id)
        text = self.tr("It failed.") if job.state is JobState.FAILED else self.tr("It is done.")
        self.icon.showMessage(job.title, text)

    @Slot(QSystemTrayIcon.ActivationReason)
    def _on_icon_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.window_requested.emit()
