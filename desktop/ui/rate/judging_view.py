"""The working part of the rating page: the prompt, and below it the pair or the correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.rate.choice_bar import ChoiceBar
from desktop.ui.rate.correction import CorrectionEditor
from desktop.ui.rate.pair_view import PairView
from desktop.ui.rate.prompt_card import PromptCard

if TYPE_CHECKING:
    from desktop.domain.prompts import Prompt
    from desktop.services.rating_items import RatingItem
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme


class JudgingView(QWidget):
    """Prompt card, pair with its choices, and the correction editor in the pair's place."""

    def __init__(self, theme: Theme, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prompt = PromptCard(theme)
        self.pair = PairView(theme)
        self.bar = ChoiceBar(habits)
        self.correction = CorrectionEditor(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._pair_page())
        self._stack.addWidget(self.correction)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.prompt)
        column.addWidget(self._stack, 1)

    def show_item(self, item: RatingItem) -> None:
        """Show another pair."""
        self.prompt.set_prompt(item.prompt)
        self.pair.set_texts(item.a.text, item.b.text)
        self._stack.setCurrentIndex(0)

    def show_growing(self, prompt: Prompt, a: str, b: str, *, anew: bool) -> None:
        """Show two answers as far as they are written; `anew` when they are another pair."""
        if anew:
            self.prompt.set_prompt(prompt)
            self.pair.set_texts(a, b)
        else:
            self.pair.grow_texts(a, b)
        self._stack.setCurrentIndex(0)

    def show_correction(self) -> None:
        """Put the editor in the place of the pair."""
        self._stack.setCurrentWidget(self.correction)

    def end_correction(self) -> None:
        """Show the pair again."""
        self._stack.setCurrentIndex(0)

    def is_correcting(self) -> bool:
        """Return whether the editor is shown."""
        return self._stack.currentWidget() is self.correction

    def _pair_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.pair, 1)
        column.addWidget(self.bar)
        return page
