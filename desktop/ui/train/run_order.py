"""What the user asked to be trained, made into a run in a thread: large data are frozen there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.errors import AppError
from desktop.services.training import prepare_run
from desktop.ui.background import ProjectTask
from desktop.ui.error_words import error_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.runs import Run, Stage
    from desktop.services.project import Project


@dataclass(frozen=True, slots=True)
class RunOrder:
    """A stage, its settings, and the models that it begins with."""

    stage: Stage
    values: Mapping[str, Any]
    policy_version_id: int | None
    reward_version_id: int | None

    def prepare(self, project: Project) -> Run:
        """Return the run, ready to be started.

        Raises:
            AppError: It cannot be started; the message says why.
        """
        return prepare_run(
            project,
            self.stage,
            self.values,
            policy_version_id=self.policy_version_id,
            reward_version_id=self.reward_version_id,
        )


class RunOrders(QObject):
    """Takes one order at a time.

    Signals:
        prepared: The run of the order.
        refused: Why there is none, in words for the user.
        failed: It could not be prepared for a reason that the user did not cause.
    """

    prepared = Signal(object)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._order: RunOrder | None = None
        self._task = ProjectTask(self._prepare, self)
        self._task.done.connect(self.prepared)
        self._task.failed.connect(self._on_task_failed)

    def give(self, project: Project, order: RunOrder) -> None:
        """Prepare the run of an order."""
        self._order = order
        self._task.start(project)

    def busy(self) -> bool:
        """Return whether a run is being prepared."""
        return self._task.busy()

    def stop(self) -> None:
        """Forget the order."""
        self._task.stop()

    def _prepare(self, project: Project) -> Run:
        assert self._order is not None
        return self._order.prepare(project)

    @Slot(object)
    def _on_task_failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.refused.emit(error_text(error))
        else:
            self.failed.emit(error)
