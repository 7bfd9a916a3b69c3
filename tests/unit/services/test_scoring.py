from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import Comparison, Preference, Quality
from desktop.domain.prompts import user_prompt
from desktop.domain.statistics import wilson
from desktop.exchange.records import Answer, FeedbackRecord, PromptRecord, Said
from desktop.services.scoring import ScoredRow, _rows, report, score_file
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from pathlib import Path


def test_the_figures_of_pairs_are_those_worked_by_hand() -> None:
    # Differences 1, -1, 0 and 2 at a scale of 2: log-odds 2, -2, 0 and 4.
    pairs = [(1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (2.0, 0.0)]
    rows = [ScoredRow(n, rewards) for n, rewards in enumerate(pairs)]
    found = report("Reward model 1", rows, 2.0, ())
    assert found.accuracy == wilson(2.5, 4)
    assert found.mean_reward == pytest.approx(5 / 8)
    losses = [math.log(1 + math.exp(-x)) for x in (2, -2, 0, 4)]
    assert found.log_loss == pytest.approx(sum(losses) / 4)
    two, four = 1 / (1 + math.exp(-2)), 1 / (1 + math.exp(-4))
    assert [b.predicted for b in found.calibration] == pytest.approx([0.5, two, four])
    assert [(b.observed, b.n) for b in found.calibration] == [(0.5, 1), (0.5, 2), (1.0, 1)]
    expected = (2 * (two - 0.5) + (1 - four)) / 4
    assert found.calibration_error == pytest.approx(expected)


def test_answers_alone_have_rewards_and_no_accuracy() -> None:
    found = report("Reward model 1", [ScoredRow(1, (0.25,)), ScoredRow(2, (0.75,))], 1.0, ())
    assert (found.pairs, found.mean_reward) == (0, 0.5)
    assert (found.accuracy, found.log_loss, found.calibration_error) == (None, None, None)


def test_huge_differences_are_finite() -> None:
    found = report("r", [ScoredRow(1, (-1e6, 1e6))], 1.0, ())
    assert found.log_loss == pytest.approx(2e6)
    assert [(b.predicted, b.observed, b.n) for b in found.calibration] == [(1.0, 0.0, 1)]


def test_a_project_without_a_reward_model_says_so(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"prompt": "Q", "chosen": "a", "rejected": "b"}\n', encoding="utf-8")
    with project_with_candidates(tmp_path / "p") as project:
        with pytest.raises(NotFoundError, match="no such reward model"):
            score_file(project, file)
        with pytest.raises(NotFoundError, match="no such reward model"):
            score_file(project, file, reward_version_id=project.store.versions.base().id)


def test_judged_rows_give_their_pairs_the_better_first_else_their_answers() -> None:
    prompt = PromptRecord(user_prompt("Why?"))
    answers = (Answer("a"), Answer("b"), Answer("c"))
    judgements = (
        Comparison(0, 0, 1, Preference.B),
        Comparison(0, 1, 2, Preference.A_MUCH),
        Comparison(0, 0, 2, Preference.EQUAL),
        Comparison(0, 0, 2, None, Quality.BOTH_BAD),
    )
    record = FeedbackRecord(prompt, answers, tuple(map(Said, judgements)))
    rows = _rows(iter([(7, record)]), [])
    assert [(row.line, row.answers) for row in rows] == [(7, ("b", "a")), (7, ("b", "c"))]
    silent = FeedbackRecord(prompt, answers, ())
    assert [row.answers for row in _rows(iter([(7, silent)]), [])] == [("a",), ("b",), ("c",)]
