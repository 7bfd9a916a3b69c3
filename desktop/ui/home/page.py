"""The home page: where the project stands in the loop, and the next best step with one button."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.services.status import NextStep, Status, Step, project_status
from desktop.ui.background import ProjectTask
from desktop.ui.home.charts import BarChart, Point, ShareChart
from desktop.ui.home.next_step_card import NextStepCard
from desktop.ui.home.stage_cards import StageCards
from desktop.ui.page import Page
from desktop.ui.rate.rate_header import ENOUGH_REPEATS
from desktop.ui.widgets.containers import Card, PageHeader, page_layout, scrolled
from desktop.ui.widgets.labels import Chip, label

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme

DAYS = 14
_TARGETS: dict[Step, tuple[str, object]] = {
    Step.ADD_PROMPTS: ("prompts", None),
    Step.RATE_MORE: ("rate", None),
    Step.TRAIN_REWARD: ("train", Stage.REWARD),
    Step.TRAIN_PPO: ("train", Stage.PPO),
}


class HomePage(Page):
    """Shows the state of the loop."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self.header = PageHeader("")
        self._round = self.header.add_chip(Chip(parent=self.header))
        self._model = self.header.add_chip(Chip(parent=self.header))
        self._saved = Chip(self.tr("everything saved ✓"), "good")
        self.header.add_right(self._saved)
        self.next_step = NextStepCard()
        self.stages = StageCards()
        self.days = BarChart(theme, self.tr("Judgements by day"))
        self.rounds = ShareChart(theme, self.tr("Reward model on unseen pairs, by round"))
        self._no_rounds = label(
            self.tr("Shown once a reward model has been trained."), "muted", wrap=True
        )
        self._no_rounds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reading = ProjectTask(project_status, self)
        self._reading.done.connect(self.set_status)
        self._reading.failed.connect(self.error_occurred)
        self._build()
        self.next_step.step_requested.connect(self._on_step_requested)
        self.stages.page_requested.connect(self.page_requested)

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Home")

    def open_project(self, project: Project) -> None:
        """Show this project from now on."""
        self._project = project

    def close_project(self) -> None:
        """Let go of the project."""
        self._reading.stop()
        self._project = None

    def refresh(self) -> None:
        """Read the state and show it."""
        if self._project is not None:
            self._reading.start(self._project)

    @Slot(object)
    def set_status(self, status: Status) -> None:
        """Show a state of the loop."""
        self.header.heading.setText(status.name)
        self._round.show_state(self.tr("round {number}").format(number=status.round))
        base = next((v.name for v in status.versions if v.parent_id is None), status.model)
        self._model.show_state(base)
        self.next_step.set_status(status)
        self.stages.set_status(status)
        self.days.set_points(_days(status.per_day))
        points = _rounds(status)
        self.rounds.set_points(points)
        self._no_rounds.setVisible(not points)
        self.rounds.setVisible(bool(points))
        agreement = status.self_agreement
        enough = agreement.n >= ENOUGH_REPEATS
        self.rounds.set_level(100 * agreement.value if enough else None)

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.next_step)
        column.addWidget(self.stages)
        charts = QHBoxLayout()
        charts.setSpacing(12)
        rounds = Card(
            self.tr("Reward model on unseen pairs"),
            self.tr("percent by round, 95% interval; dashed: how often you agree with yourself"),
        )
        rounds.body.addWidget(self._no_rounds, 1)
        rounds.body.addWidget(self.rounds, 1)
        days = Card(self.tr("Judgements"), self.tr("by day, the last two weeks"))
        days.body.addWidget(self.days, 1)
        charts.addWidget(rounds, 1)
        charts.addWidget(days, 1)
        column.addLayout(charts, 1)
        layout = page_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(scrolled(content), 1)

    @Slot(object)
    def _on_step_requested(self, step: NextStep) -> None:
        if step.step in (Step.GENERATE, Step.NEW_ROUND):
            self.generation_requested.emit()
        elif step.run_id is not None:
            self.page_requested.emit("runs", step.run_id)
        else:
            page, item = _TARGETS[step.step]
            self.page_requested.emit(page, item)


def _days(per_day: dict[str, int]) -> list[Point]:
    today = datetime.date.today()
    days = [today - datetime.timedelta(days=back) for back in range(DAYS - 1, -1, -1)]
    return [Point(f"{day:%m-%d}", per_day.get(day.isoformat(), 0)) for day in days]


def _rounds(status: Status) -> list[Point]:
    results = {run.id: run.result for run in status.runs}
    points = []
    for version in sorted(status.versions, key=lambda v: v.id):
        figures = {**version.metrics, **results.get(version.run_id or 0, {})}
        if version.kind is VersionKind.REWARD and figures.get("accuracy") is not None:
            value = float(figures["accuracy"])
            low, high = float(figures.get("low", value)), float(figures.get("high", value))
            points.append(Point(str(version.round), 100 * value, 100 * low, 100 * high))
    return points
