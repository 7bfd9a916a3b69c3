"""The judgements found, as a table of any length.

It knows only the ids of its rows, eight bytes each; what a row says is read when it comes on the
screen, a page at a time by the ids of that page.
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from typing import TYPE_CHECKING

from desktop.domain.history import HistoryRow, State
from desktop.ui.history.words import KINDS, STATES, judge_words, judgement_words, time_words, word
from desktop.ui.widgets.tables import NO_INDEX, RowsModel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

TIME, KIND, SAID, PROMPT, JUDGE, ROUND, STATE = range(7)
PAGE = 64
PAGES_KEPT = 40

Read = list[HistoryRow]


class HistoryTable(RowsModel):
    """One row a judgement."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids = array("q")
        self._pages: OrderedDict[int, dict[int, HistoryRow]] = OrderedDict()
        self._read: Callable[[Sequence[int]], Read] | None = None
        self.set_headings(
            (
                self.tr("When"),
                self.tr("Kind"),
                self.tr("Judgement"),
                self.tr("Prompt"),
                self.tr("Judge"),
                self.tr("Round"),
                self.tr("State"),
            )
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
        self.cells_changed()

    def id_at(self, row: int) -> int | None:
        """Return the judgement of a row."""
        return self._ids[row] if 0 <= row < len(self._ids) else None

    def ids(self) -> Sequence[int]:
        """Return all judgements, as they stand."""
        return self._ids

    def row_of(self, event_id: int) -> int:
        """Return the row of a judgement, or -1."""
        try:
            return self._ids.index(event_id)
        except ValueError:
            return -1

    def row_count(self) -> int:
        """Return the number of judgements."""
        return len(self._ids)

    def cell(self, row: int, column: int) -> str:
        """Return a fact about a judgement; nothing where it cannot be read."""
        line = self._line(row)
        return _text(line, column) if line is not None else ""

    def struck_out(self, row: int, column: int) -> bool:
        """Strike through what does not stand; another column says so."""
        line = self._line(row) if column == SAID else None
        return line is not None and line.state is not State.STANDING

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
