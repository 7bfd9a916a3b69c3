"""kill -9 at random moments of rating: no acknowledged judgement is lost and the project opens.

`TASTEMAKER_KILL_LOOPS` sets how often (the default keeps CI quick).
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from desktop.domain.derivation import in_force
from desktop.domain.prompts import user_prompt
from desktop.domain.responses import Origin
from desktop.services.project import DATABASE, create_project, open_project
from desktop.services.rating import RatingSession

if TYPE_CHECKING:
    from pathlib import Path

    from tests.integration.conftest import MakeLoops

LOOPS = int(os.environ.get("TASTEMAKER_KILL_LOOPS", "8"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with far more pairs than can be rated before the kill."""
    folder = tmp_path / "project"
    with create_project(folder) as project, project.store.transaction():
        for i in range(200):
            prompt = project.store.prompts.add(user_prompt(f"Question {i}?"))
            for k in range(6):
                project.store.responses.add(
                    prompt.id, f"Answer {k} to {i}.", origin=Origin.IMPORTED
                )
    return folder


def rate_until_killed(folder: Path, how: str, seed: int, after: float) -> list[tuple[str, int]]:
    """Start a rating process, kill it, and return what it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.helpers.{how}", str(folder), str(seed)],
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert select.select([process.stdout], [], [], 30)[0], "the rating process did not start"
    time.sleep(after)
    process.kill()
    said, _ = process.communicate(timeout=30)
    lines = said.decode().split("\n")[:-1]
    assert lines[0] == "ready 0"
    return [(action, int(event)) for action, event in map(str.split, lines[1:])]


@pytest.mark.slow
@pytest.mark.timeout(10 * LOOPS + 120)
@pytest.mark.parametrize(
    ("how", "longest"),
    [("rating_process", 0.15), ("rating_window", 1.5)],
    ids=["service", "window"],
)
def test_acknowledged_judgements_survive_kill(
    folder: Path, make_loops: MakeLoops, how: str, longest: float
) -> None:
    """Every acknowledged event is there, in the state its last acknowledgement gave it."""
    loops = make_loops(f"kill -9 of a fresh {how}", LOOPS)
    for loop in loops:
        said = rate_until_killed(folder, how, loop, loops.moment(longest))
        loops.note(said)
        with open_project(folder) as project:
            events = project.store.feedback.events()
            ids = {e.id for e in events}
            standing = {e.id for e in project.store.feedback.standing()}
            assert standing == {e.id for e in in_force(events)}
            assert {event for _, event in said} <= ids
            RatingSession(project).current()
        check_last_states(said, standing)
    assert (folder / DATABASE).exists()


def check_last_states(said: list[tuple[str, int]], standing: set[int]) -> None:
    """Compare the last acknowledged state of each event with what stands.

    The action after the last acknowledged one may have been made durable without being
    acknowledged: the event that an undo or a redo would have touched then is left out.
    """
    last = {event: action for action, event in said}
    given = [e for e, a in last.items() if a != "undo"]
    in_doubt = {max(given)} if given else set()
    in_doubt |= {e for a, e in said[-1:] if a == "undo"}
    for event, action in last.items():
        if event not in in_doubt:
            assert (event in standing) == (action != "undo"), (event, action)
