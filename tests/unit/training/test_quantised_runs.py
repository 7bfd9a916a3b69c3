"""Whole runs on a base in 8 or 4 bits, on the CPU, where bitsandbytes is installed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.runs import Stage
from desktop.training import engine
from desktop.training.runner import run
from tests.helpers.short_runs import prepare, weights
from tests.helpers.tiny_models import make_tiny_model
from tests.helpers.training import Interruption, Recorder

if TYPE_CHECKING:
    from pathlib import Path


def _allowed(*args: Any) -> None:  # noqa: ANN401 - as the function it stands for
    """Let a CPU pass: it is only too slow to be offered."""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["8bit", "4bit"])
def test_reward_model_and_ppo_on_a_rounded_base(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("bitsandbytes")
    monkeypatch.setattr(engine, "require_quantising", _allowed)
    base = make_tiny_model(tmp_path / "base", layers=3, hidden=64)
    reward = tmp_path / "reward"
    for stage, folder in ((Stage.REWARD, reward), (Stage.PPO, tmp_path / "ppo")):
        spec = prepare(stage, base, reward / "model", folder, adapter__quantise=kind)
        result = run(spec, folder, Recorder(), Interruption())
        assert all(math.isfinite(v) for v in result.values() if isinstance(v, float))
        assert weights(folder)
