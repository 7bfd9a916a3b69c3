"""Writing demonstrations from nothing: the prompts that have none yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.feedback import HUMAN, BadPrompt, Demonstration, Skip
from desktop.services.pairing import mix
from desktop.services.work_queue import WorkQueue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.feedback import Judgement
    from desktop.store.store import Store


class WritingQueue(WorkQueue[int]):
    """Prompts for which the user wrote no answer yet."""

    RELEVANT = (BadPrompt, Demonstration, Skip)

    def __init__(self, prompt_ids: Iterable[int], judge: str = HUMAN) -> None:
        super().__init__(((prompt_id, prompt_id) for prompt_id in prompt_ids), judge)

    def things_done(self, judgement: Judgement) -> Iterable[int]:
        """Return the prompt that a demonstration answers."""
        return (judgement.prompt_id,) if isinstance(judgement, Demonstration) else ()

    def things_put_back(self, judgement: Judgement) -> Iterable[int]:
        """Return the prompt that was passed over as a whole."""
        if isinstance(judgement, Skip) and not judgement.response_ids:
            return (judgement.prompt_id,)
        return ()


def writing_queue(store: Store, seed: int) -> WritingQueue:
    """Return the prompts in use, mixed."""
    ids = (prompt.id for prompt in store.prompts.list())
    return WritingQueue(sorted(ids, key=lambda i: mix(seed, i, 8)))
