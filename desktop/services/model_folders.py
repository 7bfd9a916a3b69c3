"""A look at a model folder before anything is made of it; the worker's gate looks closely later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from pathlib import Path

PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt")


def check_model_folder(folder: Path) -> None:
    """Raise `InvalidInputError` unless this looks like a folder that a model can be loaded from."""
    if not (folder / "config.json").is_file():
        raise InvalidInputError(
            "This folder holds no model",
            f"{folder} has no config.json.",
            "Choose the folder in which config.json and the .safetensors files lie.",
        )
    if any(folder.glob("*.safetensors")):
        return
    if any(path for pattern in PICKLES for path in folder.glob(pattern)):
        raise InvalidInputError(
            "This model is stored as pickles",
            f"{folder} has no .safetensors file, and files of the other kind can run code.",
            "Get the model as safetensors; most models have them beside the others.",
        )
    raise InvalidInputError(
        "This folder holds no weights",
        f"{folder} has a config.json, but no .safetensors file.",
        "Download the whole model, or choose another folder.",
    )
