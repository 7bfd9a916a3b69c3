from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from desktop.domain.errors import ModelError, ProjectError
from desktop.ui.error_words import error_text, recorded_text, sentences, translated
from desktop.ui.translation import install_language, remove_language

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

TEXTS = [
    "There is no reward model yet",
    "“Reward {1}” is a reward model",
    "Run 12 (ppo) has not ended.",
    "The field “a\nb” is missing.",
]


@pytest.mark.parametrize("text", [*TEXTS, "Nobody ever wrote this {0} here.", "", "x" * 10_000])
def test_in_english_a_text_stays_what_it_is(qapp: QApplication, text: str) -> None:
    assert translated(text) == text


def test_in_chinese_the_values_stay_what_they_are(qapp: QApplication) -> None:
    before = QLocale()
    installed = install_language(qapp, "zh_CN")
    try:
        words = [translated(text) for text in TEXTS]
        assert all(word != text for word, text in zip(words, TEXTS, strict=True))
        assert "Reward {1}" in words[1]
        assert "12" in words[2]
        assert "a\nb" in words[3]
        assert translated("Nobody ever wrote this {0} here.") == "Nobody ever wrote this {0} here."
    finally:
        remove_language(qapp, installed)
        QLocale.setDefault(before)


def test_sentences_are_translated_one_by_one(qapp: QApplication) -> None:
    text = "Nobody wrote this? Run 12 (ppo) has not ended. There is no reward model yet! 3.5 GB."
    assert sentences(text) == text
    before = QLocale()
    installed = install_language(qapp, "zh_CN")
    try:
        first, second, *_ = sentences(f"{TEXTS[2]} Nobody wrote this.").partition(" Nobody")
        assert first == translated(TEXTS[2]) != TEXTS[2]
        assert second == " Nobody"
    finally:
        remove_language(qapp, installed)
        QLocale.setDefault(before)


def test_an_error_written_down_as_one_text_is_translated_piece_by_piece(
    qapp: QApplication,
) -> None:
    error = ModelError(
        "The training diverged",
        "The rewards became infinite or not a number, so the model would be lost. "
        "The last checkpoint is still good.",
        "Lower optimizer.learning_rate (a third of it is a good try) and start again, or check "
        "the data for very long or damaged answers.",
    )
    unknown = "Somebody else said this. And that."
    assert recorded_text(str(error)) == str(error)
    assert recorded_text(unknown) == unknown
    before = QLocale()
    installed = install_language(qapp, "zh_CN")
    try:
        assert recorded_text(str(error)) == error_text(error) != str(error)
        assert recorded_text(unknown) == unknown
    finally:
        remove_language(qapp, installed)
        QLocale.setDefault(before)


def test_an_error_is_one_paragraph(qapp: QApplication) -> None:
    assert error_text(ModelError("No room", "It is full", "")) == "No room. It is full"
    error = ProjectError("Gone", "", "Look elsewhere.")
    assert error_text(error) == str(error)
