"""How much memory a training run will need, counted before it starts.

Everything that will be held is a part: weights, adapters, gradients with the optimiser's moments,
activations kept for the backward pass, activations of the frozen trunk, caches of sampling. The
counts follow what the trainers allocate. What an allocator and the libraries add is measured: the
two constants of `Machine` say so, and a dry run of one step checks the sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.machines import FLOAT32, MB, Machine
from desktop.domain.policy_settings import PpoSettings
from desktop.domain.reward_settings import RewardSettings
from desktop.domain.runs import Stage

if TYPE_CHECKING:
    from desktop.domain.model_shape import ModelShape
    from desktop.domain.settings import AdapterSettings, SamplingSettings, TrainSettings

TRUNK_LIMIT = 1 << 30
"""Bytes of trunk activations that are kept; longer data is computed again each time."""
BOUNDARY_LIMIT = 512 * MB
"""Bytes of state that PPO copies before each update."""
DECODED_AT_ONCE = 32
LOGITS_AT_ONCE = 32 * MB
"""Bytes of a chunk's logits in float32; of long vocabularies, still those of 64 tokens."""
_OWN_MEMORY = 32 * MB
"""Bytes from which glibc gives a tensor memory of its own, and takes it back at once."""
_PASSING = 3
"""What the gradient of plain attention needs for a moment, in the sizes of what it keeps."""
_STACKED = 0.7
"""Share of the weights that decoding copies to have fewer, larger products."""
_QUANTISED_BYTES = {"8bit": 1.0, "4bit": 0.5 + FLOAT32 / 64}
"""Of a weight; with 4 bits, 64 weights share a scale."""
_MOMENTS = 3 * FLOAT32
"""A gradient and Adam's two moments."""


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
        longest: Tokens of the longest prompt with its response (with all responses that are
            compared, as they share a sequence; alone, for PPO), beside what all begin with.
        tokens: Tokens of all such sequences.
        rows: How many there are.
        group: Responses in a sequence.
        whole_models: Versions that are models of their own, beside the base.
        reward_rank: Rank of the reward model's adapter, which the value model starts from.
        reward_layers: Its layers; 0 is all.
    """

    longest: int
    tokens: int
    rows: int
    group: int = 2
    whole_models: int = 0
    reward_rank: int = 0
    reward_layers: int = 0


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
        Part.LIBRARIES: machine.libraries,
        Part.WEIGHTS: _weights(stage, settings, shape, work, machine),
        Part.ADAPTERS: _adapters(stage, settings, shape, work),
        Part.OPTIMIZER: _optimizer(stage, settings, shape, work),
        Part.ACTIVATIONS: _activations(stage, settings, shape, work, machine),
        Part.TRUNK: _trunk(stage, settings, shape, work, machine),
        Part.SAMPLING: _sampling(stage, settings, shape, work, machine),
    }
    ordered = sorted(sizes.items(), key=lambda part: -part[1])
    return MemoryPlan(tuple((part, size) for part, size in ordered if size))


def trained_layers(adapter: AdapterSettings, shape: ModelShape) -> int:
    """Return how many upper layers are trained."""
    return min(adapter.layers, shape.layers) if adapter.layers else shape.layers


def _full(settings: TrainSettings) -> bool:
    return settings.adapter.method == "full"


def _width(settings: TrainSettings, machine: Machine) -> int:
    return FLOAT32 if _full(settings) else machine.bytes_per_weight


def _weights(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Count models: one base, for full training a copy for each role that moves away from it."""
    copies = 1 + work.whole_models
    if _full(settings):
        copies += {Stage.PPO: 2, Stage.REWARD: 1, Stage.DPO: 1}.get(stage, 0)
    width = _width(settings, machine)
    layers = shape.layers * shape.layer_parameters
    bits = _QUANTISED_BYTES.get(settings.adapter.quantise, width)
    return round(copies * (layers * bits + (shape.parameters - layers) * width))


def _trained(settings: TrainSettings, shape: ModelShape) -> int:
    """Return the number of weights that one role trains."""
    layers = trained_layers(settings.adapter, shape)
    if not _full(settings):
        return layers * shape.layer_ends * settings.adapter.rank
    return layers * shape.layer_parameters if settings.adapter.layers else shape.parameters


def _of_reward(settings: TrainSettings, shape: ModelShape, work: Workload) -> int:
    """Return the weights of the reward model's adapter, and so of the value model's."""
    if not work.reward_rank:
        return _trained(settings, shape)
    layers = min(work.reward_layers, shape.layers) or shape.layers
    return layers * shape.layer_ends * work.reward_rank


def _adapters(stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload) -> int:
    if _full(settings):
        return 0
    others = 2 * _of_reward(settings, shape, work) if stage is Stage.PPO else 0
    return FLOAT32 * (_trained(settings, shape) + others)


def _optimizer(stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload) -> int:
    """Count gradients and moments; PPO also keeps a copy of its state, if that is small."""
    count = _trained(settings, shape)
    if stage is not Stage.PPO:
        return count * _MOMENTS
    count += count if _full(settings) else _of_reward(settings, shape, work)
    state = count * _MOMENTS
    return state + (state if state <= BOUNDARY_LIMIT else 0)


