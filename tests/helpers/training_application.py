"""An application that trains in the foreground and says what happens, to be killed by a test.

Run as `python -m tests.helpers.training_application PROJECT SETTINGS`. It resumes the project's
interrupted PPO run, or prepares one with the settings; prints JSON lines.
"""

from __future__ import annotations

import json
import signal
import sys
from typing import TYPE_CHECKING

from desktop.domain.events import CheckpointSaved, Event, Heartbeat
from desktop.domain.runs import Stage
from desktop.services.jobs import JobRunner
from desktop.services.project import open_project
from desktop.services.training import prepare_resume, prepare_run
from desktop.worker.supervisor import Worker

if TYPE_CHECKING:
    from desktop.domain.runs import Run
    from desktop.services.project import Project


def main() -> None:
    """Train a PPO run of the project to its end; Ctrl+C counts even if the parent ignores it."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder, settings = sys.argv[1], json.loads(sys.argv[2])
    workers: list[Worker] = []

    def make_worker() -> Worker:
        workers.append(Worker())
        return workers[-1]

    def tell(event: Event) -> None:
        if isinstance(event, CheckpointSaved | Heartbeat):
            step = event.step if isinstance(event, CheckpointSaved) else None
            say({"step": step, "worker": workers[-1].pid, "run": run.id})

    project = open_project(folder)
    run = _run(project, settings)
    say({"step": None, "worker": None, "run": run.id})
    ended = JobRunner(project.folder, on_event=tell, worker=make_worker).run(run.id)
    say({"ended": ended.status.value})


def _run(project: Project, settings: dict[str, object]) -> Run:
    resumable = [run for run in project.store.runs.list(Stage.PPO) if run.status.resumable]
    if resumable:
        return prepare_resume(project, resumable[-1].id)
    return prepare_run(project, Stage.PPO, settings)


def say(line: dict[str, object]) -> None:
    """Print an object as one line, at once."""
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
