"""The export of a version as a task of the job queue, over a database connection of its own."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.services.cancelling import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.model_forms import GgufWeights, ModelForm
    from desktop.services.model_export import ModelExportReport
    from desktop.services.project import Project


@dataclass(frozen=True, slots=True)
class ModelExportOrder:
    """What the user asked for."""

    version_id: int
    form: ModelForm
    weights: GgufWeights
    folder: Path


class ModelExportTask:
    """Exports a version; `report` is None until that is done, and when it was called off.

    Args:
        project: Whose version it is.
        order: What is wanted.
    """

    def __init__(self, project: Project, order: ModelExportOrder) -> None:
        self.report: ModelExportReport | None = None
        self.order = order
        self._project = project

    def __call__(
        self, on_progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> object:
        """Do it."""
        from desktop.services.model_export import export_version

        def told(_phase: str, done: int, total: int) -> None:
            on_progress(done, total)

        order = self.order
        with self._project.store.reopen() as store:
            try:
                self.report = export_version(
                    dataclasses.replace(self._project, store=store),
                    order.version_id,
                    order.folder,
                    order.form.value,
                    told,
                    weights=order.weights.value,
                    cancelled=cancelled,
                )
            except Cancelled:
                return None
        return self.report
