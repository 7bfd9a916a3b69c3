"""A version for other tools, as a model folder or a GGUF file: the adapter merged for good.

The weights keep the precision in which the base is stored, unless a GGUF file is to be smaller.
What was written is read back before it takes its name, and must give the same tokens as the model
it was made from; where weights are rounded, as that model rounded in memory, and how many tokens
the rounding left as they were is told too.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from desktop.domain.errors import ModelError
from desktop.domain.model_forms import GgufWeights
from desktop.domain.prompts import user_prompt
from desktop.models.adapter_files import load_adapter
from desktop.models.adapters import merge_for_good
from desktop.models.chat import encode_text, render_prompt
from desktop.models.checkpoints import atomic_folder
from desktop.models.gate import inspect_model_folder
from desktop.models.gguf import read_gguf
from desktop.models.gguf_export import round_weights, write_gguf
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.ollama import modelfile
from desktop.models.templates import template_of
from desktop.models.weights import read_json

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

    from desktop.domain.runs import ModelSource

PROOF_PROMPTS = ("What is the capital of France?", "Write one sentence about rain.", "你好!")
PROOF_TOKENS = 12
PROOF_TEXTS = (*PROOF_PROMPTS, "  two  spaces\n\nnew line\t", "It's 12:30, 1999.", "naïve 🙂")
_DTYPES = {"float16": torch.float16, "bfloat16": torch.bfloat16, "float32": torch.float32}
_NAME = "exported"
STEPS = ("load", "answer", "write", "check")
"""What an export does, one after the other."""

OnStep = Callable[[str], None]
"""Called with the step that begins."""


def _unheard(step: str) -> None:
    """Hear of a step without doing anything."""


@dataclass(frozen=True, slots=True)
class Proof:
    """So many tokens were the same when read back; `kept` of them as before any rounding."""

    checked: int
    kept: int


def export_merged(source: ModelSource, target: Path, on_step: OnStep = _unheard) -> Proof:
    """Write a version as a whole model folder, read it back, and return the proof.

    Args:
        source: The version's files.
        target: The folder; it appears only when it is complete.
        on_step: Hears each of `STEPS` as it begins.

    Raises:
        ModelError: The version does not load, or what was written does not give the same tokens.
        StorageError: The disk is full or failing.

    """
    on_step("load")
    lm = _merged(source)
    on_step("answer")
    expected = greedy_tokens(lm.model, lm.tokenizer)
    model: Any = lm.model
    model.config.use_cache = True
    with atomic_folder(target) as draft:
        on_step("write")
        model.save_pretrained(draft)
        lm.tokenizer.save_pretrained(draft)
        on_step("check")
        inspect_model_folder(draft)
        found = load_language_model(draft, "cpu", lm.dtype)
        _require_same(greedy_tokens(found.model, found.tokenizer), expected)
    return _proof(expected, expected)


def export_gguf(
    source: ModelSource,
    target: Path,
    name: str,
    weights: GgufWeights = GgufWeights.STORED,
    on_step: OnStep = _unheard,
) -> Proof:
    """Write a version as a GGUF file with a Modelfile, read it back, and return the proof.

    Args:
        source: The version's files.
        target: The folder for both; it appears only when it is complete.
        name: What the model is called; also the file's name.
        weights: How matrices are stored.
        on_step: Hears each of `STEPS` as it begins.

    Raises:
        ModelError: The version does not load, cannot be written as GGUF, or does not give the same
            tokens, chat template and end when it is read back.
        StorageError: The disk is full or failing.

    """
    on_step("load")
    lm = _merged(source)
    on_step("answer")
    before = expected = greedy_tokens(lm.model, lm.tokenizer)
    if weights is not GgufWeights.STORED:
        round_weights(lm, weights)
        expected = greedy_tokens(lm.model, lm.tokenizer)
    with atomic_folder(target) as draft:
        on_step("write")
        file = draft / f"{name}.gguf"
        write_gguf(lm, file, name, weights)
        (draft / "Modelfile").write_text(modelfile(lm, file.name), encoding="utf-8")
        on_step("check")
        model, tokenizer = read_gguf(file, lm.dtype)
        _require_same(greedy_tokens(model, tokenizer), expected)
        _require_same_words(tokenizer, lm.tokenizer)
    return _proof(expected, before)


def _proof(expected: list[list[int]], before: list[list[int]]) -> Proof:
    """Count the tokens, and those that rounding left alone: up to the first other one of each."""
    kept = 0
    for now, then in zip(expected, before, strict=True):
        same = (one == other for one, other in zip(now, then, strict=True))
        kept += sum(itertools.takewhile(bool, same))
    return Proof(sum(map(len, expected)), kept)


def _merged(source: ModelSource) -> LanguageModel:
    lm = load_language_model(Path(source.base_folder), "cpu", _stored_dtype(source))
    if source.adapter_folder is not None:
        load_adapter(lm.model, _NAME, Path(source.adapter_folder))
        merge_for_good(lm.model, _NAME)
    return lm


def _require_same(found: list[list[int]], expected: list[list[int]]) -> None:
    if found != expected:
        raise ModelError(
            "The exported model is not the same",
            "Read back, it gives other tokens than the version it was made from.",
            "Export it again; if it happens once more, check the disk.",
        )


def _require_same_words(found: PreTrainedTokenizerBase, expected: PreTrainedTokenizerBase) -> None:
    same = all(encode_text(found, text) == encode_text(expected, text) for text in PROOF_TEXTS)
    ends = found.eos_token_id == expected.eos_token_id
    if not (same and ends and template_of(found) == template_of(expected)):
        raise ModelError(
            "The exported tokenizer is not the same",
            "Read back, it cuts texts, ends answers or frames messages in another way.",
            "Export the version as a whole model folder (hf) instead.",
        )


def _stored_dtype(source: ModelSource) -> torch.dtype:
    config = read_json(Path(source.base_folder) / "config.json")
    name = config.get("dtype") or config.get("torch_dtype")
    return _DTYPES.get(str(name), torch.float32)


@torch.no_grad()
def greedy_tokens(model: torch.nn.Module, tokenizer: PreTrainedTokenizerBase) -> list[list[int]]:
    """Return the likeliest continuation of each fixed prompt."""
    answers = []
    for text in PROOF_PROMPTS:
        ids = render_prompt(tokenizer, user_prompt(text))
        start = len(ids)
        for _ in range(PROOF_TOKENS):
            logits = model(input_ids=torch.tensor([ids]), use_cache=False).logits
            ids = [*ids, int(logits[0, -1].argmax())]
        answers.append(ids[start:])
    return answers
