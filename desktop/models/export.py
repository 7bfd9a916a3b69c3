"""A version as a model folder that any tool can load: the adapter merged into its base for good.

The weights keep the precision in which the base is stored. The folder is read back before it takes
its name, and must give the same tokens as the model it was made from.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from desktop.domain.errors import ModelError
from desktop.domain.prompts import user_prompt
from desktop.models.adapter_files import load_adapter
from desktop.models.adapters import lora_layers
from desktop.models.chat import render_prompt
from desktop.models.checkpoints import atomic_folder
from desktop.models.gate import inspect_model_folder
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.lora import LoraLinear
from desktop.models.weights import read_json

if TYPE_CHECKING:
    from desktop.domain.runs import ModelSource

PROOF_PROMPTS = ("What is the capital of France?", "Write one sentence about rain.", "你好!")
PROOF_TOKENS = 12
_DTYPES = {"float16": torch.float16, "bfloat16": torch.bfloat16, "float32": torch.float32}
_NAME = "exported"


def export_merged(source: ModelSource, target: Path) -> int:
    """Write a version as a whole model folder and return how many tokens were checked to agree.

    Args:
        source: The version's files.
        target: The folder; it appears only when it is complete.

    Raises:
        ModelError: The version does not load, or what was written does not give the same tokens.
        StorageError: The disk is full or failing.

    """
    lm = load_language_model(Path(source.base_folder), "cpu", _stored_dtype(source))
    if source.adapter_folder is not None:
        load_adapter(lm.model, _NAME, Path(source.adapter_folder))
        merge_for_good(lm.model, _NAME)
    expected = greedy_tokens(lm)
    model: Any = lm.model
    model.config.use_cache = True
    with atomic_folder(target) as draft:
        model.save_pretrained(draft)
        lm.tokenizer.save_pretrained(draft)
        inspect_model_folder(draft)
        found = greedy_tokens(load_language_model(draft, "cpu", lm.dtype))
        if found != expected:
            raise ModelError(
                "The exported model is not the same",
                "Read back, it gives other tokens than the version it was made from.",
                "Export it again; if it happens once more, check the disk.",
            )
    return sum(map(len, expected))


def _stored_dtype(source: ModelSource) -> torch.dtype:
    config = read_json(Path(source.base_folder) / "config.json")
    name = config.get("dtype") or config.get("torch_dtype")
    return _DTYPES.get(str(name), torch.float32)


def merge_for_good(model: torch.nn.Module, name: str) -> None:
    """Add an adapter to the weights and take all wrappers off."""
    wrappers = set(map(id, lora_layers(model)))
    for path, module in list(model.named_modules()):
        if id(module) in wrappers and isinstance(module, LoraLinear):
            with torch.no_grad():
                module.base.weight.copy_(module.merged_weight(name))
            parent, _, leaf = path.rpartition(".")
            setattr(model.get_submodule(parent), leaf, module.base)
    model.__dict__.pop("_tastemaker_lora", None)


@torch.no_grad()
def greedy_tokens(lm: LanguageModel) -> list[list[int]]:
    """Return the likeliest continuation of each fixed prompt."""
    answers = []
    for text in PROOF_PROMPTS:
        ids = render_prompt(lm.tokenizer, user_prompt(text))
        start = len(ids)
        for _ in range(PROOF_TOKENS):
            logits = lm.model(input_ids=torch.tensor([ids]), use_cache=False).logits
            ids = [*ids, int(logits[0, -1].argmax())]
        answers.append(ids[start:])
    return answers
