"""The sample project: everyday prompts with ready-made answers, to rate at once.

The answers were sampled from the starter model by this program (`packaging/make_sample.py`); the
file says with which settings and seeds, so each of them can be made again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.prompts import Message, Prompt, Split, user_prompt
from desktop.domain.responses import Origin
from desktop.domain.settings import SamplingSettings
from desktop.resource_files import resource_path
from desktop.services.paths import STARTER
from desktop.services.project import Project, create_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAMPLE_NAME = "Sample project"


@dataclass(frozen=True, slots=True)
class SamplePrompt:
    """A prompt that comes with the program."""

    messages: tuple[Message, ...]
    tags: tuple[str, ...]
    split: Split


def sample_prompts() -> list[SamplePrompt]:
    """Return all prompts that come with the program, in the order of their files."""
    files = sorted(resource_path("prompts").glob("*.jsonl"))
    return [
        SamplePrompt(user_prompt(row["prompt"]), tuple(row["tags"]), Split(row["split"]))
        for file in files
        for row in _rows(file)
    ]


def responses_file() -> Path:
    """Return where the ready-made answers lie."""
    return resource_path("sample", "responses.jsonl")


def create_sample_project(folder: Path | str, *, model: str = STARTER) -> Project:
    """Make a project that is ready to rate, on the starter model or another one, and open it."""
    return create_project(folder, model=model, name=SAMPLE_NAME, fill=_fill)


def _fill(project: Project) -> None:
    with project.store.transaction():
        _add_prompts_and_answers(project)


def _add_prompts_and_answers(project: Project) -> None:
    by_text = {p.messages: p for p in _add_prompts(project)}
    base = project.store.versions.base()
    for row in _rows(responses_file()):
        prompt = by_text.get(user_prompt(row["prompt"]))
        if prompt is None:
            continue
        project.store.responses.add(
            prompt.id,
            row["text"],
            origin=Origin.GENERATED,
            model_version_id=base.id,
            round=1,
            finished=row["finished"],
            token_count=row["token_count"],
            sampling=SamplingSettings().replace(row["sampling"]),
            seed=row["seed"],
        )


def _add_prompts(project: Project) -> list[Prompt]:
    return [
        project.store.prompts.add(s.messages, split=s.split, source="sample", tags=s.tags)
        for s in sample_prompts()
    ]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
