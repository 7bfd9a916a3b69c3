"""The window as a user starts it: in a process of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

PROBE = """
import json, sys, time
started = time.monotonic()
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import desktop.app as app
from desktop.ui.main_window import MainWindow

shown = MainWindow.showEvent
facts = {}

def show_event(self, event):
    facts.setdefault("seconds", time.monotonic() - started)
    QTimer.singleShot(%(wait)d, finish)
    shown(self, event)

def finish():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    window.show_page("rate")
    for name in ("home", "prompts"):
        window.show_page(name)
    heavy = ("torch", "transformers", "peft", "pyqtgraph", "tokenizers", "safetensors")
    facts["heavy"] = [name for name in heavy if name in sys.modules]
    facts["project"] = window.project().name if window.project() else None
    facts["page"] = window.pages.current_name()
    window.close()

MainWindow.showEvent = show_event
status = app.main(%(project)s, sample=%(sample)s)
print(json.dumps({**facts, "status": status}))
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own: the sample project is made in its documents."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    return tmp_path


def start(*, project: Path | None = None, sample: bool = False) -> dict[str, object]:
    where = f"Path({str(project)!r})" if project else "None"
    code = PROBE % {"wait": 300, "project": where, "sample": sample}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    facts: dict[str, object] = json.loads(done.stdout.strip().splitlines()[-1])
    return facts


def test_the_window_starts_without_torch(user_data_folder: Path) -> None:
    facts = start(sample=True)
    assert facts["heavy"] == []
    assert facts["project"] == "Sample project"
    assert facts["status"] == 0
    again = start()
    assert again["project"] == "Sample project"
    assert isinstance(again["seconds"], float)
    log = (user_data_folder / "logs" / "window.log").read_text(encoding="utf-8")
    shown = re.findall(r"The window is on the screen, (\d+\.\d\d) s after the process began", log)
    assert len(shown) == 2
    assert all(0 < float(seconds) < 120 for seconds in shown)


def test_without_a_project_the_window_waits_on_its_welcome_page() -> None:
    facts = start()
    assert facts["project"] is None
    assert facts["page"] == ""
