"""Candidates for rating: a run that samples answers to the prompts with too few from a version.

Answers are recorded as they come, so a cancelled or interrupted run keeps what it has, and a
resumed one does the rest. Answers with the same text as another one of the prompt are not worth
comparing; they are sampled anew a few times.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from desktop.domain.datasets import PromptExample, read_examples
from desktop.domain.errors import TrainingError
from desktop.domain.events import (
    Event,
    GeneratedText,
    Progress,
    RequestFailed,
    ResponsesGenerated,
    RunEnded,
    RunFailed,
    WorkerReady,
)
from desktop.domain.responses import Origin, Response
from desktop.domain.runs import Run, RunSpec, RunStatus, Stage, settings_for
from desktop.services.data_summary import training_examples
from desktop.services.run_files import DATA, library_versions, read_spec, write_run_files
from desktop.services.training import require_base, require_idle, require_policy
from desktop.services.worker_job import WorkerJob
from desktop.worker.protocol import Discard, Generate, Job, Serve, Shutdown, StopAndKeep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.prompts import Message
    from desktop.domain.settings import GenerateSettings
    from desktop.services.project import Project
    from desktop.store.store import Store

PHASE = "generate"
ATTEMPTS = 3
"""Times a prompt is sampled for answers that differ."""


def prepare_generation(
    project: Project,
    values: Mapping[str, Any] | None = None,
    *,
    version_id: int | None = None,
    prompt_ids: Iterable[int] | None = None,
    limit: int | None = None,
) -> Run:
    """Freeze a generating run and return it, waiting for a worker.

    Args:
        project: The open project.
        values: Settings by dotted key, beside the defaults of `GenerateSettings`.
        version_id: The version to sample from; the newest policy if not given.
        prompt_ids: Prompts to choose from; all in use if not given.
        limit: Most prompts to sample for.

    Raises:
        InvalidInputError: A setting does not fit.
        TrainingError: No prompt needs candidates, or another run is at work.
        NotFoundError: There is no such version.
        ModelError: The version's files are not there.

    """
    settings = cast("GenerateSettings", settings_for(Stage.GENERATE, values))
    require_idle(project)
    version = project.version(version_id)
    require_policy(version)
    require_base(project, version)
    examples = cast("list[PromptExample]", training_examples(project, Stage.GENERATE))
    wants = missing_candidates(project.store, examples, version.id, settings.per_prompt)
    allowed = None if prompt_ids is None else set(prompt_ids)
    wants = [want for want in wants if allowed is None or want.prompt_id in allowed][:limit]
    if not wants:
        raise _nothing_to_do(bool(examples), settings.per_prompt)
    run = project.store.runs.add(
        Stage.GENERATE,
        settings,
        policy_version_id=version.id,
        round=project.round,
        total_steps=sum(want.missing for want in wants),
    )
    spec = RunSpec(
        run.id,
        Stage.GENERATE,
        settings.to_json(),
        project.source(version),
        library_versions=library_versions(),
    )
    chosen = {want.prompt_id for want in wants}
    write_run_files(project.run_folder(run), spec, [e for e in examples if e.prompt_id in chosen])
    return run


def _nothing_to_do(any_prompts: bool, per_prompt: int) -> TrainingError:
    if not any_prompts:
        return TrainingError(
            "There is nothing to generate for",
            "The project has no prompts in use.",
            "Add some prompts first.",
        )
    return TrainingError(
        "There is nothing to generate",
        f"Every prompt already has {per_prompt} answers of this version.",
        "Ask for more answers a prompt, add prompts, or choose another version.",
    )


@dataclass(slots=True)
class Want:
    """A prompt with too few candidates. `texts` are those it has."""

    prompt_id: int
    messages: tuple[Message, ...]
    missing: int
    texts: set[str]
    attempts: int = 0


def missing_candidates(
    store: Store, examples: Iterable[PromptExample], version_id: int, per_prompt: int
) -> list[Want]:
    """Return the prompts with fewer than `per_prompt` different answers of a version."""
    texts: dict[int, set[str]] = {}
    own: dict[int, set[str]] = {}
    for response in store.responses.all():
        texts.setdefault(response.prompt_id, set()).add(response.text)
        if response.origin is Origin.GENERATED and response.model_version_id == version_id:
            own.setdefault(response.prompt_id, set()).add(response.text)
    wants = []
    for example in examples:
        missing = per_prompt - len(own.get(example.prompt_id, ()))
        if missing > 0:
            known = texts.get(example.prompt_id, set())
            wants.append(Want(example.prompt_id, example.messages, missing, known))
    return wants


class GenerationJob(WorkerJob):
    """A generating run with its worker, which serves one request after the other."""

    def job(self) -> Job:
        """Return the command that loads the version; what is missing is read from the store."""
        spec = read_spec(self._run_folder)
        self._settings = cast("GenerateSettings", settings_for(Stage.GENERATE, spec.settings))
        examples = [
            example
            for example in read_examples(self._run_folder / DATA)
            if isinstance(example, PromptExample)
        ]
        assert self._run.policy_version_id is not None
        self._version_id = self._run.policy_version_id
        per_prompt = self._settings.per_prompt
        self._wants = missing_candidates(self._store, examples, self._version_id, per_prompt)
        # Alike lengths decode together without padding.
        self._wants.sort(key=lambda want: sum(len(m.content) for m in want.messages))
        self._total = self._run.total_steps
        self._done = self._total - sum(want.missing for want in self._wants)
        self._request_id = 0
        self._asked: list[Want] = []
        return Serve(spec.policy, self._settings.device)

    def handle(self, event: Event) -> None:
        """Record an event, pass it on, and ask for the next answers."""
        if isinstance(event, Progress) and self._stop is None:
            return  # The worker's own end at the end of the run is no stop.
        if isinstance(event, ResponsesGenerated):
            self._record(event.texts)
        if isinstance(event, RequestFailed):
            event = RunFailed(event.title, event.message, event.hint)
        self._recorder.record(event)
        self._on_event(event)
        if isinstance(event, ResponsesGenerated):
            self._on_event(Progress(PHASE, self._done, self._total))
        if isinstance(event, WorkerReady) or (isinstance(event, ResponsesGenerated) and event.last):
            self._ask_next()
        if isinstance(event, RunFailed):
            self._worker.send(Shutdown())

    def end_without_word(self) -> None:
        """Record the end of the run: done, or stopped."""
        if isinstance(self._stop, StopAndKeep):
            status = RunStatus.STOPPED
        elif isinstance(self._stop, Discard):
            status = RunStatus.DISCARDED
        else:
            status = RunStatus.INTERRUPTED if self._left() else RunStatus.FINISHED
        self._finish(status)

    def _left(self) -> bool:
        return bool(self._wants or self._asked)

    def _finish(self, status: RunStatus) -> None:
        event = RunEnded(status.value, self._done, {"responses": self._done})
        self._recorder.record(event)
        self._on_event(event)

    def _ask_next(self) -> None:
        again = [want for want in self._asked if want.missing > 0 and want.attempts < ATTEMPTS]
        self._wants.extend(again)
        self._asked = self._next_chunk()
        if self._stop is not None:
            return
        if not self._asked:
            self._worker.send(Shutdown())
            return
        self._request_id += 1
        first = self._asked[0]
        key = f"{self._settings.seed}:{first.prompt_id}:{first.attempts}"
        for want in self._asked:
            want.attempts += 1
        self._worker.send(
            Generate(
                request_id=self._request_id,
                prompts=tuple(want.messages for want in self._asked),
                sampling=self._settings.sampling,
                per_prompt=first.missing,
                seed=zlib.crc32(key.encode()),
                batch_size=self._settings.batch_size,
            )
        )

    def _next_chunk(self) -> list[Want]:
        """Take the next prompts that miss equally many answers, about a batch of them."""
        if not self._wants:
            return []
        missing = self._wants[0].missing
        size = max(1, self._settings.batch_size // missing)
        chunk = [want for want in self._wants if want.missing == missing][:size]
        taken = {want.prompt_id for want in chunk}
        self._wants = [want for want in self._wants if want.prompt_id not in taken]
        return chunk

    def _record(self, texts: tuple[GeneratedText, ...]) -> None:
        new = [response for text in texts if (response := self._fresh(text)) is not None]
        self._store.responses.add_many(new)
        self._done += len(new)
        self._store.runs.update(self._run.id, step=self._done)

    def _fresh(self, generated: GeneratedText) -> Response | None:
        """Return the response to record; None for an empty or repeated text, or one too many."""
        want = self._asked[generated.prompt_index]
        if not generated.text.strip() or generated.text in want.texts or want.missing <= 0:
            return None
        want.texts.add(generated.text)
        want.missing -= 1
        return Response(
            id=0,
            prompt_id=want.prompt_id,
            text=generated.text,
            origin=Origin.GENERATED,
            model_version_id=self._version_id,
            round=self._run.round,
            finished=generated.finished,
            token_count=generated.token_count,
            sampling=self._settings.sampling,
            seed=generated.seed,
        )
