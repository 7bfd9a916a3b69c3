"""GGUF files, converted once into a model folder.

GGUF holds quantised weights for running. transformers can read them (slowly) but cannot save what
it read, so the weights go into a clean model made from the file's configuration, and that is saved
as bfloat16 safetensors with its tokenizer.
"""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, Any

import torch
import transformers
from transformers import PreTrainedTokenizerBase

from desktop.domain.errors import ModelError
from desktop.models.chat import decode_text, encode_text, turn_end_id
from desktop.models.checkpoints import atomic_folder
from desktop.models.gate import inspect_model_folder
from desktop.models.templates import template_of

if TYPE_CHECKING:
    from pathlib import Path

_MAGIC = b"GGUF"
_SAMPLES = ("Hello, world! It's 12:30.", "  two  spaces\n\nnew line\t", "naïve 中文 🙂")
_NOT_CONFIG = ("quantization_config", "_name_or_path", "dtype", "torch_dtype")


def convert_gguf(source: Path, target: Path, *, expected_end: str | None = None) -> Path:
    """Convert a .gguf file into the model folder `target`, which appears only when it is complete.

    Args:
        source: The file.
        target: Replaced if it is there.
        expected_end: The text of the end token, where it is known.

    Raises:
        ModelError: The file is no GGUF, is cut off, or holds a model or tokenizer that cannot be
            converted.
        StorageError: The folder could not be written.

    """
    _check_magic(source)
    model, tokenizer = _read(source)
    _check_tokenizer(source, tokenizer, expected_end)
    clean = _clean_copy(model, torch.bfloat16)
    _declare_ends(clean, tokenizer)
    with atomic_folder(target) as draft:
        clean.save_pretrained(draft)
        tokenizer.save_pretrained(draft)
        inspect_model_folder(draft)
    return target


def _check_magic(source: Path) -> None:
    try:
        with source.open("rb") as file:
            magic = file.read(4)
    except OSError as error:
        raise ModelError(
            "The GGUF file cannot be read",
            f"{source}: {error}.",
            "Check its place and permissions.",
        ) from error
    if magic != _MAGIC:
        raise ModelError(
            "This is not a GGUF file",
            f"{source} does not begin as one does.",
            "Choose a .gguf file of a language model, or a model folder.",
        )


def read_gguf(source: Path, dtype: torch.dtype) -> tuple[Any, Any]:
    """Return the model and the tokenizer of a file; raises `ModelError`."""
    model, tokenizer = _read(source)
    return _clean_copy(model, dtype), tokenizer


def _read(source: Path) -> tuple[Any, Any]:
    where = {"gguf_file": source.name, "local_files_only": True, "trust_remote_code": False}
    folder = str(source.parent)
    try:
        # The reader reports its progress on stderr whatever one asks.
        with contextlib.redirect_stderr(io.StringIO()):
            tokenizer = transformers.AutoTokenizer.from_pretrained(folder, **where)
            model = transformers.AutoModelForCausalLM.from_pretrained(
                folder, dtype=torch.float32, **where
            )
    except Exception as error:
        raise ModelError(
            "The GGUF file cannot be converted",
            f"{source} is damaged, cut off, or of a kind that is not supported "
            f"({str(error)[:200]}).",
            "Download the file again, or use the model's original folder.",
        ) from error
    return model, tokenizer


def _check_tokenizer(
    source: Path, tokenizer: PreTrainedTokenizerBase, expected_end: str | None
) -> None:
    for text in _SAMPLES:
        if decode_text(tokenizer, encode_text(tokenizer, text)) != text:
            raise ModelError(
                "The tokenizer of the GGUF file is not converted faithfully",
                f"{source}: the text {text!r} does not come back from its tokens.",
                "Use the model's original folder.",
            )
    if expected_end is not None and tokenizer.eos_token != expected_end:
        raise ModelError(
            "The GGUF file is not the one expected",
            f"{source} ends texts with {tokenizer.eos_token!r}, not {expected_end!r}.",
            "Download the file again.",
        )


def _clean_copy(model: Any, dtype: torch.dtype) -> Any:  # noqa: ANN401
    values = {k: v for k, v in model.config.to_dict().items() if k not in _NOT_CONFIG}
    config = type(model.config).from_dict(values)
    clean = transformers.AutoModelForCausalLM.from_config(config)
    clean.load_state_dict(model.state_dict())
    return clean.to(dtype).eval()


def _declare_ends(model: Any, tokenizer: PreTrainedTokenizerBase) -> None:  # noqa: ANN401
    """Let the template's end of a turn end a response, also where the end token is another one."""
    ends = {tokenizer.eos_token_id}
    if template_of(tokenizer) is not None:
        ends.add(turn_end_id(tokenizer))
    ordered = sorted(ends - {None})
    model.generation_config.eos_token_id = ordered[0] if len(ordered) == 1 else ordered
