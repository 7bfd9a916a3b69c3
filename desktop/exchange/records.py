"""What a format reads from one row of a file, whatever the format.

Plain domain values without ids.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

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
class TextRecord:
    """A plain text for next-token training."""

    text: str


@dataclass(frozen=True, slots=True)
class ArchiveRecord:
    """One line of our own export: its type and its fields."""

    type: str
    fields: Mapping[str, Any]


Record = PromptRecord | DemonstrationRecord | PairRecord | TextRecord | ArchiveRecord
