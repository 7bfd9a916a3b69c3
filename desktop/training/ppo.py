"""Proximal policy optimisation of a language model against a reward model.

Schulman 2017; for language models Ziegler 2019 and Stiennon 2020.

One update: sample responses, measure them with policy, reference, value and reward model, compose
each token's reward, estimate advantages, then learn from shuffled minibatches for a few epochs.
Shapes: `n` responses of the rollout, `b` responses of a micro-batch, `r` response length.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain import metrics as m
from desktop.training.advantages import gae
from desktop.training.data import derived_seed, endless_order, shuffled
from desktop.training.losses import (
    clipped_policy_loss,
    clipped_value_loss,
    policy_statistics,
)
from desktop.training.masking import explained_variance, masked_mean, masked_sum, whiten
from desktop.training.optimizer import Optimizer, require_finite
from desktop.training.rewards import KlController, penalised_scores, sequence_kl, token_rewards
from desktop.training.rollout import (
    Measurements,
    Plan,
    PpoRoles,
    Samples,
    measure,
    repetition,
    sample_responses,
    take,
)
from desktop.training.trunks import TrunkBanks, split_by_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from desktop.domain.policy_settings import PpoSettings
    from desktop.training.session import Session


@dataclass(frozen=True, slots=True)
class Targets:
    """What an update learns towards: `advantages` and `returns` [n, r], `scores` and `kl` [n]."""

    advantages: Tensor
    returns: Tensor
    scores: Tensor
    kl: Tensor


class PpoUpdate:
    """One algorithm, many updates: everything it does between two checkpoints.

    Args:
        roles: Policy, reference, value and reward.
        settings: Of the run.
        prompts: Token ids of the prompts to sample from.
        session: The run's surroundings.
    """

    def __init__(
        self,
        roles: PpoRoles,
        settings: PpoSettings,
        prompts: Sequence[tuple[int, ...]],
        session: Session,
    ) -> None:
        self.roles = roles
        self.settings = settings
        self.prompts = prompts
        self.session = session
        self.controller = KlController.from_settings(settings.environment)
        parameters = {f"policy.{n}": p for n, p in roles.policy.trainable().items()}
        parameters |= {f"value.{n}": p for n, p in roles.value.trainable().items()}
        self.optimizer = Optimizer(parameters, settings.optimizer, settings.updates)

    def run(self, update: int) -> dict[m.Metric, float]:
        """Do the update numbered `update` (from 0) and return its metrics."""
        started = time.perf_counter()
        rate = self.optimizer.set_progress(update)
        samples = self._sample(update)
        banks = TrunkBanks(tuple(self.roles), samples.rows)
        plans = [self._plan(update, epoch, samples) for epoch in range(self.settings.epochs)]
        measured = self._measure(samples, banks, plans[0])
        targets = self._targets(samples, measured)
        learnt = self._learn(samples, banks, plans, measured, targets)
        coefficient = self.controller.coefficient
        self.controller.update(float(targets.kl.mean()), len(samples.rows))
        seconds = time.perf_counter() - started
        return (
            _rollout_metrics(samples, measured, targets, coefficient)
            | learnt
            | {m.LEARNING_RATE: rate, m.TOKENS_PER_SECOND: samples.tokens / max(seconds, 1e-9)}
        )

    def _sample(self, update: int) -> Samples:
        """Sample the rollout; passes over the prompts follow each other, each in a new order."""
        size = self.settings.environment.rollout_size
        order = endless_order(len(self.prompts), self.settings.seed, update * size, size)
        return sample_responses(
            self.roles.policy,
            [self.prompts[i] for i in order],
            self.settings.environment.sampling,
            seed=derived_seed(self.settings.seed, "rollout", update),
            should_stop=self.session.never_stop,
        )

    def _plan(self, update: int, epoch: int, samples: Samples) -> Plan:
        """Return an epoch's shuffled minibatches, each cut into micro-batches of similar length."""
        order = shuffled(len(samples.rows), self.settings.seed, "minibatches", update, epoch)
        size = self.settings.batch_size
        return [
            split_by_length(
                order[start : start + size], samples.rows, self.settings.micro_batch_size
            )
            for start in range(0, len(order), size)
        ]

    def _measure(self, samples: Samples, banks: TrunkBanks, plan: Plan) -> Measurements:
        measured = measure(
            samples,
            self.roles,
            banks,
            [micro for minibatch in plan for micro in minibatch],
            temperature=self.settings.environment.sampling.temperature,
            poll=self.session.poll,
        )
        require_finite(measured.rewards, "The rewards")
        require_finite(measured.logprobs, "The log-probabilities")
        return measured

    def _targets(self, samples: Samples, measured: Measurements) -> Targets:
        """Compose rewards and estimate advantages."""
        settings, mask = self.settings, samples.mask
        scores = penalised_scores(
            measured.rewards, samples.lengths, samples.finished, settings.environment
        )
        rewards = token_rewards(
            scores,
            measured.logprobs,
            measured.reference_logprobs,
            mask,
            self.controller.coefficient,
        )
        if settings.whiten_rewards:
            rewards = whiten(rewards, mask, shift_mean=False)
        advantages, returns = gae(
            rewards, measured.values, mask, gamma=settings.gamma, lam=settings.gae_lambda
        )
        kl = sequence_kl(measured.logprobs, measured.reference_logprobs, mask)
        return Targets(whiten(advantages, mask), returns, scores, kl)

    def _learn(
        self,
        samples: Samples,
        banks: TrunkBanks,
        plans: Sequence[Plan],
        measured: Measurements,
        targets: Targets,
    ) -> dict[m.Metric, float]:
        """Take a step for each minibatch of each epoch, unless the policy has moved too far."""
        learnt = _Learnt()
        for minibatch in (minibatch for plan in plans for minibatch in plan):
            sums = self._accumulate(samples, banks, minibatch, measured, targets)
            learnt.add(sums)
            limit = self.settings.max_approximate_kl
            if limit and sums["approximate_kl"] / sums["count"] > limit:
                self.optimizer.clear()
                break
            learnt.norms.append(self.optimizer.step())
        return learnt.metrics() | {
            m.EXPLAINED_VARIANCE: float(
                explained_variance(measured.values, targets.returns, samples.mask)
            )
        }

    def _accumulate(
        self,
        samples: Samples,
        banks: TrunkBanks,
        minibatch: Sequence[Sequence[int]],
        measured: Measurements,
        targets: Targets,
    ) -> dict[str, float]:
        """Add up the gradients of a minibatch and return sums over its tokens."""
        count = sum(len(samples.rows[i].response_ids) for micro in minibatch for i in micro)
        total: dict[str, float] = {}
        for micro in minibatch:
            self.session.poll()
            sums = self._policy_gradient(micro, banks, measured, targets, count)
            sums |= self._value_gradient(micro, banks, measured, targets, count)
            total = {name: total.get(name, 0.0) + value for name, value in sums.items()}
        return total

    def _policy_gradient(
        self,
        micro: Sequence[int],
        banks: TrunkBanks,
        measured: Measurements,
        targets: Targets,
        count: int,
    ) -> dict[str, float]:
        batch, trunk = banks.batch(self.roles.policy, micro)
        mask, clip = batch.response_mask, self.settings.clip_range
        old = take(measured.logprobs, micro, batch)
        advantages = take(targets.advantages, micro, batch)
        temperature = self.settings.environment.sampling.temperature
        logprobs = self.roles.policy.logprobs(batch, trunk, temperature=temperature)
        loss = masked_sum(clipped_policy_loss(logprobs, old, advantages, clip), mask)
        (require_finite(loss, "The policy loss") / count).backward()
        return policy_statistics(logprobs.detach(), old, mask, clip) | {
            "policy_loss": float(loss.detach())
        }

    def _value_gradient(
        self,
        micro: Sequence[int],
        banks: TrunkBanks,
        measured: Measurements,
        targets: Targets,
        count: int,
    ) -> dict[str, float]:
        batch, trunk = banks.batch(self.roles.value, micro)
        mask, clip = batch.response_mask, self.settings.value_clip_range
        old = take(measured.values, micro, batch)
        returns = take(targets.returns, micro, batch)
        values = self.roles.value.values(batch, trunk)
        loss = masked_sum(clipped_value_loss(values, old, returns, clip), mask)
        weighted = self.settings.value_coefficient * require_finite(loss, "The value loss")
        (weighted / count).backward()
        moved = ((values.detach() - old).abs() > clip).float()
        return {"value_loss": float(loss.detach()), "value_clipped": float(masked_sum(moved, mask))}


