"""What is known about a reward model beyond its accuracy: calibration, learning curve, details."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.charts.curve_chart import Axis, CurveChart, CurvePoint, percent_axis
from desktop.ui.runs.reward_words import detail_lines
from desktop.ui.widgets.labels import label, selectable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.ui.theme.theme import Theme

_MOST_TICKS = 4


class RewardReport(QWidget):
    """Two charts side by side, and lines of text under them; each hidden without its figures."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calibration = CurveChart(theme, self.tr("Calibration"))
        self.curve = CurveChart(theme, self.tr("Learning curve"))
        self.details = selectable(label("", "muted", wrap=True))
        self._calibration_box = self._box(
            self.tr("Is it as sure as it may be?"),
            self.tr("Agreement with you by how sure it is; dashed: perfect; grey: uncorrected"),
            self.calibration,
        )
        self._curve_box = self._box(
            self.tr("Would more judgements help?"),
            self.tr("Agreement on unseen prompts of a quick model, by judged pairs"),
            self.curve,
        )
        charts = QHBoxLayout()
        charts.setSpacing(24)
        charts.addWidget(self._calibration_box, 1)
        charts.addWidget(self._curve_box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addLayout(charts)
        column.addWidget(self.details)

    @staticmethod
    def _box(title: str, subtitle: str, chart: CurveChart) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(title, "strong", wrap=True))
        column.addWidget(label(subtitle, "muted", wrap=True))
        column.addStretch(1)
        column.addWidget(chart)
        return box

    def set_result(self, result: Mapping[str, Any]) -> None:
        """Show the figures of a reward-model run."""
        raw = _calibration(result.get("calibration") or ())
        corrected = _calibration(result.get("corrected_calibration") or ())
        self._calibration_box.setVisible(bool(raw))
        if raw:
            self._show_calibration(corrected or raw, raw if corrected else ())
        points = [
            CurvePoint(p["pairs"], p["accuracy"], p["low"], p["high"])
            for p in result.get("curve") or ()
        ]
        self._curve_box.setVisible(bool(points))
        if points:
            self._show_curve(points)
        self.details.setText("\n".join(detail_lines(result)))
        self.details.setVisible(bool(self.details.text()))

    def _show_calibration(self, points: Sequence[CurvePoint], faint: Sequence[CurvePoint]) -> None:
        self.calibration.set_curve(
            percent_axis(50, 100, 10, self.tr("how sure it is")),
            percent_axis(0, 100, 25, ""),
            points,
            faint=faint,
            guide=((0.5, 0.5), (1.0, 1.0)),
        )
        words = self.tr("{sure}% sure: right in {right}% ({low} to {high}%)")
        self.calibration.setAccessibleDescription("; ".join(_spoken(words, p) for p in points))

    def _show_curve(self, points: Sequence[CurvePoint]) -> None:
        most = points[-1].x
        ticks = tuple((p.x, f"{p.x:.0f}") for p in points[-_MOST_TICKS:])
        self.curve.set_curve(
            Axis(0.0, most, ticks, self.tr("pairs")),
            percent_axis(25, 100, 25, ""),
            points,
            guide=((0.0, 0.5), (most, 0.5)),
        )
        words = self.tr("{pairs} pairs: {right}% ({low} to {high}%)")
        self.curve.setAccessibleDescription("; ".join(_spoken(words, p) for p in points))


def _calibration(bins: Sequence[Mapping[str, float]]) -> list[CurvePoint]:
    """Return the points of a calibration curve; runs of older versions have no intervals."""
    return [
        CurvePoint(
            b["predicted"], b["observed"], b.get("low", b["observed"]), b.get("high", b["observed"])
        )
        for b in bins
    ]


def _spoken(words: str, point: CurvePoint) -> str:
    return words.format(
        sure=round(100 * point.x),
        pairs=round(point.x),
        right=round(100 * point.y),
        low=round(100 * point.low),
        high=round(100 * point.high),
    )
