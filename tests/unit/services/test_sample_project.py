from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.prompts import Split
from desktop.services.rating import RatingSession
from desktop.services.sample_project import create_sample_project, sample_prompts

if TYPE_CHECKING:
    from pathlib import Path


def test_the_sample_prompts_are_many_and_different() -> None:
    samples = sample_prompts()
    assert len(samples) >= 120
    assert len({s.messages for s in samples}) == len(samples)
    held_out = sum(s.split is Split.HELD_OUT for s in samples)
    assert 0.15 < held_out / len(samples) < 0.25
    assert all(s.tags for s in samples)


def test_the_sample_project_is_ready_to_rate(tmp_path: Path) -> None:
    with create_sample_project(tmp_path / "sample") as project:
        session = RatingSession(project)
        assert session.current() is not None
        assert session.progress().remaining > 200
        responses = project.store.responses.all()
        base = project.store.versions.base()
        assert {r.model_version_id for r in responses} == {base.id}
        assert all(r.text.strip() and r.sampling and r.seed is not None for r in responses)
        rated = {r.prompt_id for r in responses}
        assert rated == {p.id for p in project.store.prompts.list()}
