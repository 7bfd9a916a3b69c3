"""The task that makes a base model ready: fetched or converted once, by a child process."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class PrepareModel:
    """A task of the job queue.

    Args:
        model: "starter", a `.gguf` file or a Hub id.
    """

    def __init__(self, model: str) -> None:
        self._model = model

    def __call__(
        self, on_progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> object:
        """Make it ready, telling how far it is."""
        from desktop.services.starter import ensure_base

        def told(_phase: str, done: int, total: int) -> None:
            on_progress(done, total)

        return ensure_base(self._model, told, cancelled)
