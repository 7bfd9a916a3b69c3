"""The processes that share a run, data-parallel: each does its share of a batch, all know the sum.

Losses are sums divided by the weight of the *whole* batch, so adding up the gradients of all
processes gives the very gradient of one process, however unequal the shares are. Every process has
the same weights, takes the same steps and comes to the same decisions; the first one leads: it
alone reports and writes.

A request to end may reach one process in the middle of its work while the others wait for it. So
all work that listens to requests goes through `gather`, which brings the requests together with the
results: all processes leave at the same place, or none does.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import torch
import torch.distributed as dist
from torch import Tensor, nn

from desktop.domain.errors import TrainingError
from desktop.training.endings import ShutdownRequested, StopRequested

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

E = TypeVar("E")
R = TypeVar("R")

_BUCKET = 1 << 24
"""Numbers that are added up at once: 64 MiB."""


class Team:
    """This process and its companions; one process alone is a team as well.

    Args:
        rank: This process.
        count: How many there are. They must have formed torch's default group.
        announce: Called where this process is told to end, before the others know.
    """

    def __init__(
        self, rank: int = 0, count: int = 1, announce: Callable[[], None] | None = None
    ) -> None:
        self.rank = rank
        self.count = count
        self._announce = announce
        self.listening = count == 1

    @property
    def leads(self) -> bool:
        """Whether this process reports and writes."""
        return self.rank == 0

    @property
    def alone(self) -> bool:
        """Whether there is nobody else."""
        return self.count == 1

    def mine(self, items: Sequence[E]) -> Sequence[E]:
        """Return this process's share of things that stay whole."""
        return items if self.alone else items[self.rank :: self.count]

    def place(self, rank: int, number: int) -> int:
        """Return which of all things is the one with a number in the share of a process."""
        return rank + number * self.count

    def share(self, micros: Sequence[list[E]]) -> list[list[E]]:
        """Return this process's share of micro-batches, hardly larger than they are.

        Neighbours are put together and dealt out one by one: they are of similar length, so the
        shares are as well.
        """
        if self.alone:
            return list(micros)
        blocks = (micros[start : start + self.count] for start in range(0, len(micros), self.count))
        dealt = ([item for micro in block for item in micro] for block in blocks)
        return [mine for block in dealt if (mine := block[self.rank :: self.count])]

    def gather(self, work: Callable[[], R]) -> list[R]:
        """Do this process's work and return what all have done, by rank.

        Raises:
            StopRequested: A process was told so; the first one's word counts most.
            ShutdownRequested: A process must end.
            TrainingError: Another process is gone.
        """
        if self.alone:
            return [work()]
        request: StopRequested | ShutdownRequested | None = None
        result: R | None = None
        with self._listening():
            try:
                result = work()
            except (StopRequested, ShutdownRequested) as error:
                request = error
                if self._announce is not None:
                    self._announce()
        told: list[Any] = [None] * self.count
        with reaching_the_others():
            dist.all_gather_object(told, (request, result))
        for ending, _ in told:
            if ending is not None:
                raise ending
        return [part for _, part in told]

    def wait(self) -> None:
        """Return when all processes have come here."""
        self.gather(_nothing)

    @contextmanager
    def _listening(self) -> Iterator[None]:
        before, self.listening = self.listening, True
        try:
            yield
        finally:
            self.listening = before

    def add_gradients(self, parameters: Iterable[nn.Parameter]) -> None:
        """Make every gradient the sum over all processes; none where none has it."""
        if self.alone:
            return
        for bucket in _buckets(parameters):
            _add_up(bucket)


def _nothing() -> None:
    """Do nothing."""


def _buckets(parameters: Iterable[nn.Parameter]) -> Iterator[list[nn.Parameter]]:
    """Yield parameters in groups of a bounded size, in their order."""
    bucket: list[nn.Parameter] = []
    size = 0
    for parameter in parameters:
        if bucket and size + parameter.numel() > _BUCKET:
            yield bucket
            bucket, size = [], 0
        bucket.append(parameter)
        size += parameter.numel()
    if bucket:
        yield bucket


def _add_up(bucket: Sequence[nn.Parameter]) -> None:
    """Add up the gradients of a bucket in one exchange, together with who has one at all."""
    there = torch.tensor([p.grad is not None for p in bucket])
    flat = torch.cat([there.to(bucket[0]), *(_flat_gradient(p) for p in bucket)])
    with reaching_the_others():
        dist.all_reduce(flat)
    parts = flat[len(bucket) :].split([p.numel() for p in bucket])
    for parameter, part, owners in zip(bucket, parts, flat[: len(bucket)].tolist(), strict=True):
        parameter.grad = part.view_as(parameter) if owners else None


def _flat_gradient(parameter: nn.Parameter) -> Tensor:
    gradient = parameter.grad
    return parameter.new_zeros(parameter.numel()) if gradient is None else gradient.flatten()


@contextmanager
def reaching_the_others() -> Iterator[None]:
    """Explain an exchange that fails; torch says it in many ways, all of them RuntimeErrors."""
    try:
        yield
    except RuntimeError as error:
        raise TrainingError(
            "Another process of this run is gone",
            "It ended, or cannot be reached any more. The last checkpoint is safe.",
            "Look at its messages, then resume the run.",
        ) from error


ALONE = Team()
"""One process by itself."""
