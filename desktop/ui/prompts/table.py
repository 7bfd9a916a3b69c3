"""The prompts of a project as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.prompts import Prompt, Split
from desktop.ui.widgets.tables import RowsModel

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

TEXT, TURNS, ANSWERS, USE, TAGS = range(5)
LONGEST = 300


class PromptTable(RowsModel):
    """One row a prompt: its text, number of messages, answers, use and tags."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._prompts: list[Prompt] = []
        self._answers: Mapping[int, int] = {}
        self.set_headings(
            (
                self.tr("Prompt"),
                self.tr("Messages"),
                self.tr("Answers"),
                self.tr("Use"),
                self.tr("Tags"),
            )
        )

    def set_prompts(self, prompts: Sequence[Prompt], answers: Mapping[int, int]) -> None:
        """Show other prompts; `answers` counts the answers by prompt id."""
        self.beginResetModel()
        self._prompts = list(prompts)
        self._answers = answers
        self.endResetModel()

    def prompt_at(self, row: int) -> Prompt | None:
        """Return the prompt of a row."""
        return self._prompts[row] if 0 <= row < len(self._prompts) else None

    def row_of(self, prompt_id: int) -> int:
        """Return the row of a prompt, or -1."""
        rows = (row for row, prompt in enumerate(self._prompts) if prompt.id == prompt_id)
        return next(rows, -1)

    def row_count(self) -> int:
        """Return the number of prompts."""
        return len(self._prompts)

    def cell(self, row: int, column: int) -> str:
        """Return a fact about a prompt."""
        prompt = self._prompts[row]
        if column == TEXT:
            return " ".join(prompt.text[:LONGEST].split())
        if column == TURNS:
            return str(len(prompt.messages))
        if column == ANSWERS:
            return str(self._answers.get(prompt.id, 0))
        if column == USE:
            return self._use(prompt)
        return ", ".join(prompt.tags)

    def struck_out(self, row: int, column: int) -> bool:
        """Strike through the text of a prompt in the trash; another column says so."""
        return column == TEXT and self._prompts[row].retired

    def _use(self, prompt: Prompt) -> str:
        if prompt.retired:
            return self.tr("in the trash")
        if prompt.split is Split.HELD_OUT:
            return self.tr("held out")
        return self.tr("training")
