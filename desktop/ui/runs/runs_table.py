"""The runs of a project as a table, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from desktop.domain.runs import Stage
from desktop.ui.charts.series import number_text
from desktop.ui.jobs.stage_texts import run_status_text, run_title, step_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.runs import Run

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class RunsTable(QAbstractTableModel):
    """One row a run."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Run] = []

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show these runs."""
        newest_first = sorted(runs, key=lambda run: run.id, reverse=True)
        if [run.id for run in newest_first] == [run.id for run in self._runs]:
            self._runs = newest_first
            if newest_first:
                last = self.index(len(newest_first) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._runs = newest_first
        self.endResetModel()

    def run_at(self, row: int) -> Run | None:
        """Return the run of a row."""
        return self._runs[row] if 0 <= row < len(self._runs) else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of runs."""
        return 0 if parent.isValid() else len(self._runs)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles())

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Run"),
            self.tr("Status"),
            self.tr("Progress"),
            self.tr("Result"),
            self.tr("Started"),
        )

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        run = self._runs[index.row()]
        return (
            f"{run.id}  {run_title(run)}",
            run_status_text(run.status),
            step_text(run.stage, run.step, run.total_steps),
            self._result(run),
            _date_text(run.created_at),
        )[index.column()]

    def _result(self, run: Run) -> str:
        values = {k: v for k, v in run.result.items() if isinstance(v, int | float)}
        if run.stage is Stage.REWARD and "accuracy" in values:
            return self.tr("agrees with you on {share}%").format(
                share=round(100 * values["accuracy"])
            )
        if run.stage is Stage.PPO and "reward_after" in values:
            return self.tr("reward {before} → {after}").format(
                before=number_text(values.get("reward_before")),
                after=number_text(values["reward_after"]),
            )
        if run.stage is Stage.GENERATE and "responses" in values:
            return self.tr("answers: {count}").format(count=values["responses"])
        return number_text(values["loss_after"]) if "loss_after" in values else ""

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return a column's title."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._titles()[section]


def _date_text(seconds: float) -> str:
    moment = QDateTime.fromMSecsSinceEpoch(int(seconds * 1000))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
