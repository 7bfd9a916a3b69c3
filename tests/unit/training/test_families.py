"""Every family of decoders: what is learnt and sampled is what the whole model says of each token.

Rows that share prompts, prefixes and trunks, adapters on the upper layer alone, and sampling with a
cache are compared with transformers' own forward of each row by itself.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.domain.errors import ModelError
from desktop.domain.events import MetricsRecorded, WarningRaised
from desktop.domain.metrics import KL
from desktop.domain.runs import ModelSource, Stage
from desktop.domain.settings import AdapterSettings, SamplingSettings
from desktop.models.adapters import adapter_parameters, use_adapter
from desktop.models.gate import inspect_model_folder
from desktop.models.generation import generate
from desktop.training.data import TokenRow
from desktop.training.engine import Engine
from desktop.training.runner import run
from desktop.training.trunks import TrunkBank
from tests.helpers.short_runs import prepare, weights
from tests.helpers.tiny_families import FAMILIES, make_family
from tests.helpers.training import Interruption, Recorder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from desktop.training.roles import Role


@pytest.fixture(scope="module", params=sorted(FAMILIES))
def family(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_family(tmp_path_factory.mktemp("families") / request.param, request.param)


def trained_role(folder: Path) -> Role:
    role = Engine("cpu", "float32").trained_role(
        "policy", ModelSource(str(folder)), AdapterSettings(rank=2, layers=1), 0
    )
    generator = torch.Generator().manual_seed(1)
    with torch.no_grad():
        for parameter in adapter_parameters(role.lm.model, "policy"):
            parameter.normal_(std=0.1, generator=generator)
    return role


def rows() -> list[TokenRow]:
    """Rows of three prompts with a common beginning, longer than any window."""
    generator = torch.Generator().manual_seed(3)

    def ids(count: int) -> tuple[int, ...]:
        return tuple(torch.randint(5, 250, (count,), generator=generator).tolist())

    beginning, found = ids(6), []
    for length, responses in ((5, (3, 30)), (9, (12, 4)), (25, (7, 2, 9))):
        prompt = beginning + ids(length)
        found += [TokenRow(prompt, ids(count)) for count in responses]
    return found


def told_by_the_whole_model(
    role: Role, prompt: Sequence[int], response: Sequence[int]
) -> torch.Tensor:
    model: Any = role.lm.model
    with torch.no_grad(), use_adapter(role.lm.model, "policy"):
        logits = model(input_ids=torch.tensor([[*prompt, *response]]), use_cache=False).logits[0]
    places = range(len(prompt) - 1, len(prompt) + len(response) - 1)
    told: torch.Tensor = logits.log_softmax(-1)[list(places), list(response)]
    return told


@pytest.mark.slow
def test_learning_and_sampling_see_what_the_whole_model_says(family: Path) -> None:
    role, given = trained_role(family), rows()
    batch, trunk = TrunkBank(role, given).batch(range(len(given)))
    learnt = role.logprobs(batch, trunk).detach()
    for row, found in zip(given, learnt, strict=True):
        expected = told_by_the_whole_model(role, row.prompt_ids, row.response_ids)
        torch.testing.assert_close(found[: len(expected)], expected, atol=2e-4, rtol=1e-4)
    sampled = generate(
        role.lm,
        [row.prompt_ids for row in given],
        SamplingSettings(max_new_tokens=20),
        adapter="policy",
        batch_size=4,
    )
    for answer in sampled:
        prompt = given[answer.prompt_index].prompt_ids
        expected = told_by_the_whole_model(role, prompt, answer.token_ids)
        torch.testing.assert_close(torch.tensor(answer.logprobs), expected, atol=2e-4, rtol=1e-4)


@pytest.mark.slow
def test_a_reward_model_and_ppo_take_a_step(family: Path, tmp_path: Path) -> None:
    reward = tmp_path / "reward"
    spec = prepare(Stage.REWARD, family, reward / "model", reward, epochs=1)
    run(spec, reward, Recorder(), Interruption())
    recorder = Recorder()
    spec = prepare(Stage.PPO, family, reward / "model", tmp_path / "ppo", updates=1)
    result = run(spec, tmp_path / "ppo", recorder, Interruption())
    assert math.isfinite(result["reward_after"])
    assert weights(tmp_path / "ppo")
    first = next(e.values for e in recorder.of(MetricsRecorded) if KL.name in e.values)
    assert first[KL.name] == 0.0


@pytest.mark.slow
@pytest.mark.parametrize(("name", "told"), [("opt", 1), ("gpt2", 0)])
def test_frozen_layers_that_cannot_be_computed_apart_are_told(
    name: str, told: int, tmp_path: Path
) -> None:
    base, reward = make_family(tmp_path / "base", name), tmp_path / "reward"
    for stage in (Stage.REWARD, Stage.TEXT, Stage.SFT, Stage.DPO, Stage.PPO):
        folder, recorder = tmp_path / stage.value, Recorder()
        spec = prepare(stage, base, reward / "model", folder, epochs=1, adapter__layers=1)
        run(spec, folder, recorder, Interruption())
        words = [warning.text for warning in recorder.of(WarningRaised)]
        assert sum("computed in two parts" in text for text in words) == told, stage


@pytest.mark.parametrize(
    ("config", "title"),
    [
        ({"model_type": "t5", "is_encoder_decoder": True}, "with an encoder"),
        ({"model_type": "bart", "is_encoder_decoder": True}, "with an encoder"),
        ({"model_type": "mamba"}, "without attention"),
    ],
)
def test_other_kinds_are_refused_politely(
    config: dict[str, Any], title: str, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match=title):
        inspect_model_folder(tmp_path)
