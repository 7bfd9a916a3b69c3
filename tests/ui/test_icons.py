from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage

from desktop.resource_files import resource_path
from desktop.ui.icons import Ink, Symbol, application_icon, icon
from desktop.ui.theme.stylesheet import MARKS
from desktop.ui.theme.theme import ThemeMode
from desktop.ui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, THEMES, Tokens

if TYPE_CHECKING:
    from desktop.ui.theme.theme import Theme

APPLICATION = "tastemaker"
SOURCES = Path(__file__).resolve().parents[2] / "desktop"
GRID = 24
MODES = ((ThemeMode.LIGHT, LIGHT), (ThemeMode.DARK, DARK), (ThemeMode.HIGH_CONTRAST, HIGH_CONTRAST))


def drawings() -> set[str]:
    return {path.stem for path in resource_path("icons").glob("*.svg")} - {APPLICATION}


def colour_of(picture: QImage) -> str:
    """Return the colour of the strokes: that of the pixels that are wholly covered."""
    found = Counter(
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
        if picture.pixelColor(x, y).alpha() == 255
    )
    return found.most_common(1)[0][0].upper()


def picture(
    symbol: Symbol,
    ink: Ink = Ink.QUIET,
    mode: QIcon.Mode = QIcon.Mode.Normal,
    state: QIcon.State = QIcon.State.Off,
) -> QImage:
    return icon(symbol, ink).pixmap(QSize(96, 96), mode, state).toImage()


def test_each_symbol_has_a_drawing_and_each_drawing_is_a_symbol() -> None:
    assert drawings() == {symbol.value for symbol in Symbol}


def test_each_symbol_is_used() -> None:
    others = [path for path in SOURCES.rglob("*.py") if path.name != "icons.py"]
    used = set(re.findall(r"Symbol\.(\w+)", "".join(p.read_text("utf-8") for p in others)))
    assert used == {symbol.name for symbol in Symbol}


@pytest.mark.parametrize("symbol", Symbol)
def test_a_drawing_keeps_to_the_grid_with_one_stroke_and_no_colour(symbol: Symbol) -> None:
    root = ElementTree.parse(resource_path("icons", f"{symbol.value}.svg")).getroot()
    look = {name: root.get(name) for name in ("viewBox", "fill", "stroke", "stroke-width")}
    assert look == {
        "viewBox": f"0 0 {GRID} {GRID}",
        "fill": "none",
        "stroke": "currentColor",
        "stroke-width": "1.75",
    }
    kinds = {"stroke", "stroke-width", "fill", "style", "transform"}
    assert not any(kinds & set(part.keys()) for part in root.iter() if part is not root)


@pytest.mark.parametrize("symbol", Symbol)
def test_a_drawing_stays_inside_its_square(theme: Theme, symbol: Symbol) -> None:
    image = picture(symbol)
    edge = range(image.width())
    last = image.width() - 1
    border = [p for n in edge for p in ((n, 0), (n, last), (0, n), (last, n))]
    assert all(image.pixelColor(*place).alpha() == 0 for place in border)
    assert any(image.pixelColor(x, y).alpha() == 255 for x in edge for y in edge)


@pytest.mark.parametrize(("mode", "tokens"), MODES)
def test_an_icon_takes_the_colours_of_the_theme_in_use(
    theme: Theme, mode: ThemeMode, tokens: Tokens
) -> None:
    made_before = icon(Symbol.ADD)
    theme.choose(mode)
    assert colour_of(made_before.pixmap(QSize(96, 96)).toImage()) == tokens.muted
    assert colour_of(picture(Symbol.ADD, Ink.TEXT)) == tokens.text
    assert colour_of(picture(Symbol.ADD, Ink.ON_ACCENT)) == tokens.on_accent
    on = picture(Symbol.ADD, state=QIcon.State.On)
    off = picture(Symbol.ADD, mode=QIcon.Mode.Disabled)
    assert (colour_of(on), colour_of(off)) == (tokens.accent, tokens.border_strong)


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0, 3.0])
def test_an_icon_has_the_pixels_of_the_screen(theme: Theme, ratio: float) -> None:
    for made in (icon(Symbol.RATE), application_icon()):
        shown = made.pixmap(QSize(16, 16), ratio)
        assert (shown.width(), shown.devicePixelRatio()) == (round(16 * ratio), ratio)


@pytest.mark.parametrize("tokens", THEMES.values(), ids=list(THEMES))
@pytest.mark.parametrize("mark", MARKS)
def test_marks_inside_of_fields_have_the_colours_of_their_theme(mark: str, tokens: Tokens) -> None:
    root = ElementTree.parse(resource_path("themes", f"{mark}-{tokens.name}.svg")).getroot()
    assert QColor(root.get("stroke", "")).name().upper() == getattr(tokens, MARKS[mark])
