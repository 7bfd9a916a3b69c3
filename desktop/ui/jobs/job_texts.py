"""What is said about a job in one line: how far, how long, where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.events import RunFailed, WorkerDied
from desktop.ui.error_words import translated
from desktop.ui.jobs.durations import duration_text, time_left_text
from desktop.ui.jobs.job import JobState
from desktop.ui.jobs.stage_texts import job_state_text, phase_text, step_text

if TYPE_CHECKING:
    from desktop.ui.jobs.job import Job


def progress_text(job: Job) -> str:
    """Return how far a job is, or what it does beside its steps; else its state."""
    beside = phase_text(job.phase) if job.state is JobState.RUNNING else ""
    return beside or step_text(job.stage, job.done, job.total) or job_state_text(job.state)


def left_text(job: Job, now: float) -> str:
    """Return how much time is left, while the job runs and it is known."""
    if job.state is not JobState.RUNNING:
        return ""
    return time_left_text(job.clock.remaining(now))


def elapsed_text(job: Job, now: float) -> str:
    """Return how long the job has worked; empty while it waits."""
    return "" if job.state is JobState.WAITING else duration_text(job.clock.elapsed(now))


def place_text(job: Job) -> str:
    """Return where the job computes and how much memory it holds."""
    parts = [job.device.upper()] if job.device else []
    if job.memory_gb > 0:
        parts.append(f"{job.memory_gb:.1f} GB")
    return " · ".join(parts)


def failure_text(error: RunFailed | WorkerDied) -> tuple[str, str, str]:
    """Return what happened, why and what to do, and the details for a report."""
    if isinstance(error, RunFailed):
        parts = (translated(error.message), translated(error.hint))
        why = " ".join(part for part in parts if part)
        return translated(error.title), why, error.details
    title = QCoreApplication.translate("Jobs", "The worker process ended unexpectedly")
    why = QCoreApplication.translate(
        "Jobs",
        "Your judgements and the last checkpoint are safe. Resume the run, or lower the batch "
        "size first if the memory ran out.",
    )
    return title, why, error.last_words
