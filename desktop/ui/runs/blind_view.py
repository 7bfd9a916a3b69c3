"""Judging the blind pairs of a run: the keys of the Rate page, and nothing of who wrote what."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.domain.errors import AppError
from desktop.domain.prompts import Prompt
from desktop.services.human_pairs import (
    judge_pair,
    pairs_state,
    take_back_pair,
    waiting_pairs,
)
from desktop.ui.icons import Symbol
from desktop.ui.rate.choice_bar import ChoiceBar
from desktop.ui.rate.command_keys import CommandKeys
from desktop.ui.rate.commands import PREFERENCES, Command
from desktop.ui.rate.pair_view import PairView
from desktop.ui.rate.prompt_card import PromptCard
from desktop.ui.runs.pairs_card import count_text, verdict_text
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import EmptyState, PageHeader, page_layout
from desktop.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from desktop.domain.runs import Run
    from desktop.services.human_pairs import ShownPair
    from desktop.services.project import Project
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme

LONGEST_S = 300.0
"""Time spent on a pair that is believed; who was away for longer did not read."""


class BlindView(QWidget):
    """One pair after the other; then what came out.

    Signals:
        left: The user goes back to the run.
        going_on_requested: All are judged, and the run should go on.
        judged: A judgement was recorded or taken back.
        error_occurred: It could not be: the exception.
    """

    left = Signal()
    going_on_requested = Signal()
    judged = Signal()
    error_occurred = Signal(object)

    def __init__(self, theme: Theme, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._run: Run | None = None
        self._shown: ShownPair | None = None
        self._since = 0.0
        self.header = PageHeader(self.tr("Which is better?"))
        self.count = self.header.add_chip(Chip("", "", self.header))
        self.undo = button(self.tr("Take back"), name="pair_undo", symbol=Symbol.BACK)
        self.back = button(self.tr("Back to the run"), name="pairs_leave", symbol=Symbol.RUNS)
        self.prompt = PromptCard(theme)
        self.pair = PairView(theme)
        self.choices = ChoiceBar(habits)
        self.end = EmptyState(
            self.tr("Thank you"), "", self.tr("Go on with the run"), self.tr("Back to the run")
        )
        self.keys = CommandKeys(self, habits)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.header.add_right(self.undo)
        self.header.add_right(self.back)
        judging = QWidget()
        column = QVBoxLayout(judging)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.prompt)
        column.addWidget(self.pair, 1)
        column.addWidget(self.choices)
        self._stack = QStackedLayout()
        self._stack.addWidget(judging)
        self._stack.addWidget(self.end)
        outer = page_layout(self)
        outer.addWidget(self.header)
        outer.addLayout(self._stack, 1)

    def _connect(self) -> None:
        self.keys.pressed.connect(self._on_command_given)
        self.choices.chosen.connect(self._on_command_given)
        self.undo.clicked.connect(self._take_back)
        self.back.clicked.connect(self.left)
        self.end.primary_requested.connect(self.going_on_requested)
        self.end.secondary_requested.connect(self.left)

    def start(self, project: Project, run: Run, *, paused: bool) -> None:
        """Show the first pair that waits; `paused` is whether the run waits for the verdict."""
        self._project, self._run = project, run
        self.end.primary.setVisible(paused)
        self._show_next()

    def finish(self) -> None:
        """Let go of the project."""
        self._project = self._run = self._shown = None

    def _show_next(self) -> None:
        if self._project is None or self._run is None:
            return
        waiting = waiting_pairs(self._project, self._run)
        self._shown = waiting[0] if waiting else None
        self._show_state()
        if self._shown is None:
            self._stack.setCurrentIndex(1)
            (self.end.primary if self.end.primary.isVisible() else self.end.secondary).setFocus()
            return
        self.prompt.setVisible(bool(self._shown.messages))
        if self._shown.messages:
            self.prompt.set_prompt(Prompt(0, self._shown.messages))
        self.pair.set_texts(self._shown.first, self._shown.second)
        self._stack.setCurrentIndex(0)
        self._since = time.monotonic()
        self.setFocus()

    def _show_state(self) -> None:
        assert self._project is not None
        assert self._run is not None
        state = pairs_state(self._project, self._run)
        self.count.show_state(count_text(state) if state is not None else "")
        self.undo.setEnabled(state is not None and state.judged > 0)
        verdict = verdict_text(state) if state is not None else ""
        self.end.text_label.setText(verdict)

    @Slot(object)
    def _on_command_given(self, command: Command) -> None:
        if command in PREFERENCES:
            self._judge(command)
        elif command is Command.UNDO:
            self._take_back()
        elif command is Command.RAW:
            self.pair.set_raw(not self.pair.raw())
        elif command is Command.DIFF:
            self.pair.set_diff(not self.pair.diff())
        elif command in (Command.PAGE_UP, Command.PAGE_DOWN):
            self.pair.scroll_pages(1 if command is Command.PAGE_DOWN else -1)
        elif command is Command.FOLD:
            self.prompt.toggle()

    def _judge(self, command: Command) -> None:
        """Record a choice; the next pair appears once it is on the disk."""
        if self._project is None or self._run is None or self._shown is None:
            return
        spent = min(time.monotonic() - self._since, LONGEST_S)
        try:
            judge_pair(self._project, self._run, self._shown, PREFERENCES[command], seconds=spent)
        except AppError as error:
            self.error_occurred.emit(error)
            return
        self.choices.highlight(self.choices.buttons[command], command)
        self._show_next()
        self.judged.emit()

    @Slot()
    def _take_back(self) -> None:
        if self._project is None or self._run is None:
            return
        try:
            taken = take_back_pair(self._project, self._run)
        except AppError as error:
            self.error_occurred.emit(error)
            return
        if taken is not None:
            self._show_next()
            self.judged.emit()
