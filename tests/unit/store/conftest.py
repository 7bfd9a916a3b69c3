"""A store on a real file, with a clock that says what the test wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.prompts import user_prompt
from desktop.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Clock:
    """Seconds since the epoch, moved by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    with open_store(tmp_path / "project.db", clock=clock) as opened:
        yield opened


@pytest.fixture
def pair(store: Store) -> tuple[int, int, int]:
    """A prompt with two responses: the prompt's id, and theirs."""
    prompt = store.prompts.add(user_prompt("Why is the sky blue?"))
    first = store.responses.add(prompt.id, "Because of Rayleigh scattering.")
    second = store.responses.add(prompt.id, "It is painted.")
    return prompt.id, first.id, second.id
