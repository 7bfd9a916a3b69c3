"""Imports and exports as tasks of the job queue, each over a database connection of its own."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from desktop.services.cancelling import Cancelled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from desktop.services.export_items import ExportFilter
    from desktop.services.exporting import ExportReport
    from desktop.services.importing import ImportReport
    from desktop.services.project import Project

_WHOLE = 1000


class ImportTask:
    """Imports a file; `report` is None until that is done, and when it was called off.

    Args:
        project: Where to.
        path: The file.
        format: The format's name; None to have it recognised.
        mapping: The field for each column that is read as something else.
    """

    def __init__(
        self, project: Project, path: Path, format: str | None, mapping: Mapping[str, str]
    ) -> None:
        self.path = path
        self.report: ImportReport | None = None
        self._project = project
        self._format = format
        self._mapping = mapping

    def __call__(
        self, on_progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> object:
        """Do it."""
        from desktop.services.importing import import_file

        def told(_rows: int, share: float) -> None:
            on_progress(round(share * _WHOLE), _WHOLE)

        with self._project.store.reopen() as store:
            project = dataclasses.replace(self._project, store=store)
            try:
                self.report = import_file(
                    project,
                    self.path,
                    format=self._format,
                    mapping=self._mapping,
                    on_progress=told,
                    cancelled=cancelled,
                )
            except Cancelled:
                return None
        return self.report


class ExportTask:
    """Exports to a file; `report` is None until that is done, and when it was called off.

    Args:
        project: What is exported.
        path: The file.
        format: The format's name.
        which: Which judgements.
    """

    def __init__(self, project: Project, path: Path, format: str, which: ExportFilter) -> None:
        self.report: ExportReport | None = None
        self._project = project
        self._path = path
        self._format = format
        self._which = which

    def __call__(
        self, on_progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> object:
        """Do it."""
        from desktop.services.exporting import export_file

        def told(_rows: int, share: float) -> None:
            on_progress(round(share * _WHOLE), _WHOLE)

        with self._project.store.reopen() as store:
            project = dataclasses.replace(self._project, store=store)
            try:
                self.report = export_file(
                    project,
                    self._path,
                    self._format,
                    self._which,
                    on_progress=told,
                    cancelled=cancelled,
                )
            except Cancelled:
                return None
        return self.report
