"""What the rating page says when there is no pair to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.services.strategies import Queue

if TYPE_CHECKING:
    from desktop.store.store import Store
    from desktop.ui.widgets.containers import EmptyState


def show_loading(empty: EmptyState) -> None:
    """Say that a large project is being read."""
    translate = QCoreApplication.translate
    empty.set_content(
        translate("NextToDo", "Reading the pairs…"),
        translate("NextToDo", "This project is large; it takes a moment."),
    )


def show_being_written(empty: EmptyState) -> None:
    """Say that answers are on their way."""
    translate = QCoreApplication.translate
    empty.set_content(
        translate("NextToDo", "Answers are being written"),
        translate("NextToDo", "They appear here while they grow; you can judge them before that."),
    )


_DONE = {
    Queue.SKIPPED: QT_TRANSLATE_NOOP("NextToDo", "Nothing skipped is left"),
    Queue.FLAGGED: QT_TRANSLATE_NOOP("NextToDo", "No pair with a flagged answer is left"),
    Queue.REPEAT: QT_TRANSLATE_NOOP("NextToDo", "There is nothing to repeat"),
}


def show_next_to_do(empty: EmptyState, store: Store, queue: Queue = Queue.NEW) -> None:
    """Say why there is no pair, and offer what makes some."""
    translate = QCoreApplication.translate
    if queue in _DONE:
        empty.set_content(
            translate("NextToDo", str(_DONE[queue])),
            translate("NextToDo", "Everything is saved. Go on with new pairs."),
            translate("NextToDo", "New pairs"),
        )
    elif store.prompts.count() == 0:
        empty.set_content(
            translate("NextToDo", "There is nothing to rate yet"),
            translate("NextToDo", "Add prompts first: what should the model answer?"),
            translate("NextToDo", "Add prompts"),
        )
    elif store.responses.count() == 0:
        empty.set_content(
            translate("NextToDo", "There are no answers yet"),
            translate(
                "NextToDo", "The model answers each prompt twice; then you say which is better."
            ),
            translate("NextToDo", "Generate answers"),
        )
    else:
        empty.set_content(
            translate("NextToDo", "All pairs are judged"),
            translate(
                "NextToDo", "Everything is saved. Generate more answers, or teach the reward model."
            ),
            translate("NextToDo", "Generate answers"),
            translate("NextToDo", "Train the reward model"),
        )
