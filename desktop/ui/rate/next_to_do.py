"""What the rating page says when there is nothing to judge, and what makes more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal, Slot

from desktop.services.strategies import Queue
from desktop.ui.rate.mode import Mode
from desktop.ui.widgets.containers import EmptyState

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

    from desktop.store.store import Store

_DONE = {
    Queue.SKIPPED: QT_TRANSLATE_NOOP("NextToDo", "Nothing skipped is left"),
    Queue.FLAGGED: QT_TRANSLATE_NOOP("NextToDo", "No pair with a flagged answer is left"),
    Queue.REPEAT: QT_TRANSLATE_NOOP("NextToDo", "There is nothing to repeat"),
}


class NextToDo(EmptyState):
    """Stands in the place of the items.

    Signals:
        prompts_wanted: Prompts should be added.
        answers_wanted: Answers should be generated.
        training_wanted: The reward model should be taught.
        new_pairs_wanted: The list of pairs that is done should be left.
    """

    prompts_wanted = Signal()
    answers_wanted = Signal()
    training_wanted = Signal()
    new_pairs_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent=parent)
        self._way_on = self.answers_wanted
        self.primary_requested.connect(self._on_primary_requested)
        self.secondary_requested.connect(self.training_wanted)

    def show_loading(self) -> None:
        """Say that a large project is being read."""
        translate = QCoreApplication.translate
        self.set_content(
            translate("NextToDo", "Reading the pairs…"),
            translate("NextToDo", "This project is large; it takes a moment."),
        )

    def show_being_written(self) -> None:
        """Say that answers are on their way."""
        translate = QCoreApplication.translate
        self.set_content(
            translate("NextToDo", "Answers are being written"),
            translate(
                "NextToDo", "They appear here while they grow; you can judge them before that."
            ),
        )

    def show_mode_done(self, mode: Mode) -> None:
        """Say that nothing is left in a way of judging other than comparing."""
        translate = QCoreApplication.translate
        if mode is Mode.RANK:
            self._show(
                self.answers_wanted,
                translate("Modes", "There is nothing to rank"),
                translate("Modes", "A ranking needs three different answers to a prompt, or more."),
                translate("Modes", "Generate answers"),
            )
        elif mode is Mode.SCORE:
            self._show(
                self.answers_wanted,
                translate("Modes", "All answers are scored"),
                translate("Modes", "Everything is saved. Generate more answers to go on."),
                translate("Modes", "Generate answers"),
            )
        else:
            self._show(
                self.prompts_wanted,
                translate("Modes", "Every prompt has an answer of yours"),
                translate("Modes", "Everything is saved. Add prompts to go on."),
                translate("Modes", "Add prompts"),
            )

    def show_no_pair(self, store: Store, queue: Queue) -> None:
        """Say why there is no pair, and offer what makes some."""
        translate = QCoreApplication.translate
        if queue in _DONE:
            self._show(
                self.new_pairs_wanted,
                translate("NextToDo", str(_DONE[queue])),
                translate("NextToDo", "Everything is saved. Go on with new pairs."),
                translate("NextToDo", "New pairs"),
            )
        elif store.prompts.count() == 0:
            self._show(
                self.prompts_wanted,
                translate("NextToDo", "There is nothing to rate yet"),
                translate("NextToDo", "Add prompts first: what should the model answer?"),
                translate("NextToDo", "Add prompts"),
            )
        elif store.responses.count() == 0:
            self._show(
                self.answers_wanted,
                translate("NextToDo", "There are no answers yet"),
                translate(
                    "NextToDo", "The model answers each prompt twice; then you say which is better."
                ),
                translate("NextToDo", "Generate answers"),
            )
        else:
            self._show(
                self.answers_wanted,
                translate("NextToDo", "All pairs are judged"),
                translate(
                    "NextToDo",
                    "Everything is saved. Generate more answers, or teach the reward model.",
                ),
                translate("NextToDo", "Generate answers"),
                translate("NextToDo", "Train the reward model"),
            )

    def _show(
        self, way_on: SignalInstance, title: str, text: str, primary: str, secondary: str = ""
    ) -> None:
        self._way_on = way_on
        self.set_content(title, text, primary, secondary)

    @Slot()
    def _on_primary_requested(self) -> None:
        self._way_on.emit()
