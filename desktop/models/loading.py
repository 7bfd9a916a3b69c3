"""Loading a checked model folder into a model and its tokenizer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import torch
import transformers
from torch import nn
from transformers import PreTrainedTokenizerBase

from desktop.domain.errors import ModelError
from desktop.models.devices import DeviceChoice, choose_device, set_worker_threads
from desktop.models.gate import ModelFacts, inspect_model_folder
from desktop.models.quantised import NONE, quantise
from desktop.models.sharing_models import share_texts

if TYPE_CHECKING:
    from pathlib import Path

__all__ = [
    "DeviceChoice",
    "LanguageModel",
    "choose_device",
    "load_language_model",
    "load_tokenizer",
    "set_worker_threads",
]

transformers.utils.logging.disable_progress_bar()


@dataclass(slots=True)
class LanguageModel:
    """A causal language model with its tokenizer.

    `model` maps `input_ids (b, t)` and `attention_mask (b, t)` to logits `(b, t, v)`; dropout is
    off and no parameter requires a gradient until something (an adapter, full training) asks for
    one.
    """

    model: nn.Module
    tokenizer: Any
    facts: ModelFacts
    device: torch.device
    dtype: torch.dtype
    end_ids: frozenset[int]
    pad_id: int

    @property
    def config(self) -> Any:  # noqa: ANN401 - transformers' configurations are untyped
        """The model's configuration."""
        return self.model.config

    def on(self, model: nn.Module) -> LanguageModel:
        """Return the same with another module in place of the model."""
        return replace(self, model=model)


def load_language_model(
    folder: Path,
    device: torch.device | str = "cpu",
    dtype: torch.dtype | None = None,
    *,
    facts: ModelFacts | None = None,
    quantised: str = NONE,
) -> LanguageModel:
    """Load a model folder for reading or training.

    Args:
        folder: Checked by the gate first, unless `facts` says that was done.
        device: Where the weights go.
        dtype: Their precision; None takes the one `choose_device` finds for the device.
        facts: What `inspect_model_folder` returned for this folder.
        quantised: Hold the weights of the layers in "8bit" or "4bit"; "none" as they are.

    Raises:
        ModelError: The gate refuses the folder, or it does not load as it says.
        TrainingError: The model cannot be quantised here.

    """
    facts = facts or inspect_model_folder(folder)
    device = torch.device(device)
    dtype = dtype or choose_device(device.type).dtype
    tokenizer = load_tokenizer(folder)
    model = _load_model(folder, dtype)
    if len(tokenizer) > model.get_input_embeddings().num_embeddings:
        raise ModelError(
            "The tokenizer does not fit the model",
            f"{folder}: the tokenizer has {len(tokenizer):,} tokens, the model "
            f"{model.get_input_embeddings().num_embeddings:,}.",
            "Download or copy the model again.",
        )
    if quantised != NONE:
        quantise(model, quantised, dtype)
    model = model.to(device)
    model.eval()
    silence_dropout(model)
    share_texts(model)
    model.requires_grad_(False)
    model.config.use_cache = False
    return LanguageModel(
        model=model,
        tokenizer=tokenizer,
        facts=facts,
        device=device,
        dtype=dtype,
        end_ids=end_token_ids(model, tokenizer),
        pad_id=_pad_id(tokenizer),
    )


def load_tokenizer(folder: Path) -> Any:  # noqa: ANN401 - transformers' tokenizers are untyped
    """Load the tokenizer of a model folder; raises `ModelError`."""
    try:
        return transformers.AutoTokenizer.from_pretrained(
            str(folder), trust_remote_code=False, local_files_only=True
        )
    except Exception as error:
        raise _cannot_load("tokenizer", folder, error) from error


def _load_model(folder: Path, dtype: torch.dtype) -> Any:  # noqa: ANN401
    try:
        loaded: Any = transformers.AutoModelForCausalLM.from_pretrained(
            str(folder),
            dtype=dtype,
            use_safetensors=True,
            trust_remote_code=False,
            local_files_only=True,
            output_loading_info=True,
        )
    except Exception as error:
        raise _cannot_load("model", folder, error) from error
    model, report = loaded
    missing = sorted(report["missing_keys"])
    if missing:
        raise ModelError(
            "Part of the model is missing",
            f"{folder}: {len(missing)} weights that its configuration asks for are not there, "
            f"first {missing[0]}.",
            "Download or copy the model again.",
        )
    return model


def _cannot_load(what: str, folder: Path, error: Exception) -> ModelError:
    reason = (
        str(error).strip().splitlines()[0][:300] if str(error).strip() else type(error).__name__
    )
    return ModelError(
        f"The {what} cannot be loaded",
        f"{folder}: {reason}",
        "Download or copy the model again; if that does not help, choose another model.",
    )


def silence_dropout(model: nn.Module) -> None:
    """Set every dropout probability to zero, so that train mode computes what eval mode does."""
    for module in model.modules():
        if isinstance(module, nn.Dropout):
            module.p = 0.0
        for name in ("attention_dropout", "dropout", "hidden_dropout"):
            if isinstance(getattr(module, name, None), float):
                setattr(module, name, 0.0)


def end_token_ids(model: nn.Module | None, tokenizer: PreTrainedTokenizerBase) -> frozenset[int]:
    """Return the ids that end a response: the tokenizer's and the generation settings'."""
    ids: set[int] = set()
    if tokenizer.eos_token_id is not None:
        ids.add(int(tokenizer.eos_token_id))
    settings = getattr(model, "generation_config", None)
    declared = getattr(settings, "eos_token_id", None)
    if isinstance(declared, int):
        ids.add(declared)
    elif isinstance(declared, list | tuple):
        ids.update(int(number) for number in cast("list[int]", declared))
    return frozenset(ids)


def _pad_id(tokenizer: PreTrainedTokenizerBase) -> int:
    """Return an id to fill padding with; masks, not ids, say what padding is."""
    for number in (tokenizer.pad_token_id, tokenizer.eos_token_id):
        if number is not None:
            return int(number)
    return 0
