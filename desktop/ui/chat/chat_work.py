"""The work of a chat that has a worker of its own: it answers one request after the other.

It takes the same commands and reports the same events as a worker in training, so the page need not
know which of the two it talks to.
"""

from __future__ import annotations

import queue
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from desktop.domain.errors import AppError
from desktop.domain.events import (
    Event,
    GeneratedText,
    RequestFailed,
    ResponsesGenerated,
    TokenGenerated,
    WorkerReady,
)
from desktop.worker.protocol import (
    CancelRequest,
    Command,
    Discard,
    Generate,
    Shutdown,
    StopAndKeep,
)

if TYPE_CHECKING:
    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource
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
        seed: int = 0,
        on_text: Callable[[int, str], None] | None = None,
    ) -> tuple[GeneratedText, ...]:
        """Return an answer, heard piece by piece before."""

    def cancel(self) -> None:
        """Stop answering; from any thread."""

    def close(self) -> None:
        """End the worker."""


class ChatWork:
    """Serves `Generate` commands until told to end.

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
                if isinstance(command, Generate):
                    self._answer(command)
        finally:
            self._session.close()

    def _answer(self, request: Generate) -> None:
        pieces: list[str] = []

        def hear(index: int, text: str) -> None:
            pieces.append(text)
            self._on_event(TokenGenerated(request.request_id, index, text))

        try:
            texts = self._session.generate(
                list(request.prompts),
                request.sampling,
                source=request.source,
                seed=request.seed,
                on_text=hear,
            )
        except AppError as error:
            self._on_event(
                RequestFailed(request.request_id, error.title, error.message, error.hint)
            )
            return
        self._on_event(ResponsesGenerated(request.request_id, texts, cancelled=not texts))

    def _on_session_event(self, event: Event) -> None:
        if isinstance(event, WorkerReady):
            self._on_event(event)
