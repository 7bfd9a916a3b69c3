"""Direct preference optimisation (Rafailov 2023): the policy learns from pairs themselves.

There is no reward model and no sampling. The reference is what the policy started from; its
log-probabilities are computed once.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from desktop.domain.metrics import (
    ACCURACY,
    HELD_OUT_ACCURACY,
    HELD_OUT_LOSS,
    Metric,
)
from desktop.training.data import BatchOrder
from desktop.training.loop import Averages, Loop
from desktop.training.losses import dpo_loss
from desktop.training.optimizer import Optimizer
from desktop.training.preferences import (
    PairTensors,
    PreferenceData,
    RowGroup,
    group_micro_batches,
    longest_row,
    pair_tensors,
    preference_data,
    warn_of_losses,
)
from desktop.training.reward_task import observe_pairs
from desktop.training.sft import finish
from desktop.training.shrinking import in_halves
from desktop.training.trunks import TrunkBanks, by_length_and_prompt, warn_if_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.datasets import Example
    from desktop.domain.policy_settings import DpoSettings
    from desktop.domain.runs import RunSpec
    from desktop.training.engine import Engine
    from desktop.training.roles import Role
    from desktop.training.session import Session

Micro = list[RowGroup]
HELD_OUT_SHARE = 0.1


class DpoTask:
    """Learns to prefer what the person prefers.

    Args:
        policy: In training.
        reference: What the policy started from.
        data: Rows and groups; groups without pairs are of no use here.
        settings: Of the run.
    """

    def __init__(
        self, policy: Role, reference: Role, data: PreferenceData, settings: DpoSettings
    ) -> None:
        self._policy = policy
        self._reference = reference
        self._rows = data.rows
        self._train = [group for group in data.train if group.pairs]
        self._held_out = [group for group in data.held_out if group.pairs]
        self._settings = settings
        self._banks = TrunkBanks((policy, reference), data.rows)
        self._reference_sums: dict[int, float] = {}
        used = {row for group in (*self._train, *self._held_out) for row in group.rows}
        order, size = by_length_and_prompt(data.rows, sorted(used)), 2 * settings.micro_batch_size
        buckets = [order[start : start + size] for start in range(0, len(order), size)]
        self._buckets = {row: bucket for bucket in buckets for row in bucket}
        lengths = [longest_row(group, data.rows) for group in self._train]
        self.order = BatchOrder(lengths, settings.batch_size, settings.seed)

    def micro_batches(self, step: int) -> list[Micro]:
        """Return the groups of a step; those of one micro-batch have few rows enough to fit."""
        groups = [self._train[i] for i in self.order.batch(step)]
        return group_micro_batches(groups, 2 * self._settings.micro_batch_size)

    def weight(self, micro: Micro) -> float:
        """Return the weights of all pairs."""
        return sum(pair.weight for group in micro for pair in group.pairs)

    def tokens(self, micro: Micro) -> int:
        """Return the number of real tokens."""
        return sum(len(self._rows[i]) for group in micro for i in group.rows)

    def loss(self, micro: Micro, averages: Averages) -> Tensor:
        """Return the weighted sum over pairs."""
        indices, judged = pair_tensors(micro, self._policy.lm.device)
        policy = self._sums(self._policy, indices)
        reference = self._reference_of(indices)
        loss = self._pair_loss(policy, reference, judged)
        rewards = self._settings.beta * (policy.detach() - reference)
        observe_pairs(averages, rewards[judged.first] - rewards[judged.second], judged.target)
        return (loss * judged.weight).sum()

    def _pair_loss(self, policy: Tensor, reference: Tensor, judged: PairTensors) -> Tensor:
        return dpo_loss(
            policy[judged.first] - policy[judged.second],
            reference[judged.first] - reference[judged.second],
            judged.target,
            beta=self._settings.beta,
            label_smoothing=self._settings.label_smoothing,
        )

    def _sums(self, role: Role, indices: Sequence[int]) -> Tensor:
        """Return the log-probabilities of whole responses, or their means a token, [b]."""
        batch, trunk = self._banks.batch(role, indices)
        sums = role.logprobs(batch, trunk).sum(dim=1)
        if self._settings.length_normalised:
            return sums / batch.response_lengths.clamp(min=1)
        return sums

    def _reference_of(self, indices: Sequence[int]) -> Tensor:
        """Return the reference's sums, [b], each computed once."""
        for index in indices:
            if index not in self._reference_sums:
                # Always the same rows together: a resumed run finds the very same numbers.
                bucket = self._buckets[index]
                sums = in_halves(self._measured_by_reference, bucket)
                self._reference_sums |= zip(bucket, sums, strict=True)
        return torch.tensor(
            [self._reference_sums[i] for i in indices], device=self._policy.lm.device
        )

    @torch.no_grad()
    def _measured_by_reference(self, indices: Sequence[int]) -> list[float]:
        sums: list[float] = self._sums(self._reference, indices).tolist()
        return sums

    def evaluate(self, session: Session) -> dict[Metric, float]:
        """Measure loss and agreement on the held-out pairs."""
        micros = group_micro_batches(self._held_out, 2 * self._settings.micro_batch_size)

        def measure() -> Averages:
            found = Averages()
            for micro in session.measuring.cut(session.team.mine(micros)):
                session.poll()
                with torch.no_grad():
                    found.add(HELD_OUT_LOSS, float(self.loss(micro, found)), self.weight(micro))
            return found

        work = partial(session.measuring.attempt, measure)
        means = Averages().add_all(session.team.gather(work)).means()
        named = {HELD_OUT_ACCURACY: ACCURACY, HELD_OUT_LOSS: HELD_OUT_LOSS}
        return {name: means[metric] for name, metric in named.items() if metric in means}


def train_dpo(
    spec: RunSpec,
    settings: DpoSettings,
    examples: Sequence[Example],
    engine: Engine,
    session: Session,
) -> dict[str, Any]:
    """Learn from pairs directly; return the run's figures.

    Raises:
        TrainingError: The judgements cannot be learnt from, or the numbers diverged.
        StopRequested: The run is to be discarded.
        ShutdownRequested: The worker must end.
    """
    policy = engine.trained_role("policy", spec.policy, settings.adapter, settings.seed)
    engine.live = policy
    data = preference_data(
        examples,
        policy.lm,
        max_length=settings.max_length,
        held_out_share=HELD_OUT_SHARE,
        seed=settings.seed,
    )
    warn_of_losses(session, data, settings.max_length)
    warn_if_whole(policy, session)
    reference = engine.reference_role(policy, spec.policy)
    task = DpoTask(policy, reference, data, settings)
    steps = settings.epochs * task.order.batches_per_epoch
    loop = Loop(
        task,
        engine,
        {"policy": policy},
        Optimizer(policy.trainable(), settings.optimizer, steps),
        session,
        total_steps=steps,
        evaluate_every=task.order.batches_per_epoch,
        checkpoint_every=settings.checkpoint_every,
    )
    completed = loop.run()
    before, after = loop.first_and_last(HELD_OUT_ACCURACY)
    figures = {
        "accuracy_before": before,
        "accuracy_after": after,
        "train_pairs": data.train_pairs,
    }
    return finish(loop, policy, completed, spec, session, figures)
