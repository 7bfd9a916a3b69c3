"""The commands of every way of judging: their keys, where they are shown, what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from desktop.domain.feedback import Ranking
from desktop.ui.rate.commands import Command, Group, caption, group_title
from desktop.ui.rate.key_table import KeyTable
from desktop.ui.rate.keys import Scope, commands_of, key_cap
from desktop.ui.rate.mode import Mode
from desktop.ui.settings_store import SettingsStore
from tests.ui.conftest import add_answer
from tests.ui.rate.test_modes import use
from tests.ui.rate.test_page import CONTROL, SHIFT, Key, last, opened, press

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.rate.page import RatePage
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    for prompt in project.store.prompts.list():
        add_answer(project, prompt.id, f"Third\u202e answer to {prompt.text}")
    return opened(qtbot, theme, project)


def remap(page: RatePage, tmp_path: Path, **keys: str) -> None:
    settings = SettingsStore(tmp_path / "window.json")
    settings.change(keys={name: (key,) for name, key in keys.items()})
    page.habits._settings = settings
    page.habits.read_again()


def captions(page: RatePage) -> dict[str, str]:
    """What the palette offers, with the keys."""
    made = page.commands()
    found = {action.text(): action.shortcut().toString() for action in made}
    for action in made:
        action.deleteLater()
    return found


@pytest.mark.parametrize("mode", list(Mode))
def test_the_palette_offers_the_commands_of_the_way_with_their_keys(
    page: RatePage, mode: Mode
) -> None:
    use(page, mode)
    scope = Scope(mode.value)
    offered = captions(page)
    for command in commands_of(scope):
        key = KeyTable().keys_in(command, scope)[0]
        assert offered[caption(command)].replace("+", " ") == key_name(key)


def key_name(key: str) -> str:
    return key.replace("+", " ")


def test_while_correcting_the_palette_offers_what_corrects(page: RatePage) -> None:
    page.do(Command.CORRECT_A)
    assert set(captions(page)) == {caption(c) for c in commands_of(Scope.CORRECT)}


def test_own_keys_act_in_a_ranking_and_are_shown(
    page: RatePage, project: Project, tmp_path: Path
) -> None:
    remap(page, tmp_path, place_1="Q", save_ranking="K", no_place="Z")
    use(page, Mode.RANK)
    line = page.modes.rank.line
    assert line.buttons[Command.SAVE_RANKING].key() == "K"
    caps = {label.text() for label in page.modes.rank.findChildren(QLabel)}
    assert {"Q – 9", "Z"} <= caps
    press(page, Key.Key_1)
    assert page.modes.rank.order.places == {}
    for key in (Key.Key_Q, Key.Key_2, Key.Key_3):
        press(page, key)
    press(page, Key.Key_Return)
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_K)
    assert isinstance(last(project).judgement, Ranking)


def test_own_keys_act_while_writing_and_correcting(
    page: RatePage, project: Project, tmp_path: Path
) -> None:
    remap(page, tmp_path, save_text="F5", save_correction="F6", leave_correction="Alt+Q")
    page.do(Command.CORRECT_A)
    editor = page.correction.editor
    assert editor.line.buttons[Command.SAVE_CORRECTION].key() == "F6"
    editor.edit.setPlainText("Better.")
    press(page, Key.Key_Return, CONTROL)
    press(page, Key.Key_F6)
    assert project.store.feedback.count_standing("correction") == 1
    use(page, Mode.WRITE)
    page.modes.write.edit.setPlainText("Mine.")
    press(page, Key.Key_F5)
    assert project.store.feedback.count_standing("demonstration") == 1


@pytest.mark.parametrize("mode", [Mode.COMPARE, Mode.RANK, Mode.SCORE])
def test_reading_keys_act_in_every_way_that_shows_answers(
    page: RatePage, mode: Mode, qtbot: QtBot
) -> None:
    use(page, mode)
    seen = page.modes.view().seen()
    assert seen is not None
    view = next(iter(seen.answers.values())).view
    press(page, Key.Key_R)
    assert view.raw()
    assert page.modes.view().prompt.view.raw()
    press(page, Key.Key_R)
    assert not view.raw()
    view.set_text("line\n\n" * 300)
    bar = view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    press(page, Key.Key_PageDown)
    assert bar.value() > 0
    press(page, Key.Key_PageUp)
    assert bar.value() == 0


def test_what_differs_is_marked_in_a_ranking_too(page: RatePage) -> None:
    use(page, Mode.RANK)
    view = page.modes.rank.view
    press(page, Key.Key_D)
    assert view.in_pieces()
    assert view.toPlainText() == view.text()
    press(page, Key.Key_Down)
    assert view.in_pieces()
    press(page, Key.Key_D)
    assert not view.in_pieces()


@pytest.mark.parametrize("mode", list(Mode))
def test_the_prompt_folds_in_every_way(
    qtbot: QtBot, theme: Theme, project: Project, mode: Mode
) -> None:
    system, *others = project.store.prompts.list()
    add_answer(project, system.id, "A third answer.")
    for prompt in others:
        project.store.prompts.retire(prompt.id)
    page = opened(qtbot, theme, project)
    use(page, mode)
    press(page, Key.Key_Escape)
    card = page.modes.view().prompt
    assert "Be brief." in card.view.text()
    press(page, Key.Key_P, SHIFT)
    assert "Be brief." not in card.view.text()


@pytest.mark.parametrize("mode", list(Mode))
def test_the_overlay_shows_the_keys_that_act_here(page: RatePage, mode: Mode) -> None:
    use(page, mode)
    press(page, Key.Key_F1)
    scope = Scope(mode.value)
    shown = [label.text() for label in page.overlay.findChildren(QLabel) if label.isVisible()]
    for command in commands_of(scope):
        assert caption(command) in shown
        assert key_cap(KeyTable().keys_in(command, scope)[0]) in shown
    assert (caption(Command.A_MUCH) in shown) is (mode is Mode.COMPARE)
    press(page, Key.Key_Escape)
    assert not page.overlay.isVisible()


@pytest.mark.parametrize(("size", "columns"), [((1100, 900), 2), ((1100, 560), 3), ((620, 560), 2)])
def test_the_overlay_takes_a_third_column_where_two_are_too_long(
    page: RatePage, size: tuple[int, int], columns: int
) -> None:
    use(page, Mode.RANK)
    page.resize(*size)
    press(page, Key.Key_F1)
    titles = {group_title(group) for group in Group}
    shown = [w for w in page.overlay.findChildren(QLabel) if w.text() in titles and w.isVisible()]
    assert len({title.parentWidget() for title in shown}) == columns
    assert page.rect().contains(page.overlay.geometry())


def test_a_key_that_judges_only_closes_the_overlay(page: RatePage, project: Project) -> None:
    press(page, Key.Key_F1)
    press(page, Key.Key_2)
    assert not page.overlay.isVisible()
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_2)
    assert project.store.feedback.count_standing() == 1


def test_the_search_is_one_key_away(page: RatePage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.page_requested) as asked:
        press(page, Key.Key_Slash)
    assert asked.args == ["history", ""]
