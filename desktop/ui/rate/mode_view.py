"""What the modes beside comparing share: the prompt above, their keys below, judging in between.

A mode shows the desk's next item and records what the user says about it; the recording is durable
when the next item appears. Its keys act inside it only, and before those of the page.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.dialogs.remark import Remark
from desktop.ui.rate.attention import Attention
from desktop.ui.rate.drafts import Drafts
from desktop.ui.rate.keys import Command, caption, key_cap
from desktop.ui.rate.prompt_card import PromptCard
from desktop.ui.widgets.buttons import KeyedButton
from desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent

    from desktop.domain.feedback import FeedbackEvent
    from desktop.services.desk import Desk
    from desktop.ui.rate.habits import Habits
    from desktop.ui.rate.remarking import Remarkable
    from desktop.ui.theme.theme import Theme


class ModeView(QWidget):
    """One way of judging.

    Signals:
        judged: Something was recorded, or the item put back: what to tell the user.
        draft_kept: A half-made judgement was written to disk (True), or forgotten (False).
        undo_requested: The last judgement of any kind should be taken back.
        redo_requested: What was taken back should come back.
        keys_requested: All keys should be shown.
        correction_requested: An answer should be corrected.
        remark_requested: A flag, comment or tags should be given: its kind.
        error_occurred: An exception that the user should see.
    """

    judged = Signal(str)
    draft_kept = Signal(bool)
    undo_requested = Signal()
    redo_requested = Signal()
    keys_requested = Signal()
    correction_requested = Signal(object)
    remark_requested = Signal(object)
    error_occurred = Signal(object)

    def __init__(self, theme: Theme, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk: Desk | None = None
        self.drafts: Drafts | None = None
        self.habits = habits
        self.prompt = PromptCard(theme)
        self.area = QVBoxLayout()
        self.area.setSpacing(10)
        self.pinned = False
        self._attention = Attention(self)
        self._own_keys: set[str] = set()
        self._shortcuts: list[QShortcut] = []
        line = QWidget()
        self._line = FlowLayout(2, line)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.prompt)
        column.addLayout(self.area, 1)
        row = QHBoxLayout()
        row.addWidget(line, 1)
        column.addLayout(row)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the prompt take its height once its width is known."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self.prompt.view.fit)

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

    def show_again(self, event: FeedbackEvent) -> bool:
        """Show what was taken back as it was, ready to be judged anew; False if it is not ours."""
        self.pinned = self.show_event(event)
        return self.pinned

    def show_event(self, event: FeedbackEvent) -> bool:
        """Show what an event was about; False if it is not of this mode."""
        raise NotImplementedError

    def remaining(self) -> str:
        """Say how much is left."""
        raise NotImplementedError

    def seen(self) -> Remarkable | None:
        """Return what is on the screen, for a remark about it."""
        raise NotImplementedError

    def show_flags(self) -> None:
        """Mark the flagged words of what is on the screen."""

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

    def add_key(self, key: str, slot: Callable[[], object]) -> None:
        """Let a key act inside this mode."""
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        shortcut = QShortcut(QKeySequence(key), self, context=context)
        shortcut.activated.connect(slot)
        self._own_keys.add(key)

    def add_command(self, key: str, text: str, slot: Callable[[], object]) -> KeyedButton:
        """Add a button to the line below, and its key."""
        widget = KeyedButton(key_cap(key), text)
        widget.clicked.connect(slot)
        self._line.addWidget(widget)
        self.add_key(key, slot)
        return widget

    def add_common(self, skip: Callable[[], object], bad: Callable[[], object]) -> None:
        """Add what every mode has: pass over, bad prompt, undo, redo; with the user's keys."""
        self._common: dict[Command, tuple[KeyedButton, Callable[[], object]]] = {}
        for command, slot in (
            (Command.SKIP, skip),
            (Command.BAD_PROMPT, bad),
            (Command.FLAG, partial(self.remark_requested.emit, Remark.FLAG)),
            (Command.COMMENT, partial(self.remark_requested.emit, Remark.COMMENT)),
            (Command.TAGS, partial(self.remark_requested.emit, Remark.TAGS)),
            (Command.UNDO, self.undo_requested.emit),
            (Command.REDO, self.redo_requested.emit),
            (Command.KEYS, self.keys_requested.emit),
        ):
            widget = KeyedButton("", caption(command))
            widget.clicked.connect(partial(_call, slot))
            self._line.addWidget(widget)
            self._common[command] = (widget, slot)
        self._on_habits_changed()
        self.habits.changed.connect(self._on_habits_changed)

    def set_undo(self, undo: str, redo: str, *, can_undo: bool, can_redo: bool) -> None:
        """Name what undo and redo would act on."""
        for command, text, able in (
            (Command.UNDO, undo, can_undo),
            (Command.REDO, redo, can_redo),
        ):
            widget = self._common[command][0]
            widget.set_caption(text)
            widget.setEnabled(able)
        self._common[Command.REDO][0].setVisible(can_redo)

    @Slot()
    def _on_habits_changed(self) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = []
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for command, (widget, slot) in self._common.items():
            keys = [k for k in self.habits.keys.keys(command) if k not in self._own_keys]
            widget.set_key(key_cap(keys[0]) if keys else "")
            for key in keys:
                shortcut = QShortcut(QKeySequence(key), self, context=context)
                shortcut.activated.connect(partial(_call, slot))
                self._shortcuts.append(shortcut)


def _call(slot: Callable[[], object], _checked: bool = False) -> None:
    slot()
