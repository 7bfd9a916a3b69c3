"""Learning from fixed examples: what SFT, plain text, the reward model and DPO have in common.

A step computes the micro-batches of one batch, adds up their gradients and moves the weights once.
Between two steps nothing is half done; a request that arrives within a step leaves weights and
optimiser as they were before it.
"""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from desktop.domain.metrics import (
    GRADIENT_NORM,
    HELD_OUT_LOSS,
    LEARNING_RATE,
    LOSS,
    TOKENS_PER_SECOND,
    Metric,
)
from desktop.models.checkpoints import best_checkpoint, read_checkpoint
from desktop.training.optimizer import Optimizer, require_finite
from desktop.training.session import Session, ShutdownRequested, StopRequested
from desktop.training.shrinking import Shrinking
from desktop.training.state import Snapshot, capture, last_checkpoint, load_roles, restore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from torch import Tensor

    from desktop.training.engine import Engine
    from desktop.training.roles import Role

E = TypeVar("E")


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

    def add_all(self, others: Iterable[Averages]) -> Averages:
        """Take in what others have counted; return itself."""
        for other in others:
            for metric, (total, count) in other._sums.items():
                self.add(metric, total, count)
        return self


class Task(Protocol[E]):
    """What is learnt: batches, a loss, and how to measure success."""

    def micro_batches(self, step: int) -> Sequence[list[E]]:
        """Return the micro-batches of a step, found from its number alone."""

    def weight(self, micro: list[E]) -> float:
        """Return how much a micro-batch counts: its loss is a sum over this many things."""

    def tokens(self, micro: list[E]) -> int:
        """Return the number of real tokens in a micro-batch."""

    def loss(self, micro: list[E], averages: Averages) -> Tensor:
        """Return the summed loss of a micro-batch with its gradient, and add to the averages."""

    def evaluate(self, session: Session) -> dict[Metric, float]:
        """Measure on held-out examples."""


