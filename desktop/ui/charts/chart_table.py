"""The charts' numbers as a table, which can be read aloud, searched and copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QTableView, QVBoxLayout, QWidget

from desktop.ui.charts.metric_texts import metric_text
from desktop.ui.widgets.tables import RowsModel, show_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.ui.charts.series import Series


class ChartTable(RowsModel):
    """One row a step, one column a metric."""

    def __init__(self, series: Mapping[str, Series]) -> None:
        super().__init__()
        self.set_headings(
            (self.tr("Step"), *(metric_text(name).label for name in series)),
        )
        self._steps = sorted({step for points in series.values() for step in points.steps})
        self._values = [
            dict(zip(points.steps, points.values, strict=True)) for points in series.values()
        ]

    def row_count(self) -> int:
        """Return the number of steps."""
        return len(self._steps)

    def cell(self, row: int, column: int) -> str:
        """Return the step, or a value to six figures; empty where none was recorded."""
        step = self._steps[row]
        if column == 0:
            return str(step)
        value = self._values[column - 1].get(step)
        return "" if value is None else f"{value:.6g}"


class ChartTableDialog(QDialog):
    """Shows the table beside the window."""

    def __init__(self, series: Mapping[str, Series], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Numbers of the charts"))
        self.resize(820, 480)
        self.model = ChartTable(series)
        self.table = QTableView()
        self.table.setModel(self.model)
        show_rows(self.table, self.tr("Numbers of the charts"))
        QVBoxLayout(self).addWidget(self.table)
