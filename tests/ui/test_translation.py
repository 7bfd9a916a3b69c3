from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import translations
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QDialogButtonBox

from desktop.ui.translation import LANGUAGES, install_language, remove_language, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

PLACEHOLDER = re.compile(r"\{\w*\}|%n")


@pytest.fixture
def chinese(qapp: QApplication) -> Iterator[None]:
    before = QLocale()
    installed = install_language(qapp, "zh_CN")
    yield
    remove_language(qapp, installed)
    QLocale.setDefault(before)


def messages(name: str) -> list[ElementTree.Element]:
    tree = ElementTree.parse(translations.FOLDER / name)
    return list(tree.getroot().iter("message"))


def forms(message: ElementTree.Element) -> list[str]:
    translation = message.find("translation")
    assert translation is not None
    plural = [form.text or "" for form in translation.iter("numerusform")]
    return plural or [translation.text or ""]


def test_every_text_of_the_window_is_translated() -> None:
    assert translations.check() == []


@pytest.mark.parametrize("name", [translations.CHINESE, translations.ENGLISH])
def test_translations_fill_in_the_same_values(name: str) -> None:
    wrong = [
        (message.findtext("source", ""), form)
        for message in messages(name)
        for form in forms(message)
        if sorted(PLACEHOLDER.findall(message.findtext("source", "")))
        != sorted(PLACEHOLDER.findall(form))
    ]
    assert not wrong


def test_every_text_in_the_sources_is_extracted_with_its_plural_forms(tmp_path: Path) -> None:
    translations.update(tmp_path)
    root = ElementTree.parse(tmp_path / translations.CHINESE).getroot()
    extracted = {
        (context.findtext("name"), message.findtext("source")): message.get("numerus") == "yes"
        for context in root.iter("context")
        for message in context.iter("message")
    }
    wrong = [
        (path, key)
        for path in translations.sources()
        for key in texts_of(ast.parse(Path(path).read_text("utf-8")))
        if extracted.get(key) is not ("%n" in key[1])
    ]
    assert wrong == []


def texts_of(node: ast.AST, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield what a source file has translated: the context, the text."""
    for child in ast.iter_child_nodes(node):
        yield from texts_of(child, child.name if isinstance(child, ast.ClassDef) else name)
    if isinstance(node, ast.Call):
        function = node.func
        called = function.attr if isinstance(function, ast.Attribute) else ""
        called = function.id if isinstance(function, ast.Name) else called
        given = [a.value for a in node.args if isinstance(a, ast.Constant)]
        words = [value for value in given if isinstance(value, str)]
        if called == "tr" and words:
            yield name, words[0]
        elif called in ("translate", "QT_TRANSLATE_NOOP") and len(words) > 1:
            yield words[0], words[1]


@pytest.mark.usefixtures("chinese")
def test_the_window_and_qt_itself_speak_chinese(qtbot: QtBot) -> None:
    assert QCoreApplication.translate("Pages", "Rate") == "评判"
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert "取消" in box.button(QDialogButtonBox.StandardButton.Cancel).text()


def test_english_knows_one_from_many(qapp: QApplication) -> None:
    installed = install_language(qapp, "en")
    try:
        for number, words in ((0, "0 words"), (1, "1 word"), (2, "2 words")):
            said = QCoreApplication.translate("AnswerPane", "%n word(s)", "", number)
            assert said == words
    finally:
        remove_language(qapp, installed)


@pytest.mark.parametrize("language", [*LANGUAGES, "system", "tlh"])
def test_any_choice_gives_a_language_there_is(language: str) -> None:
    assert resolve(language) in LANGUAGES


def test_an_unfinished_text_is_found() -> None:
    message = ElementTree.fromstring(
        '<message><source>x</source><translation type="unfinished">y</translation></message>'
    )
    empty = ElementTree.fromstring("<message><source>x</source><translation/></message>")
    done = ElementTree.fromstring(
        "<message><source>x</source><translation>y</translation></message>"
    )
    finished = [translations.is_finished(item) for item in (message, empty, done)]
    assert finished == [False, False, True]
