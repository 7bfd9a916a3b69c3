from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontInfo, QFontMetrics

from desktop.ui.widgets.letters import letters_width

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

CHINESE = "Noto Sans CJK SC"


def test_letters_of_a_latin_font_are_its_average_ones(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont("DejaVu Sans", 9))
    assert letters_width(metrics, 10) == 10 * metrics.averageCharWidth()


def test_letters_of_a_chinese_font_take_half_of_its_characters(qapp: QApplication) -> None:
    font = QFont(CHINESE, 9)
    if QFontInfo(font).family() != CHINESE:
        pytest.skip(f"needs the font {CHINESE}")
    metrics = QFontMetrics(font)
    assert 0.4 < letters_width(metrics, 20) / metrics.horizontalAdvance("中" * 20) < 0.6
