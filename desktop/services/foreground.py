"""Doing a run in the foreground; its failures become errors, Ctrl-C keeps the state."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from desktop.domain.errors import TrainingError
from desktop.domain.events import RunPaused
from desktop.domain.runs import RunStatus
from desktop.services.jobs import JobRunner
from desktop.services.run_files import LOG
from desktop.worker.protocol import Shutdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.events import Event
    from desktop.domain.processes import Place
    from desktop.domain.runs import Run
    from desktop.services.project import Project
    from desktop.services.worker_job import Commands


def do_run(
    project: Project, run: Run, hear: Callable[[Event], None], place: Place | None = None
) -> Run:
    """Do a prepared run and return it as it ended.

    A run that pauses by itself is interrupted: there is nobody here who could let it go on.

    Args:
        project: The open project.
        run: The run.
        hear: Hears its events.
        place: Of this process among those that share the run; it is the first.

    Raises:
        TrainingError: It failed, or its worker died, or it paused.
        KeyboardInterrupt: The user stopped it; a checkpoint is written.

    """
    commands: Commands = queue.Queue()
    pauses: list[Event] = []

    def listen(event: Event) -> None:
        hear(event)
        if isinstance(event, RunPaused):
            pauses.append(event)
            commands.put(Shutdown())

    ended = JobRunner(project.folder, on_event=listen, commands=commands, place=place).run(run.id)
    if ended.status in (RunStatus.FINISHED, RunStatus.STOPPED):
        return ended
    again = f"tastemaker train {project.folder} {ended.stage.value} --resume {ended.id}"
    if pauses:
        raise TrainingError(
            f"Run {ended.id} has paused",
            "It waits for you: look at its warnings, or judge its pairs with “tastemaker pairs”.",
            f"Go on with: {again}",
        )
    raise TrainingError(
        f"Run {ended.id} did not finish ({ended.status.value})",
        ended.error or f"Its log is {project.run_folder(ended) / LOG}.",
        f"Go on with: {again}" if ended.status.resumable else "Start it again.",
    )
