"""Says above all pages that a run waits for the user's verdict, with a way there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from desktop.domain.events import PairsWaiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.job_queue import JobQueue
    from desktop.ui.widgets.notice import NoticeStack


class PairsNotice(QObject):
    """Listens to the jobs.

    Args:
        jobs: Whose runs may ask.
        notices: Where it is said.
        show_page: Brings a page to the front: its name, and what it should show.
        parent: Owns it.
    """

    def __init__(
        self,
        jobs: JobQueue,
        notices: NoticeStack,
        show_page: Callable[[str, object], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._notices = notices
        self._show_page = show_page
        jobs.pump.event_received.connect(self._on_event_received)

    @Slot(int, object)
    def _on_event_received(self, job_id: int, event: object) -> None:
        if not isinstance(event, PairsWaiting):
            return
        job = self._jobs.job(job_id)
        words = self.tr("{run} waits for you: which of two answers is better? Pairs: {pairs}.")
        self._notices.say(
            words.format(run=job.title, pairs=event.count),
            "warning",
            self.tr("Judge the pairs"),
            partial(self._show_page, "runs", job.run_id),
        )
