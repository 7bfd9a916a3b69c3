"""One figure: what it is, the number, its interval, and what it means in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from desktop.ui.quality.interval_bar import IntervalBar
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.statistics import Proportion
    from desktop.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Figure:
    """What a card says: the number, what it rests on, what it means."""

    number: str
    basis: str
    meaning: str
    share: Proportion | None = None


class FigureCard(Card):
    """A number with its interval drawn under it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent=parent)
        self._title = title
        self.number = label(role="big")
        self.bar = IntervalBar(theme)
        self.basis = label(role="muted", wrap=True)
        self.meaning = label(wrap=True)
        self.body.addWidget(self.number)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.basis)
        self.body.addWidget(self.meaning, 1, Qt.AlignmentFlag.AlignTop)

    def set_figure(self, figure: Figure) -> None:
        """Show a figure; screen readers get it as one sentence."""
        self.number.setText(figure.number)
        self.bar.set_share(figure.share)
        self.basis.setText(figure.basis)
        self.basis.setVisible(bool(figure.basis))
        self.meaning.setText(figure.meaning)
        parts = (self._title, figure.number, figure.basis, figure.meaning)
        self.setAccessibleName(". ".join(part for part in parts if part))
