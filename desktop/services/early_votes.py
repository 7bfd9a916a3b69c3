"""Judgements given while answers were still being written.

Such a vote is on the disk before anything else happens, with the texts as they were shown. It
becomes a comparison when both answers are complete: the user judged them, only sooner. If one never
is (the run was stopped, or the program died), it becomes a comparison of what was shown, and the
cut answer is recorded as unfinished: nothing is judged that nobody saw, and no vote is lost.
"""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import HUMAN, Comparison, Preference, Quality
from desktop.domain.responses import Origin, Response

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.store.store import Store

_KEY = "rating.early_votes"
_TAKEN_BACK = "rating.early_votes.taken_back"


@dataclass(frozen=True, slots=True)
class ShownText:
    """As much of an answer as was to be seen, and the version that was writing it."""

    text: str
    version_id: int | None


@dataclass(frozen=True, slots=True)
class EarlyVote:
    """What was said about two answers that may not have been complete."""

    prompt_id: int
    a: ShownText
    b: ShownText
    preference: Preference | None
    quality: Quality | None
    seconds: float | None
    given_at: float


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A vote that an undo took back, and when."""

    vote: EarlyVote
    at: float


def early_votes(store: Store) -> list[EarlyVote]:
    """Return the votes that wait for their answers, oldest first."""
    return [_read(kept) for kept in store.settings.get(_KEY, [])]


def keep_early(store: Store, vote: EarlyVote) -> None:
    """Keep a vote; when this returns it is on the disk."""
    _keep(store, [*early_votes(store), vote])


def take_back_early(store: Store) -> EarlyVote | None:
    """Take back the newest vote that still waits; None when there is none."""
    votes = early_votes(store)
    if not votes:
        return None
    gone = [*_taken_back(store), TakenBack(votes[-1], time.time())]
    with store.transaction():
        _keep(store, votes[:-1])
        _keep_taken_back(store, gone)
    return votes[-1]


def redoable_early(store: Store) -> TakenBack | None:
    """Return the vote that was taken back last; None once something new was said."""
    gone = _taken_back(store)
    if not gone:
        return None
    said = [store.feedback.last_said_at(), *(vote.given_at for vote in early_votes(store))]
    return gone[-1] if gone[-1].at >= max(said) else None


def bring_back_early(store: Store) -> EarlyVote | None:
    """Keep the vote again that was taken back last; None when there is none."""
    last = redoable_early(store)
    if last is None:
        return None
    with store.transaction():
        _keep(store, [*early_votes(store), last.vote])
        _keep_taken_back(store, _taken_back(store)[:-1])
    return last.vote


def settle_early(store: Store, round_: int, *, over: bool) -> int:
    """Turn votes into comparisons and return how many.

    Args:
        store: The project's.
        round_: Round of the project.
        over: Whether nothing is being written any more: then votes are settled with what was shown.
    """
    votes = early_votes(store)
    if not votes:
        return 0
    left = []
    with store.transaction():
        for vote in votes:
            if not _settle(store, vote, round_, over=over):
                left.append(vote)
        _keep(store, left)
    return len(votes) - len(left)


def complete_answers(store: Store, prompt_id: int, texts: Iterable[str]) -> list[Response | None]:
    """Return for each text that was shown the answer that it was the beginning of."""
    free = [r for r in store.responses.for_prompt(prompt_id) if r.origin is Origin.GENERATED]
    found: list[Response | None] = []
    for text in texts:
        shown = text.lstrip()
        match = next((r for r in reversed(free) if r.text.lstrip().startswith(shown)), None)
        if match is not None:
            free.remove(match)
        found.append(match)
    return found


def _settle(store: Store, vote: EarlyVote, round_: int, *, over: bool) -> bool:
    sides = (vote.a, vote.b)
    found = complete_answers(store, vote.prompt_id, [side.text for side in sides])
    if None in found and not over:
        return False
    a, b = (
        response or _add_cut(store, vote.prompt_id, side, round_)
        for response, side in zip(found, sides, strict=True)
    )
    store.feedback.append(
        Comparison(vote.prompt_id, a.id, b.id, vote.preference, vote.quality),
        judge=HUMAN,
        round=a.round,
        seconds=vote.seconds,
        created_at=vote.given_at,
    )
    return True


def _add_cut(store: Store, prompt_id: int, side: ShownText, round_: int) -> Response:
    return store.responses.add(
        prompt_id, side.text, model_version_id=side.version_id, round=round_, finished=False
    )


def _keep(store: Store, votes: Iterable[EarlyVote]) -> None:
    store.settings.set(_KEY, [asdict(vote) for vote in votes])


def _read(kept: dict[str, Any]) -> EarlyVote:
    return EarlyVote(
        prompt_id=kept["prompt_id"],
        a=ShownText(**kept["a"]),
        b=ShownText(**kept["b"]),
        preference=None if kept["preference"] is None else Preference(kept["preference"]),
        quality=None if kept["quality"] is None else Quality(kept["quality"]),
        seconds=kept["seconds"],
        given_at=kept["given_at"],
    )


def _taken_back(store: Store) -> list[TakenBack]:
    """Return the votes that were taken back, in the order in which they were."""
    kept = store.settings.get(_TAKEN_BACK, [])
    return [TakenBack(_read(one["vote"]), one["at"]) for one in kept]


def _keep_taken_back(store: Store, gone: Iterable[TakenBack]) -> None:
    store.settings.set(_TAKEN_BACK, [asdict(one) for one in gone])
