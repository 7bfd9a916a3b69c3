"""Holds the pages: makes them when first shown, tells them about the project and about changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.ui.widgets.fitting_area import FittingArea

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.project import Project
    from desktop.ui.page import Page, PageEntry


class PageStack(QStackedWidget):
    """One page in front, the others kept as they are.

    Signals:
        page_shown: Another page is in front: its name.
        page_requested: A page asks for another one: its name and what it should show.
        project_changed: A page changed the project's data.
        generation_requested: A page asks for more answers.
        import_requested: A page asks for a file to be imported.
        paste_requested: A page asks for the clipboard to be imported.
        ahead_changed: What is made ready in the background was chosen otherwise.
        error_occurred: Something failed in a page.
    """

    page_shown = Signal(str)
    page_requested = Signal(str, object)
    project_changed = Signal()
    generation_requested = Signal()
    import_requested = Signal()
    paste_requested = Signal()
    ahead_changed = Signal()
    error_occurred = Signal(object)

    def __init__(self, entries: Sequence[PageEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = {entry.name: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._areas: dict[QWidget, FittingArea] = {}
        self._project: Project | None = None
        self._current = ""

    def current_name(self) -> str:
        """Return the name of the page in front; "" when it is none of the pages."""
        return self._current

    def names(self) -> list[str]:
        """Return the names of all pages, in the order of the rail."""
        return list(self._entries)

    def front(self) -> QWidget:
        """Return what is in front: a page, or what `show_widget` was given."""
        return next(widget for widget, area in self._areas.items() if area is self.currentWidget())

    def page(self, name: str) -> Page:
        """Return a page, made and given the open project if need be.

        Raises:
            KeyError: There is no page of this name.
        """
        if name not in self._pages:
            self._pages[name] = self._make(self._entries[name])
        return self._pages[name]

    def show_page(self, name: str, item: object = None) -> None:
        """Bring a page to the front, up to date, and let it show an item."""
        page = self.page(name)
        self._current = name
        self._bring(page)
        self._refresh(page)
        if item is not None:
            page.show_item(item)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit(name)

    def show_widget(self, widget: QWidget) -> None:
        """Bring something to the front that is no page."""
        self._current = ""
        self._bring(widget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self.page_shown.emit("")

    def open_project(self, project: Project) -> None:
        """Tell all pages that there are."""
        self._project = project
        for page in self._pages.values():
            page.open_project(project)

    def close_project(self) -> None:
        """Let all pages let go of the project."""
        for page in self._pages.values():
            page.close_project()
        self._project = None

    @Slot()
    def refresh_current(self) -> None:
        """Bring the page in front up to date; the others are when they come to the front."""
        if self._current and self._project is not None:
            self._refresh(self._pages[self._current])

    def set_busy(self, busy: bool) -> None:
        """Tell all pages whether a job is at work."""
        for page in self._pages.values():
            page.set_busy(busy)

    def _bring(self, widget: QWidget) -> None:
        """Show a widget in its own area, which scrolls where there is too little room."""
        if widget not in self._areas:
            self._areas[widget] = FittingArea(widget)
            self.addWidget(self._areas[widget])
        self.setCurrentWidget(self._areas[widget])

    def _refresh(self, page: Page) -> None:
        if self._project is None:
            return
        try:
            page.refresh()
        except Exception as error:
            self.error_occurred.emit(error)

    def _make(self, entry: PageEntry) -> Page:
        page = entry.factory()
        page.setAccessibleName(entry.title)
        page.page_requested.connect(self.page_requested)
        page.project_changed.connect(self.project_changed)
        page.generation_requested.connect(self.generation_requested)
        page.import_requested.connect(self.import_requested)
        page.paste_requested.connect(self.paste_requested)
        page.ahead_changed.connect(self.ahead_changed)
        page.error_occurred.connect(self.error_occurred)
        if self._project is not None:
            page.open_project(self._project)
        return page
