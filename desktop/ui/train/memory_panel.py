"""Keeps the memory card true: it forecasts while one types, and measures steps when asked."""

from __future__ import annotations

from threading import Event as Flag
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.settings import TrainSettings
from desktop.services.memory import check_memory, forecast
from desktop.services.training import training_sources
from desktop.ui.background import ProjectTask
from desktop.ui.train.memory_card import MemoryCard

if TYPE_CHECKING:
    from desktop.domain.runs import Stage
    from desktop.services.memory import MemoryCheck
    from desktop.services.project import Project
    from desktop.services.run_sizes import Sizes


class MemoryPanel(QObject):
    """The memory card with what it needs.

    Signals:
        failed: The steps could not be measured: the exception.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.card = MemoryCard()
        self._project: Project | None = None
        self._sizes: Sizes | None = None
        self._stage: Stage | None = None
        self._settings: TrainSettings | None = None
        self._versions: tuple[int | None, int | None] = (None, None)
        self._stopped = Flag()
        self._checking = ProjectTask(self._check, self, always_aside=True)
        self._checking.done.connect(self._on_steps_measured)
        self._checking.failed.connect(self._on_steps_failed)
        self.card.check_requested.connect(self._on_check_wanted)
        self.card.stop_requested.connect(self._stopped.set)

    def set_project(self, project: Project | None) -> None:
        """Serve this project from now on; a check under way is given up."""
        self._stopped.set()
        self._checking.stop()
        self._project, self._sizes = project, None
        self.card.set_check(None)
        self.card.set_forecast(None)

    def set_sizes(self, sizes: Sizes | None, versions: tuple[int | None, int | None]) -> None:
        """Take the sizes of models and data, and the versions (policy, reward) they belong to."""
        self._sizes, self._versions = sizes, versions

    def show_settings(self, stage: Stage, settings: object, *, startable: bool) -> None:
        """Forecast these settings; nothing is shown where the sizes are not known."""
        if self._sizes is None or not isinstance(settings, TrainSettings):
            self.card.set_forecast(None)
            return
        if (stage, settings) != (self._stage, self._settings) and not self._checking.busy():
            self.card.set_check(None)
        self._stage, self._settings = stage, settings
        self.card.set_forecast(forecast(stage, settings, self._sizes))
        self.card.set_checking(self._checking.busy(), startable)

    @Slot()
    def _on_check_wanted(self) -> None:
        if self._project is None or self._checking.busy():
            return
        self._stopped.clear()
        self.card.set_checking(True)
        self._checking.start(self._project)

    def _check(self, project: Project) -> MemoryCheck | None:
        assert self._stage is not None
        assert self._settings is not None
        examples, policy, reward = training_sources(
            project, self._stage, self._settings, *self._versions
        )
        return check_memory(
            self._stage, self._settings, examples, policy, reward, self._stopped.is_set
        )

    @Slot(object)
    def _on_steps_measured(self, check: MemoryCheck | None) -> None:
        self.card.set_checking(False)
        self.card.set_check(check)

    @Slot(object)
    def _on_steps_failed(self, error: Exception) -> None:
        self.card.set_checking(False)
        self.card.set_check(None)
        self.failed.emit(error)
