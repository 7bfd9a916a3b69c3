"""Answers small requests with an engine: sampled texts, streamed while they appear, and rewards."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.domain.events import (
    Event,
    GeneratedText,
    ResponsesGenerated,
    TextsScored,
    TokenGenerated,
)
from desktop.worker.failures import request_failed
from desktop.worker.protocol import Generate, Score

if TYPE_CHECKING:
    from desktop.training.engine import Engine

logger = logging.getLogger(__name__)

Report = Callable[[Event], None]
ShouldStop = Callable[[], bool]


def answer(
    report: Report, engine: Engine, request: Generate | Score, should_stop: ShouldStop
) -> None:
    """Serve one request; a failure is reported as the request's, the worker lives on."""
    try:
        if isinstance(request, Generate):
            _generate(report, engine, request, should_stop)
        else:
            _score(report, engine, request, should_stop)
    except Exception as error:
        logger.exception("request %d failed", request.request_id)
        report(request_failed(request.request_id, error))


def _generate(report: Report, engine: Engine, request: Generate, should_stop: ShouldStop) -> None:
    def stream(index: int, text: str) -> None:
        report(TokenGenerated(request.request_id, index, text))

    generated = engine.generate(
        request.prompts,
        request.sampling,
        per_prompt=request.per_prompt,
        seed=request.seed,
        batch_size=request.batch_size,
        source=request.source,
        on_token=stream if request.stream else None,
        should_stop=should_stop,
    )
    texts = tuple(
        GeneratedText(
            prompt_index=one.prompt_index,
            sample_index=one.sample_index,
            text=one.text,
            finished=one.finished,
            token_count=len(one.token_ids),
            seed=one.seed,
        )
        for one in generated
        if not one.cancelled
    )
    complete = len(texts) == len(request.prompts) * request.per_prompt
    report(ResponsesGenerated(request.request_id, texts, last=True, cancelled=not complete))


def _score(report: Report, engine: Engine, request: Score, should_stop: ShouldStop) -> None:
    scores = engine.scores(
        request.prompts,
        request.responses,
        request.finished,
        source=request.source,
        should_stop=should_stop,
    )
    report(TextsScored(request.request_id, tuple(scores)))
