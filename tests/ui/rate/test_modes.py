from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractScrollArea

from desktop.domain.feedback import BadPrompt, Correction, Demonstration, Ranking, Rating, Skip
from desktop.domain.responses import Origin
from desktop.services.score_scales import Aspect, ScorePlan, write_score_plan
from desktop.ui.rate.commands import Command
from desktop.ui.rate.mode import Mode
from desktop.ui.widgets.labels import KeyCap
from tests.ui.conftest import add_answer
from tests.ui.rate.test_page import ALT, CONTROL, SHIFT, Key, last, opened, press

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.domain.rank_order import Tiers
    from desktop.services.project import Project
    from desktop.ui.rate.page import RatePage
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def project(project: Project) -> Project:
    """Each prompt gets a third answer, so that it can be ranked."""
    for prompt in project.store.prompts.list():
        add_answer(project, prompt.id, f"Third answer to {prompt.text}")
    return project


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    return opened(qtbot, theme, project)


def use(page: RatePage, mode: Mode) -> None:
    press(page, (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4)[list(Mode).index(mode)], ALT)


def tiers(page: RatePage) -> Tiers:
    return page.modes.rank.order.tiers


def test_the_mode_is_kept_in_the_project(
    qtbot: QtBot, theme: Theme, page: RatePage, project: Project
) -> None:
    use(page, Mode.SCORE)
    assert page.modes.score.isVisible()
    page.close_project()
    page.hide()
    later = opened(qtbot, theme, project)
    assert later.switch.buttons[Mode.SCORE].isChecked()
    assert later.modes.score.isVisible()
    use(later, Mode.COMPARE)
    press(later, Key.Key_2)
    assert project.store.feedback.count_standing("comparison") == 1


def test_a_ranking_with_a_tie_is_made_with_numbers(page: RatePage, project: Project) -> None:
    use(page, Mode.RANK)
    ids = page.modes.rank.order.ids
    press(page, Key.Key_2)
    press(page, Key.Key_Return)
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_1)
    press(page, Key.Key_2)
    press(page, Key.Key_Return)
    judgement = last(project).judgement
    assert isinstance(judgement, Ranking)
    assert judgement.tiers == ((ids[1],), (ids[0], ids[2]))
    assert page.modes.rank.order.ids != ids
    assert page.modes.rank.order.places == {}


def test_arrows_read_and_move(page: RatePage) -> None:
    use(page, Mode.RANK)
    mode = page.modes.rank
    first, second, third = mode.order.ids
    for key in (Key.Key_1, Key.Key_2, Key.Key_3):
        press(page, key)
    press(page, Key.Key_Up)
    assert mode.list.current_answer() == second
    press(page, Key.Key_Up, SHIFT)
    assert tiers(page) == ((first, second), (third,))
    press(page, Key.Key_Up, SHIFT)
    assert tiers(page) == ((second,), (first,), (third,))
    press(page, Key.Key_Backspace)
    assert mode.order.waiting == (second,)
    assert not mode.save_button.isEnabled()


def test_dropping_between_and_on(page: RatePage) -> None:
    use(page, Mode.RANK)
    mode = page.modes.rank
    first, second, third = mode.order.ids
    where = QAbstractItemView.DropIndicatorPosition
    for key in (Key.Key_1, Key.Key_2, Key.Key_3):
        press(page, key)
    mode.list.drop(third, mode.list.item(0), where.AboveItem)
    assert tiers(page) == ((third,), (first,), (second,))
    mode.list.drop(third, mode.list.item(2), where.OnItem)
    assert [set(tier) for tier in tiers(page)] == [{first}, {second, third}]
    mode.list.drop(first, None, where.OnViewport)
    assert tiers(page)[-1] == (first,)


def test_a_half_made_ranking_is_there_after_a_restart(
    qtbot: QtBot, theme: Theme, page: RatePage, project: Project
) -> None:
    use(page, Mode.RANK)
    press(page, Key.Key_2)
    places = dict(page.modes.rank.order.places)
    page.close_project()
    page.hide()
    later = opened(qtbot, theme, project)
    assert later.modes.rank.order.places == places


def test_undoing_a_ranking_shows_it_as_it_was(page: RatePage, project: Project) -> None:
    use(page, Mode.RANK)
    for key in (Key.Key_3, Key.Key_1, Key.Key_2):
        press(page, key)
    tiers = page.modes.rank.order.tiers
    press(page, Key.Key_Return)
    use(page, Mode.COMPARE)
    assert page.modes.compare.buttons[Command.UNDO].accessibleName() == "undo “ranking”"
    press(page, Key.Key_Z, CONTROL)
    assert page.modes.rank.isVisible()
    assert page.modes.rank.order.tiers == tiers
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_Return)
    assert project.store.feedback.count_standing("ranking") == 1


@pytest.mark.parametrize(("key", "score"), [(Key.Key_G, 3), (Key.Key_F, 2), (Key.Key_P, 1)])
def test_good_fair_and_poor_are_one_key_each(
    page: RatePage, project: Project, key: Qt.Key, score: int
) -> None:
    use(page, Mode.SCORE)
    text = page.modes.score.view.text()
    press(page, key)
    judgement = last(project).judgement
    assert isinstance(judgement, Rating)
    assert (judgement.score, judgement.low, judgement.high) == (score, 1, 3)
    assert project.store.responses.require(judgement.response_id).text == text
    assert page.modes.score.view.text() != text


