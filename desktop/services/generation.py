"""Candidates for rating: a run that samples answers to the prompts with too few of them.

Answers are recorded as they come, so a cancelled or interrupted run keeps what it has, and a
resumed one does the rest. Answers with the same text as another one of the prompt are not worth
comparing; they are sampled anew a few times.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, cast

from desktop.domain.datasets import PromptExample, read_examples
from desktop.domain.errors import TrainingError
from desktop.domain.events import (
    CandidateGrew,
    Event,
    GeneratedText,
    Progress,
    RequestFailed,
    ResponsesGenerated,
    RunEnded,
    RunFailed,
    TokenGenerated,
    WorkerReady,
)
from desktop.domain.responses import Origin, Response
from desktop.domain.runs import Run, RunSpec, RunStatus, Stage, settings_for
from desktop.services.candidates import (
    Want,
    in_order,
    missing_candidates,
    next_request,
    version_numbers,
)
from desktop.services.chosen_versions import require_base, require_policy
from desktop.services.project import model_source
from desktop.services.run_files import DATA, library_versions, read_spec, write_run_files
from desktop.services.training import require_idle
from desktop.services.training_stream import stream_prompts
from desktop.services.worker_job import WorkerJob
from desktop.worker.protocol import Discard, Generate, Job, Serve, Shutdown, StopAndKeep

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.runs import ModelSource
    from desktop.domain.settings import GenerateSettings, SamplingSettings
    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project
    from desktop.store.store import Store

PHASE = "generate"
_PLACES = 64
"""More than the answers of one version to one prompt."""


def prepare_generation(
    project: Project,
    values: Mapping[str, Any] | None = None,
    *,
    version_ids: Sequence[int] = (),
    prompt_ids: Iterable[int] | None = None,
    limit: int | None = None,
) -> Run:
    """Freeze a generating run and return it, waiting for a worker.

    Args:
        project: The open project.
        values: Settings by dotted key, beside the defaults of `GenerateSettings`.
        version_ids: The versions to sample from; those the settings name, or the newest policy,
            if not given.
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
    versions = _versions(project, version_ids or version_numbers(settings.versions))
    settings = settings.replace({"versions": ",".join(str(v.id) for v in versions)})
    examples = [*stream_prompts(project.store)]
    wants = _missing(project.store, examples, settings, prompt_ids, limit)
    if not wants:
        raise _nothing_to_do(bool(examples), settings.per_prompt)
    run = project.store.runs.add(
        Stage.GENERATE,
        settings,
        policy_version_id=versions[0].id,
        round=project.round,
        total_steps=sum(want.missing for want in wants),
    )
    spec = RunSpec(
        run.id,
        Stage.GENERATE,
        settings.to_json(),
        project.source(versions[0]),
        library_versions=library_versions(),
    )
    chosen = {want.prompt_id for want in wants}
    write_run_files(project.run_folder(run), spec, [e for e in examples if e.prompt_id in chosen])
    return run


def _versions(project: Project, ids: Sequence[int]) -> list[ModelVersion]:
    versions = [project.version(version_id) for version_id in ids] or [project.version()]
    for version in versions:
        require_policy(version)
        require_base(project, version)
    return versions


def _missing(
    store: Store,
    examples: Iterable[PromptExample],
    settings: GenerateSettings,
    prompt_ids: Iterable[int] | None,
    limit: int | None,
) -> list[Want]:
    """Return what the chosen prompts miss, of the first `limit` of them that miss something."""
    if prompt_ids is not None:
        allowed = set(prompt_ids)
        examples = [example for example in examples if example.prompt_id in allowed]
    wants = missing_candidates(store, examples, version_numbers(settings.versions), settings)
    chosen: dict[int, list[Want]] = {}
    for want in wants:
        if want.prompt_id not in chosen and len(chosen) == limit:
            break
        chosen.setdefault(want.prompt_id, []).append(want)
    return [want for wanted in chosen.values() for want in wanted]


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
        ids = version_numbers(self._settings.versions) or (self._run.policy_version_id or 0,)
        self._sources = {version_id: self._source(version_id) for version_id in ids}
        wants = missing_candidates(self._store, examples, ids, self._settings)
        self._wants = in_order(wants, self._settings.batch_size)
        self._total = self._run.total_steps
        self._done = self._total - sum(want.missing for want in self._wants)
        self._request_id = 0
        self._asked: list[Want] = []
        self._asked_each = 1
        return Serve(spec.policy, self._settings.device)

    def _source(self, version_id: int) -> ModelSource:
        version = self._store.versions.get(version_id)
        assert version is not None, "versions are never deleted"
        return model_source(self._project_folder, version)

    def handle(self, event: Event) -> None:
        """Record an event, pass it on, and ask for the next answers."""
        if isinstance(event, Progress) and self._stop is None:
            return  # The worker's own end at the end of the run is no stop.
        if isinstance(event, TokenGenerated):
            self._on_event(self._grown(event))
            return
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
        self._wants.extend(want for want in self._asked if want.hopeful)
        self._asked = next_request(self._wants, self._settings.batch_size)
        if self._stop is not None:
            return
        if not self._asked:
            self._worker.send(Shutdown())
            return
        self._request_id += 1
        first = self._asked[0]
        seed = self._seed(first)
        for want in self._asked:
            want.attempts += 1
        self._worker.send(
            Generate(
                request_id=self._request_id,
                prompts=tuple(want.messages for want in self._asked),
                sampling=self._sampling(first),
                per_prompt=first.missing,
                seed=seed,
                batch_size=self._settings.batch_size,
                source=self._sources[first.version_id],
                stream=True,
            )
        )
        self._asked_each = first.missing

    def _grown(self, token: TokenGenerated) -> CandidateGrew:
        """Return whose text a token of the request is."""
        prompt, sample = divmod(token.index, self._asked_each)
        want = self._asked[prompt]
        place = want.slot * _PLACES + sample
        return CandidateGrew(want.prompt_id, want.version_id, place, token.text)

    def _seed(self, want: Want) -> int:
        key = f"{self._settings.seed}:{want.prompt_id}:{want.attempts}"
        return zlib.crc32((key if want.slot == 0 else f"{key}:{want.slot}").encode())

    def _sampling(self, want: Want) -> SamplingSettings:
        return self._settings.sampling.replace({"temperature": want.temperature})

    def _record(self, texts: tuple[GeneratedText, ...]) -> None:
        new = [response for text in texts if (response := self._fresh(text)) is not None]
        self._store.responses.add_many(new)
        self._done += len(new)
        self._store.runs.update(self._run.id, step=self._done)

    def _fresh(self, generated: GeneratedText) -> Response | None:
        """Return the response to record; None for an empty or repeated text, or one too many."""
        want = self._asked[generated.prompt_index]
        if not want.take(generated.text):
            return None
        return Response(
            id=0,
            prompt_id=want.prompt_id,
            text=generated.text,
            origin=Origin.GENERATED,
            model_version_id=want.version_id,
            round=self._run.round,
            finished=generated.finished,
            token_count=generated.token_count,
            sampling=self._sampling(want),
            seed=generated.seed,
        )
