"""What launchers say in the environment."""

from __future__ import annotations

import pytest

from desktop.domain.errors import TrainingError
from desktop.domain.processes import Place, place_in

TORCHRUN = {
    "RANK": "3",
    "WORLD_SIZE": "4",
    "LOCAL_RANK": "1",
    "LOCAL_WORLD_SIZE": "2",
    "MASTER_ADDR": "node-0",
    "MASTER_PORT": "29500",
    "TORCHELASTIC_USE_AGENT_STORE": "True",
    "TORCHELASTIC_RESTART_COUNT": "1",
}


def test_torchrun() -> None:
    place = place_in(TORCHRUN)
    assert place == Place(3, 4, 1, 2, "node-0", 29500, hosted=True, attempt=1)
    assert not place.leads


def test_a_launcher_that_says_little() -> None:
    place = place_in({"RANK": "0", "WORLD_SIZE": "2", "MASTER_PORT": "5"})
    assert place == Place(0, 2, 0, 2, "localhost", 5)
    assert place.leads


@pytest.mark.parametrize("environment", [{}, {"WORLD_SIZE": "1", "RANK": "0"}])
def test_a_process_of_its_own(environment: dict[str, str]) -> None:
    assert place_in(environment) is None


@pytest.mark.parametrize("name", ["RANK", "WORLD_SIZE", "MASTER_PORT"])
def test_words_that_make_no_sense(name: str) -> None:
    with pytest.raises(TrainingError, match=name):
        place_in(TORCHRUN | {name: "many"})
