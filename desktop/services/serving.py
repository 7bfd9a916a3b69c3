"""A worker kept warm for small requests: chat, and single answers or scores outside of a run.

The session belongs to one thread, which blocks while a request is served; only `cancel` may come
from another. The worker ends by itself when nothing has been asked for a while, and is started
again by the next request.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Self

from desktop.domain.errors import AppError, TrainingError, WorkerError
from desktop.domain.events import (
    Event,
    GeneratedText,
    RequestFailed,
    ResponsesGenerated,
    RunFailed,
    TextsScored,
    TokenGenerated,
    WorkerDied,
)
from desktop.domain.prompts import Message
from desktop.services.engines import new_worker
from desktop.services.outcomes import describe_death
from desktop.services.paths import logs_folder
from desktop.worker.protocol import CancelRequest, Generate, Score, Serve

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from desktop.domain.runs import ModelSource
    from desktop.domain.scores import ResponseScore
    from desktop.domain.settings import SamplingSettings
    from desktop.worker.supervisor import Worker

Conversation = tuple[Message, ...]
OnText = Callable[[int, str], None]

POLL_S = 0.5
SILENT_S = 120.0
"""Silence after which a worker is given up; loading a large model can take a while."""
CANCEL_WITHIN_S = 10.0


def _ignore(event: Event) -> None:
    """Hear an event without doing anything."""


class ServeSession:
    """Serves requests with the versions of one base model.

    Args:
        source: The version to load first; requests may name others on the same base.
        device: Where to compute.
        idle_seconds: Idle time after which the worker ends.
        log_path: Where its output goes; a file in the user's data folder if not given.
        on_event: Hears everything the worker says (ready, heartbeats, tokens).
        worker: Makes a worker.
    """

    def __init__(
        self,
        source: ModelSource,
        *,
        device: str = "auto",
        idle_seconds: float = 600.0,
        log_path: Path | None = None,
        on_event: Callable[[Event], None] = _ignore,
        worker: Callable[[], Worker] = new_worker,
    ) -> None:
        self.source = source
        self._serve = Serve(source, device, idle_seconds=idle_seconds)
        self._log_path = log_path or logs_folder() / "serving.log"
        self.on_event = on_event
        self._make_worker = worker
        self._worker: Worker | None = None
        self._request_id = 0
        self._cancelled = threading.Event()

    @property
    def warm(self) -> bool:
        """Whether a worker is there. What it said since the last request is heard now."""
        if self._worker is None:
            return False
        for event in self._worker.receive(0):
            self.on_event(event)
        return self._worker.alive

    def generate(
        self,
        prompts: Sequence[Conversation],
        sampling: SamplingSettings,
        *,
        source: ModelSource | None = None,
        per_prompt: int = 1,
        seed: int = 0,
        batch_size: int = 16,
        on_text: OnText | None = None,
    ) -> tuple[GeneratedText, ...]:
        """Sample answers; after `cancel`, those that were complete.

        Args:
            prompts: What to answer.
            sampling: How.
            source: The version to sample from; the session's first if not given.
            per_prompt: Answers for each prompt.
            seed: Of the random numbers.
            batch_size: Answers sampled at once.
            on_text: Called with an answer's number and its new text as it appears.

        Raises:
            AppError: The request could not be served.

        """
        request = Generate(
            request_id=self._next_id(),
            prompts=tuple(prompts),
            sampling=sampling,
            per_prompt=per_prompt,
            seed=seed,
            batch_size=batch_size,
            source=source,
            stream=on_text is not None,
        )
        texts: list[GeneratedText] = []
        for event in self._ask(request):
            if isinstance(event, TokenGenerated) and on_text is not None:
                on_text(event.index, event.text)
            elif isinstance(event, ResponsesGenerated):
                texts.extend(event.texts)
        return tuple(texts)

    def scores(
        self,
        prompts: Sequence[Conversation],
        responses: Sequence[str],
        source: ModelSource,
        *,
        finished: Sequence[bool] | None = None,
    ) -> tuple[ResponseScore, ...]:
        """Return the score of each response to its prompt; fewer of them after `cancel`.

        Raises:
            AppError: The request could not be served.

        """
        ended = tuple(finished) if finished is not None else (True,) * len(responses)
        request = Score(self._next_id(), tuple(prompts), tuple(responses), ended, source)
        scores: tuple[ResponseScore, ...] = ()
        for event in self._ask(request):
            if isinstance(event, TextsScored):
                scores = event.scores
        return scores

    def score(
        self,
        prompts: Sequence[Conversation],
        responses: Sequence[str],
        source: ModelSource,
        *,
        finished: Sequence[bool] | None = None,
    ) -> tuple[float, ...]:
        """Return the rewards alone: see `scores`."""
        found = self.scores(prompts, responses, source, finished=finished)
        return tuple(score.mean for score in found)

    def cancel(self) -> None:
        """Stop the request being served; from any thread."""
        self._cancelled.set()

    def close(self) -> None:
        """End the worker. A later request starts another one."""
        if self._worker is not None:
            self._worker.stop(CANCEL_WITHIN_S)
            self._worker = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _next_id(self) -> int:
        self._request_id += 1
        return self._request_id

    def _ask(self, request: Generate | Score) -> Iterator[Event]:
        """Send a request and yield what belongs to it until it is answered."""
        self._cancelled.clear()
        worker = self._warm_worker()
        if not worker.send(request):
            # It ended of idleness at this very moment.
            self.close()
            worker = self._warm_worker()
            worker.send(request)
        told = False
        while True:
            if self._cancelled.is_set() and not told:
                worker.send(CancelRequest(request.request_id))
                told = True
            for event in worker.receive(POLL_S):
                self.on_event(event)
                _raise_failure(event, request.request_id)
                if getattr(event, "request_id", None) == request.request_id:
                    yield event
                    if isinstance(event, TextsScored) or getattr(event, "last", False):
                        return
            if not worker.alive or worker.unresponsive(SILENT_S):
                self.close()
                raise _gone()

    def _warm_worker(self) -> Worker:
        if self._worker is not None and self.warm:
            return self._worker
        worker = self._make_worker()
        worker.start(self._serve, log_path=self._log_path)
        self._worker = worker
        return worker


def _raise_failure(event: Event, request_id: int) -> None:
    if isinstance(event, RequestFailed) and event.request_id == request_id:
        raise TrainingError(event.title, event.message, event.hint)
    if isinstance(event, RunFailed):
        raise AppError(event.title, event.message, event.hint)
    if isinstance(event, WorkerDied):
        raise WorkerError("The worker is gone", describe_death(event), "Try again.")


def _gone() -> WorkerError:
    return WorkerError(
        "The worker is gone", "It ended or stopped answering. Your project is safe.", "Try again."
    )
