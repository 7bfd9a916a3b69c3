"""kill -9 at random moments of every trainer: what was resumed equals what was never disturbed.

`TASTEMAKER_TRAINER_KILLS` sets how many kills each trainer takes (the default keeps CI quick).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.domain.runs import Stage
from desktop.training.runner import run
from tests.helpers.short_runs import STAGES, assert_equal_bit_for_bit, prepare
from tests.helpers.tiny_models import make_tiny_model
from tests.helpers.training import Interruption, Recorder, pair, run_folder, run_spec

if TYPE_CHECKING:
    from pathlib import Path

KILLS = int(os.environ.get("TASTEMAKER_TRAINER_KILLS", "4"))
REWARD = {
    "adapter.layers": 1,
    "adapter.rank": 2,
    "epochs": 1,
    "normalise_samples": 4,
    "sampling.max_new_tokens": 4,
}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A tiny base model and a reward model on it."""
    home = tmp_path_factory.mktemp("models")
    base = make_tiny_model(home / "base", layers=3)
    examples = [pair(n, "yes yes", "no never") for n in range(1, 9)]
    folder = run_folder(home / "reward", examples)
    run(run_spec(Stage.REWARD, base, REWARD), folder, Recorder(), Interruption())
    return base, folder / "model"


@pytest.mark.slow
@pytest.mark.timeout(120 + 60 * KILLS)
@pytest.mark.parametrize("stage", STAGES)
def test_a_run_killed_at_random_moments_ends_bit_for_bit_the_same(
    stage: Stage, models: tuple[Path, Path], tmp_path: Path
) -> None:
    spec = prepare(stage, *models, tmp_path / "straight")
    (tmp_path / "spec.json").write_text(json.dumps(spec.to_json()), encoding="utf-8")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.helpers.killed_training",
            str(tmp_path / "spec.json"),
            str(tmp_path),
            str(KILLS),
            "7",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    counted = json.loads(done.stdout)
    assert counted["kills"] >= KILLS
    for number in range(counted["runs"]):
        assert_equal_bit_for_bit(tmp_path / "straight", tmp_path / f"killed-{number}")
