"""The quality page: consistency, biases, speed, and whether the chosen strategy was worth it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.services.quality import QualityReport, read_quality
from desktop.ui.background import ProjectTask
from desktop.ui.home.charts import BarChart, Point
from desktop.ui.icons import Symbol
from desktop.ui.jobs.job import JobKind
from desktop.ui.page import Page
from desktop.ui.quality.figure_card import FigureCard
from desktop.ui.quality.figure_table import FigureTable
from desktop.ui.quality.words import (
    agreement_figure,
    consistency_figure,
    kind_name,
    length_figure,
    side_figure,
    speed_rows,
    strategy_row,
    summary_row,
)
from desktop.ui.scoring import ScoreAnswers
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.columns import ColumnsLayout
from desktop.ui.widgets.containers import Card, EmptyState, PageHeader, page_layout, scrolled
from desktop.ui.widgets.labels import Chip, label

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.theme.theme import Theme

SPACE = 12


class QualityPage(Page):
    """Shows how the user judges."""

    def __init__(self, theme: Theme, jobs: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._seen: tuple[int, int, int] | None = None
        self._reading = ProjectTask(read_quality, self)
        self.header = PageHeader(self.title())
        self._count = self.header.add_chip(Chip(parent=self.header))
        self._simulated = self.header.add_chip(Chip(parent=self.header))
        self.consistency = FigureCard(theme, self.tr("You with yourself"))
        self.agreement = FigureCard(theme, self.tr("The reward model with you"))
        self.side = FigureCard(theme, self.tr("Left or right"))
        self.longer = FigureCard(theme, self.tr("Long or short"))
        self.score = button(self.tr("Score the answers"), name="quality_score")
        self.agreement.body.addWidget(self.score, 0, Qt.AlignmentFlag.AlignLeft)
        self.chart = BarChart(theme, self.tr("Comparisons over time"))
        self._make_tables()
        self.empty = EmptyState("", "", symbol=Symbol.QUALITY)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Quality")

    def open_project(self, project: Project) -> None:
        """Show this project from now on."""
        self._project = project
        self._seen = None

    def close_project(self) -> None:
        """Let go of the project."""
        self._reading.stop()
        self._project = None

    def refresh(self) -> None:
        """Read the figures again if something was judged, scored or trained since."""
        if self._project is None:
            return
        store = self._project.store
        newest = store.feedback.last_id()
        seen = (newest, store.scores.count(), len(store.versions.list()))
        if seen != self._seen:
            self._seen = seen
            self._show_reading()
            self._reading.start(self._project)

    def set_busy(self, busy: bool) -> None:
        """Scoring waits for the work that is going on."""
        self.score.setEnabled(not busy)

    @Slot(object)
    def set_report(self, report: QualityReport) -> None:
        """Show figures."""
        self._count.show_state(self.tr("%n comparison(s)", "", report.comparisons))
        simulated = self.tr("%n simulated, left out", "", report.simulated)
        self._simulated.show_state(simulated if report.simulated else "")
        self._show_nothing()
        self._stack.setCurrentIndex(1 if report.kinds else 0)
        self.consistency.set_figure(consistency_figure(report))
        self.agreement.set_figure(agreement_figure(report))
        self.side.set_figure(side_figure(report))
        self.longer.set_figure(length_figure(report))
        self.score.setVisible(report.unscored > 0)
        self._show_time(report)
        self.speeds.set_rows(speed_rows(report.speed))
        self.strategies.set_rows([strategy_row(result) for result in report.strategies])
        self._no_strategies.setVisible(not report.strategies)
        self.strategies.setVisible(bool(report.strategies))
        self.kinds.set_rows([[kind_name(kind), str(count)] for kind, count in report.kinds])
        self.tags.set_rows([summary_row(tag) for tag in report.tags])
        self._tags_card.setVisible(bool(report.tags))

    def _show_reading(self) -> None:
        """Say that a large project is being read; figures that are there stay."""
        self.empty.set_content(
            self.tr("Reading your judgements…"),
            self.tr("With very many of them this takes some seconds."),
        )

    def _show_nothing(self) -> None:
        self.empty.set_content(
            self.tr("Nothing to say about yet"),
            self.tr("Compare some answers first: then this page says how steadily you judge."),
            self.tr("Rate"),
        )

    def _show_time(self, report: QualityReport) -> None:
        weekly = self.tr("by week, from Monday") if report.weekly else self.tr("by day")
        self._time_card.subtitle_label.setText(weekly)
        self._time_card.subtitle_label.show()
        self.chart.set_points([Point(p.name[5:], p.judgements) for p in report.periods])
        self.periods.set_rows([summary_row(period) for period in reversed(report.periods)])

    def _make_tables(self) -> None:
        shares = [self.tr("You with yourself"), self.tr("Reward model with you")]
        common = [self.tr("Comparisons"), self.tr("Median time"), *shares]
        self.periods = FigureTable(self.tr("Over time"), [self.tr("From"), *common])
        self.tags = FigureTable(self.tr("By tag"), [self.tr("Tag"), *common])
        self.kinds = FigureTable(self.tr("By kind"), [self.tr("Kind"), self.tr("Judgements")])
        self.speeds = FigureTable(
            self.tr("Speed"),
            [self.tr("Length of both"), self.tr("Median"), self.tr("Comparisons")],
        )
        self.strategies = FigureTable(
            self.tr("Strategies"),
            [
                self.tr("Strategy"),
                self.tr("Chosen by it"),
                self.tr("Its random share"),
                self.tr("Points apart"),
                self.tr("Verdict"),
            ],
        )

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        figures = ColumnsLayout(SPACE)
        for figure in (self.consistency, self.agreement, self.side, self.longer):
            figures.addWidget(figure)
        column.addLayout(figures)
        column.addWidget(self._strategy_card())
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        speed = Card(self.tr("Speed"), self.tr("half of your comparisons took less than this"))
        speed.body.addWidget(self.speeds)
        speed.body.addStretch(1)
        kinds = Card(self.tr("By kind"), self.tr("everything you said, in force now"))
        kinds.body.addWidget(self.kinds)
        kinds.body.addStretch(1)
        row.addWidget(speed, 1)
        row.addWidget(kinds, 1)
        column.addLayout(row)
        self._time_card = Card(self.tr("Over time"))
        self._time_card.body.addWidget(self.chart)
        self._time_card.body.addWidget(self.periods)
        self.chart.setFixedHeight(150)
        column.addWidget(self._time_card)
        self._tags_card = Card(self.tr("By tag"), self.tr("tags of prompts, or given in remarks"))
        self._tags_card.body.addWidget(self.tags)
        column.addWidget(self._tags_card)
        column.addStretch(1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(scrolled(content))
        layout = page_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)

    def _strategy_card(self) -> Card:
        card = Card(
            self.tr("Was the strategy worth it?"),
            self.tr(
                "How often the reward model was wrong about a pair before you judged it: such "
                "pairs teach it something. A strategy is worth it when it finds more of them than "
                "chance."
            ),
        )
        self._no_strategies = label(
            self.tr(
                "Every pair came by chance so far. Choose a strategy on the Rate page; one pair in "
                "five stays with chance, to compare with."
            ),
            "muted",
            wrap=True,
        )
        card.body.addWidget(self._no_strategies)
        card.body.addWidget(self.strategies)
        return card

    def _connect(self) -> None:
        self._reading.done.connect(self.set_report)
        self._reading.failed.connect(self.error_occurred)
        self.score.clicked.connect(self._on_score_clicked)
        self.empty.primary_requested.connect(self._on_rating_requested)

    @Slot()
    def _on_score_clicked(self) -> None:
        if self._project is not None:
            self.score.setEnabled(False)
            task = ScoreAnswers(self._project)
            self._jobs.start_task(JobKind.SCORE, self.tr("Scoring answers"), task)

    @Slot()
    def _on_rating_requested(self) -> None:
        self.page_requested.emit("rate", None)
