"""The questions about one answer: a row of scores each, with what the ends mean."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QWidget

from desktop.domain.feedback import OVERALL
from desktop.services.score_scales import WORDS
from desktop.ui.rate.command_line import CommandCap, with_key_below
from desktop.ui.rate.commands import WORD_SCORES
from desktop.ui.rate.keys import Scope
from desktop.ui.rate.score_words import score_name
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label, set_tone

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QLabel

    from desktop.services.score_scales import Aspect
    from desktop.ui.rate.habits import Habits

WORD_COMMANDS = {score: command for command, score in WORD_SCORES.items()}


class ScoreRows(QWidget):
    """One row for each question; the one that the keys act on is marked.

    Args:
        habits: Whose keys are shown.
        parent: The widget that holds it.

    Signals:
        scored: A score was chosen: number of the question, score.
    """

    scored = Signal(int, int)

    def __init__(self, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._habits = habits
        self.buttons: list[list[QPushButton]] = []
        self._names: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(2, 1)

    def set_questions(self, questions: Sequence[Aspect]) -> None:
        """Ask these from now on."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        self.buttons, self._names = [], []
        for row, question in enumerate(questions):
            self._add(row, question)

    def show_given(self, given: Mapping[int, int], current: int) -> None:
        """Show which scores were given, by question, and the question that comes now."""
        for row, buttons in enumerate(self.buttons):
            set_tone(self._names[row], "accent" if row == current else "")
            for score, widget in enumerate(buttons, start=1):
                set_tone(widget, "accent" if given.get(row) == score else "")

    def _add(self, row: int, question: Aspect) -> None:
        overall = question.name == OVERALL
        name = self.tr("Overall") if overall else question.name
        title = label(name, "strong")
        self._names.append(title)
        self._grid.addWidget(title, row, 0)
        self._grid.addWidget(label(question.low_anchor, "muted"), row, 1)
        self._grid.addWidget(label(question.high_anchor, "muted"), row, 3)
        line = QWidget()
        scores = QHBoxLayout(line)
        scores.setContentsMargins(0, 0, 0, 0)
        scores.setSpacing(6)
        self.buttons.append([])
        for score in range(1, question.high + 1):
            worded = overall and question.high == WORDS
            text = score_name(score) if worded else str(score)
            widget = button(text, role="choice", name=f"score_{row}_{score}")
            widget.setAccessibleName(f"{name}: {text}")
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.clicked.connect(partial(self._on_button_clicked, row, score))
            self.buttons[-1].append(widget)
            scores.addWidget(self._keyed(widget, score) if worded else widget, 1)
        self._grid.addWidget(line, row, 2)

    def _keyed(self, widget: QPushButton, score: int) -> QWidget:
        cap = CommandCap(self._habits, Scope.SCORE, (WORD_COMMANDS[score],))
        return with_key_below(widget, cap)

    def _on_button_clicked(self, row: int, score: int, _checked: bool = False) -> None:
        self.scored.emit(row, score)
