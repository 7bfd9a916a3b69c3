"""What the window does about engines: says always what computes, and lets the user choose."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.device_words import advice_text, device_name
from desktop.ui.safety.work import Work

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.engines import Engine
    from desktop.ui.dialogs.engines import EnginesDialog
    from desktop.ui.safety.work import Tell
    from desktop.ui.status_line import StatusLine
    from desktop.ui.welcome.device_look import DeviceLook
    from desktop.ui.widgets.notice import NoticeStack


class EngineDesk(QObject):
    """Shows what computes in the status line, and says aloud what stands in the way.

    Args:
        status: Where it always stands.
        notices: Where it is said once.
        window: In front of which the dialog opens.

    Signals:
        error_occurred: An engine cannot be used.
    """

    error_occurred = Signal(object)

    def __init__(self, status: StatusLine, notices: NoticeStack, window: QWidget) -> None:
        super().__init__(window)
        self._status = status
        self._notices = notices
        self._window = window
        self._look: DeviceLook | None = None
        self._dialog: EnginesDialog | None = None
        self._adding = Work(self)
        self._adding.done.connect(self._on_engine_added)
        self._adding.failed.connect(self._on_adding_failed)
        status.device_pressed.connect(self.show_dialog)

    def set_look(self, look: DeviceLook) -> None:
        """Show what this finds from now on."""
        self._look = look
        look.found.connect(self._on_look_found)
        look.begun.connect(self._on_look_begun)
        if look.report is not None or look.error is not None:
            self._on_look_found(look.text())

    @Slot()
    def show_dialog(self) -> None:
        """Let the user choose an engine."""
        if self._look is None:
            return
        from desktop.services.engines import chosen_name, found_engines
        from desktop.ui.dialogs.engines import EnginesDialog

        self._dialog = dialog = EnginesDialog(
            found_engines(), chosen_name(), self._look, self._window
        )
        dialog.look_requested.connect(self._look.look_again)
        dialog.adding_requested.connect(self.add)
        dialog.set_adding(self._adding.busy())
        self._look.look()
        if dialog.exec():
            self.choose(dialog.chosen())
        self._dialog = None
        dialog.deleteLater()

    @Slot(str)
    def add(self, path: str) -> None:
        """Install the engine in a file, in a thread; closing the dialog does not stop it."""
        self._adding.start(partial(_add, Path(path)))
        if self._dialog is not None:
            self._dialog.set_adding(True)

    def stop(self) -> None:
        """Wait for the end of an installation."""
        self._adding.stop()

    def choose(self, name: str) -> None:
        """Use another engine from the next job on."""
        from desktop.services.engines import choose, chosen_name

        if name == chosen_name() or self._look is None:
            return
        try:
            choose(name)
        except Exception as error:
            self.error_occurred.emit(error)
        else:
            self._look.look_again()

    @Slot(object)
    def _on_engine_added(self, _engine: Engine) -> None:
        from desktop.services.engines import chosen_name, found_engines

        if self._dialog is not None:
            self._dialog.set_engines(found_engines(), chosen_name())
            self._dialog.set_adding(False)
        if self._look is not None:
            self._look.look_again()

    @Slot(object)
    def _on_adding_failed(self, error: Exception) -> None:
        if self._dialog is not None:
            self._dialog.set_adding(False)
        self.error_occurred.emit(error)

    @Slot()
    def _on_look_begun(self) -> None:
        self._status.show_device("", "")

    @Slot(str)
    def _on_look_found(self, text: str) -> None:
        report = self._look.report if self._look else None
        if report is None:
            self._status.show_device(self.tr("Nothing computes"), text, warns=True)
            return
        advice = advice_text(report)
        tip = "\n\n".join(filter(None, (text, advice)))
        self._status.show_device(device_name(report), tip, warns=bool(advice))
        if advice and not report.known:
            self._notices.say(advice, "warning", self.tr("What computes…"), self.show_dialog)


def _add(path: Path, _tell: Tell) -> Engine:
    from desktop.services.engine_install import add_engine

    return add_engine(path)
