from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QTextLayout
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget

from desktop.ui.theme.fonts import CHINESE, CHINESE_MONO
from desktop.ui.theme.theme import ThemeMode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme.theme import Theme

TEXTS = ("直角", "rate")
"""A character that has another form in Japanese, and an English word."""


def family(font: QFont, text: str) -> str:
    """Return the font in which a text is drawn."""
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    (run,) = layout.glyphRuns()
    return run.rawFont().familyName()


def mono() -> QWidget:
    edit = QPlainTextEdit()
    edit.setProperty("role", "mono")
    return edit


@pytest.mark.parametrize(
    ("widget", "chinese", "kind"),
    [
        pytest.param(QLabel, CHINESE, QFontDatabase.SystemFont.GeneralFont, id="text"),
        pytest.param(mono, CHINESE_MONO, QFontDatabase.SystemFont.FixedFont, id="code"),
    ],
)
def test_chinese_is_drawn_in_a_chinese_font_and_english_in_the_systems(
    qtbot: QtBot,
    theme: Theme,
    widget: type[QWidget],
    chinese: tuple[str, ...],
    kind: QFontDatabase.SystemFont,
) -> None:
    available = [name for name in chinese if name in QFontDatabase.families()]
    if not available:
        pytest.skip("no Chinese font is installed")
    shown = widget()
    qtbot.addWidget(shown)
    shown.ensurePolished()
    system = QFontInfo(QFontDatabase.systemFont(kind)).family()
    assert [family(shown.font(), text) for text in TEXTS] == [available[0], system]


def test_the_text_size_is_that_of_the_theme(theme: Theme) -> None:
    theme.choose(ThemeMode.LIGHT, 1.5)
    assert QApplication.font().pixelSize() == 20
    assert QApplication.font().families()[1:] == list(CHINESE)
