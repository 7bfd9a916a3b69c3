"""A PPO run from start to end: models, prompts, updates, samples, checkpoints, result."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import TrainingError
from desktop.domain.memory_plan import BOUNDARY_LIMIT
from desktop.domain.metrics import HELD_OUT_REWARD, KL, REWARD
from desktop.domain.policy_health import Sign
from desktop.training.engine import Engine, save_role
from desktop.training.ppo import PpoUpdate
from desktop.training.ppo_held_out import HeldOut
from desktop.training.prompts import encode_prompts
from desktop.training.rollout import PpoRoles
from desktop.training.second import second_source
from desktop.training.session import Session, ShutdownRequested, StopRequested
from desktop.training.state import Snapshot, capture, last_checkpoint, restore
from desktop.training.trunks import warn_if_whole
from desktop.training.watch import Watch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.datasets import Example
    from desktop.domain.policy_settings import PpoSettings
    from desktop.domain.runs import RunSpec
    from desktop.training.roles import Role


def train_ppo(
    spec: RunSpec,
    settings: PpoSettings,
    examples: Sequence[Example],
    engine: Engine,
    session: Session,
) -> dict[str, Any]:
    """Improve the policy against the reward model, save it, and return the run's figures.

    Raises:
        TrainingError: There are no prompts, or the reward model does not fit, or the numbers
        diverged. StopRequested: The run is to be discarded.
        ShutdownRequested: The worker must end.
    """
    roles = build_roles(spec, settings, engine)
    engine.live = roles.policy
    warn_if_whole(roles.policy, session)
    train, held_out = encode_prompts(examples, settings, roles.policy.lm, session)
    update = PpoUpdate(roles, settings, [prompt.ids for prompt in train], session)
    run = PpoRun(update, engine, HeldOut(update, held_out or train, second_role(spec, engine)))
    completed = run.run()
    result = run.result() | {"stopped_early": not completed}
    if session.team.leads:
        folder = session.run_folder / "model"
        save_role(roles.policy, folder, spec.policy.base_folder)
        (folder / "report.json").write_text(json.dumps(result, indent=2), encoding="utf-8")
    return result


def build_roles(spec: RunSpec, settings: PpoSettings, engine: Engine) -> PpoRoles:
    """Return the four models; raises `TrainingError` when the reward model does not fit."""
    if spec.reward is None:
        raise TrainingError(
            "PPO needs a reward model", "The run names none.", "Train a reward model first."
        )
    policy = engine.trained_role("policy", spec.policy, settings.adapter, settings.seed)
    reward = engine.frozen_role("reward", spec.reward)
    if reward.head is None:
        raise TrainingError(
            "The reward model gives no rewards",
            f"There is no reward head in {spec.reward.adapter_folder or spec.reward.base_folder}.",
            "Choose a version that a reward-model run has made.",
        )
    if reward.lm.tokenizer.get_vocab() != policy.lm.tokenizer.get_vocab():
        raise TrainingError(
            "The reward model reads other tokens than the policy",
            "It was trained on a base with another tokenizer.",
            "Train a reward model on the policy's own base.",
        )
    return PpoRoles(
        policy,
        engine.reference_role(policy, spec.policy),
        engine.value_role(reward, spec.reward, settings.adapter, settings.seed),
        reward,
    )


def second_role(spec: RunSpec, engine: Engine) -> Role | None:
    """Return the reward model that the policy does not learn from, if the version has one."""
    source = second_source(spec.reward) if spec.reward is not None else None
    return engine.frozen_role("second", source) if source is not None else None


class PpoRun:
    """The updates of a run, with samples, checkpoints and requests between them.

    Args:
        update: What one update does.
        engine: Lent to requests between updates.
        held_out: Measured on every `evaluate_every` updates.
    """

    def __init__(self, update: PpoUpdate, engine: Engine, held_out: HeldOut) -> None:
        self._update = update
        self._settings = update.settings
        self._session = update.session
        self._engine = engine
        self._held_out = held_out
        self._watch = Watch(update.settings, update.session)
        self._roles = {"policy": update.roles.policy, "value": update.roles.value}
        self._boundary: Snapshot | None = None
        self._between = True
        self._written = -1
        self._saved = 0
        self.done = 0
        self.rewards: list[float] = []
        self.kls: list[float] = []
        self.evaluations: dict[str, float] = {}
        self.asked: list[int] = []

    def run(self) -> bool:
        """Go from the last checkpoint (or the start) to the end; return False when stopped before.

        Raises:
            StopRequested: The run is to be discarded.
            ShutdownRequested: The worker must end; what can be kept is written.
        """
        self._resume()
        self._session.require_same(self.done)
        self._session.control.on_pause = self._save_boundary
        try:
            self._updates()
        except StopRequested as request:
            self._update.optimizer.clear()
            if not request.keep:
                raise
            self._session.finish_undisturbed()
            return False
        except ShutdownRequested:
            self._save_boundary()
            raise
        return True

    def _updates(self) -> None:
        while True:
            self._session.progress("train", self.done, self._settings.updates)
            self._keep_boundary()
            self._evaluate_when_due()
            self._checkpoint_when_due()
            if self.done >= self._settings.updates:
                return
            self._ask_when_due()
            self._session.serve(self._engine)
            self._between = False
            self._update_once()
            self._between = True

    def _update_once(self) -> None:
        values = self._update.run(self.done)
        self.done += 1
        self.rewards.append(values[REWARD])
        self.kls.append(values[KL])
        self._session.metrics(self.done, values)
        telling = self._update.telling
        examples = {
            Sign.KL_HIGH: telling.from_start,
            Sign.REPEATS: telling.repeating,
            Sign.LONGER: telling.longest,
        }
        self._watch.note(self.done, values, examples)

    def _evaluate_when_due(self) -> None:
        due = self.done % self._settings.evaluate_every == 0 or self.done == self._settings.updates
        if not due or not self._held_out or str(self.done) in self.evaluations:
            return
        self._session.progress("evaluate", self.done, self._settings.updates)
        values, examples = self._held_out.evaluate(self.done)
        self.evaluations[str(self.done)] = values[HELD_OUT_REWARD]
        self._session.metrics(self.done, values)
        self._watch.note(self.done, values, examples)
        self._keep_boundary()
        if self.done == self.best_update:
            self._checkpoint()

    @property
    def best_update(self) -> int | None:
        """The updates after which the held-out reward was highest; None before the first."""
        after = {int(step): value for step, value in self.evaluations.items() if int(step) > 0}
        return max(after, key=lambda step: (after[step], -step), default=None)

    def _checkpoint_when_due(self) -> None:
        every, last = self._settings.checkpoint_every, self._settings.updates
        if (self.done % every == 0 or self.done == last) and self.done > self._saved:
            self._checkpoint()

    def _checkpoint(self) -> None:
        best = self.done == self.best_update
        self._session.checkpoint(self._snapshot(), best=best)
        self._saved = self._written = self.done

    def _ask_when_due(self) -> None:
        """Ask a person about policy and start, and wait until told to go on."""
        every = self._settings.human_pairs_every
        if not every or not self.done or self.done % every or self.done in self.asked:
            return
        asked = self._held_out.ask(self.done)
        self.asked.append(self.done)
        self._written = -1
        self._keep_boundary()
        if asked:
            self._session.pause()

    def result(self) -> dict[str, Any]:
        """Return the run's figures; rewards are those on the held-out prompts.

        A run that is stopped before these were answered again has none of afterwards.
        """
        held_out = list(self.evaluations.values())
        measured_after = held_out[-1] if len(held_out) > 1 else None
        return {
            "updates": self.done,
            "reward_before": held_out[0] if held_out else _first(self.rewards),
            "reward_after": measured_after if held_out else _last(self.rewards),
            "best_update": self.best_update,
            "kl": _last(self.kls),
            "kl_coefficient": self._update.controller.coefficient,
            "reward_history_last": self.rewards[-10:],
        }

    def _snapshot(self) -> Snapshot:
        return capture(
            self.done,
            self._roles,
            self._update.optimizer,
            {
                "kl_coefficient": self._update.controller.coefficient,
                "rewards": list(self.rewards),
                "kls": list(self.kls),
                "evaluations": dict(self.evaluations),
                "asked": list(self.asked),
                "watch": self._watch.state(),
                "rows_at_once": self._update.shrinking.limit,
                "decoded_at_once": self._update.decoding.limit,
            },
        )

    def _keep_boundary(self) -> None:
        """Copy the state between two updates, unless it is too large."""
        snapshot = self._snapshot()
        self._boundary = snapshot.detached() if snapshot.bytes <= BOUNDARY_LIMIT else None

    def _save_boundary(self) -> None:
        """Write the state of before the update under way, unless it is on the disk already.

        A state too large to be copied can only be written between two updates; within one, the last
        checkpoint is what there is.
        """
        if self._written == self.done:
            return
        if self._boundary is None and not self._between:
            return
        best = self.done == self.best_update
        self._session.checkpoint(self._boundary or self._snapshot(), best=best)
        self._written = self.done

    def _resume(self) -> None:
        checkpoint, warnings = last_checkpoint(self._session.run_folder)
        for text in warnings:
            self._session.warn(text)
        if checkpoint is None:
            return
        values = restore(checkpoint, self._roles, self._update.optimizer)
        self._update.controller.coefficient = values["kl_coefficient"]
        self.done = self._saved = self._written = checkpoint.step
        self.rewards, self.kls = values["rewards"], values["kls"]
        self.evaluations, self.asked = values["evaluations"], values["asked"]
        self._watch.restore(values["watch"])
        self._update.shrinking.limit = values["rows_at_once"]
        self._update.decoding.limit = values["decoded_at_once"]


def _first(values: Sequence[float]) -> float | None:
    return values[0] if values else None


def _last(values: Sequence[float]) -> float | None:
    return values[-1] if values else None
