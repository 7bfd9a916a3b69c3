"""Where items lie to be judged: the way of judging, an answer being corrected, or what to do next.

It shows what comes next, follows the user from one way of judging to the other, and keeps the
keyboard with what is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.services.drafts import DraftKind
from desktop.ui.rate.attention import Attention
from desktop.ui.rate.correcting import Correcting
from desktop.ui.rate.correction_page import CorrectionPage
from desktop.ui.rate.keys import Scope
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.modes import Modes, mode_of
from desktop.ui.rate.next_to_do import NextToDo

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.responses import Response
    from desktop.services.desk import Desk
    from desktop.services.drafts import Draft, DraftSubject
    from desktop.services.project import Project
    from desktop.ui.rate.commands import Command
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme

_MODE = "rate.mode"


class Bench(QStackedWidget):
    """Shows one item after the other.

    Signals:
        judged: Something was recorded: what to tell the user.
        told: Something is to be told that changed no judgement.
        draft_kept: Something half made was written to disk (True), or forgotten (False).
        state_changed: What is special about what is shown, or "".
        scope_changed: Whose keys act from now on: a `Scope`.
        mode_changed: Another way of judging is shown: a `Mode`.
        shown: What comes next is on the screen.
        reading_wanted: The project should be read again.
        error_occurred: An exception that the user should see.
    """

    judged = Signal(str)
    told = Signal(str)
    draft_kept = Signal(bool)
    state_changed = Signal(str)
    scope_changed = Signal(object)
    mode_changed = Signal(object)
    shown = Signal()
    reading_wanted = Signal()
    error_occurred = Signal(object)

    def __init__(self, theme: Theme, habits: Habits, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._project: Project | None = None
        self._desk: Desk | None = None
        attention = Attention(self)
        self.modes = Modes(theme, habits, attention)
        self.correction = CorrectionPage(theme, habits)
        self.empty = NextToDo()
        for widget in (self.modes, self.correction, self.empty):
            self.addWidget(widget)
        self._correcting = Correcting(self.correction, attention, self)
        self.live = self.modes.compare.live
        self._connect()

    def _connect(self) -> None:
        self.modes.judged.connect(self.judged)
        self.modes.told.connect(self.told)
        self.modes.correction_requested.connect(self._on_correction_requested)
        self.modes.state_changed.connect(self.state_changed)
        self.modes.compare.grown.connect(self._on_live_grown)
        self.modes.compare.reading_wanted.connect(self._on_reading_wanted)
        self._correcting.recorded.connect(self._on_correction_recorded)
        self._correcting.left.connect(self._end_correction)
        for part in (self.modes, self._correcting):
            part.draft_kept.connect(self.draft_kept)
            part.error_occurred.connect(self.error_occurred)

    def open_project(self, project: Project) -> None:
        """Begin with the way that was used last."""
        self._project, self._desk = project, None
        self._show_mode(Mode.read(project.store.settings.get(_MODE)))
        self._correcting.open_project(project)
        self.live.pairs.open_project(project)

    def close_project(self) -> None:
        """Keep the drafts and let go of the project."""
        self._correcting.close_project()
        self.modes.flush()
        self.modes.set_desk(None)
        self._project = self._desk = None
        self._end_correction()
        self.live.pairs.close_project()

    def set_desk(self, desk: Desk) -> None:
        """Judge at this desk from now on."""
        self._desk = desk
        self.modes.set_desk(desk)
        self._correcting.set_session(desk.pairs)
        if not self.is_correcting():
            self.show_current()

    def is_correcting(self) -> bool:
        """Return whether an answer is being corrected."""
        return self.currentWidget() is self.correction

    def do(self, command: Command) -> None:
        """Carry out a command on what is shown."""
        if self.is_correcting():
            self.correction.editor.do(command)
        elif self.currentWidget() is self.modes:
            self.modes.view().do(command)

    def flush(self) -> None:
        """Write what is half made to disk now."""
        self._correcting.flush()
        self.modes.flush()

    def show_current(self) -> None:
        """Show what comes next, or why nothing does."""
        if self._desk is None or self._project is None:
            return
        view = self.modes.view()
        had_focus = self.modes.isAncestorOf(self._page.focusWidget() or self._page)
        shown = view.show_current()
        if not shown:
            self._show_nothing(self._desk, self._project)
        self.setCurrentWidget(self.modes if shown else self.empty)
        self.scope_changed.emit(Scope(view.MODE.value))
        if not shown or not had_focus:
            self.take_focus()
        self.modes.ahead.look()
        self.shown.emit()

    def show_loading(self) -> None:
        """Say that the project is being read."""
        self.empty.show_loading()
        self.setCurrentWidget(self.empty)

    def show_again(self, event: FeedbackEvent | None) -> None:
        """Go to the way in which something was judged that was taken back, and show it.

        Args:
            event: What was taken back; None for a vote on answers that are being written.
        """
        mode = mode_of(event) if event else Mode.COMPARE
        if mode is None:
            return
        self.use_mode(mode)
        if event is not None:
            self.modes.view().show_again(event)

    def open_drafts(self) -> set[DraftSubject]:
        """Return what is being made on the screen: such drafts do not wait."""
        subject = (
            self._correcting.subject()
            if self.is_correcting()
            else self.modes.view().draft_subject()
        )
        return set() if subject is None else {subject}

    def go_on_with(self, draft: Draft) -> None:
        """Show what was begun: a correction, a ranking or a demonstration."""
        if self._project is None or self.is_correcting():
            return
        if draft.subject.kind is DraftKind.CORRECTION:
            answer = self._project.store.responses.require(draft.subject.ids[0])
            self._on_correction_requested(answer, self.tr("correcting"))
            return
        ranking = draft.subject.kind is DraftKind.RANKING
        self.use_mode(Mode.RANK if ranking else Mode.WRITE)
        (self.modes.rank if ranking else self.modes.write).show_draft(draft)
        self.show_current()
        self.take_focus()

    def use_mode(self, mode: Mode) -> None:
        """Judge in another way from now on, also after a restart."""
        if self._project is None or mode is self.modes.mode():
            return
        self.modes.flush()
        self._project.store.settings.set(_MODE, mode.value)
        self._show_mode(mode)
        self.modes.view().show_remarks()

    def take_focus(self) -> None:
        """Give the keyboard to what is shown, unless it is at work elsewhere in the window."""
        elsewhere = self.window().focusWidget()
        page = self._page
        if elsewhere is not None and not (elsewhere is page or page.isAncestorOf(elsewhere)):
            return
        if self.currentWidget() is self.modes:
            self.modes.view().take_focus()
        elif not self.is_correcting():
            page.setFocus()

    def _show_mode(self, mode: Mode) -> None:
        self.modes.show_mode(mode)
        self.mode_changed.emit(mode)
        self.scope_changed.emit(Scope(mode.value))

    def _show_nothing(self, desk: Desk, project: Project) -> None:
        if self.modes.mode() is not Mode.COMPARE:
            self.empty.show_mode_done(self.modes.mode())
        elif self.live.pairs.at_work:
            self.empty.show_being_written()
        else:
            self.empty.show_no_pair(project.store, desk.pairs.plan.queue)

    @Slot()
    def _on_live_grown(self) -> None:
        if self.modes.mode() is Mode.COMPARE and not self.is_correcting():
            self.show_current()

    @Slot()
    def _on_reading_wanted(self) -> None:
        if self.isVisible():
            self.reading_wanted.emit()

    @Slot(object, str)
    def _on_correction_requested(self, answer: Response, words: str) -> None:
        if self._project is None:
            return
        self.state_changed.emit(words)
        self.scope_changed.emit(Scope.CORRECT)
        self.setCurrentWidget(self.correction)
        self._correcting.start(answer, self._project.store.prompts.require(answer.prompt_id))

    @Slot()
    def _end_correction(self) -> None:
        if self.is_correcting():
            self.setCurrentWidget(self.modes)
        self.state_changed.emit("")
        self.show_current()
        self.take_focus()

    @Slot()
    def _on_correction_recorded(self) -> None:
        self._end_correction()
        self.judged.emit(self.tr("correction saved ✓"))
