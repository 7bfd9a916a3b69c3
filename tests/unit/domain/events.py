"""Feedback events with rising ids, made without a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.feedback import FeedbackEvent, Judgement, Retraction

if TYPE_CHECKING:
    from collections.abc import Iterable


class Log:
    """An append-only list of events."""

    def __init__(self, judgements: Iterable[Judgement] = ()) -> None:
        self.events: list[FeedbackEvent] = []
        for judgement in judgements:
            self.say(judgement)

    def say(self, judgement: Judgement, supersedes: int | None = None) -> FeedbackEvent:
        """Append an event."""
        event = FeedbackEvent(len(self.events) + 1, judgement, 0.0, supersedes=supersedes)
        self.events.append(event)
        return event

    def retract(self, event: FeedbackEvent) -> FeedbackEvent:
        """Take an event back."""
        return self.say(Retraction(), supersedes=event.id)
