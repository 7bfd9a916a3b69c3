"""Data and settings that go wrong: each trainer says what is the matter, and nothing is lost.

Reward models and imitation have their own tables in test_reward and test_sft.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.datasets import Example, PromptExample
from desktop.domain.errors import InvalidInputError, TrainingError
from desktop.domain.events import MetricsRecorded, WarningRaised
from desktop.domain.prompts import Message, Role, Split
from desktop.domain.runs import Stage
from desktop.models.checkpoints import latest_checkpoint
from desktop.training import rule_rewards
from desktop.training.ppo import PpoUpdate
from desktop.training.runner import run
from tests.helpers.short_runs import DATA, SETTINGS
from tests.helpers.training import (
    Interruption,
    Recorder,
    pair,
    prompt_examples,
    question,
    run_folder,
    run_spec,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import torch

    from desktop.training.rollout import Samples

LENGTH = 64
HELD_OUT = Split.HELD_OUT
FINE = [pair(n, f"yes {n}", f"no {n}") for n in range(3, 9)]


def split(number: int) -> Split:
    return HELD_OUT if number > 6 else Split.TRAIN


def trained(
    stage: Stage,
    data: Sequence[Example],
    base: Path,
    folder: Path,
    reward: Path | None = None,
    **settings: object,
) -> tuple[dict[str, Any], list[str]]:
    """Return a run's result and its warnings; all of its figures are numbers."""
    values = SETTINGS[stage] | {"max_length": LENGTH}
    values |= {key.replace("__", "."): value for key, value in settings.items()}
    recorder = Recorder()
    spec = run_spec(stage, base, values, reward=reward)
    result = run(spec, run_folder(folder, data), recorder, Interruption())
    for event in recorder.of(MetricsRecorded):
        assert all(map(math.isfinite, event.values.values()))
    assert (folder / "model").exists()
    return result, [warning.text for warning in recorder.of(WarningRaised)]


@pytest.mark.parametrize(
    ("data", "learnt", "told"),
    [
        ([pair(1, "", "no"), pair(2, "yes", ""), *FINE], 7, []),
        ([pair(n, "y", "", split=split(n)) for n in range(1, 9)], 6, []),
        ([pair(n, "y", "n", split=split(n)) for n in range(1, 9)], 6, []),
        ([pair(1, "same", "same"), *FINE], 5, ["1 pairs were left out: both answers are the same"]),
        (
            [pair(1, "very long " * 300, "no"), *FINE],
            6,
            ["1 answers are longer than max_length=64"],
        ),
    ],
    ids=["empty", "nothing or one token", "one token", "identical", "longer than the room"],
)
def test_dpo_learns_odd_answers_without_harm(
    data: list[Example], learnt: int, told: list[str], base: Path, tmp_path: Path
) -> None:
    result, warnings = trained(Stage.DPO, data, base, tmp_path)
    assert result["train_pairs"] == learnt
    assert [text.startswith(start) for text, start in zip(warnings, told, strict=True)] == [
        True for _ in told
    ]


@pytest.mark.parametrize(
    ("data", "title"),
    [
        ([pair(n, "same", "same") for n in range(1, 9)], "nothing to learn"),
        ([pair(n, "a", "b", target=0.5) for n in range(1, 9)], "do not tell answers apart"),
        ([pair(1, "a", "b"), pair(1, "c", "d")], "about one prompt"),
    ],
    ids=["identical", "ties", "one prompt"],
)
def test_dpo_refuses_what_teaches_nothing(
    data: list[Example], title: str, base: Path, tmp_path: Path
) -> None:
    with pytest.raises(TrainingError, match=title) as refused:
        trained(Stage.DPO, data, base, tmp_path)
    assert refused.value.hint
    assert not (tmp_path / "model").exists()


LONG = (Message(Role.USER, "word " * 400),)
ALONE = "No prompt is held out"


@pytest.mark.parametrize("tokens", [1, 5])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        ([PromptExample(1, question(1))], [ALONE, "All prompts to train on are the same"]),
        (
            [PromptExample(1, LONG), *prompt_examples(3, 2)[1:]],
            ["1 prompts are longer than the"],
        ),
        (
            [PromptExample(n, question(1)) for n in range(1, 5)],
            [ALONE, "All prompts to train on are the same"],
        ),
        ([PromptExample(1, (Message(Role.USER, ""),)), *prompt_examples(3, 2)[1:]], []),
    ],
    ids=["one prompt", "longer than the room", "identical", "empty"],
)
def test_ppo_samples_odd_prompts_without_harm(
    data: list[Example],
    told: list[str],
    tokens: int,
    base: Path,
    reward_model: Path,
    tmp_path: Path,
) -> None:
    _, warnings = trained(
        Stage.PPO,
        data,
        base,
        tmp_path,
        reward_model,
        environment__sampling__max_new_tokens=tokens,
    )
    assert [text.startswith(start) for text, start in zip(warnings, told, strict=True)] == [
        True for _ in told
    ]


def test_ppo_names_a_rule_that_takes_too_long(
    base: Path, reward_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample: Callable[..., Samples] = PpoUpdate.sample

    def same_texts(*given: object) -> Samples:
        found = sample(*given)
        return replace(found, texts=["a" * 60 + "!" for _ in found.texts])

    monkeypatch.setattr(rule_rewards, "PATIENCE_S", 0.02)
    monkeypatch.setattr(PpoUpdate, "sample", same_texts)
    rules = {"environment__rules": "1 regex ^(a|a)+$"}
    with pytest.raises(InvalidInputError, match="takes too long") as refused:
        trained(Stage.PPO, DATA[Stage.PPO], base, tmp_path, reward_model, **rules)
    assert "^(a|a)+$" in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("stage", [Stage.DPO, Stage.PPO])
def test_numbers_that_diverge_end_the_run_and_keep_the_checkpoint(
    stage: Stage, base: Path, reward_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reward = reward_model if stage is Stage.PPO else None
    place, good = {
        Stage.DPO: ("dpo.dpo_loss", 6),
        Stage.PPO: ("ppo.clipped_policy_loss", 20),
    }[stage]
    with monkeypatch.context() as sabotage:
        whole, calls = resolve_name(f"desktop.training.{place}"), itertools.count()

        def broken(*given: object, **named: object) -> torch.Tensor:
            found: torch.Tensor = whole(*given, **named)
            return found * (float("nan") if next(calls) > good else 1.0)

        sabotage.setattr(f"desktop.training.{place}", broken)
        with pytest.raises(TrainingError, match="diverged") as told:
            trained(stage, DATA[stage], base, tmp_path, reward, epochs=4, checkpoint_every=1)
    assert "learning_rate" in told.value.hint
    assert latest_checkpoint(tmp_path) is not None
    assert not (tmp_path / "model").exists()
    # The last good checkpoint goes on to a good end.
    trained(stage, DATA[stage], base, tmp_path, reward, epochs=4, checkpoint_every=1)
