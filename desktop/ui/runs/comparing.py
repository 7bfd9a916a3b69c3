"""Lays the curves of another run of the same stage under those of the one that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.ui.charts.series import Series
from desktop.ui.jobs.stage_texts import run_title

if TYPE_CHECKING:
    from desktop.domain.runs import Run
    from desktop.services.project import Project
    from desktop.ui.runs.run_view import RunView


class Comparing(QObject):
    """Offers the other runs, and reads the points of the one that is chosen.

    Args:
        view: Shows the run.
    """

    def __init__(self, view: RunView) -> None:
        super().__init__(view)
        self._view = view
        self._project: Project | None = None
        view.other_chosen.connect(self._on_other_chosen)

    def set_project(self, project: Project | None) -> None:
        """Read the runs of this project."""
        self._project = project

    def offer(self, run: Run) -> None:
        """Offer what the run can be compared with, the newest first."""
        assert self._project is not None
        others = [r for r in self._project.store.runs.list() if r.stage is run.stage]
        others.sort(key=lambda other: -other.id)
        names = [(r.id, f"{r.id}  {run_title(r)}") for r in others if r.id != run.id]
        self._view.set_others(names)

    @Slot(int)
    def _on_other_chosen(self, run_id: int) -> None:
        if self._project is not None:
            stored = self._project.store.metrics.all_series(run_id) if run_id else {}
            self._view.compare_with({n: Series.of(*points) for n, points in stored.items()})
