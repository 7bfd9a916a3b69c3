"""Asks a worker once what can compute here, while the window goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.errors import AppError
from desktop.ui.error_words import translated
from desktop.ui.safety.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.safety.work import Tell


def probe(tell: Tell) -> dict[str, Any]:
    """Ask a worker; ends early when `tell` raises."""
    # Loaded when first needed: later starts do without it.
    from desktop.services.doctor import probe_in_child

    def stopped() -> bool:
        tell(None)
        return False

    return probe_in_child(stopped)


class DeviceLook(QObject):
    """Finds out what computes, and why that; it outlives the windows that show it.

    Args:
        parent: Owns it.
        ask: Asks the worker.

    Signals:
        found: It is known: a sentence.
    """

    found = Signal(str)

    def __init__(
        self, parent: QObject | None = None, ask: Callable[[Tell], dict[str, Any]] = probe
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._values: dict[str, Any] | None = None
        self._error: Exception | None = None
        self._work = Work(self)
        self._work.done.connect(self._on_work_done)
        self._work.failed.connect(self._on_work_failed)

    def look(self) -> None:
        """Begin, or say again what was found."""
        if self._values is None and self._error is None:
            self._work.start(self._ask)
        else:
            self.found.emit(self.text())

    def stop(self) -> None:
        """Let the worker go."""
        self._work.stop()

    def text(self) -> str:
        """Return what was found in the language of the window; "" while it is not known."""
        if self._error is not None:
            why = self._error.message if isinstance(self._error, AppError) else str(self._error)
            text = self.tr("The part that computes does not start here. {why}")
            return text.format(why=translated(why))
        return translated(str(self._values.get("reason", ""))) if self._values else ""

    @Slot(object)
    def _on_work_done(self, values: dict[str, Any]) -> None:
        self._values = values
        self.found.emit(self.text())

    @Slot(object)
    def _on_work_failed(self, error: Exception) -> None:
        self._error = error
        self.found.emit(self.text())
