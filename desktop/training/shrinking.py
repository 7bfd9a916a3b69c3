"""Going on with fewer rows at once when memory runs out; the effective batch stays the same.

Losses are sums over the things of a whole batch, divided once, so that micro-batches of any size
add up to the same gradient. What failed can therefore be done again in smaller pieces.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, TypeVar

from desktop.domain.out_of_memory import is_out_of_memory
from desktop.models.device_memory import empty_caches

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.training.session import Session

T = TypeVar("T")
R = TypeVar("R")


class Shrinking:
    """Cuts micro-batches, and cuts them smaller after each failure.

    Args:
        session: Hears the explanation.
        clear: Throws away what a failed attempt has begun, such as gradients.
    """

    def __init__(self, session: Session, clear: Callable[[], None] | None = None) -> None:
        self._session = session
        self._clear = clear
        self._largest = 0
        self.limit = 0

    def cut(self, micros: Sequence[list[T]]) -> list[list[T]]:
        """Return micro-batches of at most `limit` members, in the same order; 0 is no limit."""
        pieces: list[list[T]] = []
        for micro in micros:
            size = self.limit or max(len(micro), 1)
            pieces += [micro[start : start + size] for start in range(0, len(micro), size)]
        self._largest = max((len(piece) for piece in pieces), default=0)
        return pieces

    def at_once(self, most: int) -> int:
        """Return how many rows to compute at once, for work that cuts by itself."""
        self._largest = min(self.limit or most, most)
        return self._largest

    def attempt(self, work: Callable[[], R]) -> R:
        """Do work that cuts what it computes; when memory runs out, again with smaller pieces.

        Raises what the work raises, also that memory ran out when pieces cannot be smaller.
        """
        while True:
            try:
                return work()
            except (MemoryError, RuntimeError, OSError) as error:
                if not is_out_of_memory(error) or self._largest <= 1:
                    raise
            # Beyond the handler, so that the failed attempt's tensors are free.
            self._shrink()

    def _shrink(self) -> None:
        self.limit = self._largest // 2
        if self._clear is not None:
            self._clear()
        gc.collect()
        empty_caches()
        self._session.warn(
            f"The memory ran out. The run goes on with {self.limit} at once instead of "
            f"{self._largest}: slower, with the same result."
        )


def in_halves(work: Callable[[Sequence[T]], list[R]], items: Sequence[T]) -> list[R]:
    """Return the work's results for items, found for halves of them where memory runs out."""
    try:
        return work(items)
    except (MemoryError, RuntimeError) as error:
        if not is_out_of_memory(error) or len(items) <= 1:
            raise
    # Beyond the handler, so that the failed attempt's tensors are free.
    empty_caches()
    half = len(items) // 2
    return [*in_halves(work, items[:half]), *in_halves(work, items[half:])]
