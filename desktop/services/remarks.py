"""Flags, comments and tags on a prompt or one of its answers.

A flag is one remark among others; of comments and of tags there is one each for a subject, and
writing it again replaces the earlier one, so that every version stays in the past.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.feedback import HUMAN, Comment, FeedbackEvent, Flag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.services.rating import RatingSession
    from desktop.store.store import Store

MOST_SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class Subject:
    """What a remark is about: a prompt, or one of its answers."""

    prompt_id: int
    response_id: int | None = None


def flags_of(store: Store, prompt_id: int) -> dict[int, list[Flag]]:
    """Return the flags in force on a prompt's answers, by answer."""
    found: dict[int, list[Flag]] = {}
    for event in store.feedback.standing(kind="flag", prompt_id=prompt_id):
        if isinstance(event.judgement, Flag):
            found.setdefault(event.judgement.response_id, []).append(event.judgement)
    return found


def comment_on(store: Store, subject: Subject) -> FeedbackEvent | None:
    """Return the user's comment in force on a subject."""
    return _newest(store, subject, with_text=True)


def tags_on(store: Store, subject: Subject) -> FeedbackEvent | None:
    """Return the user's tags in force on a subject."""
    return _newest(store, subject, with_text=False)


def flag(
    session: RatingSession,
    subject: Subject,
    reason: str,
    span: tuple[int, int] | None = None,
    *,
    round: int = 1,
) -> FeedbackEvent:
    """Flag an answer, or the characters of it that are wrong.

    Raises:
        ValueError: The subject is a prompt, or there is no reason.
    """
    if subject.response_id is None or not reason.strip():
        raise ValueError("a flag needs an answer and a reason")
    start, end = span or (None, None)
    judgement = Flag(subject.prompt_id, subject.response_id, reason.strip(), start, end)
    return session.record(judgement, round=round)


def write_comment(
    session: RatingSession, store: Store, subject: Subject, text: str, *, round: int = 1
) -> None:
    """Replace the comment on a subject; an empty text takes it back."""
    judgement = Comment(subject.prompt_id, subject.response_id, text.strip())
    _replace(session, comment_on(store, subject), judgement, round)


def write_tags(
    session: RatingSession, store: Store, subject: Subject, tags: Iterable[str], *, round: int = 1
) -> None:
    """Replace the tags on a subject; none at all takes them back."""
    unique = tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    judgement = Comment(subject.prompt_id, subject.response_id, "", unique)
    _replace(session, tags_on(store, subject), judgement, round)


def earlier_reasons(store: Store) -> list[str]:
    """Return the reasons of the newest flags, the newest first, each once."""
    flags = [e.judgement for e in store.feedback.standing(kind="flag")]
    return _unique(f.reason for f in reversed(flags) if isinstance(f, Flag))


def earlier_tags(store: Store) -> list[str]:
    """Return the tags that were given last, the newest first, each once."""
    comments = [e.judgement for e in store.feedback.standing(kind="comment")]
    return _unique(t for c in reversed(comments) if isinstance(c, Comment) for t in c.tags)


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))[:MOST_SUGGESTIONS]


def _newest(store: Store, subject: Subject, *, with_text: bool) -> FeedbackEvent | None:
    events = store.feedback.standing(kind="comment", prompt_id=subject.prompt_id)
    for event in reversed(events):
        judgement = event.judgement
        if (
            isinstance(judgement, Comment)
            and event.judge == HUMAN
            and judgement.response_id == subject.response_id
            and bool(judgement.text) is with_text
        ):
            return event
    return None


def _replace(
    session: RatingSession, earlier: FeedbackEvent | None, judgement: Comment, round_: int
) -> None:
    if judgement.text or judgement.tags:
        if earlier is None or earlier.judgement != judgement:
            session.record(judgement, round=round_, supersedes=earlier.id if earlier else None)
    elif earlier is not None:
        session.take_back(earlier.id)
