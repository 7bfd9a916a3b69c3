"""Several answers to one message: the best first, each a button with its reward."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.number_texts import number_text
from desktop.ui.train.choice_button import ChoiceButton, choice_group, choice_row
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.best_of_n import RankedAnswer


class AnswerChoice(QWidget):
    """Offers the answers; the first one is shown until another is chosen.

    Args:
        answers: The best first.
        judge: The reward model's name.
        agreement: How often it agreed with the user on unseen pairs; None where nobody measured.
        parent: The message.

    Signals:
        chosen: Another answer should be shown: its text.
    """

    chosen = Signal(str)

    def __init__(
        self,
        answers: Sequence[RankedAnswer],
        judge: str,
        agreement: float | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.buttons = [ChoiceButton(self._caption(n, a)) for n, a in enumerate(answers, start=1)]
        self._group = choice_group(self, self.buttons)
        self.words = label(self._words(answers, judge, agreement), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(choice_row(self.buttons))
        column.addWidget(self.words)
        for answer, made in zip(answers, self.buttons, strict=True):
            made.clicked.connect(partial(self._on_button_pressed, answer.text))
        self.buttons[0].setChecked(True)

    def _caption(self, place: int, answer: RankedAnswer) -> str:
        if answer.reward is None:
            return self.tr("Answer {place}").format(place=place)
        reward = number_text(answer.reward)
        if answer.spread is not None:
            reward = f"{reward} ± {number_text(answer.spread)}"
        if not answer.finished:
            return self.tr("{place}. reward {reward}, cut off").format(place=place, reward=reward)
        return self.tr("{place}. reward {reward}").format(place=place, reward=reward)

    def _words(self, answers: Sequence[RankedAnswer], judge: str, agreement: float | None) -> str:
        if answers[0].reward is None:
            return self.tr("Stopped before they were compared. The one that is shown counts.")
        opinion = self.tr(
            "The best of {n} by the opinion of “{judge}”, which was learnt from your judgements. "
            "The one that is shown counts."
        ).format(n=len(answers), judge=judge)
        if agreement is None:
            return opinion
        measured = self.tr("It agreed with you on {share}% of unseen pairs.")
        return f"{opinion} {measured.format(share=round(100 * agreement))}"

    def _on_button_pressed(self, text: str, _checked: bool = False) -> None:
        self.chosen.emit(text)
