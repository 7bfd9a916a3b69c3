"""Pairs whose answers are still being written: shown as they grow, and judged before they end.

A vote is kept on the disk at once (see `desktop.services.early_votes`) and becomes a comparison
when both answers are complete.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.events import ResponsesGenerated
from desktop.domain.responses import Origin
from desktop.services.early_votes import (
    EarlyVote,
    ShownText,
    bring_back_early,
    complete_answers,
    early_votes,
    keep_early,
    redoable_early,
    settle_early,
    take_back_early,
)
from desktop.services.pairing import mix
from desktop.ui.jobs.job import JobKind

if TYPE_CHECKING:
    from desktop.domain.events import CandidateGrew
    from desktop.domain.feedback import Preference, Quality
    from desktop.domain.prompts import Prompt
    from desktop.services.early_votes import TakenBack
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue

SHOW_EVERY_MS = 150


@dataclass(frozen=True, slots=True)
class LivePair:
    """Two answers as far as they are written; A is shown on the left."""

    prompt: Prompt
    a: ShownText
    b: ShownText


@dataclass(slots=True)
class _Growing:
    """A prompt's answers in the making by place, and the one it had before, if it was alone."""

    before: ShownText | None
    texts: dict[int, ShownText] = field(default_factory=dict)

    def sides(self) -> list[ShownText]:
        written = [self.texts[place] for place in sorted(self.texts)]
        sides = ([self.before] if self.before else []) + written
        return [side for side in sides if side.text.strip()]


class LivePairs(QObject):
    """Follows the answers that a generating run writes.

    Signals:
        grown: There is more to be seen.
        completed: Answers are complete and recorded, with the votes on them.
        error_occurred: Votes could not be recorded; they are still kept.
    """

    grown = Signal()
    completed = Signal()
    error_occurred = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: JobQueue | None = None
        self._project: Project | None = None
        self._job_id: int | None = None
        self._growing: dict[int, _Growing] = {}
        self._passed: set[int] = set()
        self._looked_at: int | None = None
        self._throttle = QTimer(self)
        self._throttle.setSingleShot(True)
        self._throttle.setInterval(SHOW_EVERY_MS)
        self._throttle.timeout.connect(self.grown)

    def watch(self, jobs: JobQueue) -> None:
        """Follow the generating runs among these jobs."""
        self._jobs = jobs
        pump = jobs.pump
        pump.candidates_grew.connect(self._on_candidates_grew)
        pump.event_received.connect(self._on_event_received)
        pump.job_ended.connect(self._on_job_ended)

    def open_project(self, project: Project) -> None:
        """Follow the runs of this project."""
        self._project = project
        self._forget()

    def close_project(self) -> None:
        """Let go of the project."""
        self._throttle.stop()
        self._forget()
        self._project = self._job_id = None

    @property
    def at_work(self) -> bool:
        """Whether answers are being written, or are about to be."""
        jobs = self._jobs.jobs() if self._jobs is not None else []
        return any(job.kind is JobKind.GENERATE and not job.state.over for job in jobs)

    def current(self) -> LivePair | None:
        """Return the pair to look at: the same one until it is judged, passed over or complete."""
        if self._project is None:
            return None
        order = [self._looked_at] if self._looked_at in self._growing else []
        for prompt_id in (*order, *self._growing):
            sides = self._growing[prompt_id].sides() if prompt_id is not None else []
            if prompt_id is None or prompt_id in self._passed or len(sides) < 2:
                continue
            self._looked_at = prompt_id
            a, b = sides[:2] if mix(prompt_id, 7) & 1 else sides[1::-1]
            return LivePair(self._project.store.prompts.require(prompt_id), a, b)
        self._looked_at = None
        return None

    def vote(
        self, preference: Preference | None, quality: Quality | None, seconds: float | None
    ) -> None:
        """Keep a judgement of the pair that is looked at."""
        pair = self.current()
        if pair is None or self._project is None:
            return
        now = time.time()
        vote = EarlyVote(pair.prompt.id, pair.a, pair.b, preference, quality, seconds, now)
        keep_early(self._project.store, vote)
        self.skip()

    def skip(self) -> None:
        """Look at the next pair; this one comes back when it is complete, unless it is judged."""
        if self._looked_at is not None:
            self._passed.add(self._looked_at)
            self._looked_at = None

    def take_back(self) -> bool:
        """Take back the newest vote that waits and look at its pair again; False without one."""
        vote = take_back_early(self._project.store) if self._project is not None else None
        if vote is None:
            return False
        self._passed.discard(vote.prompt_id)
        self._looked_at = vote.prompt_id
        return True

    def waiting(self) -> EarlyVote | None:
        """Return the vote that would be taken back."""
        votes = early_votes(self._project.store) if self._project is not None else []
        return votes[-1] if votes else None

    def bring_back(self) -> bool:
        """Keep the vote again that was taken back last; False without one.

        Where its answers are complete by now, it counts at once.
        """
        if self._project is None or (vote := bring_back_early(self._project.store)) is None:
            return False
        if vote.prompt_id in self._growing:
            self._passed.add(vote.prompt_id)
            self._looked_at = None
        else:
            self._settle(over=not self.at_work)
            self.completed.emit()
        return True

    def redoable(self) -> TakenBack | None:
        """Return the vote that would be brought back."""
        return redoable_early(self._project.store) if self._project is not None else None

    def whole(self, pair: LivePair) -> tuple[int, int] | None:
        """Return the ids of a pair's answers once both are complete."""
        if self._project is None:
            return None
        texts = (pair.a.text, pair.b.text)
        a, b = complete_answers(self._project.store, pair.prompt.id, texts)
        return None if a is None or b is None else (a.id, b.id)

    def _forget(self) -> None:
        self._growing.clear()
        self._passed.clear()
        self._looked_at = None

    def _settle(self, *, over: bool) -> None:
        if self._project is None:
            return
        try:
            settle_early(self._project.store, self._project.round, over=over)
        except Exception as error:
            self.error_occurred.emit(error)

    def _had_before(self, prompt_id: int) -> ShownText | None:
        """Return the only candidate of a prompt; with more of them it has pairs already."""
        if self._project is None:
            return None
        found = [
            response
            for response in self._project.store.responses.for_prompt(prompt_id)
            if response.origin in (Origin.GENERATED, Origin.IMPORTED)
            and response.round == self._project.round
        ]
        if len(found) != 1:
            return None
        return ShownText(found[0].text, found[0].model_version_id)

    @Slot(int, list)
    def _on_candidates_grew(self, job_id: int, pieces: list[CandidateGrew]) -> None:
        if self._project is None:
            return
        self._job_id = job_id
        for piece in pieces:
            if piece.prompt_id not in self._growing:
                self._growing[piece.prompt_id] = _Growing(self._had_before(piece.prompt_id))
            texts = self._growing[piece.prompt_id].texts
            before = texts.get(piece.place, ShownText("", piece.version_id))
            texts[piece.place] = ShownText(before.text + piece.text, piece.version_id)
        if not self._throttle.isActive():
            self._throttle.start()

    @Slot(int, object)
    def _on_event_received(self, job_id: int, event: object) -> None:
        if job_id == self._job_id and isinstance(event, ResponsesGenerated):
            self._settle(over=False)
            self._forget()
            self.completed.emit()

    @Slot(int, object)
    def _on_job_ended(self, job_id: int, _ended: object) -> None:
        if job_id == self._job_id:
            self._job_id = None
            self._settle(over=True)
            self._forget()
            self.completed.emit()
