"""The navigation rail: the pages in the order of the loop, and the running job at its foot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.buttons import button, more_button
from desktop.ui.widgets.fitting_area import FittingArea
from desktop.ui.widgets.labels import label, whole_tip
from desktop.ui.widgets.letters import letters_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.ui.page import PageEntry

WIDTH = 176
CHARACTERS = 16


class NavigationRail(QFrame):
    """Names of the program and the project, one button for each page, and the foot.

    Signals:
        page_chosen: The user chose a page, by its name.
    """

    page_chosen = Signal(str)

    def __init__(
        self, entries: Sequence[PageEntry], foot: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAccessibleName(self.tr("Pages"))
        self.buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._name = ""
        self._project = label(role="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 10)
        column.setSpacing(2)
        self._menu = more_button(self.tr("Menu"))
        head = QHBoxLayout()
        self._title = label("Tastemaker", "title")
        head.addWidget(self._title, 1)
        head.addWidget(self._menu)
        column.addLayout(head)
        column.addWidget(self._project)
        column.addSpacing(12)
        column.addWidget(FittingArea(self._pages(entries)), 1)
        column.addWidget(foot)
        self._fit()

    def set_menu(self, menu: QMenu) -> None:
        """Give the program's menu to the button beside its name."""
        self._menu.setMenu(menu)

    def set_project(self, name: str) -> None:
        """Show the open project's name; without one the pages cannot be chosen."""
        self._name = name
        self._project.setToolTip(whole_tip(name))
        self._fit()
        for widget in self.buttons.values():
            widget.setEnabled(bool(name))

    def set_current(self, name: str) -> None:
        """Mark the page that is in front; "" marks none."""
        self._group.setExclusive(False)
        for page, widget in self.buttons.items():
            widget.setChecked(page == name)
        self._group.setExclusive(True)

    def _pages(self, entries: Sequence[PageEntry]) -> QWidget:
        pages = QWidget()
        column = QVBoxLayout(pages)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for entry in entries:
            self._add(entry, column)
        column.addStretch(1)
        return pages

    def _add(self, entry: PageEntry, column: QVBoxLayout) -> None:
        widget = button(entry.title, role="rail", name=f"rail_{entry.name}", symbol=entry.symbol)
        widget.setCheckable(True)
        widget.clicked.connect(partial(self._on_button_clicked, entry.name))
        self._group.addButton(widget)
        self.buttons[entry.name] = widget
        if entry.gap_before:
            column.addSpacing(10)
        column.addWidget(widget)

    def _on_button_clicked(self, name: str, _checked: bool = False) -> None:
        self.page_chosen.emit(name)

    def changeEvent(self, event: QEvent) -> None:
        """Fit again when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Be as wide as larger text needs, and shorten the project's name to that."""
        metrics = self._project.fontMetrics()
        head = self._title.sizeHint().width() + self._menu.sizeHint().width() + 36
        width = max(WIDTH, head, letters_width(metrics, CHARACTERS))
        self.setFixedWidth(width)
        elide = Qt.TextElideMode.ElideRight
        self._project.setText(metrics.elidedText(self._name, elide, width - 26))
