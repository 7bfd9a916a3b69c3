"""What was acknowledged stays, whatever happens to the process that wrote it."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.derivation import in_force
from desktop.domain.prompts import user_prompt
from desktop.store.store import open_store

ROOT = Path(__file__).parents[3]
RATE = """
import sys
from pathlib import Path
from desktop.domain.errors import StorageError
from desktop.domain.feedback import Comparison, Preference, Retraction
from desktop.store.store import open_store

store = open_store(Path(sys.argv[1]))
if sys.argv[2:]:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    for number in range(1_000_000):
        undoable = store.feedback.last_undoable()
        if number % 3 == 2:
            event = store.feedback.append(Retraction(), supersedes=undoable.id)
        else:
            event = store.feedback.append(Comparison(1, 1, 2, Preference.A))
        sys.stdout.write(f"{event.id}\\n")
        sys.stdout.flush()
except StorageError as error:
    sys.stdout.write(f"refused: {error.title}\\n")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "project.db"
    with open_store(path) as store:
        prompt = store.prompts.add(user_prompt("Hi"))
        for text in ("Hello", "What?"):
            store.responses.add(prompt.id, text)
    return path


def test_a_killed_process_loses_no_acknowledged_judgement(path: Path) -> None:
    chance = random.Random(7)
    acknowledged: list[int] = []
    for _ in range(10):
        with subprocess.Popen(
            [sys.executable, "-c", RATE, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
        ) as process:
            assert process.stdout is not None
            for _ in range(chance.randrange(1, 60)):
                acknowledged.append(int(process.stdout.readline()))
            process.kill()
            acknowledged += [int(line) for line in process.stdout.read().split()]
        with open_store(path) as store:
            events = store.feedback.events()
            assert [event.id for event in events] == list(range(1, len(events) + 1))
            assert set(acknowledged) <= {event.id for event in events}
            assert store.feedback.standing() == in_force(events)
            assert store.connection.value("PRAGMA integrity_check") == "ok"
    assert len(acknowledged) > 100


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are a matter of POSIX")
def test_a_disk_that_takes_no_more_loses_no_acknowledged_judgement(path: Path) -> None:
    limit = path.stat().st_size + 200_000
    ended = subprocess.run(
        [sys.executable, "-c", RATE, str(path), str(limit)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        check=True,
    )
    *acknowledged, refusal = ended.stdout.splitlines()
    assert refusal.startswith("refused: The disk")
    with open_store(path) as store:
        assert [event.id for event in store.feedback.events()] == [int(i) for i in acknowledged]
        assert store.connection.value("PRAGMA integrity_check") == "ok"
