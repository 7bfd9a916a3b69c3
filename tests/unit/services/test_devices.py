from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.engines import EngineKind
from desktop.domain.errors import WorkerError
from desktop.services import devices
from desktop.services.engines import AUTOMATIC, choose
from desktop.services.paths import DATA_VARIABLE
from desktop.worker.launch import built_in_engine
from desktop.worker.supervisor import Worker
from tests.helpers import fake_workers
from tests.helpers.device_reports import CPU, GPU
from tests.helpers.engine_folders import install_engine
from tests.helpers.fake_engine import fake_engine

if TYPE_CHECKING:
    from pathlib import Path

CARD = ("NVIDIA GeForce RTX 4090",)


@pytest.fixture(autouse=True)
def cards(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The cards of the computer; none at first."""
    found: list[str] = []
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    monkeypatch.setattr(devices, "nvidia_cards", lambda: tuple(found))
    return found


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the engine finds each time it is asked, from the end; the fixture is used up by that."""
    answers = [CPU, GPU]

    def ask(*_: object) -> dict[str, Any]:
        return dict(answers.pop())

    monkeypatch.setattr(devices, "probe", ask)
    return answers


def titles(kind: EngineKind, values: dict[str, Any], cards: tuple[str, ...]) -> list[str]:
    engine = replace(built_in_engine(), name="one", kind=kind)
    return [error.message for error in devices.advice(engine, values, cards)]


def test_a_card_is_not_passed_over_in_silence() -> None:
    assert titles(EngineKind.CPU, CPU, ()) == []
    assert titles(EngineKind.CUDA, GPU, CARD) == []
    (said,) = titles(EngineKind.CPU, CPU, CARD)
    assert "(NVIDIA GeForce RTX 4090), but the engine “one” computes on the processor only" in said
    (said,) = titles(EngineKind.CUDA, CPU, CARD * 2)
    assert "(NVIDIA GeForce RTX 4090), but the engine “one” cannot reach it" in said
    (said,) = titles(EngineKind.CPU, {**CPU, "cuda_build": "13.0"}, CARD)
    assert "cannot reach it" in said


def test_a_device_that_fails_is_said() -> None:
    broken = {**GPU, "devices": [{"name": "cuda:0", "error": "RuntimeError: no kernel image"}]}
    (said,) = titles(EngineKind.CUDA, broken, CARD)
    assert "“cuda:0” failed in a small computation: RuntimeError: no kernel image" in said


def test_an_installed_engine_that_cannot_be_used_is_said_unless_another_is_chosen() -> None:
    install_engine("old", protocol="000000000000")
    (said,) = titles(EngineKind.CPU, CPU, ())
    assert "“old” is of Tastemaker" in said
    choose("built-in")
    assert titles(EngineKind.CPU, CPU, ()) == []
    choose(AUTOMATIC)


def test_what_was_found_is_known_until_engine_or_cards_change(
    asked: list[dict[str, Any]], cards: list[str]
) -> None:
    assert devices.known_devices() is None
    found = devices.find_devices()
    assert (found.device, found.model, found.known) == ("cuda", "NVIDIA H100", False)
    assert devices.known_devices() == replace(found, known=True)
    cards.append("NVIDIA T4")
    assert devices.known_devices() is None
    assert devices.find_devices().device == "cpu"
    assert asked == []
    install_engine("cuda-13")
    assert devices.known_devices() is None


def test_damaged_knowledge_is_none(asked: list[dict[str, Any]], tmp_path: Path) -> None:
    devices.find_devices()
    (tmp_path / "engines" / devices.KEPT_FILE).write_text('{"of": []', encoding="utf-8")
    assert devices.known_devices() is None


def test_an_engine_that_does_not_come_to_an_end_is_given_up() -> None:
    ticks = count(0, 5)
    worker = partial(Worker, fake_engine(fake_workers.stuck_on_a_device))
    with pytest.raises(WorkerError, match="“cuda:0” did not come to the end") as caught:
        devices.probe(worker=worker, clock=lambda: float(next(ticks)), answer_within_s=20)
    assert caught.value.title == "A device does not answer"


def test_a_real_engine_tries_its_devices() -> None:
    values = devices.probe()
    assert {"name": "cpu", "error": ""} in values["devices"]
    assert values["device"] in ("cpu", "cuda", "mps")
