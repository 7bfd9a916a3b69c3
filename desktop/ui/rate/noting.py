"""A remark from the key to the record: the words it is about are marked, then it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.services.remarks import remove_remark
from desktop.services.undo_labels import label_of
from desktop.ui.dialogs.remark import Remark
from desktop.ui.rate.commands import Command
from desktop.ui.rate.marking import Marking, unselect
from desktop.ui.rate.marks import selected_span
from desktop.ui.rate.remarking import REMARKS, Remarking
from desktop.ui.rate.words import judgement_words

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.feedback import FeedbackEvent
    from desktop.services.desk import Desk
    from desktop.ui.rate.bench import Bench
    from desktop.ui.rate.seen import Seen


class Noting(QObject):
    """Flags, comments and tags on what lies on the bench.

    Signals:
        hint_changed: How words are marked, while they are; "" when that is over.
        noted: A remark was recorded or removed: what to tell the user.
        closed: The keys are the bench's again.
        error_occurred: An exception that the user should see.
    """

    hint_changed = Signal(str)
    noted = Signal(str)
    closed = Signal()
    error_occurred = Signal(object)

    def __init__(self, page: QWidget, bench: Bench) -> None:
        super().__init__(page)
        self._bench = bench
        self._desk: Desk | None = None
        self.remarking = Remarking(page)
        self.marking = Marking(self)
        self.remarking.remarked.connect(self.noted)
        self.remarking.closed.connect(self._on_remark_closed)
        self.remarking.error_occurred.connect(self.error_occurred)
        self.marking.begun.connect(self._on_marking_begun)
        self.marking.marked.connect(self._on_marked)
        self.marking.left.connect(self._on_remark_closed)
        bench.modes.remark_edit_wanted.connect(self.remarking.edit)
        bench.modes.remark_removal_wanted.connect(self._on_removal_wanted)

    def set_desk(self, desk: Desk | None) -> None:
        """Record at this desk from now on."""
        self._desk = desk
        self.marking.stop()
        self.remarking.set_desk(desk)

    def start(self, command: Command) -> None:
        """Ask for a remark; for a flag without a selection let the user mark the words first."""
        if (seen := self._seen()) is None:
            return
        views = {name: one.view for name, one in seen.answers.items()}
        if command is Command.FLAG and not any(map(selected_span, views.values())):
            self.marking.start(views)
        else:
            self.remarking.start(REMARKS[command], seen)

    def _seen(self) -> Seen | None:
        return self._bench.modes.view().seen()

    @Slot()
    def _on_marking_begun(self) -> None:
        self.hint_changed.emit(
            self.tr("Shift and arrows: select what is wrong · Enter: go on · Tab: next answer")
        )

    @Slot(str)
    def _on_marked(self, name: str) -> None:
        self.hint_changed.emit("")
        if (seen := self._seen()) is not None:
            self.remarking.start(Remark.FLAG, seen, name)

    @Slot()
    def _on_remark_closed(self) -> None:
        """Let nothing be selected any more, and give the keys back."""
        self.hint_changed.emit("")
        seen = self._seen()
        for one in seen.answers.values() if seen else ():
            unselect(one.view)
        self._bench.setFocus()
        self._bench.take_focus()
        self.closed.emit()

    @Slot(object)
    def _on_removal_wanted(self, event: FeedbackEvent) -> None:
        if self._desk is None:
            return
        try:
            remove_remark(self._desk.pairs, self._desk.store, event)
        except Exception as error:
            self.error_occurred.emit(error)
            return
        template = self.tr("“{what}” taken back ✓")
        self.noted.emit(template.format(what=judgement_words(label_of(event))))
        self._on_remark_closed()
