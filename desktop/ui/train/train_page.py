"""The Train page: stage, preset, models, data and settings, and the button that starts the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.services.memory import Outlook, read_outlook
from desktop.services.presets import Preset, preset_values
from desktop.ui.background import ProjectTask
from desktop.ui.icons import Symbol
from desktop.ui.jobs.stage_texts import stage_text
from desktop.ui.page import Page
from desktop.ui.train.choice_button import ChoiceButton, choice_group, choice_row
from desktop.ui.train.data_card import DataCard
from desktop.ui.train.data_texts import about_stage, amount_text
from desktop.ui.train.memory_panel import MemoryPanel
from desktop.ui.train.rules_panel import RulesPanel
from desktop.ui.train.run_order import RunOrder, RunOrders
from desktop.ui.train.settings_form import SettingsForm
from desktop.ui.train.version_box import VersionBox
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.containers import Card, PageHeader, card_column, page_layout
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.domain.runs import Run
    from desktop.services.data_summary import DataSummary
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue

RULES = "environment.rules"
STAGES = (Stage.SFT, Stage.REWARD, Stage.PPO, Stage.DPO, Stage.TEXT)


class TrainPage(Page):
    """Prepares a run and hands it to the job queue.

    Args:
        jobs: Takes the run.
        stages: What can be trained, in this order.
        parent: Owns the page.
    """

    def __init__(
        self,
        jobs: JobQueue,
        stages: tuple[Stage, ...] = STAGES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._summary: DataSummary | None = None
        self._reading = ProjectTask(self._read_summary, self)
        self._orders = RunOrders(self)
        self._wanted: tuple[Stage, int | None, int | None] | None = None
        self.stage = Stage.REWARD
        self.stages = {stage: ChoiceButton(stage_text(stage)) for stage in stages}
        self.presets = {preset: ChoiceButton(text) for preset, text in self._preset_texts()}
        self.about = label("", "muted", wrap=True)
        self.policy = VersionBox(self.tr("Start from"))
        self.reward = VersionBox(self.tr("Reward model"))
        self.amount = label("", "muted", wrap=True)
        self.advanced = ChoiceButton(self.tr("Advanced settings"))
        self.start = primary_button(self.tr("Start"), name="train_start", symbol=Symbol.PLAY)
        self.refusal = label("", wrap=True, tone="bad")
        self.data = DataCard()
        self.memory = MemoryPanel(self)
        self.rules = RulesPanel(self)
        self._forms: dict[Stage, SettingsForm] = {}
        self._form_holder = QVBoxLayout()
        self._build()
        self._connect()
        self._choose_stage(self.stage)

    def _preset_texts(self) -> tuple[tuple[Preset, str], ...]:
        return (
            (Preset.QUICK, self.tr("Quick")),
            (Preset.STANDARD, self.tr("Standard")),
            (Preset.THOROUGH, self.tr("Thorough")),
        )

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Train")

    def open_project(self, project: Project) -> None:
        """Show this project from now on."""
        self._project = project
        self.memory.set_project(project)
        self.rules.set_project(project)

    def close_project(self) -> None:
        """Let go of the project."""
        self._reading.stop()
        self._orders.stop()
        self.memory.set_project(None)
        self.rules.set_project(None)
        self._project = self._summary = None

    def refresh(self) -> None:
        """Read the versions and the data again."""
        if self._project is None:
            return
        versions = self._project.store.versions.list()
        self.policy.set_versions([v for v in versions if v.kind is not VersionKind.REWARD])
        self.reward.set_versions([v for v in versions if v.kind is VersionKind.REWARD])
        self._summary = None
        self._wanted = (self.stage, self.policy.version_id(), self._reward_version_id())
        self._show_whether_it_can_start()
        self._reading.start(self._project)

    def show_item(self, item: object) -> None:
        """Choose a stage: what Home asks for."""
        if isinstance(item, str) and item in set(Stage):
            item = Stage(item)
        if isinstance(item, Stage) and item in self.stages:
            self._choose_stage(item)

    def form(self) -> SettingsForm:
        """Return the settings of the chosen stage."""
        if self.stage not in self._forms:
            form = SettingsForm(self.stage)
            form.changed.connect(self._show_whether_it_can_start)
            self._forms[self.stage] = form
            self._form_holder.addWidget(form)
        return self._forms[self.stage]

    def _build(self) -> None:
        column = page_layout(self)
        head = PageHeader(self.title())
        head.add_right(self.start)
        column.addWidget(head)
        column.addLayout(choice_row(list(self.stages.values())))
        column.addWidget(self.about)
        column.addWidget(self.refusal)
        settings = Card()
        settings.body.addWidget(label(self.tr("How thorough"), "title"))
        settings.body.addLayout(choice_row(list(self.presets.values())))
        for part in (self.amount, self.policy, self.reward):
            settings.body.addWidget(part)
        settings.body.addLayout(choice_row([self.advanced]))
        self._advanced_settings = QWidget()
        self._advanced_settings.setLayout(self._form_holder)
        self._form_holder.setContentsMargins(0, 8, 0, 0)
        self._advanced_settings.hide()
        settings.body.addWidget(self._advanced_settings)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(card_column(settings), 3)
        both.addWidget(card_column(self.rules.card, self.data, self.memory.card), 2)
        column.addLayout(both, 1)

    def _connect(self) -> None:
        self._stage_group = choice_group(self, list(self.stages.values()))
        self._preset_group = choice_group(self, list(self.presets.values()))
        self._stage_group.buttonClicked.connect(self._on_stage_chosen)
        self._preset_group.buttonClicked.connect(self._on_preset_chosen)
        self.advanced.toggled.connect(self._advanced_settings.setVisible)
        self.start.clicked.connect(self._on_start_pressed)
        self.data.page_requested.connect(self._on_data_page_wanted)
        self.memory.failed.connect(self.error_occurred)
        self.rules.failed.connect(self.error_occurred)
        self.memory.card.remedy_requested.connect(self._on_remedy_wanted)
        self.policy.box.activated.connect(self._on_version_chosen)
        self.reward.box.activated.connect(self._on_version_chosen)
        self._reading.done.connect(self._on_summary_read)
        self._reading.failed.connect(self.error_occurred)
        self._orders.prepared.connect(self._on_run_prepared)
        self._orders.refused.connect(self._on_order_refused)
        self._orders.failed.connect(self._on_order_failed)

    def _choose_stage(self, stage: Stage) -> None:
        self.stage = stage
        self.stages[stage].setChecked(True)
        self.about.setText(about_stage(stage))
        self.reward.setVisible(stage is Stage.PPO)
        self.presets[Preset.STANDARD].setChecked(True)
        self.form().load({})
        for other, form in self._forms.items():
            form.setVisible(other is stage)
        self.refresh()

    def _refuse(self, words: str) -> None:
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    @Slot()
    def _show_whether_it_can_start(self) -> None:
        if self._project is None:
            self.start.setEnabled(False)
            return
        form = self.form()
        self.rules.show_rules(form.entered(RULES) if self.stage is Stage.PPO else "")
        ready = self._summary is not None and self._summary.ready
        self.start.setEnabled(ready and form.valid() and not self._orders.busy())
        self.amount.setText(amount_text(self.stage, form.settings()) if form.valid() else "")
        self._refuse("" if form.valid() else form.problem.text())
        settings = form.settings() if form.valid() else None
        self.memory.show_settings(self.stage, settings, startable=self.start.isEnabled())

    @Slot(QPushButton)
    def _on_stage_chosen(self, pressed: QPushButton) -> None:
        self._choose_stage(next(s for s, made in self.stages.items() if made is pressed))

    @Slot(QPushButton)
    def _on_preset_chosen(self, pressed: QPushButton) -> None:
        preset = next(p for p, made in self.presets.items() if made is pressed)
        self.form().load(preset_values(self.stage, preset))

    @Slot()
    def _on_start_pressed(self) -> None:
        if self._project is None:
            return
        form, policy, reward = self.form(), self.policy.version_id(), self._reward_version_id()
        self._refuse("")
        self.start.setEnabled(False)
        self._orders.give(self._project, RunOrder(self.stage, form.values(), policy, reward))

    @Slot(object)
    def _on_run_prepared(self, run: Run) -> None:
        self._show_whether_it_can_start()
        self._jobs.start_run(run)
        self.project_changed.emit()
        self.page_requested.emit("runs", run.id)

    @Slot(str)
    def _on_order_refused(self, words: str) -> None:
        self._show_whether_it_can_start()
        self._refuse(words)

    @Slot(object)
    def _on_order_failed(self, error: Exception) -> None:
        self._show_whether_it_can_start()
        self.error_occurred.emit(error)

    def _reward_version_id(self) -> int | None:
        return self.reward.version_id() if self.stage is Stage.PPO else None

    def _read_summary(self, project: Project) -> Outlook:
        assert self._wanted is not None
        return read_outlook(project, *self._wanted)

    @Slot(object)
    def _on_summary_read(self, outlook: Outlook) -> None:
        if outlook.summary.stage is not self.stage:
            self.refresh()
            return
        self._summary = outlook.summary
        self.data.set_summary(outlook.summary)
        self.memory.set_sizes(outlook.sizes, outlook.versions)
        self._show_whether_it_can_start()

    @Slot()
    def _on_version_chosen(self) -> None:
        self.refresh()

    @Slot(dict)
    def _on_remedy_wanted(self, values: dict[str, Any]) -> None:
        form = self.form()
        form.load({**form.values(), **values})

    @Slot(str)
    def _on_data_page_wanted(self, page: str) -> None:
        if page == "train":
            self._choose_stage(Stage.REWARD)
        else:
            self.page_requested.emit(page, None)
