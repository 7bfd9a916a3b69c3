"""Measures how the built program starts: warm, cold, and the memory of its window.

Each start is a process of its own on the same project, as a user has it the second time. The
program itself notes when its window was on the screen. For a cold start the program's own files
are not in the disk's cache; those of the system are.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from screen import screen
from workplace import NAME, BuildError, Workplace, run

STARTS = 5
COLD_STARTS = 3
WITHIN_S = 60.0
CALM_S = 1.0
"""From the picture to the memory: the project is open by then, and no worker asked yet."""
SHOWN = re.compile(r"on the screen, (\d+\.\d+) s after the process began")


def main() -> int:
    """Measure, and print a line of JSON; the exit status of the process."""
    bundle = Workplace().bundle
    try:
        with screen(), tempfile.TemporaryDirectory(prefix="tastemaker-start-") as home:
            print(json.dumps(measure(bundle, Path(home))))
    except BuildError as problem:
        print(f"\nNothing was measured: {problem}", file=sys.stderr)
        return 1
    return 0


def measure(bundle: Path, home: Path) -> dict[str, float]:
    """Return seconds and megabytes; raises `BuildError` where the program does not start."""
    project = home / "project"
    run([bundle / NAME, "--data-dir", home / "data", "new", project])
    start(bundle, home)
    warm = [start(bundle, home) for _ in range(STARTS)]
    cold = []
    for _ in range(COLD_STARTS):
        forget(bundle)
        cold.append(start(bundle, home))
    return {
        "warm_s": statistics.median(seconds for seconds, _ in warm),
        "warm_worst_s": max(seconds for seconds, _ in warm),
        "cold_s": statistics.median(seconds for seconds, _ in cold),
        "cold_worst_s": max(seconds for seconds, _ in cold),
        "memory_mb": max(memory for _, memory in warm),
    }


def start(bundle: Path, home: Path) -> tuple[float, float]:
    """Start the program once; return the seconds to its window, and its memory in megabytes."""
    log = home / "data" / "logs" / "window.log"
    log.unlink(missing_ok=True)
    command = [str(bundle / NAME), "--data-dir", str(home / "data"), str(home / "project")]
    variables = {**os.environ, "HOME": str(home)}
    program = subprocess.Popen(command, env=variables, stderr=subprocess.DEVNULL)
    try:
        seconds = _seconds_of(log, program)
        time.sleep(CALM_S)
        return seconds, memory_of(Path("/proc") / str(program.pid))
    finally:
        program.kill()
        program.wait()


def _seconds_of(log: Path, program: subprocess.Popen[bytes]) -> float:
    """Wait for the program's note of its window."""
    until = time.monotonic() + WITHIN_S
    while time.monotonic() < until and program.poll() is None:
        found = SHOWN.search(log.read_text(encoding="utf-8")) if log.exists() else None
        if found:
            return float(found[1])
        time.sleep(0.05)
    raise BuildError("the window did not come to the screen.")


def memory_of(process: Path) -> float:
    """Return the megabytes of a process in memory, shared libraries counted in full.

    Args:
        process: Its folder in /proc.
    """
    found = re.search(r"^VmRSS:\s+(\d+) kB$", (process / "status").read_text(), re.MULTILINE)
    if found is None:
        raise BuildError("the window ended before its memory was read.")
    return int(found[1]) * 1024 / 1e6


def forget(folder: Path) -> None:
    """Let the system's cache forget the files of a folder."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            file = os.open(path, os.O_RDONLY)
            try:
                os.fsync(file)
                os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            finally:
                os.close(file)


if __name__ == "__main__":
    sys.exit(main())
