"""What a PPO run does with held-out prompts: measures on them, and asks a person about them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.domain import metrics as m
from desktop.domain.blind_pairs import BlindPair, write_pairs
from desktop.domain.events import PairsWaiting, SampleRecorded
from desktop.domain.policy_health import Sign
from desktop.training.data import derived_seed
from desktop.training.rewards import sequence_kl
from desktop.training.rollout import Measurements, Samples, repetition, scored
from desktop.training.trunks import TrunkBanks, split_by_length

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.training.ppo import PpoUpdate
    from desktop.training.prompts import EncodedPrompt
    from desktop.training.roles import Role


class HeldOut:
    """Held-out prompts of a run, always sampled with the same seeds.

    Args:
        update: The algorithm, with the roles.
        prompts: What is held out; training prompts where nothing is.
        second: A reward model that the policy does not learn from, if there is one.
    """

    def __init__(
        self, update: PpoUpdate, prompts: Sequence[EncodedPrompt], second: Role | None
    ) -> None:
        self._update = update
        self._settings = update.settings
        self._session = update.session
        self._all = prompts
        self._measured = prompts[: update.settings.evaluation_prompts]
        self._second = second

    def __bool__(self) -> bool:
        """Whether there is anything to measure on."""
        return bool(self._measured)

    def evaluate(self, step: int) -> tuple[dict[m.Metric, float], dict[Sign, str]]:
        """Sample, report every sample, and return the figures with the answers that tell most."""
        samples = self._update.sample(
            self._update.roles.policy,
            [prompt.ids for prompt in self._measured],
            derived_seed(self._settings.seed, "evaluate"),
        )
        roles = (*self._update.roles, *([self._second] if self._second else []))
        banks = TrunkBanks(roles, samples.rows)
        micros = self._micros(samples)
        found = self._update.measure(samples, banks, micros)
        second = self._second_rewards(banks, micros, found)
        return self._report(step, samples, found, second)

    def _micros(self, samples: Samples) -> list[list[int]]:
        """Return this process's part of the samples, in pieces that are computed at once."""
        micros = split_by_length(
            range(len(samples.rows)), samples.rows, self._settings.micro_batch_size
        )
        return self._session.team.share(micros)

    def _second_rewards(
        self, banks: TrunkBanks, micros: Sequence[list[int]], found: Measurements
    ) -> Tensor | None:
        """Return what the second reward model says of the samples, [n]."""
        if self._second is None:
            return None
        second = self._second

        def work() -> Tensor:
            rewards = torch.zeros(found.rewards.shape)
            with torch.no_grad():
                for micro in self._update.shrinking.cut(micros):
                    self._session.poll()
                    rewards[micro] = second.rewards(*banks.batch(second, micro)).cpu()
            return rewards

        parts = self._session.team.gather(partial(self._update.shrinking.attempt, work))
        return torch.stack(parts).sum(dim=0).to(found.rewards.device)

    def _report(
        self, step: int, samples: Samples, found: Measurements, second: Tensor | None
    ) -> tuple[dict[m.Metric, float], dict[Sign, str]]:
        scores, parts = scored(samples, found.rewards, self._settings.environment)
        kl = sequence_kl(found.logprobs, found.reference_logprobs, samples.mask)
        columns = {"reward": found.rewards, "score": scores, "kl": kl}
        columns |= {name: part for name, part in parts.items() if name != "reward_model"}
        values = {
            m.HELD_OUT_REWARD: float(scores.mean()),
            m.HELD_OUT_KL: float(kl.mean()),
            m.HELD_OUT_LENGTH: float(samples.lengths.float().mean()),
            m.HELD_OUT_REPETITION: repetition(samples.rows),
        }
        examples = {Sign.HELD_OUT_FALLS: samples.texts[int(scores.argmin())]}
        if second is not None:
            columns["second"] = second
            values[m.SECOND_REWARD] = float(second.mean())
            worst = int((found.rewards - second).argmax())
            examples[Sign.SECOND_DISAGREES] = samples.texts[worst]
        for row, index in enumerate(samples.prompt_indices):
            own = {name: float(column[row]) for name, column in columns.items()}
            prompt_id = self._measured[index].prompt_id
            finished = bool(samples.finished[row])
            self._session.sample(SampleRecorded(step, prompt_id, samples.texts[row], own, finished))
        return values, examples

    def ask(self, step: int) -> int:
        """Write blind pairs of policy and start for a person, and say so; return how many.

        Pairs of equal answers have nothing to judge and are left out. What the reward model says
        stands beside each, for later: whether it agrees with the person.
        """
        asked = [self._all[n % len(self._all)] for n in range(self._settings.human_pairs)]
        seed = derived_seed(self._settings.seed, "pairs", step)
        roles = self._update.roles
        ids = [prompt.ids for prompt in asked]
        policy = self._update.sample(roles.policy, ids, seed)
        start = self._update.sample(roles.reference, ids, seed)
        policy_rewards, start_rewards = self._rewards(policy), self._rewards(start)
        pairs = [
            BlindPair(
                step,
                number,
                prompt.prompt_id,
                policy.texts[number],
                bool(policy.finished[number]),
                start.texts[number],
                bool(start.finished[number]),
                policy_rewards[number],
                start_rewards[number],
            )
            for number, prompt in enumerate(asked)
            if policy.texts[number] != start.texts[number]
        ]
        if pairs and self._session.team.leads:
            write_pairs(self._session.run_folder, step, pairs)
            self._session.report(PairsWaiting(step, len(pairs)))
        return len(pairs)

    def _rewards(self, samples: Samples) -> list[float]:
        """Return what the reward model says of samples."""
        banks = TrunkBanks(tuple(self._update.roles), samples.rows)
        found: list[float] = self._update.measure(
            samples, banks, self._micros(samples)
        ).rewards.tolist()
        return found
