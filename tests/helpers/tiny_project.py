"""A project on the tiny model with judgements that follow a rule: the shorter answer is better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import user_prompt
from desktop.services.project import Project, create_project
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("cat", "dog", "sun", "moon", "tree", "sea", "bird", "hill", "lake", "star")

FAST: dict[str, Any] = {
    "adapter.rank": 2,
    "adapter.layers": 1,
    "device": "cpu",
    "dtype": "float32",
    "max_length": 96,
    "checkpoint_every": 1,
}
FAST_REWARD: dict[str, Any] = {
    **FAST,
    "epochs": 2,
    "batch_size": 4,
    "normalise_samples": 4,
    "sampling.max_new_tokens": 6,
    "folds": 1,
}
FAST_PPO: dict[str, Any] = {
    **FAST,
    "updates": 3,
    "epochs": 2,
    "batch_size": 4,
    "micro_batch_size": 4,
    "environment.rollout_size": 4,
    "environment.sampling.max_new_tokens": 6,
    "evaluate_every": 2,
    "evaluation_prompts": 2,
}


def make_tiny_project(folder: Path, *, model: Path | None = None) -> Project:
    """Make and open a project in `folder`, with a tiny model beside it unless one is given."""
    model = model or make_tiny_model(folder.parent / "tiny-model")
    project = create_project(folder, model=str(model), name="Tiny")
    add_judged_prompts(project)
    return project


def add_judged_prompts(project: Project) -> None:
    """Add ten prompts with two answers each; the shorter one is preferred, on alternating sides."""
    store = project.store
    base = store.versions.base()
    for number, word in enumerate(WORDS):
        prompt = store.prompts.add(user_prompt(f"Say {word}."))
        short = store.responses.add(prompt.id, f"{word}.", model_version_id=base.id)
        long = store.responses.add(
            prompt.id, f"{word} and {word} and on", finished=False, model_version_id=base.id
        )
        sides = (short, long) if number % 2 else (long, short)
        better = Preference.A if number % 2 else Preference.B
        store.feedback.append(Comparison(prompt.id, sides[0].id, sides[1].id, better))
