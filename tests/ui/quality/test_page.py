from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QModelIndex, Qt

from desktop.domain.feedback import Comparison, Preference
from desktop.domain.quality import StrategyResult
from desktop.domain.scores import ResponseScore
from desktop.domain.statistics import difference, wilson
from desktop.domain.versions import VersionKind
from desktop.services.rating import RatingSession
from desktop.services.strategies import Plan
from desktop.ui import background
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import JobKind
from desktop.ui.quality.page import QualityPage
from desktop.ui.quality.words import verdict

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.quality.figure_table import FigureTable
    from desktop.ui.theme.theme import Theme


class Jobs(JobQueue):
    """Takes tasks and does none of them."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[JobKind] = []

    def start_task(self, kind: JobKind, title: str, task: object) -> None:  # type: ignore[override]
        self.asked.append(kind)


@pytest.fixture
def jobs() -> Jobs:
    return Jobs()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project, jobs: Jobs) -> QualityPage:
    made = QualityPage(theme, jobs)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.open_project(project)
    made.show()
    return made


def rate(project: Project, count: int) -> None:
    session = RatingSession(project, repeat_share=0, plan=Plan())
    for _ in range(count):
        session.compare(Preference.A, seconds=4.0)


def cells(table: FigureTable) -> list[list[str]]:
    model = table.model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_without_judgements_it_leads_to_rating(page: QualityPage, qtbot: QtBot) -> None:
    page.refresh()
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.page_requested) as signal:
        page.empty.primary.click()
    assert signal.args == ["rate", None]


def test_figures_say_how_many_more_it_takes(page: QualityPage, project: Project) -> None:
    rate(project, 4)
    page.refresh()
    assert page.side.number.text() == "100%"
    assert "95%: 51% to 100%" in page.side.basis.text()
    assert "Too few" in page.side.meaning.text()
    assert page.consistency.number.text() == "–"
    assert "Left or right. 100%." in page.side.accessibleName()
    assert cells(page.speeds) == [["All", "4.0 s", "4"]]
    assert cells(page.kinds) == [["Comparisons", "4"]]
    assert [row[1:3] for row in cells(page.periods)] == [["4", "4.0 s"]]
    assert not page.strategies.isVisible()


def test_it_is_read_again_only_after_something_was_said(
    page: QualityPage, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(project, 1)
    page.refresh()
    read: list[object] = []
    monkeypatch.setattr(page._reading, "start", read.append)
    page.refresh()
    assert not read
    RatingSession(project).undo()
    page.refresh()
    assert len(read) == 1


def test_the_reward_model_can_score_the_answers(
    page: QualityPage, project: Project, jobs: Jobs
) -> None:
    rate(project, 1)
    page.refresh()
    assert not page.score.isVisible()
    store = project.store
    base = store.versions.base()
    version = store.versions.add("taste", VersionKind.REWARD, base.base, parent_id=base.id)
    store.scores.put(version.id, {n: ResponseScore(0.0) for n in range(1, 12)})
    page.refresh()
    assert page.score.isVisible()
    page.score.click()
    assert jobs.asked == [JobKind.SCORE]
    store.scores.put(version.id, {12: ResponseScore(1.0)})
    page.refresh()
    assert not page.score.isVisible()


def test_a_strategy_is_held_against_its_random_share(page: QualityPage, project: Project) -> None:
    store = project.store
    base = store.versions.base()
    version = store.versions.add("taste", VersionKind.REWARD, base.base, parent_id=base.id)
    store.scores.put(version.id, {n: ResponseScore(float(n % 2)) for n in range(1, 13)})
    for prompt_id, control in ((1, False), (2, False), (3, True)):
        a, b = 2 * prompt_id - 1, 2 * prompt_id
        store.feedback.append(
            Comparison(prompt_id, a, b, Preference.B, strategy="uncertain", control=control)
        )
    page.refresh()
    [row] = cells(page.strategies)
    assert row[:3] == ["Most uncertain", "100% (34%–100%, 2)", "100% (21%–100%, 1)"]
    assert row[4] == "no difference to be seen"


@pytest.mark.parametrize(
    ("chosen", "control", "words"),
    [
        ((30, 60), (5, 50), "better than chance"),
        ((5, 50), (30, 60), "worse than chance"),
        ((6, 12), (3, 9), "undecided: ~1800 more"),
        ((3, 6), (3, 6), "no difference to be seen"),
        ((3, 6), (0, 0), "cannot tell: too few scored"),
    ],
)
def test_verdicts(chosen: tuple[int, int], control: tuple[int, int], words: str) -> None:
    one, other = wilson(*chosen), wilson(*control)
    more = 1793 if words.startswith("undecided") else None
    result = StrategyResult("uncertain", one, other, difference(one, other), more)
    assert verdict(result) == words


def test_cells_are_read_with_their_heading(page: QualityPage, project: Project) -> None:
    rate(project, 1)
    page.refresh()
    index = page.kinds.model().index(0, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Judgements: 1"
    assert page.kinds.model().rowCount(QModelIndex()) == 1
    assert page.kinds.model().rowCount(index) == 0


def test_bars_are_drawn_only_for_what_is_known(
    page: QualityPage, project: Project, theme: Theme, qtbot: QtBot
) -> None:
    rate(project, 3)
    page.refresh()
    qtbot.waitExposed(page)
    accent = theme.current().accent.lower()

    def has_accent(widget: QWidget) -> bool:
        image = widget.grab().toImage()
        pixels = ((x, y) for x in range(image.width()) for y in range(image.height()))
        return any(image.pixelColor(x, y).name() == accent for x, y in pixels)

    assert has_accent(page.side.bar)
    assert not has_accent(page.consistency.bar)


def test_a_large_project_is_said_to_be_read_until_it_is(
    page: QualityPage, project: Project, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    rate(project, 2)
    monkeypatch.setattr(background, "LARGE", 0)
    with qtbot.waitSignal(page._reading.done):
        page.refresh()
        assert page.empty.title_label.text() == "Reading your judgements…"
        assert page.empty.isVisible()
        assert page.empty.primary.isHidden()
    assert not page.empty.isVisible()
    page.close_project()
