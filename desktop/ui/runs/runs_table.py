"""The runs of a project as a table, the newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QObject

from desktop.domain.runs import Stage
from desktop.ui.jobs.stage_texts import run_status_text, run_symbol, run_title, step_text
from desktop.ui.number_texts import number_text
from desktop.ui.widgets.tables import RowsModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.runs import Run
    from desktop.ui.icons import Symbol

STATUS = 1


class RunsTable(RowsModel):
    """One row a run."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: list[Run] = []
        self.set_headings(
            (
                self.tr("Run"),
                self.tr("Status"),
                self.tr("Progress"),
                self.tr("Result"),
                self.tr("Started"),
            )
        )

    def set_runs(self, runs: Sequence[Run]) -> None:
        """Show these runs."""
        newest_first = sorted(runs, key=lambda run: run.id, reverse=True)
        if [run.id for run in newest_first] == [run.id for run in self._runs]:
            self._runs = newest_first
            self.cells_changed()
            return
        self.beginResetModel()
        self._runs = newest_first
        self.endResetModel()

    def run_at(self, row: int) -> Run | None:
        """Return the run of a row."""
        return self._runs[row] if 0 <= row < len(self._runs) else None

    def row_count(self) -> int:
        """Return the number of runs."""
        return len(self._runs)

    def cell(self, row: int, column: int) -> str:
        """Return a fact about a run."""
        run = self._runs[row]
        return (
            f"{run.id}  {run_title(run)}",
            run_status_text(run.status),
            step_text(run.stage, run.step, run.total_steps),
            self._result(run),
            _date_text(run.created_at),
        )[column]

    def symbol(self, row: int, column: int) -> Symbol | None:
        """Show a run's status as an icon too."""
        return run_symbol(self._runs[row].status) if column == STATUS else None

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


def _date_text(seconds: float) -> str:
    moment = QDateTime.fromMSecsSinceEpoch(int(seconds * 1000))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)
