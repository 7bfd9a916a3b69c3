"""What a format reads from one row of a file, whatever the format.

Plain domain values without ids. The judgements of a `FeedbackRecord` name its answers by their
position in `answers`, and its prompt by 0; who stores it puts the real ids there.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Comparison, Demonstration, Judgement
from desktop.domain.responses import Origin

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.feedback import Preference
    from desktop.domain.prompts import Message, Split


class RowRefusedError(Exception):
    """A row that cannot be used; its text says why, for the user to read."""


@dataclass(frozen=True, slots=True)
class PromptRecord:
    """A prompt to sample from."""

    messages: tuple[Message, ...]
    split: Split | None = None
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemonstrationRecord:
    """A prompt with an answer to imitate."""

    prompt: PromptRecord
    response: str


@dataclass(frozen=True, slots=True)
class PairRecord:
    """Two answers to a prompt, of which `chosen` was preferred, with the strength for A."""

    prompt: PromptRecord
    chosen: str
    rejected: str
    preference: Preference


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a file; `author` is the model that wrote it, as the file calls it."""

    text: str
    origin: Origin = Origin.IMPORTED
    author: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement of a file, and what the file knows about its giving."""

    judgement: Judgement
    annotator: str = ""
    created_at: float | None = None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class FeedbackRecord:
    """A prompt, answers to it, and all that a row says about them."""

    prompt: PromptRecord
    answers: tuple[Answer, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class TextRecord:
    """A plain text for next-token training."""

    text: str


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """One line of our own export: its type and its fields."""

    type: str
    fields: Mapping[str, Any]


Record = (
    PromptRecord | DemonstrationRecord | PairRecord | FeedbackRecord | TextRecord | ArchiveRecord
)


def as_feedback(record: DemonstrationRecord | PairRecord | FeedbackRecord) -> FeedbackRecord:
    """Return a record in its general form."""
    if isinstance(record, DemonstrationRecord):
        answer = Answer(record.response, Origin.WRITTEN)
        return FeedbackRecord(record.prompt, (answer,), (Said(Demonstration(0, 0)),))
    if isinstance(record, PairRecord):
        answers = (Answer(record.chosen), Answer(record.rejected))
        said = Said(Comparison(0, 0, 1, record.preference))
        return FeedbackRecord(record.prompt, answers, (said,))
    return record
