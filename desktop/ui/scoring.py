"""The task that lets the newest reward model score what may be compared."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.project import Project


class ScoreAnswers:
    """A task of the job queue: it works over a connection of its own.

    Args:
        project: The open project.
    """

    def __init__(self, project: Project) -> None:
        self._project = project

    def __call__(
        self, on_progress: Callable[[int, int], None], cancelled: Callable[[], bool]
    ) -> object:
        """Score what has no score yet, telling how far it is."""
        from desktop.services.response_scores import fill_scores

        with self._project.store.reopen() as store:
            project = dataclasses.replace(self._project, store=store)
            return fill_scores(project, on_progress=on_progress, cancelled=cancelled)
