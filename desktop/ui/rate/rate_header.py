"""The rating page's first line: round, what is going on, what was saved, how far the user is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import PageHeader
from desktop.ui.widgets.labels import Chip

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.rating_items import RatingProgress

ENOUGH_REPEATS = 5
"""Repeated pairs below which a share of agreement says nothing."""


class RateHeader(PageHeader):
    """Heading with chips at the left, “saved ✓” and the progress at the right.

    Signals:
        goal_requested: The user wants another goal.
    """

    goal_requested = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._state = self.add_chip(Chip(parent=self))
        self._round = self.add_chip(Chip(parent=self))
        self._mark = self.add_chip(Chip(parent=self))
        self.saved = Chip(parent=self)
        self.progress = button("", role="flat", tip=self.tr("Change the goal"), name="progress")
        self.progress.clicked.connect(self.goal_requested)
        self.add_right(self.saved)
        self.add_right(self.progress)

    def set_round(self, number: int) -> None:
        """Say which round of the loop it is."""
        self._round.show_state(self.tr("round {number}").format(number=number))

    def set_state(self, text: str) -> None:
        """Say what is going on, such as “correcting A”."""
        self._state.show_state(text)

    def state(self) -> str:
        """Return what it says is going on."""
        return self._state.text()

    def set_mark(self, text: str) -> None:
        """Show the quality that the next preference will carry."""
        self.progress.setVisible(True)
        self._mark.show_state(text, "accent")

    def ask_again(self, text: str) -> None:
        """Ask for a second press, where otherwise the progress stands; `set_mark` ends it."""
        self.set_mark(text)
        self.progress.setVisible(False)

    def show_hint(self, text: str) -> None:
        """Say how to do what the user is at; "" when that is over."""
        if text:
            self.ask_again(text)
        else:
            self.set_mark("")

    def show_saved(self, text: str) -> None:
        """Confirm what was written to disk."""
        self.saved.show_state(text, "good")

    def show_progress(
        self, progress: RatingProgress, left: str, minutes: int | None = None
    ) -> None:
        """Show today's count, what is left, and how often the user agrees with themselves.

        Args:
            progress: How far the user is.
            left: What is left in this way of judging; "" when nobody knows yet.
            minutes: The time until the goal, if it can be told.
        """
        reached = progress.rated_today >= progress.goal
        done = self.tr("{done} of {goal} today ✓") if reached else self.tr("{done} of {goal} today")
        parts = [done.format(done=progress.rated_today, goal=progress.goal)]
        if minutes is not None and not reached:
            parts.append(self.tr("about %n min left", "", minutes))
        if left:
            parts.append(left)
        agreement = progress.agreement
        if agreement.n >= ENOUGH_REPEATS:
            share = round(100 * agreement.value)
            parts.append(self.tr("self-agreement {share}%").format(share=share))
        self.progress.setText(" · ".join(parts))
        self.progress.setAccessibleName(self.progress.text())
