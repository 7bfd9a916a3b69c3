from __future__ import annotations

import subprocess
import sys
import time

PROGRAM = """
import time
from desktop.services.process_age import process_age

print(process_age(), time.time())
"""
TICK_S = 0.01
"""What a system counts the start of a process in."""


def test_the_age_is_counted_from_the_start_of_the_process() -> None:
    before = time.time()
    process = subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, text=True)
    after = time.time()
    age, then = map(float, process.communicate()[0].split())
    assert process.returncode == 0
    assert then - after - 2 * TICK_S < age < then - before + 2 * TICK_S
