"""Where an answer is corrected: the prompt above, the editor with what changed below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.rate.correction import CorrectionEditor
from desktop.ui.rate.prompt_card import PromptCard

if TYPE_CHECKING:
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme


class CorrectionPage(QWidget):
    """Stands in the place of the way of judging while an answer is corrected."""

    def __init__(self, theme: Theme, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prompt = PromptCard(theme)
        self.editor = CorrectionEditor(theme, habits)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.prompt)
        column.addWidget(self.editor, 1)
