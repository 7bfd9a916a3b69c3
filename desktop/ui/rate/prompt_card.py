"""The prompt above the pair: system message and turns, folded to its last message when wished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop.domain.prompts import Prompt, Role
from desktop.ui.rate.remark_bar import RemarkBar
from desktop.ui.text.views import ResponseView
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import Chip, label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.ui.theme.theme import Theme

LEAST_LINES, MOST_LINES = 1, 7


class _PromptText(ResponseView):
    """As high as its text, within limits; longer ones scroll."""

    def fit(self) -> None:
        """Take the height of the text."""
        line = int(self.fontMetrics().lineSpacing() * 1.6)
        # Qt does not wrap anew when only the margins of a hidden view changed.
        self.document().setTextWidth(self.viewport().width())
        height = int(self.document().size().height()) + 4
        self.setFixedHeight(max(LEAST_LINES * line, min(height, MOST_LINES * line)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again: another width needs another number of lines."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Leave the height to `fit`."""
        return QSize(120, 20)


class PromptCard(Card):
    """Shows a prompt; with a system message or earlier turns it can be folded.

    Signals:
        folded: The user folded (True) or unfolded the prompt.
    """

    folded = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._prompt: Prompt | None = None
        self._is_folded = False
        self.view = _PromptText(theme, self.tr("Prompt"))
        self._tags = Chip(parent=self)
        self.remarks = RemarkBar(self)
        self._fold = button(self.tr("fold"), role="flat", name="fold_prompt")
        self._fold.clicked.connect(self.toggle)
        self.view.shown.connect(self.view.fit)
        self._build()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label(self.tr("PROMPT"), "section"))
        head.addStretch(1)
        head.addWidget(self._tags)
        head.addWidget(self._fold)
        self.body.setContentsMargins(16, 8, 8, 8)
        self.body.setSpacing(2)
        self.body.addLayout(head)
        self.body.addWidget(self.view)
        self.body.addWidget(self.remarks)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def set_prompt(self, prompt: Prompt) -> None:
        """Show another prompt, folded as the last one was."""
        self._prompt = prompt
        self._tags.show_state(" · ".join(prompt.tags))
        self._show()

    @Slot()
    def toggle(self) -> None:
        """Fold or unfold, where there is more than one message."""
        if self._prompt is not None and len(self._prompt.messages) > 1:
            self._is_folded = not self._is_folded
            self._show()
            self.folded.emit(self._is_folded)

    def _show(self) -> None:
        if self._prompt is None:
            return
        several = len(self._prompt.messages) > 1
        self._fold.setVisible(several)
        count = len(self._prompt.messages) - 1
        if self._is_folded:
            caption = self.tr("show %n earlier message(s)", "", count)
        else:
            caption = self.tr("fold")
        self._fold.setText(caption)
        self._fold.setAccessibleName(caption)
        if self._is_folded or not several:
            self.view.set_text(self._prompt.text, markdown=False)
        else:
            self.view.set_text(self._turns(self._prompt), markdown=False)

    def _turns(self, prompt: Prompt) -> str:
        names = {
            Role.SYSTEM: self.tr("System"),
            Role.USER: self.tr("User"),
            Role.ASSISTANT: self.tr("Assistant"),
        }
        return "\n".join(f"{names[m.role]}: {m.content}" for m in prompt.messages)
