from __future__ import annotations

import gzip
import json
import math
import tracemalloc
from typing import TYPE_CHECKING, Any, Self

import pytest

from desktop.cli.output import json_pieces, plain
from desktop.cli.status import score_lines
from desktop.domain.errors import NotFoundError, TrainingError
from desktop.domain.feedback import Comparison, Preference, Quality
from desktop.domain.prompts import user_prompt
from desktop.domain.scores import ResponseScore
from desktop.domain.statistics import wilson
from desktop.domain.versions import VersionKind
from desktop.exchange.containers import write_rows
from desktop.exchange.records import Answer, FeedbackRecord, PromptRecord, Said
from desktop.services import scoring
from desktop.services.scored_rows import ScoredRow, ScoredRows
from desktop.services.scoring import REFUSED_SHOWN, Refusals, _rows, report, score_file
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource
    from desktop.services.project import Project


def scored(*rows: tuple[float, ...]) -> ScoredRows:
    found = ScoredRows()
    for line, rewards in enumerate(rows):
        found.add(line, [(reward, None) for reward in rewards])
    return found


def test_the_figures_of_pairs_are_those_worked_by_hand() -> None:
    # Differences 1, -1, 0 and 2 at a scale of 2: log-odds 2, -2, 0 and 4.
    pairs = [(1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (2.0, 0.0)]
    found = report("Reward model 1", scored(*pairs), 2.0, Refusals())
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
    found = report("Reward model 1", scored((0.25,), (0.75,)), 1.0, Refusals())
    assert (found.pairs, found.mean_reward) == (0, 0.5)
    assert (found.accuracy, found.log_loss, found.calibration_error) == (None, None, None)


def test_huge_differences_are_finite() -> None:
    found = report("r", scored((-1e6, 1e6)), 1.0, Refusals())
    assert found.log_loss == pytest.approx(2e6)
    assert [(b.predicted, b.observed, b.n) for b in found.calibration] == [(1.0, 0.0, 1)]


def test_a_project_without_a_reward_model_says_so(tmp_path: Path) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"prompt": "Q", "chosen": "a", "rejected": "b"}\n', encoding="utf-8")
    with project_with_candidates(tmp_path / "p") as project:
        with pytest.raises(TrainingError, match="no reward model yet"):
            score_file(project, file)
        with pytest.raises(NotFoundError, match="not a reward model"):
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
    rows = _rows(iter([(7, record)]), Refusals())
    assert [(row.line, row.answers) for row in rows] == [(7, ("b", "a")), (7, ("b", "c"))]
    silent = FeedbackRecord(prompt, answers, ())
    rows = _rows(iter([(7, silent)]), Refusals())
    assert [row.answers for row in rows] == [("a",), ("b",), ("c",)]


def test_rows_are_what_was_put_in() -> None:
    rows = ScoredRows()
    rows.add(3, [(0.5, None)])
    rows.add(5, [(1.0, 0.25), (-1.0, 0.5)])
    first, second = ScoredRow(3, (0.5,), (None,)), ScoredRow(5, (1.0, -1.0), (0.25, 0.5))
    assert list(rows) == rows[0:2] == [first, second]
    assert (rows[-1], len(rows), list(rows.differences())) == (second, 2, [2.0])
    with pytest.raises(IndexError):
        rows[2]


class LengthScores:
    """A session in which the reward of an answer is its length."""

    def __init__(self, source: ModelSource) -> None:
        self.source = source

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *rest: object) -> None:
        return None

    def scores(
        self,
        prompts: list[tuple[Message, ...]],
        answers: list[str],
        source: ModelSource,
    ) -> list[ResponseScore]:
        assert len(prompts) == len(answers)
        return [ResponseScore(float(len(answer)), 0.0) for answer in answers]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with the files of a reward model, whose network nobody asks."""
    with project_with_candidates(tmp_path_factory.mktemp("scored") / "p") as opened:
        folder = opened.folder / "models" / "reward-1"
        folder.mkdir(parents=True)
        (folder / "head.json").write_text('{"scale": 1.0, "temperature": 1.0}', encoding="utf-8")
        base = opened.store.versions.base()
        opened.store.versions.add(
            "Reward model 1", VersionKind.REWARD, base.base, folder="models/reward-1"
        )
        yield opened


ROWS: list[dict[str, Any]] = [
    {"prompt": "Why?", "chosen": "because it is", "rejected": "no"},
    {"prompt": "How?", "chosen": "so", "rejected": "by doing it"},
    {"prompt": "When?", "chosen": "at noon", "rejected": "now"},
]


@pytest.mark.parametrize(
    "name", ["p.jsonl", "p.json", "p.csv", "p.parquet", "p.jsonl.gz", "p.json.gz", "p.csv.gz"]
)
def test_pairs_of_every_container_have_the_same_scores(
    name: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "ServeSession", LengthScores)
    assert write_rows(tmp_path / name, ROWS) == 3
    found = score_file(project, tmp_path / name)
    assert [row.rewards for row in found.rows] == [(13.0, 2.0), (2.0, 11.0), (7.0, 3.0)]
    assert found.accuracy == wilson(2, 3)
    assert found.left_out == 0


def test_lines_that_cannot_be_scored_are_named_and_the_others_are_scored(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "ServeSession", LengthScores)
    lines = [json.dumps(row) for row in ROWS]
    lines[1:1] = ['{"prompt": ', '{"prompt": "Only this"}']
    path = tmp_path / "some.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    found = score_file(project, path)
    assert [row.line for row in found.rows] == [1, 4, 5]
    assert [refused.line for refused in found.refused] == [2, 3]
    path.write_bytes(gzip.compress("\n".join([lines[0], *["{"] * 500]).encode()))
    found = score_file(project, path)
    assert (found.left_out, len(found.refused)) == (500, REFUSED_SHOWN)
    assert list(score_lines(found))[-1] == "400 more left out"


def test_a_large_file_is_never_in_memory_whole(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scoring, "ServeSession", LengthScores)

    def peak(count: int) -> int:
        path = tmp_path / f"{count}.jsonl"
        row = {"prompt": "Why?", "chosen": "a" * 2000, "rejected": "b" * 500}
        write_rows(path, (row for _ in range(count)))
        tracemalloc.start()
        try:
            for piece in json_pieces(score_file(project, path)):
                assert len(piece) < 5000
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)
    few, many = peak(500), peak(4000)
    # A pair's place, its two rewards and spreads are 48 bytes; margin and bin are 16 more.
    assert many - few < 3500 * 100
    # The texts alone are far more.
    assert (tmp_path / "4000.jsonl").stat().st_size > 9_000_000


def test_json_in_pieces_is_the_same_json(project: Project) -> None:
    found = report("Reward model “1”", scored((1.0, 0.0), (math.inf,)), 1.0, Refusals())
    assert json.loads("".join(json_pieces(found))) == json.loads(json.dumps(plain(found)))
    assert json.loads("".join(json_pieces({"a": [1, None]}))) == {"a": [1, None]}
