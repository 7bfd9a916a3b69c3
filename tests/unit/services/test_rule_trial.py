"""Reward rules tried on real answers: counts by hand, and a pattern that never ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import InvalidInputError
from desktop.domain.responses import Origin
from desktop.services.rule_trial import TrialState, newest_answers, try_rules
from tests.helpers.tiny_project import make_tiny_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project

ANSWERS = ["Dear you,", "Hello", '{"title": "x"}', "Dear me,"]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = make_tiny_project(tmp_path / "project")
    yield opened
    opened.close()


def test_each_rule_is_counted_with_an_example_of_both_kinds() -> None:
    trials = try_rules('0.5 regex ^Dear\n\n -1 json {"title": "text"}\n2 regex zebra', ANSWERS)
    dear, shape, zebra = trials.rules
    assert (dear.line, dear.weight, dear.fits) == ("0.5 regex ^Dear", 0.5, 2)
    assert (dear.fitting, dear.missing) == ("Dear you,", "Hello")
    assert (shape.fits, shape.fitting) == (1, '{"title": "x"}')
    assert (zebra.fits, zebra.fitting, zebra.missing) == (0, None, "Dear you,")
    assert {rule.state for rule in trials.rules} == {TrialState.TRIED}
    assert trials.mean_reward == pytest.approx((0.5 * 2 - 1) / 4)


def test_a_pattern_that_never_ends_is_named_and_the_rest_is_kept() -> None:
    endless = "1 regex ^(a|a)+$"
    trials = try_rules(f"1 regex a\n{endless}\n1 regex b", ["a" * 60 + "!"])
    assert [rule.state for rule in trials.rules] == [
        TrialState.TRIED,
        TrialState.TOO_SLOW,
        TrialState.NOT_REACHED,
    ]
    assert trials.rules[1].line == endless


def test_a_line_that_is_no_rule_is_refused_without_a_process() -> None:
    with pytest.raises(InvalidInputError, match="not a regular expression"):
        try_rules("1 regex (", ANSWERS)


def test_without_answers_nothing_is_tried() -> None:
    trials = try_rules("1 regex a", [])
    assert (trials.answers, trials.mean_reward) == (0, 0.0)
    assert trials.rules[0].state is TrialState.NOT_REACHED


def test_the_newest_answers_of_the_models_are_taken(project: Project) -> None:
    prompt = project.store.prompts.list()[0]
    add = project.store.responses.add
    for number in range(3):
        add(prompt.id, f"written {number}", origin=Origin.WRITTEN)
        add(prompt.id, f"generated {number}", origin=Origin.GENERATED)
    assert newest_answers(project, 2) == ["generated 2", "generated 1"]


def test_imported_answers_serve_where_no_model_has_answered(empty: Project) -> None:
    prompt = empty.store.prompts.list()[0]
    empty.store.responses.add(prompt.id, "one", origin=Origin.WRITTEN)
    empty.store.responses.add(prompt.id, "two", origin=Origin.WRITTEN)
    assert newest_answers(empty) == ["two", "one"]


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    from desktop.domain.prompts import user_prompt
    from desktop.services.project import create_project

    model = tmp_path / "model"
    model.mkdir()
    with create_project(tmp_path / "empty", model=str(model), name="Empty") as opened:
        opened.store.prompts.add(user_prompt("Why?"))
        yield opened
