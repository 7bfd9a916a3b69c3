"""Where chat answers come from: a run that is at work, else a worker of the chat's own."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.events import (
    RequestFailed,
    ResponsesGenerated,
    TextsScored,
    TokenGenerated,
)
from desktop.services.best_of_n import RankedAnswer, ranked
from desktop.services.chat import CHAT_SAMPLING, version_source
from desktop.services.chosen_versions import require_base
from desktop.services.serving import ServeSession
from desktop.ui.chat.chat_work import ChatWork
from desktop.ui.jobs.job import JobKind, JobState
from desktop.worker.protocol import CancelRequest, Generate, Score

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.events import GeneratedText
    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource
    from desktop.domain.scores import ResponseScore
    from desktop.services.project import Project
    from desktop.ui.chat.chat_work import OnEvent, Session
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.jobs.job import Job
    from desktop.ui.training_thread import JobEnded


def reward_source(project: Project, best_of: BestOf) -> ModelSource:
    """Return the files of the reward model that compares; raises `AppError`."""
    version = project.version(best_of.reward_version_id)
    require_base(project, version)
    return project.source(version)


def _open_session(source: ModelSource, on_event: OnEvent) -> Session:
    return ServeSession(source, on_event=on_event)


@dataclass(frozen=True, slots=True)
class BestOf:
    """Several answers are wanted, and this reward model says which is the best."""

    n: int
    reward_version_id: int


@dataclass(slots=True)
class _Contest:
    """Answers on their way to the reward model."""

    messages: tuple[Message, ...]
    judge: ModelSource
    answers: tuple[GeneratedText, ...] = ()


class ChatService(QObject):
    """Asks one question at a time.

    Signals:
        text_arrived: More of the answer.
        answer_ended: The answer is complete (or what there was of it when it was stopped).
        scoring_began: All of several answers are there, and the reward model reads them.
        answers_ranked: Several answers are complete: a tuple of `RankedAnswer`, the best first;
            without rewards when it was stopped before they were compared.
        answer_failed: A title, what happened, and what to do.
    """

    text_arrived = Signal(str)
    answer_ended = Signal(str)
    scoring_began = Signal()
    answers_ranked = Signal(tuple)
    answer_failed = Signal(str, str, str)

    def __init__(
        self,
        jobs: JobQueue,
        open_session: Callable[[ModelSource, OnEvent], Session] = _open_session,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._open_session = open_session
        self._own: Job | None = None
        self._own_base = ""
        self._asked: tuple[int, int] | None = None
        self._contest: _Contest | None = None
        self._pieces: list[str] = []
        self._seed = 0
        jobs.pump.tokens_generated.connect(self._on_tokens_generated)
        jobs.pump.event_received.connect(self._on_event_received)
        jobs.pump.job_ended.connect(self._on_job_ended)

    @property
    def busy(self) -> bool:
        """Whether a question waits for its answer."""
        return self._asked is not None

    def serving_run(self) -> Job | None:
        """Return the training run that would answer between its updates, if there is one.

        A run that is paused has no updates to answer between.
        """
        job = self._jobs.running()
        serves = job is not None and job.kind is JobKind.TRAIN and job.state is JobState.RUNNING
        return job if serves else None

    def ask(
        self,
        project: Project,
        version_id: int,
        messages: tuple[Message, ...],
        best_of: BestOf | None = None,
    ) -> None:
        """Ask a version for the next message; raises `AppError` when it cannot be asked."""
        source = version_source(project, version_id)
        contest = _Contest(messages, reward_source(project, best_of)) if best_of else None
        job = self.serving_run()
        if job is not None:
            self.close()
        else:
            job = self._own_job(source)
        request_id = self._jobs.next_request_id()
        self._asked, self._pieces, self._contest = (job.id, request_id), [], contest
        request = Generate(
            request_id,
            (messages,),
            CHAT_SAMPLING,
            per_prompt=best_of.n if best_of else 1,
            seed=self._seed,
            source=source,
            stream=best_of is None,
        )
        self._seed += 1
        self._jobs.send(job.id, request)

    def cancel(self) -> None:
        """Stop the answer that is being made; what there is of it stays."""
        if self._asked is not None:
            self._jobs.send(self._asked[0], CancelRequest(self._asked[1]))

    def close(self) -> None:
        """End the chat's own worker, if there is one."""
        if self._own is not None and not self._own.state.over:
            self._jobs.discard(self._own.id)
        self._own = None

    def _own_job(self, source: ModelSource) -> Job:
        """Return the chat's own worker; one that holds another base model is replaced."""
        reusable = self._own is not None and self._own.state is JobState.RUNNING
        if reusable and self._own is not None and self._own_base == source.base_folder:
            return self._own
        self.close()
        opener = functools.partial(self._open_session, source)
        self._own = self._jobs.start_service(self.tr("Chat"), functools.partial(ChatWork, opener))
        self._own_base = source.base_folder
        return self._own

    def _is_asked(self, job_id: int, event: object) -> bool:
        return self._asked == (job_id, getattr(event, "request_id", None))

    def _end(self, text: str) -> None:
        self._asked = None
        self.answer_ended.emit(text)

    def _compare(self, contest: _Contest, generated: ResponsesGenerated) -> None:
        """Let the reward model read the answers; what was stopped is not compared."""
        assert self._asked is not None
        contest.answers = generated.texts
        if generated.cancelled:
            self._end_contest(contest, ())
            return
        job_id, count = self._asked[0], len(generated.texts)
        self._asked = (job_id, self._jobs.next_request_id())
        request = Score(
            self._asked[1],
            (contest.messages,) * count,
            tuple(answer.text for answer in generated.texts),
            tuple(answer.finished for answer in generated.texts),
            contest.judge,
        )
        self._jobs.send(job_id, request)
        self.scoring_began.emit()

    def _end_contest(self, contest: _Contest, scores: tuple[ResponseScore, ...]) -> None:
        if not contest.answers:
            self._fail(
                self.tr("The answers were stopped"),
                self.tr("None of them was complete yet."),
                self.tr("Ask again."),
            )
            return
        self._asked = None
        if len(scores) == len(contest.answers):
            self.answers_ranked.emit(ranked(contest.answers, scores))
        else:
            answers = (RankedAnswer(answer.text, answer.finished) for answer in contest.answers)
            self.answers_ranked.emit(tuple(answers))

    def _fail(self, title: str, message: str, hint: str) -> None:
        self._asked = None
        self.answer_failed.emit(title, message, hint)

    @Slot(int, list)
    def _on_tokens_generated(self, job_id: int, tokens: list[TokenGenerated]) -> None:
        texts = [token.text for token in tokens if self._is_asked(job_id, token)]
        if texts:
            self._pieces.extend(texts)
            self.text_arrived.emit("".join(texts))

    @Slot(int, object)
    def _on_event_received(self, job_id: int, event: object) -> None:
        if not self._is_asked(job_id, event):
            return
        contest = self._contest
        if contest is not None and isinstance(event, ResponsesGenerated) and event.last:
            self._compare(contest, event)
        elif contest is not None and isinstance(event, TextsScored):
            self._end_contest(contest, event.scores)
        elif isinstance(event, ResponsesGenerated) and event.last:
            self._end(event.texts[0].text if event.texts else "".join(self._pieces))
        elif isinstance(event, RequestFailed):
            self._fail(event.title, event.message, event.hint)

    @Slot(int, object)
    def _on_job_ended(self, job_id: int, ended: JobEnded) -> None:
        if self._own is not None and self._own.id == job_id:
            self._own = None
        if self._asked is None or self._asked[0] != job_id:
            return
        if ended.error is not None:
            self._fail(ended.error.title, ended.error.message, ended.error.hint)
        else:
            self._fail(
                self.tr("The answer was cut off"),
                self.tr("The run that was answering has ended."),
                self.tr("Ask again."),
            )
