"""The laws of PPO on tiny models."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.domain import metrics as m
from desktop.domain.policy_settings import PpoSettings
from desktop.domain.runs import ModelSource, Stage, settings_for
from desktop.training.data import TokenBatch, TokenRow
from desktop.training.engine import Engine
from desktop.training.ppo import PpoUpdate
from desktop.training.ppo_run import build_roles
from desktop.training.roles import Role
from desktop.training.rollout import FirstForward, PpoRoles, repetition
from desktop.training.session import Session
from desktop.training.trunks import TrunkBanks
from tests.helpers.training import Interruption, Recorder, run_spec

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

SETTINGS = {
    "adapter.layers": 1,
    "adapter.rank": 2,
    "updates": 3,
    "epochs": 2,
    "batch_size": 4,
    "micro_batch_size": 3,
    "environment.rollout_size": 8,
    "environment.sampling.max_new_tokens": 6,
    "optimizer.learning_rate": 1e-2,
    "max_approximate_kl": 0.0,
}
PROMPTS = [(5, 6, 7), (8, 9), (10, 11, 12, 13, 14)]


Reward = Callable[[list[int]], float]


def build(
    base: Path, reward_model: Path, tmp_path: Path, dtype: str = "float32", **changes: object
) -> tuple[PpoUpdate, PpoRoles]:
    values = SETTINGS | {key.replace("__", "."): value for key, value in changes.items()}
    settings = settings_for(Stage.PPO, values)
    assert isinstance(settings, PpoSettings)
    engine = Engine("cpu", dtype)
    roles = build_roles(run_spec(Stage.PPO, base, values, reward=reward_model), settings, engine)
    session = Session(tmp_path, Recorder(), Interruption())
    return PpoUpdate(roles, settings, PROMPTS, session), roles


def measured(update: PpoUpdate, number: int = 0) -> tuple[Any, Any, Any, Any]:
    samples = update.sample_rollout(number)
    banks = TrunkBanks(tuple(update.roles), samples.rows)
    plan = update._plan(number, 0, samples)
    return samples, banks, plan, update._measure(samples, banks, plan)


def with_rewards(update: PpoUpdate, rewards: Reward) -> PpoUpdate:
    """The same update with a reward that is a function of the response's token ids."""

    class Toy(Role):
        def rewards(
            self, batch: TokenBatch, trunk: Tensor | None = None, *, raw: bool = False
        ) -> Tensor:
            parts = batch.response_targets().split(batch.response_lengths.tolist())
            found = [rewards(part.tolist()) for part in parts]
            return torch.tensor(found, dtype=torch.float32)

    old = update.roles.reward
    toy = Toy(old.lm, old.adapter, old.first_layer, old.head)
    update.roles = replace(update.roles, reward=toy)
    return update


@pytest.mark.parametrize("dtype", ["float32", "bfloat16"])
def test_before_the_first_step_kl_is_exactly_0_and_the_ratio_exactly_1(
    base: Path, reward_model: Path, tmp_path: Path, dtype: str
) -> None:
    update, _ = build(base, reward_model, tmp_path, dtype)
    samples, banks, plan, found = measured(update)
    assert torch.equal(found.logprobs, found.reference_logprobs)
    targets = update._targets(samples, found)
    assert not targets.kl.any()
    sums = update._accumulate(samples, banks, plan[0], found, targets)
    assert sums["ratio"] == sums["count"]
    assert sums["ratio_squared"] == sums["count"]
    assert sums["clipped"] == 0
    assert sums["approximate_kl"] == 0
    assert sums["value_clipped"] == 0


