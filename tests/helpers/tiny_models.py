"""A tiny random chat model with a real tokenizer, saved as a model folder.

Weights depend on the seed alone, so two folders made with the same arguments are equal byte for
byte. The tokenizer is byte-level: every text can be encoded, and most tokens are single bytes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import torch
import transformers
from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

if TYPE_CHECKING:
    from pathlib import Path

transformers.utils.logging.disable_progress_bar()

SPECIAL_TOKENS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
CHAT_TEMPLATE = (
    "{% for message in messages %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}"
    "{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
_CORPUS = (
    "The cat sat on the mat. The user asks, the assistant answers the question.",
    "What is the colour of the sky? The sky is blue, and the grass is green.",
)


def make_tiny_model(
    folder: Path, *, seed: int = 0, layers: int = 2, family: str = "llama", hidden: int = 32
) -> Path:
    """Write a random model of a known family with its tokenizer into `folder` and return it.

    Args:
        folder: Made if it is missing.
        seed: Decides the weights.
        layers: Number of decoder layers.
        family: "llama", "qwen2" or "gpt2" (which has another layout of modules).
        hidden: Width of the hidden states.
    """
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = write_tokenizer(folder)
    config = _config(family, layers, vocabulary, hidden)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = transformers.AutoModelForCausalLM.from_config(config)
        # Wider than the usual 0.02, so that next-token distributions differ clearly.
        for parameter in model.parameters():
            if parameter.dim() > 1:
                torch.nn.init.normal_(parameter, std=0.15)
    model.save_pretrained(folder)
    return folder


def _config(
    family: str, layers: int, vocabulary: int, hidden: int
) -> transformers.PretrainedConfig:
    ids: dict[str, Any] = {"bos_token_id": 1, "eos_token_id": 2, "pad_token_id": 0}
    if family == "gpt2":
        return transformers.GPT2Config(
            vocab_size=vocabulary, n_embd=hidden, n_layer=layers, n_head=2, n_positions=512, **ids
        )
    kind = {"llama": transformers.LlamaConfig, "qwen2": transformers.Qwen2Config}[family]
    config: transformers.PretrainedConfig = kind(
        vocab_size=vocabulary,
        hidden_size=hidden,
        intermediate_size=2 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=512,
        tie_word_embeddings=family == "llama",
        **ids,
    )
    return config


def write_tokenizer(folder: Path) -> int:
    """Write the byte-level tokenizer into a folder; return the size of its vocabulary."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=288,
        special_tokens=[AddedToken(token, special=True) for token in SPECIAL_TOKENS],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_CORPUS, trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    settings = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": "<|im_start|>",
        "eos_token": "<|im_end|>",
        "pad_token": "<|endoftext|>",
        "model_max_length": 512,
        "clean_up_tokenization_spaces": False,
        "chat_template": CHAT_TEMPLATE,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    return int(tokenizer.get_vocab_size())
