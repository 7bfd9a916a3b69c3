"""The answers of a ranking as a list: placed ones on top, best first, those that wait below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QWidget

from desktop.ui.widgets.labels import whole_tip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QDropEvent

    from desktop.domain.rank_order import RankOrder

PREVIEW = 140
_ROLE = Qt.ItemDataRole.UserRole


class RankList(QListWidget):
    """Shows a ranking while it is being made.

    Signals:
        answer_chosen: Another answer should be read: its id.
        dropped_between: An answer was dragged before the tier with this index: id and index.
        dropped_on: An answer was dragged onto another: both ids.
    """

    answer_chosen = Signal(int)
    dropped_between = Signal(int, int)
    dropped_on = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._order: RankOrder | None = None
        self.setAccessibleName(self.tr("Answers in your order"))
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._on_current_changed)

    def show_order(self, order: RankOrder, names: Mapping[int, str], current: int) -> None:
        """Show the answers; one of them is read."""
        self._order = order
        ranks = {i: n for n, tier in enumerate(order.tiers, start=1) for i in tier}
        self.blockSignals(True)
        self.clear()
        for answer in order.shown:
            item = QListWidgetItem(self._caption(names[answer], ranks.get(answer)))
            item.setToolTip(whole_tip(item.text()))
            item.setData(_ROLE, answer)
            self.addItem(item)
            if answer == current:
                self.setCurrentItem(item)
        self.blockSignals(False)
        self.answer_chosen.emit(current)

    def current_answer(self) -> int:
        """Return the answer that is read; 0 when the list is empty."""
        item = self.currentItem()
        return 0 if item is None else int(item.data(_ROLE))

    def step(self, by: int) -> None:
        """Read the answer above or below."""
        row = self.currentRow() + by
        if 0 <= row < self.count():
            self.setCurrentRow(row)

    def dropEvent(self, event: QDropEvent) -> None:
        """Say where the dragged answer was let go; the ranking itself moves it."""
        dragged = self.current_answer()
        target = self.itemAt(event.position().toPoint())
        where = self.dropIndicatorPosition()
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        self.drop(dragged, target, where)

    def drop(
        self,
        dragged: int,
        target: QListWidgetItem | None,
        where: QAbstractItemView.DropIndicatorPosition,
    ) -> None:
        """Carry out a drop on, above or below an answer, or behind all."""
        if self._order is None or not dragged:
            return
        tiers = [tier for tier in ([i for i in t if i != dragged] for t in self._order.tiers)]
        tiers = [tier for tier in tiers if tier]
        other = 0 if target is None else int(target.data(_ROLE))
        index = next((n for n, tier in enumerate(tiers) if other in tier), len(tiers))
        positions = QAbstractItemView.DropIndicatorPosition
        if where is positions.OnItem and index < len(tiers):
            self.dropped_on.emit(dragged, other)
        elif other != dragged:
            below = where is positions.BelowItem and index < len(tiers)
            self.dropped_between.emit(dragged, index + below)

    def _caption(self, name: str, rank: int | None) -> str:
        place = "–" if rank is None else str(rank)
        return f"{place}   {name}"

    def _on_current_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.answer_chosen.emit(int(item.data(_ROLE)))
