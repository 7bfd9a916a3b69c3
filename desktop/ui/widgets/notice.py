"""Quiet lines above the pages: something to know, perhaps something to do, and away with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable


class Notice(QFrame):
    """One line with a button at most, and one that dismisses it.

    Args:
        text: What there is to know.
        tone: warning, bad, or none.
        action: What the button says; none for no button.
        do: What it does; the notice is gone then.
        parent: Where it stands.

    Signals:
        dismissed: This notice is gone.
    """

    dismissed = Signal(object)

    def __init__(
        self,
        text: str,
        tone: str = "",
        action: str = "",
        do: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("tone", tone)
        self.setAccessibleName(text)
        self._do = do
        self.text = label(text, wrap=True)
        self.action_button = button(action, name="notice_action")
        self.dismiss_button = button(self.tr("Dismiss"), role="flat", name="notice_dismiss")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self.text, 1)
        row.addWidget(self.action_button)
        row.addWidget(self.dismiss_button)
        self.action_button.setVisible(do is not None)
        self.action_button.clicked.connect(self._on_action_pressed)
        self.dismiss_button.clicked.connect(self._go)

    @Slot()
    def _on_action_pressed(self) -> None:
        self._go()
        if self._do is not None:
            self._do()

    @Slot()
    def _go(self) -> None:
        self.hide()
        self.dismissed.emit(self)
        self.deleteLater()


class NoticeStack(QWidget):
    """The notices of the window, one below the other; without any it takes no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 12, 24, 0)
        self._column.setSpacing(12)
        self.hide()

    def say(
        self,
        text: str,
        tone: str = "",
        action: str = "",
        do: Callable[[], object] | None = None,
    ) -> Notice:
        """Show one more notice and return it."""
        notice = Notice(text, tone, action, do)
        notice.dismissed.connect(self._on_notice_dismissed)
        self._column.addWidget(notice)
        self.show()
        return notice

    @Slot(object)
    def _on_notice_dismissed(self, notice: Notice) -> None:
        self._column.removeWidget(notice)
        self.setVisible(self._column.count() > 0)
