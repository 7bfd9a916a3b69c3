"""The unit of rewards: over fresh samples of the reference they have mean 0 and deviation 1."""

from __future__ import annotations

import math
import statistics
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.domain.datasets import Example, PreferenceGroup
from desktop.models.heads import HeadEnsemble
from desktop.training.data import TokenRow, collate, derived_seed
from desktop.training.engine import prompt_ids, room_for
from desktop.training.rollout import sample_together
from desktop.training.shrinking import Shrinking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.reward_settings import RewardSettings
    from desktop.training.feature_heads import LinearHead
    from desktop.training.roles import Role
    from desktop.training.session import Session

_LEAST_DEVIATION = 1e-4


def reference_rows(
    reference: Role,
    examples: Sequence[Example],
    settings: RewardSettings,
    session: Session,
) -> list[TokenRow]:
    """Return fresh samples of the reference on the judged prompts, as many as the settings say."""
    prompts = [e.messages for e in examples if isinstance(e, PreferenceGroup)]
    chosen = [prompts[i % len(prompts)] for i in range(settings.normalise_samples)]
    room = room_for(reference.lm, settings.sampling.max_new_tokens)
    ids = [prompt_ids(reference.lm, m, min(room, settings.max_length)) for m in chosen]
    answers = sample_together(
        session,
        reference,
        ids,
        settings.sampling,
        seed=derived_seed(settings.seed, "normalise"),
        decoding=Shrinking(session),
    )
    return [TokenRow(ids[a.prompt_index], tuple(a.token_ids)) for a in answers]


def states_of(role: Role, rows: Sequence[TokenRow], size: int, session: Session) -> Tensor:
    """Return the hidden states that a head reads of rows, [n, d] on the CPU, in float32."""
    chunks = [list(rows[start : start + size]) for start in range(0, len(rows), size)]

    def work() -> Tensor:
        found = [torch.zeros(0, role.lm.facts.hidden_size)]
        for chunk in session.measuring.cut(chunks):
            session.poll()
            with torch.no_grad():
                batch = collate(chunk, role.lm.pad_id, role.lm.device)
                found.append(role.last_hidden(batch).float().cpu())
        return torch.cat(found)

    return session.measuring.attempt(work)


def normalise(role: Role, states: Tensor) -> None:
    """Set the head's shift and scale: the rewards of these states [n, d] get mean 0, deviation 1.

    Where they hardly differ, they are only shifted.
    """
    if role.head is None or not len(states):
        return
    with torch.no_grad():
        rewards = role.head.raw(states.to(role.lm.device)).tolist()
    role.head.normalise(statistics.fmean(rewards), _deviation(rewards))


def normalised_ensemble(members: Sequence[LinearHead], states: Tensor) -> HeadEnsemble | None:
    """Return heads as one ensemble, each with mean 0 and deviation 1 over the states [n, d]."""
    if len(members) < 2 or not len(states):
        return None
    weights, biases = [], []
    for member in members:
        rewards = member(states).tolist()
        deviation = _deviation(rewards)
        weights.append(member.weight / deviation)
        biases.append((member.bias - statistics.fmean(rewards)) / deviation)
    return HeadEnsemble(torch.stack(weights), torch.stack(biases))


def _deviation(rewards: Sequence[float]) -> float:
    deviation = statistics.pstdev(rewards)
    return deviation if math.isfinite(deviation) and deviation > _LEAST_DEVIATION else 1.0
