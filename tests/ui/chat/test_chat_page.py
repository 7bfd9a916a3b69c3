from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.errors import ModelError
from desktop.domain.events import (
    GeneratedText,
    RequestFailed,
    ResponsesGenerated,
    TextsScored,
    TokenGenerated,
)
from desktop.domain.prompts import Message, Role
from desktop.domain.runs import Run, RunStatus, Stage
from desktop.domain.scores import ResponseScore
from desktop.domain.versions import VersionKind
from desktop.ui.chat.answer_choice import AnswerChoice
from desktop.ui.chat.chat_page import ChatPage
from desktop.ui.chat.chat_service import ChatService
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import JobState
from desktop.worker.protocol import CancelRequest, Generate, Score
from tests.helpers.fake_session import FakeSession
from tests.helpers.fake_work import ObedientWorks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def session() -> FakeSession:
    return FakeSession()


@pytest.fixture
def works() -> ObedientWorks:
    return ObedientWorks()


@pytest.fixture
def jobs(qtbot: QtBot, works: ObedientWorks, project: Project) -> Iterator[JobQueue]:
    queue = JobQueue(works.for_run)
    queue.open_project(project.folder)
    yield queue
    queue.shut_down()
    assert queue.wait(5)


@pytest.fixture
def page(
    qtbot: QtBot, theme: Theme, jobs: JobQueue, session: FakeSession, project: Project
) -> ChatPage:
    page = ChatPage(theme, jobs, ChatService(jobs, session.open))
    qtbot.addWidget(page)
    page.open_project(project)
    page.refresh()
    return page


def _say(page: ChatPage, text: str) -> None:
    page.input.setPlainText(text)
    QTest.keyClick(page.input, Qt.Key.Key_Return)


def _texts(page: ChatPage) -> list[str]:
    return [turn.text() for turn in page.transcript.turns]


def test_a_conversation_goes_on_with_all_that_was_said(
    page: ChatPage, session: FakeSession, qtbot: QtBot
) -> None:
    page.system.setText("Be brief.")
    assert page.empty.isVisibleTo(page)
    with qtbot.waitSignal(page.service.answer_ended):
        _say(page, "How are you?")
    assert not page.empty.isVisibleTo(page)
    assert _texts(page) == ["How are you?", "I am fine."]
    assert page.input.toPlainText() == ""
    with qtbot.waitSignal(page.service.answer_ended):
        _say(page, "Really?")
    assert session.asked[-1] == (
        Message(Role.SYSTEM, "Be brief."),
        Message(Role.USER, "How are you?"),
        Message(Role.ASSISTANT, "I am fine."),
        Message(Role.USER, "Really?"),
    )


def test_an_answer_appears_while_it_is_made_and_can_be_stopped(
    page: ChatPage, session: FakeSession, qtbot: QtBot
) -> None:
    session.hold = True
    _say(page, "How are you?")
    assert not page.ask.isEnabled()
    qtbot.waitUntil(lambda: _texts(page)[-1] == "I")
    with qtbot.waitSignal(page.service.answer_ended):
        QTest.keyClick(page.input, Qt.Key.Key_Escape)
    assert _texts(page) == ["How are you?", "I"]
    assert page.ask.isEnabled()


def test_a_failure_gives_the_question_back(
    page: ChatPage, session: FakeSession, qtbot: QtBot
) -> None:
    session.error = ModelError("The model is gone", "Its folder was moved.", "Put it back.")
    with qtbot.waitSignal(page.service.answer_failed):
        _say(page, "How are you?")
    assert _texts(page) == []
    assert page.input.toPlainText() == "How are you?"
    assert page.problem.text() == "The model is gone. Its folder was moved. Put it back."


