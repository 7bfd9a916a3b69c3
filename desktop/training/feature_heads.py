"""Reward heads fitted to cached features: convex, so seconds instead of minutes.

Features are the final hidden states that a head reads, computed once for each response. On them the
reward model's loss (Bradley-Terry on pairs, proportional odds on scores) is convex in the head, and
a normal prior on its weights makes the minimum unique; L-BFGS in float64 finds it. That serves the
frozen-backbone mode, the learning curve and the ensemble.

Shapes: `n` rows, `d` hidden size, `p` pairs, `s` scores, `k` members.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.training.data import derived_seed, shuffled
from desktop.training.losses import bradley_terry_loss, cut_points, ordinal_score_loss
from desktop.training.preferences import PairTensors, RowGroup, pair_tensors, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Features = Mapping[int, Tensor]
"""Features [d] by row number."""

PRIORS = (0.03, 0.3, 3.0, 30.0)
"""Strengths of the prior to choose from, times the hidden size: at 1, margins of standardised
features have a variance of about 2 before any judgement is seen."""
MEMBERS = 8
_FOLDS = 3
_STEPS = 60


@dataclass(frozen=True, slots=True)
class LinearHead:
    """A head in float64: weight [d] and bias [], for features as they are."""

    weight: Tensor
    bias: Tensor

    def __call__(self, features: Tensor) -> Tensor:
        """Return the raw rewards [n] of features [n, d]."""
        return features.double() @ self.weight + self.bias


class HeadFitter:
    """Fits heads to judged rows with one scaling of the features and one strength of the prior.

    Args:
        features: Of all rows of the groups.
        groups: All groups that will be fitted: they decide the scaling and the cuts between scores.
        strength_margin: Extra distance wanted for each step of preference strength.
        seed: Decides folds, bootstrap weights and prior draws.
        poll: Called before each fit; what it raises ends the work.
    """

    def __init__(
        self,
        features: Features,
        groups: Sequence[RowGroup],
        *,
        strength_margin: float = 0.0,
        seed: int = 0,
        poll: Callable[[], None],
    ) -> None:
        rows = rows_of(groups)
        own = torch.stack([features[row] for row in rows]).double().cpu()
        self._place = {row: place for place, row in enumerate(rows)}
        self._mean, self._deviation = own.mean(dim=0), own.std(dim=0, correction=0).clamp(min=1e-6)
        self._scaled = (own - self._mean) / self._deviation
        values = [s.value for group in groups for s in group.scores]
        self._cuts = cut_points(torch.tensor(values, dtype=torch.float64))
        self._margin = strength_margin
        self._seed = seed
        self._poll = poll
        self.prior = self._choose_prior(groups)

    def fit(
        self,
        groups: Sequence[RowGroup],
        *,
        group_weights: Tensor | None = None,
        anchor: Tensor | None = None,
        prior: float | None = None,
    ) -> LinearHead:
        """Return the head that fits the groups best.

        Args:
            groups: What to fit.
            group_weights: How much each of them counts; all the same if not given.
            anchor: [d] the prior's mean, for scaled features; zero if not given.
            prior: Strength of the prior; the chosen one if not given.
        """
        self._poll()
        rows, judged = pair_tensors(groups, torch.device("cpu"))
        problem = _Problem(
            self._rows(rows),
            judged,
            _spread_weights(groups, group_weights),
            self._cuts,
            self._margin,
            self._strength(self.prior if prior is None else prior),
            torch.zeros_like(self._mean) if anchor is None else anchor,
        )
        scaled = problem.solve()
        weight = scaled[:-1] / self._deviation
        return LinearHead(weight, scaled[-1] - weight @ self._mean)

    def ensemble(self, groups: Sequence[RowGroup], members: int = MEMBERS) -> list[LinearHead]:
        """Return heads that part where the judgements do not decide.

        Each member sees the groups under weights of its own (Bayesian bootstrap, Rubin 1981) and is
        held to a draw of its own from the prior (anchored ensembles, Pearce 2020): without the
        latter, all would agree on zero in directions that no judgement has shown.
        """
        found = []
        for number in range(members):
            generator = torch.Generator().manual_seed(derived_seed(self._seed, "member", number))
            draws = torch.rand(len(groups), generator=generator, dtype=torch.float64)
            width = self._scaled.shape[1]
            anchor = torch.randn(width, generator=generator, dtype=torch.float64)
            anchor = anchor / self._strength(self.prior) ** 0.5
            weights = -torch.log1p(-draws)
            found.append(self.fit(groups, group_weights=weights, anchor=anchor))
        return found

    def _rows(self, rows: Sequence[int]) -> Tensor:
        return self._scaled[[self._place[row] for row in rows]]

    def _strength(self, prior: float) -> float:
        return prior * self._scaled.shape[1]

    def _choose_prior(self, groups: Sequence[RowGroup]) -> float:
        """Return the prior under which groups left out are told best (cross-validation)."""
        if len(groups) < 2 * _FOLDS:
            return 1.0
        order = shuffled(len(groups), self._seed, "prior")
        folds = [[groups[i] for i in order[n::_FOLDS]] for n in range(_FOLDS)]
        losses = {prior: 0.0 for prior in PRIORS}
        for number, left_out in enumerate(folds):
            rest = [g for n, fold in enumerate(folds) if n != number for g in fold]
            for prior in PRIORS:
                head = self.fit(rest, prior=prior)
                losses[prior] += self._loss_of(head, left_out)
        return min(PRIORS, key=lambda prior: (losses[prior], -prior))

    def _loss_of(self, head: LinearHead, groups: Sequence[RowGroup]) -> float:
        rows, judged = pair_tensors(groups, torch.device("cpu"))
        features = self._rows(rows) * self._deviation + self._mean
        weights = _spread_weights(groups, None)
        return float(_losses(head(features), judged, weights, self._cuts, 0.0))


@dataclass(frozen=True, slots=True)
class _Problem:
    """One convex problem over scaled features [n, d]."""

    features: Tensor
    judged: PairTensors
    weights: tuple[Tensor, Tensor]
    cuts: Tensor
    margin: float
    strength: float
    anchor: Tensor

    def solve(self) -> Tensor:
        """Return weight and bias [d + 1] at the minimum."""
        found = torch.zeros(self.features.shape[1] + 1, dtype=torch.float64)
        found[:-1] = self.anchor
        found.requires_grad_(True)
        optimizer = torch.optim.LBFGS(
            [found],
            max_iter=_STEPS,
            tolerance_grad=1e-8,
            tolerance_change=1e-11,
            line_search_fn="strong_wolfe",
        )

        def closure() -> Tensor:
            optimizer.zero_grad()
            loss = self._loss(found)
            loss.backward()
            return loss

        optimizer.step(closure)
        return found.detach()

    def _loss(self, found: Tensor) -> Tensor:
        weight, bias = found[:-1], found[-1]
        rewards = self.features @ weight + bias
        loss = _losses(rewards, self.judged, self.weights, self.cuts, self.margin)
        distance = ((weight - self.anchor) ** 2).sum()
        # Pairs leave the level open; a weak pull towards zero closes it.
        return loss + 0.5 * self.strength * distance + 0.5 * bias**2


def _losses(
    rewards: Tensor,
    judged: PairTensors,
    weights: tuple[Tensor, Tensor],
    cuts: Tensor,
    margin: float,
) -> Tensor:
    """Return the weighted loss of all pairs and scores as one number."""
    target = judged.target.double()
    first, second = rewards[judged.first], rewards[judged.second]
    distance = margin * (target - 0.5).abs() * 2.0
    pairs = bradley_terry_loss(first, second, target, distance)
    scores = ordinal_score_loss(rewards[judged.scored], judged.score.double(), cuts)
    return (pairs * weights[0]).sum() + (scores * weights[1]).sum()


def _spread_weights(
    groups: Sequence[RowGroup], group_weights: Tensor | None
) -> tuple[Tensor, Tensor]:
    """Return the weights of all pairs [p] and of all scores [s] of the groups."""
    whole = [1.0] * len(groups) if group_weights is None else group_weights.tolist()
    pairs = [w * p.weight for w, group in zip(whole, groups, strict=True) for p in group.pairs]
    scores = [w * s.weight for w, group in zip(whole, groups, strict=True) for s in group.scores]
    return torch.tensor(pairs, dtype=torch.float64), torch.tensor(scores, dtype=torch.float64)
