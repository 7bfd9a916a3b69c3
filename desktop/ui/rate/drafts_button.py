"""“2 drafts wait”: says that something was begun and not saved, and leads there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop.services.drafts import DraftKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.drafts import Draft

LONGEST = 60
"""Characters of a prompt that a line of the menu has room for."""
_KINDS = {
    DraftKind.CORRECTION: str(QT_TRANSLATE_NOOP("DraftsButton", "Correction")),
    DraftKind.RANKING: str(QT_TRANSLATE_NOOP("DraftsButton", "Ranking")),
    DraftKind.DEMONSTRATION: str(QT_TRANSLATE_NOOP("DraftsButton", "Answer of yours")),
    DraftKind.FLAG: str(QT_TRANSLATE_NOOP("DraftsButton", "Flag")),
    DraftKind.COMMENT: str(QT_TRANSLATE_NOOP("DraftsButton", "Comment")),
    DraftKind.TAGS: str(QT_TRANSLATE_NOOP("DraftsButton", "Tags")),
}


class DraftsButton(QPushButton):
    """A button with a menu of the drafts that wait; without any it is not shown.

    Signals:
        chosen: The user wants to go on with a `Draft`.
        forgetting_wanted: All of them shall be dropped.
    """

    chosen = Signal(object)
    forgetting_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drafts")
        self.setProperty("role", "flat")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._drafts: tuple[Draft, ...] = ()
        self.menu_ = QMenu(self)
        self.setMenu(self.menu_)
        self.setAccessibleName(self.tr("Drafts that wait"))
        self.hide()

    def show_waiting(self, drafts: Sequence[Draft]) -> None:
        """Offer these drafts."""
        if self._drafts == tuple(drafts):
            return
        self._drafts = tuple(drafts)
        self.setText(self.tr("%n draft(s) wait", "", len(drafts)))
        self.setAccessibleName(self.text())
        self.setVisible(bool(drafts))
        self.menu_.clear()
        for draft in drafts:
            self.menu_.addAction(_line(draft)).triggered.connect(partial(self._choose, draft))
        self.menu_.addSeparator()
        forget = self.menu_.addAction(self.tr("Drop them all…"))
        forget.triggered.connect(self.forgetting_wanted)

    def open_menu(self) -> None:
        """Open the menu, where there is one."""
        if self._drafts:
            self.menu_.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _choose(self, draft: Draft, _checked: bool = False) -> None:
        self.chosen.emit(draft)


def _line(draft: Draft) -> str:
    kind = QCoreApplication.translate("DraftsButton", _KINDS[draft.subject.kind])
    prompt = " ".join(draft.prompt.text.split())
    short = prompt if len(prompt) <= LONGEST else f"{prompt[: LONGEST - 1]}…"
    return f"{kind}: {short}".replace("&", "&&")
