"""The gate: what a model folder must be before anything of it is loaded.

Model folders are untrusted. Weights come from safetensors only; pickles and Python files are
refused outright, as they can run code; so is a configuration that points at code. The check reads
file names, small JSON files and headers, needs no torch, and takes milliseconds, so the window can
run it while the user looks on.
"""

from __future__ import annotations

import ast
import importlib.util
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import ModelError
from desktop.models.weights import WeightFacts, inspect_weights, read_json, stays_inside

if TYPE_CHECKING:
    from collections.abc import Iterator

_PICKLES = {".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".npy", ".npz"}
_CODE = {".py", ".pyc", ".so", ".dll", ".dylib"}
_MAX_ENTRIES = 10_000
_LIMITS = {"num_hidden_layers": 1_000, "hidden_size": 131_072, "vocab_size": 8_000_000}
_ALIASES = {
    "num_hidden_layers": ("n_layer", "num_layers", "n_layers"),
    "hidden_size": ("n_embd", "d_model", "dim"),
    "max_position_embeddings": ("n_positions", "n_ctx", "max_sequence_length"),
}
_RECURRENT = {"falcon_mamba", "mamba", "mamba2", "recurrent_gemma", "rwkv", "xlstm"}
_TOKENIZERS = ("tokenizer.json", "tokenizer.model", "vocab.json", "spiece.model")
_TRUST = "Use a model from a source you trust, with safetensors weights."


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What a model folder says about itself, checked as far as that goes without loading it."""

    folder: Path
    model_type: str
    architectures: tuple[str, ...]
    layers: int
    hidden_size: int
    vocab_size: int
    context_length: int
    parameters: int
    parameter_bytes: int
    dtype: str
    has_chat_template: bool


def inspect_model_folder(path: Path) -> ModelFacts:
    """Check a model folder and return its facts; raises `ModelError` with the reason."""
    folder = Path(path)
    if not folder.is_dir():
        raise ModelError(
            "The model is not there",
            f"There is no folder {folder}.",
            "Choose a folder that holds config.json and safetensors weights.",
        )
    _refuse_code(folder)
    if not (folder / "config.json").is_file():
        raise ModelError(
            "This folder is not a model",
            f"There is no config.json in {folder}.",
            "Choose the folder that holds config.json and safetensors weights.",
        )
    config = read_json(folder / "config.json", limit=4_000_000)
    _refuse_pointers_to_code(folder)
    _check_kind(folder, config)
    sizes = {name: _size(config, name, limit) for name, limit in _LIMITS.items()}
    weights = inspect_weights(folder)
    _check_sizes(config, sizes, weights)
    return ModelFacts(
        folder=folder,
        model_type=config["model_type"],
        architectures=tuple(str(name) for name in config.get("architectures") or ()),
        layers=sizes["num_hidden_layers"],
        hidden_size=sizes["hidden_size"],
        vocab_size=sizes["vocab_size"],
        context_length=_context_length(config),
        parameters=weights.elements,
        parameter_bytes=weights.bytes,
        dtype=weights.dtype,
        has_chat_template=_has_chat_template(folder),
    )


def _refuse_code(folder: Path) -> None:
    for path in _entries(folder):
        suffix = path.suffix.lower()
        if suffix in _PICKLES or suffix in _CODE:
            kind = "pickled data" if suffix in _PICKLES else "program code"
            raise ModelError(
                "This model folder was refused",
                f"{path.relative_to(folder)} is {kind}, which can do anything on this computer "
                "once it is opened. Nothing of the folder was loaded.",
                "Use a model with safetensors weights only; if you trust this one, move that file "
                "elsewhere.",
            )
        if path.is_symlink() and not stays_inside(folder, path):
            raise ModelError(
                "This model folder was refused",
                f"{path.relative_to(folder)} is a link that leaves the folder.",
                _TRUST,
            )


def _entries(folder: Path) -> Iterator[Path]:
    try:
        entries = list(islice(folder.rglob("*"), _MAX_ENTRIES + 1))
    except OSError as error:
        raise ModelError(
            "The model cannot be read", f"{folder}: {error}.", "Check the folder's permissions."
        ) from error
    if len(entries) > _MAX_ENTRIES:
        raise ModelError(
            "This folder is not a model",
            f"{folder} holds more than {_MAX_ENTRIES:,} files.",
            "Choose the folder that holds config.json itself.",
        )
    yield from entries


def _refuse_pointers_to_code(folder: Path) -> None:
    for path in sorted(folder.glob("*config.json")):
        if "auto_map" in read_json(path):
            raise ModelError(
                "This model folder was refused",
                f"{path.name} asks for program code of the model's own (auto_map); such code is "
                "never run.",
                "Use a model of a kind that transformers knows without extra code.",
            )


def _check_kind(folder: Path, config: dict[str, Any]) -> None:
    kind = config.get("model_type")
    if config.get("is_encoder_decoder"):
        raise ModelError(
            "Models with an encoder cannot be used",
            f"config.json in {folder} describes a {kind!r}: it reads with one half and writes with "
            "the other. Policy, value and reward share one decoder here.",
            "Use a decoder language model such as Llama, Qwen, Gemma, Mistral or SmolLM.",
        )
    if isinstance(kind, str) and kind in _RECURRENT:
        raise ModelError(
            "Models without attention cannot be used",
            f"config.json in {folder} describes a {kind!r}, which carries a state from word to "
            "word. Adapters and shared prompts are made for attention here.",
            "Use a decoder language model such as Llama, Qwen, Gemma, Mistral or SmolLM.",
        )
    known = known_model_types()
    if not isinstance(kind, str) or (known and kind not in known):
        raise ModelError(
            "This kind of model is not known",
            f"config.json in {folder} says model_type {kind!r}, which transformers cannot load as "
            "a language model.",
            "Use a decoder language model such as Llama, Qwen, Gemma, Mistral or SmolLM.",
        )
    names = [str(name) for name in config.get("architectures") or ()]
    writes = any("CausalLM" in name or "LMHead" in name for name in names)
    if names and not writes:
        raise ModelError(
            "This model does not write text",
            f"config.json in {folder} describes {', '.join(names) or kind}, not a decoder language "
            "model.",
            "Use a decoder language model such as Llama, Qwen, Gemma, Mistral or SmolLM.",
        )
    if config.get("quantization_config"):
        raise ModelError(
            "This model is quantised",
            f"{folder} holds quantised weights, which can be run but not trained.",
            "Use the original model with 16- or 32-bit weights.",
        )
    if not any((folder / name).is_file() for name in _TOKENIZERS):
        raise ModelError(
            "The model has no tokenizer",
            f"None of {', '.join(_TOKENIZERS)} is in {folder}.",
            "Download or copy the model again with its tokenizer files.",
        )


@cache
def known_model_types() -> frozenset[str]:
    """Return the kinds of decoders that transformers knows; empty where that cannot be told.

    The table is read from the source of transformers, as importing it would import torch.
    """
    spec = importlib.util.find_spec("transformers")
    if spec is None or spec.origin is None:
        return frozenset()
    source = Path(spec.origin).parent / "models" / "auto" / "modeling_auto.py"
    if not source.is_file():
        return frozenset()
    for node in ast.parse(source.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == "MODEL_FOR_CAUSAL_LM_MAPPING_NAMES"
            for target in node.targets
        ):
            pairs = ast.literal_eval(node.value.args[0]) if isinstance(node.value, ast.Call) else ()
            return frozenset(str(name) for name, _ in pairs)
    return frozenset()


def _size(config: dict[str, Any], name: str, limit: int) -> int:
    for key in (name, *_ALIASES.get(name, ())):
        value = config.get(key)
        if type(value) is int and 0 < value <= limit:
            return value
        if value is not None:
            raise ModelError(
                "The model's configuration makes no sense",
                f"config.json says {key} = {str(value)[:40]}; it must be a whole number from 1 to "
                f"{limit:,}.",
                _TRUST,
            )
    raise ModelError(
        "The model's configuration is incomplete", f"config.json does not say {name}.", _TRUST
    )


def _check_sizes(config: dict[str, Any], sizes: dict[str, int], weights: WeightFacts) -> None:
    """Refuse a configuration that would allocate far more than the weights that are there."""
    hidden = sizes["hidden_size"]
    inner = config.get("intermediate_size")
    width = inner if type(inner) is int and inner > 0 else hidden
    positions = _context_length(config) if config["model_type"].startswith("gpt") else 0
    wanted = hidden * max(
        sizes["vocab_size"], sizes["num_hidden_layers"] * hidden, width, positions
    )
    if wanted > 16 * weights.elements:
        raise ModelError(
            "The model's configuration does not fit its weights",
            f"config.json describes at least {wanted:,} parameters, the weights hold "
            f"{weights.elements:,}.",
            "Download or copy the model again.",
        )


def _context_length(config: dict[str, Any]) -> int:
    for key in ("max_position_embeddings", *_ALIASES["max_position_embeddings"]):
        value = config.get(key)
        if type(value) is int and value > 0:
            return value
    return 2048


def _has_chat_template(folder: Path) -> bool:
    if (folder / "chat_template.jinja").is_file() or (folder / "chat_template.json").is_file():
        return True
    settings = folder / "tokenizer_config.json"
    return settings.is_file() and bool(read_json(settings).get("chat_template"))
