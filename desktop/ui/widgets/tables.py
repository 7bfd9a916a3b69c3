"""How our tables look and behave: whole rows under headings, no grid, Tab leaves them.

A cell that is too narrow for its text shows the whole of it on hovering, and a screen reader hears
each cell with the heading it stands under.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui.icons import Symbol, icon
from desktop.ui.widgets.labels import whole_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QShowEvent

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
_Role = Qt.ItemDataRole


class RowsModel(QAbstractTableModel):
    """Rows of texts under headings; a subclass says how many, and what stands in a cell."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._headings: tuple[str, ...] = ()

    def set_headings(self, headings: Sequence[str]) -> None:
        """Say what the columns are; called once, in the constructor."""
        self._headings = tuple(headings)

    def row_count(self) -> int:
        """Return the number of rows."""
        raise NotImplementedError

    def cell(self, row: int, column: int) -> str:
        """Return the text of a cell of a row there is."""
        raise NotImplementedError

    def tip(self, row: int, column: int) -> str:
        """Return what hovering over a cell shows: its whole text."""
        return self.cell(row, column)

    def struck_out(self, row: int, column: int) -> bool:
        """Whether a cell is struck through: it says what no longer holds."""
        return False

    def symbol(self, row: int, column: int) -> Symbol | None:
        """Return the icon before a cell's text, or none."""
        return None

    def cells_changed(self, first: int = 0, last: int | None = None) -> None:
        """Tell the views to look again at some rows, or at all of them."""
        final = self.row_count() - 1 if last is None else last
        if final >= first:
            corner = self.index(final, len(self._headings) - 1)
            self.dataChanged.emit(self.index(first, 0), corner)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of rows; no row has rows of its own."""
        return 0 if parent.isValid() else self.row_count()

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """Return a column's heading."""
        if orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self._headings[section]
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401
        """Return what Qt asks of a cell."""
        row, column = index.row(), index.column()
        if not 0 <= row < self.row_count():
            return None
        if role == _Role.DisplayRole:
            return self.cell(row, column)
        if role == _Role.ToolTipRole:
            return whole_tip(self.tip(row, column))
        if role == _Role.AccessibleTextRole:
            return f"{self._headings[column]}: {self.cell(row, column)}"
        if role == _Role.DecorationRole:
            symbol = self.symbol(row, column)
            return icon(symbol) if symbol is not None else None
        if role == _Role.FontRole and self.struck_out(row, column):
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None


def row_table(
    model: QAbstractItemModel, accessible_name: str, *, stretched: Sequence[int]
) -> QTableView:
    """Return a table of rows to choose from; the columns `stretched` share the spare width."""
    view = _RowTable(stretched)
    view.setModel(model)
    show_rows(view, accessible_name)
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    for column in stretched:
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return view


class _RowTable(QTableView):
    """Never lets a stretched column be narrower than its heading, at any text size."""

    def __init__(self, stretched: Sequence[int]) -> None:
        super().__init__()
        self._stretched = stretched

    def showEvent(self, event: QShowEvent) -> None:
        """Reckon with the style sheet, which only those that are shown have."""
        super().showEvent(event)
        self._fit_headings()

    def changeEvent(self, event: QEvent) -> None:
        """Reckon with another text size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_headings()

    def _fit_headings(self) -> None:
        header = self.horizontalHeader()
        if header.count():
            widest = max(header.sectionSizeHint(column) for column in self._stretched)
            header.setMinimumSectionSize(widest)


def show_rows(view: QTableView, accessible_name: str) -> None:
    """Give a table the look and the behaviour of ours; its columns stay as they are."""
    view.setAccessibleName(accessible_name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    header = view.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
