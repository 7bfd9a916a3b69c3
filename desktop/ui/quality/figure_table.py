"""A small table of figures that is as tall as its rows; screen readers read it cell by cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView, QWidget

from desktop.ui.widgets.tables import RowsModel, show_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS = 12
"""Rows shown at once; further ones are scrolled to."""


class FigureModel(RowsModel):
    """Rows of texts under headings."""

    def __init__(self, headings: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[list[str]] = []
        self.set_headings(headings)

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = [list(row) for row in rows]
        self.endResetModel()

    def row_count(self) -> int:
        """Return the number of rows."""
        return len(self._rows)

    def cell(self, row: int, column: int) -> str:
        """Return a cell's text."""
        return self._rows[row][column]


class FigureTable(QTableView):
    """Shows rows of figures; each column is as wide as what stands in it."""

    def __init__(
        self, accessible_name: str, headings: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.figures = FigureModel(headings, self)
        self.setModel(self.figures)
        show_rows(self, accessible_name)
        self.setProperty("role", "plain")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)

    def set_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show other rows and take the height they need."""
        self.figures.set_rows(rows)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Be as tall as the heading and the rows."""
        rows = min(self.figures.rowCount(), MOST_ROWS)
        height = self.verticalHeader().defaultSectionSize()
        frame = 2 * self.frameWidth() + 4
        return QSize(240, self.horizontalHeader().sizeHint().height() + rows * height + frame)

    def minimumSizeHint(self) -> QSize:
        """Never be cut off in height."""
        return QSize(160, self.sizeHint().height())