def test_the_keys_stand_below_good_fair_and_poor(page: RatePage) -> None:
    use(page, Mode.SCORE)
    rows = page.modes.score.rows
    below = {}
    for widget in rows.buttons[0]:
        cell = widget.parentWidget()
        assert cell is not None
        below[widget.text()] = [cap.text() for cap in cell.findChildren(KeyCap)]
    assert below == {"poor": ["P"], "fair": ["F"], "good": ["G"]}


def test_aspects_are_scored_one_after_the_other_and_each_is_saved(
    qtbot: QtBot, theme: Theme, project: Project
) -> None:
    plan = ScorePlan(5, (Aspect("Tone", "cold", "warm", 7),))
    write_score_plan(project.store.settings, plan)
    page = opened(qtbot, theme, project)
    use(page, Mode.SCORE)
    text = page.modes.score.view.text()
    press(page, Key.Key_4)
    assert project.store.feedback.count_standing("rating") == 1
    assert page.modes.score.view.text() == text
    press(page, Key.Key_7)
    assert page.modes.score.view.text() != text
    scores = [e.judgement for e in project.store.feedback.standing(kind="rating")]
    found = [(s.aspect, s.score, s.high) for s in scores if isinstance(s, Rating)]
    assert found == [("overall", 4, 5), ("Tone", 7, 7)]
    press(page, Key.Key_Z, CONTROL)
    assert page.modes.score.view.text() == text
    assert project.store.feedback.count_standing("rating") == 1


def test_a_number_beyond_the_scale_does_nothing(page: RatePage, project: Project) -> None:
    use(page, Mode.SCORE)
    press(page, Key.Key_4)
    assert project.store.feedback.count_standing() == 0


def test_a_demonstration_is_written_from_nothing(page: RatePage, project: Project) -> None:
    use(page, Mode.WRITE)
    edit = page.modes.write.edit
    assert edit.hasFocus()
    assert edit.text() == ""
    QTest.keyClicks(edit, "Sx 1 good answer")
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_Return, CONTROL)
    judgement = last(project).judgement
    assert isinstance(judgement, Demonstration)
    answer = project.store.responses.require(judgement.response_id)
    assert (answer.text, answer.origin) == ("Sx 1 good answer", Origin.WRITTEN)
    assert edit.text() == ""
    press(page, Key.Key_Escape)
    press(page, Key.Key_Z, CONTROL)
    assert edit.text() == "Sx 1 good answer"
    assert project.store.feedback.count_standing() == 0


def test_the_draft_of_a_demonstration_is_on_disk_while_the_user_types(
    qtbot: QtBot, theme: Theme, page: RatePage, project: Project
) -> None:
    use(page, Mode.WRITE)
    with qtbot.waitSignal(page.modes.write.draft_kept):
        QTest.keyClicks(page.modes.write.edit, "Begun")
    page.close_project()
    page.hide()
    later = opened(qtbot, theme, project)
    assert later.modes.write.edit.text() == "Begun"


@pytest.mark.parametrize(("mode", "count"), [(Mode.RANK, 3), (Mode.SCORE, 1), (Mode.WRITE, 0)])
def test_skip_comes_back_and_bad_prompt_does_not(
    page: RatePage, project: Project, mode: Mode, count: int
) -> None:
    use(page, mode)
    press(page, Key.Key_Escape)
    press(page, Key.Key_S)
    judgement = last(project).judgement
    assert isinstance(judgement, Skip)
    assert len(judgement.response_ids) == count
    press(page, Key.Key_X)
    assert isinstance(last(project).judgement, BadPrompt)
    press(page, Key.Key_Z, CONTROL)
    press(page, Key.Key_Z, CONTROL)
    assert project.store.feedback.count_standing() == 0


def test_an_answer_of_a_ranking_can_be_corrected(page: RatePage, project: Project) -> None:
    use(page, Mode.RANK)
    answer = page.modes.rank.list.current_answer()
    press(page, Key.Key_E)
    assert page.correction.editor.edit.hasFocus()
    QTest.keyClicks(page.correction.editor.edit, "Better. ")
    press(page, Key.Key_Return, CONTROL)
    judgement = last(project).judgement
    assert isinstance(judgement, Correction)
    assert judgement.original_id == answer
    assert page.modes.rank.isVisible()


@pytest.mark.parametrize("mode", [Mode.RANK, Mode.SCORE, Mode.WRITE])
def test_when_all_is_done_the_page_says_so_and_undo_still_acts(
    page: RatePage, project: Project, mode: Mode
) -> None:
    use(page, mode)
    press(page, Key.Key_Escape)
    for _ in range(6):
        press(page, Key.Key_X)
    assert page.empty.isVisible()
    press(page, Key.Key_Z, CONTROL)
    assert page.modes.isVisible()


def test_another_scale_is_asked_for_at_once(page: RatePage, project: Project) -> None:
    use(page, Mode.SCORE)
    page.modes.score.plan_button.click()
    dialog = page.asking.score_plan
    assert dialog is not None
    dialog.scale.setCurrentIndex(dialog.scale.findData(10))
    dialog.accept()
    assert [len(row) for row in page.modes.score.rows.buttons] == [10]
    press(page, Key.Key_0)
    judgement = last(project).judgement
    assert isinstance(judgement, Rating)
    assert (judgement.score, judgement.high) == (10, 10)


@pytest.mark.parametrize("mode", list(Mode))
def test_every_control_of_a_mode_has_a_name(page: RatePage, mode: Mode) -> None:
    use(page, mode)
    controls = [*page.findChildren(QAbstractButton), *page.findChildren(QAbstractScrollArea)]
    visible = [w for w in controls if w.isVisible() and w.focusPolicy() != Qt.FocusPolicy.NoFocus]
    assert visible
    assert [w for w in visible if not w.accessibleName()] == []
