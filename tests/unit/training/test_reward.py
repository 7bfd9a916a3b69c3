"""Reward-model runs on tiny models: laws, bad data, what is written."""

from __future__ import annotations

import json
import math
import random
from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.domain.datasets import PairTarget, PreferenceGroup, ScoreTarget
from desktop.domain.errors import TrainingError
from desktop.domain.events import CheckpointSaved, MetricsRecorded, WarningRaised
from desktop.domain.prompts import Split
from desktop.domain.reward_settings import RewardSettings
from desktop.domain.runs import ModelSource, Stage, settings_for
from desktop.training.engine import Engine
from desktop.training.loop import Averages
from desktop.training.preferences import preference_data
from desktop.training.reward_scale import normalise
from desktop.training.reward_task import RewardTask
from desktop.training.runner import run
from tests.helpers.training import (
    Interruption,
    Recorder,
    pair,
    question,
    run_folder,
    run_spec,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.domain.datasets import Example

SETTINGS = {
    "adapter.layers": 2,
    "adapter.rank": 4,
    "epochs": 6,
    "optimizer.learning_rate": 1e-2,
    "normalise_samples": 8,
    "sampling.max_new_tokens": 6,
}
WORDS = ["sun", "sea", "tree", "road", "lamp", "fish", "bird", "hill", "star", "rain"]


def examples(train: int, held_out: int, *, flip: random.Random | None = None) -> list[Example]:
    """Pairs in which the answer with "please" is better; `flip` turns pairs over at random."""
    noise = random.Random(0)
    found: list[Example] = []
    for number in range(1, train + held_out + 1):
        word = noise.choice(WORDS)
        better, worse = f"{word} please", f"{word} never"
        if flip is not None and flip.random() < 0.5:
            better, worse = worse, better
        split = Split.TRAIN if number <= train else Split.HELD_OUT
        found.append(pair(number, better, worse, split=split))
    return found


def train(
    base: Path, folder: Path, data: Sequence[Example], **changes: object
) -> tuple[dict[str, Any], Recorder]:
    recorder = Recorder()
    values = SETTINGS | {key.replace("__", "."): value for key, value in changes.items()}
    spec = run_spec(Stage.REWARD, base, values)
    return run(spec, run_folder(folder, data), recorder, Interruption()), recorder


def test_separable_data_is_learnt_to_100_percent(base: Path, tmp_path: Path) -> None:
    result, _ = train(base, tmp_path, examples(40, 20))
    assert result["accuracy"] == 1.0
    assert result["n"] == 20
    assert result["train_pairs"] == 40
    assert result["groups"] == 60
    assert result["log_loss"] < 0.1


def test_shuffled_labels_stay_at_chance(base: Path, tmp_path: Path) -> None:
    result, _ = train(base, tmp_path, examples(40, 40, flip=random.Random(2)), epochs=3)
    assert result["low"] < 0.5 < result["high"]


def test_rewards_of_the_reference_are_normalised(base: Path, tmp_path: Path) -> None:
    engine = Engine("cpu", "float32")
    role = engine.trained_role("reward", ModelSource(str(base)), RewardSettings().adapter, 0)
    role.head = engine.fresh_head(role.lm, 0)
    with torch.no_grad():
        role.head.linear.weight.zero_()[0, 0] = 1.0
    states = torch.zeros(4, 32)
    states[:, 0] = torch.tensor([1.0, 3.0, 5.0, 7.0])
    normalise(role, states)
    assert role.head.shift.item() == 4.0
    assert role.head.scale.item() == pytest.approx(math.sqrt(5.0))
    assert role.head(states).mean().item() == pytest.approx(0.0)
    normalise(role, states[[0, 0]])
    assert role.head.scale.item() == 1.0


def test_a_saved_model_gives_normalised_rewards_of_fresh_samples(
    base: Path, tmp_path: Path
) -> None:
    train(base, tmp_path, examples(12, 4), normalise_samples=32)
    source = ModelSource(str(base), str(tmp_path / "model"))
    engine = Engine("cpu", "float32")
    engine.live = engine.load(ModelSource(str(base)))
    prompts = [question(n) for n in range(1, 41)]
    sampling = settings_for(Stage.REWARD, SETTINGS).get("sampling")
    answers = engine.generate(prompts, sampling, seed=77)
    rewards = engine.score(
        prompts, [a.text for a in answers], [a.finished for a in answers], source=source
    )
    assert abs(sum(rewards) / len(rewards)) < 0.6
    deviation = torch.tensor(rewards).std().item()
    assert 0.5 < deviation < 2.0


def test_what_is_written(base: Path, tmp_path: Path) -> None:
    result, recorder = train(base, tmp_path, examples(8, 4), checkpoint_every=2, epochs=2)
    names = {path.name for path in (tmp_path / "model").iterdir()}
    assert names == {
        "adapter_config.json",
        "adapter_model.safetensors",
        "head.safetensors",
        "head.json",
        "report.json",
    }
    assert json.loads((tmp_path / "model" / "report.json").read_text()) == result
    assert [e.step for e in recorder.of(CheckpointSaved)] == [2]
    evaluated = [e.step for e in recorder.of(MetricsRecorded) if "eval/accuracy" in e.values]
    assert evaluated == [0, 1, 2]


def test_prompts_are_held_out_whole_when_the_project_holds_out_none(base: Path) -> None:
    groups = [pair(n // 2, f"good {n}", f"bad {n}") for n in range(20)]
    lm = Engine("cpu", "float32").base(str(base))
    data = preference_data(groups, lm, max_length=64, held_out_share=0.3, seed=0)
    train_ids = {group.prompt_id for group in data.train}
    held_ids = {group.prompt_id for group in data.held_out}
    assert len(held_ids) == 3
    assert len(train_ids) == 7
    assert not train_ids & held_ids


def test_each_response_of_a_ranking_is_one_row(base: Path) -> None:
    ranking = PreferenceGroup(
        1,
        question(1),
        ("a", "b", "c", "unused"),
        (PairTarget(0, 1, 0.9), PairTarget(0, 2, 0.9), PairTarget(1, 2, 0.9)),
        (ScoreTarget(1, 0.5),),
        (True, True, True, True),
    )
    lm = Engine("cpu", "float32").base(str(base))
    data = preference_data(
        [ranking, pair(2, "x", "y")], lm, max_length=64, held_out_share=0.4, seed=0
    )
    assert len(data.rows) == 5
    group = next(g for g in (*data.train, *data.held_out) if g.prompt_id == 1)
    assert len(group.rows) == 3
    assert len(group.pairs) == 3


def test_scores_alone_teach_an_order(base: Path, tmp_path: Path) -> None:
    groups: list[Example] = [
        PreferenceGroup(
            n,
            question(n),
            ("please", "never"),
            (),
            (ScoreTarget(0, 1.0), ScoreTarget(1, 0.0)),
            (True, True),
        )
        for n in range(1, 13)
    ]
    result, _ = train(base, tmp_path, groups)
    assert result["accuracy"] is None
    source = ModelSource(str(base), str(tmp_path / "model"))
    engine = Engine("cpu", "float32")
    rewards = engine.score(
        [question(50), question(50)], ["please", "never"], [True, True], source=source
    )
    assert rewards[0] > rewards[1]


def test_batches_of_any_shape_give_the_same_loss(base: Path) -> None:
    settings = settings_for(Stage.REWARD, SETTINGS)
    assert isinstance(settings, RewardSettings)
    engine = Engine("cpu", "float32")
    role = engine.trained_role("reward", ModelSource(str(base)), settings.adapter, 0)
    role.head = engine.fresh_head(role.lm, 0)
    data = preference_data(
        [pair(n, "yes " * n, "no") for n in range(1, 10)],
        role.lm,
        max_length=200,
        held_out_share=0.12,
        seed=0,
    )
    task = RewardTask(role, data, settings)
    whole = task.loss(data.train, Averages())
    parts = sum(float(task.loss([group], Averages()).detach()) for group in data.train)
    assert float(whole.detach()) == pytest.approx(parts, rel=1e-5)


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ([], "nothing to learn"),
        ([pair(1, "same", "same"), pair(2, "b", "b")], "nothing to learn"),
        ([pair(n, "a", "b", target=0.5) for n in range(1, 5)], "do not tell answers apart"),
        ([pair(1, "a", "b"), pair(1, "c", "d")], "about one prompt"),
    ],
)
def test_data_that_teach_nothing_are_refused(
    base: Path, tmp_path: Path, data: list[Example], title: str
) -> None:
    with pytest.raises(TrainingError, match=title) as caught:
        train(base, tmp_path, data)
    assert caught.value.hint
    assert not (tmp_path / "model").exists()


def test_odd_answers_are_taken(base: Path, tmp_path: Path) -> None:
    odd: list[Example] = [
        pair(1, "", "no"),
        pair(2, "very long " * 300, "no"),
        pair(3, "same start " * 60 + "a", "same start " * 60 + "b"),
        pair(4, "yes", "no", target=0.5),
        pair(5, "yes", "no"),
        pair(6, "🙂 <|im_end|> \x00", "no", split=Split.HELD_OUT),
    ]
    result, recorder = train(base, tmp_path, odd, max_length=48, epochs=1)
    assert result["train_pairs"] == 4
    warned = [warning.text for warning in recorder.of(WarningRaised)]
    assert any("both answers are the same" in text for text in warned)
    assert any(text.startswith("1 answers are longer than max_length=48") for text in warned)


def test_answers_of_one_token_and_of_none_are_told_apart(base: Path, tmp_path: Path) -> None:
    short = [
        pair(n, "y", "", split=Split.TRAIN if n <= 20 else Split.HELD_OUT) for n in range(1, 31)
    ]
    result, recorder = train(base, tmp_path, list(short), folds=1)
    assert result["accuracy"] == 1.0
    assert recorder.of(WarningRaised) == []


class Saboteur(Interruption):
    """Ruins the model's weights after two steps."""

    def serve(self, engine: Engine) -> None:
        super().serve(engine)
        if self.served == 3:
            assert engine.live is not None
            with torch.no_grad():
                for parameter in engine.live.lm.model.parameters():
                    parameter.fill_(float("nan"))


def test_numbers_that_diverge_end_the_run_and_keep_the_checkpoint(
    base: Path, tmp_path: Path
) -> None:
    spec = run_spec(Stage.REWARD, base, SETTINGS | {"checkpoint_every": 1, "batch_size": 2})
    folder = run_folder(tmp_path, examples(8, 4))
    with pytest.raises(TrainingError, match="diverged") as caught:
        run(spec, folder, Recorder(), Saboteur())
    assert "learning_rate" in caught.value.hint
    assert not (tmp_path / "model").exists()
    # The last good checkpoint goes on to a good end.
    assert run(spec, folder, Recorder(), Interruption())["accuracy"] == 1.0
