"""Recording what a worker reports: metrics and samples as they come, the version at the end."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from desktop.domain.events import (
    CheckpointSaved,
    Event,
    MetricsRecorded,
    Progress,
    RunEnded,
    RunFailed,
    RunPaused,
    RunResumed,
    SampleRecorded,
    WorkerDied,
    WorkerReady,
)
from desktop.domain.runs import Run, RunStatus, Stage
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.run_files import MODEL

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from desktop.domain.journal import Entry
    from desktop.store.store import Store

STEPS = "train"
"""Phase of the progress events whose total is the number of a run's steps."""

_NAMES = {
    Stage.SFT: "SFT",
    Stage.TEXT: "Text",
    Stage.REWARD: "Reward model",
    Stage.PPO: "PPO",
    Stage.DPO: "DPO",
}
_ENDS_ROUND = (Stage.PPO, Stage.DPO)


def place_setting(run_id: int) -> str:
    """Return the setting that remembers where a run computed: device, reason, precision."""
    return f"run_place.{run_id}"


class RunRecorder:
    """Writes one run's events into the store.

    Args:
        store: A connection that belongs to the caller's thread.
        project_folder: The project.
        run: The run, as `prepare_run` or `prepare_resume` left it.
    """

    def __init__(self, store: Store, project_folder: Path, run: Run) -> None:
        self._store = store
        self._folder = project_folder
        self._run = run
        self._metrics_joined = self._samples_joined = False
        self._total = run.total_steps
        self.ended = False

    def begin(self) -> None:
        """Note that a worker is at work."""
        self._store.runs.update(self._run.id, status=RunStatus.RUNNING)

    def catch_up(self, journal: Iterable[Entry]) -> None:
        """Record what an earlier worker of the run wrote down when nobody was there to hear it."""
        run_id, store = self._run.id, self._store
        heard = [steps[-1] for steps, _, _ in store.metrics.all_series(run_id).values()]
        sampled = store.samples.steps(run_id)
        last_metrics, last_sample = max(heard, default=-1), max(sampled, default=-1)
        samples: dict[tuple[int, int], SampleRecorded] = {}
        with store.transaction():
            for entry in journal:
                if isinstance(entry, SampleRecorded):
                    samples[entry.step, entry.prompt_id] = entry
                elif entry.step >= last_metrics:
                    store.metrics.record(run_id, entry.step, entry.values, entry.time)
            # The last step heard of may have been cut off in its middle: it is taken anew.
            missed = [entry for (step, _), entry in samples.items() if step >= last_sample]
            if missed:
                store.samples.truncate_after(run_id, last_sample - 1)
            for entry in missed:
                self._add_sample(entry)

    def record(self, event: Event) -> None:
        """Record one event; those that say nothing lasting are passed over."""
        run_id, store = self._run.id, self._store
        if isinstance(event, MetricsRecorded):
            self._record_metrics(event)
        elif isinstance(event, SampleRecorded):
            self._record_sample(event)
        elif isinstance(event, CheckpointSaved):
            store.runs.update(run_id, step=event.step)
        elif isinstance(event, Progress):
            self._record_total(event)
        elif isinstance(event, WorkerReady):
            place = [event.device, event.device_reason, event.dtype]
            store.settings.set(place_setting(run_id), place)
        elif isinstance(event, RunPaused):
            store.runs.update(run_id, status=RunStatus.PAUSED)
        elif isinstance(event, RunResumed):
            store.runs.update(run_id, status=RunStatus.RUNNING)
        elif isinstance(event, RunEnded):
            self._end(event)
        elif isinstance(event, RunFailed):
            self.fail(f"{event.title}. {event.message} {event.hint}".strip())
        elif isinstance(event, WorkerDied):
            self.interrupt(describe_death(event))

    def _record_metrics(self, event: MetricsRecorded) -> None:
        if not self._metrics_joined:
            # A resumed run repeats the steps after its checkpoint; what they were is replaced.
            # It may begin with the evaluation of a step whose other figures stand.
            self._store.metrics.truncate_after(self._run.id, event.step)
            self._metrics_joined = True
        when = event.time or time.time()
        self._store.metrics.record(self._run.id, event.step, event.values, when)

    def _record_sample(self, event: SampleRecorded) -> None:
        if not self._samples_joined:
            self._store.samples.truncate_after(self._run.id, event.step - 1)
            self._samples_joined = True
        self._add_sample(event)

    def _add_sample(self, event: SampleRecorded) -> None:
        self._store.samples.record(
            self._run.id, event.step, event.prompt_id, event.text, event.scores, event.finished
        )

    def _record_total(self, event: Progress) -> None:
        if event.phase == STEPS and event.total and event.total != self._total:
            self._total = event.total
            self._store.runs.update(self._run.id, total_steps=event.total)

    def _end(self, event: RunEnded) -> None:
        status = RunStatus(event.status)
        if status is RunStatus.INTERRUPTED:
            self.interrupt(None)
            return
        with self._store.transaction():
            record_outcome(self._store, self._folder, self._run, event)
        self.ended = True

    def fail(self, words: str) -> None:
        """Note that the run cannot go on as it is."""
        self._finish(RunStatus.FAILED, words)

    def interrupt(self, words: str | None) -> None:
        """Note that the run was cut off; it can be resumed."""
        self._finish(RunStatus.INTERRUPTED, words)

    def discard(self) -> None:
        """Note that the user threw the run away."""
        self._finish(RunStatus.DISCARDED, None)

    def _finish(self, status: RunStatus, words: str | None) -> None:
        self._store.runs.update(self._run.id, status=status, error=words, finished_at=time.time())
        self.ended = True


