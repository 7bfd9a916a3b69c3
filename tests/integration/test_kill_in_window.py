"""kill -9 at random moments in the real window: every way of judging, and what was only begun.

No judgement that was shown as saved is lost, and what was typed is offered again exactly as it was.
`TASTEMAKER_WINDOW_KILLS` sets how often each work is killed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from desktop.domain.derivation import in_force
from desktop.services.drafts import Drafts
from desktop.services.project import open_project
from desktop.ui.rate.mode import Mode
from tests.helpers.crashing import Crasher
from tests.helpers.judged_project import judged_project
from tests.integration.test_kill_while_rating import check_last_states
from tests.ui.rate.test_page import opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from desktop.services.drafts import Draft
    from desktop.ui.rate.page import RatePage
    from tests.integration.conftest import MakeLoops

KILLS = int(os.environ.get("TASTEMAKER_WINDOW_KILLS", "6"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="forks, and kills with a signal"),
    pytest.mark.timeout(120 + 20 * KILLS),
]


@pytest.fixture(scope="module")
def crasher() -> Iterator[Crasher]:
    made = Crasher("crashing_windows")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with judged_project(tmp_path / "project", prompts=400, actions=5) as project:
        return project.folder


def killed(crasher: Crasher, work: str, folder: Path, seed: int, seconds: float) -> list[list[str]]:
    """Let a window be worked in for a moment, kill it, and return what it had said."""
    pid = crasher.start(work, folder, seed)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
    said = crasher.said()
    assert all(words[0] != "error" for words in said), said
    return said


@pytest.mark.parametrize("mode", list(Mode))
def test_what_was_shown_as_saved_is_there(
    crasher: Crasher, folder: Path, make_loops: MakeLoops, mode: Mode
) -> None:
    loops = make_loops(f"kill -9 of the window, {mode.value}", KILLS)
    for loop in loops:
        words = killed(crasher, mode.value, folder, loop, loops.moment(0.8))
        said = [(action, int(event)) for action, event in words]
        loops.note(said)
        with open_project(folder, back_up=False) as project:
            events = project.store.feedback.events()
            standing = {event.id for event in project.store.feedback.standing()}
            assert standing == {event.id for event in in_force(events)}
            assert {event for _, event in said} <= {event.id for event in events}
            check_last_states(said, standing)


@pytest.mark.parametrize("work", ["correction", "demonstration", "comment"])
def test_what_was_typed_is_offered_again_exactly(
    crasher: Crasher,
    folder: Path,
    qapp: QApplication,
    qtbot: QtBot,
    make_loops: MakeLoops,
    work: str,
) -> None:
    from desktop.ui.theme.theme import Theme

    theme = Theme(qapp)
    loops = make_loops(f"kill -9 of the window, {work} half typed", KILLS)
    for loop in loops:
        words = killed(crasher, work, folder, loop, 0.1 + loops.moment(2.5))
        typing, kept = (
            [json.loads(w[1]) for w in words if w[0] == kind] for kind in ("typing", "kept")
        )
        with open_project(folder, back_up=False) as project:
            waiting = Drafts(project.store).waiting()
            assert len(waiting) <= 1
            for draft in waiting:
                page = opened(qtbot, theme, project)
                button = page.unfinished.button
                offered = offered_text(page, draft)
                assert button.text().startswith("1 ") or not button.isVisible()
                check_draft(offered, kept, typing, work)
                page.close_project()
                page.close()
                Drafts(project.store).forget_all()
            assert waiting or not kept
            loops.note(kept)
    theme.deleteLater()


def offered_text(page: RatePage, draft: Draft) -> str:
    """Go on with a draft by its menu and return what is in the field."""
    if page.unfinished.button.isVisible():
        page.unfinished.button.menu_.actions()[0].trigger()
    if page.is_correcting():
        return page.correction.editor.edit.text()
    dialog = page.noting.remarking.dialog
    if dialog is not None:
        text = dialog.field.text()
        dialog.reject()
        return text
    return page.modes.write.edit.text()


def check_draft(offered: str, kept: list[str], typing: list[str], work: str) -> None:
    """Compare what is offered with what was certain, and with what may have been in the making."""
    certain = kept[-1] if kept else ""
    newest = typing[-1] if typing else ""
    if work == "correction":
        # The text is typed in front of the answer.
        assert offered.startswith(certain)
        written = next(n for n in range(len(newest), -1, -1) if offered.startswith(newest[:n]))
        assert written >= len(certain)
    else:
        assert newest.startswith(offered)
        assert len(offered) >= len(certain)