def test_shift_enter_is_a_new_line_and_nothing_is_sent(page: ChatPage) -> None:
    page.input.setPlainText("one")
    QTest.keyClick(page.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert _texts(page) == []
    _say(page, "   ")
    assert _texts(page) == []


def test_text_is_shown_as_it_is(page: ChatPage, session: FakeSession, qtbot: QtBot) -> None:
    session.answer = "Use <b>vector<int></b> and <img src='x'> here."
    with qtbot.waitSignal(page.service.answer_ended):
        _say(page, "<i>How?</i>")
    shown = [turn.view.toPlainText() for turn in page.transcript.turns]
    assert shown == ["<i>How?</i>", session.answer]


def test_while_a_run_trains_its_worker_answers(
    page: ChatPage,
    jobs: JobQueue,
    works: ObedientWorks,
    session: FakeSession,
    project: Project,
    qtbot: QtBot,
) -> None:
    job = jobs.start_run(Run(5, Stage.PPO, RunStatus.WAITING, {}, "runs/5"))
    assert page.where.text() == "PPO · round 1 answers between its updates"
    _say(page, "How are you?")
    worker = works.made[5]
    qtbot.waitUntil(lambda: any(isinstance(c, Generate) for c in worker.received))
    request = next(c for c in worker.received if isinstance(c, Generate))
    assert request.stream
    assert request.source == project.source(project.store.versions.base())
    worker.on_event(TokenGenerated(request.request_id, 0, "Bet"))
    worker.on_event(TokenGenerated(request.request_id, 0, "ter"))
    qtbot.waitUntil(lambda: _texts(page)[-1] == "Better")
    page.stop.click()
    qtbot.waitUntil(lambda: CancelRequest(request.request_id) in worker.received)
    text = GeneratedText(0, 0, "Better now.", True, 3, 0)
    with qtbot.waitSignal(page.service.answer_ended):
        worker.on_event(ResponsesGenerated(request.request_id, (text,)))
    assert _texts(page)[-1] == "Better now."
    assert session.asked == []
    jobs.discard(job.id)


def test_answers_to_others_are_not_ours(
    page: ChatPage, jobs: JobQueue, works: ObedientWorks, qtbot: QtBot
) -> None:
    jobs.start_run(Run(5, Stage.PPO, RunStatus.WAITING, {}, "runs/5"))
    _say(page, "How are you?")
    worker = works.made[5]
    worker.on_event(TokenGenerated(1, 0, "not for us"))
    worker.on_event(RequestFailed(1, "not", "for", "us"))
    qtbot.waitUntil(lambda: any(isinstance(c, Generate) for c in worker.received))
    jobs.pump.drain()
    assert page.service.busy
    assert _texts(page) == ["How are you?", ""]


def test_a_run_that_ends_before_its_answer_says_so(
    page: ChatPage, jobs: JobQueue, qtbot: QtBot
) -> None:
    job = jobs.start_run(Run(5, Stage.PPO, RunStatus.WAITING, {}, "runs/5"))
    _say(page, "How are you?")
    with qtbot.waitSignal(page.service.answer_failed):
        jobs.stop_and_keep(job.id)
    assert "cut off" in page.problem.text()
    assert page.input.toPlainText() == "How are you?"


def test_only_versions_that_answer_can_be_chosen(page: ChatPage, project: Project) -> None:
    base = project.store.versions.base()
    add = project.store.versions.add
    add("Reward", VersionKind.REWARD, base.base, folder="runs/1/model", parent_id=base.id)
    policy = add("PPO", VersionKind.POLICY, base.base, folder="runs/2/model", parent_id=base.id)
    page.refresh()
    assert page.version.box.count() == 2
    assert page.version.version_id() == policy.id
    page.show_item(base.id)
    assert page.version.version_id() == base.id


def test_a_version_whose_files_are_gone_says_so(page: ChatPage, project: Project) -> None:
    base = project.store.versions.base()
    project.store.versions.add(
        "PPO", VersionKind.POLICY, base.base, folder="runs/9/model", parent_id=base.id
    )
    page.refresh()
    _say(page, "How are you?")
    assert "files are not there" in page.problem.text()
    assert page.input.toPlainText() == "How are you?"


def test_a_new_chat_forgets_and_closing_ends_the_worker(
    page: ChatPage, jobs: JobQueue, session: FakeSession, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.service.answer_ended):
        _say(page, "How are you?")
    page.anew.click()
    assert _texts(page) == []
    assert page.empty.isVisibleTo(page)
    with qtbot.waitSignal(jobs.all_ended):
        page.close_project()
    assert session.closed


@pytest.fixture
def judged(page: ChatPage, project: Project) -> ChatPage:
    """The page of a project that has a reward model."""
    base = project.store.versions.base()
    (project.folder / "runs/1/model").mkdir(parents=True)
    project.store.versions.add(
        "Reward 1",
        VersionKind.REWARD,
        base.base,
        folder="runs/1/model",
        parent_id=base.id,
        metrics={"accuracy": 0.74},
    )
    page.refresh()
    page.best_of.number.setValue(4)
    return page


def test_of_several_answers_the_best_is_shown_with_all_rewards(
    judged: ChatPage, session: FakeSession, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(judged.service.answers_ranked):
        _say(judged, "How are you?")
    assert _texts(judged) == ["How are you?", "I am fine. 1"]
    choice = judged.transcript.turns[-1].findChild(AnswerChoice)
    assert choice is not None
    assert [made.text() for made in choice.buttons] == [
        "1. reward 2.00",
        "2. reward 2.00",
        "3. reward 0.50, cut off",
        "4. reward −1.00",
    ]
    assert "opinion of “Reward 1”" in choice.words.text()
    assert "74% of unseen pairs" in choice.words.text()
    prompts, responses, finished = session.scored
    assert len(prompts) == len(responses) == 4
    assert finished == (False, True, True, True)


def test_the_conversation_goes_on_with_the_answer_that_is_chosen(
    judged: ChatPage, session: FakeSession, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(judged.service.answers_ranked):
        _say(judged, "How are you?")
    choice = judged.transcript.turns[-1].findChild(AnswerChoice)
    assert choice is not None
    choice.buttons[3].click()
    with qtbot.waitSignal(judged.service.answers_ranked):
        _say(judged, "Really?")
    assert session.asked[-1][1] == Message(Role.ASSISTANT, "I am fine. 2")


def test_answers_that_are_stopped_are_not_compared(
    judged: ChatPage, session: FakeSession, qtbot: QtBot
) -> None:
    session.hold = True
    _say(judged, "How are you?")
    assert judged.where.text() == "writing 4 answers"
    qtbot.waitUntil(lambda: bool(session.asked))
    with qtbot.waitSignal(judged.service.answers_ranked):
        judged.stop.click()
    choice = judged.transcript.turns[-1].findChild(AnswerChoice)
    assert choice is not None
    assert choice.words.text().startswith("Stopped before they were compared")
    assert [made.text() for made in choice.buttons] == ["Answer 1"]
    assert session.scored == ()
    assert judged.ask.isEnabled()


def test_the_number_of_answers_is_remembered_and_needs_a_reward_model(
    page: ChatPage, project: Project
) -> None:
    assert not page.best_of.number.isEnabled()
    assert "train a reward model" in page.best_of.number.toolTip()
    assert page.best_of.best_of() is None
    base = project.store.versions.base()
    project.store.versions.add("R", VersionKind.REWARD, base.base, folder="r", parent_id=base.id)
    page.refresh()
    assert page.best_of.judge.isHidden()
    page.best_of.number.setValue(3)
    assert not page.best_of.judge.isHidden()
    page.close_project()
    page.open_project(project)
    page.refresh()
    assert page.best_of.number.value() == 3


def test_while_a_run_trains_its_worker_compares_too(
    judged: ChatPage, jobs: JobQueue, works: ObedientWorks, project: Project, qtbot: QtBot
) -> None:
    job = jobs.start_run(Run(5, Stage.PPO, RunStatus.WAITING, {}, "runs/5"))
    _say(judged, "How are you?")
    worker = works.made[5]
    qtbot.waitUntil(lambda: any(isinstance(c, Generate) for c in worker.received))
    request = next(c for c in worker.received if isinstance(c, Generate))
    assert request.per_prompt == 4
    texts = tuple(GeneratedText(0, n, f"answer {n}", True, 3, 0) for n in range(4))
    worker.on_event(ResponsesGenerated(request.request_id, texts))
    qtbot.waitUntil(lambda: any(isinstance(c, Score) for c in worker.received))
    asked = next(c for c in worker.received if isinstance(c, Score))
    assert asked.source.adapter_folder is not None
    scores = tuple(ResponseScore(float(n), 0.25) for n in range(4))
    with qtbot.waitSignal(judged.service.answers_ranked):
        worker.on_event(TextsScored(asked.request_id, scores))
    assert _texts(judged)[-1] == "answer 3"
    jobs.discard(job.id)


def test_a_paused_run_is_not_asked(
    page: ChatPage, jobs: JobQueue, session: FakeSession, qtbot: QtBot
) -> None:
    job = jobs.start_run(Run(5, Stage.PPO, RunStatus.WAITING, {}, "runs/5"))
    jobs.pause(job.id)
    qtbot.waitUntil(lambda: job.state is JobState.PAUSED)
    assert page.where.isHidden()
    with qtbot.waitSignal(page.service.answer_ended):
        _say(page, "How are you?")
    assert len(session.asked) == 1
    jobs.discard(job.id)
