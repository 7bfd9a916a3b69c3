"""Where a user's own data lies: base models and logs, outside every project.

`TASTEMAKER_DATA_DIR` and `TASTEMAKER_MODELS_DIR` override the platform's folders. Base models can
be named in four ways: "starter", a folder, a `.gguf` file, or a Hub id; all but a folder are
prepared once into the models folder. An installed program brings the starter model in its
`resources/models`; from source it is prepared like the others.
"""

from __future__ import annotations

import hashlib
import os
import re
from enum import StrEnum
from pathlib import Path

import platformdirs

from desktop.domain.errors import InvalidInputError
from desktop.resource_files import resource_path

DATA_VARIABLE = "TASTEMAKER_DATA_DIR"
MODELS_VARIABLE = "TASTEMAKER_MODELS_DIR"
SETTINGS_FILE = "window.json"
STARTER = "starter"
STARTER_FOLDER = "SmolLM2-135M-Instruct"
MANIFEST = "manifest.json"
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")


class BaseKind(StrEnum):
    """The ways to name a base model."""

    STARTER = "starter"
    FOLDER = "folder"
    GGUF = "gguf"
    HUB = "hub"


def user_data_folder() -> Path:
    """Return the folder for this user's data; it may not exist yet."""
    override = os.environ.get(DATA_VARIABLE)
    return Path(override) if override else platformdirs.user_data_path("tastemaker", False)


def models_folder() -> Path:
    """Return the folder that holds prepared base models; it may not exist yet."""
    override = os.environ.get(MODELS_VARIABLE)
    return Path(override) if override else user_data_folder() / "models"


def settings_file() -> Path:
    """Return the file of the window's settings; it may not exist yet."""
    return user_data_folder() / SETTINGS_FILE


def starter_folder() -> Path:
    """Return the starter model's folder: the one that came with the program, or the user's."""
    bundled = resource_path("models", STARTER_FOLDER)
    return bundled if (bundled / MANIFEST).is_file() else models_folder() / STARTER_FOLDER


def logs_folder() -> Path:
    """Return the folder for logs that belong to no run, made if missing."""
    folder = user_data_folder() / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def base_kind(model: str) -> BaseKind:
    """Tell how a base model is named; raises `InvalidInputError` when it is in no known way."""
    if model == STARTER:
        return BaseKind.STARTER
    path = Path(model).expanduser()
    if model.strip() and path.is_dir():
        return BaseKind.FOLDER
    if path.suffix.lower() == ".gguf" and path.is_file():
        return BaseKind.GGUF
    if _HUB_ID.fullmatch(model) and path.suffix.lower() != ".gguf":
        return BaseKind.HUB
    raise InvalidInputError(
        "There is no such model",
        f"“{model}” is neither “{STARTER}”, nor a folder or .gguf file that exists, nor a Hub id "
        "such as HuggingFaceTB/SmolLM2-135M-Instruct.",
        "Correct the name or the path.",
    )


def canonical_model(model: str) -> str:
    """Return the name of a base model as a project stores it: absolute where it is a path."""
    if base_kind(model) in (BaseKind.FOLDER, BaseKind.GGUF):
        return str(Path(model).expanduser().resolve())
    return model


def base_model_folder(model: str) -> Path:
    """Return the folder from which the worker loads a base model, whether or not it is ready."""
    if model == STARTER:
        return starter_folder()
    path = Path(model)
    if path.is_absolute() and path.suffix.lower() == ".gguf":
        digest = hashlib.sha256(str(path).encode()).hexdigest()[:8]
        return models_folder() / "gguf" / f"{path.stem}-{digest}"
    if path.is_absolute():
        return path
    return models_folder() / "hub" / model.replace("/", "--")
