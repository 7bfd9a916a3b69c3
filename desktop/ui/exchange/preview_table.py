"""The first rows of a file as they would be imported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.error_words import translated
from desktop.ui.exchange.words import record_kind, record_texts
from desktop.ui.widgets.tables import RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.importing import PreviewRow

LINE, KIND, PROMPT, ANSWERS = range(4)
_LONGEST = 300


class PreviewTable(RowsModel):
    """A row for each row of the file: its line, what it becomes, or why it is refused."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[PreviewRow] = ()
        self.set_headings(
            (self.tr("Line"), self.tr("Becomes"), self.tr("Prompt"), self.tr("Answers"))
        )

    def set_rows(self, rows: Sequence[PreviewRow]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def cell(self, row: int, column: int) -> str:
        """Return a part of a row, on one line; or why the row is refused."""
        line = self._rows[row]
        if column == LINE:
            return str(line.line)
        if line.record is None:
            refused = self.tr("refused"), translated(line.reason), ""
            return refused[column - 1]
        texts = record_kind(line.record), *record_texts(line.record)
        return " ".join(texts[column - 1][:_LONGEST].split())
