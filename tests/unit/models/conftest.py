"""Tiny models shared by the tests of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from desktop.models.loading import LanguageModel, load_language_model
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder that no test changes."""
    return make_tiny_model(tmp_path_factory.mktemp("models") / "tiny", layers=3)


@pytest.fixture
def lm(tiny_folder: Path) -> LanguageModel:
    """A freshly loaded tiny model in float32."""
    return load_language_model(tiny_folder, "cpu", torch.float32)
