"""Writing a demonstration from nothing: the prompt above, an empty sheet below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.feedback import Demonstration, Skip
from desktop.services.drafts import demonstration_of
from desktop.ui.rate.commands import Command
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.mode_view import COMMON, ModeView
from desktop.ui.rate.seen import Seen
from desktop.ui.text.editor import TextEditor
from desktop.ui.text.visible import count_words
from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Prompt
    from desktop.services.drafts import Draft, DraftSubject
    from desktop.ui.rate.attention import Attention
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme

DRAFT_MS = 200


class WriteMode(ModeView):
    """The user answers a prompt the way the model should."""

    MODE = Mode.WRITE
    BUTTONS = (Command.SAVE_TEXT, Command.LEAVE_TEXT, Command.WRITE_ON, *COMMON[1:])

    def __init__(
        self, theme: Theme, habits: Habits, attention: Attention, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, habits, attention, parent)
        self._item: Prompt | None = None
        self._changed = False
        self.edit = TextEditor(self.tr("Your answer"))
        self.edit.setPlaceholderText(self.tr("Write the answer you would like to get."))
        self._words = label(role="muted")
        self.save_button = primary_button(self.tr("Save and next"), name="save_demonstration")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.flush)
        self._build()
        self.edit.textChanged.connect(self._on_text_changed)
        self.save_button.clicked.connect(self.save)

    def _build(self) -> None:
        card = Card()
        card.setProperty("tone", "accent")
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Your answer"), "title"))
        head.addStretch(1)
        head.addWidget(self._words)
        card.body.addLayout(head)
        card.body.addWidget(self.edit, 1)
        self.area.addWidget(card, 1)
        row = QHBoxLayout()
        row.addWidget(label(self.tr("An example to imitate."), "muted"))
        row.addStretch(1)
        row.addWidget(self.save_button)
        self.area.addLayout(row)

    def own_commands(self) -> dict[Command, Callable[[], object]]:
        """Return how an answer is written."""
        return {
            Command.SAVE_TEXT: self.save,
            Command.LEAVE_TEXT: self._leave,
            Command.WRITE_ON: self.take_focus,
            Command.SKIP: self.skip,
            Command.BAD_PROMPT: self.call_bad,
            Command.RAW: self._toggle_raw,
        }

    def show_next(self) -> bool:
        """Show the next prompt to answer, with its draft."""
        item = self.desk.next_prompt() if self.desk else None
        if item is not None and item != self._item:
            self._show(item, self._draft(item))
        self._item = item
        return item is not None

    def show_event(self, event: FeedbackEvent) -> bool:
        """Show a demonstration that was taken back, with its text."""
        judgement = event.judgement
        if self.desk is None or not isinstance(judgement, Demonstration | Skip):
            return False
        store = self.desk.store
        item = store.prompts.require(judgement.prompt_id)
        self.flush()
        if isinstance(judgement, Demonstration):
            self._show(item, store.responses.require(judgement.response_id).text)
        else:
            self._show(item, self._draft(item))
        return True

    def remaining(self) -> str:
        """Say how many prompts have no answer of the user's."""
        count = self.desk.remaining()[2] if self.desk else 0
        return self.tr("%n prompt(s) left", "", count)

    def seen(self) -> Seen | None:
        """Return what is on the screen, for a remark about it."""
        return None if self._item is None else Seen(self._item, self.prompt.remarks, {})

    def draft_subject(self) -> DraftSubject | None:
        """Return the answer that is being written."""
        return None if self._item is None else demonstration_of(self._item.id)

    def show_draft(self, draft: Draft) -> None:
        """Go on with an answer that was begun."""
        self.flush()
        self._show(draft.prompt, self._draft(draft.prompt))
        self.pinned = True

    @Slot()
    def take_focus(self) -> None:
        """Give the keyboard to the text."""
        self.edit.setFocus()

    @Slot()
    def flush(self) -> None:
        """Write the draft to disk now."""
        self._timer.stop()
        if self._changed and self._item is not None and self.drafts is not None:
            self._changed = False
            text = self.edit.text()
            self.drafts.keep(demonstration_of(self._item.id), text or None)
            self.draft_kept.emit(bool(text))

    @Slot()
    def save(self) -> None:
        """Record the answer."""
        if (item := self._item) is None or not self.edit.text().strip():
            return
        self._timer.stop()
        self.act(
            partial(self._demonstrate, item, self.edit.text()), self.tr("demonstration saved ✓")
        )

    @Slot()
    def skip(self) -> None:
        """Pass over the prompt; its draft is kept."""
        if (item := self._item) is not None and self.desk is not None:
            self.flush()
            judge = partial(self.desk.skip, item.id, (), self.seconds())
            self.act(judge, self.tr("comes back later ✓"))

    @Slot()
    def call_bad(self) -> None:
        """Call the prompt unusable."""
        if (item := self._item) is not None and self.desk is not None:
            judge = partial(self.desk.call_bad, item.id, self.seconds())
            self.act(judge, self.tr("saved ✓"))

    def _demonstrate(self, item: Prompt, text: str) -> None:
        if self.desk is not None:
            self.desk.demonstrate(item.id, text, self.seconds())
            if self.drafts is not None:
                self.drafts.keep(demonstration_of(item.id), None)
            self._changed = False
            self._item = None

    def _show(self, item: Prompt, text: str) -> None:
        self.flush()
        self.prompt.set_prompt(item)
        self._item = item
        self.edit.blockSignals(True)
        self.edit.set_text(text)
        self.edit.blockSignals(False)
        self._show_state()
        self.show_remarks()
        self.started()

    def _show_state(self) -> None:
        text = self.edit.text()
        self._words.setText(self.tr("%n word(s)", "", count_words(text)))
        self.save_button.setEnabled(bool(text.strip()))

    def _draft(self, item: Prompt) -> str:
        """Return the draft of an answer, and say that it is there again."""
        text = self.drafts.get(demonstration_of(item.id)) if self.drafts else None
        self.state_changed.emit(self.tr("your draft is back") if text else "")
        return text or ""

    def _toggle_raw(self) -> None:
        self.prompt.view.set_raw(not self.prompt.view.raw())

    def _leave(self) -> None:
        self.flush()
        self.setFocus()

    @Slot()
    def _on_text_changed(self) -> None:
        self._changed = True
        self._show_state()
        if not self._timer.isActive():
            self._timer.start()
