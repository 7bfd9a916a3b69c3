"""The way of a remark: the dialog, its draft, and what is recorded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.feedback import Comment, Flag
from desktop.services.drafts import DraftKind, Drafts, DraftSubject
from desktop.services.remarks import (
    Subject,
    comment_on,
    earlier_reasons,
    earlier_tags,
    edit_flag,
    flag,
    tags_on,
    write_comment,
    write_tags,
)
from desktop.ui.dialogs.remark import Remark, RemarkDialog
from desktop.ui.rate.commands import Command
from desktop.ui.rate.marks import selected_span
from desktop.ui.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.domain.feedback import FeedbackEvent
    from desktop.services.desk import Desk
    from desktop.services.drafts import Draft
    from desktop.store.store import Store
    from desktop.ui.rate.seen import Seen

REMARKS = {
    Command.FLAG: Remark.FLAG,
    Command.COMMENT: Remark.COMMENT,
    Command.TAGS: Remark.TAGS,
}


def _suggestions(store: Store, kind: Remark) -> list[str]:
    """Return what was written before and may be wanted again."""
    if kind is Remark.FLAG:
        return earlier_reasons(store)
    return earlier_tags(store) if kind is Remark.TAGS else []


class Remarking(QObject):
    """Asks for one remark after the other.

    Signals:
        remarked: A remark was recorded: what to tell the user.
        closed: The dialog is gone, whatever came of it.
        draft_kept: A text was written to disk (True), or forgotten (False).
        error_occurred: It could not be.
    """

    remarked = Signal(str)
    closed = Signal()
    draft_kept = Signal(bool)
    error_occurred = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._desk: Desk | None = None
        self._spans: dict[int, Span] = {}
        self._edited: FeedbackEvent | None = None
        self._round = 1
        self.dialog: RemarkDialog | None = None

    def set_desk(self, desk: Desk | None) -> None:
        """Record at this desk from now on."""
        self._desk = desk
        if desk is None and self.dialog is not None:
            self.dialog.reject()

    def start(self, kind: Remark, seen: Seen, about: str = "") -> None:
        """Ask for a remark about what is on the screen; `about` names what it is about at first."""
        spans = {one.answer.id: selected_span(one.view) for one in seen.answers.values()}
        self._spans = {i: span for i, span in spans.items() if span is not None}
        subjects = {n: Subject(seen.prompt.id, one.answer.id) for n, one in seen.answers.items()}
        self._round = max((one.answer.round for one in seen.answers.values()), default=1)
        if kind is not Remark.FLAG:
            subjects = {self.tr("Prompt"): Subject(seen.prompt.id), **subjects}
        marked = (name for name, subject in subjects.items() if subject.response_id in self._spans)
        self._edited = None
        self._ask(kind, subjects, about or next(marked, ""))

    def edit(self, event: FeedbackEvent) -> None:
        """Ask for another text of a remark that was given."""
        judgement = event.judgement
        if not isinstance(judgement, Flag | Comment):
            return
        kind = Remark.FLAG
        if isinstance(judgement, Comment):
            kind = Remark.COMMENT if judgement.text else Remark.TAGS
        self._edited = event if kind is Remark.FLAG else None
        self._round = event.round
        self._ask_about(kind, Subject(judgement.prompt_id, judgement.response_id))

    def go_on_with(self, draft: Draft) -> None:
        """Ask for a remark that was begun."""
        prompt_id, answer_id = draft.subject.ids
        self._edited, self._spans = None, {}
        self._ask_about(Remark(draft.subject.kind.value), Subject(prompt_id, answer_id or None))

    def _ask_about(self, kind: Remark, subject: Subject) -> None:
        name = self.tr("Prompt") if subject.response_id is None else self.tr("Answer")
        self._ask(kind, {name: subject}, name)

    def _ask(self, kind: Remark, subjects: Mapping[str, Subject], chosen: str) -> None:
        if self._desk is None or self.dialog is not None or not subjects:
            return
        suggestions = _suggestions(self._desk.store, kind)
        chosen = chosen or next(iter(subjects))
        self.dialog = RemarkDialog(kind, subjects, chosen, suggestions, self._page)
        self.dialog.subject_changed.connect(self._on_subject_changed)
        self.dialog.draft_changed.connect(self._on_draft_changed)
        self.dialog.finished.connect(self._on_dialog_finished)
        self._on_subject_changed()
        self.dialog.open()

    @Slot()
    def _on_subject_changed(self) -> None:
        """Begin with the draft, else with what stands."""
        if self.dialog is None or self._desk is None:
            return
        draft = Drafts(self._desk.store).get(_draft_of(self.dialog))
        if draft is not None and self.dialog.kind is Remark.FLAG:
            draft, span = _read_flag(draft)
            if span is not None:
                self._spans.setdefault(self.dialog.subject().response_id or 0, span)
        standing = self._standing(self.dialog, self._desk)
        self.dialog.field.setText(standing if draft is None else draft)

    def _standing(self, dialog: RemarkDialog, desk: Desk) -> str:
        if dialog.kind is Remark.FLAG:
            flagged = self._edited.judgement if self._edited else None
            return flagged.reason if isinstance(flagged, Flag) else ""
        find = comment_on if dialog.kind is Remark.COMMENT else tags_on
        event = find(desk.store, dialog.subject())
        if event is None or not isinstance(event.judgement, Comment):
            return ""
        return event.judgement.text or ", ".join(event.judgement.tags)

    @Slot(str)
    def _on_draft_changed(self, text: str) -> None:
        """Keep what is typed; a change of a flag begins anew each time."""
        if self.dialog is None or self._desk is None or self._edited is not None:
            return
        draft: str | None = text
        if self.dialog.kind is Remark.FLAG:
            span = self._spans.get(self.dialog.subject().response_id or 0)
            draft = json.dumps([text, span]) if text else None
        Drafts(self._desk.store).keep(_draft_of(self.dialog), draft)
        self.draft_kept.emit(draft is not None)

    @Slot(int)
    def _on_dialog_finished(self, accepted: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        dialog.deleteLater()
        try:
            if accepted and self._desk is not None:
                self._record(dialog, self._desk)
                Drafts(self._desk.store).keep(_draft_of(dialog), None)
                self.remarked.emit(self.tr("saved ✓"))
        except Exception as error:
            self.error_occurred.emit(error)
        self.closed.emit()

    def _record(self, dialog: RemarkDialog, desk: Desk) -> None:
        subject = dialog.subject()
        if dialog.kind is Remark.COMMENT:
            write_comment(desk.pairs, desk.store, subject, dialog.text(), round=self._round)
        elif dialog.kind is Remark.TAGS:
            write_tags(desk.pairs, desk.store, subject, dialog.tags(), round=self._round)
        elif self._edited is not None:
            edit_flag(desk.pairs, desk.store, self._edited, dialog.text())
        elif dialog.text():
            span = self._spans.get(subject.response_id or 0)
            flag(desk.pairs, subject, dialog.text(), span, round=self._round)


def _draft_of(dialog: RemarkDialog) -> DraftSubject:
    subject = dialog.subject()
    return DraftSubject(DraftKind(dialog.kind.value), (subject.prompt_id, subject.response_id or 0))


def _read_flag(draft: str) -> tuple[str, Span | None]:
    """Return the reason and the words of a flag that was begun."""
    reason, span = json.loads(draft)
    return str(reason), Span(*span) if span else None
