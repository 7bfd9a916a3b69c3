"""From what the user calls a model (starter, folder, .gguf file, Hub id) to a checked folder.

Folders are used where they are. A .gguf file is converted once, again when the file has changed.
From the Hub only safetensors, JSON and tokenizer files come, into the models folder, and only when
the user allowed a download.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

from desktop.domain.errors import AppError, DownloadError, ModelError
from desktop.models.gate import inspect_model_folder
from desktop.models.starter import OnProgress, ensure_starter

STARTER = "starter"
_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_WANTED = ["*.safetensors", "*.json", "*.jinja", "*.model", "*.txt"]
_SOURCE = "source.json"


def resolve_model(
    argument: str,
    models_dir: Path,
    *,
    allow_download: bool = False,
    on_progress: OnProgress | None = None,
) -> Path:
    """Return the checked folder of a base model, preparing it first if need be.

    Args:
        argument: "starter", a folder, a .gguf file, or a Hub id.
        models_dir: Where prepared models lie.
        allow_download: Whether a Hub id may be fetched; the starter model, asked for by name,
            always may.
        on_progress: Told what is being done.

    Raises:
        ModelError: There is no such model, or it is refused.
        DownloadError: It would have to be downloaded and cannot be, or may not be.

    """
    report = on_progress or _silent
    if argument == STARTER:
        return ensure_starter(models_dir, on_progress)
    path = Path(argument).expanduser()
    if path.suffix.lower() == ".gguf":
        return _converted(path.resolve(), models_dir, report)
    if path.is_dir() or not _HUB_ID.fullmatch(argument):
        return inspect_model_folder(path.resolve()).folder
    return _from_hub(argument, models_dir, allow_download, report)


def gguf_folder(path: Path, models_dir: Path) -> Path:
    """Return the folder that a .gguf file (its absolute path) is converted into."""
    digest = hashlib.sha256(str(path).encode()).hexdigest()[:8]
    return models_dir / "gguf" / f"{path.stem}-{digest}"


def hub_folder(hub_id: str, models_dir: Path) -> Path:
    """Return the folder that a model of the Hub is downloaded into."""
    return models_dir / "hub" / hub_id.replace("/", "--")


def _silent(phase: str, done: int, total: int) -> None:
    """Report to nobody."""


def _converted(path: Path, models_dir: Path, report: OnProgress) -> Path:
    if not path.is_file():
        raise ModelError(
            "The model is not there", f"There is no file {path}.", "Correct the path and try again."
        )
    folder = gguf_folder(path, models_dir)
    facts: dict[str, str | int] = {
        "path": str(path),
        "bytes": path.stat().st_size,
        "changed": path.stat().st_mtime_ns,
    }
    if _is_from(folder, facts):
        return folder
    from desktop.models.gguf import convert_gguf  # torch is imported only when it is needed

    report("convert", 0, 1)
    convert_gguf(path, folder)
    (folder / _SOURCE).write_text(json.dumps(facts), encoding="utf-8")
    report("convert", 1, 1)
    return folder


def _is_from(folder: Path, facts: dict[str, str | int]) -> bool:
    try:
        known = json.loads((folder / _SOURCE).read_text(encoding="utf-8"))
        inspect_model_folder(folder)
    except (OSError, ValueError, AppError):
        return False
    return bool(known == facts)


def _from_hub(hub_id: str, models_dir: Path, allowed: bool, report: OnProgress) -> Path:
    folder = hub_folder(hub_id, models_dir)
    if (folder / _SOURCE).is_file():
        return inspect_model_folder(folder).folder
    if not allowed:
        raise DownloadError(
            "The model would have to be downloaded",
            f"“{hub_id}” is not on this computer, and nothing is downloaded unasked.",
            "Allow the download, or choose a folder or .gguf file that is here.",
        )
    report("download", 0, 1)
    _download(hub_id, folder)
    facts = inspect_model_folder(folder)
    (folder / _SOURCE).write_text(json.dumps({"hub_id": hub_id}), encoding="utf-8")
    report("download", 1, 1)
    return facts.folder


def _download(hub_id: str, folder: Path) -> None:
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    import huggingface_hub  # reads the environment when it is imported

    try:
        huggingface_hub.snapshot_download(
            hub_id, local_dir=folder, allow_patterns=_WANTED, ignore_patterns=["*/*"]
        )
    except Exception as error:
        reason = str(error).strip().splitlines()[0][:300] if str(error).strip() else repr(error)
        raise DownloadError(
            "The model could not be downloaded",
            f"“{hub_id}” did not come from the Hugging Face Hub: {reason}",
            "Check the name and the network and try again; what is already here is kept.",
        ) from error
