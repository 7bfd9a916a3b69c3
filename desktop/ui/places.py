"""Where the user's own files go unless they say otherwise."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

PROJECTS = "Tastemaker"


def documents_folder() -> Path:
    """Return the user's folder for documents."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(documents) or Path.home())


def projects_folder() -> Path:
    """Return the folder in which projects are made unless the user says otherwise."""
    return documents_folder() / PROJECTS
