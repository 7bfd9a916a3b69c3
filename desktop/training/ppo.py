"""Proximal policy optimisation of a language model against a reward model.

Schulman 2017; for language models Ziegler 2019 and Stiennon 2020.

One update: sample responses, measure them with policy, reference, value and reward model, compose
each token's reward, estimate advantages, then learn from shuffled minibatches for a few epochs.
Shapes: `n` responses of the rollout, `b` responses of a micro-batch, `r` response length.
"""

from __future__ import annotations

import time
from functools import partial, reduce
from typing import TYPE_CHECKING

from desktop.domain import metrics as m
from desktop.training.advantages import gae
from desktop.training.data import derived_seed, endless_order, shuffled
from desktop.training.losses import (
    clipped_policy_loss,
    clipped_value_loss,
    policy_statistics,
)
from desktop.training.masking import explained_variance, masked_sum, whiten
from desktop.training.optimizer import Optimizer, require_finite
from desktop.training.ppo_metrics import (
    Learnt,
    Targets,
    Telling,
    rollout_metrics,
    sums_of,
    telling,
)
from desktop.training.rewards import KlController, sequence_kl, token_rewards
from desktop.training.rollout import (
    FirstForward,
    Measurements,
    Plan,
    PpoRoles,
    Samples,
    measure,
    sample_together,
    samples_of,
    scored,
    take,
)
from desktop.training.shrinking import Shrinking
from desktop.training.trunks import TrunkBanks, split_by_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.policy_settings import PpoSettings
    from desktop.training.roles import Role
    from desktop.training.session import Session


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
        self.shrinking = Shrinking(session, self._forget_attempt)
        self.decoding = Shrinking(session, self.optimizer.clear)
        self.telling = Telling("", "", "")
        self._first = FirstForward()

    def run(self, update: int) -> dict[m.Metric, float]:
        """Do the update numbered `update` (from 0) and return its metrics."""
        started = time.perf_counter()
        rate = self.optimizer.set_progress(update)
        samples = self.sample_rollout(update)
        banks = TrunkBanks(tuple(self.roles), samples.rows)
        plans = [self._plan(update, epoch, samples) for epoch in range(self.settings.epochs)]
        measured = self._measure(samples, banks, plans[0])
        targets = self._targets(samples, measured)
        learnt = self._learn(samples, banks, plans, measured, targets)
        coefficient = self.controller.coefficient
        self.controller.update(float(targets.kl.mean()), len(samples.rows))
        self.telling = telling(samples, targets)
        seconds = time.perf_counter() - started
        return (
            rollout_metrics(samples, measured, targets, coefficient)
            | learnt
            | {m.LEARNING_RATE: rate, m.TOKENS_PER_SECOND: samples.tokens / max(seconds, 1e-9)}
        )

    def _forget_attempt(self) -> None:
        """Throw away what an attempt without enough memory has begun."""
        self.optimizer.clear()
        self._first = FirstForward()

    def sample_rollout(self, update: int) -> Samples:
        """Sample the rollout; passes over the prompts follow each other, each in a new order."""
        size = self.settings.environment.rollout_size
        order = endless_order(len(self.prompts), self.settings.seed, update * size, size)
        prompts = [self.prompts[i] for i in order]
        return self.sample(
            self.roles.policy, prompts, derived_seed(self.settings.seed, "rollout", update)
        )

    def sample(self, role: Role, prompts: Sequence[tuple[int, ...]], seed: int) -> Samples:
        """Sample a response to each prompt as the environment says."""
        answers = sample_together(
            self.session,
            role,
            prompts,
            self.settings.environment.sampling,
            seed=seed,
            decoding=self.decoding,
        )
        return samples_of(prompts, answers, role.lm.device)

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
        team = self.session.team
        micros = [micro for minibatch in plan for micro in team.share(minibatch)]
        self._first = FirstForward()
        measured = self.measure(samples, banks, micros, self._first)
        require_finite(measured.rewards, "The rewards")
        require_finite(measured.logprobs, "The log-probabilities")
        return measured

    def measure(
        self,
        samples: Samples,
        banks: TrunkBanks,
        micros: Sequence[list[int]],
        first: FirstForward | None = None,
    ) -> Measurements:
        """Measure samples with all roles, with fewer rows at once when memory runs out.

        Args:
            samples: All of them.
            banks: Of their rows.
            micros: Those that this process measures; with those of the others they are all.
            first: Gets what the first epoch can learn from, where there is but one micro-batch.
        """
        team = self.session.team

        def work() -> Measurements:
            found = measure(
                samples,
                self.roles,
                banks,
                self.shrinking.cut(micros),
                temperature=self.settings.environment.sampling.temperature,
                poll=self.session.poll,
                first=first,
            )
            return found if team.alone else found.to("cpu")

        parts = team.gather(partial(self.shrinking.attempt, work))
        return reduce(Measurements.plus, parts).to(samples.finished.device)

    def _targets(self, samples: Samples, measured: Measurements) -> Targets:
        """Compose rewards and estimate advantages."""
        settings, mask = self.settings, samples.mask
        scores, parts = scored(samples, measured.rewards, settings.environment)
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
        return Targets(whiten(advantages, mask), returns, scores, kl, parts)

    def _learn(
        self,
        samples: Samples,
        banks: TrunkBanks,
        plans: Sequence[Plan],
        measured: Measurements,
        targets: Targets,
    ) -> dict[m.Metric, float]:
        """Take a step for each minibatch of each epoch, unless the policy has moved too far."""
        learnt = Learnt()
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
        minibatch: Sequence[list[int]],
        measured: Measurements,
        targets: Targets,
    ) -> dict[str, float]:
        """Add up the gradients of a minibatch and return sums over its tokens."""
        count = sum(len(samples.rows[i].response_ids) for micro in minibatch for i in micro)
        team = self.session.team
        work = partial(self._gradients, banks, team.share(minibatch), measured, targets, count)
        parts = team.gather(partial(self.shrinking.attempt, work))
        team.add_gradients(self.optimizer.parameters.values())
        return sums_of(parts)

    def _gradients(
        self,
        banks: TrunkBanks,
        micros: Sequence[list[int]],
        measured: Measurements,
        targets: Targets,
        count: int,
    ) -> dict[str, float]:
        """Add up the gradients of micro-batches of a minibatch of `count` tokens."""
        sums: list[dict[str, float]] = []
        for micro in self.shrinking.cut(micros):
            self.session.poll()
            sums.append(
                self._policy_gradient(micro, banks, measured, targets, count)
                | self._value_gradient(micro, banks, measured, targets, count)
            )
        return sums_of(sums)

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
        logprobs = self._first.take_logprobs()
        if logprobs is None:
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
        values = self._first.take_values()
        if values is None:
            values = self.roles.value.values(batch, trunk)
        loss = masked_sum(clipped_value_loss(values, old, returns, clip), mask)
        weighted = self.settings.value_coefficient * require_finite(loss, "The value loss")
        (weighted / count).backward()
        moved = ((values.detach() - old).abs() > clip).float()
        return {"value_loss": float(loss.detach()), "value_clipped": float(masked_sum(moved, mask))}
