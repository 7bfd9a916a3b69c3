"""What a page of the window is: a widget that shows one project and can be told to look again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QAction

    from desktop.services.project import Project
    from desktop.ui.icons import Symbol


class Page(QWidget):
    """Base of all pages.

    The window calls `open_project` once a project is open (also on a page made later), `refresh`
    each time the page comes to the front and when something else changed the project's data, and
    `close_project` before the project is closed. A constructor builds and connects; it loads
    nothing.

    Signals:
        page_requested: Another page should come to the front: its name (see `PageEntry`) and what
            it should show, or None.
        project_changed: This page changed the project's data; the status line and the other pages
            look again.
        generation_requested: The user wants more answers to judge.
        import_requested: The user wants to import a file.
        paste_requested: The user wants to import what is on the clipboard.
        ahead_changed: The user chose otherwise what is made ready in the background.
        error_occurred: An exception that the user should see: an `AppError`, or a bug.
    """

    page_requested = Signal(str, object)
    project_changed = Signal()
    generation_requested = Signal()
    import_requested = Signal()
    paste_requested = Signal()
    ahead_changed = Signal()
    error_occurred = Signal(object)

    def title(self) -> str:
        """Return the page's name as the rail shows it, in the user's language."""
        raise NotImplementedError

    def open_project(self, project: Project) -> None:
        """Show this project from now on; `refresh` follows."""
        raise NotImplementedError

    def close_project(self) -> None:
        """Let go of the project: keep no reference to it or to its store."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read the project again and show it.

        It is called each time the page comes to the front, so it must be cheap.
        """
        raise NotImplementedError

    def show_item(self, item: object) -> None:
        """Show what another page asked for: a run id, a stage, a search text."""

    def commands(self) -> list[QAction]:
        """Return what can be done on this page now, for the command palette."""
        return []

    def set_busy(self, busy: bool) -> None:
        """Learn whether a job is at work in this project."""


@dataclass(frozen=True, slots=True)
class PageEntry:
    """A line of the navigation rail.

    Args:
        name: Stable name: home, prompts, rate, train, runs, models, chat, export.
        title: What the rail shows, in the user's language.
        symbol: The icon before it.
        factory: Makes the page when it is first needed; heavy imports happen in there.
        gap_before: Whether a space sets it off from the entry above.
    """

    name: str
    title: str
    symbol: Symbol
    factory: Callable[[], Page]
    gap_before: bool = False
