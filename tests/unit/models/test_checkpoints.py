"""Checkpoints: exact, atomic at every kill, and a full disk harms nothing of before."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import torch
from torch import Tensor

from desktop.domain.errors import StorageError
from desktop.models import checkpoints
from desktop.models.checkpoints import (
    atomic_folder,
    latest_checkpoint,
    read_checkpoint,
    write_checkpoint,
)

if TYPE_CHECKING:
    from pathlib import Path


def some_tensors(value: float) -> dict[str, Tensor]:
    return {
        "w": torch.full((3, 4), value),
        "half": torch.full((5,), value, dtype=torch.bfloat16),
        "rng": torch.arange(16, dtype=torch.uint8),
    }


def test_what_is_written_is_read(tmp_path: Path) -> None:
    state = {"loss": 0.1, "name": "é", "nested": {"list": [1, None]}}
    folder = write_checkpoint(tmp_path, 12, some_tensors(1.5), state)
    back = read_checkpoint(folder)
    assert back.step == 12
    assert back.state == {**state, "best": False}
    for name, tensor in some_tensors(1.5).items():
        assert back.tensors[name].dtype == tensor.dtype
        assert torch.equal(back.tensors[name], tensor)


def test_views_and_tied_tensors(tmp_path: Path) -> None:
    base = torch.arange(6.0).view(2, 3)
    folder = write_checkpoint(tmp_path, 1, {"a": base, "b": base, "t": base.t()}, {})
    tensors = read_checkpoint(folder).tensors
    assert torch.equal(tensors["b"], base)
    assert torch.equal(tensors["t"], base.t())


def test_last_two_and_best_are_kept(tmp_path: Path) -> None:
    for step in range(1, 8):
        write_checkpoint(tmp_path, step, some_tensors(step), {}, best=step in (2, 3))
    names = sorted(path.name for path in (tmp_path / "checkpoints").iterdir())
    assert names == ["step-00000003", "step-00000006", "step-00000007"]
    found = latest_checkpoint(tmp_path)
    assert found is not None
    assert (found.step, found.warnings) == (7, ())


def test_no_checkpoint(tmp_path: Path) -> None:
    assert latest_checkpoint(tmp_path) is None


@pytest.mark.parametrize("file", ["tensors.safetensors", "state.json", "manifest.json"])
@pytest.mark.parametrize("harm", ["cut", "gone", "flipped"])
def test_a_damaged_one_is_passed_over(tmp_path: Path, file: str, harm: str) -> None:
    write_checkpoint(tmp_path, 1, some_tensors(1), {})
    newest = write_checkpoint(tmp_path, 2, some_tensors(2), {})
    path = newest / file
    data = bytearray(path.read_bytes())
    if harm == "gone":
        path.unlink()
    elif harm == "cut":
        path.write_bytes(data[:-3])
    else:
        data[-8] ^= 1
        path.write_bytes(data)
    found = latest_checkpoint(tmp_path)
    assert found is not None
    assert found.step == 1
    assert "step-00000002" in found.warnings[0]
    with pytest.raises(StorageError, match="damaged"):
        read_checkpoint(newest)


def test_the_same_step_again_replaces(tmp_path: Path) -> None:
    write_checkpoint(tmp_path, 1, some_tensors(1), {})
    folder = write_checkpoint(tmp_path, 1, some_tensors(2), {})
    assert float(read_checkpoint(folder).tensors["w"][0, 0]) == 2.0


# Each name is a step of writing; the process is killed right before it.
STAGES = ["_save_tensors", "_digest", "_flush_file", "_flush_folder", "_thin_out"]

KILLER = """
import os, signal, sys
from pathlib import Path
import torch
from desktop.models import checkpoints
checkpoints.write_checkpoint(Path(sys.argv[1]), 1, {"w": torch.ones(3)}, {})
setattr(checkpoints, sys.argv[2], lambda *_: os.kill(os.getpid(), signal.SIGKILL))
checkpoints.write_checkpoint(Path(sys.argv[1]), 2, {"w": torch.zeros(3)}, {})
"""


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES)
def test_killed_between_steps(tmp_path: Path, stage: str) -> None:
    done = subprocess.run([sys.executable, "-c", KILLER, str(tmp_path), stage], check=False)
    assert done.returncode == -signal.SIGKILL
    found = latest_checkpoint(tmp_path)
    assert found is not None
    assert found.step == (2 if stage == "_thin_out" else 1)
    assert found.warnings == ()
    write_checkpoint(tmp_path, 3, some_tensors(3), {})
    assert all(p.name.startswith("step-") for p in (tmp_path / "checkpoints").iterdir())


def test_a_real_write_error_of_the_system(tmp_path: Path) -> None:
    """A limit on the size of files makes the system refuse the write, as a full disk does."""
    write_checkpoint(tmp_path, 1, some_tensors(1), {})
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, limits[1]))
    try:
        with pytest.raises(StorageError, match="untouched"):
            write_checkpoint(tmp_path, 2, {"w": torch.zeros(100_000)}, {})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, handler)
    assert [p.name for p in (tmp_path / "checkpoints").iterdir()] == ["step-00000001"]
    found = latest_checkpoint(tmp_path)
    assert found is not None
    assert found.step == 1


@pytest.mark.parametrize("stage", ["_save_tensors", "_flush_file", "_flush_folder"])
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    write_checkpoint(tmp_path, 1, some_tensors(1), {})

    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(checkpoints, stage, full)
    with pytest.raises(StorageError) as caught:
        write_checkpoint(tmp_path, 2, some_tensors(2), {})
    assert caught.value.title == "The disk is full"
    assert "untouched" in caught.value.message
    # Flushing the parent comes after the rename: then the new one is there, and complete.
    names = sorted(p.name for p in (tmp_path / "checkpoints").iterdir())
    assert names[0] == "step-00000001"
    assert all(checkpoints.check_checkpoint(tmp_path / "checkpoints" / n) is None for n in names)


def test_atomic_folder_is_all_or_nothing(tmp_path: Path) -> None:
    place = tmp_path / "model"
    with atomic_folder(place) as draft:
        (draft / "a").write_text("1", encoding="utf-8")
        assert not place.exists()
    assert (place / "a").read_text(encoding="utf-8") == "1"
    with pytest.raises(RuntimeError), atomic_folder(place) as draft:  # noqa: PT012
        (draft / "a").write_text("2", encoding="utf-8")
        raise RuntimeError
    assert (place / "a").read_text(encoding="utf-8") == "1"
    assert [p.name for p in tmp_path.iterdir()] == ["model"]
