"""What the window does about engines: says always what computes, and lets the user choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.device_words import advice_text, device_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

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

        dialog = EnginesDialog(found_engines(), chosen_name(), self._look, self._window)
        dialog.look_requested.connect(self._look.look_again)
        self._look.look()
        if dialog.exec():
            self.choose(dialog.chosen())
        dialog.deleteLater()

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
