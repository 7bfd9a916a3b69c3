"""The way of a correction: editor, draft on disk, and the finished text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.rate.drafts import Drafts

if TYPE_CHECKING:
    from desktop.domain.responses import Response
    from desktop.services.project import Project
    from desktop.ui.rate.correction import CorrectionEditor


@dataclass(frozen=True, slots=True)
class FinishedCorrection:
    """What the user made of an answer, and what it is to teach."""

    response_id: int
    text: str
    as_demonstration: bool
    as_pair: bool


class Correcting(QObject):
    """Lets the user edit one answer after the other and keeps their drafts.

    Signals:
        finished: The user is done: a `FinishedCorrection`.
        left: The user went back; the draft is kept.
        draft_kept: A draft was written to disk (True), or forgotten (False).
        error_occurred: It could not be written.
    """

    finished = Signal(object)
    left = Signal()
    draft_kept = Signal(bool)
    error_occurred = Signal(object)

    def __init__(self, editor: CorrectionEditor, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._drafts: Drafts | None = None
        self._response_id = 0
        editor.saved.connect(self._on_saved)
        editor.left.connect(self.left)
        editor.draft_changed.connect(self._on_draft_changed)

    def open_project(self, project: Project) -> None:
        """Keep the drafts in this project from now on."""
        self._drafts = Drafts(project.store)

    def close_project(self) -> None:
        """Write the draft and let go of the project."""
        self.flush()
        self._drafts = None

    def start(self, response: Response) -> None:
        """Edit an answer, from its draft if there is one."""
        self._response_id = response.id
        draft = self._drafts.get(response.id) if self._drafts else ""
        self._editor.start(response.text, draft)

    def flush(self) -> None:
        """Write the draft now."""
        self._editor.flush()

    def forget_draft(self) -> None:
        """Drop the draft: its text is saved for good."""
        if self._drafts is not None:
            self._drafts.keep(self._response_id, "")

    @Slot(str, bool, bool)
    def _on_saved(self, text: str, demonstration: bool, pair: bool) -> None:
        self.finished.emit(FinishedCorrection(self._response_id, text, demonstration, pair))

    @Slot(str)
    def _on_draft_changed(self, text: str) -> None:
        if self._drafts is None:
            return
        try:
            self._drafts.keep(self._response_id, text)
        except Exception as error:
            self.error_occurred.emit(error)
            return
        self.draft_kept.emit(bool(text))
