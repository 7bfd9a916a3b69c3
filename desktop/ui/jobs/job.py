"""One piece of background work as the list shows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.ui.jobs.step_clock import StepClock

if TYPE_CHECKING:
    from desktop.domain.events import RunFailed, WorkerDied
    from desktop.domain.runs import Stage


class JobKind(StrEnum):
    """What the job is for. `CHAT` is a worker that waits for messages; the list leaves it out."""

    GENERATE = "generate"
    TRAIN = "train"
    SCORE = "score"
    IMPORT = "import"
    EXPORT = "export"
    EXPORT_MODEL = "export model"
    CHAT = "chat"

    @property
    def heavy(self) -> bool:
        """Whether it needs a worker with a model; such jobs run one after the other."""
        return self in (JobKind.GENERATE, JobKind.TRAIN, JobKind.SCORE, JobKind.EXPORT_MODEL)


class JobState(StrEnum):
    """Where the job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPING = "stopping"
    DONE = "done"
    STOPPED = "stopped"
    FAILED = "failed"

    @property
    def live(self) -> bool:
        """Whether a thread is at work on it."""
        return self in (JobState.RUNNING, JobState.PAUSED, JobState.STOPPING)

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self in (JobState.DONE, JobState.STOPPED, JobState.FAILED)


@dataclass(slots=True)
class Job:
    """A job and what is known of it; only the job queue changes it."""

    id: int
    kind: JobKind
    title: str
    state: JobState = JobState.WAITING
    run_id: int | None = None
    stage: Stage | None = None
    phase: str = ""
    done: int = 0
    total: int = 0
    device: str = ""
    memory_gb: float = 0.0
    warnings: list[str] = field(default_factory=list)
    error: RunFailed | WorkerDied | None = None
    clock: StepClock = field(default_factory=StepClock)
