"""What an undo or redo would act on, as values: the window puts them into words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.feedback import OVERALL, Comment, Comparison, Flag, Rating

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent, Preference, Quality


@dataclass(frozen=True, slots=True)
class UndoLabel:
    """Names one judgement.

    Args:
        kind: Its kind, as the store writes it; "tags" for a comment that has only tags.
        preference: Which answer was better, of a comparison.
        quality: Both good or both bad, of a comparison.
        score: The score, of a rating, with the range it was chosen from.
        low: The lowest score there was.
        high: The highest score there was.
        text: An aspect's name, the reason of a flag, the tags or the comment.
    """

    kind: str
    preference: Preference | None = None
    quality: Quality | None = None
    score: int | None = None
    low: int = 1
    high: int = 3
    text: str = ""


def label_of(event: FeedbackEvent) -> UndoLabel:
    """Return the name of what an event said."""
    judgement = event.judgement
    if isinstance(judgement, Comparison):
        return UndoLabel(event.kind, judgement.preference, judgement.quality)
    if isinstance(judgement, Rating):
        aspect = "" if judgement.aspect == OVERALL else judgement.aspect
        return UndoLabel(
            event.kind,
            score=judgement.score,
            low=judgement.low,
            high=judgement.high,
            text=aspect,
        )
    if isinstance(judgement, Flag):
        return UndoLabel(event.kind, text=judgement.reason)
    if isinstance(judgement, Comment):
        if judgement.tags and not judgement.text:
            return UndoLabel("tags", text=", ".join(judgement.tags))
        return UndoLabel(event.kind, text=judgement.text)
    return UndoLabel(event.kind)
