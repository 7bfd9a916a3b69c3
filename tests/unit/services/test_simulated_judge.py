from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import Comparison, Preference
from desktop.services.simulated_judge import (
    RULES,
    judge_label,
    judge_pairs,
    preference_between,
    short_complete,
)
from desktop.services.strategies import Plan, Queue, Strategy, keep_plan
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from pathlib import Path


@dataclass
class Answer:
    text: str
    finished: bool = True


def words(count: int) -> str:
    return " ".join(["word"] * (count - 1) + ["end."])


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Answer(words(10)), Answer(words(10), finished=False), Preference.A_MUCH),
        (Answer("First, there is:"), Answer("This is whole."), Preference.B_MUCH),
        (Answer(words(5)), Answer(words(15)), Preference.A),
        (Answer(words(5)), Answer(words(10)), Preference.A_SLIGHTLY),
        (Answer(words(5)), Answer(words(7)), Preference.EQUAL),
        (Answer(words(30)), Answer(""), Preference.A_MUCH),
        (Answer(words(60)), Answer(words(90)), Preference.EQUAL),
        (Answer("cut of", finished=False), Answer(words(30), finished=False), Preference.EQUAL),
    ],
)
def test_short_complete_answers_are_preferred(a: Answer, b: Answer, expected: Preference) -> None:
    assert preference_between(short_complete, a, b) is expected
    assert preference_between(short_complete, b, a) is Preference(-expected)


def test_its_judgements_are_marked_and_follow_the_rule(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=6, per_prompt=3) as project:
        seen: list[tuple[int, int]] = []
        count = judge_pairs(
            project,
            "short_complete",
            count=10,
            on_progress=lambda done, total: seen.append((done, total)),
        )
        events = project.store.feedback.standing()
        responses = {r.id: r for r in project.store.responses.all()}
    assert count == len(events) == 10
    assert seen[-1] == (10, 10)
    assert {e.judge for e in events} == {judge_label("short_complete")}
    for event in events:
        judgement = event.judgement
        assert isinstance(judgement, Comparison)
        rule = RULES["short_complete"]
        expected = preference_between(rule, responses[judgement.a_id], responses[judgement.b_id])
        assert judgement.preference is expected


def test_it_stops_when_nothing_is_left(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=3) as project:
        assert judge_pairs(project, "short_complete", count=100) == 3
        assert judge_pairs(project, "short_complete") == 0


def test_noise_turns_some_judgements_round(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=40, per_prompt=2) as project:
        for prompt in project.store.prompts.list():
            project.store.responses.add(prompt.id, words(5), round=2)
            project.store.responses.add(prompt.id, words(30), round=2)
        judge_pairs(project, "short_complete", count=40, noise=0.3)
        responses = {r.id: r for r in project.store.responses.all()}
        turned = 0
        for event in project.store.feedback.standing():
            judgement = event.judgement
            assert isinstance(judgement, Comparison)
            a, b = responses[judgement.a_id], responses[judgement.b_id]
            turned += judgement.preference is not preference_between(short_complete, a, b)
    assert 4 <= turned <= 20


def test_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    with (
        project_with_candidates(tmp_path / "p") as project,
        pytest.raises(InvalidInputError, match="short_complete"),
    ):
        judge_pairs(project, "random")


def test_it_does_not_follow_what_the_user_goes_through_in_the_window(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=3) as project:
        keep_plan(project.store.settings, Plan(Queue.SKIPPED, Strategy.DIFFERENT))
        assert judge_pairs(project, "short_complete") == 3
