"""A frozen base in 8 or 4 bits, computed by bitsandbytes; adapters are trained on top (QLoRA).

Dettmers 2022 (8 bits, LLM.int8) and 2023 (4 bits, NF4). The linear modules of the decoder layers
are replaced, and nothing else: embeddings, norms and the output layer stay as they are. Weights are
rounded while they move to the device. What is written out is never quantised: adapters are merged
into the original weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from torch import nn

from desktop.domain.errors import TrainingError
from desktop.models.layout import linear_paths

if TYPE_CHECKING:
    import torch

NONE, EIGHT, FOUR = "none", "8bit", "4bit"
_MARK = "_tastemaker_quantised"


def require_quantising(kind: str, device: torch.device) -> None:
    """Raise `TrainingError` where a base cannot be held so: no CUDA, or no bitsandbytes."""
    if kind == NONE:
        return
    if device.type != "cuda":
        raise TrainingError(
            "Quantised weights need an NVIDIA GPU",
            f"adapter.quantise={kind} is set, and this run computes on {device.type}.",
            "Set adapter.quantise=none, or choose device=cuda on a machine that has one.",
        )
    _library()


def _library() -> Any:  # noqa: ANN401 - untyped upstream
    try:
        import bitsandbytes
    except ImportError as error:
        raise TrainingError(
            "The library for quantised weights is missing",
            f"bitsandbytes cannot be loaded ({error}).",
            "Install it with: pip install “tastemaker[quantised]”; or set adapter.quantise=none.",
        ) from error
    return bitsandbytes


def quantise(model: nn.Module, kind: str, dtype: torch.dtype) -> None:
    """Let the linear modules of all decoder layers be rounded when they move to their device.

    Args:
        model: On the CPU, in full precision.
        kind: "8bit" or "4bit".
        dtype: What the products are computed in.

    Raises:
        TrainingError: bitsandbytes is not installed, or the model is built otherwise.
    """
    library = _library()
    for path in linear_paths(model):
        module = model.get_submodule(path)
        if not isinstance(module, nn.Linear):
            raise TrainingError(
                "This model cannot be quantised",
                f"{type(model).__name__} has products of the kind {type(module).__name__}.",
                "Set adapter.quantise=none.",
            )
        parent, _, name = path.rpartition(".")
        setattr(model.get_submodule(parent), name, _rounded(library, module, kind, dtype))
    setattr(model, _MARK, kind)


def is_quantised(model: nn.Module) -> bool:
    """Tell whether a model's weights are rounded, so that nothing can be added to them."""
    return hasattr(model, _MARK)


def _rounded(library: Any, module: nn.Linear, kind: str, dtype: torch.dtype) -> nn.Module:  # noqa: ANN401
    """Return a module that takes over the weights of another."""
    size = module.in_features, module.out_features, module.bias is not None
    if kind == EIGHT:
        rounded = library.nn.Linear8bitLt(*size, has_fp16_weights=False, device="meta")
        weight = library.nn.Int8Params(module.weight.data, requires_grad=False)
    else:
        rounded = library.nn.Linear4bit(*size, compute_dtype=dtype, quant_type="nf4", device="meta")
        # On a CPU it would rearrange its weights for good at the first input without gradient, and
        # products of rearranged weights have no gradient for their input.
        rounded.support_avx512bf16_for_cpu = False
        weight = library.nn.Params4bit(module.weight.data, requires_grad=False, quant_type="nf4")
    rounded.weight = weight
    rounded.bias = module.bias
    result: nn.Module = rounded
    return result
