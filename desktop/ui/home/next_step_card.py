"""The next best step: what, why, and one button for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.services.status import Step
from desktop.ui.rate.rate_header import ENOUGH_REPEATS
from desktop.ui.runs.reward_words import verdict_sentence
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.services.status import Status


class NextStepCard(Card):
    """Says what to do next.

    Signals:
        step_requested: The button was pressed: the `NextStep`.
    """

    step_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._status: Status | None = None
        self._what = label(role="big", wrap=True)
        self._why = label(role="muted", wrap=True)
        self.button = primary_button("", name="next_step")
        self.body.setContentsMargins(20, 14, 20, 16)
        self.body.addWidget(label(self.tr("NEXT"), "section"))
        self.body.addWidget(self._what)
        self.body.addWidget(self._why)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        self.body.addSpacing(4)
        self.body.addLayout(row)
        self.button.clicked.connect(self._on_pressed)

    def what(self) -> str:
        """Return the step in words."""
        return self._what.text()

    def set_status(self, status: Status) -> None:
        """Show the next step of this state."""
        self._status = status
        what, why, caption = self._words(status)
        self._what.setText(what)
        self._why.setText(why)
        self.button.setText(caption)
        self.button.setAccessibleName(caption)

    def _words(self, status: Status) -> tuple[str, str, str]:
        step = status.next_step.step
        if step is Step.RATE_MORE:
            more = status.next_step.more
            return (
                self.tr("Rate about %n more pair(s)", "", more)
                if more
                else self.tr("Rate more pairs"),
                self._why_rate(status),
                self.tr("Rate now"),
            )
        if step is Step.GENERATE:
            return (
                self.tr("Generate answers to rate"),
                self.tr("All pairs are judged. The model answers its prompts again for new ones."),
                self.tr("Generate answers"),
            )
        return self._other_words(step)

    def _other_words(self, step: Step) -> tuple[str, str, str]:
        table = {
            Step.ADD_PROMPTS: (
                self.tr("Add prompts"),
                self.tr("What should the model answer? Type a few, or import a file."),
                self.tr("Add prompts"),
            ),
            Step.TRAIN_REWARD: (
                self.tr("Train the reward model"),
                self.tr("There are enough judgements to learn from. It takes a few minutes."),
                self.tr("Go to Train"),
            ),
            Step.TRAIN_PPO: (
                self.tr("Improve the model with PPO"),
                self.tr("The reward model agrees with you often enough to learn from it."),
                self.tr("Go to Train"),
            ),
            Step.NEW_ROUND: (
                self.tr("Begin the next round"),
                self.tr("The model has changed. Let it answer again and judge the new answers."),
                self.tr("Generate answers"),
            ),
            Step.WATCH_RUN: (
                self.tr("A run is at work"),
                self.tr("Watch it, or rate meanwhile: both go on at the same time."),
                self.tr("Show the run"),
            ),
            Step.RESUME_RUN: (
                self.tr("A run was interrupted"),
                self.tr("It goes on from its last checkpoint, as if it had never stopped."),
                self.tr("Show the run"),
            ),
        }
        return table[step]

    def _why_rate(self, status: Status) -> str:
        reward = status.reward
        if reward is None or reward.accuracy.n == 0:
            return self.tr("A first reward model needs about 40 judgements.")
        text = self.tr(
            "The reward model agrees with you on {value}% of the pairs it has not seen "
            "({low} to {high}%)."
        ).format(
            value=round(100 * reward.accuracy.value),
            low=round(100 * reward.accuracy.low),
            high=round(100 * reward.accuracy.high),
        )
        if reward.foretold or reward.verdict is None:
            text += " " + self.tr("More pairs make it surer.")
        else:
            text += " " + verdict_sentence(reward.verdict)
        if status.self_agreement.n >= ENOUGH_REPEATS:
            own = self.tr("You agree with yourself on {share}%.")
            text += " " + own.format(share=round(100 * status.self_agreement.value))
        return text

    @Slot()
    def _on_pressed(self) -> None:
        if self._status is not None:
            self.step_requested.emit(self._status.next_step)
