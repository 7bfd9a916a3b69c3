"""Training in processes that are killed at random moments, over and over.

Usage: python -m tests.helpers.killed_training SPEC FOLDER KILLS SEED. FOLDER holds `straight`, a
prepared run folder, and takes copies of it. Every run is a fork of this process, which has torch
loaded and computes nothing itself. Prints a JSON line: the kills that hit, the runs that ended.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path

import torch

from desktop.domain.runs import RunSpec
from desktop.training.runner import run
from tests.helpers.training import Interruption, Recorder

POLL_S = 0.002


def start(spec: RunSpec, folder: Path) -> int:
    """Fork a process that runs to its end, and return its id."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        run(spec, folder, Recorder(), Interruption())
        code = 0
    finally:
        os._exit(code)


def ended(child: int, seconds: float) -> bool:
    """Wait for a process; kill it when the time is over. Return whether it ended by itself."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if status != 0:
                raise SystemExit(f"a run failed with {status}")
            return True
        time.sleep(POLL_S)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def main() -> None:
    """Do one run in peace and measure it, then kill others until there were enough kills."""
    spec = RunSpec.from_json(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    home, wanted, dice = Path(sys.argv[2]), int(sys.argv[3]), random.Random(int(sys.argv[4]))
    torch.set_num_threads(1)
    fresh = home / "fresh"
    shutil.copytree(home / "straight", fresh)
    began = time.monotonic()
    ended(start(spec, home / "straight"), 600.0)
    duration = time.monotonic() - began
    kills = runs = 0
    while kills < wanted:
        folder = home / f"killed-{runs}"
        shutil.copytree(fresh, folder)
        while not ended(start(spec, folder), dice.uniform(0.0, 1.5 * duration)):
            kills += 1
            if kills >= wanted:
                # Enough: the last one may go to its end.
                duration = 600.0
        runs += 1
    sys.stdout.write(json.dumps({"kills": kills, "runs": runs}) + "\n")


if __name__ == "__main__":
    main()
