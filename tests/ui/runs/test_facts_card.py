from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.services.run_facts import ChangedSetting, RunFacts
from desktop.ui.runs.facts_card import FactsCard

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_facts_are_said_in_words_and_the_command_is_copied(qtbot: QtBot) -> None:
    card = FactsCard()
    qtbot.addWidget(card)
    changed = (
        ChangedSetting("updates", 7, 40),
        ChangedSetting("optimizer.learning_rate", 1e-05, 2e-4),
        ChangedSetting("recompute_activations", True, False),
    )
    folder = Path("/tmp/my project/runs/1/tensorboard")
    card.set_facts(RunFacts("cpu", "no GPU here", "float32", changed, "base", "", folder))
    assert card.place.text() == "CPU · float32 · no GPU here"
    assert card.settings.text().splitlines() == [
        "Updates: 7 (usually 40)",
        "Step size: 1e-05 (usually 0.0002)",
        "Recompute activations: on (usually off)",
    ]
    assert card.reward.isHidden()
    card.copy.click()
    copied = QGuiApplication.clipboard().text()
    assert copied == "tensorboard --logdir '/tmp/my project/runs/1/tensorboard'"


def test_facts_that_are_not_known_are_left_out(qtbot: QtBot) -> None:
    card = FactsCard()
    qtbot.addWidget(card)
    card.set_facts(RunFacts())
    assert card.place.isHidden()
    assert card.copy.isHidden()
    assert card.settings.text().startswith("none")
