"""A project to look at: real prompts and answers, judgements of several days, real tiny runs.

The answers are those of the sample project; the model under the runs is a tiny random one, so that
all of it is made in about a minute.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop.domain.feedback import Preference
from desktop.domain.runs import Stage
from desktop.services.foreground import do_run
from desktop.services.project import Project, create_project, open_project
from desktop.services.rating import RatingSession
from desktop.services.sample_project import create_sample_project
from desktop.services.simulated_judge import rule_named
from desktop.services.training import prepare_run
from desktop.store.store import Store
from tests.helpers.tiny_models import make_tiny_model
from tests.helpers.tiny_project import FAST_PPO, FAST_REWARD

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.events import Event

NAME = "Letters in my voice"
DAY = 86_400.0
PER_DAY = (18, 0, 24, 12, 30, 9, 17)
"""Judgements on each of the last days, the oldest first."""


def make_demo_project(folder: Path) -> Project:
    """Return the demo project in a folder, open; it is made there if it is not there yet."""
    if (folder / "project" / "project.db").is_file():
        return open_project(folder / "project")
    model = make_tiny_model(folder / "tiny-model")
    project = create_project(folder / "project", model=str(model), name=NAME)
    _copy_sample(folder / "sample", project)
    for days_ago, count in zip(range(len(PER_DAY) - 1, -1, -1), PER_DAY, strict=True):
        _judge(project, days_ago, count)
    _train(project)
    return project


def _copy_sample(folder: Path, project: Project) -> None:
    with create_sample_project(folder) as sample:
        for prompt in sample.store.prompts.list():
            copy = project.store.prompts.add(prompt.messages, split=prompt.split, tags=prompt.tags)
            for response in sample.store.responses.for_prompt(prompt.id):
                project.store.responses.add(
                    copy.id,
                    response.text,
                    model_version_id=project.store.versions.base().id,
                    finished=response.finished,
                    token_count=response.token_count,
                )


def _judge(project: Project, days_ago: int, count: int) -> None:
    """Judge pairs as a person who likes short answers, on an earlier day."""
    store = Store(project.store.connection, clock=_Earlier(days_ago))
    past = Project(project.folder, store, project.lock)
    session = RatingSession(past)
    score = rule_named("short_complete")
    for _ in range(count):
        item = session.current()
        if item is None:
            return
        difference = score(item.b) - score(item.a)
        session.compare(Preference.B if difference > 0 else Preference.A, seconds=6.0)


class _Earlier:
    def __init__(self, days_ago: int) -> None:
        self._seconds = days_ago * DAY

    def __call__(self) -> float:
        return time.time() - self._seconds


def _train(project: Project) -> None:
    reward = prepare_run(project, Stage.REWARD, {**FAST_REWARD, "max_length": 256})
    do_run(project, reward, _ignore)
    ppo = prepare_run(project, Stage.PPO, {**FAST_PPO, "updates": 24, "max_length": 256})
    do_run(project, ppo, _ignore)


def _ignore(event: Event) -> None:
    """Take no notice: the store has it."""
