from __future__ import annotations

import queue
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.events import CandidateGrew, ResponsesGenerated
from desktop.domain.feedback import Comparison, Preference, Quality
from desktop.domain.prompts import user_prompt
from desktop.services.early_votes import early_votes
from desktop.ui.event_pump import EventPump
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import Job, JobKind, JobState
from desktop.ui.rate.commands import Command
from desktop.ui.rate.page import RatePage
from desktop.ui.training_thread import JobEnded, JobEvent
from tests.ui.conftest import add_answer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.domain.events import Event
    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme

Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
JOB = 5


class Run:
    """A generating run: what it says goes through a pump to the page."""

    def __init__(self, page: RatePage) -> None:
        self._events: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
        self._jobs = JobQueue(parent=page)
        self._jobs.pump = self._pump = EventPump(self._events, page)
        self._job = Job(JOB, JobKind.GENERATE, "Generating", JobState.RUNNING)
        self._jobs._jobs[JOB] = self._job
        page.live.pairs.watch(self._jobs)

    def say(self, event: Event | JobEnded) -> None:
        self._events.put(JobEvent(JOB, event))
        self._pump.drain()

    def write(self, prompt_id: int, place: int, text: str) -> None:
        self.say(CandidateGrew(prompt_id, 1, place, text))

    def end(self) -> None:
        self._job.state = JobState.STOPPED
        self.say(JobEnded(None))


@pytest.fixture
def project(empty_project: Project) -> Project:
    """Two prompts, no answers."""
    for number in (1, 2):
        empty_project.store.prompts.add(user_prompt(f"Question {number}?"))
    return empty_project


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    made = RatePage(theme)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.open_project(project)
    made.show()
    made.refresh()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def run(page: RatePage) -> Run:
    return Run(page)


