"""kill -9 at random moments of everything that writes: nothing acknowledged is ever lost.

After every kill the project opens, its database is sound, the journal says what the database says,
and what was acknowledged is there. `TASTEMAKER_KILLS` sets how often each work is killed; kills
before there was anything to lose do not count.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from desktop.domain.derivation import in_force
from desktop.services.backups import back_up_now, list_backups
from desktop.services.examination import Check
from desktop.services.importing import import_file
from desktop.services.project import open_project
from desktop.services.repairing import repair_project
from desktop.services.verifying import verify_project
from desktop.store.connection import Connection
from tests.helpers.crashing import ROWS, Crasher
from tests.helpers.judged_project import contents, judged_project
from tests.helpers.old_format import in_old_format
from tests.integration.test_kill_while_rating import check_last_states

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project
    from tests.integration.conftest import MakeLoops

KILLS = int(os.environ.get("TASTEMAKER_KILLS", "50"))
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="forks, and kills with a signal"),
    pytest.mark.timeout(60 + 5 * KILLS),
]


@pytest.fixture(scope="module")
def crasher() -> Iterator[Crasher]:
    made = Crasher()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with judged_project(tmp_path / "project", prompts=120, actions=20) as project:
        back_up_now(project)
        return project.folder


def kill_after(
    crasher: Crasher, work: str, folder: Path, seed: int, seconds: float
) -> list[list[str]]:
    """Let a work run for a moment, kill it, and return what it had acknowledged."""
    pid = crasher.start(work, folder, seed)
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    said = crasher.said()
    assert all(words[0] != "error" for words in said), said
    return said


def check_sound(project: Project) -> None:
    """Database, derived values and journal agree."""
    found = {f.check: f for f in verify_project(project.folder).findings}
    for check in (Check.DATABASE, Check.LINKS, Check.JUDGEMENTS, Check.DERIVED, Check.JOURNAL):
        assert found[check].sound, found[check]
    events = project.store.feedback.events()
    assert [e.id for e in events] == list(range(1, len(events) + 1))
    assert project.store.feedback.standing() == in_force(events)


@pytest.mark.parametrize(
    ("work", "action"), [("rate", "give"), ("correct", "correct"), ("take_back", "undo")]
)
def test_while_judging(
    crasher: Crasher, folder: Path, make_loops: MakeLoops, work: str, action: str
) -> None:
    loops = make_loops(f"kill -9 in {work}", KILLS)
    for loop in loops:
        words = kill_after(crasher, work, folder, loop, loops.moment(0.03))
        said = [(action, int(event)) for action, event in words]
        loops.note(action in {done for done, _ in said})
        with open_project(folder, back_up=False) as project:
            check_sound(project)
            ids = {e.id for e in project.store.feedback.events()}
            assert {event for _, event in said} <= ids
            check_last_states(said, {e.id for e in project.store.feedback.standing()})


def test_while_importing(crasher: Crasher, folder: Path, make_loops: MakeLoops) -> None:
    """A file is in as a whole, or not at all."""
    loops = make_loops("kill -9 in import", KILLS)
    acknowledged: set[str] = set()
    for loop in loops:
        words = kill_after(crasher, "import", folder, loop, loops.moment(0.06))
        loops.note(words)
        acknowledged |= {name for _, name in words}
        with open_project(folder, back_up=False) as project:
            check_sound(project)
            texts = [p.text for p in project.store.prompts.list()]
        rows = Counter(text.split(":")[0] for text in texts if ":" in text)
        assert acknowledged <= set(rows)
        assert set(rows.values()) <= {ROWS}


def test_while_importing_a_large_file(
    crasher: Crasher, folder: Path, tmp_path: Path, make_loops: MakeLoops
) -> None:
    """Whatever of it is in, importing it again adds exactly the rest."""
    loops = make_loops("kill -9 in import by turns", KILLS)
    cut_off = 0
    for loop in loops:
        again = tmp_path / f"again-{loop}"
        shutil.copytree(folder, again)
        words = kill_after(crasher, "import_in_turns", again, loop, loops.moment(0.06))
        loops.note(words)
        with open_project(again, back_up=False) as project:
            check_sound(project)
            acknowledged = len(words)
            for number in range(acknowledged + 1):
                path = tmp_path / f"import-{loop}-{number}.jsonl"
                if not path.exists() or len(path.read_text().splitlines()) < ROWS:
                    continue
                before = project.store.feedback.count_standing()
                report = import_file(project, path)
                assert report.comparisons + report.duplicates == ROWS
                if number < acknowledged:
                    assert report.comparisons == 0
                cut_off += 0 < report.comparisons < ROWS
                after = project.store.feedback.count_standing()
                assert after - before == report.comparisons
            check_sound(project)
            texts = [p.text for p in project.store.prompts.list()]
        rows = Counter(text.split(":")[0] for text in texts if ":" in text)
        assert set(rows.values()) <= {ROWS}
        shutil.rmtree(again)
    assert cut_off > 0


def test_while_backing_up(crasher: Crasher, folder: Path, make_loops: MakeLoops) -> None:
    """What bears a backup's name is whole, and nothing else is left for ever."""
    loops = make_loops("kill -9 in backup", KILLS)
    acknowledged: set[str] = set()
    for loop in loops:
        words = kill_after(crasher, "back_up", folder, loop, loops.moment(0.08))
        loops.note(words)
        acknowledged |= {w[1] for w in words if w[0] == "backup"}
        with open_project(folder, back_up=False) as project:
            check_sound(project)
        found = list_backups(folder)
        assert acknowledged <= {backup.path.name for backup in found}
        for backup in found:
            assert backup.judgements is not None
        whole = Connection(found[0].path)
        assert whole.value("PRAGMA integrity_check") == "ok"
        whole.close()
    assert acknowledged


