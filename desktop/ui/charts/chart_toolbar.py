"""The controls above the charts: smoothing, axes, and ways out as picture, file or table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, SignalInstance, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSlider, QWidget

from desktop.ui.charts.chart_view import ChartView
from desktop.ui.charts.series import XAxis
from desktop.ui.charts.smoothing import MAX_SMOOTHING
from desktop.ui.icons import Symbol
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label
from desktop.ui.widgets.two_sides import TwoSides

if TYPE_CHECKING:
    from collections.abc import Sequence


class ChartToolbar(QWidget):
    """Says how the charts are looked at.

    Signals:
        view_changed: Another `ChartView` was chosen.
        other_chosen: Another run should be laid under this one: its id, 0 for none.
        all_toggled: Every recorded metric is wanted, or only those to watch.
        reset_requested, picture_requested, csv_requested, table_requested: A button was pressed.
    """

    view_changed = Signal(object)
    other_chosen = Signal(int)
    all_toggled = Signal(bool)
    reset_requested = Signal()
    picture_requested = Signal()
    csv_requested = Signal()
    table_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.smoothing = QSlider(Qt.Orientation.Horizontal)
        self.smoothing.setRange(0, round(MAX_SMOOTHING * 100))
        self.smoothing.setFixedWidth(120)
        self.smoothing.setAccessibleName(self.tr("Smoothing"))
        self.smoothing_value = label("", "muted")
        self.axis = QComboBox()
        self.axis.setAccessibleName(self.tr("Horizontal axis"))
        self.other = QComboBox()
        self.other.setAccessibleName(self.tr("Compare with another run"))
        self.log = QCheckBox(self.tr("Log scale"))
        self.all = QCheckBox(self.tr("All charts"))
        self._fill()
        self._build()
        self.set_view(ChartView())
        self.smoothing.valueChanged.connect(self._on_control_changed)
        self.axis.currentIndexChanged.connect(self._on_control_changed)
        self.log.toggled.connect(self._on_control_changed)
        self.all.toggled.connect(self.all_toggled)
        self.other.activated.connect(self._on_other_chosen)
        self.set_others([])

    def set_others(self, others: Sequence[tuple[int, str]]) -> None:
        """Offer other runs, by id and name; none is chosen."""
        self.other.clear()
        self.other.addItem(self.tr("Compare with…"), 0)
        for run_id, name in others:
            self.other.addItem(name, run_id)
        self.other.setVisible(bool(others))

    def _fill(self) -> None:
        self.axis.addItem(self.tr("Steps"), XAxis.STEP.value)
        self.axis.addItem(self.tr("Minutes since the start"), XAxis.RELATIVE.value)
        self.axis.addItem(self.tr("Time of day"), XAxis.WALL.value)

    def _build(self) -> None:
        ways = [label(self.tr("Smoothing"), "muted"), self.smoothing, self.smoothing_value]
        ways += [self.axis, self.other, self.log, self.all]
        outs = [self._tool(*described) for described in self._outs()]
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TwoSides(_side(ways), _side(outs)))

    def _outs(self) -> tuple[tuple[str, str, Symbol, SignalInstance], ...]:
        return (
            (self.tr("Reset zoom"), "reset", Symbol.RESTORE, self.reset_requested),
            (self.tr("Table"), "table", Symbol.TABLE, self.table_requested),
            (self.tr("Save picture"), "picture", Symbol.PICTURE, self.picture_requested),
            (self.tr("Save CSV"), "csv", Symbol.EXPORT, self.csv_requested),
        )

    def _tool(self, text: str, name: str, symbol: Symbol, signal: SignalInstance) -> QWidget:
        tool = button(text, role="flat", name=f"charts_{name}", symbol=symbol)
        tool.clicked.connect(signal)
        return tool

    def view(self) -> ChartView:
        """Return what is chosen."""
        axis = XAxis(self.axis.currentData())
        return ChartView(self.smoothing.value() / 100, axis, self.log.isChecked())

    def set_view(self, view: ChartView) -> None:
        """Choose a view."""
        self.smoothing.setValue(round(view.smoothing * 100))
        self.axis.setCurrentIndex(self.axis.findData(view.axis.value))
        self.log.setChecked(view.log)
        self._show_smoothing()

    def _show_smoothing(self) -> None:
        self.smoothing_value.setText(f"{self.smoothing.value() / 100:.2f}")

    @Slot(int)
    def _on_other_chosen(self, index: int) -> None:
        self.other_chosen.emit(int(self.other.itemData(index)))

    @Slot()
    def _on_control_changed(self) -> None:
        self._show_smoothing()
        self.view_changed.emit(self.view())


def _side(widgets: Sequence[QWidget]) -> QWidget:
    side = QWidget()
    row = QHBoxLayout(side)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return side
