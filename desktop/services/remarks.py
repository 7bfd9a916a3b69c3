"""Flags, comments and tags on a prompt or one of its answers.

A flag is one remark among others; of comments and of tags there is one each for a subject, and
writing it again replaces the earlier one, so that every version stays in the past.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
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


def remarks_on(store: Store, prompt_id: int) -> dict[int | None, tuple[FeedbackEvent, ...]]:
    """Return the user's remarks in force about a prompt, by answer; None for the prompt itself.

    Flags come first, in the order in which they were given, then the tags and the comment.
    """
    found: dict[int | None, list[FeedbackEvent]] = {}
    for kind in ("flag", "comment"):
        for event in store.feedback.standing(kind=kind, prompt_id=prompt_id):
            if event.judge == HUMAN and isinstance(event.judgement, Flag | Comment):
                found.setdefault(event.judgement.response_id, []).append(event)
    return {about: tuple(sorted(events, key=_rank)) for about, events in found.items()}


def _rank(event: FeedbackEvent) -> tuple[int, int]:
    judgement = event.judgement
    if isinstance(judgement, Comment):
        return (2 if judgement.text else 1, event.id)
    return 0, event.id


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


def remove_remark(session: RatingSession, store: Store, event: FeedbackEvent) -> None:
    """Take a remark back with all its earlier versions, which would stand again otherwise.

    The newest version goes last, so that a redo brings that one back.
    """
    versions = [event]
    while (earlier := versions[-1].supersedes) is not None:
        versions.append(store.feedback.require(earlier))
    with store.transaction():
        for version in reversed(versions):
            session.take_back(version.id)


def edit_flag(session: RatingSession, store: Store, event: FeedbackEvent, reason: str) -> None:
    """Give a flag another reason; none at all takes it back."""
    if not isinstance(event.judgement, Flag) or event.judgement.reason == reason.strip():
        return
    if reason.strip():
        judgement = replace(event.judgement, reason=reason.strip())
        session.record(judgement, round=event.round, supersedes=event.id)
    else:
        remove_remark(session, store, event)


def write_comment(
    session: RatingSession, store: Store, subject: Subject, text: str, *, round: int = 1
) -> None:
    """Replace the comment on a subject; an empty text takes it back."""
    judgement = Comment(subject.prompt_id, subject.response_id, text.strip())
    _replace(session, store, comment_on(store, subject), judgement, round)


def write_tags(
    session: RatingSession, store: Store, subject: Subject, tags: Iterable[str], *, round: int = 1
) -> None:
    """Replace the tags on a subject; none at all takes them back."""
    unique = tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
    judgement = Comment(subject.prompt_id, subject.response_id, "", unique)
    _replace(session, store, tags_on(store, subject), judgement, round)


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
    session: RatingSession,
    store: Store,
    earlier: FeedbackEvent | None,
    judgement: Comment,
    round_: int,
) -> None:
    if judgement.text or judgement.tags:
        if earlier is None or earlier.judgement != judgement:
            session.record(judgement, round=round_, supersedes=earlier.id if earlier else None)
    elif earlier is not None:
        remove_remark(session, store, earlier)
