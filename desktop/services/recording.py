"""Recording one judge's feedback: what is said, what is taken back, what is brought back.

Nothing is ever changed: taking back appends a retraction, bringing back retracts the retraction.
What comes next to be undone or redone follows from the events alone, so that it is the same after
a restart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.feedback import Correction, Retraction
from desktop.domain.responses import Origin
from desktop.services.undo_labels import UndoLabel, label_of

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent, Judgement
    from desktop.store.store import Store


class Recorder:
    """Appends events, each of them durable when the call returns.

    Args:
        store: The project's.
        judge: Who judges.
    """

    def __init__(self, store: Store, judge: str) -> None:
        self._store = store
        self._judge = judge

    def use(self, store: Store) -> None:
        """Go on over another connection to the same project."""
        self._store = store

    def append(
        self,
        judgement: Judgement,
        *,
        round: int = 1,
        seconds: float | None = None,
        supersedes: int | None = None,
    ) -> FeedbackEvent:
        """Record a judgement."""
        return self._store.feedback.append(
            judgement, judge=self._judge, round=round, seconds=seconds, supersedes=supersedes
        )

    def correct(
        self,
        response_id: int,
        text: str,
        *,
        as_demonstration: bool,
        as_pair: bool,
        seconds: float | None,
    ) -> FeedbackEvent:
        """Store an edited response together with the correction."""
        original = self._store.responses.require(response_id)
        with self._store.transaction():
            edited = self._store.responses.add(
                original.prompt_id,
                text,
                origin=Origin.CORRECTED,
                model_version_id=original.model_version_id,
                round=original.round,
            )
            judgement = Correction(
                original.prompt_id, original.id, edited.id, as_demonstration, as_pair
            )
            return self.append(judgement, round=original.round, seconds=seconds)

    def retract(self, event_id: int) -> None:
        """Take an event back, be it a judgement or the retraction of one."""
        self._store.feedback.append(Retraction(), judge=self._judge, supersedes=event_id)

    def undoable(self) -> FeedbackEvent | None:
        """Return what undo would take back: the newest judgement that stands."""
        return self._store.feedback.last_undoable(self._judge)

    def redoable(self) -> tuple[FeedbackEvent, FeedbackEvent] | None:
        """Return the retraction that redo takes back, and the event that it brings back."""
        retraction = self._store.feedback.last_redoable(self._judge)
        if retraction is None or retraction.supersedes is None:
            return None
        event = self._store.feedback.get(retraction.supersedes)
        return (retraction, event) if event else None

    def undo_label(self) -> UndoLabel | None:
        """Return the name of what undo would take back."""
        event = self.undoable()
        return label_of(event) if event else None

    def redo_label(self) -> UndoLabel | None:
        """Return the name of what redo would bring back."""
        found = self.redoable()
        return label_of(found[1]) if found else None
