"""The judgements found, as a table of any length.

It knows only the ids of its rows, eight bytes each; what a row says is read when it comes on the
screen, a page at a time by the ids of that page.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desktop.domain.history import HistoryRow, State
from desktop.ui.history.words import KINDS, STATES, judge_words, judgement_words, time_words, word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()
TIME, KIND, SAID, PROMPT, JUDGE, ROUND, STATE = range(7)
PAGE = 64
PAGES_KEPT = 40

Read = list[HistoryRow]


class HistoryTable(QAbstractTableModel):
    """One row a judgement."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = array("q")
        self._pages: OrderedDict[int, dict[int, HistoryRow]] = OrderedDict()
        self._read: Callable[[Sequence[int]], Read] | None = None
        self._headers = (
            self.tr("When"),
            self.tr("Kind"),
            self.tr("Judgement"),
            self.tr("Prompt"),
            self.tr("Judge"),
            self.tr("Round"),
            self.tr("State"),
        )

    def set_source(self, read: Callable[[Sequence[int]], Read] | None) -> None:
        """Read rows with this function from now on; None lets go of it."""
        self._read = read
        self.set_ids([])

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show other judgements."""
        self.beginResetModel()
        self._ids = array("q", ids)
        self._pages.clear()
        self.endResetModel()

    def add_ids(self, ids: Sequence[int]) -> None:
        """Show further judgements below."""
        if ids:
            self.beginInsertRows(NO_INDEX, len(self._ids), len(self._ids) + len(ids) - 1)
            # The last page may have been read while it was short.
            self._pages.pop(len(self._ids) // PAGE, None)
            self._ids.extend(ids)
            self.endInsertRows()

    def forget(self) -> None:
        """Read the rows again: something about them changed."""
        self._pages.clear()
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self._headers) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def id_at(self, row: int) -> int | None:
        """Return the judgement of a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def row_of(self, event_id: int) -> int:
        """Return the row of a judgement, or -1."""
        try:
            return self._ids.index(event_id)
        except ValueError:
            return -1

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Return the number of judgements."""
        return 0 if parent.isValid() else len(self._ids)

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
        """Return a cell; what does not stand is struck through and says so."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.FontRole):
            return None
        line = self._line(index.row())
        if line is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _text(line, index.column())
        if line.state is not State.STANDING and index.column() == SAID:
            font = QFont()
            font.setStrikeOut(True)
            return font
        return None

    def _line(self, row: int) -> HistoryRow | None:
        event_id = self.id_at(row)
        if event_id is None or self._read is None:
            return None
        page = row // PAGE
        if page not in self._pages:
            ids = self._ids[page * PAGE : (page + 1) * PAGE].tolist()
            self._pages[page] = {line.event.id: line for line in self._read(ids)}
            if len(self._pages) > PAGES_KEPT:
                self._pages.popitem(last=False)
        return self._pages[page].get(event_id)


def _text(line: HistoryRow, column: int) -> str:
    event = line.event
    if column == TIME:
        return time_words(event.created_at)
    if column == KIND:
        return word(KINDS[event.kind])
    if column == SAID:
        return " ".join(judgement_words(event.judgement).split())
    if column == PROMPT:
        return line.prompt
    if column == JUDGE:
        return judge_words(event.judge)
    return str(event.round) if column == ROUND else word(STATES[line.state])
