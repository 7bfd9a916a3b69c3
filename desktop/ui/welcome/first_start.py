"""The very first screen: the language, three ways to begin, where things lie, what computes."""

from __future__ import annotations

import itertools
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.icons import Symbol, application_icon
from desktop.ui.translation import LANGUAGES
from desktop.ui.welcome.doors import Door
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card, scrolled
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

WIDTH = 860
ICON = 44


class FirstStartPage(QWidget):
    """What is shown once, before there is any project.

    Signals:
        language_chosen: The code of a language, in which everything is to be at once.
        sample_requested: Begin with the sample project.
        model_requested: Begin with a model folder of the user's own.
        import_requested: Begin with a file of judgements.
        opening_requested: Open a project that exists already.
        place_requested: Choose another folder for projects.
    """

    language_chosen = Signal(str)
    sample_requested = Signal()
    model_requested = Signal()
    import_requested = Signal()
    opening_requested = Signal()
    place_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_start")
        self.setAccessibleName(self.tr("First start"))
        self.languages: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self.sample = Door(
            Symbol.SAMPLE,
            self.tr("Try the sample project"),
            self.tr("On the starter model that came along: answers are waiting to be rated."),
            "first_sample",
        )
        self.model = Door(
            Symbol.MODELS,
            self.tr("Use a model of mine"),
            self.tr("A folder with safetensors, as downloaded from the Hub or fine-tuned by you."),
            "first_model",
        )
        self.judgements = Door(
            Symbol.IMPORT,
            self.tr("Bring judgements along"),
            self.tr("A file of pairs, rankings, scores or prompts. You see it before it is taken."),
            "first_import",
        )
        self.place = label(wrap=True)
        self.place_button = button(self.tr("Change…"), name="first_place")
        self.data = label(wrap=True)
        self.device = label(self.tr("Looking …"), wrap=True)
        self.open_button = button(
            self.tr("Open a project that I have…"), role="flat", name="first_open"
        )
        self._build()
        self._connect()

    def set_language(self, code: str) -> None:
        """Show which language is in use."""
        self.languages[code].setChecked(True)

    def set_place(self, folder: Path, free: str) -> None:
        """Show where projects are made and what is free there."""
        text = self.tr("{folder} · {free} free")
        self.place.setText(text.format(folder=shortened(folder), free=free))

    def set_data_folder(self, folder: Path) -> None:
        """Show where models, settings and logs lie."""
        self.data.setText(shortened(folder))

    @Slot(str)
    def set_device(self, text: str) -> None:
        """Show what will compute, and why that."""
        self.device.setText(text)

    def showEvent(self, event: QShowEvent) -> None:
        """Order the controls for the Tab key; coming into the window has undone any order."""
        super().showEvent(event)
        self._set_tab_order()

    def _build(self) -> None:
        middle = QWidget()
        middle.setMaximumWidth(WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addStretch(2)
        column.addLayout(self._head())
        column.addSpacing(4)
        column.addLayout(self._words())
        column.addLayout(self._doors())
        column.addWidget(self._facts())
        column.addLayout(self._foot())
        column.addStretch(3)
        outer = QWidget()
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 20)
        row.addStretch(1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(scrolled(outer))
        self.setFocusProxy(self.sample)

    def _head(self) -> QHBoxLayout:
        icon = QLabel()
        icon.setPixmap(application_icon().pixmap(ICON, ICON))
        icon.setTextFormat(Qt.TextFormat.PlainText)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(icon)
        row.addWidget(label("Tastemaker", "heading"))
        row.addStretch(1)
        for code, name in LANGUAGES.items():
            row.addWidget(self._language(code, name))
        return row

    def _language(self, code: str, name: str) -> QPushButton:
        choice = button(name, role="segment", name=f"first_language_{code}")
        choice.setCheckable(True)
        choice.clicked.connect(partial(self._on_language_pressed, code))
        self._group.addButton(choice)
        self.languages[code] = choice
        return choice

    def _words(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(self.tr("Teach a language model your taste"), "big", wrap=True))
        text = self.tr(
            "You judge pairs of answers, a reward model learns your judgement, and the model "
            "learns from it. Begin with one of these; the others stay open."
        )
        column.addWidget(label(text, "muted", wrap=True))
        return column

    def _doors(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        for door in (self.sample, self.model, self.judgements):
            row.addWidget(door, 1)
        return row

    def _facts(self) -> Card:
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        facts = (
            (self.tr("Your projects"), self.place),
            (self.tr("Models, settings, logs"), self.data),
            (self.tr("Computes on"), self.device),
        )
        top = Qt.AlignmentFlag.AlignTop
        for line, (name, value) in enumerate(facts):
            value.setAccessibleName(name)
            grid.addWidget(label(name, "muted"), line, 0, top)
            grid.addWidget(value, line, 1)
        self.place_button.setAccessibleName(self.tr("Choose another folder for projects"))
        grid.addWidget(self.place_button, 0, 2, 2, 1, top)
        card.body.addLayout(grid)
        return card

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        text = self.tr("Everything stays on this computer. No account, nothing is sent.")
        row.addWidget(label(text, "small", wrap=True), 1)
        row.addWidget(self.open_button)
        return row

    def _set_tab_order(self) -> None:
        doors = (self.sample, self.model, self.judgements)
        order = [*doors, self.place_button, self.open_button, *self.languages.values()]
        for first, second in itertools.pairwise(order):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.sample.clicked.connect(self.sample_requested)
        self.model.clicked.connect(self.model_requested)
        self.judgements.clicked.connect(self.import_requested)
        self.open_button.clicked.connect(self.opening_requested)
        self.place_button.clicked.connect(self.place_requested)

    def _on_language_pressed(self, code: str, _checked: bool = False) -> None:
        self.language_chosen.emit(code)


def shortened(folder: Path) -> str:
    """Return a folder as people write it: the home folder as ~."""
    try:
        return str(Path("~") / folder.relative_to(Path.home()))
    except ValueError:
        return str(folder)
