from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.prompts import user_prompt
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.scores import ResponseScore
from desktop.domain.settings import GenerateSettings
from desktop.domain.versions import VersionKind
from desktop.services.ahead import PROMPTS_AT_ONCE, look_ahead
from desktop.services.ahead_settings import AheadSettings, keep_ahead, read_ahead, wants_ahead
from desktop.services.project import create_project
from desktop.services.strategies import Plan, Strategy, keep_plan

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Twelve prompts with two answers each: twelve new pairs. Its base model is a folder."""
    model = tmp_path / "model"
    model.mkdir()
    (model / "config.json").write_text("{}")
    with create_project(tmp_path / "project", model=str(model)) as made:
        base = made.store.versions.base()
        for number in range(12):
            prompt = made.store.prompts.add(user_prompt(f"Question {number}?"))
            for text in "ab":
                made.store.responses.add(prompt.id, f"{text}{number}", model_version_id=base.id)
        yield made


def settings_of(project: Project, run_id: int) -> GenerateSettings:
    run = project.store.runs.get(run_id)
    assert run is not None
    return GenerateSettings().replace(run.settings)


def test_nothing_is_done_that_was_not_asked_for(project: Project) -> None:
    keep_ahead(project.store.settings, AheadSettings(below=100))
    assert not wants_ahead(project)
    outlook = look_ahead(project)
    assert (outlook.new_pairs, outlook.run, outlook.unscored) == (12, None, 0)


def test_while_there_are_enough_pairs_nothing_is_generated(project: Project) -> None:
    keep_ahead(project.store.settings, AheadSettings(enabled=True, below=12))
    assert wants_ahead(project)
    assert look_ahead(project).run is None


def test_prompts_with_the_fewest_answers_get_one_more(project: Project) -> None:
    store = project.store
    base = store.versions.base()
    for prompt_id in range(1, 6):
        store.responses.add(prompt_id, "third", model_version_id=base.id)
    values = {"per_prompt": 2, "temperature_spread": 0.5}
    keep_ahead(store.settings, AheadSettings(enabled=True, below=100, values=values))
    run = look_ahead(project).run
    assert run is not None
    assert run.stage is Stage.GENERATE
    # Seven prompts have two answers only.
    assert run.total_steps == 7
    settings = settings_of(project, run.id)
    assert (settings.per_prompt, settings.temperature_spread) == (3, 0.5)


def test_few_prompts_are_done_at_once_and_none_while_a_run_is_at_work(project: Project) -> None:
    keep_ahead(project.store.settings, AheadSettings(enabled=True, below=100))
    run = look_ahead(project).run
    assert run is not None
    assert run.total_steps == PROMPTS_AT_ONCE
    assert look_ahead(project).run is None
    project.store.runs.update(run.id, status=RunStatus.FINISHED)
    assert look_ahead(project).run is not None


def test_a_model_that_is_not_there_makes_no_run(project: Project) -> None:
    keep_ahead(project.store.settings, AheadSettings(enabled=True, below=100))
    (project.base_folder() / "config.json").unlink()
    assert look_ahead(project).run is None


def test_scores_are_wanted_for_the_most_uncertain_alone(project: Project) -> None:
    store = project.store
    base = store.versions.base()
    version = store.versions.add("reward", VersionKind.REWARD, base.base, parent_id=base.id)
    assert look_ahead(project).unscored == 0
    keep_plan(store.settings, Plan(strategy=Strategy.UNCERTAIN))
    assert wants_ahead(project)
    assert look_ahead(project).unscored == 24
    store.scores.put(version.id, {n: ResponseScore(0.0) for n in range(1, 21)})
    assert look_ahead(project).unscored == 4


def test_what_was_chosen_comes_back(project: Project) -> None:
    chosen = AheadSettings(enabled=True, below=7, values={"per_prompt": 4})
    keep_ahead(project.store.settings, chosen)
    assert read_ahead(project.store.settings) == chosen
