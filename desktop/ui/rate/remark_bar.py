"""What was remarked on a prompt or an answer, as chips under it: each can be changed or removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.domain.feedback import Comment, Flag
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import Chip, whole_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.domain.feedback import FeedbackEvent

LONGEST = 70
"""Characters of a remark that are shown; its tip shows all of it."""
LEAST_WIDTH = 80
"""Pixels below which a remark is not cut any more."""


class RemarkBar(QWidget):
    """The remarks on one thing; without any it is not shown.

    Signals:
        edit_wanted: A remark should be changed: its event.
        removal_wanted: A remark should be removed: its event.
    """

    edit_wanted = Signal(object)
    removal_wanted = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._remarks: tuple[FeedbackEvent, ...] = ()
        self._flow = FlowLayout(2, self)
        self.hide()

    def remarks(self) -> tuple[FeedbackEvent, ...]:
        """Return what is shown."""
        return self._remarks

    def show_remarks(self, remarks: Sequence[FeedbackEvent]) -> None:
        """Show these remarks, in their order."""
        if self._remarks == tuple(remarks):
            return
        self._remarks = tuple(remarks)
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for event in remarks:
            self._add(event)
        self.setVisible(bool(remarks))

    def _add(self, event: FeedbackEvent) -> None:
        words, tone = _look(event)
        edit = _ChipButton(words, tone)
        edit.setAccessibleName(self.tr("Change: {remark}").format(remark=words))
        edit.clicked.connect(partial(self._on_edit_clicked, event))
        remove = QPushButton("×")
        remove.setProperty("role", "keyed")
        remove.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        remove.setAccessibleName(self.tr("Remove: {remark}").format(remark=words))
        remove.setToolTip(self.tr("Remove"))
        remove.clicked.connect(partial(self._on_remove_clicked, event))
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 6, 0)
        row.setSpacing(0)
        row.addWidget(edit)
        row.addWidget(remove)
        self._flow.addWidget(pair)
        pair.show()

    def _on_edit_clicked(self, event: FeedbackEvent, _checked: bool = False) -> None:
        self.edit_wanted.emit(event)

    def _on_remove_clicked(self, event: FeedbackEvent, _checked: bool = False) -> None:
        self.removal_wanted.emit(event)


class _ChipButton(QPushButton):
    """A chip that can be pressed; where there is little room it shows fewer words."""

    def __init__(self, words: str, tone: str) -> None:
        super().__init__()
        self.setProperty("role", "keyed")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(whole_tip(words))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        self._chip = Chip(self._short, tone)
        self._chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.addWidget(self._chip)

    def sizeHint(self) -> QSize:
        """Ask for room for all words."""
        words = self._chip.fontMetrics().horizontalAdvance(self._short)
        return QSize(self._frame() + words, self.layout().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Need room for a few."""
        return self.sizeHint().boundedTo(QSize(LEAST_WIDTH, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many words as there is room for."""
        super().resizeEvent(event)
        room = self.width() - self._frame()
        metrics = self._chip.fontMetrics()
        self._chip.setText(metrics.elidedText(self._short, Qt.TextElideMode.ElideRight, room))

    def _frame(self) -> int:
        """Return the width of everything but the words."""
        words = self._chip.fontMetrics().horizontalAdvance(self._chip.text())
        return self.layout().sizeHint().width() - words


def _look(event: FeedbackEvent) -> tuple[str, str]:
    """Return what a remark says in one line, and its tone."""
    judgement = event.judgement
    if isinstance(judgement, Flag):
        return f"⚑ {' '.join(judgement.reason.split())}", "bad"
    if isinstance(judgement, Comment) and judgement.text:
        return f"“{' '.join(judgement.text.split())}”", ""
    tags = judgement.tags if isinstance(judgement, Comment) else ()
    return " ".join(f"#{tag}" for tag in tags), "accent"
