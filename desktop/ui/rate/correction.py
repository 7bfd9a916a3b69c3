"""Correcting an answer: the user's version on the left, what changed on the right, live.

The draft is written to the project while the user types, so that neither Esc nor a crash loses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.number_texts import signed_text
from desktop.ui.rate.command_line import CommandLine
from desktop.ui.rate.commands import Command
from desktop.ui.rate.diff_view import DiffView
from desktop.ui.rate.keys import Scope
from desktop.ui.text.diff import count_changes, word_diff
from desktop.ui.text.editor import TextEditor, with_plain_breaks
from desktop.ui.text.spans import utf16_length
from desktop.ui.text.visible import count_words
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import ends
from desktop.ui.widgets.labels import Chip, label

if TYPE_CHECKING:
    from desktop.ui.rate.habits import Habits
    from desktop.ui.text.hunks import Hunk
    from desktop.ui.theme.theme import Theme

DRAFT_MS = 200
DIFF_MS = 60
_BUTTONS = (
    *(Command.SAVE_CORRECTION, Command.LEAVE_CORRECTION),
    *(Command.NEXT_CHANGE, Command.PREVIOUS_CHANGE, Command.REVERT_CHANGE),
)


class CorrectionEditor(QWidget):
    """Edits one answer.

    Signals:
        saved: The user is done: the text, whether to learn to write it, whether to prefer it over
            the original.
        left: The user went back; the draft is kept.
        draft_changed: The text to keep; None when it is the original again.
        chosen: The button of a command was pressed.
    """

    saved = Signal(str, bool, bool)
    left = Signal()
    draft_changed = Signal(object)
    chosen = Signal(object)

    def __init__(self, theme: Theme, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original = ""
        self.edit = TextEditor(self.tr("Your version"))
        self.diff = DiffView(theme, self.tr("What you changed"))
        self._words = label(role="muted")
        self._difference = Chip(parent=self)
        self._changes = label(role="muted")
        self.demonstration = QCheckBox(self.tr("Learn to write this (demonstration)"))
        self.pair = QCheckBox(self.tr("Prefer this over the original"))
        self.save_button = primary_button(self.tr("Save and next"), name="save_correction")
        self.line = CommandLine(habits, Scope.CORRECT, _BUTTONS)
        self._draft_timer = self._timer(DRAFT_MS, self._on_draft_due)
        self._diff_timer = self._timer(DIFF_MS, self._on_diff_due)
        self._build()
        self._connect()

    def start(self, original: str, draft: str | None) -> None:
        """Begin with the draft where there is one, else with the original."""
        self._original = with_plain_breaks(original)
        self.edit.blockSignals(True)
        self.edit.set_text(self._original if draft is None else draft)
        self.edit.blockSignals(False)
        self.demonstration.setChecked(True)
        self.pair.setChecked(True)
        self._on_diff_due()
        self.edit.setFocus()

    def flush(self) -> None:
        """Keep the draft now."""
        if self._draft_timer.isActive():
            self._on_draft_due()

    def _timer(self, milliseconds: int, slot: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    def _build(self) -> None:
        panes = QHBoxLayout()
        panes.setSpacing(12)
        panes.addWidget(self._editor_card(), 1)
        panes.addWidget(self._diff_card(), 1)
        said = label(self.tr("Teaches:"), "muted")
        teaches = ends((said, self.demonstration, self.pair), (self.save_button,), 12)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(panes, 1)
        column.addLayout(teaches)
        column.addWidget(self.line)

    def _editor_card(self) -> Card:
        card = Card()
        card.setProperty("tone", "accent")
        title = label(self.tr("Your version"), "title")
        card.body.addLayout(ends((title,), (self._words, self._difference)))
        card.body.addWidget(self.edit, 1)
        return card

    def _diff_card(self) -> Card:
        card = Card()
        title = label(self.tr("What you changed"), "title")
        card.body.addLayout(ends((title,), (self._changes,)))
        card.body.addWidget(self.diff, 1)
        card.body.addWidget(label(self.tr("Click a change to take it back."), "muted", wrap=True))
        return card

    def _connect(self) -> None:
        self.edit.textChanged.connect(self._on_text_changed)
        self.save_button.clicked.connect(self._on_save)
        self.line.chosen.connect(self.chosen)
        self.diff.hunk_clicked.connect(self.take_back)

    def do(self, command: Command) -> None:
        """Carry out one of the commands of correcting."""
        actions = {
            Command.SAVE_CORRECTION: self._on_save,
            Command.LEAVE_CORRECTION: self._back,
            Command.NEXT_CHANGE: self._next_change,
            Command.PREVIOUS_CHANGE: self._previous_change,
            Command.REVERT_CHANGE: self._revert,
        }
        if command in actions:
            actions[command]()

    @Slot()
    def _on_text_changed(self) -> None:
        if not self._draft_timer.isActive():
            self._draft_timer.start()
        if not self._diff_timer.isActive():
            self._diff_timer.start()

    @Slot()
    def _on_draft_due(self) -> None:
        self._draft_timer.stop()
        text = self.edit.text()
        self.draft_changed.emit(None if text == self._original else text)

    @Slot()
    def _on_diff_due(self) -> None:
        self._diff_timer.stop()
        text = self.edit.text()
        pieces = word_diff(self._original, text)
        if pieces != self.diff.pieces():
            self.diff.set_pieces(pieces)
        changes = count_changes(pieces)
        count = count_words(text)
        self._words.setText(self.tr("%n word(s)", "", count))
        difference = count - count_words(self._original)
        self._difference.show_state(signed_text(difference) if difference else "")
        self._changes.setText(self.tr("%n change(s)", "", changes))
        usable = text != self._original and bool(text.strip())
        self.save_button.setEnabled(usable)
        self.line.buttons[Command.SAVE_CORRECTION].setEnabled(usable)

    @Slot()
    def _on_save(self) -> None:
        text = self.edit.text()
        if text == self._original or not text.strip():
            return
        self._draft_timer.stop()
        self.saved.emit(text, self.demonstration.isChecked(), self.pair.isChecked())

    @Slot(object)
    def take_back(self, hunk: Hunk) -> None:
        """Put the original's words back in one place; the editor's own undo brings mine back."""
        text = self.edit.text()
        if text[hunk.start : hunk.start + len(hunk.added)] != hunk.added:
            return
        cursor = self.edit.textCursor()
        start = utf16_length(text[: hunk.start])
        cursor.setPosition(start)
        cursor.setPosition(start + utf16_length(hunk.added), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(hunk.removed)
        self.edit.setTextCursor(cursor)
        self._on_diff_due()

    def _next_change(self) -> None:
        self._on_diff_due()
        self.diff.mark_next(1)

    def _previous_change(self) -> None:
        self.diff.mark_next(-1)

    def _revert(self) -> None:
        hunk = self.diff.marked()
        if hunk is None:
            self._next_change()
            return
        self.take_back(hunk)
        self.diff.mark_next(1)

    def _back(self) -> None:
        self.flush()
        self.left.emit()
