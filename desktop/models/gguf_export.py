"""A model as one GGUF file, for llama.cpp, Ollama and their like.

The weights keep their precision; vectors are float32, as readers expect. Names and shapes follow
what the gguf library knows of a family; where the file's convention differs from the model's own
(rotary pairs in Llama's attention, Gemma's norms around one) the numbers are rearranged, and put
back by every reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gguf
import torch

from desktop.domain.errors import ModelError
from desktop.models.gguf_tokenizer import add_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

    from desktop.models.loading import LanguageModel

_KINDS = {
    torch.float32: gguf.GGMLQuantizationType.F32,
    torch.float16: gguf.GGMLQuantizationType.F16,
    torch.bfloat16: gguf.GGMLQuantizationType.BF16,
}
_FILE_TYPES = {
    torch.float32: gguf.LlamaFileType.ALL_F32,
    torch.float16: gguf.LlamaFileType.MOSTLY_F16,
    torch.bfloat16: gguf.LlamaFileType.MOSTLY_BF16,
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


def write_gguf(lm: LanguageModel, path: Path, name: str) -> None:
    """Write a model without adapters into a new file.

    Args:
        lm: The model and its tokenizer.
        path: The file.
        name: What the file calls the model.

    Raises:
        ModelError: The family, its positions or its tokenizer cannot be written as GGUF.

    """
    config: Any = lm.model.config
    family = _family(config)
    writer = gguf.GGUFWriter(path, gguf.MODEL_ARCH_NAMES[family.architecture])
    _add_shape(writer, config)
    writer.add_name(name)
    writer.add_file_type(_FILE_TYPES[lm.dtype])
    add_tokenizer(writer, lm)
    _add_tensors(writer, lm, family)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _family(config: Any) -> _Family:  # noqa: ANN401 - configurations are untyped
    family = FAMILIES.get(config.model_type)
    if family is None:
        raise ModelError(
            "This kind of model cannot be written as GGUF here",
            f"Its kind is “{config.model_type}”; those that can are {', '.join(sorted(FAMILIES))}.",
            "Export it as a whole model folder (hf) instead.",
        )
    scaled = _rope(config).get("rope_type", "default")
    if scaled != "default":
        raise ModelError(
            "This model cannot be written as GGUF here",
            f"Its positions are scaled (“{scaled}”), and a reader might scale them otherwise.",
            "Export it as a whole model folder (hf) instead.",
        )
    scale = getattr(config, "query_pre_attn_scalar", None)
    if scale is not None and scale != config.head_dim:
        raise ModelError(
            "This model cannot be written as GGUF here",
            f"Its attention is scaled by {scale} where readers take {config.head_dim}.",
            "Export it as a whole model folder (hf) instead.",
        )
    return family


def _rope(config: Any) -> dict[str, Any]:  # noqa: ANN401 - configurations are untyped
    """Return the rotary settings; of several kinds of layers, those with full attention."""
    rope: dict[str, Any] = config.rope_parameters or {}
    full = rope.get("full_attention")
    return full if isinstance(full, dict) else rope


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
    writer.add_rope_freq_base(float(_rope(config).get("rope_theta", 10000.0)))
    writer.add_vocab_size(config.vocab_size)
    if getattr(config, "sliding_window", None):
        writer.add_sliding_window(config.sliding_window)
    if getattr(config, "attn_logit_softcapping", None):
        writer.add_attn_logit_softcapping(config.attn_logit_softcapping)
    if getattr(config, "final_logit_softcapping", None):
        writer.add_final_logit_softcapping(config.final_logit_softcapping)


def _add_tensors(writer: gguf.GGUFWriter, lm: LanguageModel, family: _Family) -> None:
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
        _add_tensor(writer, found, _rearranged(tensor.detach().cpu(), own, config, family))


def _rearranged(tensor: Tensor, name: str, config: Any, family: _Family) -> Tensor:  # noqa: ANN401
    if family.around_one and name.endswith("norm.weight"):
        return tensor.float() + 1.0
    if family.pairs and (".q_proj." in name or ".k_proj." in name):
        query = ".q_proj." in name
        heads = config.num_attention_heads if query else config.num_key_value_heads
        halves = tensor.reshape(heads, 2, -1, *tensor.shape[1:])
        return halves.swapaxes(1, 2).reshape(tensor.shape)
    return tensor


def _add_tensor(writer: gguf.GGUFWriter, name: str, tensor: Tensor) -> None:
    kind = _KINDS[tensor.dtype] if tensor.dim() > 1 else gguf.GGMLQuantizationType.F32
    data = gguf.quants.quantize(tensor.contiguous().float().numpy(), kind)
    writer.add_tensor(name, data, raw_dtype=kind)
