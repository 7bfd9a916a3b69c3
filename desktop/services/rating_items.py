"""What a rating session shows and tells, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.domain.statistics import Proportion


@dataclass(frozen=True, slots=True)
class RatingItem:
    """What is shown: A on the left, B on the right.

    `repeat_of` names an earlier event when it is a repeat; `strategy` and `control` say what chose
    the pair, as the comparison records it.
    """

    prompt: Prompt
    a: Response
    b: Response
    repeat_of: int | None = None
    strategy: str | None = None
    control: bool = False


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What an undo or redo did, and to which event."""

    event: FeedbackEvent
    action: Literal["undone", "redone"]


@dataclass(frozen=True, slots=True)
class RatingProgress:
    """How far the user is. `agreement` is their consistency with themselves over repeated pairs."""

    rated_today: int
    goal: int
    total: int
    remaining: int
    agreement: Proportion
