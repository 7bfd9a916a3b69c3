from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.feedback import Comparison
from desktop.domain.scores import ResponseScore
from desktop.domain.versions import VersionKind
from desktop.services.ahead_settings import read_ahead
from desktop.services.strategies import Plan, Queue, Strategy, read_plan
from desktop.ui.rate.page import RatePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    made = RatePage(theme)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.open_project(project)
    made.show()
    made.refresh()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def press(page: RatePage, key: Qt.Key) -> None:
    QTest.keyClick(page.focusWidget() or page, key)


def shown(page: RatePage) -> tuple[str, str]:
    return page.modes.compare.pair.a.view.text(), page.modes.compare.pair.b.view.text()


def test_a_queue_is_chosen_gone_through_and_left_with_the_keyboard(
    page: RatePage, project: Project
) -> None:
    first = shown(page)
    press(page, Key.Key_2)
    skipped = shown(page)
    press(page, Key.Key_S)
    button = page.planning.button
    button.menu_.aboutToShow.emit()
    assert button.queues[Queue.REPEAT].text() == "To repeat (1)"
    assert button.queues[Queue.SKIPPED].text() == "Skipped (1)"
    button.queues[Queue.SKIPPED].trigger()
    assert shown(page) == skipped
    assert "Skipped" in button.accessibleName()
    press(page, Key.Key_2)
    assert page.empty.title_label.text() == "Nothing skipped is left"
    button.queues[Queue.REPEAT].trigger()
    assert shown(page) == first[::-1]
    press(page, Key.Key_6)
    assert shown(page) == skipped[::-1]
    press(page, Key.Key_6)
    page.empty.primary.click()
    assert read_plan(project.store.settings) == Plan()
    assert shown(page)[0] not in (*first, *skipped)


def test_a_strategy_is_kept_and_named_in_the_judgement(page: RatePage, project: Project) -> None:
    page.planning.button.strategies[Strategy.DIFFERENT].trigger()
    assert read_plan(project.store.settings).strategy is Strategy.DIFFERENT
    assert "Most different" in page.planning.button.text()
    press(page, Key.Key_1)
    judgement = project.store.feedback.standing()[-1].judgement
    assert isinstance(judgement, Comparison)
    assert judgement.strategy == "different"


def test_the_most_uncertain_needs_a_reward_model_and_asks_for_scores(
    page: RatePage, project: Project, qtbot: QtBot
) -> None:
    button = page.planning.button
    button.menu_.aboutToShow.emit()
    assert not button.strategies[Strategy.UNCERTAIN].isEnabled()
    assert "needs a reward model" in button.strategies[Strategy.UNCERTAIN].text()
    store = project.store
    version = store.versions.add("taste", VersionKind.REWARD, "x", parent_id=1)
    button.menu_.aboutToShow.emit()
    with qtbot.waitSignal(page.ahead_changed):
        button.strategies[Strategy.UNCERTAIN].trigger()
    looked_at = shown(page)
    scores = {n: ResponseScore(float(n % 2) * n) for n in range(1, 13)}
    pair = next(p for p in range(1, 7) if f"to {p - 1}." not in looked_at[0])
    scores[2 * pair - 1] = scores[2 * pair] = ResponseScore(9.0)
    store.scores.put(version.id, scores)
    page.refresh()
    # What is being read stays; the strategy has its say from the next pair on.
    assert shown(page) == looked_at
    press(page, Key.Key_4)
    press(page, Key.Key_4)
    judgements = [event.judgement for event in store.feedback.standing()]
    [first, second] = [j for j in judgements if isinstance(j, Comparison)]
    assert first.strategy is None
    assert second.strategy == "uncertain"
    assert second.control or second.prompt_id == pair


def test_working_ahead_is_switched_in_the_menu(
    page: RatePage, project: Project, qtbot: QtBot
) -> None:
    button = page.planning.button
    with qtbot.waitSignal(page.ahead_changed):
        button.ahead.trigger()
    assert read_ahead(project.store.settings).enabled
    with qtbot.waitSignal(page.generation_requested):
        button.generate.trigger()


def test_the_plan_is_that_of_the_project_when_it_is_opened_again(
    page: RatePage, project: Project
) -> None:
    page.planning.button.queues[Queue.FLAGGED].trigger()
    page.close_project()
    page.planning.button.set_plan(Plan())
    page.open_project(project)
    assert "Flagged" in page.planning.button.text()
