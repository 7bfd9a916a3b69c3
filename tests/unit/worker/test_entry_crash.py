"""What a worker leaves that a native library takes down: the stack of every thread, in its log."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CRASH = """
import ctypes, sys
import desktop.worker.entry as entry
from desktop.worker.protocol import ProbeDevices

def innermost(job, pipe):
    ctypes.string_at(0)

entry._do = innermost
entry.worker_main(None, ProbeDevices(), sys.argv[1])
"""


def test_a_worker_that_segfaults_leaves_its_trace_in_its_log(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    done = subprocess.run(
        [sys.executable, "-c", CRASH, str(log)], check=False, capture_output=True, timeout=60
    )
    assert done.returncode == -signal.SIGSEGV
    text = log.read_text(encoding="utf-8")
    assert "Segmentation fault" in text
    assert "in innermost" in text
