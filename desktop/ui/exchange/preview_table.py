"""The first rows of a file as they would be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.ui.error_words import translated
from desktop.ui.exchange.words import record_kind, record_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.importing import PreviewRow

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
LINE, KIND, PROMPT, ANSWERS = range(4)
_LONGEST = 300


class PreviewTable(QAbstractTableModel):
    """A row for each row of the file: its line, what it becomes, or why it is refused."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[PreviewRow] = ()

    def set_rows(self, rows: Sequence[PreviewRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - as in Qt
        """Return the title of a column."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            titles = self.tr("Line"), self.tr("Becomes"), self.tr("Prompt"), self.tr("Answers")
            return titles[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return what a cell shows."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self._rows[index.row()]
        if index.column() == LINE:
            return str(row.line)
        if row.record is None:
            refused = self.tr("refused"), translated(row.reason), ""
            return refused[index.column() - 1]
        texts = record_kind(row.record), *record_texts(row.record)
        return " ".join(texts[index.column() - 1][:_LONGEST].split())
