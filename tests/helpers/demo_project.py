"""A project to look at: real prompts and answers, judgements of several days, real tiny runs.

The answers are those of the sample project; the model under the runs is a tiny random one, so that
all of it is made in about a minute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.runs import Stage
from desktop.services.foreground import do_run
from desktop.services.project import Project, create_project, open_project
from desktop.services.training import prepare_run
from tests.helpers.drawn_project import NAME, copy_sample, judge_earlier
from tests.helpers.tiny_models import make_tiny_model
from tests.helpers.tiny_project import FAST_PPO, FAST_REWARD

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.events import Event

PER_DAY = (18, 0, 24, 12, 30, 9, 17)
"""Judgements on each of the last days, the oldest first."""


def make_demo_project(folder: Path) -> Project:
    """Return the demo project in a folder, open; it is made there if it is not there yet."""
    if (folder / "project" / "project.db").is_file():
        return open_project(folder / "project")
    model = make_tiny_model(folder / "tiny-model")
    project = create_project(folder / "project", model=str(model), name=NAME)
    copy_sample(folder / "sample", project)
    for days_ago, count in zip(range(len(PER_DAY) - 1, -1, -1), PER_DAY, strict=True):
        judge_earlier(project, days_ago, count)
    _train(project)
    return project


def _train(project: Project) -> None:
    reward = prepare_run(project, Stage.REWARD, {**FAST_REWARD, "max_length": 256})
    do_run(project, reward, _ignore)
    ppo = prepare_run(project, Stage.PPO, {**FAST_PPO, "updates": 24, "max_length": 256})
    do_run(project, ppo, _ignore)


def _ignore(event: Event) -> None:
    """Take no notice: the store has it."""
