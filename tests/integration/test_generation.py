from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import TrainingError
from desktop.domain.events import (
    CandidateGrew,
    Event,
    Progress,
    ResponsesGenerated,
    RunEnded,
    TokenGenerated,
    WorkerReady,
)
from desktop.domain.prompts import Role, user_prompt
from desktop.domain.responses import Origin
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.settings import SamplingSettings
from desktop.domain.versions import VersionKind
from desktop.services.chat import Conversation, open_session
from desktop.services.generation import prepare_generation
from desktop.services.jobs import JobRunner
from desktop.services.serving import ServeSession
from desktop.services.training import prepare_resume
from desktop.worker.protocol import Discard, StopAndKeep
from desktop.worker.supervisor import Worker
from tests.helpers.tiny_project import WORDS, make_tiny_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project

pytestmark = pytest.mark.slow
SAMPLING = {"sampling.max_new_tokens": 6, "device": "cpu"}
SHORT = SamplingSettings(max_new_tokens=8)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A tiny project; its tests only add to it."""
    with make_tiny_project(tmp_path_factory.mktemp("generation") / "project") as made:
        yield made


@pytest.fixture(scope="module")
def session(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeSession]:
    """A warm session with the base model."""
    log = tmp_path_factory.mktemp("log") / "serving.log"
    source = project.source(project.version())
    with ServeSession(source, device="cpu", log_path=log) as opened:
        opened.generate([user_prompt("Say moon.")], SHORT)
        yield opened


def test_prompts_with_too_few_candidates_get_more_and_no_text_twice(project: Project) -> None:
    store = project.store
    before = {
        prompt.id: len(store.responses.for_prompt(prompt.id)) for prompt in store.prompts.list()
    }
    assert set(before.values()) == {2}
    run = prepare_generation(project, {**SAMPLING, "per_prompt": 4}, limit=8)
    assert run.total_steps == 16
    events: list[Event] = []
    ended = JobRunner(project.folder, on_event=events.append).run(run.id)

    assert ended.status is RunStatus.FINISHED
    assert ended.step == 16
    progress = [event.done for event in events if isinstance(event, Progress)]
    assert progress == sorted(progress)
    assert progress[-1] == 16
    assert isinstance(events[-1], RunEnded)
    for prompt in store.prompts.list():
        responses = store.responses.for_prompt(prompt.id)
        assert len(responses) in (2, 4)
        assert len({response.text for response in responses}) == len(responses)
        for response in responses[2:]:
            assert response.origin is Origin.GENERATED
            assert response.model_version_id == store.versions.base().id
            assert response.sampling == SamplingSettings(max_new_tokens=6)
            assert response.seed is not None
    assert [r.id for r in store.runs.list(Stage.GENERATE)] == [run.id]


def test_answers_are_seen_while_they_are_written(project: Project) -> None:
    events: list[Event] = []
    before = project.store.responses.count()
    run = prepare_generation(project, {**SAMPLING, "per_prompt": 5, "seed": 3}, limit=4)
    JobRunner(project.folder, on_event=events.append).run(run.id)
    grown: dict[tuple[int, int, int], str] = {}
    for number, event in enumerate(events):
        if isinstance(event, CandidateGrew):
            request = sum(isinstance(e, ResponsesGenerated) for e in events[:number])
            key = (request, event.prompt_id, event.place)
            grown[key] = grown.get(key, "") + event.text
    written = {(prompt_id, text) for (_, prompt_id, _), text in grown.items()}
    new = project.store.responses.all()[before:]
    assert new
    assert {(r.prompt_id, r.text) for r in new} <= written
    assert {e.version_id for e in events if isinstance(e, CandidateGrew)} == {1}


def test_nothing_is_generated_where_nothing_is_missing(project: Project) -> None:
    with pytest.raises(TrainingError, match="already has 1 answers"):
        prepare_generation(project, {"per_prompt": 1})
    assert not [run for run in project.store.runs.list() if run.status.live]


def test_a_stopped_run_keeps_its_answers_and_a_resumed_one_does_the_rest(
    project: Project,
) -> None:
    store = project.store
    values = {**SAMPLING, "per_prompt": 8, "batch_size": 4}
    run = prepare_generation(project, values)
    runner: list[JobRunner] = []

    def stop_after_the_first(event: Event) -> None:
        if isinstance(event, ResponsesGenerated):
            runner[0].send(StopAndKeep())

    runner.append(JobRunner(project.folder, on_event=stop_after_the_first))
    count = store.responses.count()
    ended = runner[0].run(run.id)
    assert ended.status is RunStatus.STOPPED
    kept = store.responses.count() - count
    assert 0 < kept < run.total_steps
    assert ended.step == kept

    resumed = JobRunner(project.folder).run(prepare_resume(project, run.id).id)
    assert resumed.status is RunStatus.FINISHED
    assert resumed.step == run.total_steps
    assert store.responses.count() - count == run.total_steps


def test_a_discard_before_the_worker_is_ready(project: Project) -> None:
    run = prepare_generation(project, {**SAMPLING, "per_prompt": 20})
    runner = JobRunner(project.folder)
    runner.send(Discard())
    assert runner.run(run.id).status is RunStatus.DISCARDED


def test_several_versions_at_spread_temperatures_answer_the_same_prompts(project: Project) -> None:
    store = project.store
    base = store.versions.base()
    twin = store.versions.add("twin", VersionKind.POLICY, base.base, parent_id=base.id)
    prompt_ids = [prompt.id for prompt in store.prompts.list()[:3]]
    before = store.responses.count()
    values = {**SAMPLING, "per_prompt": 2, "temperature_spread": 0.5}
    run = prepare_generation(project, values, version_ids=(twin.id, base.id), prompt_ids=prompt_ids)
    JobRunner(project.folder).run(run.id)
    new = store.responses.all()[before:]
    made = Counter(r.prompt_id for r in new if r.model_version_id == twin.id)
    assert made == Counter({prompt_id: 2 for prompt_id in prompt_ids})
    for prompt_id in prompt_ids:
        texts = [r.text.strip() for r in store.responses.for_prompt(prompt_id)]
        assert len(set(texts)) == len(texts)
    heat = {
        (r.prompt_id, r.sampling.temperature)
        for r in new
        if r.sampling is not None and r.model_version_id == twin.id
    }
    assert heat == {(prompt_id, t) for prompt_id in prompt_ids for t in (0.5, 1.5)}


def test_a_session_streams_what_it_returns_and_repeats_itself_with_a_seed(
    session: ServeSession,
) -> None:
    pieces: dict[int, str] = {}

    def hear(index: int, text: str) -> None:
        pieces[index] = pieces.get(index, "") + text

    prompts = [user_prompt("Say sky."), user_prompt("Say hill.")]
    texts = session.generate(prompts, SHORT, per_prompt=2, seed=3, on_text=hear)
    assert [(t.prompt_index, t.sample_index) for t in texts] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert [pieces.get(n, "") for n in range(4)] == [t.text for t in texts]
    assert session.generate(prompts, SHORT, per_prompt=2, seed=3) == texts
    assert session.generate(prompts, SHORT, per_prompt=2, seed=4) != texts


def test_a_cancelled_request_returns_at_once_and_the_session_goes_on(
    session: ServeSession,
) -> None:
    asked: list[float] = []

    def cancel(index: int, text: str) -> None:
        if not asked:
            asked.append(time.monotonic())
            session.cancel()

    endless = SamplingSettings(max_new_tokens=480, temperature=5.0)
    prompts = [user_prompt(f"Say {word}.") for word in WORDS]
    texts = session.generate(prompts, endless, per_prompt=4, batch_size=4, on_text=cancel)
    assert len(texts) < 40
    assert time.monotonic() - asked[0] < 3.0
    assert len(session.generate(prompts[:1], SHORT)) == 1


def test_a_request_that_fails_says_why_and_the_session_goes_on(session: ServeSession) -> None:
    with pytest.raises(TrainingError, match="no rewards"):
        session.score([user_prompt("a")], ["b"], session.source)
    assert len(session.generate([user_prompt("Say sky.")], SHORT)) == 1


def test_a_conversation_grows_and_can_answer_again(project: Project, session: ServeSession) -> None:
    chat = Conversation(
        session, project.source(project.version()), system="Be brief.", sampling=SHORT
    )
    heard: list[str] = []
    first = chat.ask("Say sea.", heard.append)
    assert "".join(heard) == first
    assert [m.role for m in chat.messages] == [Role.SYSTEM, Role.USER, Role.ASSISTANT]
    second = chat.ask_again(heard.append)
    assert second != first
    assert [m.content for m in chat.messages] == ["Be brief.", "Say sea.", second]
    chat.ask("And now?", heard.append)
    assert len(chat.messages) == 5
    chat.clear()
    assert [m.content for m in chat.messages] == ["Be brief."]


def test_an_idle_worker_ends_by_itself_and_the_next_request_starts_another(
    project: Project, tmp_path: Path
) -> None:
    started: list[Worker] = []

    def make_worker() -> Worker:
        started.append(Worker())
        return started[-1]

    source = project.source(project.version())
    ready: list[Event] = []
    with ServeSession(
        source,
        device="cpu",
        idle_seconds=0.1,
        log_path=tmp_path / "log",
        worker=make_worker,
        on_event=lambda e: ready.append(e) if isinstance(e, WorkerReady) else None,
    ) as session:
        session.generate([user_prompt("Say sea.")], SHORT)
        deadline = time.monotonic() + 10
        while session.warm:
            assert time.monotonic() < deadline
        session.generate([user_prompt("Say sea.")], SHORT)
    assert len(started) == 2
    assert len(ready) == 2
    assert not any(worker.alive for worker in started)


def test_opening_a_chat_session_starts_nothing(project: Project) -> None:
    session = open_session(project)
    assert not session.warm
    session.close()


def test_tokens_come_before_the_whole_answer(session: ServeSession) -> None:
    events: list[Event] = []
    session.on_event = events.append
    session.generate([user_prompt("Say tree.")], SHORT, on_text=lambda index, text: None)
    kinds = [type(e) for e in events if isinstance(e, TokenGenerated | ResponsesGenerated)]
    assert kinds[-1] is ResponsesGenerated
    assert kinds.count(ResponsesGenerated) == 1
    assert len(kinds) > 1
