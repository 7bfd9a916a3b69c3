from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from desktop.domain.scores import ResponseScore
from desktop.domain.versions import VersionKind
from desktop.services import response_scores
from desktop.services.response_scores import fill_scores, known_scores, unscored
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from desktop.services.project import Project


class LengthSession:
    """Scores a text by its length; the spread is a tenth of that."""

    def __init__(self, source: object) -> None:
        self.asked: list[int] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def scores(
        self, prompts: Sequence[object], texts: Sequence[str], source: object, **_: object
    ) -> tuple[ResponseScore, ...]:
        assert len(prompts) == len(texts)
        return tuple(ResponseScore(len(text), len(text) / 10) for text in texts)


def fill(project: Project, **options: Any) -> int:  # noqa: ANN401
    return fill_scores(project, make_session=LengthSession, **options)  # type: ignore[arg-type]


def add_reward_model(project: Project) -> int:
    return project.store.versions.add("R", VersionKind.REWARD, project.model, folder="runs/1").id


def test_nothing_is_scored_without_a_reward_model(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p") as project:
        assert fill(project) == 0
        assert unscored(project) == 0
        assert known_scores(project) == {}


def test_every_response_gets_the_score_of_its_own_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_scores, "BATCH", 5)
    with project_with_candidates(tmp_path / "p") as project:
        add_reward_model(project)
        assert unscored(project) == 12
        told: list[tuple[int, int]] = []
        assert fill(project, on_progress=lambda *args: told.append(args)) == 12
        assert told == [(5, 12), (10, 12), (12, 12)]
        texts = {r.id: r.text for r in project.store.responses.all()}
        assert known_scores(project) == {
            id: ResponseScore(len(text), len(text) / 10) for id, text in texts.items()
        }
        assert (fill(project), unscored(project)) == (0, 0)


def test_a_cancelled_job_keeps_its_scores_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(response_scores, "BATCH", 5)
    with project_with_candidates(tmp_path / "p") as project:
        add_reward_model(project)
        answers = iter([False, True])
        assert fill(project, cancelled=lambda: next(answers)) == 5
        assert unscored(project) == 7
        assert fill(project) == 7


def test_a_newer_reward_model_scores_anew(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p") as project:
        add_reward_model(project)
        fill(project)
        add_reward_model(project)
        assert known_scores(project) == {}
        assert fill(project) == 12
