"""Undo and redo over everything that the user said, votes on unfinished answers among it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.undo_labels import UndoLabel

if TYPE_CHECKING:
    from desktop.services.early_votes import EarlyVote
    from desktop.services.rating import RatingSession
    from desktop.services.rating_items import UndoResult
    from desktop.ui.rate.live import LivePairs


class TakingBack:
    """Takes back what was said last, and brings back what was taken back last.

    Args:
        session: Where judgements are recorded.
        live: Where votes wait for their answers.
    """

    def __init__(self, session: RatingSession, live: LivePairs) -> None:
        self._session = session
        self._live = live

    def undo_label(self) -> UndoLabel | None:
        """Return what an undo would take back."""
        vote = self._vote_to_undo()
        return _label(vote) if vote else self._session.undo_label()

    def redo_label(self) -> UndoLabel | None:
        """Return what a redo would bring back."""
        vote = self._vote_to_redo()
        return _label(vote) if vote else self._session.redo_label()

    def undo(self) -> UndoResult | None:
        """Take back what was said last; None when that was a vote on unfinished answers."""
        if self._vote_to_undo() is not None and self._live.take_back():
            return None
        return self._session.undo()

    def redo(self) -> None:
        """Bring back what was taken back last."""
        if self._vote_to_redo() is None or not self._live.bring_back():
            self._session.redo()

    def _vote_to_undo(self) -> EarlyVote | None:
        vote = self._live.waiting()
        if vote is None or vote.given_at < self._session.undo_time():
            return None
        return vote

    def _vote_to_redo(self) -> EarlyVote | None:
        gone = self._live.redoable()
        if gone is None or gone.at < self._session.redo_time():
            return None
        return gone.vote


def _label(vote: EarlyVote) -> UndoLabel:
    return UndoLabel("comparison", vote.preference, vote.quality)
