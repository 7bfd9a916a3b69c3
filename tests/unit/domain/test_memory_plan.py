"""The memory plan: parts counted by hand on a small shape, and laws that hold for any."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.machines import Machine
from desktop.domain.memory_plan import Part, Workload, plan_memory
from desktop.domain.model_shape import ModelShape, model_shape
from desktop.domain.runs import Stage, settings_for
from desktop.domain.settings import TrainSettings

STAGES = (Stage.SFT, Stage.TEXT, Stage.REWARD, Stage.DPO, Stage.PPO)
SHAPE = ModelShape(
    layers=4,
    hidden=8,
    inner=16,
    query=8,
    heads=2,
    keys=4,
    vocabulary=32,
    parameters=4096,
    layer_parameters=640,
    layer_ends=136,
)
PLAIN = Machine(
    bytes_per_weight=2,
    libraries=0,
    activation_factor=1.0,
    packs_weights=False,
    attends_plainly_to=20,
)


def parts(stage: Stage, work: Workload, **values: Any) -> dict[Part, int]:  # noqa: ANN401
    settings = settings_for(stage, {key.replace("__", "."): v for key, v in values.items()})
    assert isinstance(settings, TrainSettings)
    return dict(plan_memory(stage, settings, SHAPE, work, PLAIN).parts)


def test_sft_by_hand() -> None:
    work = Workload(lengths=(10,), tokens=50, rows=5)
    found = parts(
        Stage.SFT, work, adapter__rank=2, adapter__layers=1, micro_batch_size=3, batch_size=6
    )
    assert found[Part.WEIGHTS] == 4096 * 2
    adapter = 136 * 2
    assert found[Part.ADAPTERS] == adapter * 4
    assert found[Part.OPTIMIZER] == adapter * 12
    assert found[Part.TRUNK] == 50 * 8 * 2
    kept = 2 * (4 * 16 + 2 * 8 + 2 * 8 + 2 * 4 + 7 * 2) + 8 * 8
    # What each of two heads gives each token of a text, in one layer and three times in passing.
    shares = 3 * 2 * 10 * 10 * 2
    assert found[Part.ACTIVATIONS] == 3 * 10 * 1 * kept + (1 + 3) * shares + 10 * 30 * 32
    assert Part.SAMPLING not in found


def test_attention_to_long_texts_keeps_no_shares_of_its_heads() -> None:
    found = {
        longest: parts(
            Stage.SFT,
            Workload(lengths=(longest,), tokens=longest, rows=1),
            adapter__rank=2,
            adapter__layers=1,
        )[Part.ACTIVATIONS]
        - 10 * longest * 32
        for longest in (20, 21, 80)
    }
    common = 4 * 16 + 2 * 8 + 2 * 8 + 2 * 4 + 7 * 2
    assert found[20] == 20 * (2 * common + 8 * 8) + (1 + 3) * 2 * 20 * 20 * 2
    # Among longer texts there may be some that are just short enough.
    assert found[21] == found[20]
    assert found[80] == 80 * (2 * (common + 3 * 8 - 2 * 4) + 8 * 8)


@pytest.mark.parametrize(("kind", "size"), [("8bit", 1.0), ("4bit", 0.5625)])
def test_rounded_weights_of_the_layers_by_hand(kind: str, size: float) -> None:
    work = Workload(lengths=(10,), tokens=50, rows=5)
    found = parts(Stage.SFT, work, adapter__quantise=kind)
    assert found[Part.WEIGHTS] == 4 * 640 * size + (4096 - 4 * 640) * 2


def test_full_ppo_holds_three_models_in_float32() -> None:
    work = Workload(lengths=(10,), tokens=50, rows=5)
    found = parts(Stage.PPO, work, adapter__method="full", adapter__layers=0)
    assert found[Part.WEIGHTS] == 3 * 4096 * 4
    # Beside gradients and moments, with their copy, one of the head's weights comes in two parts.
    assert found[Part.OPTIMIZER] == 2 * 2 * 4096 * 12 + 2 * 32 * 8 * 4
    assert Part.ADAPTERS not in found
    assert Part.TRUNK not in found


def test_gradients_count_by_what_they_exceed_the_activations_by() -> None:
    """Full training in one micro-batch: they come while what was kept for them goes."""

    def of(rows: int, **values: Any) -> tuple[int, int]:  # noqa: ANN401
        work = Workload(lengths=(2,), tokens=2 * rows, rows=rows)
        found = parts(Stage.TEXT, work, adapter__method="full", batch_size=rows, **values)
        return found[Part.ACTIVATIONS], found[Part.OPTIMIZER]

    weights, moments = 4096 * 4, 2 * 4096 * 4
    activations, optimizer = of(1)
    assert activations < weights
    assert optimizer == moments + weights - activations
    activations, optimizer = of(64, micro_batch_size=64)
    assert activations > weights
    assert optimizer == moments
    # What earlier micro-batches have added up stays; the head's comes in two parts.
    _, optimizer = of(64, micro_batch_size=32)
    assert optimizer == moments + weights + 2 * 32 * 8 * 4


def test_a_rollout_learnt_from_as_it_was_measured_keeps_two_graphs() -> None:
    work = Workload(lengths=(10,), tokens=80, rows=8)
    method = {"adapter__method": "full", "adapter__layers": 0, "batch_size": 8}
    once = parts(Stage.PPO, work, environment__rollout_size=16, **method)
    both = parts(Stage.PPO, work, environment__rollout_size=8, **method)
    logits = 4 * 8 * (10 + 48) * 32 * 4
    assert both[Part.ACTIVATIONS] - logits == 2 * (once[Part.ACTIVATIONS] - logits)
    # There the value model learns beside the policy's gradient, here with the policy.
    state = 2 * 4096 * 12
    assert both[Part.OPTIMIZER] == state + 2 * 2 * 4096 * 4
    assert once[Part.OPTIMIZER] == both[Part.OPTIMIZER] + 4096 * 4


def test_a_long_text_keeps_no_shares_of_what_comes_after_a_piece() -> None:
    """192 and 8 queries see 192 and 200 keys, and only one piece is computed at a time."""
    machine = replace(PLAIN, attends_plainly_to=512)
    settings = settings_for(Stage.SFT, {"adapter.rank": 2, "adapter.layers": 1})
    assert isinstance(settings, TrainSettings)

    def kept(length: int) -> int:
        work = Workload(lengths=(length,), tokens=length, rows=1, group=1)
        found = dict(plan_memory(Stage.SFT, settings, SHAPE, work, machine).parts)
        return found[Part.ACTIVATIONS] - 10 * length * 32

    token = 2 * (4 * 16 + 2 * 8 + 2 * 8 + 2 * 4 + 7 * 2) + 8 * 8
    assert kept(192) == 192 * token + (1 + 3) * 2 * 192 * 192 * 2
    seen = 192 * 192 + 8 * 200
    assert kept(200) == 200 * token + 2 * seen * 2 + 3 * 2 * 192 * 200 * 2


def test_only_ppo_keeps_what_its_phases_leave_to_each_other() -> None:
    machine = replace(PLAIN, libraries=7, kept=30)
    work = Workload(lengths=(10,), tokens=50, rows=5)
    for stage in STAGES:
        settings = settings_for(stage, {})
        assert isinstance(settings, TrainSettings)
        found = dict(plan_memory(stage, settings, SHAPE, work, machine).parts)
        assert found[Part.LIBRARIES] == (37 if stage is Stage.PPO else 7)


def test_a_micro_batch_holds_the_longest_texts_there_are_and_no_longer_ones() -> None:
    """Of 60, 30 and 10 tokens three are 100 tokens, not 180; what is not known counts like 10."""
    machine = replace(PLAIN, attends_plainly_to=0)
    settings = settings_for(Stage.REWARD, {"micro_batch_size": 4, "normalise_samples": 0})
    assert isinstance(settings, TrainSettings)

    def kept(*lengths: int) -> float:
        work = Workload(lengths, tokens=600, rows=40, group=2)
        found = dict(plan_memory(Stage.REWARD, settings, SHAPE, work, machine).parts)
        return found[Part.ACTIVATIONS]

    token = kept(60) / (4 * 60)
    assert kept(60, 30, 10) == pytest.approx(token * (60 + 30 + 10 + 10))


def test_a_long_text_is_learnt_in_chunks() -> None:
    book = Workload(lengths=(5000, 100), tokens=5100, rows=2)
    assert book.in_chunks(500) == Workload(lengths=(500,), tokens=5100, rows=10)
    assert book.in_chunks(5000) is book
    assert book.cut(500) == Workload(lengths=(500, 100), tokens=1000, rows=2)


def test_the_value_model_has_the_shape_of_the_reward_model() -> None:
    work = Workload(lengths=(10,), tokens=50, rows=5, reward_rank=4, reward_layers=2)
    found = parts(Stage.PPO, work, adapter__rank=2, adapter__layers=1)
    policy, value = 136 * 2, 2 * 136 * 4
    assert found[Part.ADAPTERS] == 4 * (policy + 2 * value)
    assert found[Part.OPTIMIZER] == 2 * 12 * (policy + value)


def test_pairs_that_share_a_prompt_are_one_sequence() -> None:
    one = parts(Stage.DPO, Workload((20,), 200, 10, group=2), micro_batch_size=4)
    three = parts(Stage.DPO, Workload((20,), 200, 10, group=8), micro_batch_size=4)
    assert one[Part.ACTIVATIONS] == 4 * three[Part.ACTIVATIONS]


@pytest.mark.parametrize("stage", STAGES)
def test_what_saves_memory_in_the_plan(stage: Stage) -> None:
    work = Workload(lengths=(300,), tokens=20_000, rows=64)
    whole = sum(parts(stage, work).values())
    for saving in (
        {"micro_batch_size": 2},
        {"recompute_activations": True},
        {"adapter__layers": 1},
        {"adapter__rank": 2},
    ):
        assert sum(parts(stage, work, **saving).values()) < whole, saving


@given(
    st.sampled_from(STAGES),
    st.integers(1, 4000),
    st.integers(1, 4000),
    st.sampled_from(("lora", "full")),
)
def test_more_data_never_needs_less(stage: Stage, longest: int, rows: int, method: str) -> None:
    def total(longest: int, rows: int) -> int:
        work = Workload((longest,), longest * rows, rows)
        found = parts(stage, work, adapter__method=method, adapter__layers=0)
        return sum(found.values())

    assert total(longest + 1, rows) >= total(longest, rows)
    assert total(longest, rows + 1) >= total(longest, rows)


def test_a_shape_is_read_from_the_configuration_and_the_headers() -> None:
    config = {
        "hidden_size": 8,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "num_hidden_layers": 2,
        "intermediate_size": 16,
        "vocab_size": 32,
    }
    weights = {"model.embed_tokens.weight": (32, 8), "model.norm.weight": (8,)}
    for layer in range(2):
        weights[f"model.layers.{layer}.self_attn.q_proj.weight"] = (8, 8)
        weights[f"model.layers.{layer}.mlp.up_proj.weight"] = (16, 8)
        weights[f"model.layers.{layer}.input_layernorm.weight"] = (8,)
    assert model_shape(config, weights) == ModelShape(
        layers=2,
        hidden=8,
        inner=16,
        query=8,
        heads=4,
        keys=4,
        vocabulary=32,
        parameters=256 + 8 + 2 * (64 + 128 + 8),
        layer_parameters=192,
        layer_ends=40,
    )


def test_a_configuration_that_does_not_say_its_sizes_is_refused() -> None:
    with pytest.raises(ValueError, match="hidden_size"):
        model_shape({"vocab_size": 3}, {})
