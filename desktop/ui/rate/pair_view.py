"""Answers A and B side by side, scrolled together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QWidget

from desktop.ui.rate.answer_pane import AnswerPane
from desktop.ui.text.diff import sides, word_diff

if TYPE_CHECKING:
    from desktop.ui.theme.theme import Theme


class PairView(QWidget):
    """Two panes of the same size; scrolling one scrolls the other to the same share."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.a = AnswerPane(theme, "A")
        self.b = AnswerPane(theme, "B")
        self._together = True
        self._texts = ("", "")
        self._diff = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.a, 1)
        row.addWidget(self.b, 1)
        self._bar_a = self.a.view.verticalScrollBar()
        self._bar_b = self.b.view.verticalScrollBar()
        self._bar_a.valueChanged.connect(self._on_a_scrolled)
        self._bar_b.valueChanged.connect(self._on_b_scrolled)

    def set_texts(self, a: str, b: str) -> None:
        """Show two answers from their beginning."""
        self._together = False
        self._texts = (a, b)
        if self._diff:
            self._show_differences()
        else:
            self.a.set_text(a)
            self.b.set_text(b)
        self._together = True

    def grow_texts(self, a: str, b: str) -> None:
        """Show more of two answers that are still being written; the eye keeps its place."""
        places = self._bar_a.value(), self._bar_b.value()
        self.set_texts(a, b)
        self._together = False
        self._bar_a.setValue(places[0])
        self._bar_b.setValue(places[1])
        self._together = True

    def set_raw(self, raw: bool) -> None:
        """Show both as raw text, or rendered."""
        self._together = False
        self.a.view.set_raw(raw)
        self.b.view.set_raw(raw)
        self._together = True

    def set_diff(self, diff: bool) -> None:
        """Mark what only one of the answers says, or show both as usual."""
        self._diff = diff
        self.set_texts(*self._texts)

    def diff(self) -> bool:
        """Return whether the differences are marked."""
        return self._diff

    def _show_differences(self) -> None:
        only_a, only_b = sides(word_diff(*self._texts))
        self.a.show_pieces(only_a, "answer_a")
        self.b.show_pieces(only_b, "answer_b")

    def raw(self) -> bool:
        """Return whether the raw texts are shown."""
        return self.a.view.raw()

    def scroll_pages(self, pages: int) -> None:
        """Scroll both by so many pages."""
        self._together = False
        self.a.view.scroll_pages(pages)
        self.b.view.scroll_pages(pages)
        self._together = True

    @Slot()
    def _on_a_scrolled(self) -> None:
        self._follow(self._bar_a, self._bar_b)

    @Slot()
    def _on_b_scrolled(self) -> None:
        self._follow(self._bar_b, self._bar_a)

    def _follow(self, moved: QScrollBar, other: QScrollBar) -> None:
        if not self._together or moved.maximum() == 0:
            return
        self._together = False
        other.setValue(round(moved.value() / moved.maximum() * other.maximum()))
        self._together = True