def record_outcome(
    store: Store, project_folder: Path, run: Run, event: RunEnded
) -> ModelVersion | None:
    """Record how a run ended: its figures, its version, and the next round after a policy run.

    A resumed run that had made a version before keeps that one.
    """
    status = RunStatus(event.status)
    store.runs.update(
        run.id,
        status=status,
        step=event.step,
        result=dict(event.result),
        finished_at=time.time(),
    )
    folder = f"{run.folder}/{MODEL}"
    if status is RunStatus.DISCARDED or run.stage not in _NAMES:
        return None
    if not (project_folder / folder).is_dir():
        return None
    earlier = store.versions.of_run(run.id)
    if earlier is not None:
        return earlier
    version = _add_version(store, run, folder, event.result)
    if run.stage in _ENDS_ROUND:
        store.settings.set("round", run.round + 1)
    return version


def _add_version(store: Store, run: Run, folder: str, result: Mapping[str, Any]) -> ModelVersion:
    assert run.policy_version_id is not None
    parent = store.versions.get(run.policy_version_id)
    assert parent is not None
    kind = VersionKind.REWARD if run.stage is Stage.REWARD else VersionKind.POLICY
    made = {version.run_id for version in store.versions.list()} - {None}
    number = 1 + sum(other.stage is run.stage and other.id in made for other in store.runs.list())
    return store.versions.add(
        f"{_NAMES[run.stage]} {number}",
        kind,
        parent.base,
        folder=folder,
        parent_id=parent.id,
        run_id=run.id,
        round=run.round,
        metrics=numbers(result),
    )


def numbers(result: Mapping[str, Any]) -> dict[str, float]:
    """Return the plain numbers of a result."""
    return {
        name: float(value)
        for name, value in result.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def describe_death(event: WorkerDied) -> str:
    """Say in words how a worker died and what is safe."""
    if event.exit_code == -9:
        how = "The system ended the worker, most often because the memory ran out."
    elif event.exit_code is not None and event.exit_code < 0:
        how = f"The worker crashed (signal {-event.exit_code})."
    else:
        how = f"The worker ended unexpectedly (exit code {event.exit_code})."
    return f"{how} Your judgements and the last checkpoint are safe."