@pytest.mark.parametrize("method", ["lora", "full"])
def test_a_rollout_of_one_micro_batch_is_learnt_from_as_it_was_measured(
    base: Path, reward_model: Path, tmp_path: Path, method: str
) -> None:
    """One forward less for policy and value, and the very same weights in the end."""
    whole: dict[str, Any] = {
        "environment__rollout_size": 4,
        "batch_size": 4,
        "micro_batch_size": 4,
        "adapter__method": method,
        "adapter__layers": 1 if method == "lora" else 0,
    }
    after = []
    for name in ("goes on", "computes again"):
        update, _ = build(base, reward_model, tmp_path / name, **whole)
        samples, banks, plan, found = measured(update)
        if name == "computes again":
            update._first = FirstForward()
        assert found.logprobs.requires_grad is False
        assert (update._first.logprobs is None) == (name == "computes again")
        update._learn(samples, banks, [plan], found, update._targets(samples, found))
        assert update._first == FirstForward()
        after.append({n: p.detach().clone() for n, p in update.optimizer.parameters.items()})
    assert all(torch.equal(after[0][name], after[1][name]) for name in after[0])


def test_larger_rollouts_keep_no_graphs(base: Path, reward_model: Path, tmp_path: Path) -> None:
    update, _ = build(base, reward_model, tmp_path)
    measured(update)
    assert update._first == FirstForward()


