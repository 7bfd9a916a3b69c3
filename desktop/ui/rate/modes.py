"""The ways of judging, one on top of the other; what they say is said once, by all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.feedback import Comparison, Demonstration, Ranking, Rating, Skip
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.pair_mode import PairMode
from desktop.ui.rate.rank_mode import RankMode
from desktop.ui.rate.reading_ahead import ReadingAhead
from desktop.ui.rate.score_mode import ScoreMode
from desktop.ui.rate.write_mode import WriteMode
from desktop.ui.text.shelf import DocumentShelf

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent
    from desktop.services.desk import Desk
    from desktop.ui.rate.attention import Attention
    from desktop.ui.rate.habits import Habits
    from desktop.ui.rate.mode_view import ModeView
    from desktop.ui.theme.theme import Theme


class Modes(QStackedWidget):
    """Compare, rank, score and write; the signals are those of `ModeView`."""

    judged = Signal(str)
    draft_kept = Signal(bool)
    told = Signal(str)
    state_changed = Signal(str)
    chosen = Signal(object)
    correction_requested = Signal(object, str)
    remark_edit_wanted = Signal(object)
    remark_removal_wanted = Signal(object)
    error_occurred = Signal(object)

    def __init__(
        self, theme: Theme, habits: Habits, attention: Attention, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.compare = PairMode(theme, habits, attention)
        self.rank = RankMode(theme, habits, attention)
        self.score = ScoreMode(theme, habits, attention)
        self.write = WriteMode(theme, habits, attention)
        shelf = DocumentShelf(theme, self)
        self.ahead = ReadingAhead(shelf, self)
        panes = self.compare.pair
        for answer in (panes.a.view, panes.b.view, self.rank.view, self.score.view):
            answer.use_shelf(shelf)
        views: tuple[ModeView, ...] = (self.compare, self.rank, self.score, self.write)
        self.views = {view.MODE: view for view in views}
        for view in views:
            self.addWidget(view)
            view.judged.connect(self.judged)
            view.draft_kept.connect(self.draft_kept)
            view.told.connect(self.told)
            view.state_changed.connect(self.state_changed)
            view.chosen.connect(self.chosen)
            view.correction_requested.connect(self.correction_requested)
            view.remark_edit_wanted.connect(self.remark_edit_wanted)
            view.remark_removal_wanted.connect(self.remark_removal_wanted)
            view.error_occurred.connect(self.error_occurred)

    def set_desk(self, desk: Desk | None) -> None:
        """Judge at this desk from now on."""
        for view in self.views.values():
            view.set_desk(desk)
        if desk is None:
            self.ahead.stop()

    def show_mode(self, mode: Mode) -> None:
        """Bring a way of judging to the front."""
        self.setCurrentWidget(self.views[mode])
        self.ahead.follow(self.views[mode])

    def view(self) -> ModeView:
        """Return the way at the front."""
        return next(v for v in self.views.values() if v is self.currentWidget())

    def mode(self) -> Mode:
        """Return which way is at the front."""
        return self.view().MODE

    def flush(self) -> None:
        """Write what is half made to disk now."""
        for view in self.views.values():
            view.flush()


def mode_of(event: FeedbackEvent) -> Mode | None:
    """Return the mode in which an event was given; None when it may have been any."""
    judgement = event.judgement
    if isinstance(judgement, Skip):
        return {0: Mode.WRITE, 1: Mode.SCORE, 2: Mode.COMPARE}.get(
            len(judgement.response_ids), Mode.RANK
        )
    kinds = {
        Comparison: Mode.COMPARE,
        Ranking: Mode.RANK,
        Rating: Mode.SCORE,
        Demonstration: Mode.WRITE,
    }
    return next((mode for kind, mode in kinds.items() if isinstance(judgement, kind)), None)
