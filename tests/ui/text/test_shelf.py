from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.ui.text.document import TextStyle, making_markdown, markdown_document
from desktop.ui.text.shelf import DocumentShelf
from desktop.ui.text.views import ResponseView
from desktop.ui.theme.theme import ThemeMode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme.theme import Theme

TEXTS = [f"# Title {n}\n\n- **one**\n\n```python\nx = {n}  # why\n```\n\nEnd." for n in range(3)]


@pytest.fixture
def shelf(theme: Theme) -> DocumentShelf:
    return DocumentShelf(theme, theme)


def test_a_document_made_ahead_is_the_one_that_would_be_made(
    qtbot: QtBot, theme: Theme, shelf: DocumentShelf
) -> None:
    shelf.want(TEXTS)
    qtbot.waitUntil(lambda: shelf.ready() == 3)
    style = TextStyle.of(theme.current(), theme.reading_pixels())
    for text in TEXTS:
        document = shelf.take(text)
        assert document is not None
        assert document.toHtml() == markdown_document(text, style).toHtml()
        assert shelf.take(text) is None


def test_it_is_finished_after_the_last_step_alone(theme: Theme) -> None:
    style = TextStyle.of(theme.current(), theme.reading_pixels())
    steps = [document.finished for document in making_markdown(TEXTS[0], style)]
    assert steps == [False] * (len(steps) - 1) + [True]
    assert len(steps) > 4


def test_a_view_takes_what_is_ready_and_shows_it(
    qtbot: QtBot, theme: Theme, shelf: DocumentShelf
) -> None:
    view = ResponseView(theme, "Answer")
    qtbot.addWidget(view)
    view.use_shelf(shelf)
    shelf.want(TEXTS[:2])
    qtbot.waitUntil(lambda: shelf.ready() == 2)
    view.set_text(TEXTS[0])
    assert shelf.ready() == 1
    assert "Title 0" in view.toPlainText()
    view.set_raw(True)
    assert view.toPlainText() == TEXTS[0]


def test_only_what_is_wanted_stays_and_other_colours_make_all_anew(
    qtbot: QtBot, theme: Theme, shelf: DocumentShelf
) -> None:
    shelf.want(TEXTS[:2])
    qtbot.waitUntil(lambda: shelf.ready() == 2)
    shelf.want(TEXTS[1:])
    assert shelf.take(TEXTS[0]) is None
    theme.choose(ThemeMode.DARK)
    assert shelf.ready() == 0
    qtbot.waitUntil(lambda: shelf.ready() == 2)
