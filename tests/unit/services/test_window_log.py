from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from desktop.services.paths import logs_folder
from desktop.services.window_log import LOG_BYTES, OUTPUT_FILE, LateStream

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import logging, sys, threading, warnings
from desktop.services.window_log import start_log, stop_log
start_log()

class Broken:
    def __del__(self):
        raise RuntimeError("cannot be raised")

Broken()
thread = threading.Thread(target=lambda: 1 / 0, name="worker bee")
thread.start(); thread.join()
leaving = threading.Thread(target=sys.exit)
leaving.start(); leaving.join()
warnings.warn("old fashioned", stacklevel=1)
logging.getLogger("x").info("one more")
stop_log()
logging.getLogger("x").info("not any more")
start_log()
raise ValueError("nobody caught this")
"""


def test_everything_that_goes_wrong_is_in_the_log(user_data_folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], check=False, capture_output=True)
    assert done.returncode == 1
    log = (user_data_folder / "logs" / "window.log").read_text(encoding="utf-8")
    for words in (
        "RuntimeError: cannot be raised",
        "Unexpected error in worker bee",
        "ZeroDivisionError",
        "UserWarning: old fashioned",
        "one more",
        "ValueError: nobody caught this",
    ):
        assert words in log
    assert b"ValueError: nobody caught this" in done.stderr
    assert "SystemExit" not in log
    assert "not any more" not in log


def test_a_late_stream_makes_its_file_with_the_first_word_and_sets_a_large_one_aside() -> None:
    path = logs_folder() / OUTPUT_FILE
    stream = LateStream()
    stream.flush()
    assert not path.exists()
    assert not stream.isatty()
    path.write_text("x" * (LOG_BYTES + 1), encoding="utf-8")
    assert stream.write("hello\n") == 6
    assert path.read_text(encoding="utf-8") == "hello\n"
    assert path.with_suffix(".out.1").stat().st_size == LOG_BYTES + 1
    stream.close()
