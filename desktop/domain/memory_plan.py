"""How much memory a training run will need, counted before it starts.

Everything that will be held is a part: weights, adapters, gradients with the optimiser's moments,
activations kept for the backward pass, activations of the frozen trunk, caches of sampling. The
counts follow what the trainers allocate. What an allocator and the libraries add is measured: the
two constants of `Machine` say so, and a dry run of two steps checks the sum.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.machines import FLOAT32, MB, Machine
from desktop.domain.memory_activations import (
    activations,
    measures_with_gradient,
    trained_layers,
    trains_everything,
    width_of,
)
from desktop.domain.policy_settings import PpoSettings
from desktop.domain.reward_settings import RewardSettings
from desktop.domain.runs import Stage

if TYPE_CHECKING:
    from desktop.domain.model_shape import ModelShape
    from desktop.domain.settings import SamplingSettings, TrainSettings

TRUNK_LIMIT = 1 << 30
"""Bytes of trunk activations that are kept; longer data is computed again each time."""
BOUNDARY_LIMIT = 512 * MB
"""Bytes of state that PPO copies before each update."""
DECODED_AT_ONCE = 32
LENGTHS_KEPT = 64
"""Of how many of the longest sequences the lengths are kept: few micro-batches have more."""
_STACKED = 0.7
"""Share of the weights that decoding copies to have fewer, larger products."""
_QUANTISED_BYTES = {"8bit": 1.0, "4bit": 0.5 + FLOAT32 / 64}
"""Of a weight; with 4 bits, 64 weights share a scale."""


class Part(StrEnum):
    """What memory is needed for."""

    LIBRARIES = "libraries"
    WEIGHTS = "weights"
    ADAPTERS = "adapters"
    OPTIMIZER = "optimizer"
    ACTIVATIONS = "activations"
    TRUNK = "trunk"
    SAMPLING = "sampling"


@dataclass(frozen=True, slots=True)
class Workload:
    """What the data asks for.

    Args:
        lengths: Tokens of the longest prompts with their responses (with all responses that are
            compared, as they share a sequence; alone, for PPO), beside what all begin with. The
            longest first; one at least, and the sequences that are not here count like the last.
        tokens: Tokens of all such sequences.
        rows: How many there are.
        group: Responses in a sequence.
        whole_models: Versions that are models of their own, beside the base.
        reward_rank: Rank of the reward model's adapter, which the value model starts from.
        reward_layers: Its layers; 0 is all.
    """

    lengths: tuple[int, ...]
    tokens: int
    rows: int
    group: int = 2
    whole_models: int = 0
    reward_rank: int = 0
    reward_layers: int = 0

    @property
    def longest(self) -> int:
        """Tokens of the longest sequence."""
        return self.lengths[0]

    def longest_ones(self, count: int) -> list[int]:
        """Return the tokens of so many of the longest sequences."""
        known = self.lengths[:count]
        return [*known, *[self.lengths[-1]] * (count - len(known))]

    def cut(self, most: int) -> Workload:
        """Return the same with sequences of so many tokens at most."""
        lengths = tuple(min(length, most) for length in self.lengths)
        return replace(self, lengths=lengths, tokens=min(self.tokens, self.rows * most))

    def in_chunks(self, most: int) -> Workload:
        """Return the same where a sequence that is longer becomes several."""
        if self.longest <= most:
            return self
        return replace(self, lengths=(most,), rows=max(self.rows, self.tokens // most))


@dataclass(frozen=True, slots=True)
class MemoryPlan:
    """Bytes by part, the largest first."""

    parts: tuple[tuple[Part, int], ...]

    @property
    def total(self) -> int:
        """Bytes at the peak."""
        return sum(size for _, size in self.parts)


def plan_memory(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> MemoryPlan:
    """Return what a run needs at its peak."""
    sizes = {
        Part.LIBRARIES: machine.libraries + (machine.kept if stage is Stage.PPO else 0),
        Part.WEIGHTS: _weights(stage, settings, shape, work, machine),
        Part.ADAPTERS: _adapters(stage, settings, shape, work),
        Part.OPTIMIZER: _optimizer(stage, settings, shape, work, machine),
        Part.ACTIVATIONS: activations(stage, settings, shape, work, machine),
        Part.TRUNK: _trunk(stage, settings, shape, work, machine),
        Part.SAMPLING: _sampling(stage, settings, shape, work, machine),
    }
    ordered = sorted(sizes.items(), key=lambda part: -part[1])
    return MemoryPlan(tuple((part, size) for part, size in ordered if size))


def _weights(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Count models: one base, for full training a copy for each role that moves away from it."""
    copies = 1 + work.whole_models
    if trains_everything(settings):
        copies += {Stage.PPO: 2, Stage.REWARD: 1, Stage.DPO: 1}.get(stage, 0)
    width = width_of(settings, machine)
    layers = shape.layers * shape.layer_parameters
    bits = _QUANTISED_BYTES.get(settings.adapter.quantise, width)
    return round(copies * (layers * bits + (shape.parameters - layers) * width))


