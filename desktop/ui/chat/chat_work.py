"""The work of a chat that has a worker of its own: it answers one request after the other.

It takes the same commands and reports the same events as a worker in training, so the page need not
know which of the two it talks to.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from desktop.domain.errors import AppError
from desktop.domain.events import (
    Event,
    GeneratedText,
    RequestFailed,
    ResponsesGenerated,
    TextsScored,
    TokenGenerated,
    WorkerReady,
)
from desktop.worker.protocol import (
    CancelRequest,
    Command,
    Discard,
    Generate,
    Score,
    Shutdown,
    StopAndKeep,
)

if TYPE_CHECKING:
    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource
    from desktop.domain.scores import ResponseScore
    from desktop.domain.settings import SamplingSettings

OnEvent = Callable[[Event], None]


class Session(Protocol):
    """What answers: `desktop.services.serving.ServeSession`."""

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
        """Return answers; a single one is heard piece by piece before."""

    def scores(
        self,
        prompts: Sequence[tuple[Message, ...]],
        responses: Sequence[str],
        source: ModelSource,
        *,
        finished: Sequence[bool] | None = None,
    ) -> tuple[ResponseScore, ...]:
        """Return what a reward model says of answers."""

    def cancel(self) -> None:
        """Stop answering; from any thread."""

    def close(self) -> None:
        """End the worker."""


class ChatWork:
    """Serves `Generate` and `Score` commands until told to end.

    Args:
        make_session: Makes the session, given the function that hears its events.
        on_event: Hears the answers.
    """

    def __init__(self, make_session: Callable[[OnEvent], Session], on_event: OnEvent) -> None:
        self._on_event = on_event
        self._commands: queue.Queue[Command] = queue.Queue()
        self._session = make_session(self._on_session_event)

    def send(self, command: Command) -> None:
        """Take a command; a cancellation acts at once."""
        if isinstance(command, CancelRequest | StopAndKeep | Discard | Shutdown):
            self._session.cancel()
        self._commands.put(command)

    def run(self) -> None:
        """Answer until told to end."""
        try:
            while True:
                command = self._commands.get()
                if isinstance(command, StopAndKeep | Discard | Shutdown):
                    return
                if isinstance(command, Generate | Score):
                    self._serve(command)
        finally:
            self._session.close()

    def _serve(self, request: Generate | Score) -> None:
        try:
            served = (
                self._answer(request) if isinstance(request, Generate) else self._score(request)
            )
        except AppError as error:
            served = RequestFailed(request.request_id, error.title, error.message, error.hint)
        self._on_event(served)

    def _answer(self, request: Generate) -> Event:
        def hear(index: int, text: str) -> None:
            self._on_event(TokenGenerated(request.request_id, index, text))

        texts = self._session.generate(
            list(request.prompts),
            request.sampling,
            source=request.source,
            per_prompt=request.per_prompt,
            seed=request.seed,
            on_text=hear if request.stream else None,
        )
        cancelled = len(texts) < request.per_prompt
        return ResponsesGenerated(request.request_id, texts, cancelled=cancelled)

    def _score(self, request: Score) -> Event:
        scores = self._session.scores(
            request.prompts, request.responses, request.source, finished=request.finished
        )
        return TextsScored(request.request_id, scores)

    def _on_session_event(self, event: Event) -> None:
        if isinstance(event, WorkerReady):
            self._on_event(event)
