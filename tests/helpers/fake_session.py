"""A serving session without a worker: it answers with what it was given, word by word."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from desktop.domain.events import GeneratedText, WorkerReady
from desktop.domain.scores import ResponseScore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.errors import AppError
    from desktop.domain.events import Event
    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource
    from desktop.domain.settings import SamplingSettings


class FakeSession:
    """Answers every question with `answer`; `hold` makes it wait after the first word."""

    def __init__(self, answer: str = "I am fine.") -> None:
        self.answer = answer
        self.hold = False
        self.error: AppError | None = None
        self.asked: list[tuple[Message, ...]] = []
        self.sources: list[ModelSource | None] = []
        self.scored: tuple[tuple[object, ...], ...] = ()
        self.rewards = (0.5, 2.0, -1.0, 2.0)
        self.closed = False
        self._on_event: Callable[[Event], None] | None = None
        self._cancelled = threading.Event()

    def open(self, source: ModelSource, on_event: Callable[[Event], None]) -> FakeSession:
        self._on_event = on_event
        self.closed = False
        return self

    def generate(
        self,
        prompts: list[tuple[Message, ...]],
        sampling: SamplingSettings,
        *,
        source: ModelSource | None = None,
        per_prompt: int = 1,
        seed: int = 0,
        on_text: Callable[[int, str], None] | None = None,
    ) -> tuple[GeneratedText, ...]:
        self._cancelled.clear()
        self.asked.append(prompts[0])
        self.sources.append(source)
        assert self._on_event is not None
        self._on_event(WorkerReady("cpu", "no GPU here", "float32"))
        if self.error is not None:
            raise self.error
        if per_prompt > 1:
            return self._several(per_prompt, seed)
        assert on_text is not None
        for word in self.answer.split(" "):
            on_text(0, word if word == self.answer.split(" ")[0] else f" {word}")
            if self.hold and self._cancelled.wait(10):
                return ()
        return (GeneratedText(0, 0, self.answer, True, 4, seed),)

    def _several(self, n: int, seed: int) -> tuple[GeneratedText, ...]:
        """Return numbered answers; held, the first alone once it is cancelled."""
        texts = tuple(GeneratedText(0, i, f"{self.answer} {i}", i > 0, 4, seed) for i in range(n))
        if self.hold and self._cancelled.wait(10):
            return texts[:1]
        return texts

    def scores(
        self,
        prompts: Sequence[tuple[Message, ...]],
        responses: Sequence[str],
        source: ModelSource,
        *,
        finished: Sequence[bool] | None = None,
    ) -> tuple[ResponseScore, ...]:
        self.scored = (tuple(prompts), tuple(responses), tuple(finished or ()))
        self.sources.append(source)
        return tuple(ResponseScore(float(reward)) for reward in self.rewards[: len(responses)])

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self) -> None:
        self.closed = True
