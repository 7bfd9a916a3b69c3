"""The charts' numbers as a table, which can be read aloud, searched and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QDialog, QTableView, QVBoxLayout, QWidget

from desktop.ui.charts.metric_texts import metric_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.charts.series import Series

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ChartTable(QAbstractTableModel):
    """One row a step, one column a metric."""

    def __init__(self, series: Mapping[str, Series]) -> None:
        super().__init__()
        self._names = list(series)
        self._steps = sorted({step for points in series.values() for step in points.steps})
        self._values = [
            dict(zip(points.steps, points.values, strict=True)) for points in series.values()
        ]

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of steps."""
        return 0 if parent.isValid() else len(self._steps)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of metrics and the column of the step."""
        return 0 if parent.isValid() else len(self._names) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell: the step, or a value to six figures; empty where none was recorded."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        step = self._steps[index.row()]
        if index.column() == 0:
            return step
        value = self._values[index.column() - 1].get(step)
        return "" if value is None else f"{value:.6g}"

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return the metric's label."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        if section == 0:
            return self.tr("Step")
        return metric_text(self._names[section - 1]).label


class ChartTableDialog(QDialog):
    """Shows the table beside the window."""

    def __init__(self, series: Mapping[str, Series], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Numbers of the charts"))
        self.resize(820, 480)
        self.model = ChartTable(series)
        self.table = QTableView()
        self.table.setAccessibleName(self.tr("Numbers of the charts"))
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        QVBoxLayout(self).addWidget(self.table)
