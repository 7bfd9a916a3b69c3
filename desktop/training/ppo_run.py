"""A PPO run from start to end: models, prompts, updates, samples, checkpoints, result."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.datasets import Example, PromptExample
from desktop.domain.errors import TrainingError
from desktop.domain.events import SampleRecorded
from desktop.domain.metrics import HELD_OUT_REWARD, KL, REWARD
from desktop.domain.prompts import Split
from desktop.training.data import derived_seed
from desktop.training.engine import Engine, prompt_ids, room_for, save_role
from desktop.training.ppo import PpoUpdate
from desktop.training.rewards import penalised_scores, sequence_kl
from desktop.training.rollout import PpoRoles, Samples, measure, sample_responses
from desktop.training.session import Session, ShutdownRequested, StopRequested
from desktop.training.state import Snapshot, capture, last_checkpoint, restore
from desktop.training.trunks import TrunkBanks, split_by_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.policy_settings import PpoSettings
    from desktop.domain.runs import RunSpec
    from desktop.models.loading import LanguageModel

BOUNDARY_LIMIT = 512 << 20
"""Bytes of state copied before each update, so that a pause or an end within loses nothing."""


@dataclass(frozen=True, slots=True)
class EncodedPrompt:
    """A prompt of the project and its tokens."""

    prompt_id: int
    ids: tuple[int, ...]


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
    train, held_out = encode_prompts(examples, settings, roles.policy.lm)
    if not held_out:
        session.warn("No prompt is held out: samples through the run come from training prompts.")
    update = PpoUpdate(roles, settings, [prompt.ids for prompt in train], session)
    run = PpoRun(update, engine, (held_out or train)[: settings.evaluation_prompts])
    completed = run.run()
    result = run.result() | {"stopped_early": not completed}
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


def encode_prompts(
    examples: Sequence[Example], settings: PpoSettings, lm: LanguageModel
) -> tuple[list[EncodedPrompt], list[EncodedPrompt]]:
    """Return the prompts to train on and those held out, each in order of their ids.

    Raises:
        TrainingError: There is no prompt to train on, or no room for one beside the response.
    """
    new_tokens = settings.environment.sampling.max_new_tokens
    room = min(room_for(lm, new_tokens), settings.max_length - new_tokens)
    if room < 1 or new_tokens >= (lm.facts.context_length or 1 << 30):
        raise TrainingError(
            "There is no room for a prompt",
            f"Responses may take {new_tokens} tokens of {settings.max_length} (the model can take "
            f"{lm.facts.context_length}).",
            "Lower environment.sampling.max_new_tokens or raise max_length.",
        )
    prompts = sorted(
        (e for e in examples if isinstance(e, PromptExample)), key=lambda e: e.prompt_id
    )
    encoded = [
        (e.split, EncodedPrompt(e.prompt_id, prompt_ids(lm, e.messages, room))) for e in prompts
    ]
    train = [prompt for split, prompt in encoded if split is Split.TRAIN]
    if not train:
        raise TrainingError(
            "There are no prompts to sample from",
            "Every prompt is held out, retired or called bad.",
            "Add prompts to the project first.",
        )
    return train, [prompt for split, prompt in encoded if split is Split.HELD_OUT]


class PpoRun:
    """The updates of a run, with samples, checkpoints and requests between them.

    Args:
        update: What one update does.
        engine: Lent to requests between updates.
        prompts: Sampled from every `evaluate_every` updates.
    """

    def __init__(self, update: PpoUpdate, engine: Engine, prompts: Sequence[EncodedPrompt]) -> None:
        self._update = update
        self._settings = update.settings
        self._session = update.session
        self._engine = engine
        self._prompts = prompts
        self._boundary: Snapshot | None = None
        self._saved = 0
        self.done = 0
        self.rewards: list[float] = []
        self.kls: list[float] = []
        self.evaluations: dict[str, float] = {}

    def run(self) -> bool:
        """Go from the last checkpoint (or the start) to the end; return False when stopped before.

        Raises:
            StopRequested: The run is to be discarded.
            ShutdownRequested: The worker must end; what can be kept is written.
        """
        self._resume()
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
            self._session.control.serve(self._engine)
            self._update_once()

    def _update_once(self) -> None:
        values = self._update.run(self.done)
        self.done += 1
        self.rewards.append(values[REWARD])
        self.kls.append(values[KL])
        self._session.metrics(self.done, values)

    def _evaluate_when_due(self) -> None:
        due = self.done % self._settings.evaluate_every == 0 or self.done == self._settings.updates
        if due and self._prompts and str(self.done) not in self.evaluations:
            self._evaluate()

    def _checkpoint_when_due(self) -> None:
        due = (
            self.done % self._settings.checkpoint_every == 0 or self.done == self._settings.updates
        )
        if due and self.done > self._saved:
            self._session.checkpoint(self._snapshot())
            self._saved = self.done

    def _evaluate(self) -> None:
        """Sample on the held-out prompts, always with the same seed, and report every sample."""
        self._session.progress("evaluate", self.done, self._settings.updates)
        environment = self._settings.environment
        samples = sample_responses(
            self._update.roles.policy,
            [prompt.ids for prompt in self._prompts],
            environment.sampling,
            seed=derived_seed(self._settings.seed, "evaluate"),
            should_stop=self._session.never_stop,
        )
        micros = split_by_length(
            range(len(samples.rows)), samples.rows, self._settings.micro_batch_size
        )
        measured = measure(
            samples,
            self._update.roles,
            TrunkBanks(tuple(self._update.roles), samples.rows),
            micros,
            temperature=environment.sampling.temperature,
            poll=self._session.poll,
        )
        scores = penalised_scores(measured.rewards, samples.lengths, samples.finished, environment)
        kl = sequence_kl(measured.logprobs, measured.reference_logprobs, samples.mask)
        self._report_samples(samples, measured.rewards.tolist(), scores.tolist(), kl.tolist())
        self.evaluations[str(self.done)] = float(scores.mean())
        self._session.metrics(self.done, {HELD_OUT_REWARD: float(scores.mean())})

    def _report_samples(
        self, samples: Samples, rewards: list[float], scores: list[float], kl: list[float]
    ) -> None:
        for row, index in enumerate(samples.prompt_indices):
            self._session.sample(
                SampleRecorded(
                    self.done,
                    self._prompts[index].prompt_id,
                    samples.texts[row],
                    {"reward": rewards[row], "score": scores[row], "kl": kl[row]},
                    bool(samples.finished[row]),
                )
            )

    def result(self) -> dict[str, Any]:
        """Return the run's figures; rewards are those on the held-out prompts."""
        held_out = list(self.evaluations.values())
        return {
            "updates": self.done,
            "reward_before": held_out[0] if held_out else _first(self.rewards),
            "reward_after": held_out[-1] if held_out else _last(self.rewards),
            "kl": _last(self.kls),
            "kl_coefficient": self._update.controller.coefficient,
            "reward_history_last": self.rewards[-10:],
        }

    def _snapshot(self) -> Snapshot:
        return capture(
            self.done,
            {"policy": self._update.roles.policy, "value": self._update.roles.value},
            self._update.optimizer,
            {
                "kl_coefficient": self._update.controller.coefficient,
                "rewards": list(self.rewards),
                "kls": list(self.kls),
                "evaluations": dict(self.evaluations),
            },
        )

    def _keep_boundary(self) -> None:
        """Copy the state between two updates, unless it is too large."""
        snapshot = self._snapshot()
        self._boundary = snapshot.detached() if snapshot.bytes <= BOUNDARY_LIMIT else None

    def _save_boundary(self) -> None:
        if self._boundary is not None:
            self._session.checkpoint(self._boundary)

    def _resume(self) -> None:
        checkpoint, warnings = last_checkpoint(self._session.run_folder)
        for text in warnings:
            self._session.warn(text)
        if checkpoint is None:
            return
        roles = {"policy": self._update.roles.policy, "value": self._update.roles.value}
        values = restore(checkpoint, roles, self._update.optimizer)
        self._update.controller.coefficient = values["kl_coefficient"]
        self.done = self._saved = checkpoint.step
        self.rewards, self.kls = values["rewards"], values["kls"]
        self.evaluations = values["evaluations"]


def _first(values: Sequence[float]) -> float | None:
    return values[0] if values else None


def _last(values: Sequence[float]) -> float | None:
    return values[-1] if values else None
