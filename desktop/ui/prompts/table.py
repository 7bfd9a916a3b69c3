"""The prompts of a project as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desktop.domain.prompts import Prompt, Split

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
TEXT, TURNS, ANSWERS, USE, TAGS = range(5)
LONGEST = 300


class PromptTable(QAbstractTableModel):
    """One row a prompt: its text, number of messages, answers, use and tags."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._prompts: list[Prompt] = []
        self._answers: Mapping[int, int] = {}
        self._headers = (
            self.tr("Prompt"),
            self.tr("Messages"),
            self.tr("Answers"),
            self.tr("Use"),
            self.tr("Tags"),
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

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of prompts."""
        return 0 if parent.isValid() else len(self._prompts)

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headers)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return a column's heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headers[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell; retired prompts are struck through and say so."""
        prompt = self.prompt_at(index.row())
        if prompt is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(prompt, index.column())
        if role == Qt.ItemDataRole.FontRole and prompt.retired and index.column() == TEXT:
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None

    def _text(self, prompt: Prompt, column: int) -> str:
        if column == TEXT:
            return " ".join(prompt.text[:LONGEST].split())
        if column == TURNS:
            return str(len(prompt.messages))
        if column == ANSWERS:
            return str(self._answers.get(prompt.id, 0))
        if column == USE:
            return self._use(prompt)
        return ", ".join(prompt.tags)

    def _use(self, prompt: Prompt) -> str:
        if prompt.retired:
            return self.tr("in the trash")
        if prompt.split is Split.HELD_OUT:
            return self.tr("held out")
        return self.tr("training")
