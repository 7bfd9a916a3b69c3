"""One run: header, what went wrong, charts, samples. It is told everything and fetches nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop.domain.errors import StorageError
from desktop.domain.runs import RunStatus, Stage
from desktop.services.run_health import diagnosis
from desktop.ui.charts.series import Series, to_csv
from desktop.ui.error_words import recorded_text
from desktop.ui.jobs.failure_card import FailureCard
from desktop.ui.jobs.stage_texts import run_status_text
from desktop.ui.runs.facts_card import FactsCard
from desktop.ui.runs.health_card import HealthCard
from desktop.ui.runs.pairs_card import PairsCard
from desktop.ui.runs.result_card import ResultCard
from desktop.ui.runs.run_header import RunHeader
from desktop.ui.runs.samples_card import SamplesCard
from desktop.ui.runs.warnings_card import WarningsCard
from desktop.ui.widgets.containers import page_layout, scrolled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from desktop.domain.events import MetricsRecorded
    from desktop.domain.runs import Run
    from desktop.services.run_facts import RunFacts
    from desktop.ui.charts.chart_board import ChartBoard
    from desktop.ui.charts.chart_toolbar import ChartToolbar
    from desktop.ui.jobs.job import Job
    from desktop.ui.theme.theme import Theme


class RunView(QWidget):
    """Shows one run at a time. The charts are made, and pyqtgraph loaded, with the first run.

    Signals:
        error_occurred: A file could not be written.
        other_chosen: Another run should be laid under this one: its id, 0 for none.
    """

    error_occurred = Signal(object)
    other_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._stage: Stage | None = None
        self.run_id: int | None = None
        self.header = RunHeader()
        self.failure = FailureCard()
        self.warnings = WarningsCard()
        self.health = HealthCard()
        self.pairs = PairsCard()
        self._settings: Mapping[str, object] = {}
        self.result = ResultCard(theme)
        self.samples = SamplesCard(theme)
        self.facts = FactsCard()
        self.toolbar: ChartToolbar | None = None
        self.board: ChartBoard | None = None
        content = QWidget()
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(0, 0, 8, 0)
        self._content.setSpacing(12)
        self._charts = QVBoxLayout()
        self._charts.setSpacing(8)
        self._content.addWidget(self.failure)
        self._content.addWidget(self.pairs)
        self._content.addWidget(self.warnings)
        self._content.addWidget(self.health)
        self._content.addWidget(self.result)
        self._content.addLayout(self._charts)
        self._content.addWidget(self.samples)
        self._content.addWidget(self.facts)
        self._content.addStretch(1)
        column = page_layout(self)
        column.addWidget(self.header)
        column.addWidget(scrolled(content), 1)

    def set_run(self, run: Run, series: Mapping[str, Series]) -> None:
        """Show another run with its stored points."""
        self.run_id = run.id
        self._settings = run.settings
        self._make_charts(run.stage)
        assert self.board is not None
        self.board.set_history(series, run.settings)
        assert self.toolbar is not None
        self.toolbar.setVisible(bool(self.board.names() or series))
        self.toolbar.set_others([])

    def set_facts(self, facts: RunFacts) -> None:
        """Show what the run was; where it computes stands in the first line too."""
        self.facts.set_facts(facts)
        self.header.show_place(facts.device, facts.reason)

    def set_others(self, others: Sequence[tuple[int, str]]) -> None:
        """Offer other runs, by id and name, to lay this one's curves over."""
        assert self.toolbar is not None
        self.toolbar.set_others(others)

    def compare_with(self, series: Mapping[str, Series]) -> None:
        """Lay the curves of another run under this one's; none takes them away."""
        assert self.board is not None
        self.board.set_other(series)

    def show_state(self, run: Run, job: Job | None) -> None:
        """Show how the run stands now."""
        self.header.show_run(run, job)
        self.result.set_run(run)
        self._diagnose()
        self.warnings.set_warnings(job.warnings if job is not None else [])
        at_work = job is not None and not job.state.over
        failed = run.status in (RunStatus.FAILED, RunStatus.INTERRUPTED) and not at_work
        resumable = run.status.resumable
        if failed and job is not None and job.error is not None:
            self.failure.show_error(job.error, resumable=resumable)
        elif failed and run.error:
            title = run_status_text(run.status).capitalize()
            self.failure.show_text(title, recorded_text(run.error), resumable=resumable)
        else:
            self.failure.show_error(None)

    def add_metrics(self, recorded: Iterable[MetricsRecorded]) -> None:
        """Draw points that were just recorded."""
        if self.board is not None:
            self.board.add(recorded)
            self._diagnose()

    def _diagnose(self) -> None:
        """Say what the figures say, where the run improves a policy against a judge."""
        if self._stage is not Stage.PPO or self.board is None:
            self.health.set_findings([])
            return
        points = {
            name: list(zip(series.steps, series.values, strict=True))
            for name, series in self.board.series.items()
        }
        self.health.set_findings(diagnosis(points, self.samples.samples(), self._settings))

    def _make_charts(self, stage: Stage) -> None:
        if self._stage is stage:
            return
        # pyqtgraph and numpy take a third of a second to load: only once a run is looked at.
        from desktop.ui.charts.chart_board import ChartBoard
        from desktop.ui.charts.chart_toolbar import ChartToolbar

        for old in (self.toolbar, self.board):
            if old is not None:
                self._charts.removeWidget(old)
                old.deleteLater()
        self._stage = stage
        self.toolbar, self.board = ChartToolbar(), ChartBoard(self._theme, stage)
        self._charts.addWidget(self.toolbar)
        self._charts.addWidget(self.board)
        self.toolbar.view_changed.connect(self.board.set_view)
        self.toolbar.all_toggled.connect(self.board.show_all)
        self.toolbar.reset_requested.connect(self.board.reset_zoom)
        self.toolbar.table_requested.connect(self._on_table_wanted)
        self.toolbar.picture_requested.connect(self._on_picture_wanted)
        self.toolbar.csv_requested.connect(self._on_csv_wanted)
        self.toolbar.other_chosen.connect(self.other_chosen)

    def save_csv(self, path: Path) -> None:
        """Write all points; raises `StorageError` when that fails."""
        assert self.board is not None
        try:
            path.write_text(to_csv(self.board.series.items()), encoding="utf-8", newline="")
        except OSError as error:
            raise _not_saved(path, str(error)) from error

    def save_picture(self, path: Path) -> None:
        """Write the charts as they are on the screen; raises `StorageError` when that fails."""
        assert self.board is not None
        if not self.board.grab().save(str(path), "PNG"):
            raise _not_saved(path, path.suffix)

    @Slot()
    def _on_table_wanted(self) -> None:
        from desktop.ui.charts.chart_table import ChartTableDialog

        assert self.board is not None
        dialog = ChartTableDialog(self.board.series, self)
        dialog.exec()
        dialog.deleteLater()

    @Slot()
    def _on_picture_wanted(self) -> None:
        self._save(self._ask_path(self.tr("Save the charts"), "png"), self.save_picture)

    @Slot()
    def _on_csv_wanted(self) -> None:
        self._save(self._ask_path(self.tr("Save the numbers"), "csv"), self.save_csv)

    def _save(self, path: Path | None, write: Callable[[Path], None]) -> None:
        if path is None:
            return
        try:
            write(path)
        except StorageError as error:
            self.error_occurred.emit(error)

    def _ask_path(self, title: str, suffix: str) -> Path | None:
        from pathlib import Path

        name, _ = QFileDialog.getSaveFileName(
            self, title, f"run-{self.run_id}.{suffix}", f"*.{suffix}"
        )
        return Path(name) if name else None


def _not_saved(path: Path, why: str) -> StorageError:
    return StorageError(
        "The file could not be written",
        f"{path}: {why}. The run itself is not touched.",
        "Choose another folder.",
    )
