"""What a reward model learns from one batch of judgements, and how it is measured."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.domain.metrics import (
    ACCURACY,
    HELD_OUT_ACCURACY,
    HELD_OUT_LOSS,
    REWARD_MARGIN,
    Metric,
)
from desktop.training.data import BatchOrder, TokenRow
from desktop.training.evaluation import PairOutcome, accuracy, log_loss
from desktop.training.losses import (
    bradley_terry_loss,
    centring_loss,
    cut_points,
    ordinal_score_loss,
)
from desktop.training.preferences import (
    PreferenceData,
    RowGroup,
    group_micro_batches,
    longest_row,
    pair_tensors,
    rows_of,
)
from desktop.training.trunks import TrunkBank, by_length_and_prompt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.reward_settings import RewardSettings
    from desktop.training.feature_heads import Features
    from desktop.training.loop import Averages
    from desktop.training.roles import Role
    from desktop.training.session import Session

Micro = list[RowGroup]


class RewardTask:
    """Learns rewards from groups of judged responses.

    Args:
        role: The reward model in training, with its head.
        data: Rows and groups.
        settings: Of the run.
        bank: Of the rows, where another role with the same trunk has one already.

    Attributes:
        features: What the head reads of all rows, where the backbone is frozen and they are known.
    """

    def __init__(
        self,
        role: Role,
        data: PreferenceData,
        settings: RewardSettings,
        bank: TrunkBank | None = None,
    ) -> None:
        self.role = role
        self.data = data
        self.bank = bank or TrunkBank(role, data.rows)
        self.features: Features | None = None
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
        rewards = self.raw_rewards(self.data.held_out, session)
        return measured(pair_outcomes(self.data.held_out, self.data.rows, rewards))

    def raw_rewards(self, groups: Sequence[RowGroup], session: Session) -> dict[int, float]:
        """Return the rewards of the groups' rows before shift and scale, by row."""
        rows = rows_of(groups)
        assert self.role.head is not None
        states = self.last_states(rows, session)
        with torch.no_grad():
            rewards = self.role.head.raw(states.to(self.role.lm.device))
        return dict(zip(rows, rewards.tolist(), strict=True))

    def last_states(self, rows: Sequence[int], session: Session) -> Tensor:
        """Return the hidden states that the head reads, [n, d] on the CPU, in float32.

        Rows of similar length are read together, and those of one prompt side by side, so that the
        prompt is read once. The same rows always have the same neighbours.
        """
        if self.features is not None:
            return torch.stack([self.features[row] for row in rows])
        order = by_length_and_prompt(self.data.rows, rows)
        size = 2 * self._settings.micro_batch_size
        chunks = [order[start : start + size] for start in range(0, len(order), size)]
        work = partial(self._states_of_chunks, session.team.mine(chunks), session)
        places = {row: place for place, row in enumerate(rows)}
        found = torch.zeros(len(rows), self.role.lm.facts.hidden_size)
        for chunk, states in chain.from_iterable(
            session.team.gather(partial(session.measuring.attempt, work))
        ):
            found[[places[row] for row in chunk]] = states
        return found

    def _states_of_chunks(
        self, chunks: Sequence[list[int]], session: Session
    ) -> list[tuple[list[int], Tensor]]:
        found = []
        for chunk in session.measuring.cut(chunks):
            session.poll()
            with torch.no_grad():
                states = self.role.last_hidden(*self.bank.batch(chunk))
            found.append((chunk, states.float().cpu()))
        return found


def observe_pairs(averages: Averages, difference: Tensor, target: Tensor) -> None:
    """Add accuracy and margin of the decided pairs, [p] each, to the averages."""
    decided = target != 0.5
    margin = (difference * torch.sign(target - 0.5))[decided]
    right = (margin > 0).float() + 0.5 * (margin == 0).float()
    averages.add(ACCURACY, float(right.sum()), int(decided.sum()))
    averages.add(REWARD_MARGIN, float(margin.sum()), int(decided.sum()))


def measured(outcomes: Sequence[PairOutcome]) -> dict[Metric, float]:
    """Return the held-out metrics of judged pairs, those that can be said."""
    values = {HELD_OUT_ACCURACY: accuracy(outcomes), HELD_OUT_LOSS: log_loss(outcomes)}
    return {metric: value for metric, value in values.items() if value is not None}


def pair_outcomes(
    groups: Iterable[RowGroup], rows: Sequence[TokenRow], rewards: Mapping[int, float]
) -> list[PairOutcome]:
    """Return what the model says of each judged pair."""
    return [
        PairOutcome(
            group.prompt_id,
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
