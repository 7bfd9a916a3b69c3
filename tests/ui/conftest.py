"""What the tests of the window share: a theme, and a project with answers to judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.app import build
from desktop.domain.prompts import Message, Role, user_prompt
from desktop.domain.responses import Origin
from desktop.services.project import Project, create_project
from desktop.ui.settings_store import SettingsStore
from desktop.ui.theme.theme import Theme, ThemeMode
from desktop.ui.translation import remove_language

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp)
    made.choose(ThemeMode.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def empty_project(tmp_path: Path) -> Iterator[Project]:
    model = tmp_path / "model"
    model.mkdir()
    with create_project(tmp_path / "project", model=str(model), name="Letters") as project:
        yield project


@pytest.fixture
def project(empty_project: Project) -> Project:
    """Six prompts with two answers each; the first has a system message."""
    for number in range(6):
        messages = user_prompt(f"Question {number}?")
        if number == 0:
            messages = (Message(Role.SYSTEM, "Be brief."), *messages)
        prompt = empty_project.store.prompts.add(messages)
        for letter in "xy":
            add_answer(empty_project, prompt.id, f"Answer {letter} to {number}.")
    return empty_project


def add_answer(project: Project, prompt_id: int, text: str) -> int:
    """Record a generated answer and return its id."""
    response = project.store.responses.add(
        prompt_id,
        text,
        origin=Origin.GENERATED,
        model_version_id=project.store.versions.base().id,
        round=1,
        finished=True,
        token_count=None,
        sampling=None,
        seed=None,
    )
    return response.id


@pytest.fixture
def errors(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """What the window would have shown as an error."""
    shown: list[BaseException] = []

    def note(error: BaseException, _parent: QWidget | None) -> None:
        shown.append(error)

    monkeypatch.setattr("desktop.ui.main_window.show_error", note)
    return shown


@pytest.fixture
def window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, errors: list[BaseException]
) -> Iterator[MainWindow]:
    """The whole window, shown, in English, without a project."""
    settings = SettingsStore(tmp_path / "window.json")
    settings.change(language="en", theme="light")
    parts = build(qapp, settings)
    parts.window.opener.set_place(tmp_path / "projects")
    parts.window.show()
    qtbot.waitExposed(parts.window)
    yield parts.window
    parts.window.close()
    parts.window.deleteLater()
    remove_language(qapp, parts.translators)
