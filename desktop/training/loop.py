"""Learning from fixed examples: what SFT, plain text, the reward model and DPO have in common.

A step computes the micro-batches of one batch, adds up their gradients and moves the weights once.
Between two steps nothing is half done; a request that arrives within a step leaves weights and
optimiser as they were before it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from desktop.domain.metrics import (
    GRADIENT_NORM,
    LEARNING_RATE,
    LOSS,
    TOKENS_PER_SECOND,
    Metric,
)
from desktop.training.optimizer import Optimizer, require_finite
from desktop.training.session import Session, ShutdownRequested, StopRequested
from desktop.training.state import Snapshot, capture, last_checkpoint, restore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor

    from desktop.training.engine import Engine
    from desktop.training.roles import Role

M = TypeVar("M")


class Averages:
    """Means of metrics over micro-batches, each with its own number of things counted."""

    def __init__(self) -> None:
        self._sums: dict[Metric, tuple[float, float]] = {}

    def add(self, metric: Metric, total: float, count: float) -> None:
        """Take in a sum over `count` things."""
        old_total, old_count = self._sums.get(metric, (0.0, 0.0))
        self._sums[metric] = (old_total + total, old_count + count)

    def means(self) -> dict[Metric, float]:
        """Return the means; what was never counted is left out."""
        return {m: total / count for m, (total, count) in self._sums.items() if count}


class Task(Protocol[M]):
    """What is learnt: batches, a loss, and how to measure success."""

    def micro_batches(self, step: int) -> Sequence[M]:
        """Return the micro-batches of a step, found from its number alone."""

    def weight(self, micro: M) -> float:
        """Return how much a micro-batch counts: its loss is a sum over this many things."""

    def tokens(self, micro: M) -> int:
        """Return the number of real tokens in a micro-batch."""

    def loss(self, micro: M, averages: Averages) -> Tensor:
        """Return the summed loss of a micro-batch with its gradient, and add to the averages."""

    def evaluate(self, session: Session) -> dict[Metric, float]:
        """Measure on held-out examples."""


class Loop(Generic[M]):
    """Runs a task to its end, or until it is told to stop.

    Args:
        task: What is learnt.
        engine: Lent to requests between steps.
        roles: What is trained, by names for the checkpoint.
        optimizer: Over their parameters.
        session: The run's surroundings.
        total_steps: Where the run ends.
        steps_per_epoch: How often it is evaluated.
        checkpoint_every: Steps between checkpoints.
    """

    def __init__(
        self,
        task: Task[M],
        engine: Engine,
        roles: Mapping[str, Role],
        optimizer: Optimizer,
        session: Session,
        *,
        total_steps: int,
        steps_per_epoch: int,
        checkpoint_every: int,
    ) -> None:
        self._task = task
        self._engine = engine
        self._roles = roles
        self._optimizer = optimizer
        self._session = session
        self._total = total_steps
        self._per_epoch = steps_per_epoch
        self._checkpoint_every = checkpoint_every
        self._saved = 0
        self.done = 0
        self.evaluations: dict[str, dict[str, float]] = {}

    def run(self) -> bool:
        """Go from the last checkpoint (or the start) to the end; return False when stopped before.

        Raises:
            StopRequested: The run is to be discarded.
            ShutdownRequested: The worker must end; a checkpoint is written.
            TrainingError: The numbers diverged; the last checkpoint is good.
        """
        self._resume()
        self._session.control.on_pause = self._save
        try:
            self._steps()
        except StopRequested as request:
            self._optimizer.clear()
            if not request.keep:
                raise
            self._session.finish_undisturbed()
            return False
        except ShutdownRequested:
            self._save()
            raise
        return True

    def _steps(self) -> None:
        while True:
            self._session.progress("train", self.done, self._total)
            self._evaluate_when_due()
            self._checkpoint_when_due()
            if self.done >= self._total:
                return
            self._session.control.serve(self._engine)
            self._step()

    def _evaluate_when_due(self) -> None:
        due = self.done % self._per_epoch == 0 or self.done == self._total
        if due and str(self.done) not in self.evaluations:
            values = self._task.evaluate(self._session)
            self.evaluations[str(self.done)] = {m.name: v for m, v in values.items()}
            if values:
                self._session.metrics(self.done, values)

    def _checkpoint_when_due(self) -> None:
        due = self.done % self._checkpoint_every == 0 or self.done == self._total
        if due and self.done > self._saved:
            self._save()
            self._saved = self.done

    def _step(self) -> None:
        started = time.perf_counter()
        rate = self._optimizer.set_progress(self.done)
        micros = self._task.micro_batches(self.done)
        total = sum(self._task.weight(micro) for micro in micros)
        averages = Averages()
        for micro in micros:
            self._session.poll()
            loss = require_finite(self._task.loss(micro, averages), "The loss")
            (loss / max(total, 1e-12)).backward()
            averages.add(LOSS, float(loss.detach()), self._task.weight(micro))
        norm = self._optimizer.step()
        self.done += 1
        tokens = sum(self._task.tokens(micro) for micro in micros)
        speed = tokens / max(time.perf_counter() - started, 1e-9)
        self._session.metrics(
            self.done,
            averages.means() | {GRADIENT_NORM: norm, LEARNING_RATE: rate, TOKENS_PER_SECOND: speed},
        )

    def first_and_last(self, metric: Metric) -> tuple[float | None, float | None]:
        """Return a held-out metric at the start and at the latest evaluation."""
        values = [v[metric.name] for v in self.evaluations.values() if metric.name in v]
        return (values[0], values[-1]) if values else (None, None)

    def _snapshot(self) -> Snapshot:
        values: dict[str, Any] = {"evaluations": self.evaluations}
        return capture(self.done, self._roles, self._optimizer, values)

    def _save(self) -> None:
        self._session.checkpoint(self._snapshot())

    def _resume(self) -> None:
        checkpoint, warnings = last_checkpoint(self._session.run_folder)
        for text in warnings:
            self._session.warn(text)
        if checkpoint is not None:
            values = restore(checkpoint, self._roles, self._optimizer)
            self.done = self._saved = checkpoint.step
            self.evaluations = values["evaluations"]
