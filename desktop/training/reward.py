"""Training a reward model: pairs and scores in, rewards for unseen prompts out."""

from __future__ import annotations

import json
import math
import statistics
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from desktop.domain.datasets import Example, PreferenceGroup
from desktop.domain.metrics import (
    ACCURACY,
    HELD_OUT_ACCURACY,
    HELD_OUT_LOSS,
    REWARD_MARGIN,
    Metric,
)
from desktop.training.data import BatchOrder, TokenRow, collate, derived_seed
from desktop.training.engine import Engine, prompt_ids, room_for, sample, save_role
from desktop.training.evaluation import PairOutcome, accuracy, log_loss, reward_report
from desktop.training.loop import Averages, Loop
from desktop.training.losses import (
    bradley_terry_loss,
    centring_loss,
    cut_points,
    ordinal_score_loss,
)
from desktop.training.optimizer import Optimizer
from desktop.training.preferences import (
    PreferenceData,
    RowGroup,
    group_micro_batches,
    longest_row,
    pair_tensors,
    preference_data,
)
from desktop.training.trunks import TrunkBank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.prompts import Message
    from desktop.domain.reward_settings import RewardSettings
    from desktop.domain.runs import RunSpec
    from desktop.training.roles import Role
    from desktop.training.session import Session

Micro = list[RowGroup]


class RewardTask:
    """Learns rewards from groups of judged responses.

    Args:
        role: The reward model in training, with its head.
        data: Rows and groups.
        settings: Of the run.
    """

    def __init__(self, role: Role, data: PreferenceData, settings: RewardSettings) -> None:
        self.role = role
        self.data = data
        self.bank = TrunkBank(role, data.rows)
        self._settings = settings
        lengths = [longest_row(group, data.rows) for group in data.train]
        self.order = BatchOrder(lengths, settings.batch_size, settings.seed)
        values = [s.value for group in data.train for s in group.scores]
        self._cuts = cut_points(torch.tensor(values)).to(role.lm.device)

    def micro_batches(self, step: int) -> list[Micro]:
        """Return the groups of a step; those of one micro-batch have few rows enough to fit."""
        groups = [self.data.train[i] for i in self.order.batch(step)]
        return group_micro_batches(groups, 2 * self._settings.micro_batch_size)

    def weight(self, micro: Micro) -> float:
        """Return the weights of all pairs and scores."""
        pairs = sum(p.weight for group in micro for p in group.pairs)
        return pairs + sum(s.weight for group in micro for s in group.scores)

    def tokens(self, micro: Micro) -> int:
        """Return the number of real tokens."""
        return sum(len(self.data.rows[i]) for group in micro for i in group.rows)

    def loss(self, micro: Micro, averages: Averages) -> Tensor:
        """Return the weighted sum over pairs and scores."""
        indices, judged = pair_tensors(micro, self.role.lm.device)
        rewards = self.role.rewards(*self.bank.batch(indices), raw=True)
        first, second = rewards[judged.first], rewards[judged.second]
        strength = (judged.target - 0.5).abs() * 2.0
        margin = self._settings.strength_margin * strength
        pairs = bradley_terry_loss(first, second, judged.target, margin)
        pairs = pairs + self._settings.centring * centring_loss(first, second)
        scores = ordinal_score_loss(rewards[judged.scored], judged.score, self._cuts)
        observe_pairs(averages, (first - second).detach(), judged.target)
        return (pairs * judged.weight).sum() + (scores * judged.score_weight).sum()

    def evaluate(self, session: Session) -> dict[Metric, float]:
        """Measure agreement on the held-out pairs."""
        outcomes = pair_outcomes(self.data.held_out, self.data.rows, self.raw_rewards(session))
        return _known({HELD_OUT_ACCURACY: accuracy(outcomes), HELD_OUT_LOSS: log_loss(outcomes)})

    def raw_rewards(self, session: Session) -> dict[int, float]:
        """Return the rewards of all held-out rows before shift and scale, by row."""
        indices = [index for group in self.data.held_out for index in group.rows]
        indices.sort(key=lambda i: (len(self.data.rows[i]), i))
        rewards: dict[int, float] = {}
        size = 2 * self._settings.micro_batch_size
        for start in range(0, len(indices), size):
            session.poll()
            some = indices[start : start + size]
            with torch.no_grad():
                values = self.role.rewards(*self.bank.batch(some), raw=True)
            rewards |= dict(zip(some, values.tolist(), strict=True))
        return rewards


def observe_pairs(averages: Averages, difference: Tensor, target: Tensor) -> None:
    """Add accuracy and margin of the decided pairs, [p] each, to the averages."""
    decided = target != 0.5
    margin = (difference * torch.sign(target - 0.5))[decided]
    right = (margin > 0).float() + 0.5 * (margin == 0).float()
    averages.add(ACCURACY, float(right.sum()), int(decided.sum()))
    averages.add(REWARD_MARGIN, float(margin.sum()), int(decided.sum()))


def _known(values: dict[Metric, float | None]) -> dict[Metric, float]:
    return {metric: value for metric, value in values.items() if value is not None}


