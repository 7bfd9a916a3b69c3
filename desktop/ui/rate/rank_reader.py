"""The answer of a ranking that is being read: its letter, its place, its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.rate.remark_bar import RemarkBar
from desktop.ui.text.diff import sides, word_diff
from desktop.ui.text.views import ResponseView
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.ui.theme.theme import Theme


class RankReader(Card):
    """Shows one answer, on its own or with what differs from another one marked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.view = ResponseView(theme, self.tr("Answer"))
        self.remarks = RemarkBar(self)
        self._letter = label("", "big", tone="accent")
        self._place = label(role="muted")
        head = QHBoxLayout()
        head.addWidget(self._letter)
        head.addStretch(1)
        head.addWidget(self._place)
        self.body.addLayout(head)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.remarks)

    def letter(self) -> str:
        """Return the name of the answer that is shown."""
        return self._letter.text()

    def show_answer(self, letter: str, text: str, other: str | None) -> None:
        """Show an answer; where another text is given, what that does not say is marked."""
        self._letter.setText(letter)
        self.view.setAccessibleName(self.tr("Answer {letter}").format(letter=letter))
        if other is not None:
            self.view.show_pieces(sides(word_diff(other, text))[1], "accent")
        elif self.view.text() != text or self.view.in_pieces():
            self.view.set_text(text)

    def show_place(self, place: int | None) -> None:
        """Show which place the answer has."""
        words = self.tr("place {n}").format(n=place) if place else self.tr("no place yet")
        self._place.setText(words)

    def toggle_raw(self) -> bool:
        """Show the raw text or the rendered one; returns whether it is the raw one."""
        self.view.set_raw(not self.view.raw())
        return self.view.raw()