class Loop(Generic[E]):
    """Runs a task to its end, or until it is told to stop.

    Args:
        task: What is learnt.
        engine: Lent to requests between steps.
        roles: What is trained, by names for the checkpoint.
        optimizer: Over their parameters.
        session: The run's surroundings.
        total_steps: Where the run ends.
        evaluate_every: Steps between evaluations.
        checkpoint_every: Steps between checkpoints.
        patience: Evaluations without a lower held-out loss after which the run ends; the roles then
            are what they were at the lowest. 0 is never, and the roles stay as they are.
    """

    def __init__(
        self,
        task: Task[E],
        engine: Engine,
        roles: Mapping[str, Role],
        optimizer: Optimizer,
        session: Session,
        *,
        total_steps: int,
        evaluate_every: int,
        checkpoint_every: int,
        patience: int = 0,
    ) -> None:
        self._task = task
        self._engine = engine
        self._roles = roles
        self._optimizer = optimizer
        self._session = session
        self._total = total_steps
        self._evaluate_every = evaluate_every
        self._checkpoint_every = checkpoint_every
        self._patience = patience
        self._shrinking = Shrinking(session, optimizer.clear)
        self._paused_at = -1
        self._saved = 0
        self.done = self.kept_step = 0
        self.evaluations: dict[str, dict[str, float]] = {}

    def run(self) -> bool:
        """Go from the last checkpoint (or the start) to the end; return False when stopped before.

        Raises:
            StopRequested: The run is to be discarded.
            ShutdownRequested: The worker must end; a checkpoint is written.
            TrainingError: The numbers diverged; the last checkpoint is good.
        """
        self._resume()
        self._session.require_same(self.done)
        self._session.control.on_pause = self._save_for_pause
        try:
            self._steps()
            self.kept_step = self.done
            self._take_best()
        except StopRequested as request:
            self._optimizer.clear()
            if not request.keep:
                raise
            self._session.finish_undisturbed()
            self.kept_step = self.done
            return False
        except ShutdownRequested:
            self._save_for_pause()
            raise
        return True

    def _steps(self) -> None:
        while True:
            self._session.progress("train", self.done, self._total)
            self._evaluate_when_due()
            self._checkpoint_when_due()
            if self.done >= self._total or self._given_up:
                return
            self._session.serve(self._engine)
            self._step()

    def _evaluate_when_due(self) -> None:
        due = self.done % self._evaluate_every == 0 or self.done == self._total
        if due and str(self.done) not in self.evaluations:
            values = self._task.evaluate(self._session)
            self.evaluations[str(self.done)] = {m.name: v for m, v in values.items()}
            if values:
                self._session.metrics(self.done, values)
            if self.done == self.best_step:
                self._save()
                self._saved = self.done

    @property
    def best_step(self) -> int | None:
        """Where the held-out loss was lowest after some training; None if nobody asks for it."""
        losses = self._losses() if self._patience else {}
        return min(losses, key=lambda step: (losses[step], step), default=None)

    @property
    def _given_up(self) -> bool:
        best = self.best_step
        since = [step for step in self._losses() if best is not None and step > best]
        return self._patience > 0 and len(since) >= self._patience

    def _losses(self) -> dict[int, float]:
        return {
            int(step): values[HELD_OUT_LOSS.name]
            for step, values in self.evaluations.items()
            if int(step) > 0 and HELD_OUT_LOSS.name in values
        }

    def _take_best(self) -> None:
        """Give the roles the weights with which the held-out loss was lowest."""
        self._session.team.wait()
        folder = best_checkpoint(self._session.run_folder)
        if self.best_step not in (None, self.done) and folder is not None:
            best = read_checkpoint(folder)
            load_roles(best, self._roles)
            self.kept_step = best.step

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
        team = self._session.team
        work = partial(self._accumulate, team.share(micros), total)
        parts = team.gather(partial(self._shrinking.attempt, work))
        team.add_gradients(self._optimizer.parameters.values())
        norm = self._optimizer.step()
        self.done += 1
        tokens = sum(self._task.tokens(micro) for micro in micros)
        speed = tokens / max(time.perf_counter() - started, 1e-9)
        self._session.metrics(
            self.done,
            Averages().add_all(parts).means()
            | {GRADIENT_NORM: norm, LEARNING_RATE: rate, TOKENS_PER_SECOND: speed},
        )

    def _accumulate(self, micros: Sequence[list[E]], total: float) -> Averages:
        """Add up the gradients of micro-batches of a batch whose weight is `total`."""
        averages = Averages()
        for micro in self._shrinking.cut(micros):
            self._session.poll()
            loss = require_finite(self._task.loss(micro, averages), "The loss")
            (loss / max(total, 1e-12)).backward()
            averages.add(LOSS, float(loss.detach()), self._task.weight(micro))
        return averages

    def first_and_last(self, metric: Metric) -> tuple[float | None, float | None]:
        """Return a held-out metric at the start and as it was last measured of what is kept.

        What learnt without being measured again has none of afterwards.
        """
        measured = {
            int(step): v[metric.name]
            for step, v in self.evaluations.items()
            if metric.name in v and int(step) <= self.kept_step
        }
        if not measured:
            return None, None
        values = list(measured.values())
        return values[0], values[-1] if self.kept_step == 0 or len(values) > 1 else None

    def _snapshot(self) -> Snapshot:
        values = {"evaluations": self.evaluations, "rows_at_once": self._shrinking.limit}
        return capture(self.done, self._roles, self._optimizer, values)

    def _save(self) -> None:
        self._session.checkpoint(self._snapshot(), best=self.done == self.best_step)

    def _save_for_pause(self) -> None:
        """Write a checkpoint unless this very state is on the disk already."""
        if self.done not in (self._saved or -1, self._paused_at):
            self._save()
            self._paused_at = self.done

    def _resume(self) -> None:
        checkpoint, warnings = last_checkpoint(self._session.run_folder)
        for text in warnings:
            self._session.warn(text)
        if checkpoint is not None:
            values = restore(checkpoint, self._roles, self._optimizer)
            self.done = self._saved = checkpoint.step
            self.evaluations = values["evaluations"]
            self._shrinking.limit = values["rows_at_once"]
