"""Initial training: what is learnt, equal gradients in any batching, early stop, bad data."""

from __future__ import annotations

import itertools
from copy import deepcopy
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import torch
from tokenizers.processors import TemplateProcessing

from desktop.domain.datasets import DemonstrationExample, TextExample
from desktop.domain.errors import TrainingError
from desktop.domain.events import MetricsRecorded, WarningRaised
from desktop.domain.prompts import Message, Role, Split
from desktop.domain.runs import ModelSource, Stage, settings_for
from desktop.domain.settings import SftSettings
from desktop.models.checkpoints import best_checkpoint, latest_checkpoint, read_checkpoint
from desktop.training.engine import Engine
from desktop.training.loop import Averages
from desktop.training.runner import run
from desktop.training.sft import (
    NOTHING_HELD_OUT,
    ImitationTask,
    demonstration_rows,
    part_rows,
    text_chunks,
)
from tests.helpers.training import Interruption, Recorder, question, run_folder, run_spec

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.domain.datasets import Example
    from desktop.training.data import TokenRow

SETTINGS: dict[str, Any] = {
    "adapter.layers": 1,
    "adapter.rank": 4,
    "batch_size": 4,
    "micro_batch_size": 2,
    "max_length": 64,
    "optimizer.learning_rate": 1e-2,
}


def sft_settings(**changes: object) -> SftSettings:
    found = settings_for(Stage.SFT, SETTINGS | changes)
    assert isinstance(found, SftSettings)
    return found


def demonstration(number: int, text: str, split: Split = Split.TRAIN) -> DemonstrationExample:
    return DemonstrationExample(number, question(number), text, split)


def trained(
    base: Path,
    folder: Path,
    data: Sequence[Example],
    *,
    stage: Stage = Stage.SFT,
    control: Interruption | None = None,
    **changes: object,
) -> tuple[dict[str, Any], Recorder]:
    recorder = Recorder()
    values = SETTINGS | {key.replace("__", "."): value for key, value in changes.items()}
    spec = run_spec(stage, base, values)
    found = run(spec, run_folder(folder, data), recorder, control or Interruption())
    return found, recorder


def talk() -> DemonstrationExample:
    messages = (
        Message(Role.SYSTEM, "Be kind."),
        Message(Role.USER, "Hello"),
        Message(Role.ASSISTANT, "first answer"),
        Message(Role.USER, "And now?"),
    )
    return DemonstrationExample(1, messages, "second answer")


def spoken(base: Path, rows: Sequence[TokenRow]) -> list[str]:
    tokenizer = Engine("cpu", "float32").base(str(base)).tokenizer
    return [tokenizer.decode(row.response_ids) for row in rows]


def test_of_a_conversation_the_last_answer_is_learnt_or_all_of_them(base: Path) -> None:
    lm = Engine("cpu", "float32").base(str(base))
    wide = {"max_length": 400}
    last, _, _ = demonstration_rows(lm, [talk()], sft_settings(**wide))
    every, splits, prompts = demonstration_rows(lm, [talk()], sft_settings(turns="all", **wide))
    assert spoken(base, last) == ["second answer<|im_end|>"]
    assert spoken(base, every) == ["first answer<|im_end|>", "second answer<|im_end|>"]
    assert (splits, prompts) == ([Split.TRAIN] * 2, [talk().prompt_id] * 2)
    # What the user and the system said is only read.
    assert "Be kind." in lm.tokenizer.decode(every[0].prompt_ids)
    assert "first answer" in lm.tokenizer.decode(every[1].prompt_ids)


