"""The Runs page: the list, and the run that was opened from it or is at work now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.errors import AppError
from desktop.domain.events import PairsWaiting, WorkerReady
from desktop.domain.runs import Stage
from desktop.services.human_pairs import pairs_state
from desktop.services.run_facts import run_facts
from desktop.services.training import prepare_resume
from desktop.ui.charts.series import Series
from desktop.ui.icons import Symbol
from desktop.ui.page import Page
from desktop.ui.rate.habits import Habits
from desktop.ui.runs.blind_view import BlindView
from desktop.ui.runs.comparing import Comparing
from desktop.ui.runs.discarding import confirms_discarding
from desktop.ui.runs.pairs_card import is_paused
from desktop.ui.runs.run_view import RunView
from desktop.ui.runs.runs_table import RunsTable
from desktop.ui.widgets.containers import EmptyState, PageHeader, page_layout
from desktop.ui.widgets.tables import row_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.events import MetricsRecorded, SampleRecorded
    from desktop.domain.runs import Run
    from desktop.services.human_pairs import PairsState
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.jobs.job import Job
    from desktop.ui.runs.samples_card import Sample
    from desktop.ui.theme.theme import Theme

EMPTY, LIST, RUN, JUDGE = range(4)


class RunsPage(Page):
    """Shows the runs of a project and steers those at work."""

    def __init__(
        self,
        theme: Theme,
        jobs: JobQueue,
        habits: Habits | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._pairs: PairsState | None = None
        self.table = RunsTable(self)
        self.list = row_table(self.table, self.tr("Runs"), stretched=(3,))
        self.run = RunView(theme)
        self.comparing = Comparing(self.run)
        self.blind = BlindView(theme, habits or Habits(parent=self))
        self.empty = EmptyState(
            self.tr("No runs yet"),
            self.tr("A run trains a model. Its charts and samples are shown here while it works."),
            self.tr("Go to Train"),
            symbol=Symbol.RUNS,
        )
        self._build()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Runs")

    def open_project(self, project: Project) -> None:
        """Show the runs of this project."""
        self._project = project
        self.comparing.set_project(project)
        self.run.run_id = None

    def close_project(self) -> None:
        """Let go of the project."""
        self._project = self._pairs = None
        self.comparing.set_project(None)
        self.run.run_id = None
        self.blind.finish()
        self.table.set_runs([])
        self._stack.setCurrentIndex(EMPTY)

    def refresh(self) -> None:
        """Read the runs again."""
        if self._project is None:
            return
        runs = self._project.store.runs.list()
        self.table.set_runs(runs)
        if self.run.run_id is not None:
            self._read_pairs()
            self._show_state()
        elif not runs:
            self._stack.setCurrentIndex(EMPTY)
        else:
            self._stack.setCurrentIndex(LIST)
            if not self.list.currentIndex().isValid():
                self.list.selectRow(0)

    def show_item(self, item: object) -> None:
        """Open a run by its id; None is the list."""
        if isinstance(item, int):
            self._open_run(item)
        elif item is None:
            self._on_back_pressed()

    def _build(self) -> None:
        full = QWidget()
        column = page_layout(full)
        column.addWidget(PageHeader(self.title()))
        column.addWidget(self.list, 1)
        self._stack = QStackedLayout(self)
        for widget in (self.empty, full, self.run, self.blind):
            self._stack.addWidget(widget)

    def _connect(self) -> None:
        self.list.activated.connect(self._on_row_activated)
        self.empty.primary_requested.connect(self._on_train_wanted)
        header = self.run.header
        header.back_requested.connect(self._on_back_pressed)
        header.pause_requested.connect(self._on_pause_pressed)
        header.resume_requested.connect(self._on_resume_pressed)
        header.stop_requested.connect(self._on_stop_pressed)
        header.discard_requested.connect(self._on_discard_pressed)
        header.continue_requested.connect(self._on_continue_pressed)
        self.run.error_occurred.connect(self.error_occurred)
        self.run.failure.resume_requested.connect(self._on_continue_pressed)
        self.run.pairs.judging_requested.connect(self._on_judging_wanted)
        self.run.pairs.going_on_requested.connect(self._on_going_on_wanted)
        self.blind.left.connect(self._on_judging_left)
        self.blind.going_on_requested.connect(self._on_going_on_wanted)
        self.blind.judged.connect(self.project_changed)
        self.blind.error_occurred.connect(self.error_occurred)
        self._jobs.pump.event_received.connect(self._on_event_received)
        self._jobs.job_changed.connect(self._on_job_changed)
        self._jobs.job_over.connect(self._on_job_over)
        self._jobs.ticked.connect(self._on_ticked)
        self._jobs.pump.metrics_recorded.connect(self._on_metrics_recorded)
        self._jobs.pump.samples_recorded.connect(self._on_samples_recorded)

    def _open_run(self, run_id: int) -> None:
        run = self._stored(run_id)
        if run is None or self._project is None:
            return
        if self.run.run_id != run_id:
            stored = self._project.store.metrics.all_series(run_id)
            self.run.set_run(run, {name: Series.of(*points) for name, points in stored.items()})
            samples = self._project.store.samples.for_run(run_id)
            self.run.samples.set_samples(samples, self._prompt_texts(samples))
            self.comparing.offer(run)
        self.run.set_facts(run_facts(self._project, run))
        self._read_pairs()
        self._show_state()
        self._stack.setCurrentIndex(RUN)

    def _prompt_texts(self, samples: Sequence[Sample]) -> dict[int, str]:
        assert self._project is not None
        found = self._project.store.prompts.get_many({sample.prompt_id for sample in samples})
        return {prompt_id: prompt.text for prompt_id, prompt in found.items()}

    def _stored(self, run_id: int) -> Run | None:
        return self._project.store.runs.get(run_id) if self._project is not None else None

    def _job(self) -> Job | None:
        return None if self.run.run_id is None else self._jobs.job_of_run(self.run.run_id)

    def _shown_run(self) -> Run | None:
        return self._stored(self.run.run_id) if self.run.run_id is not None else None

    def _show_state(self) -> None:
        run = self._shown_run()
        if run is None:
            return
        self.run.show_state(run, self._job())
        self.run.pairs.set_state(self._pairs, paused=is_paused(run, self._job()))

    def _read_pairs(self) -> None:
        """Read how far the pairs are that the shown run asks about."""
        run = self._shown_run()
        self._pairs = None
        if run is not None and self._project is not None and run.stage is Stage.PPO:
            self._pairs = pairs_state(self._project, run)

    def _is_shown(self, job_id: int) -> bool:
        return self.run.run_id is not None and self._jobs.job(job_id).run_id == self.run.run_id

    @Slot(int)
    def _on_job_changed(self, job_id: int) -> None:
        if self._is_shown(job_id):
            self._show_state()

    @Slot(int, object)
    def _on_event_received(self, job_id: int, event: object) -> None:
        if self._project is None or not self._is_shown(job_id):
            return
        if isinstance(event, PairsWaiting):
            self._read_pairs()
            self._show_state()
        elif isinstance(event, WorkerReady) and (run := self._shown_run()) is not None:
            self.run.set_facts(run_facts(self._project, run))

    @Slot()
    def _on_judging_wanted(self) -> None:
        run = self._shown_run()
        if run is not None and self._project is not None:
            self._stack.setCurrentIndex(JUDGE)
            self.blind.start(self._project, run, paused=is_paused(run, self._job()))

    @Slot()
    def _on_judging_left(self) -> None:
        """Show the run again, with the figures that the judgements may have added."""
        run_id, self.run.run_id = self.run.run_id, None
        if run_id is not None:
            self._open_run(run_id)

    @Slot()
    def _on_going_on_wanted(self) -> None:
        self._on_judging_left()
        if (job := self._job()) is not None and not job.state.over:
            self._jobs.resume(job.id)
        else:
            self._on_continue_pressed()

    @Slot(int)
    def _on_job_over(self, job_id: int) -> None:
        if self._project is not None:
            self.refresh()
            self.project_changed.emit()

    @Slot()
    def _on_ticked(self) -> None:
        job = self._job()
        if job is not None and job.state.live:
            self._show_state()

    @Slot(int, list)
    def _on_metrics_recorded(self, job_id: int, recorded: list[MetricsRecorded]) -> None:
        if self._is_shown(job_id):
            self.run.add_metrics(recorded)

    @Slot(int, list)
    def _on_samples_recorded(self, job_id: int, recorded: list[SampleRecorded]) -> None:
        if self._project is None or not self._is_shown(job_id):
            return
        unknown = [s for s in recorded if s.prompt_id not in self.run.samples.known_prompts()]
        self.run.samples.add_samples(recorded, self._prompt_texts(unknown) if unknown else {})

    @Slot()
    def _on_row_activated(self) -> None:
        run = self.table.run_at(self.list.currentIndex().row())
        if run is not None:
            self._open_run(run.id)

    @Slot()
    def _on_train_wanted(self) -> None:
        self.page_requested.emit("train", None)

    @Slot()
    def _on_back_pressed(self) -> None:
        self.run.run_id = None
        self.refresh()

    @Slot()
    def _on_pause_pressed(self) -> None:
        if (job := self._job()) is not None:
            self._jobs.pause(job.id)

    @Slot()
    def _on_resume_pressed(self) -> None:
        if (job := self._job()) is not None:
            self._jobs.resume(job.id)

    @Slot()
    def _on_stop_pressed(self) -> None:
        if (job := self._job()) is not None:
            self._jobs.stop_and_keep(job.id)

    @Slot()
    def _on_discard_pressed(self) -> None:
        if (job := self._job()) is not None and confirms_discarding(self):
            self._jobs.discard(job.id)

    @Slot()
    def _on_continue_pressed(self) -> None:
        if self._project is None or self.run.run_id is None:
            return
        try:
            run = prepare_resume(self._project, self.run.run_id)
        except AppError as error:
            self.error_occurred.emit(error)
            return
        self._jobs.start_run(run)
        self.project_changed.emit()
