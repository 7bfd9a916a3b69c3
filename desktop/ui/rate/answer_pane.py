"""One answer of the pair: its letter in its colour, its length, its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from desktop.ui.rate.remark_bar import RemarkBar
from desktop.ui.text.views import ResponseView
from desktop.ui.text.visible import count_words
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import ends
from desktop.ui.widgets.labels import Chip, label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.theme.theme import Theme


class AnswerPane(Card):
    """Shows answer A or B.

    Args:
        theme: Colours and text size of the answer.
        letter: "A" or "B".
        parent: The widget that holds it.
    """

    def __init__(self, theme: Theme, letter: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._letter = letter
        self.view = ResponseView(theme, self.tr("Answer {letter}").format(letter=letter))
        self._words = label(role="muted")
        self._raw_chip = Chip(parent=self)
        self.remarks = RemarkBar(self)
        self._build()
        self.view.shown.connect(self._on_view_shown)

    def _build(self) -> None:
        letter = label(self._letter, "big", tone=self._letter.lower())
        head = ends((letter,), (self._raw_chip, self._words))
        self.body.setContentsMargins(16, 10, 8, 8)
        self.body.setSpacing(4)
        self.body.addLayout(head)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.remarks)
        self.setMinimumHeight(120)

    def set_text(self, text: str) -> None:
        """Show an answer, from its beginning."""
        self.view.set_text(text)
        self._count_words()

    def show_pieces(self, pieces: list[tuple[str, bool]], tone: str) -> None:
        """Show an answer with what the other one does not say marked in a colour."""
        self.view.show_pieces(pieces, tone)
        self._count_words()

    def _count_words(self) -> None:
        count = count_words(self.view.text())
        self._words.setText(self.tr("%n word(s)", "", count))

    @Slot()
    def _on_view_shown(self) -> None:
        if self.view.in_pieces():
            self._raw_chip.show_state(self.tr("only here: underlined"), self._letter.lower())
        elif self.view.raw():
            self._raw_chip.show_state(self.tr("raw text"), "accent")
        elif self.view.raw_shows_more():
            self._raw_chip.show_state(self.tr("R shows hidden characters"), "warning")
        else:
            self._raw_chip.show_state("")
