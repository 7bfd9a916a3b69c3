"""The rating page: one key saves a judgement and shows the next item.

The page is blind: nothing on it says which model wrote what. Every judgement goes through the
desk, which makes it durable before anything else is shown.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from desktop.services.drafts import DraftKind
from desktop.ui.page import Page
from desktop.ui.rate.asking import Asking
from desktop.ui.rate.bench import Bench
from desktop.ui.rate.command_keys import CommandKeys
from desktop.ui.rate.commands import Command
from desktop.ui.rate.habits import Habits
from desktop.ui.rate.keys_overlay import KeysOverlay
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.mode_switch import MODE_COMMANDS, ModeSwitch
from desktop.ui.rate.noting import Noting
from desktop.ui.rate.planning import Planning
from desktop.ui.rate.rate_header import RateHeader
from desktop.ui.rate.reading import DeskReading
from desktop.ui.rate.remarking import REMARKS
from desktop.ui.rate.taking_back import TakingBack
from desktop.ui.rate.unfinished import Unfinished
from desktop.ui.rate.words import judgement_words, redo_words, undo_words
from desktop.ui.widgets.containers import page_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QHideEvent
    from PySide6.QtWidgets import QWidget

    from desktop.services.desk import Desk
    from desktop.services.drafts import Draft
    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme


class RatePage(Page):
    """The bench, and what all ways of judging have around it."""

    def __init__(
        self, theme: Theme, habits: Habits | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.habits = habits or Habits(parent=self)
        self._project: Project | None = None
        self._desk: Desk | None = None
        self._past: TakingBack | None = None
        self.reading = DeskReading(self)
        self.header = RateHeader(self.title())
        self.switch = ModeSwitch(self.habits)
        self.planning = Planning(self)
        self.unfinished = Unfinished(self)
        self.header.add_right(self.unfinished.button)
        self.header.add_right(self.switch)
        self.header.add_right(self.planning.button)
        self.bench = Bench(theme, self.habits, self)
        self.modes, self.live = self.bench.modes, self.bench.live
        self.correction, self.empty = self.bench.correction, self.bench.empty
        self.noting = Noting(self, self.bench)
        self.asking = Asking(self)
        self.overlay = KeysOverlay(self.habits, self)
        self.keys = CommandKeys(self, self.habits)
        layout = page_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(self.bench, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._own = self._own_commands()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Rate")

    def open_project(self, project: Project) -> None:
        """Judge in this project from now on."""
        self._project = project
        self._desk = self._past = None
        self.reading.open_project(project)
        self.bench.open_project(project)
        self.asking.open_project(project)
        self.unfinished.open_project(project)
        self.planning.open_project(project)
        self.header.set_round(project.round)
        self.header.show_saved("")

    def close_project(self) -> None:
        """Keep the drafts and let go of the project."""
        self.reading.close_project()
        self.noting.set_desk(None)
        self.asking.close_project()
        self.unfinished.close_project()
        self._project = self._desk = self._past = None
        self.bench.close_project()
        self.planning.close_project()

    def refresh(self) -> None:
        """Look for new items, unless the user is in the middle of a correction."""
        if self._project is None or self.is_correcting():
            return
        self.header.set_round(self._project.round)
        self.reading.look()
        if self._desk is None:
            self.bench.show_loading()
        else:
            self.bench.show_current()

    def is_correcting(self) -> bool:
        """Return whether an answer is being corrected."""
        return self.bench.is_correcting()

    def commands(self) -> list[QAction]:
        """Return what can be done now, with the keys of the user's choice."""
        return self.keys.actions()

    @Slot(object)
    def do(self, command: Command) -> None:
        """Carry out a command; an error is shown, and nothing that was saved is touched."""
        if self._desk is None:
            return
        try:
            if command in self._own:
                self._own[command]()
            else:
                self.bench.do(command)
        except Exception as error:
            self.error_occurred.emit(error)

    def _own_commands(self) -> dict[Command, Callable[[], object]]:
        return {
            Command.UNDO: partial(self._take_back, undo=True),
            Command.REDO: partial(self._take_back, undo=False),
            Command.KEYS: self._show_keys,
            Command.SEARCH: partial(self.page_requested.emit, "history", ""),
            Command.DRAFTS: self.unfinished.button.open_menu,
            **{command: partial(self.noting.start, command) for command in REMARKS},
            **{c: partial(self._on_mode_chosen, mode) for mode, c in MODE_COMMANDS.items()},
        }

    def _connect(self) -> None:
        self.keys.pressed.connect(self.do)
        self.reading.read.connect(self._on_desk_read)
        self.planning.plan_changed.connect(self._on_plan_changed)
        self.planning.ahead_changed.connect(self.ahead_changed)
        self.planning.generation_requested.connect(self.generation_requested)
        self.switch.chosen.connect(self._on_mode_chosen)
        self.header.goal_requested.connect(self.asking.ask_for_goal)
        self.asking.goal_changed.connect(self._on_goal_changed)
        self.asking.scores_changed.connect(self._on_scores_changed)
        self.noting.hint_changed.connect(self.header.show_hint)
        self.noting.noted.connect(self._on_noted)
        self.noting.closed.connect(self._look_at_drafts)
        self.unfinished.chosen.connect(self._on_draft_chosen)
        self._connect_bench()
        for part in (self.bench, self.noting.remarking):
            part.draft_kept.connect(self._on_draft_kept)
        for source in (self.reading, self.bench, self.noting):
            source.error_occurred.connect(self.error_occurred)

    def _connect_bench(self) -> None:
        bench = self.bench
        bench.judged.connect(self._after_judging)
        bench.told.connect(self._on_told)
        bench.shown.connect(self._show_numbers)
        bench.state_changed.connect(self.header.set_state)
        bench.scope_changed.connect(self.keys.use)
        bench.mode_changed.connect(self._on_mode_changed)
        bench.modes.chosen.connect(self.do)
        bench.modes.compare.mark_changed.connect(self.header.set_mark)
        bench.modes.compare.asked_again.connect(self.header.ask_again)
        bench.reading_wanted.connect(self.refresh)
        bench.modes.score.plan_requested.connect(self.asking.ask_for_scores)
        bench.correction.editor.chosen.connect(self.do)
        empty = bench.empty
        empty.prompts_wanted.connect(partial(self.page_requested.emit, "prompts", None))
        empty.training_wanted.connect(partial(self.page_requested.emit, "train", "reward"))
        empty.answers_wanted.connect(self.generation_requested)
        empty.new_pairs_wanted.connect(self.planning.go_to_new_pairs)

    @Slot(object)
    def _on_desk_read(self, desk: Desk) -> None:
        self._desk = desk
        self._past = TakingBack(desk.pairs, self.live.pairs)
        if not desk.is_glimpse:
            self.planning.set_session(desk.pairs)
        self.noting.set_desk(desk)
        self.asking.set_desk(desk)
        self.bench.set_desk(desk)

    @Slot()
    def _on_plan_changed(self) -> None:
        """Read the pairs in their new order; what is shown stays until they are there."""
        self.modes.compare.let_go()
        self.reading.read_anew()
        self.bench.take_focus()

    def _take_back(self, *, undo: bool) -> None:
        """Take back what was said last, or bring back what was taken back last."""
        past = self._past
        if past is None or (label := past.undo_label() if undo else past.redo_label()) is None:
            return
        self.modes.compare.choices.end_highlight()
        if undo:
            result = past.undo()
            self.bench.show_again(result.event if result else None)
            template = self.tr("“{what}” taken back ✓")
        else:
            past.redo()
            template = self.tr("“{what}” is back ✓")
        self._after_judging(template.format(what=judgement_words(label)))
        self.modes.view().show_remarks()
        self.modes.compare.trust()

    @Slot(str)
    def _after_judging(self, words: str) -> None:
        self._on_told(words)
        self.project_changed.emit()

    @Slot(str)
    def _on_told(self, words: str) -> None:
        self.header.show_saved(words)
        self.bench.show_current()

    @Slot()
    def _show_numbers(self) -> None:
        if self._desk is None or self._past is None:
            return
        undo, redo = self._past.undo_label(), self._past.redo_label()
        self.modes.view().line.set_undo(
            undo_words(undo), redo_words(redo), can_undo=undo is not None, can_redo=redo is not None
        )
        view, progress = self.modes.view(), self._desk.pairs.progress()
        minutes = view.minutes_for(progress.goal - progress.rated_today)
        left = "" if self._desk.is_glimpse else view.remaining()
        self.header.show_progress(progress, left, minutes)
        self._look_at_drafts()

    @Slot(object)
    def _on_mode_chosen(self, mode: Mode) -> None:
        if self._project is None or self.is_correcting():
            self.switch.show_mode(self.modes.mode())
            return
        self.bench.use_mode(mode)
        self.bench.show_current()
        self.bench.take_focus()

    @Slot(object)
    def _on_mode_changed(self, mode: Mode) -> None:
        """Show which way it is; queues and strategies are for pairs alone."""
        self.switch.show_mode(mode)
        self.planning.button.setVisible(mode is Mode.COMPARE)
        self.header.set_state("")
        self.header.set_mark("")

    def _show_keys(self) -> None:
        self.overlay.toggle(self.keys.scope)

    @Slot(str)
    def _on_noted(self, words: str) -> None:
        self._after_judging(words)
        self.modes.view().show_remarks()

    @Slot(object)
    def _on_draft_chosen(self, draft: Draft) -> None:
        if draft.subject.kind in (DraftKind.FLAG, DraftKind.COMMENT, DraftKind.TAGS):
            self.noting.remarking.go_on_with(draft)
        else:
            self.bench.go_on_with(draft)
        self._look_at_drafts()

    def _look_at_drafts(self) -> None:
        self.unfinished.look(self.bench.open_drafts())

    @Slot()
    def _on_scores_changed(self) -> None:
        self.modes.score.set_desk(self._desk)
        self.bench.show_current()

    @Slot()
    def _on_goal_changed(self) -> None:
        self._show_numbers()
        self.bench.take_focus()

    @Slot(bool)
    def _on_draft_kept(self, kept: bool) -> None:
        self.header.show_saved(self.tr("draft saved ✓") if kept else "")
        self._look_at_drafts()

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the drafts when another page comes to the front."""
        self.bench.flush()
        super().hideEvent(event)
