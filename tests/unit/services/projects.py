from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from desktop.domain.prompts import user_prompt
from desktop.services.project import Project, create_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def project_with_candidates(
    folder: Path, *, prompts: int = 6, per_prompt: int = 2
) -> Iterator[Project]:
    """Yield a project whose prompts have distinct candidates, from short to long."""
    with create_project(folder) as project:
        base = project.store.versions.base()
        for number in range(prompts):
            prompt = project.store.prompts.add(user_prompt(f"Question {number}?"))
            for length in range(per_prompt):
                project.store.responses.add(
                    prompt.id, f"Answer {number} " + "word " * length, model_version_id=base.id
                )
        yield project
