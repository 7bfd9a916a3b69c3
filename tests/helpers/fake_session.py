"""A serving session without a worker: it answers with what it was given, word by word."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from desktop.domain.events import GeneratedText, WorkerReady

if TYPE_CHECKING:
    from collections.abc import Callable

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
        assert on_text is not None
        for word in self.answer.split(" "):
            on_text(0, word if word == self.answer.split(" ")[0] else f" {word}")
            if self.hold and self._cancelled.wait(10):
                return ()
        return (GeneratedText(0, 0, self.answer, True, 4, seed),)

    def cancel(self) -> None:
        self._cancelled.set()

    def close(self) -> None:
        self.closed = True