def test_while_migrating(
    crasher: Crasher, folder: Path, tmp_path: Path, make_loops: MakeLoops
) -> None:
    """An old project is of the old format or of the new one, with everything in it.

    What was judged in the old format is what there is to lose: only a migration cut off counts.
    """
    old = in_old_format(folder, tmp_path / "old")
    with open_project(folder, back_up=False) as project:
        everything = contents(project.store)
    chance = random.Random(14)
    loops = make_loops("kill -9 in migration", KILLS)
    migrated = 0
    for loop in loops:
        again = tmp_path / f"again-{loop}"
        shutil.copytree(old, again)
        words = kill_after(crasher, "migrate", again, loop, chance.uniform(0.0, 0.3))
        migrated += ["migrated"] in words
        loops.note(["migrated"] not in words)
        with open_project(again, back_up=False) as project:
            check_sound(project)
            assert contents(project.store) == everything
        shutil.rmtree(again)
    assert migrated > 0


def test_while_restoring(crasher: Crasher, folder: Path) -> None:
    """The project is as before or as the backup; as before is still among the backups."""
    oldest = list_backups(folder)[-1].judgements
    with open_project(folder, back_up=False) as project:
        before = project.store.feedback.count_standing()
        judged = contents(project.store)
    chance = random.Random(15)
    for loop in range(KILLS // 2):
        kill_after(crasher, "restore", folder, loop, chance.uniform(0.0, 0.12))
        with open_project(folder, back_up=False) as project:
            check_sound(project)
            assert project.store.feedback.count_standing() in (before, oldest)
            if project.store.feedback.count_standing() == before:
                assert contents(project.store) == judged
    assert before in {backup.judgements for backup in list_backups(folder)}


def test_while_repairing(crasher: Crasher, folder: Path) -> None:
    """However often a repair is cut off, the next one saves everything."""
    with open_project(folder, back_up=False) as project:
        everything = contents(project.store)
    chance = random.Random(16)
    for loop in range(KILLS // 2):
        kill_after(crasher, "repair", folder, loop, chance.uniform(0.0, 0.3))
        repaired = repair_project(folder)
        assert repaired.examination.sound, repaired.examination
        with open_project(folder, back_up=False) as project:
            check_sound(project)
            assert contents(project.store) == everything
        for damaged in (folder / "backups").glob("damaged-*"):
            shutil.rmtree(damaged)


def test_while_exporting(crasher: Crasher, folder: Path) -> None:
    """The file that was exported last is whole."""
    chance = random.Random(17)
    path = folder.parent / "export.jsonl"
    with open_project(folder, back_up=False) as project:
        judged = len(project.store.feedback.events())
    exported = False
    for loop in range(KILLS // 2):
        exported |= bool(kill_after(crasher, "export", folder, loop, chance.uniform(0.0, 0.3)))
        if exported:
            rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
            assert sum(row["type"] == "feedback" for row in rows) == judged
    assert exported
