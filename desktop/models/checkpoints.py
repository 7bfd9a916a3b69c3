"""Checkpoints that are there completely or not at all.

A checkpoint is a folder: tensors in safetensors, everything else JSON, and a manifest with the hash
of each. It is written under another name beside its place, flushed to the disk, and renamed. The
newest complete one wins; one that is damaged (the disk's fault, or somebody's) is passed over, with
a word about it. The last two and the best are kept.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from safetensors.torch import load_file, save_file

from desktop.domain.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from torch import Tensor

FOLDER = "checkpoints"
_TENSORS, _STATE, _MANIFEST = "tensors.safetensors", "state.json", "manifest.json"
_NAME = re.compile(r"step-(\d{8,})")
_KEEP_LAST = 2


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint read back: tensors by name and the JSON state."""

    step: int
    tensors: dict[str, Tensor]
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LatestCheckpoint:
    """The newest complete checkpoint and what had to be passed over to find it, in words."""

    folder: Path
    step: int
    warnings: tuple[str, ...] = ()


def write_checkpoint(
    run_dir: Path,
    step: int,
    tensors: Mapping[str, Tensor],
    state: Mapping[str, Any],
    *,
    best: bool = False,
) -> Path:
    """Write a checkpoint and return its folder; older ones are then thinned out.

    Args:
        run_dir: The run's folder.
        step: The run goes on after this step; a checkpoint of the same step is replaced.
        tensors: Weights, optimiser and random states.
        state: All else, as JSON values.
        best: Keep it until a better one comes, even when it is not among the last two.

    Raises:
        StorageError: The disk is full or failing. Checkpoints of before are untouched.

    """
    home = run_dir / FOLDER
    place = home / f"step-{step:08d}"
    draft = home / f".{place.name}.{os.getpid()}"
    try:
        home.mkdir(parents=True, exist_ok=True)
        _clear_drafts(home)
        draft.mkdir()
        _write_draft(draft, step, tensors, {**state, "best": best})
        if place.exists():
            shutil.rmtree(place)
        draft.rename(place)
        _flush_folder(home)
    except Exception as error:
        shutil.rmtree(draft, ignore_errors=True)
        if isinstance(error, OSError) or "os error" in str(error).lower():
            raise _cannot_write(place, error) from error
        raise
    _thin_out(home)
    return place


def latest_checkpoint(run_dir: Path) -> LatestCheckpoint | None:
    """Return the newest complete checkpoint, None when there is none."""
    warnings: list[str] = []
    for folder in reversed(_folders(run_dir / FOLDER)):
        fault = check_checkpoint(folder)
        if fault is None:
            return LatestCheckpoint(folder, _step(folder), tuple(warnings))
        warnings.append(f"The checkpoint {folder} is damaged ({fault}); an earlier one is used.")
    return None


def best_checkpoint(run_dir: Path) -> Path | None:
    """Return the folder of the checkpoint that was last called the best; None without one."""
    folders = reversed(_folders(run_dir / FOLDER))
    return next((folder for folder in folders if _is_best(folder)), None)


def check_checkpoint(folder: Path) -> str | None:
    """Say what is wrong with a checkpoint, None when it is complete."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        for name in (_TENSORS, _STATE):
            if _digest(folder / name) != manifest["files"][name]:
                return f"{name} has changed"
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"{error}"
    return None


def read_checkpoint(folder: Path) -> Checkpoint:
    """Read a checkpoint; raises `StorageError` when it is damaged."""
    fault = check_checkpoint(folder)
    if fault is not None:
        raise StorageError(
            "The checkpoint is damaged",
            f"{folder}: {fault}.",
            "Resume from an earlier checkpoint, or start the run again.",
        )
    state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    return Checkpoint(_step(folder), load_file(folder / _TENSORS), state)


def _write_draft(
    draft: Path, step: int, tensors: Mapping[str, Tensor], state: Mapping[str, Any]
) -> None:
    plain = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    _save_tensors(plain, draft / _TENSORS)
    (draft / _STATE).write_text(json.dumps(state), encoding="utf-8")
    files = {name: _digest(draft / name) for name in (_TENSORS, _STATE)}
    manifest = {"format": 1, "step": step, "files": files}
    (draft / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    for name in (_TENSORS, _STATE, _MANIFEST):
        _flush_file(draft / name)
    _flush_folder(draft)


def _save_tensors(tensors: dict[str, Tensor], path: Path) -> None:
    # Tensors may share memory (tied weights, views), which safetensors refuses.
    seen: set[int] = set()
    for name, tensor in tensors.items():
        address = tensor.untyped_storage().data_ptr()
        if address in seen:
            tensors[name] = tensor.clone()
        seen.add(address)
    save_file(tensors, path)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear_drafts(home: Path) -> None:
    for leftover in home.glob(".step-*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _folders(home: Path) -> list[Path]:
    if not home.is_dir():
        return []
    return sorted((p for p in home.iterdir() if _NAME.fullmatch(p.name)), key=_step)


def _step(folder: Path) -> int:
    return int(folder.name.removeprefix("step-"))


def _thin_out(home: Path) -> None:
    folders = _folders(home)
    best = best_checkpoint(home.parent)
    for folder in folders[:-_KEEP_LAST]:
        if folder != best:
            shutil.rmtree(folder, ignore_errors=True)


def _is_best(folder: Path) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return bool(json.loads((folder / _STATE).read_text(encoding="utf-8")).get("best"))
    return False


def _cannot_write(place: Path, error: Exception) -> StorageError:
    full = getattr(error, "errno", None) == errno.ENOSPC or "os error 28" in str(error).lower()
    return StorageError(
        "The disk is full" if full else "A checkpoint could not be written",
        f"{place} was not written ({error}). The checkpoints before it are untouched.",
        "Free some space, then resume the run." if full else "Check the disk, then resume the run.",
    )


@contextlib.contextmanager
def atomic_folder(place: Path) -> Iterator[Path]:
    """Give a folder to fill that takes its name only when all went well; raises `StorageError`.

    For whole model folders: filled beside its place, flushed, renamed, an older one replaced.
    """
    draft = place.parent / f".{place.name}.{os.getpid()}"
    try:
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        yield draft
        for path in draft.rglob("*"):
            if path.is_file():
                _flush_file(path)
        _flush_folder(draft)
        if place.exists():
            shutil.rmtree(place)
        draft.rename(place)
        _flush_folder(place.parent)
    except OSError as error:
        raise StorageError(
            "A folder could not be written", f"{place}: {error}.", "Free some space and try again."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