def press(page: RatePage, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(page, key, modifier or Qt.KeyboardModifier.NoModifier)


def shown(page: RatePage) -> set[str]:
    return {page.modes.compare.pair.a.view.text(), page.modes.compare.pair.b.view.text()}


def write_pair(qtbot: QtBot, page: RatePage, run: Run, prompt_id: int = 1) -> None:
    """Let two answers begin and be shown."""
    run.write(prompt_id, 0, "First")
    with qtbot.waitSignal(page.live.pairs.grown):
        run.write(prompt_id, 1, "Second")


def test_answers_are_shown_while_they_grow(qtbot: QtBot, page: RatePage, run: Run) -> None:
    page.refresh()
    with qtbot.waitSignal(page.live.pairs.grown):
        run.write(1, 0, "First")
    assert page.empty.isVisible()
    assert page.empty.title_label.text() == "Answers are being written"
    with qtbot.waitSignal(page.live.pairs.grown):
        run.write(1, 1, "Second")
    assert page.modes.compare.isVisible()
    assert shown(page) == {"First", "Second"}
    with qtbot.waitSignal(page.live.pairs.grown):
        run.write(1, 1, " answer")
    assert shown(page) == {"First", "Second answer"}


def test_a_vote_is_kept_at_once_and_counts_when_both_are_complete(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    write_pair(qtbot, page, run)
    left = page.modes.compare.pair.a.view.text()
    press(page, Key.Key_1)
    [vote] = early_votes(project.store)
    assert (vote.preference, vote.a.text) == (Preference.A_MUCH, left)
    assert "when both answers are complete" in page.header.saved.text()
    ids = {word: add_answer(project, 1, f"{word} answer.") for word in ("First", "Second")}
    run.say(ResponsesGenerated(1, ()))
    [event] = project.store.feedback.standing()
    assert isinstance(event.judgement, Comparison)
    assert event.judgement.a_id == ids[left]
    assert event.seconds is not None
    assert not early_votes(project.store)
    assert page.modes.compare.item is None


def test_the_pair_being_read_stays_when_it_becomes_complete(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    write_pair(qtbot, page, run, prompt_id=2)
    left = page.modes.compare.pair.a.view.text()
    for prompt_id in (1, 2):
        for word in ("First", "Second"):
            add_answer(project, prompt_id, f"{word} to {prompt_id}.")
    run.say(ResponsesGenerated(1, ()))
    assert page.modes.compare.item is not None
    assert page.modes.compare.pair.a.view.text() == f"{left} to 2."
    press(page, Key.Key_1)
    assert page.modes.compare.item is not None
    assert page.modes.compare.item.prompt.id == 1


def test_a_stopped_run_leaves_a_vote_on_what_was_shown(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    write_pair(qtbot, page, run)
    press(page, Key.Key_0)
    run.end()
    [event] = project.store.feedback.standing()
    assert isinstance(event.judgement, Comparison)
    assert event.judgement.quality is Quality.BOTH_BAD
    cut = project.store.responses.require(event.judgement.a_id)
    assert cut.text in ("First", "Second")
    assert not cut.finished


def test_an_early_vote_is_taken_back_and_its_pair_is_there_again(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    write_pair(qtbot, page, run)
    press(page, Key.Key_2)
    assert page.empty.isVisible()
    press(page, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not early_votes(project.store)
    assert page.modes.compare.isVisible()
    assert shown(page) == {"First", "Second"}
    run.end()
    assert page.empty.title_label.text() == "There are no answers yet"
    assert not project.store.feedback.events()


def test_an_early_vote_is_brought_back_by_a_redo(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    write_pair(qtbot, page, run)
    press(page, Key.Key_2)
    [vote] = early_votes(project.store)
    press(page, Key.Key_Z, CONTROL)
    redo = page.modes.compare.buttons[Command.REDO]
    assert redo.accessibleName() == "redo “A better”"
    press(page, Key.Key_Z, CONTROL | SHIFT)
    assert early_votes(project.store) == [vote]
    assert page.empty.isVisible()
    run.end()
    [event] = project.store.feedback.standing()
    assert isinstance(event.judgement, Comparison)
    assert event.judgement.preference is Preference.A


def test_a_redo_counts_at_once_where_the_answers_are_complete_by_then(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    write_pair(qtbot, page, run)
    left = page.modes.compare.pair.a.view.text()
    press(page, Key.Key_7)
    press(page, Key.Key_Z, CONTROL)
    ids = {word: add_answer(project, 1, f"{word} answer.") for word in ("First", "Second")}
    run.say(ResponsesGenerated(1, ()))
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_Z, CONTROL | SHIFT)
    [event] = project.store.feedback.standing()
    assert isinstance(event.judgement, Comparison)
    assert (event.judgement.a_id, event.judgement.preference) == (ids[left], Preference.B_MUCH)


def test_something_new_ends_the_chance_to_redo_an_early_vote(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    write_pair(qtbot, page, run)
    press(page, Key.Key_2)
    press(page, Key.Key_Z, CONTROL)
    press(page, Key.Key_6)
    press(page, Key.Key_Z, CONTROL | SHIFT)
    [vote] = early_votes(project.store)
    assert vote.preference is Preference.B
    press(page, Key.Key_Z, CONTROL)
    press(page, Key.Key_Z, CONTROL)
    assert early_votes(project.store) == []


def test_the_next_prompt_is_shown_after_a_vote_or_a_skip(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    for place, word in enumerate(("One", "Other")):
        run.write(2, place, word)
    write_pair(qtbot, page, run)
    first = shown(page)
    press(page, Key.Key_S)
    assert not early_votes(project.store)
    assert shown(page) != first
    press(page, Key.Key_E)
    press(page, Key.Key_X)
    assert not project.store.feedback.events()
    press(page, Key.Key_7)
    assert len(early_votes(project.store)) == 1
    assert page.empty.isVisible()


def test_a_prompt_with_one_answer_is_compared_with_the_one_being_written(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    add_answer(project, 1, "The old one.")
    with qtbot.waitSignal(page.live.pairs.grown):
        run.write(1, 0, "New")
    assert shown(page) == {"The old one.", "New"}


def test_complete_pairs_go_before_growing_ones(
    qtbot: QtBot, page: RatePage, run: Run, project: Project
) -> None:
    for word in "xy":
        add_answer(project, 2, f"Answer {word}.")
    page.refresh()
    write_pair(qtbot, page, run)
    assert shown(page) == {"Answer x.", "Answer y."}
    press(page, Key.Key_4)
    assert shown(page) == {"First", "Second"}
