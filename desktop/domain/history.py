"""The history of judgements: what one looks for, and what a line of it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.feedback import Comment, Flag, Judgement

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent

_TERM = re.compile(r'"([^"]+)"|(\S+)')


class State(StrEnum):
    """What has become of a judgement."""

    STANDING = "standing"
    TAKEN_BACK = "taken_back"
    REPLACED = "replaced"


class Agreement(StrEnum):
    """Whether the reward model prefers the same answer as a comparison."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class HistoryFilter:
    """Which judgements are wanted; None asks for nothing.

    Args:
        text: Words of the prompt, the answers judged or the remark; see `search_terms`.
        kind: Name of the judgement's kind.
        state: What has become of it.
        tag: A tag of the prompt, or of a remark on it that stands.
        flagged: Whether one of the answers is flagged.
        round: Round of the project.
        version_id: The model version that wrote one of the answers.
        since: Earliest time, in seconds since the epoch.
        until: The time before which it was given.
        judge: Who judged.
        agreement: Whether the reward model `scored_by` agrees.
        scored_by: Id of the reward model.
    """

    text: str = ""
    kind: str | None = None
    state: State | None = State.STANDING
    tag: str | None = None
    flagged: bool | None = None
    round: int | None = None
    version_id: int | None = None
    since: float | None = None
    until: float | None = None
    judge: str | None = None
    agreement: Agreement | None = None
    scored_by: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A judgement as the table shows it."""

    event: FeedbackEvent
    state: State
    prompt: str


def search_terms(text: str) -> tuple[str, ...]:
    """Return what all must be found, in folded case: words, and phrases between quotation marks.

    A term may stand anywhere, also inside a word.
    """
    found = (phrase or word for phrase, word in _TERM.findall(text.casefold()))
    return tuple(dict.fromkeys(found))


def remark(judgement: Judgement) -> str:
    """Return the words of a judgement itself, in folded case: a comment with its tags, a reason."""
    if isinstance(judgement, Comment):
        return "\n".join((judgement.text, *judgement.tags)).casefold()
    return judgement.reason.casefold() if isinstance(judgement, Flag) else ""
