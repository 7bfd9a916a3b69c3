"""Writing demonstrations from nothing: the prompts that have none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from desktop.domain.feedback import HUMAN, Demonstration, Skip
from desktop.services.work_queue import Things, WorkQueue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from desktop.domain.feedback import Judgement
    from desktop.store.store import Store


class WritingQueue(WorkQueue):
    """Prompts for which the user wrote no answer yet."""

    RELEVANT = ("bad_prompt", "demonstration", "skip")

    def __init__(self, prompt_ids: Sequence[int], seed: int, judge: str = HUMAN) -> None:
        ids = np.array(prompt_ids, np.int64)
        things = Things(ids, ids, np.zeros_like(ids))
        super().__init__(things, things.mixed(seed, 8), judge)

    def things_done(self, judgement: Judgement) -> Iterable[int]:
        """Return the prompt that a demonstration answers."""
        return (judgement.prompt_id,) if isinstance(judgement, Demonstration) else ()

    def things_put_back(self, judgement: Judgement) -> Iterable[int]:
        """Return the prompt that was passed over as a whole."""
        if isinstance(judgement, Skip) and not judgement.response_ids:
            return (judgement.prompt_id,)
        return ()


def writing_queue(
    store: Store, seed: int, prompt_ids: Collection[int] | None = None
) -> WritingQueue:
    """Return the prompts in use, or some of them, mixed."""
    return WritingQueue(store.prompts.ids() if prompt_ids is None else sorted(prompt_ids), seed)
