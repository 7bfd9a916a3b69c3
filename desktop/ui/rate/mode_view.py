"""What all ways of judging share: the prompt above, their commands below, judging in between.

A way shows the desk's next item and records what the user says about it; the recording is durable
when the next item appears. Keys and buttons ask the page for a command; what is the way's own comes
back to `do`.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.services.drafts import Drafts
from desktop.ui.rate.command_line import CommandLine
from desktop.ui.rate.commands import Command
from desktop.ui.rate.keys import Scope
from desktop.ui.rate.prompt_card import PromptCard
from desktop.ui.rate.seen import show_remarks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QShowEvent

    from desktop.domain.feedback import FeedbackEvent
    from desktop.services.desk import Desk
    from desktop.services.drafts import DraftSubject
    from desktop.ui.rate.attention import Attention
    from desktop.ui.rate.habits import Habits
    from desktop.ui.rate.mode import Mode
    from desktop.ui.rate.remark_bar import RemarkBar
    from desktop.ui.rate.seen import Seen
    from desktop.ui.theme.theme import Theme

COMMON = (
    *(Command.FLAG, Command.COMMENT, Command.TAGS, Command.SKIP, Command.BAD_PROMPT),
    *(Command.UNDO, Command.REDO),
)
"""Commands that every way about answers has a button for."""
AHEAD = 5
"""Items whose documents are made ahead."""


class ModeView(QWidget):
    """One way of judging.

    Args:
        theme: Colours and text size.
        habits: The user's keys.
        attention: The clock of the time spent on an item.
        parent: The widget that holds it.

    Signals:
        judged: Something was recorded, or the item put back: what to tell the user.
        draft_kept: A half-made judgement was written to disk (True), or forgotten (False).
        told: Something is to be told that changed no judgement.
        state_changed: What is special about the item, or "".
        chosen: The button of a command was pressed.
        correction_requested: An answer should be corrected: the answer, and what to call that.
        remark_edit_wanted: A remark should be changed: its event.
        remark_removal_wanted: A remark should be removed: its event.
        error_occurred: An exception that the user should see.
    """

    MODE: ClassVar[Mode]
    BUTTONS: ClassVar[tuple[Command, ...]] = COMMON

    judged = Signal(str)
    draft_kept = Signal(bool)
    told = Signal(str)
    state_changed = Signal(str)
    chosen = Signal(object)
    correction_requested = Signal(object, str)
    remark_edit_wanted = Signal(object)
    remark_removal_wanted = Signal(object)
    error_occurred = Signal(object)

    def __init__(
        self, theme: Theme, habits: Habits, attention: Attention, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk: Desk | None = None
        self.drafts: Drafts | None = None
        self.habits = habits
        self.prompt = PromptCard(theme)
        self.area = QVBoxLayout()
        self.area.setSpacing(10)
        self.pinned = False
        self._attention = attention
        self.line = CommandLine(habits, Scope(self.MODE.value), self.BUTTONS)
        self.line.chosen.connect(self.chosen)
        self.watch(self.prompt.remarks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.prompt)
        column.addLayout(self.area, 1)
        column.addWidget(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the prompt take its height once its width is known."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.prompt.view.fit)

    @property
    def buttons(self) -> Mapping[Command, QPushButton]:
        """The buttons of its commands."""
        return self.line.buttons

    def own_commands(self) -> dict[Command, Callable[[], object]]:
        """Return what this way does by itself."""
        raise NotImplementedError

    @cached_property
    def commands(self) -> dict[Command, Callable[[], object]]:
        """What each command does here."""
        return {Command.FOLD: self.prompt.toggle, **self.own_commands()}

    def do(self, command: Command) -> None:
        """Carry out a command, if there is something to carry it out on."""
        if (action := self.commands.get(command)) is not None:
            action()

    def set_desk(self, desk: Desk | None) -> None:
        """Judge at this desk from now on."""
        self.desk = desk
        self.pinned = False
        self.drafts = Drafts(desk.store) if desk else None

    def show_current(self) -> bool:
        """Show the item that was taken back, else the next one; False when there is none."""
        return self.pinned or self.show_next()

    def show_next(self) -> bool:
        """Show the desk's next item; False when there is none."""
        raise NotImplementedError

    def show_again(self, event: FeedbackEvent) -> None:
        """Show what was taken back as it was, ready to be judged anew, if it is of this way."""
        self.pinned = self.show_event(event)

    def show_event(self, event: FeedbackEvent) -> bool:
        """Show what an event was about; False if it is not of this way."""
        raise NotImplementedError

    def remaining(self) -> str:
        """Say how much is left."""
        raise NotImplementedError

    def minutes_for(self, items: int) -> int | None:
        """Return the minutes that so many items will take; None where it cannot be told."""
        del items
        return None

    def seen(self) -> Seen | None:
        """Return what is on the screen, for a remark about it."""
        raise NotImplementedError

    def show_remarks(self) -> None:
        """Show the remarks on what is on the screen."""
        if self.desk is not None and (seen := self.seen()) is not None:
            show_remarks(seen, self.desk.store)

    def watch(self, *bars: RemarkBar) -> None:
        """Pass on what these bars are asked for."""
        for bar in bars:
            bar.edit_wanted.connect(self.remark_edit_wanted)
            bar.removal_wanted.connect(self.remark_removal_wanted)

    def upcoming(self) -> list[str]:
        """Return the answers that are shown next, should the user judge one item after the other.

        Their documents are made ahead.
        """
        return []

    def draft_subject(self) -> DraftSubject | None:
        """Return what is being made on the screen, where it is kept as a draft."""
        return None

    def take_focus(self) -> None:
        """Give the keyboard to what the user works with."""
        self.setFocus()

    def flush(self) -> None:
        """Write a half-made judgement to disk now."""

    def act(self, judge: Callable[[], object], words: str) -> None:
        """Record something and go on; an error is shown and the item stays."""
        try:
            judge()
        except Exception as error:
            self.error_occurred.emit(error)
            return
        self.pinned = False
        self.judged.emit(words)

    def started(self) -> None:
        """Note that another item is on the screen."""
        self._attention.restart()

    def seconds(self) -> float:
        """Return the time spent on the item, without idle time."""
        return self._attention.seconds()
