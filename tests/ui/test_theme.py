from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QDialogButtonBox, QProxyStyle, QStyle, QWidget

from desktop.ui.theme.palette import palette_of
from desktop.ui.theme.stylesheet import stylesheet
from desktop.ui.theme.tokens import TEXT_ON, THEMES, Tokens, contrast

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PAIRS = [
    pytest.param(tokens, text, ground, id=f"{tokens.name}-{text}-on-{ground}")
    for tokens in THEMES.values()
    for text, grounds in TEXT_ON.items()
    for ground in grounds
]


@pytest.mark.parametrize(("tokens", "text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=list(THEMES))
def test_edges_of_fields_can_be_seen(tokens: Tokens) -> None:
    assert contrast(tokens.border_strong, tokens.surface) >= 3.0


@pytest.mark.parametrize("tokens", THEMES.values(), ids=list(THEMES))
def test_curves_can_be_seen_on_cards(tokens: Tokens) -> None:
    assert all(contrast(colour, tokens.surface) >= 3.0 for colour in tokens.series())


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21.0)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=list(THEMES))
def test_the_palette_carries_the_theme(tokens: Tokens) -> None:
    palette = palette_of(tokens)
    assert palette.color(QPalette.ColorRole.Window).name().upper() == tokens.background
    assert palette.color(QPalette.ColorRole.Highlight).name().upper() == tokens.accent


@pytest.mark.parametrize("tokens", THEMES.values(), ids=list(THEMES))
def test_the_style_sheet_has_no_name_left_unfilled(tokens: Tokens) -> None:
    sheet = stylesheet(tokens, 2.0)
    assert "@" not in sheet
    assert "font-size: 26px" in sheet


class IconicStyle(QProxyStyle):
    """What many desktops ask for, though not the platform of the tests."""

    def styleHint(self, hint: QStyle.StyleHint, *others: Any) -> int:  # noqa: ANN401 - Qt's
        """Want icons on the buttons of dialogs."""
        if hint is QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, *others)


@pytest.fixture
def unthemed(qapp: QApplication) -> Iterator[None]:
    """The application without the style sheet that another test may have left."""
    before = qapp.styleSheet()
    qapp.setStyleSheet("")
    yield
    qapp.setStyleSheet(before)


@pytest.mark.usefixtures("unthemed")
def test_buttons_of_dialogs_have_no_icons_of_the_desktop(qtbot: QtBot) -> None:
    style = IconicStyle()
    for sheet, icons in (("", True), (stylesheet(THEMES["light"], 1.0), False)):
        parent = QWidget()
        qtbot.addWidget(parent)
        parent.setStyle(style)
        parent.setStyleSheet(sheet)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, parent=parent)
        box.setStyle(style)
        box.ensurePolished()
        hint = QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons
        assert bool(box.style().styleHint(hint, None, box)) is icons
