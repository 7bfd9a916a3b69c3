"""How much memory activations take: what one micro-batch keeps for its backward pass.

Counted as autograd keeps it, tensor by tensor; attention and logits by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.machines import FLOAT32, MB, PIECE, Machine
from desktop.domain.policy_settings import PpoSettings
from desktop.domain.runs import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.memory_plan import Workload
    from desktop.domain.model_shape import ModelShape
    from desktop.domain.settings import AdapterSettings, TrainSettings

LOGITS_AT_ONCE = 32 * MB
"""Bytes of a chunk's logits in float32; of long vocabularies, still those of 64 tokens."""
_OWN_MEMORY = 32 * MB
"""Bytes from which glibc gives a tensor memory of its own, and takes it back at once."""
_PASSING = 3
"""What the gradient of plain attention needs for a moment, in the sizes of what it keeps."""
_PINNED = 1.75
"""What goes into a layer, with the holes beside it that nothing else fits into (measured)."""


def activations(
    stage: Stage, settings: TrainSettings, shape: ModelShape, work: Workload, machine: Machine
) -> int:
    """Count what one micro-batch keeps for its backward pass, and the logits of one chunk.

    Texts that are just short enough for plain attention may need more than longer ones.
    """
    texts = _texts_at_once(stage, settings, work)
    bounds = {texts[0], machine.attends_plainly_to}
    kept = max(
        _kept(settings, shape, machine, [min(length, bound) for length in texts], work.group)
        for bound in bounds
    )
    if measures_with_gradient(settings):
        # Once for the policy and once for the value model.
        kept *= 2
    chunk = min(logit_rows(shape.vocabulary), sum(texts)) * shape.vocabulary * FLOAT32
    return round(kept) + (0 if stage is Stage.REWARD else round(_logits(settings, machine) * chunk))


def measures_with_gradient(settings: TrainSettings) -> bool:
    """Tell whether PPO learns from the forward pass that measured a rollout."""
    at_once = min(settings.micro_batch_size, settings.batch_size)
    return isinstance(settings, PpoSettings) and settings.environment.rollout_size <= at_once


def trains_everything(settings: TrainSettings) -> bool:
    """Tell whether all weights are trained."""
    return settings.adapter.method == "full"


def width_of(settings: TrainSettings, machine: Machine) -> int:
    """Return the bytes of a number of a model."""
    return FLOAT32 if trains_everything(settings) else machine.bytes_per_weight


def trained_layers(adapter: AdapterSettings, shape: ModelShape) -> int:
    """Return how many upper layers are trained."""
    return min(adapter.layers, shape.layers) if adapter.layers else shape.layers


def logit_rows(vocabulary: int) -> int:
    """Return of how many tokens the logits exist at once: few products read the head's weights."""
    return max(LOGITS_AT_ONCE // (vocabulary * FLOAT32) // 64, 1) * 64


def _texts_at_once(stage: Stage, settings: TrainSettings, work: Workload) -> list[int]:
    """Return the tokens of each sequence of the largest micro-batch, the longest first."""
    rows = min(settings.micro_batch_size, settings.batch_size)
    if isinstance(settings, PpoSettings):
        sampled = settings.environment.sampling.max_new_tokens
        return [length + sampled for length in work.longest_ones(rows)]
    if stage in (Stage.REWARD, Stage.DPO):
        rows = max(2 * rows // work.group, 1)
    return work.longest_ones(min(rows, work.rows))


def _logits(settings: TrainSettings, machine: Machine) -> float:
    """Return how many copies in float32 there are of a chunk's logits.

    As computed and as log-probabilities; in float32 beside bfloat16; with a gradient of each where
    the head is trained.
    """
    if trains_everything(settings):
        return 4.0
    return 2.0 if width_of(settings, machine) == FLOAT32 else 2.5


def _kept(
    settings: TrainSettings,
    shape: ModelShape,
    machine: Machine,
    texts: Sequence[int],
    group: int,
) -> float:
    """Return the bytes that autograd keeps of texts of these lengths, the longest first."""
    layers, width = trained_layers(settings.adapter, shape), width_of(settings, machine)
    plainly = texts[0] <= machine.attends_plainly_to
    token = _kept_of_a_token(settings, shape, width, plainly=plainly)
    if settings.recompute_activations:
        # One layer at a time, and what goes into each.
        token, layers = token + round(_PINNED * layers * shape.hidden * width), 1
    else:
        token *= layers
    kept = sum(texts) * token * machine.activation_factor
    if not plainly:
        return kept
    one = shape.heads * width
    if texts[0] <= PIECE:
        # As one square for each, as large as the longest needs it.
        return kept + (layers + _PASSING) * _allocated(len(texts) * one * texts[0] ** 2, machine)
    # Long texts attend one by one; most of each is responses, which do not see each other.
    shares = sum(_allocated(one * group * _seen(length // group), machine) for length in texts)
    return kept + layers * shares + _PASSING * _allocated(one * PIECE * texts[0], machine)


def _seen(length: int) -> int:
    """Return the pairs of tokens of one text for which there is a share."""
    ends = [*range(PIECE, length, PIECE), length]
    return sum((end - start) * end for start, end in zip([0, *ends], ends, strict=False))


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
    numbers += 2 * shape.hidden if trains_everything(settings) else 7 * settings.adapter.rank
    if not plainly:
        numbers += 3 * shape.query - 2 * shape.keys
    return width * numbers + 2 * FLOAT32 * shape.hidden
