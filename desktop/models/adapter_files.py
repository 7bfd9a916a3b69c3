"""Adapters on disk, in PEFT's format: `adapter_config.json` and `adapter_model.safetensors`.

Any tool that reads PEFT adapters reads ours, and plain LoRA adapters made elsewhere can be loaded.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from desktop.domain.errors import ModelError
from desktop.models.adapters import (
    adapter_config,
    add_adapter,
    linear_paths_of,
    named_adapter_parameters,
    remove_adapter,
)
from desktop.models.layout import find_layout
from desktop.models.lora import AdapterConfig, LoraLinear
from desktop.models.weights import read_header, read_json

if TYPE_CHECKING:
    from pathlib import Path

CONFIG_FILE = "adapter_config.json"
WEIGHTS_FILE = "adapter_model.safetensors"
_PREFIX = "base_model.model."
_SUFFIXES = {"a": "lora_A.weight", "b": "lora_B.weight"}
_UNSUPPORTED = ("use_dora", "rank_pattern", "alpha_pattern", "modules_to_save", "lora_bias")


def save_adapter(model: nn.Module, name: str, folder: Path, *, base: str = "") -> None:
    """Write an adapter into a folder (made if missing); `base` says which model it belongs to."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(adapter_tensors(model, name), folder / WEIGHTS_FILE, metadata={"format": "pt"})
    settings = _peft_settings(model, adapter_config(model, name), base)
    (folder / CONFIG_FILE).write_text(json.dumps(settings, indent=2), encoding="utf-8")


def adapter_tensors(model: nn.Module, name: str) -> dict[str, Tensor]:
    """Return copies of an adapter's tensors (on the CPU) under PEFT's names."""
    tensors: dict[str, Tensor] = {}
    for path, parameter in named_adapter_parameters(model, name):
        owner, _, kind = path.rpartition(".")
        tensors[f"{_PREFIX}{owner}.{_SUFFIXES[kind]}"] = parameter.detach().cpu().clone()
    return tensors


def load_adapter_tensors(model: nn.Module, name: str, tensors: dict[str, Tensor]) -> None:
    """Set an adapter's values to what `adapter_tensors` returned; raises `ModelError`."""
    own = named_adapter_parameters(model, name)
    with torch.no_grad():
        for path, parameter in own:
            owner, _, kind = path.rpartition(".")
            tensor = tensors.get(f"{_PREFIX}{owner}.{_SUFFIXES[kind]}")
            if tensor is None or tensor.shape != parameter.shape:
                raise _misfit(f"it has no fitting weights for {owner}")
            parameter.copy_(tensor)
    if len(tensors) != len(own):
        raise _misfit(f"it has {len(tensors)} tensors, the model takes {len(own)}")


def load_adapter(model: nn.Module, name: str, folder: Path) -> None:
    """Load an adapter from a folder under a name; one of that name is replaced.

    Raises:
        ModelError: The folder holds no LoRA adapter, a damaged one, or one for another model.

    """
    for file in (CONFIG_FILE, WEIGHTS_FILE):
        if not (folder / file).is_file():
            raise ModelError(
                "The adapter is not there",
                f"There is no {file} in {folder}.",
                "Choose a folder that holds an adapter in PEFT's format.",
            )
    settings = read_json(folder / CONFIG_FILE)
    read_header(folder / WEIGHTS_FILE)
    config = _read_config(model, settings)
    tensors = load_file(folder / WEIGHTS_FILE)
    remove_adapter(model, name)
    add_adapter(model, name, config)
    try:
        load_adapter_tensors(model, name, tensors)
    except ModelError:
        remove_adapter(model, name)
        raise


def _peft_settings(model: nn.Module, config: AdapterConfig, base: str) -> dict[str, Any]:
    layout = find_layout(model)
    paths = linear_paths_of(model, config)
    prefix = f"{layout.path}."
    inner = [path.removeprefix(prefix).partition(".") for path in paths]
    leaves = sorted({rest.rpartition(".")[2] for _, _, rest in inner})
    first = model.get_submodule(paths[0])
    settings: dict[str, Any] = {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": config.rank,
        "lora_alpha": config.alpha,
        "lora_dropout": 0.0,
        "bias": "none",
        "fan_in_fan_out": isinstance(first, LoraLinear) and first.transposed,
        "target_modules": leaves,
        "inference_mode": True,
    }
    if config.layers > 0:
        settings["layers_to_transform"] = sorted({int(number) for number, _, _ in inner})
        settings["layers_pattern"] = layout.path.rpartition(".")[2]
    return settings


def _read_config(model: nn.Module, settings: dict[str, Any]) -> AdapterConfig:
    if settings.get("peft_type") != "LORA":
        raise _misfit(f"it is of the kind {settings.get('peft_type')!r}, not LORA")
    odd = [name for name in _UNSUPPORTED if settings.get(name)]
    if odd or settings.get("bias", "none") != "none":
        raise _misfit(f"it uses {', '.join(odd) or 'trained biases'}, which is not supported")
    rank, alpha = settings.get("r"), settings.get("lora_alpha")
    if type(rank) is not int or rank < 1 or not isinstance(alpha, int | float):
        raise _misfit(f"its rank {rank!r} or alpha {alpha!r} is no number it can be")
    if settings.get("use_rslora"):
        alpha = alpha * rank**0.5
    count = len(find_layout(model).layers)
    chosen = settings.get("layers_to_transform")
    if chosen is None:
        return AdapterConfig(rank, float(alpha), 0)
    numbers = sorted([chosen] if isinstance(chosen, int) else chosen)
    if not numbers or numbers != list(range(count - len(numbers), count)):
        raise _misfit(f"it changes the layers {numbers}, not the upper ones")
    return AdapterConfig(rank, float(alpha), len(numbers))


def _misfit(why: str) -> ModelError:
    return ModelError(
        "The adapter does not fit",
        f"It cannot be used with this model: {why}.",
        "Choose an adapter (LoRA on all linear layers) that was trained on this base model.",
    )
