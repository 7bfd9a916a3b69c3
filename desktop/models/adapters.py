"""Named adapters on one base model: policy, value, reward, and the versions of a project.

The base is held once; which adapter speaks is a name. The reference of a KL term is "adapters off",
which is the base's own arithmetic, bit for bit. For decoding, an adapter can be merged into the
weights for a while.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch
from torch import nn

from desktop.models.layout import LINEAR_TYPES, linear_paths
from desktop.models.lora import AdapterConfig, LoraLinear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.domain.settings import AdapterSettings

_LIST = "_tastemaker_lora"


def config_of(settings: AdapterSettings) -> AdapterConfig:
    """Return the shape of an adapter from a run's settings."""
    return AdapterConfig(settings.rank, settings.alpha, settings.layers)


def attach_adapters(model: nn.Module, settings: AdapterSettings, names: Sequence[str]) -> None:
    """Add fresh adapters of these names; they change nothing until trained, and none is in use."""
    for name in names:
        add_adapter(model, name, config_of(settings))


def add_adapter(model: nn.Module, name: str, config: AdapterConfig) -> None:
    """Add a fresh adapter to all linear modules of the upper layers; raises `ValueError`."""
    if name in adapter_names(model):
        raise ValueError(f"there is already an adapter {name!r}")
    for path in linear_paths(model, config.layers):
        _wrapped(model, path).add(name, config)
    _remember(model)
    _configs(model)[name] = config


def remove_adapter(model: nn.Module, name: str) -> None:
    """Forget an adapter; the wrappers stay, at the price of a Python call for each."""
    for layer in lora_layers(model):
        if layer.active == name:
            layer.active = None
        if name in layer.pairs:
            del layer.pairs[name]
    _configs(model).pop(name, None)


def adapter_names(model: nn.Module) -> tuple[str, ...]:
    """Return the names of the model's adapters."""
    return tuple(_configs(model))


def adapter_config(model: nn.Module, name: str) -> AdapterConfig:
    """Return the shape of an adapter; raises `KeyError` when there is none of that name."""
    return _configs(model)[name]


def adapter_parameters(model: nn.Module, name: str) -> list[nn.Parameter]:
    """Return an adapter's parameters (float32), always in the same order."""
    return [parameter for _, parameter in named_adapter_parameters(model, name)]


def named_adapter_parameters(model: nn.Module, name: str) -> list[tuple[str, nn.Parameter]]:
    """Return an adapter's parameters by name: `<path of the linear>.a` and `.b`."""
    config = adapter_config(model, name)
    found: list[tuple[str, nn.Parameter]] = []
    for path in linear_paths_of(model, config):
        layer = model.get_submodule(path)
        pair = layer.pair(name) if isinstance(layer, LoraLinear) else None
        if pair is not None:
            found += [(f"{path}.a", pair.a), (f"{path}.b", pair.b)]
    return found


def linear_paths_of(model: nn.Module, config: AdapterConfig) -> list[str]:
    """Return the paths of the (wrapped) linear modules that an adapter of this shape covers."""
    return [path.removesuffix(".base") for path in linear_paths(model, config.layers)]


def copy_adapter(model: nn.Module, source: str, target: str) -> None:
    """Give `target` the values of `source`; it is added when it is not there."""
    config = adapter_config(model, source)
    if target in adapter_names(model) and adapter_config(model, target) != config:
        remove_adapter(model, target)
    if target not in adapter_names(model):
        add_adapter(model, target, config)
    with torch.no_grad():
        for mine, theirs in zip(
            adapter_parameters(model, target), adapter_parameters(model, source), strict=True
        ):
            mine.copy_(theirs)


def set_adapter(model: nn.Module, name: str | None) -> None:
    """Put an adapter in use from now on; None turns adapters off."""
    if name is not None and name not in adapter_names(model):
        raise KeyError(f"there is no adapter {name!r}")
    for layer in lora_layers(model):
        layer.active = name


def active_adapter(model: nn.Module) -> str | None:
    """Return the name of the adapter in use."""
    layers = lora_layers(model)
    return layers[0].active if layers else None


@contextmanager
def use_adapter(model: nn.Module, name: str | None) -> Iterator[None]:
    """Put an adapter in use (None: adapters off) and go back to the one before at the end."""
    before = active_adapter(model)
    set_adapter(model, name)
    try:
        yield
    finally:
        set_adapter(model, before)


@contextmanager
def merge_adapter(model: nn.Module, name: str | None) -> Iterator[None]:
    """Compute with an adapter merged into the weights, then put the very same tensors back.

    Merged weights are rounded to the base's dtype, so in bfloat16 results differ slightly from the
    live adapter's.
    """
    if name is not None and name not in adapter_names(model):
        raise KeyError(f"there is no adapter {name!r}")
    originals: list[tuple[LoraLinear, torch.Tensor]] = []
    with use_adapter(model, None):
        try:
            if name is not None:
                with torch.no_grad():
                    for layer in lora_layers(model):
                        if layer.pair(name) is not None:
                            originals.append((layer, layer.base.weight.data))
                            layer.base.weight.data = layer.merged_weight(name)
                            layer.merged = True
            yield
        finally:
            for layer, tensor in originals:
                layer.base.weight.data = tensor
                layer.merged = False


def train_all_parameters(model: nn.Module, upper_layers: int = 0) -> list[nn.Parameter]:
    """Make the model's own weights trainable, in float32: all, or those of the upper layers.

    For full fine-tuning. The whole model becomes float32, so that small updates are not lost.
    """
    model.float()
    if upper_layers <= 0:
        model.requires_grad_(True)
        return list(model.parameters())
    chosen: list[nn.Parameter] = []
    for path in linear_paths(model, upper_layers):
        for parameter in model.get_submodule(path).parameters():
            parameter.requires_grad_(True)
            chosen.append(parameter)
    return chosen


@torch.no_grad()
def merge_for_good(model: nn.Module, name: str) -> None:
    """Add an adapter to the weights and take all wrappers off."""
    wrapped = [(path, m) for path, m in model.named_modules() if isinstance(m, LoraLinear)]
    for path, module in wrapped:
        module.base.weight.copy_(module.merged_weight(name))
        parent, _, leaf = path.rpartition(".")
        setattr(model.get_submodule(parent), leaf, module.base)
    model.__dict__.pop(_LIST, None)


def lora_layers(model: nn.Module) -> list[LoraLinear]:
    """Return the wrapped linear modules, in the order of the model."""
    found: list[LoraLinear] = model.__dict__.get(_LIST, {}).get("layers", [])
    return found


def _configs(model: nn.Module) -> dict[str, AdapterConfig]:
    book = model.__dict__.setdefault(_LIST, {"layers": [], "configs": {}})
    configs: dict[str, AdapterConfig] = book["configs"]
    return configs


def _remember(model: nn.Module) -> None:
    _configs(model)
    model.__dict__[_LIST]["layers"] = [m for m in model.modules() if isinstance(m, LoraLinear)]


def _wrapped(model: nn.Module, path: str) -> LoraLinear:
    path = path.removesuffix(".base")
    module = model.get_submodule(path)
    if isinstance(module, LoraLinear):
        return module
    if not isinstance(module, LINEAR_TYPES):
        raise TypeError(f"{path} is not linear")
    wrapped = LoraLinear(module)
    parent, _, leaf = path.rpartition(".")
    setattr(model.get_submodule(parent), leaf, wrapped)
    return wrapped
