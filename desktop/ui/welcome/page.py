"""What is shown while no project is open: the sample, a new project, an old one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.containers import Card, page_layout
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence


class WelcomePage(QWidget):
    """Three ways to begin, and the projects opened last.

    Signals:
        sample_requested: Make or open the sample project.
        creation_requested: Make a new project.
        opening_requested: Open a project: its folder, or "" to let the user look for one.
    """

    sample_requested = Signal()
    creation_requested = Signal()
    opening_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sample = primary_button(self.tr("Try the sample project"), name="welcome_sample")
        self.new = button(self.tr("New project…"), name="welcome_new")
        self.open = button(self.tr("Open a project…"), name="welcome_open")
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        self._recent_card = Card(self.tr("Opened last"))
        self._recent_card.body.addLayout(self._recent)
        self._build()
        self.sample.clicked.connect(self.sample_requested)
        self.new.clicked.connect(self.creation_requested)
        self.open.clicked.connect(partial(self._on_folder_chosen, ""))
        self._recent_card.hide()

    def set_recent(self, folders: Sequence[str]) -> None:
        """Offer the projects opened last."""
        while (item := self._recent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for folder in folders:
            self._recent.addWidget(self._recent_button(folder))
        self._recent_card.setVisible(bool(folders))

    def _recent_button(self, folder: str) -> QWidget:
        path = Path(folder)
        widget = button(f"{path.name}   {path.parent}", role="rail")
        widget.setToolTip(folder)
        widget.clicked.connect(partial(self._on_folder_chosen, folder))
        return widget

    def _build(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(680)
        column = QVBoxLayout(middle)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Teach a language model your taste"), "heading"))
        column.addWidget(
            label(
                self.tr(
                    "You judge pairs of answers; a reward model learns your judgement, and the "
                    "model learns from it. Everything stays on this computer, in one folder."
                ),
                "muted",
                wrap=True,
            )
        )
        card = Card()
        card.body.addWidget(label(self.tr("Begin"), "title"))
        card.body.addWidget(
            label(
                self.tr("The sample project has prompts with two answers each, ready to rate."),
                "muted",
                wrap=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(8)
        for widget in (self.sample, self.new, self.open):
            row.addWidget(widget)
        row.addStretch(1)
        card.body.addLayout(row)
        column.addWidget(card)
        column.addWidget(self._recent_card)
        layout = page_layout(self)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(middle, 8)
        centred.addStretch(1)
        layout.addStretch(1)
        layout.addLayout(centred)
        layout.addStretch(2)
        self.setFocusProxy(self.sample)

    def _on_folder_chosen(self, folder: str, _checked: bool = False) -> None:
        self.opening_requested.emit(folder)
