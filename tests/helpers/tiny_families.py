"""Tiny random models of many families, as folders with a real tokenizer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
import transformers

from tests.helpers.tiny_models import write_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

_IDS = {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0}
_USUAL = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 512,
}
_GPT = {"n_embd": 32, "n_layer": 2, "n_head": 4, "n_positions": 512}
_EXPERTS = {"num_experts": 2, "num_experts_per_tok": 1}

FAMILIES: dict[str, dict[str, Any]] = {
    **{
        name: _USUAL
        for name in (
            "arcee",
            "cohere",
            "cohere2",
            "ernie4_5",
            "exaone4",
            "glm4",
            "gpt_neox",
            "granite",
            "llama",
            "mistral",
            "nemotron",
            "olmo",
            "olmo2",
            "persimmon",
            "phi",
            "phi3",
            "qwen2",
            "seed_oss",
            "smollm3",
            "stablelm",
            "starcoder2",
        )
    },
    "bloom": {"hidden_size": 32, "n_layer": 2, "n_head": 4},
    "codegen": _GPT | {"rotary_dim": 4},
    "falcon": {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4},
    "gemma": _USUAL | {"head_dim": 8},
    "gemma2": _USUAL | {"head_dim": 8, "sliding_window": 16},
    "gemma3_text": _USUAL | {"head_dim": 8, "sliding_window": 16},
    "gpt2": _GPT,
    "gpt_bigcode": _GPT,
    "gpt_neo": {
        "hidden_size": 32,
        "num_layers": 2,
        "num_heads": 4,
        "attention_types": [[["global", "local"], 1]],
        "intermediate_size": 64,
        "window_size": 16,
        "max_position_embeddings": 512,
    },
    "gpt_oss": _USUAL | {"head_dim": 8, "num_local_experts": 2, "num_experts_per_tok": 1},
    "gptj": _GPT | {"rotary_dim": 4},
    "helium": _USUAL | {"head_dim": 8},
    "mixtral": _USUAL | {"num_local_experts": 2, "num_experts_per_tok": 1},
    "mpt": {"d_model": 32, "n_layers": 2, "n_heads": 4, "expansion_ratio": 2, "max_seq_len": 512},
    "olmoe": _USUAL | _EXPERTS,
    "opt": {
        "hidden_size": 32,
        "ffn_dim": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "word_embed_proj_dim": 32,
        "max_position_embeddings": 512,
    },
    "qwen3": _USUAL | {"head_dim": 8},
    "qwen3_moe": _USUAL | _EXPERTS | {"head_dim": 8, "moe_intermediate_size": 32},
}


def make_family(folder: Path, family: str) -> Path:
    """Write a random model of a family with its tokenizer into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    sizes = FAMILIES[family] | _IDS | {"vocab_size": write_tokenizer(folder)}
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        config = transformers.AutoConfig.for_model(family, **sizes)
        model = transformers.AutoModelForCausalLM.from_config(config)
        for parameter in model.parameters():
            if parameter.dim() > 1:
                torch.nn.init.normal_(parameter, std=0.15)
    model.save_pretrained(folder)
    return folder
