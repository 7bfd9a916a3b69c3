"""A card with one metric: its name, what good looks like, its current value, and the curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.charts.metric_texts import metric_text
from desktop.ui.charts.plot import MetricPlot
from desktop.ui.charts.series import Series
from desktop.ui.number_texts import number_text
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.ui.charts.chart_view import ChartView
    from desktop.ui.theme.tokens import Tokens


class ChartCard(QFrame):
    """One metric of one run.

    Signals:
        step_pointed_at: The crosshair of this chart was moved to a step (-1: away).
    """

    step_pointed_at = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.name = name
        self.series = Series()
        self.text = metric_text(name)
        self.title = label(self.text.label, "title")
        self.good = label(self.text.good, "muted", wrap=True)
        self.value = label("", "title")
        self.plot = MetricPlot(self.text.label)
        self.plot.position_chosen.connect(self._on_plot_position_chosen)
        self._build()
        self.set_series(self.series)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.value)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.good)
        column.addWidget(self.plot, 1)

    def set_colours(self, tokens: Tokens, colour: str) -> None:
        """Paint in the colours of a theme."""
        self.plot.set_colours(tokens, colour)

    def set_view(self, view: ChartView) -> None:
        """Look at the points in another way."""
        self.plot.set_view(view)
        self._show_value(None)

    def set_target(self, value: float | None) -> None:
        """Draw a dashed line at a target."""
        self.plot.set_target(value)

    def set_series(self, series: Series) -> None:
        """Show a metric's points."""
        self.series = series
        self.plot.set_series(series)
        self._show_value(None)

    def point_at(self, step: int | None) -> None:
        """Move the crosshair to the point of a step (the last one not after it), or away."""
        index = None if step is None else self._index_of(step)
        self.plot.show_crosshair(index)
        self._show_value(index)

    def _index_of(self, step: int) -> int | None:
        before = [i for i, at in enumerate(self.series.steps) if at <= step]
        return before[-1] if before else None

    def _show_value(self, index: int | None) -> None:
        if index is None:
            text = number_text(self.series.last(), self.text.unit)
        else:
            text = self.tr("{step}: {value}").format(
                step=self.series.steps[index],
                value=number_text(self.series.values[index], self.text.unit),
            )
        self.value.setText(text)
        self.plot.setAccessibleDescription(f"{text}. {self.text.good}")

    @Slot(int)
    def _on_plot_position_chosen(self, index: int) -> None:
        self.step_pointed_at.emit(-1 if index < 0 else self.series.steps[index])
