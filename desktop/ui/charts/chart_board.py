"""All charts of one run: they share the horizontal axis, the crosshair and the way of looking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.ui.charts.chart_card import ChartCard
from desktop.ui.charts.chart_view import ChartView
from desktop.ui.charts.layout import TARGETS, further_metrics, main_metrics
from desktop.ui.charts.series import Series

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.events import MetricsRecorded
    from desktop.domain.runs import Stage
    from desktop.ui.theme.theme import Theme

COLUMNS = 3
CARD_HEIGHT = 230


class ChartBoard(QWidget):
    """A grid of charts that grows as metrics are recorded."""

    def __init__(self, theme: Theme, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stage = stage
        self._view = ChartView()
        self._all = False
        self._targets: dict[str, float] = {}
        self.series: dict[str, Series] = {}
        self._other: dict[str, Series] = {}
        self.cards: dict[str, ChartCard] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        theme.changed.connect(self._on_theme_changed)
        self._arrange()

    def set_history(self, series: Mapping[str, Series], settings: Mapping[str, object]) -> None:
        """Show the stored points of a run alone; its settings hold the targets."""
        self.series = dict(series)
        self.set_other({})
        values = {name: settings.get(key) for name, key in TARGETS.items()}
        self._targets = {n: float(v) for n, v in values.items() if isinstance(v, int | float)}
        self._arrange()
        for name, card in self.cards.items():
            card.set_series(self.series.get(name, Series()))

    def add(self, recorded: Iterable[MetricsRecorded]) -> None:
        """Append points as they are recorded."""
        changed: set[str] = set()
        for event in recorded:
            for name, value in event.values.items():
                self.series.setdefault(name, Series()).add(event.step, value, event.time)
                changed.add(name)
        if self._all and changed - set(self.cards):
            self._arrange()
        for name in changed & set(self.cards):
            self.cards[name].set_series(self.series[name])

    def set_other(self, series: Mapping[str, Series]) -> None:
        """Lay the points of another run under those of this one."""
        self._other = dict(series)
        for name, card in self.cards.items():
            card.plot.set_other(self._other.get(name, Series()))

    def set_view(self, view: ChartView) -> None:
        """Look at all charts in another way."""
        self._view = view
        for card in self.cards.values():
            card.set_view(view)

    def show_all(self, everything: bool) -> None:
        """Show every recorded metric, or only those to watch."""
        self._all = everything
        self._arrange()

    def reset_zoom(self) -> None:
        """Show all points of every chart."""
        for card in self.cards.values():
            card.plot.reset_zoom()

    def names(self) -> list[str]:
        """Return the metrics that have a chart, in order."""
        names = main_metrics(self._stage)
        return names + further_metrics(self._stage, list(self.series)) if self._all else names

    def _arrange(self) -> None:
        names = self.names()
        for name in set(self.cards) - set(names):
            card = self.cards.pop(name)
            self._grid.removeWidget(card)
            card.deleteLater()
        for name in names:
            if name not in self.cards:
                self.cards[name] = self._new_card(name)
        first = self.cards[names[0]] if names else None
        for index, name in enumerate(names):
            card = self.cards[name]
            self._grid.addWidget(card, index // COLUMNS, index % COLUMNS)
            if first is not None and card is not first:
                card.plot.setXLink(first.plot)
        self._paint()

    def _new_card(self, name: str) -> ChartCard:
        card = ChartCard(name)
        card.set_view(self._view)
        card.set_series(self.series.get(name, Series()))
        card.plot.set_other(self._other.get(name, Series()))
        card.step_pointed_at.connect(self._on_card_step_pointed_at)
        return card

    def _paint(self) -> None:
        height = self._theme.text_pixels(CARD_HEIGHT)
        tokens = self._theme.current()
        colours = tokens.series()
        for index, (name, card) in enumerate(self.cards.items()):
            card.setFixedHeight(height)
            card.set_colours(tokens, colours[index % len(colours)])
            card.set_target(self._targets.get(name))

    @Slot(int)
    def _on_card_step_pointed_at(self, step: int) -> None:
        for card in self.cards.values():
            card.point_at(None if step < 0 else step)

    @Slot()
    def _on_theme_changed(self) -> None:
        self._paint()
