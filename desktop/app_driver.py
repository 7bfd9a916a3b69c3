"""Drives the real window without a person: waits, notices what goes wrong, takes pictures."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from desktop.app import Parts, build
from desktop.expectations import StepFailed, expect
from desktop.ui.settings_store import SettingsStore
from desktop.ui.welcome.device_look import DeviceLook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.main_window import MainWindow

WITHIN_S = 500.0
"""Seconds that anything may take: far more than it needs, even on a busy machine."""
POLL_MS = 20
PICTURE_AFTER_S = 0.5
"""From showing a page to its picture: what is read for it has come by then."""


class Driver:
    """The window with all its parts, and a hand that moves it.

    What nobody catches is kept and raised by the next call here; `leave` gives everything back.

    Args:
        folder: For the settings and the projects of this window.
    """

    def __init__(self, folder: Path) -> None:
        self._unexpected: list[BaseException] = []
        self._hook = sys.excepthook
        sys.excepthook = self._note
        application = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(application, QApplication)
        application.setStyle("Fusion")
        self._parts: Parts | None = build(application, SettingsStore(folder / "window.json"))
        self.window.opener.set_place(folder / "projects")
        self.window.resize(1280, 800)
        self.window.show()
        self.wait(self._is_exposed, "the window is not on the screen")

    @property
    def window(self) -> MainWindow:
        """The window."""
        assert self._parts is not None
        return self._parts.window

    @property
    def jobs(self) -> JobQueue:
        """The work of the window."""
        assert self._parts is not None
        return self._parts.jobs

    @property
    def project(self) -> Project:
        """The open project."""
        project = self.window.project()
        assert project is not None
        return project

    def open(self, project: Project) -> None:
        """Work on a project, as when the user has opened it."""
        self.window.opener.opened.emit(project)

    def close_project(self) -> None:
        """Close the open project."""
        self.window.close_project()

    def close(self) -> None:
        """Close the window."""
        self.window.close()
        expect(not self.window.isVisible(), "the window is still there")

    def pages(self) -> Iterator[str]:
        """Bring one page after the other to the front, and yield its name."""
        for name in self.window.pages.names():
            self.window.show_page(name)
            self.settle()
            yield name

    def take_pictures(self, folder: Path) -> None:
        """Photograph every page into a folder."""
        for name in self.pages():
            self._photograph(folder / f"{name}.png")

    def take_first_picture(self, folder: Path) -> None:
        """Photograph the very first screen, with what computes here; the window says it later."""
        look = DeviceLook(self.window)
        self.window.engines.set_look(look)
        self.window.show_first_start(look)
        self.wait(lambda: bool(look.text()), "nothing says what computes here")
        self._photograph(folder / "first-start.png")

    def wait(self, condition: Callable[[], bool], otherwise: str) -> None:
        """Let the window live until a condition holds; raises `StepFailed` if it never does."""
        deadline = time.monotonic() + WITHIN_S
        while not condition():
            self.settle()
            expect(time.monotonic() < deadline, otherwise)

    def settle(self) -> None:
        """Let the window live for a moment; raises what went wrong in it."""
        if self._parts is not None:
            moment = QEventLoop()
            QTimer.singleShot(POLL_MS, moment.quit)
            QTimer.singleShot(0, self.window, self._close_question)
            moment.exec()
        if self._unexpected:
            raise self._unexpected[0]

    def leave(self) -> None:
        """Close the project and the window."""
        sys.excepthook = self._hook
        if self._parts is not None:
            self.window.close_project()
            self.window.close()
            self.window.deleteLater()
            self._parts = None

    def _photograph(self, file: Path) -> None:
        shown = time.monotonic()
        self.wait(lambda: time.monotonic() - shown > PICTURE_AFTER_S, "time stands still")
        file.parent.mkdir(parents=True, exist_ok=True)
        expect(self.window.grab().save(str(file)), f"{file} cannot be written")

    def _close_question(self) -> None:
        """Nothing here may ask or tell the user anything."""
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            text = dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle()
            self._unexpected.append(StepFailed(f"the window showed a dialog: {text}"))
            dialog.reject()

    def _note(self, _kind: object, error: BaseException, _trace: object) -> None:
        self._unexpected.append(error)

    def _is_exposed(self) -> bool:
        handle = self.window.windowHandle()
        return handle is not None and handle.isExposed()
