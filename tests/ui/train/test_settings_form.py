from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from desktop.domain.errors import InvalidInputError
from desktop.domain.runs import SETTINGS, Stage, settings_for
from desktop.ui.train.setting_texts import help_text, known_words, setting_label
from desktop.ui.train.settings_form import SettingsForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

STAGES = list(SETTINGS)


@pytest.mark.parametrize("stage", STAGES)
def test_the_form_gives_back_the_defaults(stage: Stage, qtbot: QtBot) -> None:
    form = SettingsForm(stage)
    qtbot.addWidget(form)
    assert form.settings() == settings_for(stage)
    assert form.valid()


@pytest.mark.parametrize("stage", STAGES)
def test_every_setting_that_is_loaded_comes_back_exactly(stage: Stage, qtbot: QtBot) -> None:
    changed = {
        field.key: _other(field.key, field.default, field.choices)
        for field in SETTINGS[stage].fields()
        if field.key not in ("environment.sampling.top_p", "environment.sampling.top_k")
        and field.key != "adapter.quantise"  # the method that trains all weights excludes it
    }
    changed |= {key: 16 for key in changed if key in ("batch_size", "environment.rollout_size")}
    form = SettingsForm(stage)
    qtbot.addWidget(form)
    form.load(changed)
    assert {key: form.values()[key] for key in changed} == changed


@pytest.mark.parametrize("stage", [s for s in STAGES if s is not Stage.GENERATE])
def test_rounded_weights_fit_adapters_and_nothing_else(stage: Stage, qtbot: QtBot) -> None:
    form = SettingsForm(stage)
    qtbot.addWidget(form)
    form.load({"adapter.quantise": "4bit"})
    assert form.values()["adapter.quantise"] == "4bit"
    assert form.valid()
    method = form.editors["adapter.method"].widget
    assert isinstance(method, QComboBox)
    method.setCurrentIndex(1)
    assert not form.valid()
    assert "cannot be trained" in form.problem.text()


def _other(key: str, default: object, choices: tuple[str, ...]) -> object:
    if choices:
        return choices[-1]
    if isinstance(default, bool):
        return not default
    if key == "aspects":
        return "overall=1, tone=0.5"
    if isinstance(default, str):
        return "1 regex x\n2 regex y" if key.endswith("rules") else "1,2"
    if isinstance(default, int):
        return default + 9
    assert isinstance(default, float)
    return default * 0.9371 if default else 0.12345678901234


@pytest.mark.parametrize(
    ("key", "text", "word"),
    [
        ("epochs", "many", "must be of type int"),
        ("epochs", "0", "least is 1"),
        ("epochs", "1.5", "must be of type int"),
        ("optimizer.learning_rate", "2", "most is 1"),
        ("optimizer.learning_rate", "", "must be of type float"),
        ("environment.sampling.top_p", "0.9", "plain sampling"),
        ("batch_size", "64", "minibatch is larger than the rollout"),
    ],
)
def test_what_does_not_fit_is_said_in_words(key: str, text: str, word: str, qtbot: QtBot) -> None:
    form = SettingsForm(Stage.PPO)
    qtbot.addWidget(form)
    editor = form.editors[key].widget
    assert isinstance(editor, QLineEdit)
    with qtbot.waitSignal(form.changed):
        editor.setText(text)
    assert not form.valid()
    assert word in form.problem.text()
    with pytest.raises(InvalidInputError):
        form.settings()
    editor.setText(str(settings_for(Stage.PPO).get(key)))
    assert form.valid()
    assert form.problem.isHidden()


def test_small_numbers_can_be_typed_as_they_are_written(qtbot: QtBot) -> None:
    form = SettingsForm(Stage.REWARD)
    qtbot.addWidget(form)
    editor = form.editors["optimizer.learning_rate"].widget
    assert isinstance(editor, QLineEdit)
    editor.setText("3e-5")
    assert form.settings().get("optimizer.learning_rate") == 3e-5


def test_the_kind_of_editor_follows_the_kind_of_setting(qtbot: QtBot) -> None:
    form = SettingsForm(Stage.PPO)
    qtbot.addWidget(form)
    assert isinstance(form.editors["device"].widget, QComboBox)
    assert isinstance(form.editors["whiten_rewards"].widget, QCheckBox)
    assert isinstance(form.editors["gamma"].widget, QLineEdit)


@pytest.mark.parametrize("stage", STAGES)
def test_every_setting_has_a_label_a_translatable_help_and_a_name_to_read_aloud(
    stage: Stage, qtbot: QtBot
) -> None:
    form = SettingsForm(stage)
    qtbot.addWidget(form)
    for field in SETTINGS[stage].fields():
        assert setting_label(field.key) != field.key
        assert field.help in known_words()
        assert not field.unit or field.unit in known_words()
        widget = form.editors[field.key].widget
        assert widget.accessibleName() == setting_label(field.key)
        assert help_text(field.help) in widget.accessibleDescription()
