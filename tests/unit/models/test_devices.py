"""The choice of a device says why, and never falls back silently."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
import torch

from desktop.domain.errors import TrainingError
from desktop.domain.processor import cpu_flags, has_fast_bfloat16
from desktop.models import devices

if TYPE_CHECKING:
    from pathlib import Path


def test_cpu_gives_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    choice = devices.choose_device()
    assert choice.device.type == "cpu"
    assert "no GPU" in choice.reason


@pytest.mark.parametrize(
    ("flags", "dtype", "words"),
    [
        ("fpu avx512_bf16", torch.bfloat16, "computes fast"),
        ("fpu amx_bf16", torch.bfloat16, "computes fast"),
        ("fpu avx2", torch.float32, "no fast bfloat16"),
    ],
)
def test_bf16_where_the_cpu_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, flags: str, dtype: torch.dtype, words: str
) -> None:
    source = tmp_path / "cpuinfo"
    source.write_text(f"processor : 0\nflags\t\t: {flags}\n", encoding="utf-8")
    monkeypatch.setattr(devices, "has_fast_bfloat16", partial(has_fast_bfloat16, source))
    choice = devices.choose_device("cpu")
    assert choice.dtype is dtype
    assert words in choice.reason


def test_flags_are_read_from_the_system(tmp_path: Path) -> None:
    source = tmp_path / "cpuinfo"
    source.write_text("processor : 0\nflags\t\t: fpu avx512_bf16\n", encoding="utf-8")
    assert cpu_flags(source) == {"fpu", "avx512_bf16"}
    assert cpu_flags(tmp_path / "none") == set()


def test_a_missing_gpu_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(TrainingError, match="cuda"):
        devices.choose_device("cuda")


@pytest.mark.parametrize(("device", "dtype"), [("tpu", "auto"), ("cpu", "float8")])
def test_unknown_choices_are_errors(device: str, dtype: str) -> None:
    with pytest.raises(TrainingError, match="choices are"):
        devices.choose_device(device, dtype)


def test_dtype_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "has_fast_bfloat16", lambda: False)
    assert devices.choose_device("cpu", "float32").dtype is torch.float32
    slow = devices.choose_device("cpu", "bfloat16")
    assert slow.dtype is torch.bfloat16
    assert "slow" in slow.reason


def test_a_gpu_that_does_not_work_is_said_in_cudas_own_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken() -> None:
        raise RuntimeError("CUDA driver version is insufficient for CUDA runtime version\nmore")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.cuda, "is_built", lambda: True)
    monkeypatch.setattr(torch.cuda, "init", broken)
    choice = devices.choose_device()
    assert choice.device.type == "cpu"
    assert "driver version is insufficient" in choice.reason
    assert "more" not in choice.reason
    with pytest.raises(TrainingError, match="driver version is insufficient"):
        devices.choose_device("cuda")
