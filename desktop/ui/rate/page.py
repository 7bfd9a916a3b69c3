"""The rating page: one key saves a judgement and shows the next pair.

The page is blind: nothing on it says which model wrote what. Every judgement goes through the
rating session, which makes it durable before anything else is shown.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.feedback import Quality
from desktop.services.desk import Desk
from desktop.services.history import changes_of_mind
from desktop.services.strategies import Queue
from desktop.services.tally import rating_goal
from desktop.ui.background import ProjectTask
from desktop.ui.dialogs.goal import GoalDialog
from desktop.ui.dialogs.score_plan import ScorePlanDialog
from desktop.ui.icons import Symbol
from desktop.ui.page import Page
from desktop.ui.rate.attention import Attention
from desktop.ui.rate.command_actions import command_actions
from desktop.ui.rate.correcting import Correcting, FinishedCorrection
from desktop.ui.rate.habits import Habits
from desktop.ui.rate.judging_view import JudgingView
from desktop.ui.rate.keys import MARKS, PREFERENCES, QUALITIES, Command, caption
from desktop.ui.rate.keys_overlay import KeysOverlay
from desktop.ui.rate.live_judging import LIVE, LiveJudging
from desktop.ui.rate.mode_switch import Mode, ModeSwitch
from desktop.ui.rate.modes import Modes, mode_of, show_mode_done
from desktop.ui.rate.next_to_do import show_being_written, show_loading, show_next_to_do
from desktop.ui.rate.pace import FastChoice, Pace
from desktop.ui.rate.planning import Planning
from desktop.ui.rate.rate_header import RateHeader
from desktop.ui.rate.remarking import REMARKS, Remarkable, Remarking, mark_flagged
from desktop.ui.rate.words import judgement_words, redo_words, undo_words
from desktop.ui.text.visible import count_words
from desktop.ui.widgets.containers import EmptyState, page_layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction, QHideEvent

    from desktop.domain.feedback import Preference
    from desktop.domain.responses import Response
    from desktop.services.project import Project
    from desktop.services.rating import RatingSession
    from desktop.services.rating_items import RatingItem, UndoResult
    from desktop.ui.dialogs.remark import Remark
    from desktop.ui.theme.theme import Theme

FEW_PAIRS = 20
"""While more pairs than this are left, answers that become complete are read later, together."""
_MODE = "rate.mode"
_ALWAYS = (Command.UNDO, Command.REDO, Command.KEYS)
_NEEDS_PAIR = (Command.CORRECT_A, Command.CORRECT_B, Command.BAD_PROMPT, *REMARKS)


class RatePage(Page):
    """Pairs, one after the other."""

    def __init__(
        self, theme: Theme, habits: Habits | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.habits = habits or Habits(parent=self)
        self._project: Project | None = None
        self._session: RatingSession | None = None
        self._item: RatingItem | None = None
        self._desk: Desk | None = None
        self._mark: Quality | None = None
        self._seen = (0, 0, 0, 0)
        self._judged_since = False
        self._other_plan = False
        self._mode = Mode.COMPARE
        self._reading = ProjectTask(Desk, self)
        self.header = RateHeader(self.title())
        self.switch = ModeSwitch(self)
        self.header.add_right(self.switch)
        self.planning = Planning(self)
        self.header.add_right(self.planning.button)
        self.judging = JudgingView(theme, self.habits)
        self._correcting = Correcting(self.judging.correction, self)
        self.remarking = Remarking(self)
        self.live = LiveJudging(self.judging, self)
        self._attention = Attention(self.judging)
        self._fast = FastChoice()
        self._pace = Pace()
        self.empty = EmptyState("", "", symbol=Symbol.RATE)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.judging)
        self._stack.addWidget(self.empty)
        self.modes = Modes(theme, self.habits)
        self._stack.addWidget(self.modes)
        self.overlay = KeysOverlay(self.habits, self)
        self._shortcuts: list[QShortcut] = []
        layout = page_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Rate")

    def open_project(self, project: Project) -> None:
        """Rate this project from now on."""
        self._project = project
        self._session = self._item = None
        self._mode = Mode.read(project.store.settings.get(_MODE))
        self._show_mode_chosen(self._mode)
        self._correcting.open_project(project)
        self.planning.open_project(project)
        self.live.pairs.open_project(project)
        self.header.set_round(project.round)
        self.header.show_saved("")

    def close_project(self) -> None:
        """Keep the draft and let go of the project."""
        self._reading.stop()
        self._correcting.close_project()
        self.modes.flush()
        self.modes.set_desk(None)
        self.remarking.set_desk(None)
        self._desk = None
        self._end_correction()
        self.planning.close_project()
        self.live.hide()
        self.live.pairs.close_project()
        self._project = self._session = self._item = None

    def refresh(self) -> None:
        """Look for new pairs, unless the user is in the middle of a correction."""
        if self._project is None or self.judging.is_correcting():
            return
        store = self._project.store
        seen = (
            store.prompts.count(),
            store.responses.count(),
            store.scores.count(),
            changes_of_mind(store),
        )
        self.header.set_round(self._project.round)
        if self._session is None or seen != self._seen:
            self._seen = seen
            self._judged_since = False
            self._reading.start(self._project)
        if self._session is None:
            show_loading(self.empty)
            self._stack.setCurrentWidget(self.empty)
        else:
            self._show_current()

    @Slot(object)
    def _on_desk_read(self, desk: Desk) -> None:
        if self._project is None:
            return
        session = desk.pairs
        if session.plan != self.planning.plan():
            # The user chose another one while this one was read.
            self._reading.start(self._project)
            return
        desk.use(self._project.store)
        self._session = session
        self.planning.set_session(session)
        if self._judged_since:
            desk.refresh()
        self._desk = desk
        self.modes.set_desk(desk)
        self.remarking.set_desk(desk)
        if (whole := self.live.take_whole()) is not None:
            session.look_at(*whole)
        elif self._item is not None and not self._other_plan:
            session.keep(self._item)
        self._other_plan = False
        if not self.judging.is_correcting():
            self._show_current()

    @Slot()
    def _on_plan_changed(self) -> None:
        """Read the pairs in their new order; what is shown stays until they are there."""
        if self._project is not None:
            self._judged_since, self._other_plan = False, True
            self._reading.start(self._project)
        self.setFocus()

    def _connect(self) -> None:
        self._make_shortcuts()
        self.habits.changed.connect(self._make_shortcuts)
        self._reading.done.connect(self._on_desk_read)
        self._reading.failed.connect(self.error_occurred)
        self.planning.plan_changed.connect(self._on_plan_changed)
        self.planning.ahead_changed.connect(self.ahead_changed)
        self.planning.generation_requested.connect(self.generation_requested)
        self.live.grown.connect(self._on_live_grown)
        self.live.completed.connect(self._on_live_completed)
        self.live.error_occurred.connect(self.error_occurred)
        self.judging.bar.chosen.connect(self.do)
        self._correcting.finished.connect(self._on_correction_finished)
        self._correcting.left.connect(self._end_correction)
        self._correcting.draft_kept.connect(self._on_draft_kept)
        self._correcting.error_occurred.connect(self.error_occurred)
        self.header.goal_requested.connect(self._on_goal_requested)
        self.switch.chosen.connect(self._on_mode_chosen)
        self.modes.judged.connect(self._after_judging)
        self.modes.draft_kept.connect(self._on_draft_kept)
        self.modes.undo_requested.connect(partial(self.do, Command.UNDO))
        self.modes.redo_requested.connect(partial(self.do, Command.REDO))
        self.modes.keys_requested.connect(self.overlay.toggle)
        self.modes.correction_requested.connect(self._on_mode_correction_requested)
        self.modes.remark_requested.connect(self._on_mode_remark_requested)
        self.modes.score.plan_requested.connect(self._on_score_plan_requested)
        self.remarking.remarked.connect(self._on_remarked)
        self.remarking.draft_kept.connect(self._on_draft_kept)
        self.remarking.error_occurred.connect(self.error_occurred)
        self.modes.error_occurred.connect(self.error_occurred)
        self.empty.primary_requested.connect(self._on_primary_requested)
        self.empty.secondary_requested.connect(self._on_secondary_requested)

    @Slot()
    def _make_shortcuts(self) -> None:
        """Let the keys of the user's choice act."""
        for old in self._shortcuts:
            old.setEnabled(False)
            old.deleteLater()
        self._shortcuts = []
        enabled = self._mode is Mode.COMPARE
        for command in Command:
            for name in self.habits.keys.keys(command):
                shortcut = QShortcut(QKeySequence(name), self)
                shortcut.setAutoRepeat(command in (Command.PAGE_UP, Command.PAGE_DOWN))
                shortcut.activated.connect(partial(self.do, command))
                shortcut.setEnabled(enabled)
                self._shortcuts.append(shortcut)

    def commands(self) -> list[QAction]:
        """Return the commands of comparing, with the keys of the user's choice."""
        if self._mode is not Mode.COMPARE:
            return []
        return command_actions(self.habits.keys, self.do, self)

    @Slot(object)
    def do(self, command: Command) -> None:
        """Carry out a command; an error is shown, and nothing that was saved is touched."""
        if self._session is None or self.judging.is_correcting():
            return
        if self._mode is not Mode.COMPARE and command not in _ALWAYS:
            return
        live = self._item is None and self.live.active
        if self._item is None and not live and command not in _ALWAYS:
            return
        try:
            if live and command in LIVE:
                self._act_live(command)
            elif not live or command not in _NEEDS_PAIR:
                self._act(command, self._session)
        except Exception as error:
            self.error_occurred.emit(error)

    def _act(self, command: Command, session: RatingSession) -> None:
        if command in PREFERENCES:
            self._compare(command, PREFERENCES[command], self._mark)
        elif command in QUALITIES:
            self._compare(command, None, QUALITIES[command])
        elif command in MARKS:
            self._set_mark(MARKS[command])
        elif command is Command.SKIP:
            self._judged(command, partial(session.skip, self._seconds()))
        elif command is Command.BAD_PROMPT:
            self._judged(command, partial(session.bad_prompt, self._seconds()))
        elif command in (Command.UNDO, Command.REDO):
            self._take_back(session, undo=command is Command.UNDO)
        elif command in (Command.CORRECT_A, Command.CORRECT_B):
            self._start_correction(command)
        elif command in REMARKS:
            self.remarking.start(REMARKS[command], self._seen_pair())
        else:
            self._read(command)

    def _act_live(self, command: Command) -> None:
        words = self.live.act(command, self._mark)
        self.header.show_saved(words)
        self._show_current()

    def _read(self, command: Command) -> None:
        pair = self.judging.pair
        if command is Command.RAW:
            pair.set_raw(not pair.raw())
            self._mark_flags()
        elif command is Command.DIFF:
            pair.set_diff(not pair.diff())
            self._mark_flags()
        elif command is Command.FOLD:
            self.judging.prompt.toggle()
        elif command is Command.KEYS:
            self.overlay.toggle()
        else:
            pair.scroll_pages(1 if command is Command.PAGE_DOWN else -1)

    def _compare(
        self, command: Command, preference: Preference | None, quality: Quality | None
    ) -> None:
        if self._session is None:
            return
        seconds = self._seconds()
        if self.habits.asks_when_fast and self._fast.asks(seconds):
            key = self.habits.keys.shown(command)
            template = self.tr("faster than reading: {key} again?")
            self.header.ask_again(template.format(key=key))
            return
        self._judged(command, partial(self._session.compare, preference, quality, seconds=seconds))
        self._pace.add(seconds)
        self._show_progress(self._session)

    def _judged(self, command: Command, judge: Callable[[], object]) -> None:
        judge()
        self.judging.bar.highlight(command)
        self._after_judging(self.tr("saved ✓"))

    def _take_back(self, session: RatingSession, *, undo: bool) -> None:
        early = self.live.undo_label() if undo else None
        label = early or (session.undo_label() if undo else session.redo_label())
        if label is None:
            return
        self.judging.bar.end_highlight()
        if undo:
            if early is None or not self.live.pairs.take_back():
                self._show_again(session.undo())
            template = self.tr("“{what}” taken back ✓")
        else:
            session.redo()
            template = self.tr("“{what}” is back ✓")
        self._after_judging(template.format(what=judgement_words(label)))
        self._show_flags()
        self._fast.trust()

    def _show_again(self, result: UndoResult | None) -> None:
        """Go to the mode in which something was judged that was taken back, and show it."""
        mode = mode_of(result.event) if result else None
        if result is None or mode is None:
            return
        self._use_mode(mode)
        if mode is not Mode.COMPARE:
            self.modes.view().show_again(result.event)

    @Slot(str)
    def _after_judging(self, words: str) -> None:
        self._judged_since = True
        self.header.show_saved(words)
        self._show_current()
        self.project_changed.emit()

    def _set_mark(self, quality: Quality) -> None:
        self._mark = None if self._mark is quality else quality
        if self._mark is None:
            self.header.set_mark("")
            return
        good = self._mark is Quality.BOTH_GOOD
        words = caption(Command.BOTH_GOOD if good else Command.BOTH_BAD)
        self.header.set_mark(self.tr("{quality}, and…").format(quality=words))

    def _show_current(self) -> None:
        session = self._session
        if session is None or self._project is None:
            return
        self._mark = None
        self.header.set_mark("")
        if self._mode is not Mode.COMPARE:
            self._show_mode(session)
            return
        item = session.current()
        if item is not None and item != self._item:
            self.live.hide()
            self.header.set_state("")
            self.judging.show_item(item)
            self._item = item
            self._mark_flags()
            self._attention.restart()
            self._fast.start(count_words(item.a.text) + count_words(item.b.text))
        self._item = item
        shown = item is not None or self._show_live(session)
        if not shown and self.live.pairs.at_work:
            show_being_written(self.empty)
        elif not shown:
            show_next_to_do(self.empty, self._project.store, session.plan.queue)
        self._stack.setCurrentWidget(self.judging if shown else self.empty)
        self.judging.bar.set_judging(shown)
        self._show_numbers(session)

    def _show_mode(self, session: RatingSession) -> None:
        """Show what comes next in another mode than comparing."""
        had_focus = self.modes.isAncestorOf(self.focusWidget() or self)
        shown = self.modes.view().show_current()
        if not shown:
            show_mode_done(self.empty, self._mode)
        self._stack.setCurrentWidget(self.modes if shown else self.empty)
        self._set_shortcuts_enabled(not shown)
        if not shown:
            self.setFocus()
        elif not had_focus:
            self.modes.view().take_focus()
        self._show_numbers(session)

    @Slot(object)
    def _on_mode_chosen(self, mode: Mode) -> None:
        if self._project is None or self.judging.is_correcting():
            self.switch.show_mode(self._mode)
            return
        self._use_mode(mode)
        self._show_current()
        if mode is Mode.COMPARE:
            self.setFocus()
        elif self._stack.currentWidget() is self.modes:
            self.modes.view().take_focus()

    def _seen_pair(self) -> Remarkable:
        """Return the pair on the screen, for a remark about it."""
        if self._item is None:
            raise ValueError("no pair is shown")
        pair, item = self.judging.pair, self._item
        return Remarkable(item.prompt, {"A": (item.a, pair.a.view), "B": (item.b, pair.b.view)})

    def _mark_flags(self) -> None:
        """Mark the words of the pair that the user flagged."""
        if self._item is None or self._desk is None:
            return
        for answer, view in self._seen_pair().answers.values():
            mark_flagged(view, answer.id, self._item.prompt.id, self._desk)

    @Slot()
    def _on_score_plan_requested(self) -> None:
        """Let the user choose the scale and the aspects."""
        if self._desk is None:
            return
        self.score_plan = ScorePlanDialog(self._desk.score_plan, self)
        self.score_plan.accepted.connect(self._on_score_plan_accepted)
        self.score_plan.open()

    @Slot()
    def _on_score_plan_accepted(self) -> None:
        if self._desk is None:
            return
        self._desk.set_score_plan(self.score_plan.plan())
        self.modes.score.set_desk(self._desk)
        self._show_current()

    @Slot(object)
    def _on_mode_remark_requested(self, kind: Remark) -> None:
        if (seen := self.modes.view().seen()) is not None:
            self.remarking.start(kind, seen)

    @Slot(str)
    def _on_remarked(self, words: str) -> None:
        self._after_judging(words)
        self._show_flags()

    def _show_flags(self) -> None:
        if self._mode is Mode.COMPARE:
            self._mark_flags()
        else:
            self.modes.view().show_flags()

    def _use_mode(self, mode: Mode) -> None:
        """Judge in another mode from now on, also after a restart."""
        if self._project is None or mode is self._mode:
            return
        self.modes.flush()
        self._mode = mode
        self._project.store.settings.set(_MODE, mode.value)
        self._show_mode_chosen(mode)
        self._set_shortcuts_enabled(mode is Mode.COMPARE)

    def _show_mode_chosen(self, mode: Mode) -> None:
        """Show which mode it is; queues and strategies are for pairs alone."""
        self.switch.show_mode(mode)
        self.modes.show_mode(mode)
        self.planning.button.setVisible(mode is Mode.COMPARE)

    @Slot(object)
    def _on_mode_correction_requested(self, answer: Response) -> None:
        """Correct an answer of another mode."""
        if self._project is None:
            return
        self._item = None
        self._attention.restart()
        self.judging.prompt.set_prompt(self._project.store.prompts.require(answer.prompt_id))
        self._stack.setCurrentWidget(self.judging)
        self._begin_correction(answer, self.tr("correcting"))

    def _show_live(self, session: RatingSession) -> bool:
        """Show a pair that is still being written; False when there is none."""
        live = session.plan.queue is Queue.NEW and self.live.show()
        self.header.set_state(self.tr("still being written") if live else "")
        return live

    @Slot()
    def _on_live_grown(self) -> None:
        """Show more of the answers, where nothing else is shown."""
        session = self._session
        if session is None or self._item is not None or self.judging.is_correcting():
            return
        if not self.live.active or not self._show_live(session):
            self._show_current()

    @Slot()
    def _on_live_completed(self) -> None:
        """Read the pairs that are complete now, where the others will not last."""
        session = self._session
        few = session is None or session.progress().remaining < FEW_PAIRS
        if few and self.isVisible():
            self.refresh()

    def _show_numbers(self, session: RatingSession) -> None:
        undo = self.live.undo_label() or session.undo_label()
        redo = session.redo_label()
        self.judging.bar.set_undo(
            undo_words(undo), redo_words(redo), can_undo=undo is not None, can_redo=redo is not None
        )
        view = None if self._mode is Mode.COMPARE else self.modes.view()
        if view is not None:
            view.set_undo(
                undo_words(undo),
                redo_words(redo),
                can_undo=undo is not None,
                can_redo=redo is not None,
            )
        self._show_progress(session)

    def _show_progress(self, session: RatingSession) -> None:
        view = None if self._mode is Mode.COMPARE else self.modes.view()
        progress = session.progress()
        minutes = None if view else self._pace.minutes_for(progress.goal - progress.rated_today)
        self.header.show_progress(progress, view.remaining() if view else "", minutes)

    @Slot()
    def _on_goal_requested(self) -> None:
        if self._project is None:
            return
        settings = self._project.store.settings
        dialog = GoalDialog(rating_goal(self._project.store), self)
        if dialog.exec():
            settings.set("rating.goal", dialog.goal.value())
            if self._session is not None:
                self._show_progress(self._session)
        dialog.deleteLater()
        self.setFocus()

    def _seconds(self) -> float:
        return self._attention.seconds()

    def _start_correction(self, command: Command) -> None:
        if self._item is None:
            return
        first = command is Command.CORRECT_A
        words = self.tr("correcting A") if first else self.tr("correcting B")
        self._begin_correction(self._item.a if first else self._item.b, words)

    def _begin_correction(self, answer: Response, words: str) -> None:
        self.header.set_state(words)
        self._set_shortcuts_enabled(False)
        self.judging.show_correction()
        self._correcting.start(answer)

    @Slot()
    def _end_correction(self) -> None:
        self.judging.end_correction()
        self.header.set_state("")
        self._set_shortcuts_enabled(self._mode is Mode.COMPARE)
        self.setFocus()
        if self._mode is not Mode.COMPARE and self._session is not None:
            self._show_current()
            self.modes.view().take_focus()

    def _set_shortcuts_enabled(self, enabled: bool) -> None:
        for shortcut in self._shortcuts:
            shortcut.setEnabled(enabled)

    @Slot(object)
    def _on_correction_finished(self, correction: FinishedCorrection) -> None:
        if self._session is None:
            return
        try:
            self._session.correct(
                correction.response_id,
                correction.text,
                as_demonstration=correction.as_demonstration,
                as_pair=correction.as_pair,
                seconds=self._seconds(),
            )
            self._correcting.forget_draft()
        except Exception as error:
            self.error_occurred.emit(error)
            return
        self._end_correction()
        self._after_judging(self.tr("correction saved ✓"))

    @Slot(bool)
    def _on_draft_kept(self, kept: bool) -> None:
        self.header.show_saved(self.tr("draft saved ✓") if kept else "")

    @Slot()
    def _on_primary_requested(self) -> None:
        if self._session is not None and self._session.plan.queue is not Queue.NEW:
            self.planning.go_to_new_pairs()
        elif self._mode is Mode.WRITE or (
            self._project is not None and self._project.store.prompts.count() == 0
        ):
            self.page_requested.emit("prompts", None)
        else:
            self.generation_requested.emit()

    @Slot()
    def _on_secondary_requested(self) -> None:
        self.page_requested.emit("train", "reward")

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep the draft when another page comes to the front."""
        self._correcting.flush()
        self.modes.flush()
        super().hideEvent(event)