def pair_outcomes(
    groups: Iterable[RowGroup], rows: Sequence[TokenRow], rewards: dict[int, float]
) -> list[PairOutcome]:
    """Return what the model says of each judged pair."""
    return [
        PairOutcome(
            rewards[pair.first],
            rewards[pair.second],
            pair.target,
            pair.kind,
            len(rows[pair.first].response_ids),
            len(rows[pair.second].response_ids),
        )
        for group in groups
        for pair in group.pairs
    ]


def train_reward(
    spec: RunSpec,
    settings: RewardSettings,
    examples: Sequence[Example],
    engine: Engine,
    session: Session,
) -> dict[str, Any]:
    """Train a reward model, measure it, normalise it, save it; return its figures.

    Raises:
        TrainingError: The judgements cannot be learnt from, or the numbers diverged.
        StopRequested: The run is to be discarded.
        ShutdownRequested: The worker must end.
    """
    role = engine.trained_role("reward", spec.policy, settings.adapter, settings.seed)
    role.head = engine.fresh_head(role.lm, settings.seed)
    data = preference_data(
        examples,
        role.lm,
        max_length=settings.max_length,
        held_out_share=settings.held_out_share,
        seed=settings.seed,
    )
    if data.dropped:
        session.warn(f"{data.dropped} pairs were left out: both answers are the same.")
    engine.live = engine.frozen_role("reference", spec.policy)
    task = RewardTask(role, data, settings)
    steps = settings.epochs * task.order.batches_per_epoch
    loop = Loop(
        task,
        engine,
        {"reward": role},
        Optimizer(role.trainable(), settings.optimizer, steps),
        session,
        total_steps=steps,
        steps_per_epoch=task.order.batches_per_epoch,
        checkpoint_every=settings.checkpoint_every,
    )
    completed = loop.run()
    result = _report(task, session) | {"stopped_early": not completed, "steps": loop.done}
    if completed:
        texts = _reference_rewards(task, examples, settings, engine, session)
    else:
        texts = list(task.raw_rewards(session).values())
    normalise(role, texts)
    _save(role, spec, result, session)
    return result


def _report(task: RewardTask, session: Session) -> dict[str, Any]:
    rewards = task.raw_rewards(session)
    data = task.data
    lengths = [len(data.rows[i].response_ids) for i in rewards]
    report = reward_report(
        pair_outcomes(data.held_out, data.rows, rewards), list(rewards.values()), lengths
    )
    prompts = {group.prompt_id for group in (*data.train, *data.held_out)}
    return report | {"train_pairs": data.train_pairs, "groups": len(prompts)}


def _reference_rewards(
    task: RewardTask,
    examples: Sequence[Example],
    settings: RewardSettings,
    engine: Engine,
    session: Session,
) -> list[float]:
    """Return raw rewards of fresh samples of the reference; of held-out answers if not asked."""
    if settings.normalise_samples == 0 or engine.live is None:
        return list(task.raw_rewards(session).values())
    session.progress("normalise", 0, settings.normalise_samples)
    prompts = _prompts(examples, settings.normalise_samples)
    rows = _reference_rows(engine.live, prompts, settings, session)
    rewards: list[float] = []
    for start in range(0, len(rows), settings.micro_batch_size):
        session.poll()
        batch = collate(
            rows[start : start + settings.micro_batch_size],
            task.role.lm.pad_id,
            task.role.lm.device,
        )
        with torch.no_grad():
            rewards += task.role.rewards(batch, raw=True).tolist()
        session.progress("normalise", len(rewards), len(rows))
    return rewards


def _prompts(examples: Sequence[Example], count: int) -> list[tuple[Message, ...]]:
    prompts = [e.messages for e in examples if isinstance(e, PreferenceGroup)]
    return [prompts[i % len(prompts)] for i in range(count)]


def _reference_rows(
    reference: Role,
    prompts: Sequence[Sequence[Message]],
    settings: RewardSettings,
    session: Session,
) -> list[TokenRow]:
    lm = reference.lm
    room = room_for(lm, settings.sampling.max_new_tokens)
    ids = [prompt_ids(lm, messages, min(room, settings.max_length)) for messages in prompts]
    answers = sample(
        reference,
        ids,
        settings.sampling,
        seed=derived_seed(settings.seed, "normalise"),
        should_stop=session.never_stop,
    )
    return [TokenRow(ids[a.prompt_index], tuple(a.token_ids)) for a in answers]


def normalise(role: Role, raw_rewards: Sequence[float]) -> None:
    """Set the head's shift and scale: these rewards get mean 0 and standard deviation 1."""
    if role.head is None or not raw_rewards:
        return
    deviation = statistics.pstdev(raw_rewards)
    role.head.normalise(
        statistics.fmean(raw_rewards),
        deviation if math.isfinite(deviation) and deviation > 1e-4 else 1.0,
    )


def _save(role: Role, spec: RunSpec, result: dict[str, Any], session: Session) -> None:
    folder = session.run_folder / "model"
    save_role(role, folder, spec.policy.base_folder)
    (folder / "report.json").write_text(json.dumps(result, indent=2), encoding="utf-8")
