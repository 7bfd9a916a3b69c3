"""The forms in which a version leaves the project, and which models fit which; nothing is loaded.

What speaks against a form is read from the model's configuration alone, so that it can be said
before any work is begun.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping


class ModelForm(StrEnum):
    """What is written: a whole model folder, an adapter in PEFT's format, or one GGUF file."""

    HF = "hf"
    ADAPTER = "adapter"
    GGUF = "gguf"


class GgufWeights(StrEnum):
    """How the matrices of a GGUF file are stored; vectors are always float32."""

    STORED = "stored"
    F16 = "f16"
    Q8_0 = "q8_0"


Q8_BLOCK = 32
"""Weights that share a scale in eight bits; rows that are no multiple of it are float16."""
BYTES_A_WEIGHT = {GgufWeights.F16: 2.0, GgufWeights.Q8_0: (Q8_BLOCK + 2) / Q8_BLOCK}

GGUF_KINDS = ("gemma2", "gemma3_text", "llama", "mistral", "phi3", "qwen2", "qwen3")
"""The models that can be written as GGUF, by transformers' model_type."""


def require_gguf(config: Mapping[str, Any]) -> None:
    """Raise `ModelError` for a model that cannot be written as GGUF; `config` is its config.json.

    What its tokenizer says against it is only found when it is loaded.
    """
    kind = config.get("model_type")
    if kind not in GGUF_KINDS:
        raise ModelError(
            "This kind of model cannot be written as GGUF here",
            f"Its kind is “{kind}”; those that can are {', '.join(GGUF_KINDS)}.",
            "Export it as a whole model folder (hf) instead.",
        )
    scaled = _position_scaling(config)
    if scaled != "default":
        raise ModelError(
            "This model cannot be written as GGUF here",
            f"Its positions are scaled (“{scaled}”), and a reader might scale them otherwise.",
            "Export it as a whole model folder (hf) instead.",
        )
    scale, width = config.get("query_pre_attn_scalar"), config.get("head_dim")
    if scale is not None and scale != width:
        raise ModelError(
            "This model cannot be written as GGUF here",
            f"Its attention is scaled by {scale} where readers take {width}.",
            "Export it as a whole model folder (hf) instead.",
        )


def rotary_settings(config: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the settings of the positions; of several kinds of layers, those of full attention.

    Configurations of transformers before 5 have them beside the others.
    """
    rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
    full = rope.get("full_attention")
    return full if isinstance(full, dict) else rope


def _position_scaling(config: Mapping[str, Any]) -> str:
    rope = rotary_settings(config)
    return str(rope.get("rope_type") or rope.get("type") or "default")
