"""What was remarked on a prompt or an answer, as chips under it: each can be changed or removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.domain.feedback import Comment, Flag
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import Chip, whole_tip

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

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


class CutChip(Chip):
    """A chip that shows as many of its words as there is room for."""

    def shown_text(self) -> str:
        """Return the words that are painted."""
        room = self.contentsRect().width()
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= room:
            return self.text()
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def minimumSizeHint(self) -> QSize:
        """Need room for a few words."""
        return self.sizeHint().boundedTo(QSize(LEAST_WIDTH, self.sizeHint().height()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what there is room for."""
        painter = QPainter(self)
        self.drawFrame(painter)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            Qt.AlignmentFlag.AlignVCenter,
            self.palette(),
            self.isEnabled(),
            self.shown_text(),
            self.foregroundRole(),
        )


class _ChipButton(QPushButton):
    """A chip that can be pressed."""

    def __init__(self, words: str, tone: str) -> None:
        super().__init__()
        self.setProperty("role", "keyed")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(whole_tip(words))
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
        chip = CutChip(short, tone)
        chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.addWidget(chip)

    def sizeHint(self) -> QSize:
        """Ask for room for the whole chip."""
        return self._row.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Need as little as the chip does."""
        return self._row.minimumSize()


def _look(event: FeedbackEvent) -> tuple[str, str]:
    """Return what a remark says in one line, and its tone."""
    judgement = event.judgement
    if isinstance(judgement, Flag):
        return f"⚑ {' '.join(judgement.reason.split())}", "bad"
    if isinstance(judgement, Comment) and judgement.text:
        return f"“{' '.join(judgement.text.split())}”", ""
    tags = judgement.tags if isinstance(judgement, Comment) else ()
    return " ".join(f"#{tag}" for tag in tags), "accent"