def test_a_conversation_is_held_out_as_a_whole() -> None:
    sources = [row // 3 for row in range(90)]
    train, held_out = part_rows([Split.TRAIN] * 90, sources, seed=0)
    assert sorted([*train, *held_out]) == list(range(90))
    assert len(held_out) == 9
    assert not {sources[i] for i in train} & {sources[i] for i in held_out}
    # Of fewer than ten none can be spared, and what the project holds out is used as it is.
    assert part_rows([Split.TRAIN] * 9, range(9), seed=0) == (list(range(9)), [])
    assert part_rows([Split.TRAIN] * 20 + [Split.HELD_OUT], range(21), seed=0)[1] == [20]


def test_a_common_beginning_is_learnt_once(base: Path) -> None:
    lm = Engine("cpu", "float32").base(str(base))
    other = DemonstrationExample(2, talk().messages, "another second answer")
    rows, _, _ = demonstration_rows(lm, [talk(), other], sft_settings(turns="all", max_length=400))
    assert len(spoken(base, rows)) == 3


@pytest.mark.parametrize("layers", [0, 1])
@pytest.mark.parametrize("method", ["lora", "full"])
def test_length_buckets_give_the_gradient_of_rows_one_by_one(
    base: Path, layers: int, method: str
) -> None:
    settings = sft_settings(**{"adapter.layers": layers, "adapter.method": method})
    gradients = []
    for size in (8, 3, 1):
        engine = Engine("cpu", "float32")
        role = engine.trained_role("policy", ModelSource(str(base)), settings.adapter, 0)
        data = [demonstration(n, "word " * n) for n in range(1, 9)]
        rows, _, _ = demonstration_rows(role.lm, data, settings)
        task = ImitationTask(role, rows, range(8), (), settings.replace({"micro_batch_size": size}))
        for micro in task.micro_batches(0) + task.micro_batches(1):
            task.loss(micro, Averages()).backward()
        gradients.append({n: p.grad for n, p in role.trainable().items() if p.grad is not None})
    assert gradients[0]
    for other in gradients[1:]:
        assert other.keys() == gradients[0].keys()
        for name, gradient in gradients[0].items():
            scale = gradient.abs().max().clamp(min=1e-3)
            assert float((other[name] - gradient).abs().max() / scale) < 1e-4, name


def overfitting() -> list[Example]:
    """Held-out answers that contradict those trained on: their loss soon rises."""
    train = [demonstration(n, "yes yes yes") for n in range(1, 9)]
    return [*train, *(demonstration(n, "zq#7", Split.HELD_OUT) for n in range(9, 13))]


def losses(recorder: Recorder) -> dict[int, float]:
    found = recorder.of(MetricsRecorded)
    return {e.step: e.values["eval/loss"] for e in found if "eval/loss" in e.values}


@pytest.mark.parametrize("stage", [Stage.SFT, Stage.TEXT])
def test_a_run_that_gets_worse_ends_early_and_keeps_the_best(
    stage: Stage, base: Path, tmp_path: Path
) -> None:
    data: list[Example] = overfitting()
    if stage is Stage.TEXT:
        data = [TextExample("yes yes " * 9) for _ in range(8)]
        data += [TextExample("zq#7 " * 9, Split.HELD_OUT)]
    result, recorder = trained(
        base, tmp_path, data, stage=stage, epochs=40, evaluate_every=1, patience=3
    )
    found = losses(recorder)
    after_start = {step: loss for step, loss in found.items() if step > 0}
    best = min(after_start, key=lambda step: after_start[step])
    assert result["kept_step"] == best < result["steps"] < 80
    assert result["steps"] == best + 3
    assert result["loss_after"] == found[best]
    assert result["stopped_early"] is False
    folder = best_checkpoint(tmp_path)
    assert folder is not None
    assert read_checkpoint(folder).step == best
    again = held_out_loss(base, tmp_path / "model", data, stage)
    assert again == pytest.approx(found[best], rel=1e-5)


def held_out_loss(base: Path, model: Path, data: Sequence[Example], stage: Stage) -> float:
    role = Engine("cpu", "float32").frozen_role("policy", ModelSource(str(base), str(model)))
    held_out = [e for e in data if getattr(e, "split", None) is Split.HELD_OUT]
    if stage is Stage.SFT:
        rows, _, _ = demonstration_rows(role.lm, held_out, sft_settings())
    else:
        texts = [e.text for e in held_out if isinstance(e, TextExample)]
        rows = [row for text in texts for row in text_chunks(role.lm, text, 64)]
    task = ImitationTask(role, rows, range(len(rows)), (), sft_settings())
    micro = list(range(len(rows)))
    with torch.no_grad():
        return float(task.loss(micro, Averages())) / task.weight(micro)


def test_without_patience_the_last_model_is_kept(base: Path, tmp_path: Path) -> None:
    result, recorder = trained(base, tmp_path, overfitting(), epochs=6, patience=0)
    found = losses(recorder)
    assert result["steps"] == result["kept_step"] == max(found) == 12
    assert result["loss_after"] == found[12] > min(found.values())


@pytest.mark.slow
def test_an_early_stop_is_the_same_after_kills(base: Path, tmp_path: Path) -> None:
    options: dict[str, Any] = {"epochs": 40, "evaluate_every": 1, "patience": 3}
    whole = Interruption()
    expected, _ = trained(
        base, tmp_path / "straight", overfitting(), control=whole, checkpoint_every=4, **options
    )
    broken = tmp_path / "broken"
    for moment in range(1, whole.polls, max(whole.polls // 6, 1)):
        try:
            trained(
                base,
                broken,
                overfitting(),
                control=Interruption(KeyboardInterrupt, moment),
                checkpoint_every=4,
                **options,
            )
        except KeyboardInterrupt:
            continue
    result, _ = trained(base, broken, overfitting(), checkpoint_every=4, **options)
    assert result == expected
    one, other = (
        (folder / "model" / "adapter_model.safetensors").read_bytes()
        for folder in (tmp_path / "straight", broken)
    )
    assert one == other


def test_empty_short_and_overlong_answers_are_learnt_without_harm(
    base: Path, tmp_path: Path
) -> None:
    data = [
        demonstration(1, ""),
        demonstration(2, "a"),
        demonstration(3, "long " * 500),
        demonstration(4, "   \n"),
        demonstration(5, "fine", Split.HELD_OUT),
    ]
    result, recorder = trained(base, tmp_path, data, epochs=2)
    assert result["train_examples"] == 4
    [warning] = recorder.of(WarningRaised)
    assert warning.text.startswith("1 answers are longer than max_length=64")
    found = [e.values.get("train/loss", 1.0) for e in recorder.of(MetricsRecorded)]
    assert len(found) >= 4
    assert all(loss > 0 for loss in found)


@pytest.mark.parametrize(
    ("stage", "data", "learnt"),
    [
        (Stage.SFT, [demonstration(1, "a")], 1),
        (Stage.SFT, [demonstration(1, f"answer {n}") for n in range(5)], 5),
        (Stage.SFT, [demonstration(1, "the same")] * 12, 1),
        (Stage.TEXT, [TextExample("a")], 1),
        (Stage.TEXT, [TextExample("the cat sat on the mat")] * 12, 1),
    ],
    ids=["one token", "one prompt", "identical", "text of one token", "identical texts"],
)
def test_too_little_to_hold_anything_out_is_learnt_and_said(
    stage: Stage, data: list[Example], learnt: int, base: Path, tmp_path: Path
) -> None:
    result, recorder = trained(base, tmp_path, data, stage=stage, epochs=2)
    assert (result["train_examples"], result["held_out_examples"]) == (learnt, 0)
    assert [warning.text for warning in recorder.of(WarningRaised)] == [NOTHING_HELD_OUT]
    assert (tmp_path / "model").exists()


@pytest.mark.parametrize(
    ("stage", "data", "title"),
    [
        (Stage.SFT, [], "nothing to imitate"),
        (Stage.SFT, [demonstration(1, "x", Split.HELD_OUT)], "nothing to imitate"),
        (
            Stage.TEXT,
            [TextExample(""), TextExample("held out", Split.HELD_OUT)],
            "no text to learn from",
        ),
    ],
)
def test_data_that_cannot_teach_is_explained(
    stage: Stage, data: list[Example], title: str, base: Path, tmp_path: Path
) -> None:
    with pytest.raises(TrainingError, match=title) as caught:
        trained(base, tmp_path, data, stage=stage)
    assert caught.value.hint
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("stage", [Stage.SFT, Stage.TEXT])
def test_numbers_that_diverge_end_the_run_and_keep_the_checkpoint(
    stage: Stage, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data: list[Example] = [demonstration(n, f"yes {n}") for n in range(1, 13)]
    if stage is Stage.TEXT:
        data = [TextExample(f"the cat sat on mat {n}. " * 9) for n in range(8)]
    whole, calls = ImitationTask.loss, itertools.count()

    def broken(self: ImitationTask, micro: list[int], averages: Averages) -> torch.Tensor:
        return whole(self, micro, averages) * (float("nan") if next(calls) > 6 else 1.0)

    monkeypatch.setattr(ImitationTask, "loss", broken)
    with pytest.raises(TrainingError, match="diverged") as caught:
        trained(base, tmp_path, data, stage=stage, epochs=9, checkpoint_every=1)
    assert "learning_rate" in caught.value.hint
    assert latest_checkpoint(tmp_path) is not None
    monkeypatch.undo()
    result, _ = trained(base, tmp_path, data, stage=stage, epochs=2, checkpoint_every=1)
    assert result["steps"] == 2 * -(-result["train_examples"] // 4)


def test_a_text_begins_as_the_model_knows_texts_to_begin(base: Path) -> None:
    lm = Engine("cpu", "float32").base(str(base))
    (plain,) = text_chunks(lm, "one two", 64)
    begins = deepcopy(lm.tokenizer)
    begin = begins.bos_token_id
    begins.backend_tokenizer.post_processor = TemplateProcessing(
        single="<|im_start|> $A", special_tokens=[("<|im_start|>", begin)]
    )
    (marked,) = text_chunks(replace(lm, tokenizer=begins), "one two", 64)
    assert (marked.prompt_ids, marked.response_ids) == (
        (begin,),
        (*plain.prompt_ids, *plain.response_ids),
    )
