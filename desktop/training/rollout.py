"""Sampling responses from the policy and measuring them with all four roles.

The measuring goes through the very micro-batches that the first epoch learns from, so before the
first step the policy's recomputed log-probabilities equal the kept ones exactly. Shapes: `n`
responses of the rollout, `r` longest response.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.domain.memory_plan import DECODED_AT_ONCE
from desktop.domain.reward_rules import parse_rules
from desktop.training.data import TokenBatch, TokenRow
from desktop.training.engine import sample
from desktop.training.masking import length_mask, masked_mean
from desktop.training.rewards import score_parts
from desktop.training.rule_rewards import rule_reward

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.domain.policy_settings import EnvironmentSettings
    from desktop.domain.settings import SamplingSettings
    from desktop.models.generation import Generated
    from desktop.training.roles import Role
    from desktop.training.session import Session
    from desktop.training.shrinking import Shrinking
    from desktop.training.trunks import TrunkBanks

Plan = list[list[list[int]]]
"""Minibatches, each a list of micro-batches, each a list of rows."""


@dataclass(frozen=True, slots=True)
class PpoRoles:
    """The four models of PPO."""

    policy: Role
    reference: Role
    value: Role
    reward: Role

    def __iter__(self) -> Iterator[Role]:
        return iter((self.policy, self.reference, self.value, self.reward))


@dataclass(frozen=True, slots=True)
class Samples:
    """Responses sampled from the policy, as token rows.

    Args:
        rows: Prompts with responses.
        prompt_indices: Which prompt each answers.
        texts: Of the responses.
        finished: [n] True = ended by itself.
        kept: The log-probability that each token was drawn with.
    """

    rows: list[TokenRow]
    prompt_indices: list[int]
    texts: list[str]
    finished: Tensor
    kept: list[list[float]]

    @property
    def lengths(self) -> Tensor:
        """Tokens of each response, [n]."""
        return torch.tensor([len(r.response_ids) for r in self.rows], device=self.finished.device)

    @property
    def mask(self) -> Tensor:
        """[n, r] True = real."""
        return length_mask(self.lengths, int(self.lengths.max()))

    def gap(self, logprobs: Tensor) -> float:
        """Return how far log-probabilities [n, r] lie from those of the sampling, a token.

        Sampling multiplies with weights that the adapter was added to and rounded; learning keeps
        the two apart.
        """
        mask = self.mask
        kept = torch.zeros_like(logprobs)
        kept[mask] = torch.tensor([x for row in self.kept for x in row]).to(kept)
        return float(masked_mean((kept - logprobs).abs(), mask))

    @property
    def repetitions(self) -> Tensor:
        """The share of each response that repeats itself, [n]."""
        shares = [repeated_share(row.response_ids) or 0.0 for row in self.rows]
        return torch.tensor(shares, device=self.finished.device)

    @property
    def tokens(self) -> int:
        """Tokens of all responses."""
        return sum(len(row.response_ids) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Measurements:
    """What the roles say of the samples, without gradient: [n, r] each, and rewards [n]."""

    logprobs: Tensor
    entropy: Tensor
    reference_logprobs: Tensor
    values: Tensor
    rewards: Tensor

    def to(self, device: torch.device | str) -> Measurements:
        """Return them on a device."""
        return Measurements(*(part.to(device) for part in self._tensors()))

    def plus(self, other: Measurements) -> Measurements:
        """Return the sum with those of other rows of the same samples: they are 0 here."""
        pairs = zip(self._tensors(), other._tensors(), strict=True)
        return Measurements(*(mine + theirs for mine, theirs in pairs))

    def _tensors(self) -> tuple[Tensor, ...]:
        return self.logprobs, self.entropy, self.reference_logprobs, self.values, self.rewards


def sample_together(
    session: Session,
    role: Role,
    prompts: Sequence[Sequence[int]],
    sampling: SamplingSettings,
    *,
    seed: int,
    decoding: Shrinking,
) -> list[Generated]:
    """Sample one response to each prompt (token ids), each process of the run its share.

    What is drawn for a prompt does not depend on who draws it.
    """
    share = session.team.mine(range(len(prompts)))

    def work() -> list[Generated]:
        return sample(
            role,
            [prompts[number] for number in share],
            sampling,
            seed=seed,
            numbers=share,
            batch_size=decoding.at_once(DECODED_AT_ONCE),
            should_stop=session.never_stop,
        )

    parts = session.team.gather(partial(decoding.attempt, work))
    answers = [
        replace(answer, prompt_index=session.team.place(rank, answer.prompt_index))
        for rank, part in enumerate(parts)
        for answer in part
    ]
    return sorted(answers, key=lambda answer: answer.prompt_index)


def samples_of(
    prompts: Sequence[tuple[int, ...]], answers: Sequence[Generated], device: torch.device
) -> Samples:
    """Return prompts with their responses as samples."""
    return Samples(
        [TokenRow(prompts[a.prompt_index], tuple(a.token_ids)) for a in answers],
        [a.prompt_index for a in answers],
        [a.text for a in answers],
        torch.tensor([a.finished for a in answers], device=device),
        [a.logprobs for a in answers],
    )


@dataclass(slots=True)
class FirstForward:
    """What policy and value said when a rollout of one micro-batch was measured, with gradient.

    The first epoch learns from that instead of computing it again. Memory holds both graphs until
    then, which is why larger rollouts do without.
    """

    logprobs: Tensor | None = None
    values: Tensor | None = None

    def take_logprobs(self) -> Tensor | None:
        """Return the log-probabilities, [n, r], once."""
        found, self.logprobs = self.logprobs, None
        return found

    def take_values(self) -> Tensor | None:
        """Return the values, [n, r], once."""
        found, self.values = self.values, None
        return found


@torch.no_grad()
def measure(
    samples: Samples,
    roles: PpoRoles,
    banks: TrunkBanks,
    micro_batches: Sequence[Sequence[int]],
    *,
    temperature: float,
    poll: Callable[[], None],
    first: FirstForward | None = None,
) -> Measurements:
    """Measure samples, micro-batch by micro-batch; what is in none of them stays 0.

    Args:
        samples: All of them.
        roles: All four.
        banks: Of their rows.
        micro_batches: The rows to measure.
        temperature: Of the sampling.
        poll: Called between micro-batches.
        first: Gets what learning can go on from, where there is but one micro-batch.
    """
    learns = first is not None and len(micro_batches) == 1
    shape = samples.mask.shape
    device = samples.finished.device
    logprobs, entropy, reference, values = (torch.zeros(shape, device=device) for _ in range(4))
    rewards = torch.zeros(shape[0], device=device)
    for micro in micro_batches:
        poll()
        rows = torch.tensor(micro, device=device)
        batch, trunk = banks.batch(roles.reference, micro)
        place(reference, rows, roles.reference.logprobs(batch, trunk, temperature=temperature))
        rewards[rows] = roles.reward.rewards(*banks.batch(roles.reward, micro))
        with torch.set_grad_enabled(learns):
            batch, trunk = banks.batch(roles.policy, micro)
            found = roles.policy.logprobs_and_entropy(batch, trunk, temperature=temperature)
            valued = roles.value.values(*banks.batch(roles.value, micro))
        place(logprobs, rows, found[0].detach())
        place(entropy, rows, found[1])
        place(values, rows, valued.detach())
        if first is not None and learns:
            first.logprobs, first.values = found[0], valued
    return Measurements(logprobs, entropy, reference, values, rewards)


def place(whole: Tensor, rows: Tensor, part: Tensor) -> None:
    """Write a micro-batch's [b, r'] into the rows of [n, r]."""
    whole[rows, : part.shape[1]] = part


def take(whole: Tensor, rows: Sequence[int], batch: TokenBatch) -> Tensor:
    """Return a micro-batch's [b, r'] from [n, r]."""
    return whole[torch.tensor(rows, device=whole.device), : batch.response_mask.shape[1]]


def scored(
    samples: Samples, rewards: Tensor, environment: EnvironmentSettings
) -> tuple[Tensor, dict[str, Tensor]]:
    """Return the score of each response, [n], and the pieces it is made of."""
    rules = parse_rules(environment.rules)
    given = [rule_reward(rules, text) for text in samples.texts]
    parts = score_parts(
        rewards,
        samples.lengths,
        samples.finished,
        samples.repetitions,
        torch.tensor(given, device=rewards.device),
        environment,
    )
    return torch.stack(list(parts.values())).sum(dim=0), parts


def repetition(rows: Sequence[TokenRow]) -> float:
    """Return the mean share that repeats itself of all responses that could."""
    shares = [repeated_share(row.response_ids) for row in rows]
    known = [share for share in shares if share is not None]
    return sum(known) / len(known) if known else 0.0


def repeated_share(ids: Sequence[int], size: int = 3) -> float | None:
    """Return the share of a response's runs of `size` tokens that it had before.

    None for a response without such runs.
    """
    runs = Counter(tuple(ids[i : i + size]) for i in range(len(ids) - size + 1))
    return 1.0 - len(runs) / runs.total() if runs else None
