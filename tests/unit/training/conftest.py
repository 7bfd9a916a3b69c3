"""A tiny base model and a tiny reward model on it, made once for all tests of training."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.prompts import Split
from desktop.domain.runs import Stage
from desktop.training.runner import run
from tests.helpers.tiny_models import make_tiny_model
from tests.helpers.training import Interruption, Recorder, pair, run_folder, run_spec

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("base"), layers=3)


@pytest.fixture(scope="session")
def reward_model(base: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reward")
    examples = [pair(n, "yes yes", "no never") for n in range(1, 9)]
    examples += [pair(n, "yes yes", "no never", split=Split.HELD_OUT) for n in range(9, 11)]
    settings = {
        "adapter.layers": 1,
        "adapter.rank": 2,
        "epochs": 1,
        "normalise_samples": 8,
        "sampling.max_new_tokens": 6,
        "folds": 1,
    }
    run(
        run_spec(Stage.REWARD, base, settings),
        run_folder(folder, examples),
        Recorder(),
        Interruption(),
    )
    return folder / "model"
