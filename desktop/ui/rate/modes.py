"""The modes beside comparing, one on top of the other; what they say is said once, by all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.feedback import Comparison, Demonstration, Ranking, Rating, Skip
from desktop.ui.rate.mode_switch import Mode
from desktop.ui.rate.rank_mode import RankMode
from desktop.ui.rate.score_mode import ScoreMode
from desktop.ui.rate.write_mode import WriteMode

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent
    from desktop.services.desk import Desk
    from desktop.ui.rate.habits import Habits
    from desktop.ui.rate.mode_view import ModeView
    from desktop.ui.theme.theme import Theme
    from desktop.ui.widgets.containers import EmptyState


class Modes(QStackedWidget):
    """Rank, score and write; the signals are those of `ModeView`."""

    judged = Signal(str)
    draft_kept = Signal(bool)
    undo_requested = Signal()
    redo_requested = Signal()
    keys_requested = Signal()
    correction_requested = Signal(object)
    remark_requested = Signal(object)
    error_occurred = Signal(object)

    def __init__(self, theme: Theme, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rank = RankMode(theme, habits)
        self.score = ScoreMode(theme, habits)
        self.write = WriteMode(theme, habits)
        self.views: dict[Mode, ModeView] = {
            Mode.RANK: self.rank,
            Mode.SCORE: self.score,
            Mode.WRITE: self.write,
        }
        for view in self.views.values():
            self.addWidget(view)
            view.judged.connect(self.judged)
            view.draft_kept.connect(self.draft_kept)
            view.undo_requested.connect(self.undo_requested)
            view.redo_requested.connect(self.redo_requested)
            view.keys_requested.connect(self.keys_requested)
            view.correction_requested.connect(self.correction_requested)
            view.remark_requested.connect(self.remark_requested)
            view.error_occurred.connect(self.error_occurred)

    def set_desk(self, desk: Desk | None) -> None:
        """Judge at this desk from now on."""
        for view in self.views.values():
            view.set_desk(desk)

    def show_mode(self, mode: Mode) -> None:
        """Bring a mode to the front, if it is one of these."""
        if mode in self.views:
            self.setCurrentWidget(self.views[mode])

    def view(self) -> ModeView:
        """Return the mode at the front."""
        return next(v for v in self.views.values() if v is self.currentWidget())

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


def show_mode_done(empty: EmptyState, mode: Mode) -> None:
    """Say that nothing is left in a mode, and what makes more."""
    translate = QCoreApplication.translate
    if mode is Mode.RANK:
        empty.set_content(
            translate("Modes", "There is nothing to rank"),
            translate("Modes", "A ranking needs three different answers to a prompt, or more."),
            translate("Modes", "Generate answers"),
        )
    elif mode is Mode.SCORE:
        empty.set_content(
            translate("Modes", "All answers are scored"),
            translate("Modes", "Everything is saved. Generate more answers to go on."),
            translate("Modes", "Generate answers"),
        )
    else:
        empty.set_content(
            translate("Modes", "Every prompt has an answer of yours"),
            translate("Modes", "Everything is saved. Add prompts to go on."),
            translate("Modes", "Add prompts"),
        )
