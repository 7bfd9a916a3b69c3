"""Feedback: everything the user says about responses, as an append-only list of events.

An event is never changed or deleted. An edit is a new event that supersedes an old one; an undo is
a `Retraction` that supersedes it; a redo is a `Retraction` of that retraction. Of an event and its
edits the newest that is not retracted is *in force* (see `desktop.domain.derivation.in_force`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

OVERALL = "overall"
HUMAN = "human"


class Preference(IntEnum):
    """Which of two responses is better, and how clearly: negative for A, positive for B."""

    A_MUCH = -3
    A = -2
    A_SLIGHTLY = -1
    EQUAL = 0
    B_SLIGHTLY = 1
    B = 2
    B_MUCH = 3


class Quality(StrEnum):
    """Whether the pair is any good at all: a question apart from which one is better."""

    BOTH_GOOD = "both_good"
    BOTH_BAD = "both_bad"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A is shown on the left, B on the right; sides are randomised before and recorded here.

    `preference` is None when the user only said "both bad" or "both good"; then `quality` is set.
    `repeat_of` names the earlier event when the pair was shown again to measure self-consistency.
    `strategy` names what chose the pair when it was not chance alone; `control` says that this one
    was of the random share that the strategy is measured against.
    """

    prompt_id: int
    a_id: int
    b_id: int
    preference: Preference | None
    quality: Quality | None = None
    repeat_of: int | None = None
    strategy: str | None = None
    control: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """Responses of one prompt, best tier first; responses in one tier are equal."""

    prompt_id: int
    tiers: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """A score of one response on one aspect, from `low` to `high` (poor/fair/good is 1 to 3)."""

    prompt_id: int
    response_id: int
    score: int
    low: int = 1
    high: int = 3
    aspect: str = OVERALL


@dataclass(frozen=True, slots=True)
class Correction:
    """The user edited a response; both texts are responses.

    Each use in training can be switched off.
    """

    prompt_id: int
    original_id: int
    edited_id: int
    as_demonstration: bool = True
    as_pair: bool = True


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The user wrote (or imported) a response from nothing, as an example to imitate."""

    prompt_id: int
    response_id: int


@dataclass(frozen=True, slots=True)
class Flag:
    """Something is wrong with a response; `start` and `end` (characters) may mark where."""

    prompt_id: int
    response_id: int
    reason: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark and tags on a prompt or on one of its responses."""

    prompt_id: int
    response_id: int | None
    text: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Skip:
    """The user passed over these responses for now; they come back later."""

    prompt_id: int
    response_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class BadPrompt:
    """The prompt itself is unusable: it does not come back."""

    prompt_id: int


@dataclass(frozen=True, slots=True)
class Retraction:
    """Takes back the event named in `FeedbackEvent.supersedes` (undo), or a retraction (redo)."""


Judgement = (
    Comparison
    | Ranking
    | Rating
    | Correction
    | Demonstration
    | Flag
    | Comment
    | Skip
    | BadPrompt
    | Retraction
)

KINDS: dict[str, type[Judgement]] = {
    "comparison": Comparison,
    "ranking": Ranking,
    "rating": Rating,
    "correction": Correction,
    "demonstration": Demonstration,
    "flag": Flag,
    "comment": Comment,
    "skip": Skip,
    "bad_prompt": BadPrompt,
    "retraction": Retraction,
}

_NAMES = {cls: name for name, cls in KINDS.items()}


def kind_of(judgement: Judgement) -> str:
    """Return the stable name of a judgement's kind, as the store and the exports write it."""
    return _NAMES[type(judgement)]


@dataclass(frozen=True, slots=True)
class FeedbackEvent:
    """A judgement as it was recorded.

    Args:
        id: Position in the append-only list; a later event has a larger id.
        judgement: What was said.
        created_at: Seconds since the epoch.
        judge: "human", or "simulated:<rule>" for a simulated judge (always labelled as one).
        round: Round of the project in which it was given.
        seconds: Time the user spent on it, idle time left out.
        supersedes: The earlier event that this one replaces or takes back.
    """

    id: int
    judgement: Judgement
    created_at: float
    judge: str = HUMAN
    round: int = 1
    seconds: float | None = None
    supersedes: int | None = None

    @property
    def kind(self) -> str:
        """The stable name of the judgement's kind."""
        return kind_of(self.judgement)
