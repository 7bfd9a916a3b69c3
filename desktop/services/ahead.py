"""What is made ready ahead of the user: new pairs before they run out, scores for choosing them.

Both are background work that the project's own settings ask for. `look_ahead` decides what is to be
done now; it reads the whole project, so a large one is looked at in a thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from desktop.domain.runs import Stage, settings_for
from desktop.services.ahead_settings import read_ahead
from desktop.services.candidates import version_numbers
from desktop.services.generation import prepare_generation
from desktop.services.response_scores import unscored
from desktop.services.starter import base_ready
from desktop.services.status import open_pairs
from desktop.services.strategies import Strategy, read_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.runs import Run
    from desktop.domain.settings import GenerateSettings
    from desktop.services.project import Project

PROMPTS_AT_ONCE = 8
MOST_ANSWERS = 16
"""Answers of one version to one prompt above which more of them teach little."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What lies ahead of the user, and what is to be done about it."""

    new_pairs: int
    run: Run | None = None
    unscored: int = 0


def look_ahead(project: Project) -> Outlook:
    """Return how many new pairs there are, and a prepared run or the number of missing scores.

    Raises:
        AppError: More answers are wanted, but the run could not be prepared.

    """
    store = project.store
    new_pairs = open_pairs(project)
    if not base_ready(project.model) or any(run.status.live for run in store.runs.list()):
        return Outlook(new_pairs)
    ahead = read_ahead(store.settings)
    if ahead.enabled and new_pairs < ahead.below:
        return Outlook(new_pairs, _prepare(project, ahead.values or {}))
    uncertain = read_plan(store.settings).strategy is Strategy.UNCERTAIN
    return Outlook(new_pairs, unscored=unscored(project) if uncertain else 0)


def _prepare(project: Project, values: Mapping[str, Any]) -> Run | None:
    """Prepare a run for the prompts with the fewest answers; None where all have very many."""
    settings = cast("GenerateSettings", settings_for(Stage.GENERATE, values))
    versions = version_numbers(settings.versions) or (project.version().id,)
    counts = project.store.responses.count_generated(versions[0])
    prompts = sorted(counts, key=counts.__getitem__)
    if not prompts or counts[prompts[0]] >= MOST_ANSWERS:
        return None
    per_prompt = max(settings.per_prompt, counts[prompts[0]] + 1)
    lacking = [p for p in prompts if counts[p] < per_prompt][:PROMPTS_AT_ONCE]
    return prepare_generation(
        project, {**values, "per_prompt": per_prompt}, version_ids=versions, prompt_ids=lacking
    )
