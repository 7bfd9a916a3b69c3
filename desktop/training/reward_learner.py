"""Trains the reward models of one run: the main one, its folds, and a second one.

Either adapters and head learn together, step by step; or, with a frozen backbone, the head alone is
fitted to features that were computed once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch

from desktop.models.adapters import remove_adapter
from desktop.training.feature_heads import Features, HeadFitter, LinearHead
from desktop.training.loop import Loop
from desktop.training.optimizer import Optimizer, require_finite
from desktop.training.preferences import PreferenceData, rows_of
from desktop.training.reward_task import RewardTask
from desktop.training.trunks import TrunkBank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.reward_settings import RewardSettings
    from desktop.domain.runs import RunSpec
    from desktop.training.engine import Engine
    from desktop.training.preferences import RowGroup
    from desktop.training.roles import Role
    from desktop.training.session import Session


@dataclass(frozen=True, slots=True)
class Learnt:
    """How a training ended: whether it came to its end, and after how many steps."""

    completed: bool
    steps: int


class RewardLearner:
    """Makes reward models that all start from the same version.

    Args:
        spec: Of the run.
        settings: Of the run.
        engine: Holds the base.
    """

    def __init__(self, spec: RunSpec, settings: RewardSettings, engine: Engine) -> None:
        self._spec = spec
        self._settings = settings
        self._engine = engine
        self._banks: dict[tuple[int, int | None], TrunkBank] = {}
        self._features: Features | None = None

    def new_role(self, name: str) -> Role:
        """Return an untrained reward model with a fresh head."""
        settings = self._settings
        method = "full" if settings.trains_everything else "lora"
        adapter = replace(settings.adapter, method=method)
        role = self._engine.trained_role(name, self._spec.policy, adapter, settings.seed)
        role.head = self._engine.fresh_head(role.lm, settings.seed)
        return role

    def task(self, role: Role, data: PreferenceData) -> RewardTask:
        """Return what a role learns; roles with the same frozen trunk share its activations."""
        key = (id(role.lm.model), role.first_layer)
        if key not in self._banks:
            self._banks[key] = TrunkBank(role, data.rows)
        task = RewardTask(role, data, self._settings, self._banks[key])
        task.features = self._features
        return task

    def forget(self, role: Role) -> None:
        """Free what a role that is no longer needed holds."""
        if role.trains_model:
            del self._banks[id(role.lm.model), role.first_layer]
        if role.adapter is not None:
            remove_adapter(role.lm.model, role.adapter)

    def freeze(self, task: RewardTask, features: Features) -> None:
        """Let this and all further tasks learn on features of all rows, computed once."""
        self._features = task.features = features

    def read(self, task: RewardTask, groups: Sequence[RowGroup], session: Session) -> Features:
        """Return what the head reads of all rows of the groups."""
        rows = rows_of(groups)
        states = require_finite(task.last_states(rows, session), "A hidden state")
        return dict(zip(rows, states, strict=True))

    def learn(self, task: RewardTask, session: Session) -> Learnt:
        """Train a task's role.

        Raises:
            TrainingError: The numbers diverged.
            StopRequested: The run is to be discarded.
            ShutdownRequested: The worker must end.
        """
        return (
            self._fit(task, session)
            if self._settings.frozen_backbone
            else self._train(task, session)
        )

    def _train(self, task: RewardTask, session: Session) -> Learnt:
        settings = self._settings
        steps = settings.epochs * task.order.batches_per_epoch
        loop = Loop(
            task,
            self._engine,
            {"reward": task.role},
            Optimizer(task.role.trainable(), settings.optimizer, steps),
            session,
            total_steps=steps,
            evaluate_every=task.order.batches_per_epoch,
            checkpoint_every=settings.checkpoint_every,
        )
        completed = loop.run()
        return Learnt(completed, loop.done)

    def _fit(self, task: RewardTask, session: Session) -> Learnt:
        assert self._features is not None
        session.progress("train", 0, 1)
        session.metrics(0, task.evaluate(session))
        session.poll()
        fitter = HeadFitter(
            self._features,
            task.data.train,
            strength_margin=self._settings.strength_margin,
            seed=self._settings.seed,
            poll=session.poll,
        )
        set_head(task.role, fitter.fit(task.data.train))
        session.metrics(1, task.evaluate(session))
        session.progress("train", 1, 1)
        return Learnt(True, 1)


def set_head(role: Role, found: LinearHead) -> None:
    """Give a role's head fitted weights."""
    assert role.head is not None
    with torch.no_grad():
        role.head.linear.weight.copy_(found.weight[None])
        role.head.linear.bias.copy_(found.bias[None])
