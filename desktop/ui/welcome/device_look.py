"""Finds out what can compute here, while the window goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.errors import AppError
from desktop.ui.error_words import sentences, translated
from desktop.ui.safety.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.devices import DeviceReport
    from desktop.ui.safety.work import Tell

    Ask = Callable[[Tell], DeviceReport]


def probe(tell: Tell) -> dict[str, Any]:
    """Ask a worker; ends early when `tell` raises."""
    from desktop.services import devices

    return devices.probe(_stopped(tell))


def look(tell: Tell) -> DeviceReport:
    """Return what is known, or ask a worker; ends early when `tell` raises."""
    from desktop.services.devices import known_devices

    return known_devices() or look_anew(tell)


def look_anew(tell: Tell) -> DeviceReport:
    """Ask a worker, whatever is known; ends early when `tell` raises."""
    from desktop.services.devices import find_devices

    return find_devices(_stopped(tell))


def _stopped(tell: Tell) -> Callable[[], bool]:
    def stopped() -> bool:
        tell(None)
        return False

    return stopped


class DeviceLook(QObject):
    """Finds out what computes, and why that; it outlives the windows that show it.

    Args:
        parent: Owns it.
        ask: Finds out.

    Signals:
        found: It is known: a sentence.
        begun: It is being found out anew.
    """

    found = Signal(str)
    begun = Signal()

    def __init__(self, parent: QObject | None = None, ask: Ask = look) -> None:
        super().__init__(parent)
        self._ask = ask
        self.report: DeviceReport | None = None
        self.error: Exception | None = None
        self._work = Work(self)
        self._work.done.connect(self._on_work_done)
        self._work.failed.connect(self._on_work_failed)

    def look(self) -> None:
        """Begin, or say again what was found."""
        if self.report is None and self.error is None:
            self._work.start(self._ask)
        else:
            self.found.emit(self.text())

    @Slot()
    def look_again(self) -> None:
        """Try all devices of the engine in use now."""
        self._work.stop()
        self.report = self.error = None
        self._work.start(look_anew)
        self.begun.emit()

    def stop(self) -> None:
        """Let the worker go."""
        self._work.stop()

    def text(self) -> str:
        """Return what was found in the language of the window; "" while it is not known."""
        if self.error is not None:
            why = self.error.message if isinstance(self.error, AppError) else str(self.error)
            text = self.tr("The part that computes does not start here. {why}")
            return text.format(why=translated(why))
        return sentences(self.report.reason) if self.report else ""

    @Slot(object)
    def _on_work_done(self, report: DeviceReport) -> None:
        self.report = report
        self.found.emit(self.text())

    @Slot(object)
    def _on_work_failed(self, error: Exception) -> None:
        self.error = error
        self.found.emit(self.text())
