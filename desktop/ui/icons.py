"""The icons of the application."""

from __future__ import annotations

from PySide6.QtGui import QIcon

from desktop.resource_files import resource_path


def application_icon() -> QIcon:
    """Return the icon of the window, the task bar and the tray."""
    return QIcon(str(resource_path("icons", "tastemaker.svg")))
