"""What a trainer sees of the world: someone to report to, someone who may interrupt."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from desktop.domain.errors import TrainingError
from desktop.domain.events import (
    CheckpointSaved,
    Event,
    MetricsRecorded,
    Progress,
    SampleRecorded,
    WarningRaised,
)
from desktop.domain.metrics import MEMORY, Metric
from desktop.models.device_memory import memory_in_use
from desktop.training.endings import ShutdownRequested, StopRequested
from desktop.training.shrinking import Shrinking
from desktop.training.team import ALONE, Team

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desktop.training.state import Snapshot


__all__ = [
    "Control",
    "NoControl",
    "Reporter",
    "Session",
    "ShutdownRequested",
    "SilentReporter",
    "StopRequested",
]


class Reporter(Protocol):
    """Takes the events of a run."""

    def report(self, event: Event) -> None:
        """Pass an event on to whoever watches."""


class Control(Protocol):
    """Lets others interrupt a run at safe points.

    `on_pause` is set by the trainer; a control calls it once before it begins to wait, so that a
    checkpoint is written.
    """

    on_pause: Callable[[], None] | None

    def poll(self) -> None:
        """Return at once, wait while paused, or raise `StopRequested` or `ShutdownRequested`.

        Trainers call it in every micro-batch.
        """

    def pause(self) -> None:
        """Wait at the next `poll`, as if the user had asked for it."""

    def serve(self, engine: Any) -> None:  # noqa: ANN401 - the Engine; naming it would be a cycle
        """Answer small requests with the live `Engine`; called when nothing is half done."""


class SilentReporter:
    """A reporter that forgets; for use as a library."""

    def report(self, event: Event) -> None:
        """Do nothing."""


class NoControl:
    """A control that never interrupts."""

    on_pause: Callable[[], None] | None = None

    def poll(self) -> None:
        """Return at once."""

    def pause(self) -> None:
        """Do nothing: nobody could resume."""

    def serve(self, engine: Any) -> None:  # noqa: ANN401 - see `Control`
        """Do nothing."""


class _Quiet:
    """Reports a training inside another: its progress as part of the whole, and its warnings."""

    def __init__(self, reporter: Reporter, phase: str, place: int, parts: int) -> None:
        self._reporter = reporter
        self._phase = phase
        self._place = place
        self._parts = parts

    def report(self, event: Event) -> None:
        """Pass on what concerns the whole run."""
        if isinstance(event, Progress):
            done = self._place * event.total + event.done
            self._reporter.report(Progress(self._phase, done, self._parts * event.total))
        elif isinstance(event, WarningRaised):
            self._reporter.report(event)


class Session:
    """A run's surroundings: its folder, its reporter and its control.

    Args:
        run_folder: The only place that the run writes to.
        reporter: Takes the events.
        control: May interrupt.
        team: The processes that share the run; only the first one reports and writes.

    Attributes:
        measuring: Cuts what is measured without a gradient.
    """

    def __init__(
        self, run_folder: Path, reporter: Reporter, control: Control, team: Team = ALONE
    ) -> None:
        self.run_folder = run_folder
        self.control = control
        self.team = team
        self.measuring = Shrinking(self)
        self._reporter = reporter if team.leads else SilentReporter()

    def nested(self, *folders: str, phase: str, place: int, parts: int) -> Session:
        """Return the surroundings of a training inside the run, in a folder inside the run's.

        Args:
            folders: Of the training.
            phase: What its progress is called.
            place: How many of its like are done.
            parts: How many of them there are in all.
        """
        reporter = _Quiet(self._reporter, phase, place, parts)
        return Session(self.run_folder.joinpath(*folders), reporter, self.control, self.team)

    def poll(self) -> None:
        """See `Control.poll`; a team hears requests only where all can leave together."""
        if self.team.listening:
            self.control.poll()

    def never_stop(self) -> bool:
        """Poll, for callers that want an answer: a request to stop leaves as an exception."""
        self.poll()
        return False

    def pause(self) -> None:
        """See `Control.pause`: the others wait for the first process."""
        if self.team.leads:
            self.control.pause()

    def serve(self, engine: Any) -> None:  # noqa: ANN401 - see `Control`
        """See `Control.serve`."""
        self.team.gather(partial(self.control.serve, engine))

    def finish_undisturbed(self) -> None:
        """Heed no more requests: the run has been stopped, and what is left is to save it."""
        self.control = NoControl()

    def require_same(self, step: int) -> None:
        """Raise `TrainingError` unless all processes go on from the same step."""
        steps = self.team.gather(lambda: step)
        if len(set(steps)) > 1:
            raise TrainingError(
                "The processes do not see the same run",
                f"They would go on from the steps {', '.join(map(str, steps))}: the folder "
                f"{self.run_folder} is not the same for all of them.",
                "Put the project in a folder that all machines share.",
            )

    def progress(self, phase: str, done: int, total: int) -> None:
        """Report how far a phase is."""
        self._reporter.report(Progress(phase, done, total))

    def metrics(self, step: int, values: Mapping[Metric, float]) -> None:
        """Report metrics of a step, with the memory now in use."""
        named = {metric.name: float(value) for metric, value in values.items()}
        named[MEMORY.name] = memory_in_use() / 1e9
        self._reporter.report(MetricsRecorded(step, named, time.time()))

    def report(self, event: Event) -> None:
        """Report an event that has no method of its own."""
        self._reporter.report(event)

    def sample(self, sample: SampleRecorded) -> None:
        """Report a response on a held-out prompt."""
        self._reporter.report(sample)

    def warn(self, text: str) -> None:
        """Report something the user should look at."""
        self._reporter.report(WarningRaised(text))

    def warn_of_cut(self, count: int, max_length: int) -> None:
        """Report responses that lost their end, if there are any."""
        if count:
            self.warn(
                f"{count} answers are longer than max_length={max_length} (or than the model can "
                "take) and lose their end. Raise max_length to learn them whole."
            )

    def checkpoint(self, snapshot: Snapshot, *, best: bool = False) -> None:
        """Write a checkpoint and report it; raises `StorageError`. The `best` so far is kept."""
        if not self.team.leads:
            return
        snapshot.write(self.run_folder, best=best)
        self._reporter.report(CheckpointSaved(snapshot.step))
