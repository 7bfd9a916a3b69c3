"""The turns of a conversation, each shown as it is; the last one grows while it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.prompts import Role
from desktop.ui.text.views import ResponseView
from desktop.ui.widgets.containers import scrolled
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.ui.chat.answer_choice import AnswerChoice
    from desktop.ui.theme.theme import Theme


class Turn(QFrame):
    """One message."""

    def __init__(self, theme: Theme, role: Role, speaker: str) -> None:
        super().__init__()
        self.role = role
        self.setProperty("role", "card")
        self.speaker = label(speaker, "section")
        self.view = ResponseView(theme, speaker)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 8)
        column.setSpacing(4)
        column.addWidget(self.speaker)
        column.addWidget(self.view)
        self.view.shown.connect(self._fit)

    def offer(self, choice: AnswerChoice) -> None:
        """Let the user choose among several answers, below the one that is shown."""
        choice.chosen.connect(self.set_text)
        self._column.addWidget(choice)

    def text(self) -> str:
        """Return the message."""
        return self.view.text()

    @Slot(str)
    def set_text(self, text: str) -> None:
        """Show the message; an answer as markdown, a question as it was typed."""
        self.view.set_text(text, markdown=self.role is Role.ASSISTANT)

    @Slot()
    def _fit(self) -> None:
        document = self.view.document()
        document.setTextWidth(self.view.viewport().width())
        self.view.setFixedHeight(int(document.size().height()) + 8)

    def resizeEvent(self, event: object) -> None:
        """Fit the height to the new width."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()


class Transcript(QWidget):
    """A column of turns that stays at its end while an answer comes."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.turns: list[Turn] = []
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self._area = scrolled(holder)
        self._area.verticalScrollBar().rangeChanged.connect(self._to_end)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self._pending = ""
        self._painter = QTimer(self)
        self._painter.setSingleShot(True)
        self._painter.setInterval(60)
        self._painter.timeout.connect(self._paint_pending)

    def add(self, role: Role, text: str, speaker: str) -> None:
        """Add a message."""
        self._paint_pending()
        turn = Turn(self._theme, role, speaker)
        self.turns.append(turn)
        self._column.insertWidget(self._column.count() - 1, turn)
        turn.set_text(text)

    def extend_last(self, text: str) -> None:
        """Append to the last message, soon: a stream is painted a few times a second."""
        self._pending += text
        if not self._painter.isActive():
            self._painter.start()

    def set_last(self, text: str) -> None:
        """Replace the last message."""
        self._painter.stop()
        self._pending = ""
        if self.turns:
            self.turns[-1].set_text(text)

    def remove_last(self) -> None:
        """Take the last message away."""
        self._painter.stop()
        self._pending = ""
        if self.turns:
            turn = self.turns.pop()
            self._column.removeWidget(turn)
            turn.deleteLater()

    def clear(self) -> None:
        """Take all messages away."""
        while self.turns:
            self.remove_last()

    @Slot()
    def _paint_pending(self) -> None:
        if self._pending and self.turns:
            last, text = self.turns[-1], self._pending
            self._pending = ""
            last.set_text(last.text() + text)

    @Slot()
    def _to_end(self) -> None:
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.maximum())
