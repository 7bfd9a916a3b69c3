"""The way of a correction: editor, draft on disk, and the finished text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.services.drafts import Drafts, DraftSubject, correction_of

if TYPE_CHECKING:
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.services.project import Project
    from desktop.services.rating import RatingSession
    from desktop.ui.rate.attention import Attention
    from desktop.ui.rate.correction_page import CorrectionPage


class Correcting(QObject):
    """Lets the user edit one answer after the other and keeps their drafts.

    Signals:
        recorded: The user is done, and what they made of the answer is on the disk.
        left: The user went back; the draft is kept.
        draft_kept: A draft was written to disk (True), or forgotten (False).
        error_occurred: It could not be written.
    """

    recorded = Signal()
    left = Signal()
    draft_kept = Signal(bool)
    error_occurred = Signal(object)

    def __init__(self, page: CorrectionPage, attention: Attention, parent: QObject) -> None:
        super().__init__(parent)
        self._attention = attention
        self._prompt = page.prompt
        self._editor = editor = page.editor
        self._drafts: Drafts | None = None
        self._response_id = 0
        self._session: RatingSession | None = None
        editor.saved.connect(self._on_saved)
        editor.left.connect(self.left)
        editor.draft_changed.connect(self._on_draft_changed)

    def open_project(self, project: Project) -> None:
        """Keep the drafts in this project from now on."""
        self._drafts = Drafts(project.store)

    def close_project(self) -> None:
        """Write the draft and let go of the project."""
        self.flush()
        self._drafts = self._session = None

    def set_session(self, session: RatingSession) -> None:
        """Record in this session from now on."""
        self._session = session

    def start(self, response: Response, prompt: Prompt) -> None:
        """Edit an answer, from its draft if there is one."""
        self._prompt.set_prompt(prompt)
        self._response_id = response.id
        draft = self._drafts.get(correction_of(response.id)) if self._drafts else None
        self._editor.start(response.text, draft)

    def subject(self) -> DraftSubject:
        """Return what the draft is about that is being written."""
        return correction_of(self._response_id)

    def flush(self) -> None:
        """Write the draft now."""
        self._editor.flush()

    @Slot(str, bool, bool)
    def _on_saved(self, text: str, demonstration: bool, pair: bool) -> None:
        """Record the correction; then its draft is no longer needed."""
        if self._session is None or self._drafts is None:
            return
        try:
            self._session.correct(
                self._response_id,
                text,
                as_demonstration=demonstration,
                as_pair=pair,
                seconds=self._attention.seconds(),
            )
            self._drafts.keep(correction_of(self._response_id), None)
        except Exception as error:
            self.error_occurred.emit(error)
            return
        self.recorded.emit()

    @Slot(object)
    def _on_draft_changed(self, text: str | None) -> None:
        if self._drafts is None:
            return
        try:
            self._drafts.keep(self.subject(), text)
        except Exception as error:
            self.error_occurred.emit(error)
            return
        self.draft_kept.emit(text is not None)
