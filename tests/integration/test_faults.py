"""System calls that fail, one after another: EIO, ENOSPC, EMFILE in everything that saves.

strace lets the n-th call of a kind fail in a process that judges, opens, imports, backs up or
restores. Whatever fails: what was acknowledged is there, what failed was said as an error that a
user can read, the database is sound and the journal agrees with it. `TASTEMAKER_FAULTS` sets how
many faults there are altogether.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import psutil
import pytest

from desktop.services.backups import back_up_now, list_backups
from desktop.services.project import open_project
from tests.helpers.crashing import ROWS, Crasher
from tests.helpers.judged_project import judged_project
from tests.integration.test_kill import check_sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.integration.conftest import MakeLoops

FAULTS = int(os.environ.get("TASTEMAKER_FAULTS", "300"))
ERRORS = {
    "pwrite64": ("EIO", "ENOSPC"),
    "write": ("EIO", "ENOSPC"),
    "pread64": ("EIO",),
    "fsync": ("EIO",),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO",),
    "openat": ("EMFILE", "ENOSPC", "EIO"),
    "rename": ("EIO", "ENOSPC"),
    "unlink": ("EIO",),
}
SHARES = {
    "rate_with_faults": 0.4,
    "open_with_faults": 0.2,
    "import_with_faults": 0.15,
    "back_up_with_faults": 0.15,
    "restore_with_faults": 0.1,
}
JUDGED = {"give", "correct", "undo", "redo"}
READABLE = {"StorageError", "ProjectError", "DamagedProjectError", "InvalidInputError"}


@cache
def can_inject() -> bool:
    """Whether strace is here and may look into other processes."""
    if shutil.which("strace") is None:
        return False
    done = subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    return done.returncode == 0


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_inject(), reason="needs strace (apt-get install strace)"),
    pytest.mark.timeout(60 + 2 * FAULTS),
]


class Fault(NamedTuple):
    """The call of a kind that fails, and how; from then on all of them if `lasting`."""

    call: str
    error: str
    number: int
    lasting: bool

    def rule(self) -> str:
        """Return it as strace wants it."""
        return f"{self.call}:error={self.error}:when={self.number}{'+' if self.lasting else ''}"


@pytest.fixture(scope="module")
def crasher() -> Iterator[Crasher]:
    made = Crasher()
    yield made
    made.close()


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original") / "project"
    with judged_project(folder, prompts=20, actions=10) as project:
        back_up_now(project)
    return folder


def wait_until_still(pid: int) -> None:
    """Wait for a process to stop itself: let go on before that, it would stand still for good."""
    until = time.monotonic() + 30
    while psutil.Process(pid).status() != psutil.STATUS_STOPPED:
        assert time.monotonic() < until, psutil.Process(pid).status()
        time.sleep(0.001)


def run_under_strace(crasher: Crasher, work: str, folder: Path, *rules: str) -> list[list[str]]:
    """Let a work run under strace with these rules; return what it said."""
    pid = crasher.start(work, folder, 5)
    wait_until_still(pid)
    tracer = subprocess.Popen(
        ["strace", "-f", "-p", str(pid), *rules], stderr=subprocess.PIPE, text=True
    )
    assert tracer.stderr is not None
    assert "attached" in (line := tracer.stderr.readline()), line
    os.kill(pid, signal.SIGCONT)
    said = crasher.said()
    tracer.communicate(timeout=30)
    return said


def calls_of(crasher: Crasher, work: str, original: Path, place: Path) -> Counter[str]:
    """Return how often a work calls what may fail."""
    shutil.copytree(original, place)
    log = place.parent / "calls.txt"
    run_under_strace(crasher, work, place, "-o", str(log), "-e", f"trace={','.join(ERRORS)}")
    shutil.rmtree(place)
    names = re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), flags=re.MULTILINE)
    return Counter(names)


def shuffled_faults(calls: Counter[str], chance: random.Random) -> list[Fault]:
    """Return all faults there can be, in any order: calls, kinds of errors, whether they last."""
    every = [
        Fault(call, error, number, lasting)
        for call, errors in ERRORS.items()
        for error in errors
        for number in range(1, calls[call] + 1)
        for lasting in (False, True)
    ]
    return chance.sample(every, len(every))


@pytest.mark.parametrize("work", SHARES)
def test_whatever_call_fails_nothing_acknowledged_is_lost(
    crasher: Crasher, original: Path, tmp_path: Path, make_loops: MakeLoops, work: str
) -> None:
    """Only faults that the work met count: strace writes down those it made."""
    folder = tmp_path / "project"
    chance = random.Random(21)
    calls = calls_of(crasher, work, original, folder)
    assert sum(calls.values()) > 10
    failed, log = 0, tmp_path / "injected.txt"
    loops = make_loops(f"faults in {work}", round(FAULTS * SHARES[work]))
    for _, fault in zip(loops, shuffled_faults(calls, chance), strict=False):
        shutil.copytree(original, folder)
        said = run_under_strace(
            crasher, work, folder, "-o", str(log), "-e", f"trace={fault.call}",
            "-e", f"inject={fault.rule()}",
        )  # fmt: skip
        loops.note("(INJECTED)" in log.read_text(errors="replace"))
        failed += check(folder, said, fault)
        shutil.rmtree(folder)
    assert failed > 0
    assert loops.enough()


def check(folder: Path, said: list[list[str]], fault: Fault) -> bool:
    """Check what a work left behind; return whether it said that something failed."""
    assert ["closed"] in said, f"{fault}: {' '.join(map(' '.join, said))}"
    errors = {words[1] for words in said if words[0] == "failed"}
    assert errors <= READABLE, (fault, said)
    with open_project(folder, back_up=False) as project:
        check_sound(project)
        judged = {e.id for e in project.store.feedback.events()}
        standing = {e.id for e in project.store.feedback.standing()}
        texts = Counter(p.text.split(":")[0] for p in project.store.prompts.list())
    check_states(said, judged, standing, fault)
    for words in said:
        if words[0] == "imported":
            assert texts[words[1]] == ROWS, fault
    assert texts["5-0"] in (0, ROWS), fault
    backups = {b.path.name: b.judgements for b in list_backups(folder)}
    assert None not in backups.values(), fault
    assert {words[1] for words in said if words[0] == "backup"} <= set(backups), fault
    return bool(errors)


def check_states(said: list[list[str]], judged: set[int], standing: set[int], fault: Fault) -> None:
    """What was acknowledged is there in its last state; a failure leaves only itself in doubt."""
    last = {int(words[1]): words[0] for words in said if words[0] in JUDGED}
    if any(words[0] == "restored" for words in said):
        return
    assert set(last) <= judged, (fault, said)
    doubtful = any(words[0] == "failed" for words in said)
    wrong = [e for e, action in last.items() if (e in standing) != (action != "undo")]
    assert len(wrong) <= doubtful, (fault, said, wrong)
