"""The memory card: what a run needs, what would make it fit, what its steps really take."""

from __future__ import annotations

import time
from threading import Event as Flag
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.memory_plan import MemoryPlan, Part
from desktop.domain.runs import ModelSource, Stage, settings_for
from desktop.services.memory import Forecast, MemoryCheck
from desktop.services.run_sizes import read_sizes
from desktop.ui.train import memory_panel
from desktop.ui.train.memory_card import MemoryCard, size_text
from desktop.ui.train.memory_panel import MemoryPanel
from tests.helpers.tiny_models import make_tiny_model
from tests.helpers.training import pair

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project

PLAN = MemoryPlan(((Part.ACTIVATIONS, 3_000_000_000), (Part.WEIGHTS, 500_000_000)))


@pytest.fixture
def card(qtbot: QtBot) -> MemoryCard:
    card = MemoryCard()
    qtbot.addWidget(card)
    return card


def test_what_fits_is_said_with_its_parts(card: MemoryCard) -> None:
    card.set_forecast(Forecast(PLAN, 8_000_000_000, "cpu", {}, PLAN.total))
    assert card.total.text() == "About 3.5 GB of 8.0 GB that are free on the CPU"
    assert card.state.text() == "fits"
    assert [name.text() for name in card._names[:2]] == ["Activations", "Weights"]
    assert not card._names[2].isVisibleTo(card)
    assert not card.advice.isVisibleTo(card)
    assert not card.apply.isVisibleTo(card)


def test_what_does_not_fit_comes_with_the_settings_that_would(
    card: MemoryCard, qtbot: QtBot
) -> None:
    remedy = {"micro_batch_size": 2, "recompute_activations": True}
    card.set_forecast(Forecast(PLAN, 2_000_000_000, "cuda", remedy, 1_500_000_000))
    assert card.state.text() == "will not fit"
    assert card.advice.text() == (
        "It would fit, with about 1.5 GB, by: Micro-batch size 2, Recompute activations on."
    )
    with qtbot.waitSignal(card.remedy_requested) as asked:
        card.apply.click()
    assert asked.args == [remedy]


def test_where_nothing_helps_it_says_so(card: MemoryCard) -> None:
    card.set_forecast(Forecast(PLAN, 1_000_000, "cpu", {}, PLAN.total))
    assert "smaller model" in card.advice.text()
    assert not card.apply.isVisibleTo(card)


def test_a_measured_step_stands_beside_its_plan(card: MemoryCard) -> None:
    card.set_check(MemoryCheck(PLAN, 3_200_000_000, "cpu"))
    assert card.checked.text() == (
        "Steps with the longest texts took 3.2 GB; planned for these: 3.5 GB."
    )
    card.set_check(None)
    assert card.checked.text() == ""


def test_sizes_as_they_are_read() -> None:
    assert [size_text(n) for n in (12_000_000, 999_400_000, 1_260_000_000)] == [
        "12 MB",
        "999 MB",
        "1.3 GB",
    ]


def test_measuring_can_be_stopped_with_the_same_key(card: MemoryCard, qtbot: QtBot) -> None:
    card.set_forecast(Forecast(PLAN, 8_000_000_000, "cpu", {}, PLAN.total))
    assert not card.stop.isVisibleTo(card)
    with qtbot.waitActive(card):
        card.show()
    card.check.setFocus()
    card.set_checking(True)
    assert not card.check.isVisibleTo(card)
    assert card.stop.hasFocus()
    assert "Two steps" in card.checked.text()
    with qtbot.waitSignal(card.stop_requested):
        QTest.keyClick(card.stop, Qt.Key.Key_Space)
    card.set_checking(False)
    assert card.check.hasFocus()
    assert not card.stop.isVisibleTo(card)


def test_a_panel_stops_what_it_measures(
    project: Project, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Flag()

    def until_cancelled(*arguments: object) -> None:
        begun.set()
        cancelled = arguments[-1]
        assert callable(cancelled)
        while not cancelled():
            time.sleep(0.01)

    monkeypatch.setattr(memory_panel, "check_memory", until_cancelled)
    monkeypatch.setattr(memory_panel, "training_sources", lambda *_: ((), None, None))
    panel = MemoryPanel(owner := MemoryCard())
    qtbot.addWidget(owner)
    qtbot.addWidget(panel.card)
    panel.set_project(project)
    source = ModelSource(str(make_tiny_model(tmp_path / "model")))
    panel.set_sizes(read_sizes([pair(1, "yes", "no")], source), (None, None))
    panel.show_settings(Stage.SFT, settings_for(Stage.SFT), startable=True)
    panel.card.check.click()
    qtbot.waitUntil(begun.is_set)
    panel.card.stop.click()
    qtbot.waitUntil(lambda: not panel.card.stop.isVisibleTo(panel.card))
    assert panel.card.check.isEnabled()
    assert panel.card.checked.text() == ""


def test_a_panel_without_sizes_shows_nothing(project: Project, qtbot: QtBot) -> None:
    panel = MemoryPanel(project_owner := MemoryCard())
    qtbot.addWidget(project_owner)
    qtbot.addWidget(panel.card)
    panel.set_project(project)
    panel.show_settings(Stage.PPO, settings_for(Stage.PPO), startable=True)
    assert not panel.card.isVisibleTo(project_owner)
