"""Which pairs of responses are shown, in which order, on which sides: functions of a seed.

Every prompt gets its first pair before any gets its second, and within a prompt no response is seen
twice before all were seen once (a round-robin tournament). The order and the sides depend on
nothing but the seed and the ids, so that a restart continues where it stopped; the order itself is
made in `desktop.services.pair_table`.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.services.project import Project

MAX_PAIRS_PER_PROMPT = 120
_MASK = (1 << 64) - 1


class Pair(NamedTuple):
    """Two responses of one prompt, the smaller id first; says nothing about sides.

    A tuple, because there are hundreds of thousands of them.
    """

    prompt_id: int
    low_id: int
    high_id: int

    @classmethod
    def of(cls, prompt_id: int, one: int, other: int) -> Pair:
        """Return the pair of two responses given in any order."""
        return cls(prompt_id, one, other) if one < other else cls(prompt_id, other, one)


def mix(seed: int, *values: int) -> int:
    """Return 64 well-mixed bits of the values (splitmix64's finaliser, Steele 2014)."""
    state = seed & _MASK
    for value in values:
        state = (state ^ (value & _MASK)) + 0x9E3779B97F4A7C15 & _MASK
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB & _MASK
        state ^= state >> 31
    return state


def low_id_is_left(seed: int, pair: Pair) -> bool:
    """Return whether the response with the smaller id is shown as A."""
    return mix(seed, pair.low_id, pair.high_id, 1) & 1 == 0


def tournament(ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield all pairs so that each id plays once before any plays again (the circle method)."""
    ring: list[int | None] = [*ids]
    if len(ring) % 2:
        ring.append(None)
    for _ in range(len(ring) - 1):
        for one, other in zip(ring[: len(ring) // 2], reversed(ring), strict=False):
            if one is not None and other is not None:
                yield one, other
        ring.insert(1, ring.pop())


def pairs_among(answers: int) -> int:
    """Return how many pairs so many answers make."""
    return answers * (answers - 1) // 2


def project_seed(project: Project) -> int:
    """Return the seed that the project keeps for rating, drawing it at the first use."""
    seed = project.store.settings.get("rating.seed", None)
    if seed is None:
        seed = mix(time.time_ns()) >> 32
        project.store.settings.set("rating.seed", seed)
    return int(seed)
