"""The way of a remark: the dialog, its draft, and what is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.feedback import Comment
from desktop.services.remarks import (
    Subject,
    comment_on,
    earlier_reasons,
    earlier_tags,
    flag,
    flags_of,
    tags_on,
    write_comment,
    write_tags,
)
from desktop.ui.dialogs.remark import Remark, RemarkDialog
from desktop.ui.rate.commands import Command
from desktop.ui.rate.drafts import Drafts
from desktop.ui.rate.marks import selected_span, show_marks
from desktop.ui.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QWidget

    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.services.desk import Desk
    from desktop.store.store import Store
    from desktop.ui.text.views import ResponseView


REMARKS = {
    Command.FLAG: Remark.FLAG,
    Command.COMMENT: Remark.COMMENT,
    Command.TAGS: Remark.TAGS,
}


@dataclass(frozen=True, slots=True)
class Remarkable:
    """What is on the screen: a prompt and its answers by name, each with the view that shows it."""

    prompt: Prompt
    answers: Mapping[str, tuple[Response, ResponseView]]


def mark_flagged(view: ResponseView, answer_id: int, prompt_id: int, desk: Desk) -> None:
    """Mark the flagged words of an answer in its view; screen readers say the reasons."""
    flags = flags_of(desk.store, prompt_id).get(answer_id, [])
    spans = [Span(f.start, f.end) for f in flags if f.start is not None and f.end is not None]
    show_marks(view, spans)
    view.setAccessibleDescription("; ".join(f.reason for f in flags))


def _suggestions(store: Store, kind: Remark) -> list[str]:
    """Return what was written before and may be wanted again."""
    if kind is Remark.FLAG:
        return earlier_reasons(store)
    return earlier_tags(store) if kind is Remark.TAGS else []


class Remarking(QObject):
    """Asks for one remark after the other.

    Signals:
        remarked: A remark was recorded: what to tell the user.
        draft_kept: A text was written to disk (True), or forgotten (False).
        error_occurred: It could not be.
    """

    remarked = Signal(str)
    draft_kept = Signal(bool)
    error_occurred = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._desk: Desk | None = None
        self._spans: dict[int, Span] = {}
        self._round = 1
        self.dialog: RemarkDialog | None = None

    def set_desk(self, desk: Desk | None) -> None:
        """Record at this desk from now on."""
        self._desk = desk
        if desk is None and self.dialog is not None:
            self.dialog.reject()

    def start(self, kind: Remark, seen: Remarkable) -> None:
        """Ask for a remark about what is on the screen."""
        if self._desk is None or self.dialog is not None:
            return
        spans = {a.id: selected_span(view) for a, view in seen.answers.values()}
        self._spans = {i: span for i, span in spans.items() if span is not None}
        subjects = {
            name: Subject(seen.prompt.id, answer.id) for name, (answer, _) in seen.answers.items()
        }
        self._round = max((a.round for a, _ in seen.answers.values()), default=1)
        if kind is not Remark.FLAG:
            subjects = {self.tr("Prompt"): Subject(seen.prompt.id), **subjects}
        if not subjects:
            return
        marked = (name for name, subject in subjects.items() if subject.response_id in self._spans)
        store = self._desk.store
        suggestions = _suggestions(store, kind)
        chosen = next(marked, next(iter(subjects)))
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
        draft = Drafts(self._desk.store).get(self._name(self.dialog))
        self.dialog.field.setText(draft or self._standing(self.dialog, self._desk))

    @staticmethod
    def _standing(dialog: RemarkDialog, desk: Desk) -> str:
        if dialog.kind is Remark.FLAG:
            return ""
        find = comment_on if dialog.kind is Remark.COMMENT else tags_on
        event = find(desk.store, dialog.subject())
        if event is None or not isinstance(event.judgement, Comment):
            return ""
        return event.judgement.text or ", ".join(event.judgement.tags)

    @Slot(str)
    def _on_draft_changed(self, text: str) -> None:
        if self.dialog is not None and self._desk is not None:
            Drafts(self._desk.store).keep(self._name(self.dialog), text)
            self.draft_kept.emit(bool(text))

    @Slot(int)
    def _on_dialog_finished(self, accepted: int) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog is None:
            return
        dialog.deleteLater()
        if not accepted or self._desk is None:
            return
        try:
            self._record(dialog, self._desk)
            Drafts(self._desk.store).keep(self._name(dialog), "")
        except Exception as error:
            self.error_occurred.emit(error)
            return
        self.remarked.emit(self.tr("saved ✓"))

    def _record(self, dialog: RemarkDialog, desk: Desk) -> None:
        subject = dialog.subject()
        if dialog.kind is Remark.COMMENT:
            write_comment(desk.pairs, desk.store, subject, dialog.text(), round=self._round)
        elif dialog.kind is Remark.TAGS:
            write_tags(desk.pairs, desk.store, subject, dialog.tags(), round=self._round)
        elif dialog.text():
            span = self._spans.get(subject.response_id or 0)
            flag(desk.pairs, subject, dialog.text(), span, round=self._round)

    @staticmethod
    def _name(dialog: RemarkDialog) -> str:
        subject = dialog.subject()
        return f"{dialog.kind}.{subject.prompt_id}.{subject.response_id or 0}"
