"""How long the window takes from the start of the process until it is shown, without torch.

Each start is a process of its own on a copy of the sample project; the first one, which warms the
disk's cache, is left out.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop.services.sample_project import create_sample_project
from tests.benchmarks.report import report

STARTS = 5
PROGRAM = """
import json, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from desktop import __main__, app


class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Expose or event.type() == QEvent.Type.Paint:
            if watched.objectName() and not said:
                said.append(time.time())
                QTimer.singleShot(500, QApplication.quit)
        return False


said = []
watch = Watch()
build = app.build


def build_and_watch(application, settings):
    application.installEventFilter(watch)
    return build(application, settings)


app.build = build_and_watch
try:
    __main__.main()
except SystemExit:
    pass
print(json.dumps({"shown": said[0], "torch": "torch" in sys.modules}))
"""


def start(project: Path) -> float:
    """Return the seconds from starting the process to the first paint of the window."""
    began = time.time()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(project)], capture_output=True, text=True, check=True
    )
    said = json.loads(done.stdout.strip().splitlines()[-1])
    if said["torch"]:
        raise SystemExit("The window has imported torch.")
    return float(said["shown"]) - began


def main() -> None:
    """Measure and print the line."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        create_sample_project(project).close()
        start(project)
        seconds = [start(project) for _ in range(STARTS)]
    report("window_start", "s, median", statistics.median(seconds), None, worst=max(seconds))


if __name__ == "__main__":
    main()