class _Learnt:
    """Sums over all minibatches of an update."""

    def __init__(self) -> None:
        self.sums: dict[str, float] = {}
        self.norms: list[float] = []

    def add(self, sums: dict[str, float]) -> None:
        """Take in a minibatch's sums."""
        self.sums = {name: self.sums.get(name, 0.0) + value for name, value in sums.items()}

    def metrics(self) -> dict[m.Metric, float]:
        """Return means over tokens, and the mean gradient norm."""
        mean = {name: value / self.sums["count"] for name, value in self.sums.items()}
        return {
            m.RATIO_MEAN: mean["ratio"],
            m.RATIO_VARIANCE: max(mean["ratio_squared"] - mean["ratio"] ** 2, 0.0),
            m.CLIP_FRACTION: mean["clipped"],
            m.VALUE_CLIP_FRACTION: mean["value_clipped"],
            m.APPROXIMATE_KL: mean["approximate_kl"],
            m.POLICY_LOSS: mean["policy_loss"],
            m.VALUE_LOSS: mean["value_loss"],
            m.GRADIENT_NORM: sum(self.norms) / max(len(self.norms), 1),
        }


def _rollout_metrics(
    samples: Samples, measured: Measurements, targets: Targets, coefficient: float
) -> dict[m.Metric, float]:
    return {
        m.REWARD: float(targets.scores.mean()),
        m.KL: float(targets.kl.mean()),
        m.KL_COEFFICIENT: coefficient,
        m.RETURN: float((targets.scores - coefficient * targets.kl).mean()),
        m.ENTROPY: float(masked_mean(measured.entropy, samples.mask)),
        m.RESPONSE_LENGTH: float(samples.lengths.float().mean()),
        m.FINISHED_SHARE: float(samples.finished.float().mean()),
        m.REPETITION: repetition(samples.rows),
    }
