"""What a run that asked for a person's verdict waits for, and how that verdict turned out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal

from desktop.ui.icons import Symbol
from desktop.ui.jobs.job import JobState
from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import ends
from desktop.ui.widgets.labels import Chip, label, selectable, set_tone

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.runs import Run
    from desktop.domain.statistics import Proportion
    from desktop.services.human_pairs import PairsState
    from desktop.ui.jobs.job import Job


class PairsCard(Card):
    """Shown only for a run that has asked.

    Signals:
        judging_requested: The user wants to judge the pairs that wait.
        going_on_requested: All are judged, and the run should go on.
    """

    judging_requested = Signal()
    going_on_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Your verdict"))
        self.count = Chip("", "", self)
        self.text = selectable(label("", wrap=True))
        self.judge = primary_button(self.tr("Judge the pairs"), name="pairs_judge")
        self.go_on = button(self.tr("Go on with the run"), name="pairs_go_on", symbol=Symbol.PLAY)
        title = label(self.tr("Your verdict"), "title")
        self.body.addLayout(ends((title, self.count), (self.judge, self.go_on)))
        self.body.addWidget(self.text)
        self.judge.clicked.connect(self.judging_requested)
        self.go_on.clicked.connect(self.going_on_requested)
        self.hide()

    def set_state(self, state: PairsState | None, *, paused: bool) -> None:
        """Show how far the pairs are; `paused` is whether the run waits for them."""
        self.setVisible(state is not None)
        if state is None:
            return
        waiting = state.waiting > 0
        set_tone(self, "warning" if waiting and paused else "")
        self.count.show_state(count_text(state), "warning" if waiting else "good")
        self.judge.setVisible(waiting)
        self.go_on.setVisible(paused)
        self.text.setText(self._words(state, paused=paused))

    def _words(self, state: PairsState, *, paused: bool) -> str:
        if not state.waiting:
            return verdict_text(state)
        asked = self.tr(
            "After update {step} the run asks you: which of two answers is better, the policy's or "
            "its start's? You are not told which is which."
        ).format(step=state.step)
        waits = self.tr("It waits until you let it go on.")
        return f"{asked} {waits}" if paused else asked


def is_paused(run: Run, job: Job | None) -> bool:
    """Return whether a run waits for the user, in this window or since an earlier one."""
    if job is not None and not job.state.over:
        return job.state is JobState.PAUSED
    return run.status.resumable


def count_text(state: PairsState) -> str:
    """Return how many pairs are judged."""
    return QCoreApplication.translate("PairsCard", "{judged} of {total} judged").format(
        judged=state.judged, total=state.total
    )


def verdict_text(state: PairsState) -> str:
    """Return what came out, with intervals."""
    if state.win_rate is None:
        return ""
    words = QCoreApplication.translate(
        "PairsCard",
        "After update {step} you preferred the policy to its start in {rate} of {n} pairs.",
    )
    sentences = [words.format(step=state.step, rate=_share(state.win_rate), n=state.win_rate.n)]
    if state.agreement is not None:
        agreed = QCoreApplication.translate(
            "PairsCard",
            "The reward model preferred the same answer as you in {rate} of the {n} that were not "
            "equal.",
        )
        sentences.append(agreed.format(rate=_share(state.agreement), n=state.agreement.n))
    few = QCoreApplication.translate("PairsCard", "In brackets: what so few pairs leave open.")
    return " ".join([*sentences, few])


def _share(share: Proportion) -> str:
    return f"{100 * share.value:.0f}% ({100 * share.low:.0f}–{100 * share.high:.0f}%)"
