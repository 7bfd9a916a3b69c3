"""The five stages of the loop as cards: where each one stands, and a way there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.domain.runs import Run, RunStatus, Stage
from desktop.services.status import ENOUGH_COMPARISONS
from desktop.ui.jobs.stage_texts import run_status_text, step_text
from desktop.ui.widgets.even_columns import EvenColumns
from desktop.ui.widgets.labels import Chip, label
from desktop.ui.widgets.letters import letters_width

if TYPE_CHECKING:
    from desktop.services.reward_quality import RewardQuality
    from desktop.services.status import Status

GAP = 12
CHARACTERS = 20
"""The width of the narrowest card in characters of its text."""


class StageCard(QPushButton):
    """A stage: number and name, a fact, and its state as a word. Pressing it leads there."""

    def __init__(self, number: int, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("role", "stage")
        self.setObjectName(f"stage_{number}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._fact = label(role="muted", wrap=True)
        self._state = Chip(parent=self)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 12, 12)
        column.setSpacing(6)
        title = label(f"{number}  {name}", "title", wrap=True)
        column.addWidget(title)
        column.addWidget(self._fact)
        column.addStretch(1)
        column.addWidget(self._state, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (title, self._fact, self._state):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(104)

    def show_state(self, fact: str, state: str, tone: str = "") -> None:
        """Show a fact and the state."""
        self._fact.setText(fact)
        self._state.show_state(state, tone)
        self.setAccessibleName(f"{self._name}: {fact}, {state}")

    def minimumSizeHint(self) -> QSize:
        """Be wide enough to be read."""
        width = letters_width(self.fontMetrics(), CHARACTERS)
        return QSize(width, self._column.minimumSize().height())


class StageCards(QWidget):
    """The loop from left to right.

    Signals:
        page_requested: A card's link was pressed: the page and what it should show.
    """

    page_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = (
            (self.tr("Start"), "train", Stage.SFT),
            (self.tr("Feedback"), "rate", None),
            (self.tr("Reward model"), "train", Stage.REWARD),
            (self.tr("Policy (PPO)"), "train", Stage.PPO),
            (self.tr("Next round"), "chat", None),
        )
        self.cards: list[StageCard] = []
        for number, (name, page, item) in enumerate(names, start=1):
            card = StageCard(number, name)
            card.clicked.connect(partial(self._on_go_pressed, page, item))
            self.cards.append(card)
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(EvenColumns(self.cards, GAP))

    def set_status(self, status: Status) -> None:
        """Show where each stage stands."""
        start, feedback, reward, policy, compare = self.cards
        self._show_start(start, status)
        self._show_feedback(feedback, status)
        self._show_reward(reward, status)
        self._show_policy(policy, status)
        rounds = status.round - 1
        compare.show_state(
            self.tr("%n round(s) completed", "", rounds),
            self.tr("done") if rounds else self.tr("later"),
            "good" if rounds else "",
        )

    def _show_start(self, card: StageCard, status: Status) -> None:
        tuned = _newest(status, Stage.SFT) or _newest(status, Stage.TEXT)
        if tuned is not None and tuned.status is RunStatus.FINISHED:
            card.show_state(self.tr("fine-tuned on your texts"), self.tr("done"), "good")
        elif tuned is not None and tuned.status.live:
            card.show_state(_steps(tuned), self.tr("running"), "good")
        else:
            card.show_state(_base_name(status), self.tr("ready"), "good")

    def _show_feedback(self, card: StageCard, status: Status) -> None:
        total = sum(
            n for kind, n in status.judgements.items() if kind not in ("skip", "retraction")
        )
        fact = self.tr("%n judgement(s)", "", total)
        missing = ENOUGH_COMPARISONS - status.comparisons
        if missing > 0:
            card.show_state(fact, self.tr("%n to go", "", missing), "warning")
        elif status.unrated_pairs:
            card.show_state(fact, self.tr("%n pair(s) left", "", status.unrated_pairs), "good")
        else:
            card.show_state(fact, self.tr("done"), "good")

    def _show_reward(self, card: StageCard, status: Status) -> None:
        run = _newest(status, Stage.REWARD)
        if run is not None and run.status.live:
            card.show_state(_steps(run), self.tr("running"), "good")
        elif status.reward is None:
            card.show_state(self.tr("not trained yet"), self.tr("later"))
        else:
            share = self.tr("{share}% of unseen pairs").format(
                share=round(100 * status.reward.accuracy.value) if status.reward.accuracy.n else "–"
            )
            card.show_state(share, *self._verdict(status.reward))

    def _verdict(self, reward: RewardQuality) -> tuple[str, str]:
        if reward.ready:
            return self.tr("ready"), "good"
        word = self.tr("getting there") if reward.foretold else self.tr("cannot tell")
        return word, "warning"

    def _show_policy(self, card: StageCard, status: Status) -> None:
        run = _newest(status, Stage.PPO)
        if run is None:
            card.show_state(self.tr("not trained yet"), self.tr("later"))
        elif run.status.live:
            card.show_state(_steps(run), self.tr("running"), "good")
        elif run.status is RunStatus.FINISHED:
            card.show_state(_steps(run), self.tr("done"), "good")
        elif run.status is RunStatus.STOPPED:
            card.show_state(_steps(run), run_status_text(run.status), "good")
        else:
            card.show_state(_steps(run), self.tr("interrupted"), "warning")

    def _on_go_pressed(self, page: str, item: object, _checked: bool = False) -> None:
        self.page_requested.emit(page, item)


def _newest(status: Status, stage: Stage) -> Run | None:
    return max((r for r in status.runs if r.stage is stage), key=lambda r: r.id, default=None)


def _steps(run: Run) -> str:
    return step_text(run.stage, run.step, run.total_steps)


def _base_name(status: Status) -> str:
    return next((v.name for v in status.versions if v.parent_id is None), status.model)
