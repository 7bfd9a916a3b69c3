"""Asks for a flag, a comment or tags, and what they are about."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from desktop.ui.dialogs.forms import FormDialog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.services.remarks import Subject

DRAFT_MS = 200


class Remark(StrEnum):
    """The kinds of remark."""

    FLAG = "flag"
    COMMENT = "comment"
    TAGS = "tags"


class RemarkDialog(FormDialog):
    """One line of text about a prompt or an answer; Enter saves it, Esc keeps the draft.

    Args:
        kind: What is asked for.
        subjects: What it may be about, by name.
        chosen: The name that is chosen at first.
        suggestions: What was written before.
        parent: The page.

    Signals:
        subject_changed: It is to be about something else.
        draft_changed: The text to keep.
    """

    subject_changed = Signal()
    draft_changed = Signal(str)

    def __init__(
        self,
        kind: Remark,
        subjects: Mapping[str, Subject],
        chosen: str,
        suggestions: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        titles = self._titles()
        super().__init__(titles[kind][0], titles[kind][1], self._save_text(), parent)
        self.kind = kind
        self.subject_box = QComboBox()
        for name, subject in subjects.items():
            self.subject_box.addItem(name, subject)
        self.subject_box.setCurrentText(chosen)
        self.field = QLineEdit()
        completer = QCompleter(list(suggestions), self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.field.setCompleter(completer)
        self.add_row(self.tr("About"), self.subject_box)
        self.add_row(titles[kind][2], self.field)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self._on_draft_due)
        self.field.textEdited.connect(self._on_text_edited)
        self.subject_box.currentIndexChanged.connect(self.subject_changed)
        self.finished.connect(self._on_finished)
        self.field.setFocus()

    def subject(self) -> Subject:
        """Return what it is about."""
        subject: Subject = self.subject_box.currentData()
        return subject

    def text(self) -> str:
        """Return what was written."""
        return self.field.text().strip()

    def tags(self) -> list[str]:
        """Return the text as tags."""
        return self.text().replace("，", ",").split(",")

    @staticmethod
    def _save_text() -> str:
        return QCoreApplication.translate("RemarkDialog", "Save")

    @staticmethod
    def _titles() -> dict[Remark, tuple[str, str, str]]:
        translate = QCoreApplication.translate
        return {
            Remark.FLAG: (
                translate("RemarkDialog", "Flag an answer"),
                translate("RemarkDialog", "Words that you selected before are marked in it."),
                translate("RemarkDialog", "What is wrong"),
            ),
            Remark.COMMENT: (
                translate("RemarkDialog", "Comment"),
                translate("RemarkDialog", "An empty comment takes the earlier one back."),
                translate("RemarkDialog", "Comment"),
            ),
            Remark.TAGS: (
                translate("RemarkDialog", "Tags"),
                translate("RemarkDialog", "Words to find it by, with commas between them."),
                translate("RemarkDialog", "Tags"),
            ),
        }

    @Slot()
    def _on_text_edited(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    @Slot()
    def _on_draft_due(self) -> None:
        self.draft_changed.emit(self.field.text())

    @Slot()
    def _on_finished(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._on_draft_due()