def test_the_gap_is_what_sampling_and_learning_differ_by(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    update, _ = build(base, reward_model, tmp_path)
    samples, _, _, found = measured(update)
    assert samples.gap(found.logprobs) < 1e-5
    apart = found.logprobs + 0.25 * samples.mask
    assert samples.gap(apart) == pytest.approx(0.25, abs=1e-4)


@pytest.mark.parametrize("temperature", [1.0, 0.7])
def test_logprobs_kept_from_sampling_are_those_of_training(
    base: Path, reward_model: Path, tmp_path: Path, temperature: float
) -> None:
    from desktop.training.engine import sample

    update, roles = build(base, reward_model, tmp_path)
    update.run(0)
    sampling = update.settings.environment.sampling.replace({"temperature": temperature})
    answers = sample(roles.policy, PROMPTS, sampling, seed=4)
    rows = [TokenRow(PROMPTS[a.prompt_index], tuple(a.token_ids)) for a in answers]
    batch, trunk = TrunkBanks((roles.policy,), rows).batch(roles.policy, range(len(rows)))
    found = roles.policy.logprobs(batch, trunk, temperature=temperature)
    for place, answer in enumerate(answers):
        real = found[place, : len(answer.token_ids)].tolist()
        assert real == pytest.approx(answer.logprobs, abs=2e-4)


def test_every_trainable_parameter_moves_and_no_frozen_one_does(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    update, roles = build(base, reward_model, tmp_path)
    trainable = {id(p): n for n, p in update.optimizer.parameters.items()}
    everything = dict(roles.policy.lm.model.named_parameters())
    assert roles.reward.head is not None
    everything |= {f"reward head {n}": p for n, p in roles.reward.head.named_parameters()}
    before = {name: p.detach().clone() for name, p in everything.items()}
    started = {n: p.detach().clone() for n, p in update.optimizer.parameters.items()}
    update.run(0)
    update.run(1)
    for name, parameter in everything.items():
        if id(parameter) not in trainable:
            assert torch.equal(parameter, before[name]), name
            assert parameter.grad is None, name
    for name, parameter in update.optimizer.parameters.items():
        assert not torch.equal(parameter, started[name]), name


def test_micro_batches_of_any_size_add_up_to_the_same_gradient(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    gradients = []
    for size in (1, 4, 8):
        update, _ = build(base, reward_model, tmp_path, micro_batch_size=size, batch_size=8)
        samples, banks, plan, found = measured(update)
        assert [len(micro) for micro in plan[0]] == [size] * (8 // size)
        targets = update._targets(samples, found)
        update._accumulate(samples, banks, plan[0], found, targets)
        gradients.append({n: p.grad for n, p in update.optimizer.parameters.items()})
    for name, gradient in gradients[0].items():
        assert gradient is not None
        for other in gradients[1:]:
            torch.testing.assert_close(other[name], gradient, rtol=1e-3, atol=1e-5)


def test_value_starts_as_the_reward_model(base: Path, reward_model: Path, tmp_path: Path) -> None:
    update, roles = build(base, reward_model, tmp_path)
    samples, banks, _, found = measured(update)
    rows = range(len(samples.rows))
    batch, trunk = banks.batch(roles.value, rows)
    torch.testing.assert_close(roles.value.rewards(batch, trunk), found.rewards)


def test_the_score_lands_on_the_last_token_of_what_was_sampled(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    update, _ = build(base, reward_model, tmp_path, gamma=1.0, gae_lambda=1.0)
    samples, _, _, found = measured(update)
    targets = update._targets(samples, found)
    # Without KL and discount, the return of every token is the response's score.
    for row, length in enumerate(samples.lengths.tolist()):
        assert targets.returns[row, :length].tolist() == pytest.approx(
            [targets.scores[row].item()] * length, abs=1e-4
        )
        assert not targets.returns[row, length:].any()


BANDIT: dict[str, Any] = {
    "environment__sampling__max_new_tokens": 1,
    "environment__missing_end_penalty": 0.0,
    "environment__kl_controller": "fixed",
    "environment__rollout_size": 64,
    "batch_size": 32,
    "micro_batch_size": 32,
    "updates": 1000,
    "adapter__rank": 8,
    "adapter__layers": 0,
    "epochs": 2,
    "optimizer__learning_rate": 2e-2,
    "optimizer__schedule": "constant",
}


def half_of_the_tokens(update: PpoUpdate) -> tuple[Reward, float]:
    """A reward of 1 for tokens on one side of a plane through their embeddings, and its optimum.

    The final norm gives hidden states a fixed length, so the best policy points along the plane's
    normal with that length.
    """
    model: Any = update.roles.policy.lm.model
    embeddings = model.get_input_embeddings().weight.detach()
    good = embeddings[:, 0] > 0
    best = torch.softmax(embeddings[:, 0] * embeddings.shape[1] ** 0.5, dim=0)[good].sum()
    tokens = set(good.nonzero()[:, 0].tolist())
    return (lambda ids: float(ids[0] in tokens)), float(best)


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


def test_a_bandit_is_solved(base: Path, reward_model: Path, tmp_path: Path) -> None:
    update, _ = build(base, reward_model, tmp_path, environment__kl_coefficient=0.0, **BANDIT)
    reward, optimum = half_of_the_tokens(update)
    with_rewards(update, reward)
    rewards = [update.run(number)[m.REWARD] for number in range(16)]
    assert rewards[0] < 0.6
    assert mean(rewards[-5:]) > 0.6 + 0.8 * (optimum - 0.6)


def test_a_very_high_price_of_kl_holds_the_policy(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    kls = {}
    for price in (0.0, 100.0):
        changes: dict[str, Any] = BANDIT | {
            "environment__kl_coefficient": price,
            "optimizer__learning_rate": 5e-3,
        }
        update, _ = build(base, reward_model, tmp_path, **changes)
        with_rewards(update, half_of_the_tokens(update)[0])
        kls[price] = [update.run(number)[m.KL] for number in range(10)]
    assert mean(kls[0.0][-4:]) > 0.3
    assert abs(mean(kls[100.0][-4:])) < 0.1


def test_the_epochs_end_early_when_the_policy_moves_too_far(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    update, _ = build(
        base, reward_model, tmp_path, max_approximate_kl=1e-6, optimizer__learning_rate=0.1
    )
    session = update.session.control
    assert isinstance(session, Interruption)
    measured_polls = 0
    update.run(0)
    learnt = session.polls - measured_polls
    update, _ = build(base, reward_model, tmp_path, optimizer__learning_rate=0.1)
    update.run(0)
    assert isinstance(update.session.control, Interruption)
    assert learnt < update.session.control.polls


def test_the_adaptive_price_follows_the_kl(base: Path, reward_model: Path, tmp_path: Path) -> None:
    update, _ = build(base, reward_model, tmp_path, environment__kl_horizon=80)
    values = update.run(0)
    # KL 0 is below its target, so the price falls by the most: 20% of 8 / 80.
    assert values[m.KL] == 0.0
    assert values[m.KL_COEFFICIENT] == 0.05
    assert update.controller.coefficient == pytest.approx(0.05 * 0.98)


def test_repetition_by_hand() -> None:
    # Runs of three: 123, 231, 312, 123: one of four has been before.
    assert repetition([TokenRow((1,), (1, 2, 3, 1, 2, 3))]) == 0.25
    assert repetition([TokenRow((1,), (1, 2))]) == 0.0


def test_metrics_are_complete_and_finite(base: Path, reward_model: Path, tmp_path: Path) -> None:
    update, _ = build(base, reward_model, tmp_path)
    values = update.run(0)
    wanted = {
        m.REWARD, m.KL, m.RETURN, m.ENTROPY, m.RATIO_MEAN, m.RATIO_VARIANCE, m.CLIP_FRACTION,
        m.VALUE_CLIP_FRACTION, m.APPROXIMATE_KL, m.POLICY_LOSS, m.VALUE_LOSS,
        m.EXPLAINED_VARIANCE, m.RESPONSE_LENGTH, m.FINISHED_SHARE, m.REPETITION,
        m.GRADIENT_NORM, m.TOKENS_PER_SECOND, m.KL_COEFFICIENT, m.LEARNING_RATE,
        m.SAMPLING_GAP,
    }  # fmt: skip
    assert wanted <= set(values)
    assert all(torch.isfinite(torch.tensor(v)) for v in values.values())


def test_a_policy_version_is_its_own_reference(
    base: Path, reward_model: Path, tmp_path: Path
) -> None:
    from desktop.training.engine import save_role

    update, roles = build(base, reward_model, tmp_path)
    update.run(0)
    save_role(roles.policy, tmp_path / "version", str(base))
    settings = settings_for(Stage.PPO, SETTINGS)
    assert isinstance(settings, PpoSettings)
    spec = run_spec(Stage.PPO, base, SETTINGS, adapter=tmp_path / "version", reward=reward_model)
    continued = build_roles(spec, settings, Engine("cpu", "float32"))
    assert continued.reference.adapter == "reference"
    session = Session(tmp_path, Recorder(), Interruption())
    again = PpoUpdate(continued, settings, PROMPTS, session)
    found = measured(again)[3]
    assert torch.equal(found.logprobs, found.reference_logprobs)
    old = measured(update, 0)[3]
    assert not torch.equal(old.logprobs, old.reference_logprobs)


@pytest.mark.parametrize("layers", [0, 1])
def test_full_fine_tuning_has_the_same_laws(
    base: Path, reward_model: Path, tmp_path: Path, layers: int
) -> None:
    update, roles = build(
        base, reward_model, tmp_path, adapter__method="full", adapter__layers=layers
    )
    found = measured(update)[3]
    torch.testing.assert_close(found.logprobs, found.reference_logprobs, rtol=1e-5, atol=1e-5)
    frozen = {n: p.detach().clone() for n, p in roles.reference.lm.model.named_parameters()}
    started = {n: p.detach().clone() for n, p in update.optimizer.parameters.items()}
    update.run(0)
    update.run(1)
    for name, parameter in roles.reference.lm.model.named_parameters():
        assert torch.equal(parameter, frozen[name])
    moved = [n for n, p in update.optimizer.parameters.items() if not torch.equal(p, started[n])]
    unmoved = set(update.optimizer.parameters) - set(moved)
    # The value model's output embedding is of no use to its head.
    assert all("lm_head" in name for name in unmoved), unmoved


def test_a_source_without_head_is_refused(base: Path, tmp_path: Path) -> None:
    from desktop.domain.errors import TrainingError

    settings = settings_for(Stage.PPO, SETTINGS)
    assert isinstance(settings, PpoSettings)
    spec = run_spec(Stage.PPO, base, SETTINGS)
    with pytest.raises(TrainingError, match="needs a reward model"):
        build_roles(spec, settings, Engine("cpu", "float32"))
    spec = replace(spec, reward=ModelSource(str(base)))
    with pytest.raises(TrainingError, match="no rewards"):
        build_roles(spec, settings, Engine("cpu", "float32"))
