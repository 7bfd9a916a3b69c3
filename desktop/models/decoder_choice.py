"""Which decoder a model gets: the lean one where it computes the same, else the plain one."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING

import torch
from torch import nn

from desktop.models.decoding import Decoder, PlainDecoder
from desktop.models.lean import LeanDecoder, LeanWeights, pack_weights, supports
from desktop.models.packing import PackingCache
from desktop.models.quantised import is_quantised

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.models.loading import LanguageModel

_VERDICTS: weakref.WeakKeyDictionary[nn.Module, bool] = weakref.WeakKeyDictionary()
_PACKED: weakref.WeakKeyDictionary[nn.Module, PackingCache] = weakref.WeakKeyDictionary()
_PROBE = (
    [5, 9, 2, 17, 30, 4, 8, 21, 11, 7],
    [5, 9, 2, 17, 30, 4, 8, 21, 13],
    [5, 9, 2, 17, 30, 4, 8, 21, 3, 1],
)
_REPEATS = (1, 2, 1)


def decoder_factory(lm: LanguageModel, rows: int, room: int) -> Callable[[], Decoder]:
    """Return what makes decoders for the model's present weights.

    Args:
        lm: The model; its weights must not change while the decoders are in use.
        rows: Rows of a batch, about.
        room: Most tokens that will be sampled for a row.

    """
    if is_quantised(lm.model) or not supports(lm) or not _VERDICTS.get(lm.model, True):
        return lambda: PlainDecoder(lm)
    weights = pack_weights(lm, _PACKED.setdefault(lm.model, PackingCache()), rows)
    if lm.model not in _VERDICTS:
        _VERDICTS[lm.model] = agrees(lm, weights)
    if not _VERDICTS[lm.model]:
        del _PACKED[lm.model]
        return lambda: PlainDecoder(lm)
    return lambda: LeanDecoder(weights, lm.pad_id, room)


@torch.no_grad()
def agrees(lm: LanguageModel, weights: LeanWeights) -> bool:
    """Compare both decoders on a few prompts and steps, rows leaving between them."""
    lean: Decoder = LeanDecoder(weights, lm.pad_id, 4)
    plain: Decoder = PlainDecoder(lm)
    ours, theirs = (d.start(_PROBE, _REPEATS) for d in (lean, plain))
    for number in range(3):
        gap = (ours.float() - theirs.float()).abs().max()
        tolerance = 1e-4 if lm.dtype is torch.float32 else 5e-2
        if not bool(gap <= tolerance * theirs.float().abs().max()):
            return False
        if number == 1:
            chosen = torch.tensor([2, 0], device=lm.device)
            lean.keep(chosen)
            plain.keep(chosen)
            theirs = theirs[chosen]
        tokens = theirs.argmax(-1)
        ours, theirs = lean.step(tokens), plain.step(tokens)
    return True
