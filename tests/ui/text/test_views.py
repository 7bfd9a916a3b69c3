"""The law: what is stored is what is shown, rendered or one key away; and nothing is loaded."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QImage, QTextOption
from PySide6.QtWidgets import QMessageBox

from desktop.ui.text.editor import exact_text
from desktop.ui.text.views import ResponseView
from desktop.ui.text.visible import hides_text, with_visible_controls
from desktop.ui.theme.theme import ThemeMode

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.theme.theme import Theme

HOSTILE = {
    "templates": "vector<int> v; map<string,int> m; std::cout << x;",
    "image": "before <img src='/etc/passwd'> after <b>bold</b>",
    "markdown image": "look ![a cat](file:///etc/hostname) here",
    "script": "<script>alert('x')</script> end",
    "style": "<style>* { color: white }</style> hidden?",
    "link": "[free money](https://example.org/steal?x=1)",
    "comment": "one <!-- two --> three",
    "entities": "a &lt; b &amp; c &nbsp; d",
    "front matter": "---\nsecret: yes\n---\nbody",
    "bidi": "user\u202etxt.exe\u202c end",
    "zero width": "pass\u200bword \ufeff x\u00ad y",
    "tags": "hello\U000e0041\U000e0042 world",
    "list": "1. one\n2. two\n   - three\n10. four",
    "table": "| a | b |\n|---|---|\n| 1 | 2 |",
    "code": "```python\nprint('hi')\n```\nafter",
    "heading": "# Title\n## Sub\ntext",
    "control": "bell\x07 null\x00 escape\x1b[31m",
    "quote": "> said\n>> again",
    "autolink": "<https://example.org/a>",
    "footnote": "text[^1]\n\n[^1]: the note",
    "definition": "[id]: https://example.org 'title'\n\ntext",
    "chinese": "你好，**世界**。",
    "math": "$x < y > z$ and a_b_c * d * e",
    "details": "<details><summary>Sum</summary>inside</details>",
}


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> ResponseView:
    view = ResponseView(theme, "Answer A")
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    return view


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_whatever_the_rendered_view_hides_it_says_so(view: ResponseView, text: str) -> None:
    view.set_text(text)
    if hides_text(text, view.toPlainText()):
        assert view.raw_shows_more()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_the_raw_view_shows_every_character(view: ResponseView, text: str) -> None:
    view.set_text(text)
    view.set_raw(True)
    assert view.toPlainText() == with_visible_controls(text)


@pytest.mark.parametrize("name", ["templates", "image", "script", "style", "comment", "details"])
def test_html_is_text(view: ResponseView, name: str) -> None:
    view.set_text(HOSTILE[name])
    assert view.toPlainText() == HOSTILE[name]
    assert not view.raw_shows_more()


def test_an_image_becomes_the_text_that_asks_for_it(view: ResponseView) -> None:
    view.set_text(HOSTILE["markdown image"])
    assert "![a cat](file:///etc/hostname)" in view.toPlainText()


@pytest.mark.parametrize("name", ["bidi", "zero width", "tags", "control"])
def test_invisible_characters_are_pointed_out(view: ResponseView, name: str) -> None:
    view.set_text(HOSTILE[name])
    assert view.raw_shows_more()
    view.set_raw(True)
    assert "⟨U+" in view.toPlainText()


def test_a_harmless_text_raises_no_alarm(view: ResponseView) -> None:
    view.set_text("# Title\n\nSome **bold** words, `code` and a list:\n\n1. one\n2. two\n")
    assert not view.raw_shows_more()


def test_no_local_picture_is_loaded(view: ResponseView, tmp_path: Path) -> None:
    red = QImage(80, 80, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    file = tmp_path / "red.png"
    assert red.save(str(file))
    for address in (str(file), file.as_uri()):
        view.set_text(f"![x]({address})\n\n<img src='{address}'>")
        grabbed = view.grab().toImage()
        colours = {
            grabbed.pixelColor(x, y).name()
            for x in range(0, grabbed.width(), 3)
            for y in range(0, grabbed.height(), 3)
        }
        assert "#ff0000" not in colours


def test_every_resource_is_one_transparent_pixel(view: ResponseView, tmp_path: Path) -> None:
    file = tmp_path / "style.css"
    file.write_text("* { color: red }")
    for kind in (1, 2, 3, 4):
        for source in (view, view.document()):
            image = source.loadResource(kind, QUrl.fromLocalFile(str(file)))
            assert isinstance(image, QImage)
            assert (image.width(), image.height()) == (1, 1)


@pytest.mark.slow
def test_a_million_characters_without_a_blank_show_at_once(view: ResponseView) -> None:
    started = time.monotonic()
    view.set_text("x" * 1_000_000)
    view.grab()
    view.set_raw(True)
    view.set_raw(False)
    assert len(view.toPlainText()) == 1_000_000
    view.set_text("short")
    view.grab()
    assert time.monotonic() - started < 40


def test_a_link_asks_first_and_only_for_the_web(
    view: ResponseView, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def answer(box: QMessageBox) -> QMessageBox.StandardButton:
        asked.append(box.informativeText())
        return QMessageBox.StandardButton.Cancel

    monkeypatch.setattr(QMessageBox, "exec", answer)
    for address in ("file:///etc/passwd", "javascript:alert(1)", "https://example.org/a"):
        view.anchorClicked.emit(QUrl(address))
    assert asked == ["https://example.org/a"]


def test_the_view_has_a_name_for_screen_readers(view: ResponseView) -> None:
    assert view.accessibleName() == "Answer A"


CODE = "Before.\n\n```python\ndef f():\n    return 1  # 😀 one\n```\n\nAfter."


def coloured(view: ResponseView) -> dict[str, str]:
    """Return the colours that stretches of text were given."""
    found = {}
    block = view.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            kind = iterator.fragment().charFormat()
            if kind.hasProperty(kind.Property.ForegroundBrush):
                found[iterator.fragment().text()] = kind.foreground().color().name().upper()
            iterator += 1
        block = block.next()
    return found


def test_code_is_coloured_and_stays_what_it_is(view: ResponseView, theme: Theme) -> None:
    view.set_text(CODE)
    colours = coloured(view)
    tokens = theme.current()
    assert colours["def"] == colours["return"] == tokens.accent
    assert colours["# 😀 one"] == tokens.muted
    assert "return 1  # 😀 one" in view.toPlainText()


MARKDOWN = st.lists(
    st.sampled_from(
        ["word", "你好", "שלום", "*", "**", "_", "`", "```\n", "# ", "- ", "1. ", "> ", "|", "\n",
         "\n\n", " ", "<b>", "</b>", "<!--", "-->", "&lt;", "[a](b)", "![c](d)", "\\", "~~", "\t",
         "---\n", "\u202e", "\u200b", "\u0000", "😀", "e\u0301", "\r\n", "\u2028", "http://x.y"]
    ),
    max_size=25,
).map("".join)  # fmt: skip
ON_ONE_VIEW = settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@ON_ONE_VIEW
@given(text=MARKDOWN | st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_law_of_the_shown_text(view: ResponseView, text: str) -> None:
    """Every character is on the screen, or the view says that raw shows more; raw shows all."""
    view.set_raw(False)
    view.set_text(text)
    assert view.raw_shows_more() or not hides_text(text, view.toPlainText())
    view.set_raw(True)
    assert exact_text(view.document()) == with_visible_controls(text)


@ON_ONE_VIEW
@given(text=MARKDOWN)
def test_law_of_the_marked_text(view: ResponseView, text: str) -> None:
    """A comparison shows each character, whichever of them are marked."""
    view.set_raw(True)
    view.set_text(text)
    half = len(text) // 2
    view.show_pieces([(text[:half], True), (text[half:], False)], "answer_a")
    assert exact_text(view.document()) == with_visible_controls(text)


def test_each_paragraph_has_its_own_direction(view: ResponseView) -> None:
    view.set_text("Hello there.\n\nשלום לכולם.\n\nمرحبا بالعالم.")
    view.grab()
    block, left = view.document().begin(), []
    while block.isValid():
        line = block.layout().lineAt(0)
        left.append(line.naturalTextRect().left() < view.viewport().width() / 4)
        block = block.next()
    assert left == [True, False, False]


@pytest.mark.parametrize("raw", [False, True])
def test_a_line_without_blanks_is_broken_anywhere(view: ResponseView, raw: bool) -> None:
    """The other wrap modes take minutes for a million characters."""
    view.set_raw(raw)
    view.set_text("x" * 20_000)
    anywhere = QTextOption.WrapMode.WrapAnywhere
    assert view.document().defaultTextOption().wrapMode() == anywhere
    assert view.wordWrapMode() == anywhere
    view.set_text("short words again")
    assert view.wordWrapMode() == QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


def test_reading_text_grows_with_the_zoom(view: ResponseView, theme: Theme) -> None:
    view.set_text("text")
    before = view.document().defaultFont().pixelSize()
    theme.choose(ThemeMode.LIGHT, zoom=2.0)
    assert view.document().defaultFont().pixelSize() == 2 * before
