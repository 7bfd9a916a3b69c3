"""The program's own test of itself, from source and on a tiny model."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QImage

from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

STEPS = [
    "the window opens",
    "a project is made of the sample",
    "every page is shown",
    "a worker generates answers",
    "answers are compared",
    "the reward model learns",
    "the policy takes a step of PPO",
    "the data are exported",
    "the project is closed and opened again",
    "the window closes",
]


def self_test(model: Path, home: Path, *words: str) -> tuple[int, dict[str, Any], str]:
    """Run it with a data folder of its own: exit status, what it says, and its remarks."""
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "desktop", *words, "--model", str(model), "--json"],
        env={
            **os.environ,
            "TASTEMAKER_DATA_DIR": str(home / "data"),
            "TMPDIR": str(home),
            "OMP_NUM_THREADS": "1",
            "QT_QPA_PLATFORM": "offscreen",
        },
        capture_output=True,
        text=True,
        timeout=550,
        check=False,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


def test_every_step_passes_and_nothing_is_left(tmp_path: Path) -> None:
    model = make_tiny_model(tmp_path / "model")
    album = tmp_path / "album"
    status, said, remarks = self_test(
        model, tmp_path / "home", "--selftest", "--pictures", str(album)
    )
    assert (said["error"], status, said["ok"]) == ("", 0, True)
    done = [step["name"] for step in said["steps"]]
    assert [name for name in done if not name.endswith("photographed")] == STEPS
    assert len(done) == len(STEPS) + 2
    assert all(step["seconds"] >= 0 for step in said["steps"])
    for name in STEPS:
        assert name in remarks
    pictures = {file.stem: QImage(str(file)) for file in album.glob("*.png")}
    assert {"first-start", "home", "rate", "runs", "models"} <= pictures.keys()
    assert all(min(p.width(), p.height()) >= 640 for p in pictures.values())
    left = [p for p in (tmp_path / "home").rglob("*") if p.is_file() and p.suffix != ".log"]
    assert left == []


def test_a_step_that_fails_is_named_and_the_rest_is_not_tried(tmp_path: Path) -> None:
    model = make_tiny_model(tmp_path / "model")
    (model / "tokenizer.json").write_text("{}")
    status, said, remarks = self_test(model, tmp_path / "home", "selftest")
    assert (status, said["ok"]) == (1, False)
    assert [step["name"] for step in said["steps"]] == STEPS[:3]
    assert said["error"].startswith(STEPS[3])
    assert "tokenizer" in said["error"]
    assert "FAILED" in remarks