def _rows_at_once(stage: Stage, settings: TrainSettings, work: Workload) -> int:
    rows = min(settings.micro_batch_size, settings.batch_size)
    if stage is Stage.PPO:
        return rows
    if stage in (Stage.REWARD, Stage.DPO):
        rows = max(2 * rows // work.group, 1)
    return min(rows, work.rows)


def _row_tokens(settings: TrainSettings, work: Workload) -> int:
    if isinstance(settings, PpoSettings):
        return work.longest + settings.environment.sampling.max_new_tokens
    return work.longest


def _activations(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Count what one micro-batch keeps for its backward pass, and the logits of one chunk.

    Texts that are just short enough for plain attention may need more than longer ones.
    """
    longest = _row_tokens(settings, work)
    lengths = {longest, min(longest, machine.attends_plainly_to)}
    rows = _rows_at_once(stage, settings, work)
    kept = max(_kept(settings, shape, machine, rows, length) for length in lengths)
    if isinstance(settings, PpoSettings) and settings.environment.rollout_size <= rows:
        # Measured with gradient, once for the policy and once for the value model.
        kept *= 2
    chunk = min(logit_rows(shape.vocabulary), rows * longest) * shape.vocabulary * FLOAT32
    return round(kept) + (0 if stage is Stage.REWARD else round(_logits(settings, machine) * chunk))


def _logits(settings: TrainSettings, machine: Machine) -> float:
    """Return how many copies in float32 there are of a chunk's logits.

    As computed and as log-probabilities; in float32 beside bfloat16; with a gradient of each where
    the head is trained.
    """
    if _full(settings):
        return 4.0
    return 2.0 if _width(settings, machine) == FLOAT32 else 2.5


def logit_rows(vocabulary: int) -> int:
    """Return of how many tokens the logits exist at once: few products read the head's weights."""
    return max(LOGITS_AT_ONCE // (vocabulary * FLOAT32) // 64, 1) * 64


def _kept(
    settings: TrainSettings, shape: ModelShape, machine: Machine, rows: int, length: int
) -> float:
    """Return the bytes that autograd keeps of texts of a length, so many at once."""
    layers, width = trained_layers(settings.adapter, shape), _width(settings, machine)
    plainly = length <= machine.attends_plainly_to
    token = _kept_of_a_token(settings, shape, width, plainly=plainly)
    shares = _allocated(rows * shape.heads * length**2 * width, machine) if plainly else 0.0
    if settings.recompute_activations:
        # One layer at a time, and what goes into each.
        token, layers = token + layers * shape.hidden * width, 1
    else:
        token *= layers
    return rows * length * token * machine.activation_factor + (layers + _PASSING) * shares


def _allocated(size: int, machine: Machine) -> float:
    """Return what an allocator makes of a tensor; large ones get memory of their own."""
    return max(size, min(size * machine.activation_factor, _OWN_MEMORY))


def _kept_of_a_token(
    settings: TrainSettings, shape: ModelShape, width: int, *, plainly: bool
) -> int:
    """Return the bytes that autograd keeps for one token in one layer.

    Inputs of the linear modules (query, key and value share one, so do gate and up), queries, keys,
    values, the two norms' inputs in float32, gate, up and their product. Training the norms keeps
    their outputs too; adapters keep their inner values. Attention that is not plain keeps its
    result, and keys and values for every query head.
    """
    numbers = 4 * shape.inner + 2 * shape.hidden + 2 * shape.query + 2 * shape.keys
    numbers += 2 * shape.hidden if _full(settings) else 7 * settings.adapter.rank
    if not plainly:
        numbers += 3 * shape.query - 2 * shape.keys
    return width * numbers + 2 * FLOAT32 * shape.hidden


def _trunk(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Count the kept activations below the first trained layer."""
    if trained_layers(settings.adapter, shape) == shape.layers:
        return 0
    size = work.tokens * shape.hidden * _width(settings, machine)
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
    width = _width(settings, machine)
    columns = work.longest + sampling.max_new_tokens
    passing = 2 * shape.layers * min(rows, DECODED_AT_ONCE) * columns * shape.keys * width
    merged = 0 if _full(settings) else trained_layers(settings.adapter, shape)
    passing += 2 * merged * shape.layer_parameters * width
    packed = (shape.layers - merged) * shape.layer_parameters
    packed += shape.vocabulary * shape.hidden
    lasting = round(packed * width * (1.0 if machine.packs_weights else _STACKED))
    if stage is not Stage.PPO:
        passing, lasting = passing + lasting, 0
    return lasting + max(0, passing - _activations(stage, settings, shape, work, machine))


def _sampled(settings: TrainSettings) -> tuple[int, SamplingSettings] | None:
    """Return how many responses are sampled at a time, and how; None where none are."""
    if isinstance(settings, PpoSettings):
        return settings.environment.rollout_size, settings.environment.sampling
    if isinstance(settings, RewardSettings) and settings.normalise_samples:
        return settings.normalise_samples, settings.sampling
    return None
