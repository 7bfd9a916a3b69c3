"""A model as one GGUF file, for llama.cpp, Ollama and their like.

The weights keep their precision; vectors are float32, as readers expect. Names and shapes follow
what the gguf library knows of a family; where the file's convention differs from the model's own
(rotary pairs in Llama's attention, Gemma's norms around one) the numbers are rearranged, and put
back by every reader. On wish the matrices are rounded, to float16 or to eight bits; `round_weights`
does the same to a model in memory, so that a file can be held against what it should be.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gguf
import torch

from desktop.domain.errors import ModelError
from desktop.domain.model_forms import Q8_BLOCK, GgufWeights, require_gguf, rotary_settings
from desktop.models.gguf_tokenizer import add_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

    from desktop.models.loading import LanguageModel

_Kind = gguf.GGMLQuantizationType
_STORED = {torch.float32: _Kind.F32, torch.float16: _Kind.F16, torch.bfloat16: _Kind.BF16}
_ROUNDED = {GgufWeights.F16: _Kind.F16, GgufWeights.Q8_0: _Kind.Q8_0}
_FILE_TYPES = {
    _Kind.F32: gguf.LlamaFileType.ALL_F32,
    _Kind.F16: gguf.LlamaFileType.MOSTLY_F16,
    _Kind.BF16: gguf.LlamaFileType.MOSTLY_BF16,
    _Kind.Q8_0: gguf.LlamaFileType.MOSTLY_Q8_0,
}


@dataclass(frozen=True, slots=True)
class _Family:
    """How a family is written; `pairs`: rotary pairs stand together; `around_one`: norms do."""

    architecture: gguf.MODEL_ARCH
    pairs: bool = False
    around_one: bool = False


FAMILIES: dict[str, _Family] = {
    "llama": _Family(gguf.MODEL_ARCH.LLAMA, pairs=True),
    "mistral": _Family(gguf.MODEL_ARCH.LLAMA, pairs=True),
    "qwen2": _Family(gguf.MODEL_ARCH.QWEN2),
    "qwen3": _Family(gguf.MODEL_ARCH.QWEN3),
    "phi3": _Family(gguf.MODEL_ARCH.PHI3),
    "gemma2": _Family(gguf.MODEL_ARCH.GEMMA2, around_one=True),
    "gemma3_text": _Family(gguf.MODEL_ARCH.GEMMA3, around_one=True),
}
"""The families that can be written, by transformers' model_type."""


def write_gguf(
    lm: LanguageModel, path: Path, name: str, weights: GgufWeights = GgufWeights.STORED
) -> None:
    """Write a model without adapters into a new file.

    Args:
        lm: The model and its tokenizer.
        path: The file.
        name: What the file calls the model.
        weights: How matrices are stored.

    Raises:
        ModelError: The family, its positions or its tokenizer cannot be written as GGUF.

    """
    config: Any = lm.model.config
    require_gguf(config.to_dict())
    family = FAMILIES[config.model_type]
    kind = _ROUNDED.get(weights, _STORED[lm.dtype])
    writer = gguf.GGUFWriter(path, gguf.MODEL_ARCH_NAMES[family.architecture])
    _add_shape(writer, config)
    writer.add_name(name)
    writer.add_file_type(_FILE_TYPES[kind])
    add_tokenizer(writer, lm)
    _add_tensors(writer, lm, family, kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@torch.no_grad()
def round_weights(lm: LanguageModel, weights: GgufWeights) -> None:
    """Give a model's matrices the very values that a reader of its file finds."""
    if weights is GgufWeights.STORED:
        return
    for tensor in lm.model.parameters():
        kind = _tensor_kind(tensor, _ROUNDED[weights])
        data = gguf.quants.quantize(tensor.contiguous().float().numpy(), kind)
        tensor.copy_(torch.from_numpy(gguf.quants.dequantize(data, kind)).reshape(tensor.shape))


def _add_shape(writer: gguf.GGUFWriter, config: Any) -> None:  # noqa: ANN401
    heads = config.num_attention_heads
    width = getattr(config, "head_dim", None) or config.hidden_size // heads
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(width)
    writer.add_value_length(width)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_rope_dimension_count(width)
    writer.add_rope_freq_base(float(rotary_settings(config.to_dict()).get("rope_theta", 10000.0)))
    writer.add_vocab_size(config.vocab_size)
    if getattr(config, "sliding_window", None):
        writer.add_sliding_window(config.sliding_window)
    if getattr(config, "attn_logit_softcapping", None):
        writer.add_attn_logit_softcapping(config.attn_logit_softcapping)
    if getattr(config, "final_logit_softcapping", None):
        writer.add_final_logit_softcapping(config.final_logit_softcapping)


def _add_tensors(writer: gguf.GGUFWriter, lm: LanguageModel, family: _Family, kind: _Kind) -> None:
    config: Any = lm.model.config
    names = gguf.get_tensor_name_map(family.architecture, config.num_hidden_layers)
    tied = config.tie_word_embeddings
    for own, tensor in lm.model.state_dict().items():
        if tied and own == "lm_head.weight":
            continue
        found = names.get_name(own, try_suffixes=(".weight", ".bias"))
        if found is None:
            raise ModelError(
                "This model cannot be written as GGUF here",
                f"The format has no place for its weights “{own}”.",
                "Export it as a whole model folder (hf) instead.",
            )
        ready = _rearranged(tensor.detach().cpu(), own, config, family)
        _add_tensor(writer, found, ready, _tensor_kind(ready, kind))


def _rearranged(tensor: Tensor, name: str, config: Any, family: _Family) -> Tensor:  # noqa: ANN401
    if family.around_one and name.endswith("norm.weight"):
        return tensor.float() + 1.0
    if family.pairs and (".q_proj." in name or ".k_proj." in name):
        query = ".q_proj." in name
        heads = config.num_attention_heads if query else config.num_key_value_heads
        halves = tensor.reshape(heads, 2, -1, *tensor.shape[1:])
        return halves.swapaxes(1, 2).reshape(tensor.shape)
    return tensor


def _tensor_kind(tensor: Tensor, kind: _Kind) -> _Kind:
    """Return how a tensor is stored: vectors exactly, rows that do not divide in float16."""
    if tensor.dim() < 2:
        return _Kind.F32
    return _Kind.F16 if kind is _Kind.Q8_0 and tensor.shape[-1] % Q8_BLOCK else kind


def _add_tensor(writer: gguf.GGUFWriter, name: str, tensor: Tensor, kind: _Kind) -> None:
    data = gguf.quants.quantize(tensor.contiguous().float().numpy(), kind)
    writer.add_tensor(name, data, raw_dtype=kind)
