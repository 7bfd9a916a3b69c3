"""What a reward-model run measures beyond its training: folds, second model, ensemble, verdict."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
import torch
from safetensors.torch import load_file

from desktop.domain.errors import TrainingError
from desktop.domain.events import MetricsRecorded, Progress
from desktop.domain.prompts import Split
from desktop.domain.runs import ModelSource, Stage
from desktop.domain.verdict import Verdict, VerdictState
from desktop.models.heads import ScalarHead
from desktop.training.engine import Engine
from desktop.training.reward_folds import centred, fold_count
from desktop.training.runner import run
from desktop.training.second import second_source
from desktop.training.session import ShutdownRequested, StopRequested
from tests.helpers.training import Interruption, Recorder, pair, question, run_folder, run_spec

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.datasets import Example

SETTINGS: dict[str, Any] = {
    "adapter.layers": 1,
    "adapter.rank": 2,
    "epochs": 1,
    "batch_size": 4,
    "micro_batch_size": 4,
    "optimizer.learning_rate": 1e-2,
    "max_length": 64,
    "checkpoint_every": 1,
    "normalise_samples": 4,
    "sampling.max_new_tokens": 4,
}
KINDS: dict[str, dict[str, Any]] = {
    "crossed": {"folds": 3, "second_share": 0.4},
    "frozen": {"frozen_backbone": True, "folds": 3, "second_share": 0.4},
    "full": {"adapter.method": "full", "folds": 2, "second_share": 0.4},
}


def pairs(train: int, held_out: int) -> list[Example]:
    splits = [Split.TRAIN] * train + [Split.HELD_OUT] * held_out
    return [pair(n, f"yes {n}", f"no no {n}", split=split) for n, split in enumerate(splits, 1)]


def trained(
    base: Path,
    folder: Path,
    *,
    control: Interruption | None = None,
    data: list[Example] | None = None,
    **changes: object,
) -> tuple[dict[str, Any], Recorder]:
    recorder = Recorder()
    values = SETTINGS | {key.replace("__", "."): value for key, value in changes.items()}
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "data.jsonl").exists():
        run_folder(folder, data or pairs(9, 3))
    spec = run_spec(Stage.REWARD, base, values)
    return run(spec, folder, recorder, control or Interruption()), recorder


def files(folder: Path) -> dict[str, torch.Tensor]:
    found: dict[str, torch.Tensor] = {}
    for path in sorted((folder / "model").rglob("*.safetensors")):
        place = path.relative_to(folder)
        found |= {f"{place}:{name}": t for name, t in load_file(path).items()}
    return found


def assert_same(one: Path, other: Path) -> None:
    left, right = files(one), files(other)
    assert left.keys() == right.keys()
    assert all(torch.equal(left[name], right[name]) for name in left)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "request_class"),
    [(kind, KeyboardInterrupt) for kind in KINDS] + [("crossed", ShutdownRequested)],
)
def test_a_run_killed_again_and_again_ends_as_if_nothing_had_happened(
    kind: str, request_class: type[BaseException], base: Path, tmp_path: Path
) -> None:
    whole = Interruption()
    expected, _ = trained(base, tmp_path / "straight", control=whole, **KINDS[kind])
    moments = range(1, whole.polls, max(whole.polls // int(os.environ.get("MOMENTS", "5")), 1))
    broken = tmp_path / "broken"
    interrupted = 0
    for moment in moments:
        # A resumed run has less to do, so it may end before a late moment.
        try:
            trained(base, broken, control=Interruption(request_class, moment), **KINDS[kind])
        except request_class:
            interrupted += 1
    assert interrupted >= len(moments) // 2
    result, _ = trained(base, broken, **KINDS[kind])
    assert result == expected
    assert_same(tmp_path / "straight", broken)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["crossed", "frozen"])
def test_a_stop_at_any_moment_after_training_keeps_a_whole_model(
    kind: str, base: Path, tmp_path: Path
) -> None:
    whole = Interruption()
    trained(base, tmp_path / "straight", control=whole, **KINDS[kind])
    for number, moment in enumerate(range(whole.polls // 2, whole.polls, whole.polls // 5)):
        folder = tmp_path / str(number)
        control = Interruption(lambda: StopRequested(keep=True), moment)
        result, _ = trained(base, folder, control=control, **KINDS[kind])
        assert control.polls == moment
        assert result["stopped_early"] is True
        assert result["n"] >= 3
        assert ScalarHead.load(folder / "model").scale > 0


def test_cross_validation_tells_every_pair_once_by_a_model_that_has_not_seen_it(
    base: Path, tmp_path: Path
) -> None:
    result, recorder = trained(base, tmp_path, folds=4)
    assert result["cross_validated"] is True
    assert result["n"] == 12
    assert result["train_pairs"] == 9
    notes = [json.loads(p.read_text()) for p in sorted((tmp_path / "folds").glob("*.json"))]
    assert [len(note) for note in notes] == [6, 6, 6]
    assert len({row for note in notes for row in note}) == 18
    assert not [p for p in (tmp_path / "folds").iterdir() if p.is_dir()]
    # The inner trainings disturb neither the run's curves nor its count of steps.
    steps = [e.step for e in recorder.of(MetricsRecorded)]
    assert max(steps) == result["steps"] == 3
    told = [(e.done, e.total) for e in recorder.of(Progress) if e.phase == "folds"]
    assert told[0] == (0, 9)
    assert told == sorted(told)


def test_the_levels_of_different_models_do_not_count() -> None:
    """Lengths that go with rewards within each part do so in all of them together."""
    first, second = centred({1: 10.0, 2: 12.0}), centred({3: -7.0, 4: -6.0, 5: -5.0})
    assert first == {1: -1.0, 2: 1.0}
    assert second == {3: -1.0, 4: 0.0, 5: 1.0}
    assert centred({}) == {}


def test_cross_validation_finds_no_order_in_shuffled_judgements(base: Path, tmp_path: Path) -> None:
    mixed = [pair(n, "yes", "no") if n % 4 < 2 else pair(n, "no", "yes") for n in range(1, 41)]
    result, _ = trained(base, tmp_path, data=list(mixed), folds=4)
    assert result["n"] == 40
    assert result["low"] < 0.5 < result["high"]
    assert Verdict.from_json(result["verdict"]).state is not VerdictState.READY


@pytest.mark.parametrize(
    ("held_out", "folds", "method", "expected"),
    [
        (3, 0, "lora", 5),
        (20, 0, "lora", 1),
        (3, 0, "full", 1),
        (3, 1, "lora", 1),
        (30, 4, "full", 4),
        (3, 0, "frozen", 5),
    ],
)
def test_few_held_out_pairs_are_cross_validated_where_that_is_cheap(
    held_out: int, folds: int, method: str, expected: int, base: Path
) -> None:
    from desktop.domain.reward_settings import RewardSettings
    from desktop.training.preferences import preference_data

    frozen = method == "frozen"
    values = {"folds": folds, "adapter.method": "full" if frozen else method}
    settings = RewardSettings().replace(values | {"frozen_backbone": frozen})
    lm = Engine("cpu", "float32").base(str(base))
    data = preference_data(pairs(20, held_out), lm, max_length=64, held_out_share=0.2, seed=0)
    assert fold_count(settings, data) == expected


def test_a_second_model_is_trained_on_other_prompts_and_lies_inside(
    base: Path, tmp_path: Path
) -> None:
    result, _ = trained(base, tmp_path, folds=1, second_share=0.4)
    assert result["train_pairs"] == 5
    assert result["second"]["n"] == result["n"] == 3
    first = ModelSource(str(base), str(tmp_path / "model"), 7)
    second = second_source(first)
    assert second is not None
    assert second_source(second) is None
    engine = Engine("cpu", "float32")
    asked = ([question(1)], ["yes 1"], [True])
    rewards = [engine.score(*asked, source=source) for source in (first, second)]
    assert rewards[0] != rewards[1]


def test_without_a_second_model_there_is_none(base: Path, tmp_path: Path) -> None:
    result, _ = trained(base, tmp_path, folds=1)
    assert result["second"] is None
    assert second_source(ModelSource(str(base), str(tmp_path / "model"))) is None


def test_scores_come_with_their_spread_and_a_curve_with_its_verdict(
    base: Path, tmp_path: Path
) -> None:
    result, _ = trained(base, tmp_path, folds=1, data=pairs(12, 6))
    assert [set(p) for p in result["curve"]] == [{"pairs", "accuracy", "low", "high"}] * 4
    sizes = [p["pairs"] for p in result["curve"]]
    assert sizes == sorted(sizes)
    assert sizes[-1] == pytest.approx(18 * 4 / 5)
    assert Verdict.from_json(result["verdict"]).state in VerdictState
    head = ScalarHead.load(tmp_path / "model")
    assert head.ensemble is not None
    assert head.temperature == pytest.approx(result["temperature"])
    engine = Engine("cpu", "float32")
    source = ModelSource(str(base), str(tmp_path / "model"))
    [score] = engine.scores([question(1)], ["yes"], [True], source=source)
    assert score.spread is not None
    assert score.spread > 0


def test_a_frozen_backbone_learns_without_a_step_and_leaves_the_adapter_alone(
    base: Path, tmp_path: Path
) -> None:
    data = pairs(30, 10)
    result, recorder = trained(base, tmp_path, data=data, frozen_backbone=True)
    assert result["accuracy"] >= 0.9
    assert result["steps"] == 1
    evaluated = [e.values["eval/accuracy"] for e in recorder.of(MetricsRecorded)]
    assert len(evaluated) == 2
    assert evaluated[-1] == result["accuracy"]
    adapter = load_file(tmp_path / "model" / "adapter_model.safetensors")
    assert all(not t.any() for name, t in adapter.items() if "lora_B" in name)


def test_a_hidden_state_that_is_no_number_is_told(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.training.roles import Role

    whole = Role.last_hidden
    monkeypatch.setattr(Role, "last_hidden", lambda *args: whole(*args) * float("nan"))
    with pytest.raises(TrainingError, match="diverged"):
        trained(base, tmp_path, frozen_backbone=True)
    assert not (tmp_path / "model").exists()
