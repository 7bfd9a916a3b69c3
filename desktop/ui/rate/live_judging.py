"""Judging answers while they are still being written: the comparing view's part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.rate.commands import PREFERENCES, QUALITIES, Command
from desktop.ui.rate.live import LivePair, LivePairs

if TYPE_CHECKING:
    from desktop.domain.feedback import Quality
    from desktop.ui.rate.attention import Attention
    from desktop.ui.rate.pair_mode import PairMode

LIVE = (*PREFERENCES, *QUALITIES, Command.SKIP)
"""What can be said of answers that are not complete."""


class LiveJudging(QObject):
    """Shows the live pair where pairs are shown and takes commands for it.

    Args:
        view: Where pairs are shown.
        attention: The clock of the time spent on an item.

    Signals:
        grown: There is more to show.
        completed: Answers became complete: read the project again.
        error_occurred: An exception that the user should see.
    """

    grown = Signal()
    completed = Signal()
    error_occurred = Signal(object)

    def __init__(self, view: PairMode, attention: Attention) -> None:
        super().__init__(view)
        self.pairs = LivePairs(self)
        self._view = view
        self._shown: LivePair | None = None
        self._attention = attention
        self._whole: tuple[int, int, int] | None = None
        self.pairs.grown.connect(self.grown)
        self.pairs.completed.connect(self._on_pairs_completed)
        self.pairs.error_occurred.connect(self.error_occurred)

    @property
    def active(self) -> bool:
        """Whether a live pair is shown."""
        return self._shown is not None

    def show(self) -> bool:
        """Show the live pair as far as it is written; False when there is none."""
        pair = self.pairs.current()
        if pair is None:
            self._shown = None
            return False
        anew = self._shown is None or self._shown.prompt.id != pair.prompt.id
        if anew:
            self._attention.restart()
        if pair != self._shown:
            self._view.show_growing(pair.prompt, pair.a.text, pair.b.text, anew=anew)
        self._shown = pair
        return True

    def hide(self) -> None:
        """Make way for a pair that is complete."""
        self._shown = None

    def take_whole(self) -> tuple[int, int, int] | None:
        """Return prompt and answers of the pair that was shown and is complete now, once."""
        whole, self._whole = self._whole, None
        return whole

    def act(self, command: Command, mark: Quality | None) -> str:
        """Carry out one of `LIVE`: judge the pair or pass it over. Returns what to tell."""
        if command is Command.SKIP:
            self.pairs.skip()
            return self.tr("comes back when it is complete")
        spent = self._attention.seconds()
        if command in PREFERENCES:
            self.pairs.vote(PREFERENCES[command], mark, spent)
        else:
            self.pairs.vote(None, QUALITIES[command], spent)
        return self.tr("kept ✓ – counts when both answers are complete")

    @Slot()
    def _on_pairs_completed(self) -> None:
        whole = self.pairs.whole(self._shown) if self._shown is not None else None
        if whole is not None and self._shown is not None:
            self._whole = (self._shown.prompt.id, *whole)
        self._shown = None
        self.completed.emit()
