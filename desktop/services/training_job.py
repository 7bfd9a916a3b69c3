"""A training run with its worker."""

from __future__ import annotations

from desktop.domain.events import Event, RunEnded
from desktop.domain.journal import JOURNAL, read_journal
from desktop.domain.runs import RunStatus
from desktop.services.worker_job import WorkerJob
from desktop.worker.protocol import Discard, Job, StartRun


class TrainingJob(WorkerJob):
    """Runs what `spec.json` and `data.jsonl` say."""

    def job(self) -> Job:
        """Return the command that starts or resumes the run."""
        self._recorder.catch_up(read_journal(self._run_folder / JOURNAL))
        return StartRun(str(self._run_folder), self._place)

    def handle(self, event: Event) -> None:
        """Record an event and pass it on."""
        self._recorder.record(event)
        self._on_event(event)

    def end_without_word(self) -> None:
        """Record a run whose worker was killed on request: thrown away, or to be resumed."""
        status = RunStatus.INTERRUPTED
        if isinstance(self._stop, Discard):
            status = RunStatus.DISCARDED
            self._recorder.discard()
        else:
            self._recorder.interrupt(None)
        self._on_event(RunEnded(status.value, self._run.step))
