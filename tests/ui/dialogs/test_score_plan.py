from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.score_scales import Aspect, ScorePlan
from desktop.ui.dialogs.score_plan import ScorePlanDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PLAN = ScorePlan(7, (Aspect("Tone", "cold", "warm", 5), Aspect("Facts", "wrong", "right", 10)))


def test_the_dialog_gives_back_what_it_was_given(qtbot: QtBot) -> None:
    dialog = ScorePlanDialog(PLAN)
    qtbot.addWidget(dialog)
    assert dialog.plan() == PLAN


def test_an_aspect_is_added_and_another_removed(qtbot: QtBot) -> None:
    dialog = ScorePlanDialog(PLAN)
    qtbot.addWidget(dialog)
    dialog.table.setCurrentCell(0, 0)
    dialog.remove_button.click()
    dialog.add_button.click()
    item = dialog.table.item(1, 0)
    assert item is not None
    item.setText("Length")
    assert [a.name for a in dialog.plan().aspects] == ["Facts", "Length"]


def test_aspects_without_a_name_or_with_the_same_one_are_refused_in_the_dialog(
    qtbot: QtBot,
) -> None:
    dialog = ScorePlanDialog(PLAN)
    qtbot.addWidget(dialog)
    dialog.show()
    item = dialog.table.item(1, 0)
    assert item is not None
    item.setText("tone")
    dialog.accept()
    assert dialog.isVisible()
    assert "same name" in dialog.wrong.text()
    item.setText("")
    dialog.accept()
    assert "no name" in dialog.wrong.text()
    item.setText("Facts")
    dialog.accept()
    assert dialog.result() == dialog.DialogCode.Accepted
