"""An application that trains in the foreground and says what happens, to be killed by a test.

Run as `python -m tests.helpers.training_application PROJECT SETTINGS`; prints JSON lines. A run
that was interrupted before goes on; else a new one begins.
"""

from __future__ import annotations

import json
import sys

from desktop.domain.events import CheckpointSaved, Event
from desktop.domain.runs import RunStatus, Stage
from desktop.services.jobs import JobRunner
from desktop.services.project import open_project
from desktop.services.training import prepare_resume, prepare_run
from desktop.worker.supervisor import Worker


def main() -> None:
    """Train (or resume) a PPO run of the project to its end."""
    folder, settings = sys.argv[1], json.loads(sys.argv[2])
    workers: list[Worker] = []

    def make_worker() -> Worker:
        workers.append(Worker())
        return workers[-1]

    def tell(event: Event) -> None:
        if isinstance(event, CheckpointSaved):
            line = {"step": event.step, "worker": workers[-1].pid, "run": run.id}
            sys.stdout.write(json.dumps(line) + "\n")
            sys.stdout.flush()

    project = open_project(folder)
    unfinished = [r for r in project.store.runs.list() if r.status is RunStatus.INTERRUPTED]
    if unfinished:
        run = prepare_resume(project, unfinished[0].id)
    else:
        run = prepare_run(project, Stage.PPO, settings)
    JobRunner(project.folder, on_event=tell, worker=make_worker).run(run.id)


if __name__ == "__main__":
    main()
