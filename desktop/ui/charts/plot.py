"""The curve of one metric: the raw values faint, the smoothed ones on top, a crosshair.

All points are handed to pyqtgraph at once and it thins them out when painting (the peaks stay), so
that a hundred thousand points cost no more than the pixels they cover.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor

from desktop.ui.charts.axes import StepAxis, ValueAxis, least_range
from desktop.ui.charts.chart_view import ChartView
from desktop.ui.charts.series import Series, XAxis

if TYPE_CHECKING:
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from desktop.ui.theme.tokens import Tokens

RAW_OPACITY = 90
DOT = 6
"""Pixels across, of a point without a line."""


class MetricPlot(pg.PlotWidget):  # type: ignore[misc]
    """A pyqtgraph plot with our habits: drag zooms, double click resets, arrow keys read points.

    Signals:
        position_chosen: The crosshair was moved to the point with this index (-1: away).
    """

    position_chosen = Signal(int)

    def __init__(self, accessible_name: str) -> None:
        super().__init__(enableMenu=False, axisItems={"left": ValueAxis(), "bottom": StepAxis()})
        self.setAccessibleName(accessible_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(140)
        self._series, self._other = Series(), Series()
        self._view = ChartView()
        self._index: int | None = None
        self._target: float | None = None
        self._build()

    def _build(self) -> None:
        item = self.getPlotItem()
        item.hideButtons()
        # Half a line, for the number at a tick that is at the very top.
        item.layout.setContentsMargins(1, self.fontMetrics().height() // 2, 1, 1)
        # pyqtgraph makes a menu without a parent even when it is never shown, and leaks it.
        item.ctrlMenu.setParent(self, item.ctrlMenu.windowFlags())
        item.getViewBox().setMouseMode(pg.ViewBox.RectMode)
        self.other = item.plot([], [], connect="finite")
        self.raw = item.plot([], [], connect="finite")
        self.smoothed = item.plot([], [], connect="finite")
        self.lone = item.plot([], [], pen=None, symbol="o", symbolSize=DOT, symbolPen=None)
        for curve in (self.other, self.raw, self.smoothed):
            curve.setDownsampling(auto=True, method="peak")
            curve.setClipToView(True)
        self.target_line = pg.InfiniteLine(angle=0, movable=False)
        self.crosshair = pg.InfiniteLine(angle=90, movable=False)
        for line in (self.target_line, self.crosshair):
            line.hide()
            item.addItem(line, ignoreBounds=line is self.crosshair)
        self.scene().sigMouseMoved.connect(self._on_mouse_moved)

    def set_colours(self, tokens: Tokens, colour: str) -> None:
        """Paint in the colours of a theme; `colour` is the curve's."""
        self.setBackground(QColor(tokens.surface))
        faint = QColor(colour)
        faint.setAlpha(RAW_OPACITY)
        self.raw.setPen(pg.mkPen(faint, width=1))
        self.smoothed.setPen(pg.mkPen(QColor(colour), width=2))
        self.lone.setSymbolBrush(QColor(colour))
        dots = Qt.PenStyle.DotLine
        self.other.setPen(pg.mkPen(QColor(tokens.text), width=2, style=dots))
        dashes = pg.mkPen(QColor(tokens.muted), width=1, style=Qt.PenStyle.DashLine)
        self.target_line.setPen(dashes)
        self.crosshair.setPen(pg.mkPen(QColor(tokens.muted), width=1))
        self._tokens = tokens
        for name in ("left", "bottom"):
            self._style_axis(name)

    def _style_axis(self, name: str) -> None:
        axis = self.getPlotItem().getAxis(name)
        axis.setPen(pg.mkPen(QColor(self._tokens.border)))
        axis.setTextPen(QColor(self._tokens.muted))
        axis.setStyle(tickLength=0)

    def set_target(self, value: float | None) -> None:
        """Draw a dashed line at the value to reach or to stay under."""
        self._target = value
        self._place_target()

    def set_view(self, view: ChartView) -> None:
        """Look at the same points in another way."""
        old, self._view = self._view, view
        if view.axis is not old.axis:
            self.getPlotItem().setAxisItems({"bottom": _bottom_axis(view.axis)})
            self._style_axis("bottom")
        if view.log is not old.log:
            self.getPlotItem().setLogMode(y=view.log)
            self._place_target()
        self._draw()

    def set_series(self, series: Series) -> None:
        """Show these points; the same series may be given again after points were added."""
        self._series = series
        self._draw()

    def set_other(self, series: Series) -> None:
        """Show another run's points under these, smoothed alike and dotted."""
        self._other = series
        self._draw()

    def _draw(self) -> None:
        x = np.asarray(self._series.x(self._view.axis))
        y = self._y(self._series.values)
        box = self.getPlotItem().getViewBox()
        box.setLimits(minYRange=least_range(y, log=self._view.log))
        weight = self._view.smoothing
        self.other.setData(
            np.asarray(self._other.x(self._view.axis)), self._y(self._other.smoothed(weight))
        )
        smoothed = self._y(self._series.smoothed(weight))
        self.raw.setData(x, y)
        self.smoothed.setData(x, smoothed)
        self._show_scale()
        lone = lone_points(smoothed)
        self.lone.setData(x[lone], smoothed[lone])

    def _y(self, values: list[float]) -> np.ndarray:
        y = np.asarray(values, dtype=float)
        return np.where(y > 0, y, np.nan) if self._view.log else y

    def _place_target(self) -> None:
        target = self._target
        if target is None or (self._view.log and target <= 0):
            self.target_line.hide()
        else:
            self.target_line.setValue(math.log10(target) if self._view.log else target)
            self.target_line.show()
        self._show_scale()

    def _show_scale(self) -> None:
        """Number the axis at the left where there is something to read from it."""
        something = bool(self._series.steps) or self.target_line.isVisible()
        self.getPlotItem().getAxis("left").setStyle(showValues=something)

    def show_crosshair(self, index: int | None) -> None:
        """Draw the crosshair at a point, or nowhere."""
        self._index = index
        if index is None or index >= len(self._series.steps):
            self.crosshair.hide()
            return
        self.crosshair.setValue(self._series.x(self._view.axis)[index])
        self.crosshair.show()

    def reset_zoom(self) -> None:
        """Show all points again, now and as they come."""
        self.getPlotItem().enableAutoRange()

    def _on_mouse_moved(self, position: QPointF) -> None:
        box = self.getPlotItem().getViewBox()
        index = None
        if box.sceneBoundingRect().contains(position):
            index = self._series.nearest(box.mapSceneToView(position).x(), self._view.axis)
        self.position_chosen.emit(-1 if index is None else index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Reset the zoom."""
        self.reset_zoom()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read the points with the arrow keys; Backspace resets the zoom, Escape leaves."""
        last = len(self._series.steps) - 1
        at = last if self._index is None else min(self._index, last)
        moves = {
            Qt.Key.Key_Left: max(0, at - 1),
            Qt.Key.Key_Right: min(last, at + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
            Qt.Key.Key_Escape: -1,
        }
        key = Qt.Key(event.key())
        if key in moves and last >= 0:
            self.position_chosen.emit(moves[key])
        elif key == Qt.Key.Key_Backspace:
            self.reset_zoom()
        else:
            super().keyPressEvent(event)


def lone_points(y: np.ndarray) -> np.ndarray:
    """Return which values no line goes through: their neighbours are missing."""
    there = np.isfinite(y)
    before = np.concatenate([[False], there[:-1]])
    after = np.concatenate([there[1:], [False]])
    lone: np.ndarray = there & ~before & ~after
    return lone


def _bottom_axis(axis: XAxis) -> pg.AxisItem:
    if axis is XAxis.WALL:
        return pg.DateAxisItem()
    return StepAxis() if axis is XAxis.STEP else pg.AxisItem("bottom")
