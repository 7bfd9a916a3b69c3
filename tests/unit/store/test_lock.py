from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain.errors import ProjectError, StorageError
from desktop.store.lock import ProjectLock

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from desktop.store.lock import ProjectLock
ProjectLock(Path(sys.argv[1])).acquire()
sys.stdout.write("held\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def test_a_second_holder_is_told_who_holds_it(tmp_path: Path) -> None:
    with ProjectLock(tmp_path) as lock:
        assert lock.held
        with pytest.raises(ProjectError, match=f"Process {os.getpid()} works in"):
            ProjectLock(tmp_path).acquire()


def test_a_released_lock_is_free(tmp_path: Path) -> None:
    lock = ProjectLock(tmp_path)
    lock.acquire()
    lock.acquire()
    lock.release()
    lock.release()
    assert not lock.held
    with ProjectLock(tmp_path) as other:
        assert other.held


def test_a_refused_one_does_not_free_the_holders_lock(tmp_path: Path) -> None:
    with ProjectLock(tmp_path):
        for _ in range(3):
            with pytest.raises(ProjectError):
                ProjectLock(tmp_path).acquire()


def test_folders_have_locks_of_their_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
    with ProjectLock(tmp_path / "one"), ProjectLock(tmp_path / "two") as second:
        assert second.held


def test_a_folder_that_does_not_exist_says_so(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written to"):
        ProjectLock(tmp_path / "nowhere").acquire()


def test_a_stale_number_in_the_file_locks_nobody_out(tmp_path: Path) -> None:
    (tmp_path / "project.lock").write_text("1")
    with ProjectLock(tmp_path):
        assert (tmp_path / "project.lock").read_text() == str(os.getpid())


def test_the_lock_ends_with_a_process_that_is_killed(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ProjectError, match=f"Process {process.pid} works in"):
            ProjectLock(tmp_path).acquire()
        process.kill()
        process.wait()
        with ProjectLock(tmp_path) as lock:
            assert lock.held
