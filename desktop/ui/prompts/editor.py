"""Edits one prompt: an optional system message and the user's message; or several, a line each."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop.domain.prompts import Message, Prompt, Role
from desktop.ui.dialogs.forms import FormDialog


class PromptEditor(FormDialog):
    """A form for one prompt; earlier turns are kept as they are.

    Args:
        prompt: The prompt to edit; None for a new one.
        parent: The window in front of which it opens.
    """

    def __init__(self, prompt: Prompt | None, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        new = translate("PromptEditor", "Add a prompt")
        old = translate("PromptEditor", "Edit the prompt")
        super().__init__(
            old if prompt else new,
            translate("PromptEditor", "What the model is asked, as a person would write it."),
            translate("PromptEditor", "Save"),
            parent,
        )
        self._middle: tuple[Message, ...] = ()
        self.system = _text_field(60)
        self.user = _text_field(160)
        self.add_row(self.tr("System message (optional)"), self.system)
        self.add_row(self.tr("Prompt"), self.user)
        if prompt is not None:
            self._fill(prompt)
        self.user.setFocus()

    def messages(self) -> tuple[Message, ...]:
        """Return the prompt as it was entered; it is not checked."""
        system = self.system.toPlainText()
        head = (Message(Role.SYSTEM, system),) if system.strip() else ()
        return (*head, *self._middle, Message(Role.USER, self.user.toPlainText()))

    def _fill(self, prompt: Prompt) -> None:
        messages = prompt.messages
        if messages[0].role is Role.SYSTEM:
            self.system.setPlainText(messages[0].content)
            messages = messages[1:]
        self._middle = messages[:-1]
        self.user.setPlainText(prompt.text)


class SeveralPromptsDialog(FormDialog):
    """A field for many prompts, one in each line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("SeveralPromptsDialog", "Add several prompts"),
            translate("SeveralPromptsDialog", "Write or paste one prompt in each line."),
            translate("SeveralPromptsDialog", "Add"),
            parent,
        )
        self.lines = _text_field(260)
        self.add_row(self.tr("Prompts"), self.lines)
        self.lines.setFocus()

    def prompts(self) -> list[str]:
        """Return the lines that are not blank."""
        lines = self.lines.toPlainText().splitlines()
        return [line.strip() for line in lines if line.strip()]


def _text_field(height: int) -> QPlainTextEdit:
    field = QPlainTextEdit()
    field.setTabChangesFocus(True)
    field.setMinimumHeight(height)
    return field
