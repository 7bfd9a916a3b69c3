from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.events import Progress, RunEnded
from desktop.domain.feedback import Preference
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.scores import ResponseScore
from desktop.domain.versions import VersionKind
from desktop.services.ahead_settings import AheadSettings, keep_ahead
from desktop.services.rating import RatingSession
from desktop.services.strategies import Plan, Strategy, keep_plan
from desktop.ui.ahead import WorkAhead
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import JobKind
from tests.helpers.fake_work import ObedientWorks, ScriptedWorks
from tests.ui.conftest import add_answer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.domain.events import Event
    from desktop.services.project import Project


@pytest.fixture
def project(project: Project) -> Project:
    """Six new pairs, on a base model that seems to be there."""
    (project.base_folder() / "config.json").write_text("{}")
    return project


def made(project: Project, works: ScriptedWorks | ObedientWorks) -> tuple[WorkAhead, JobQueue]:
    jobs = JobQueue(works.for_run)
    jobs.open_project(project.folder)
    ahead = WorkAhead(jobs, jobs)
    ahead.open_project(project)
    return ahead, jobs


def scripted(*events: Event) -> ScriptedWorks:
    return ScriptedWorks([*events, RunEnded("finished", 1)])


def finish(project: Project) -> None:
    for run in project.store.runs.list():
        project.store.runs.update(run.id, status=RunStatus.FINISHED)


def test_nothing_starts_unless_the_project_asks_for_it(project: Project) -> None:
    ahead, jobs = made(project, scripted())
    ahead.look()
    keep_ahead(project.store.settings, AheadSettings(enabled=True, below=6))
    ahead.look()
    assert not jobs.jobs()


def test_answers_are_generated_when_the_pairs_run_out_and_not_twice(
    qtbot: QtBot, project: Project
) -> None:
    keep_ahead(project.store.settings, AheadSettings(enabled=True, below=6))
    ahead, jobs = made(project, ObedientWorks())
    ahead.look()
    assert not jobs.jobs()
    RatingSession(project).compare(Preference.A)
    ahead.look()
    assert [job.kind for job in jobs.jobs()] == [JobKind.GENERATE]
    ahead.look()
    assert len(project.store.runs.list(Stage.GENERATE)) == 1
    with qtbot.waitSignal(jobs.all_ended):
        jobs.shut_down()


def test_in_safe_mode_nothing_starts_by_itself(project: Project) -> None:
    keep_ahead(project.store.settings, AheadSettings(enabled=True, below=100))
    ahead, jobs = made(project, ObedientWorks())
    ahead.rest()
    ahead.look()
    ahead.chosen_anew()
    assert not jobs.jobs()


def test_what_made_nothing_new_is_not_tried_again_until_something_changes(
    qtbot: QtBot, project: Project
) -> None:
    keep_ahead(project.store.settings, AheadSettings(enabled=True, below=100))
    ahead, jobs = made(project, scripted(Progress("generate", 0, 6)))
    with qtbot.waitSignal(jobs.job_over):
        ahead.look()
    finish(project)
    ahead.look()
    assert len(jobs.jobs()) == 1
    add_answer(project, 1, "A third one.")
    with qtbot.waitSignal(jobs.job_over):
        ahead.look()
    finish(project)
    ahead.look()
    assert len(jobs.jobs()) == 2
    with qtbot.waitSignal(jobs.job_over):
        ahead.chosen_anew()
    assert len(jobs.jobs()) == 3


def test_an_error_is_told_once(qtbot: QtBot, project: Project) -> None:
    values = {"versions": "99"}
    keep_ahead(project.store.settings, AheadSettings(enabled=True, below=100, values=values))
    ahead, _ = made(project, scripted())
    with qtbot.waitSignal(ahead.error_occurred):
        ahead.look()
    with qtbot.assertNotEmitted(ahead.error_occurred):
        ahead.look()


def test_answers_without_a_score_are_scored_for_the_most_uncertain(
    qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = project.store
    version = store.versions.add("taste", VersionKind.REWARD, "x", parent_id=1)

    def fill(given: Project, *, on_progress: object, cancelled: object) -> int:
        missing = given.store.scores.missing(version.id)
        given.store.scores.put(version.id, {n: ResponseScore(0.0) for n in missing})
        on_progress(len(missing), len(missing))  # type: ignore[operator]
        return len(missing)

    monkeypatch.setattr("desktop.services.response_scores.fill_scores", fill)
    keep_plan(store.settings, Plan(strategy=Strategy.UNCERTAIN))
    ahead, jobs = made(project, scripted())
    with qtbot.waitSignal(jobs.job_over):
        ahead.look()
    assert [job.kind for job in jobs.jobs()] == [JobKind.SCORE]
    assert store.scores.count() == 12
    ahead.look()
    assert len(jobs.jobs()) == 1
