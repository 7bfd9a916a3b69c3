"""Everything on the screen can be read: no text is cut off, none is faint, the focus is seen."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QTextEdit, QVBoxLayout, QWidget

from desktop.app import build
from desktop.services.project import open_project
from desktop.ui.page import Page
from desktop.ui.rate.mode_view import ModeView
from desktop.ui.settings_store import SettingsStore
from desktop.ui.theme.tokens import LIGHT, THEMES, Tokens, contrast
from desktop.ui.translation import remove_language
from desktop.ui.widgets.labels import label
from tests.helpers.drawn_project import make_drawn_project
from tests.helpers.layout_items import stale_items
from tests.helpers.legibility import cut_texts, faint_texts
from tests.helpers.scenes import scenes, settled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow
    from desktop.ui.theme.theme import Theme

SMALL = (1024, 640)
RING = 3.0
"""The least contrast of a focus ring with what was there before (WCAG 2.1, 1.4.11)."""
LEAST_RING = 20
"""Pixels; a ring around the smallest control has more."""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("drawn")
    make_drawn_project(folder).close()
    return folder / "project"


@contextmanager
def window_on(
    qapp: QApplication, folder: Path, language: str, theme: str, scale: float
) -> Iterator[MainWindow]:
    settings = SettingsStore(folder.parent / "window.json")
    settings.change(language=language, theme=theme, text_scale=scale, geometry="")
    parts = build(qapp, settings)
    parts.window.resize(*SMALL)
    parts.window.show()
    parts.window.set_project(open_project(folder))
    try:
        yield parts.window
    finally:
        parts.window.close()
        parts.window.deleteLater()
        remove_language(qapp, parts.translators)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "theme", "scale"),
    [
        ("en", "light", 1.0),
        ("en", "dark", 1.5),
        ("en", "high_contrast", 2.0),
        ("zh_CN", "dark", 1.0),
        ("zh_CN", "high_contrast", 1.5),
        ("zh_CN", "light", 2.0),
    ],
)
def test_every_text_is_whole_and_stands_out(
    qapp: QApplication, qtbot: QtBot, drawn: Path, language: str, theme: str, scale: float
) -> None:
    with window_on(qapp, drawn, language, theme, scale) as window:
        wrong = [
            f"[{name}] {problem}"
            for name, shown in scenes(window)
            for problem in (*cut_texts(shown), *faint_texts(shown))
        ]
        wrong += stale_items()
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("factor", "language", "theme"), [("1.5", "en", "dark"), ("2", "zh_CN", "light")]
)
def test_every_text_is_whole_and_stands_out_on_a_denser_screen(
    drawn: Path, factor: str, language: str, theme: str
) -> None:
    command = [sys.executable, "-m", "tests.helpers.scaled_tour", str(drawn), language, theme]
    tour = subprocess.run(
        command,
        # In a Chinese locale all of the window is written in the letters of a Chinese font.
        env={**os.environ, "QT_SCALE_FACTOR": factor, "LC_ALL": f"{language}.UTF-8"},
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    assert (tour.returncode, tour.stdout) == (0, ""), tour.stderr


@pytest.mark.slow
@pytest.mark.parametrize("theme", THEMES)
def test_the_focus_is_seen_wherever_tab_leads(
    qapp: QApplication, qtbot: QtBot, drawn: Path, theme: str
) -> None:
    unseen = []
    with window_on(qapp, drawn, "en", theme, 1.0) as window:
        for name in window.rail.buttons:
            window.show_page(name)
            settled(name, window)
            unseen += [f"[{name}] {told}" for told in without_ring(window)]
    assert not unseen, "\n".join(unseen)


def without_ring(window: QWidget) -> list[str]:
    """Return the controls that look the same, or nearly so, with and without the focus.

    A page, and a way of judging, is no control: it takes the keys that are shown on its buttons.
    """
    found = []
    for widget in window.findChildren(QWidget):
        takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        takes = takes and not isinstance(widget, Page | ModeView)
        if not (takes and widget.isEnabled()) or widget.visibleRegion().isEmpty():
            continue
        window.setFocus()
        before = pixels(widget)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        if widget.hasFocus() and ring(before, pixels(widget)) < LEAST_RING:
            found.append(f"{type(widget).__name__} {widget.objectName()}{widget.accessibleName()}")
    return found


def pixels(widget: QWidget) -> np.ndarray:
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint()), widget.size()).adjusted(-2, -2, 2, 2)
    image = window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8)
    return rows.reshape(image.height(), image.width(), 4)[:, :, 2::-1].copy()


def ring(before: np.ndarray, after: np.ndarray) -> int:
    """Return how many pixels changed to a colour that is seen beside the one before."""
    changed = np.argwhere((before != after).any(axis=2))
    pairs = [(before[y, x], after[y, x]) for y, x in changed[:4000]]
    return sum(contrast(hexed(old), hexed(new)) >= RING for old, new in pairs)


def hexed(colour: np.ndarray) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def shown(qtbot: QtBot, widget: QWidget, width: int = 200, height: int = 60) -> QWidget:
    outer = QWidget()
    qtbot.addWidget(outer)
    QVBoxLayout(outer).addWidget(widget)
    outer.resize(width, height)
    outer.show()
    qtbot.waitExposed(outer)
    return outer


def test_what_has_room_is_not_called_cut(qtbot: QtBot, theme: Theme) -> None:
    outer = shown(qtbot, label("Some words that go on and on", wrap=True), 120, 120)
    assert cut_texts(outer) == []
    assert faint_texts(outer) == []


def test_a_button_that_is_too_narrow_is_found(qtbot: QtBot, theme: Theme) -> None:
    narrow = QPushButton("A button with a long text")
    narrow.setFixedWidth(60)
    assert len(cut_texts(shown(qtbot, narrow))) == 1


def test_lines_that_do_not_fit_are_found(qtbot: QtBot, theme: Theme) -> None:
    low = label("Some words that go on and on and on in many lines", wrap=True)
    low.setFixedSize(80, 20)
    assert len(cut_texts(shown(qtbot, low))) == 1


def test_what_stands_out_of_its_parent_is_found(qtbot: QtBot, theme: Theme) -> None:
    outer = QWidget()
    QLabel("beyond the edge", outer).move(90, 0)
    assert len(cut_texts(shown(qtbot, outer, 120, 60))) == 1


@pytest.mark.parametrize("tokens", [LIGHT])
def test_a_faint_text_is_found(qtbot: QtBot, theme: Theme, tokens: Tokens) -> None:
    faint = label("hardly to be seen")
    faint.setStyleSheet(f"color: {tokens.border_strong}")
    (told,) = faint_texts(shown(qtbot, faint))
    assert f"{contrast(tokens.border_strong, '#F0F0F0'):.0f}" in told


def test_faint_parts_of_a_text_are_found(qtbot: QtBot, theme: Theme) -> None:
    edit = QTextEdit()
    edit.setHtml("<p>plain <span style='color: #EEEEEE'>faint</span></p>")
    (told,) = faint_texts(shown(qtbot, edit, 300, 120))
    assert "faint" in told
