from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.widgets.two_sides import SPACING, TwoSides

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_sides_are_stacked_only_when_they_do_not_fit(qtbot: QtBot) -> None:
    left, right = QWidget(), QWidget()
    for side, width in ((left, 300), (right, 200)):
        side.setFixedSize(width, 20)
    row = TwoSides(left, right)
    qtbot.addWidget(row)
    row.show()
    row.resize(500 + SPACING, 60)
    assert not row.stacked()
    row.resize(499 + SPACING, 60)
    assert row.stacked()
    assert row.minimumSizeHint().width() == 300
    assert row.minimumHeight() == 40 + SPACING