def _trained(settings: TrainSettings, shape: ModelShape) -> int:
    """Return the number of weights that one role trains."""
    layers = trained_layers(settings.adapter, shape)
    if not trains_everything(settings):
        return layers * shape.layer_ends * settings.adapter.rank
    return layers * shape.layer_parameters if settings.adapter.layers else shape.parameters


def _of_reward(settings: TrainSettings, shape: ModelShape, work: Workload) -> int:
    """Return the weights of the reward model's adapter, and so of the value model's."""
    if not work.reward_rank:
        return _trained(settings, shape)
    layers = min(work.reward_layers, shape.layers) or shape.layers
    return layers * shape.layer_ends * work.reward_rank


def _adapters(stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload) -> int:
    if trains_everything(settings):
        return 0
    others = 2 * _of_reward(settings, shape, work) if stage is Stage.PPO else 0
    return FLOAT32 * (_trained(settings, shape) + others)


def _optimizer(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Count moments and gradients; PPO also keeps a copy of its state, if that is small."""
    trained = sum(_gradients(stage, settings, shape, work))
    state = 3 * trained if stage is Stage.PPO and 3 * trained <= BOUNDARY_LIMIT else 0
    return 2 * trained + state + _beside(stage, settings, shape, work, machine)


def _gradients(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload
) -> tuple[int, int]:
    """Return the bytes of a gradient of all that policy and value model train, or the one model."""
    policy, value = _trained(settings, shape), 0
    if stage is Stage.PPO:
        value = policy if trains_everything(settings) else _of_reward(settings, shape, work)
    return policy * FLOAT32, value * FLOAT32


def _beside(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Return the bytes of gradients that count beside the activations.

    They come while those go: a single micro-batch needs only what they exceed these by.
    """
    policy, value = _gradients(stage, settings, shape, work)
    gone = activations(stage, settings, shape, work, machine)
    return max(_before(settings, shape, policy, value), policy + value - gone)


def _before(settings: TrainSettings, shape: ModelShape, policy: int, value: int) -> int:
    """Return the bytes of gradients that are there while all activations are.

    Those of micro-batches before, with a new one of the largest weight in two parts, as embedding
    and as head. The value model learns after the policy, unless both have been computed already.
    """
    if settings.micro_batch_size < settings.batch_size:
        head = shape.vocabulary * shape.hidden * FLOAT32 if trains_everything(settings) else 0
        return policy + value + 2 * head
    return policy if value and not measures_with_gradient(settings) else 0


def _trunk(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Count the kept activations below the first trained layer."""
    if trained_layers(settings.adapter, shape) == shape.layers:
        return 0
    size = work.tokens * shape.hidden * width_of(settings, machine)
    return size if size <= TRUNK_LIMIT else 0


def _sampling(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Count packed weights, an adapter merged into them, and the cache of keys and values.

    PPO keeps the packed weights of the base; all else is free again before activations are made,
    so it counts where it is the larger.
    """
    found = _sampled(settings)
    if found is None:
        return 0
    rows, sampling = found
    width = width_of(settings, machine)
    columns = work.longest + sampling.max_new_tokens
    passing = 2 * shape.layers * min(rows, DECODED_AT_ONCE) * columns * shape.keys * width
    merged = 0 if trains_everything(settings) else trained_layers(settings.adapter, shape)
    passing += 2 * merged * shape.layer_parameters * width
    packed = (shape.layers - merged) * shape.layer_parameters
    packed += shape.vocabulary * shape.hidden
    lasting = round(packed * width * (1.0 if machine.packs_weights else _STACKED))
    if stage is not Stage.PPO:
        passing, lasting = passing + lasting, 0
    learning = activations(stage, settings, shape, work, machine)
    learning += _beside(stage, settings, shape, work, machine)
    return lasting + max(0, passing - learning)


def _sampled(settings: TrainSettings) -> tuple[int, SamplingSettings] | None:
    """Return how many responses are sampled at a time, and how; None where none are."""
    if isinstance(settings, PpoSettings):
        return settings.environment.rollout_size, settings.environment.sampling
    if isinstance(settings, RewardSettings) and settings.normalise_samples:
        return settings.normalise_samples, settings.sampling
    return None
