"""Doing a run in the foreground; its failures become errors, Ctrl-C keeps the state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.errors import TrainingError
from desktop.domain.runs import RunStatus
from desktop.services.jobs import JobRunner
from desktop.services.run_files import LOG

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.events import Event
    from desktop.domain.runs import Run
    from desktop.services.project import Project


def do_run(project: Project, run: Run, hear: Callable[[Event], None]) -> Run:
    """Do a prepared run and return it as it ended.

    Raises:
        TrainingError: It failed, or its worker died.
        KeyboardInterrupt: The user stopped it; a checkpoint is written.

    """
    ended = JobRunner(project.folder, on_event=hear).run(run.id)
    if ended.status in (RunStatus.FINISHED, RunStatus.STOPPED):
        return ended
    again = f"tastemaker train {project.folder} {ended.stage.value} --resume {ended.id}"
    raise TrainingError(
        f"Run {ended.id} did not finish ({ended.status.value})",
        ended.error or f"Its log is {project.run_folder(ended) / LOG}.",
        f"Go on with: {again}" if ended.status.resumable else "Start it again.",
    )
