"""Starts that are not as usual, each in a process of its own: first, safe, after a crash."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from desktop.services.crash_traces import crashes_folder, new_crashes, told_crashes

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = """
import json, os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
import desktop.app as app
from desktop.ui.main_window import MainWindow
from desktop.ui.welcome.device_look import DeviceLook
from desktop.ui.widgets.notice import Notice

DeviceLook.look = lambda self: None
facts = {"boxes": []}

def window():
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))

def close_boxes():
    box = QApplication.activeModalWidget()
    if isinstance(box, QMessageBox):
        facts["boxes"].append(box.text())
        box.reject()

def look():
    it = window()
    page = it.pages.front()
    facts["page"] = it.pages.current_name() or page.objectName() or type(page).__name__
    facts["rail"] = it.rail.isVisible()
    facts["project"] = it.project().name if it.project() else None
    facts["notices"] = [n.text.text() for n in it.findChildren(Notice)]
    facts["theme"] = it._theme.current().name
    facts["software"] = os.environ.get("QT_OPENGL")
    it.close()

%(extra)s
closer = QTimer(); closer.setInterval(20); closer.timeout.connect(close_boxes)
show = MainWindow.showEvent
def show_event(self, event):
    closer.start()
    QTimer.singleShot(0, begin)
    show(self, event)
MainWindow.showEvent = show_event
status = app.main(%(arguments)s)
closer.stop()
print(json.dumps({**facts, "status": status}))
"""
LATER = """
def begin():
    QTimer.singleShot(200, look)
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.delenv("QT_OPENGL", raising=False)
    return tmp_path


def run(arguments: str = "", extra: str = LATER) -> subprocess.CompletedProcess[str]:
    code = PROGRAM % {"arguments": arguments, "extra": extra}
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False
    )


def start(arguments: str = "", extra: str = LATER) -> dict[str, Any]:
    done = run(arguments, extra)
    assert done.returncode == 0, done.stderr
    facts: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    assert facts["status"] == 0
    return facts


def log_of(user_data_folder: Path) -> str:
    return (user_data_folder / "logs" / "window.log").read_text(encoding="utf-8")


def test_the_very_first_start_shows_its_own_screen_until_there_is_a_project(
    user_data_folder: Path,
) -> None:
    first = start()
    assert (first["page"], first["rail"], first["project"]) == ("first_start", False, None)
    assert start()["page"] == "first_start"
    door = (
        "def begin():\n    window().beginning.page.sample.click()\n    QTimer.singleShot(300, look)"
    )
    opened = start(extra=door)
    assert (opened["page"], opened["rail"]) == ("home", True)
    later = start()
    assert (later["page"], later["project"]) == ("home", "Sample project")
    settings = json.loads((user_data_folder / "window.json").read_text(encoding="utf-8"))
    assert settings["welcomed"] is True


def test_safe_mode_opens_nothing_and_changes_no_settings(user_data_folder: Path) -> None:
    assert start("sample=True")["project"] == "Sample project"
    file = user_data_folder / "window.json"
    values = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**values, "theme": "dark", "text_scale": 2.0}), encoding="utf-8")
    assert start()["theme"] == "dark"
    before = file.read_text(encoding="utf-8")
    safe = start("safe_mode=True")
    assert (safe["project"], safe["theme"], safe["software"]) == (None, "light", "software")
    assert safe["page"] == "WelcomePage"
    assert any("Safe mode" in notice for notice in safe["notices"])
    assert file.read_text(encoding="utf-8") == before
    usual = start()
    assert (usual["project"], usual["theme"]) == ("Sample project", "dark")


def test_a_reset_is_said_in_the_window(tmp_path: Path) -> None:
    kept = tmp_path / "window-1.json"
    facts = start(f"old_settings=__import__('pathlib').Path({str(kept)!r})")
    assert any(str(kept) in notice for notice in facts["notices"])


SLOT = """
def broken():
    raise RuntimeError("a slot failed")
def begin():
    QTimer.singleShot(0, broken)
    QTimer.singleShot(400, look)
"""
THREAD = """
import threading
def broken():
    raise RuntimeError("a thread failed")
def begin():
    threading.Thread(target=broken, name="worker bee").start()
    QTimer.singleShot(400, look)
"""


@pytest.mark.parametrize(("extra", "words"), [(SLOT, "a slot failed"), (THREAD, "a thread failed")])
def test_an_exception_that_nobody_caught_is_logged_and_shown_and_the_program_goes_on(
    user_data_folder: Path, extra: str, words: str
) -> None:
    facts = start(extra=extra)
    assert facts["boxes"] == ["Something went wrong inside the program."]
    log = log_of(user_data_folder)
    assert f"RuntimeError: {words}" in log
    assert "in broken" in log


def test_what_qt_says_is_in_the_log(user_data_folder: Path) -> None:
    extra = """
from PySide6.QtCore import qWarning
def begin():
    qWarning("the paint is wet")
    look()
"""
    start(extra=extra)
    assert "WARNING qt: default: the paint is wet" in log_of(user_data_folder)


CRASH = """
import ctypes
def begin():
    ctypes.string_at(0)
"""


def test_after_a_crash_the_next_start_says_so_once() -> None:
    assert run(extra=CRASH).returncode == -signal.SIGSEGV
    [trace] = new_crashes()
    assert "in begin" in trace.read_text(encoding="utf-8")
    assert any("stopped unexpectedly" in notice for notice in start()["notices"])
    assert not any("stopped unexpectedly" in notice for notice in start()["notices"])
    assert len(told_crashes()) == 1
    assert list(crashes_folder().glob("*.txt")) == []


DELETE = """
from desktop.ui.safety.all_data_dialog import AllDataDialog

def fill(dialog):
    if not dialog.rows:
        QTimer.singleShot(20, lambda: fill(dialog))
        return
    facts["rows"] = [row.tick.text() for row in dialog.rows]
    for row in dialog.rows:
        row.tick.setChecked(True)
    dialog.word.setText("delete")
    dialog.delete_button.click()
    wait(dialog)

def wait(dialog):
    if dialog.close_button.text() != "Quit Tastemaker":
        QTimer.singleShot(20, lambda: wait(dialog))
        return
    facts["said"] = dialog.state.text()
    dialog.close_button.click()

def begin():
    shown = AllDataDialog.exec
    def exec_(dialog):
        QTimer.singleShot(0, lambda: fill(dialog))
        return shown(dialog)
    AllDataDialog.exec = exec_
    QTimer.singleShot(200, window().care.show_all)
"""


def test_all_of_it_is_deleted_from_the_window_which_quits_and_writes_nothing_more(
    home: Path, user_data_folder: Path
) -> None:
    assert start("sample=True")["project"] == "Sample project"
    [project] = home.rglob("project.db")
    gone = start(extra=DELETE)
    assert gone["rows"] == ["Project sample", "Settings of the window", "Logs"]
    assert "moved to the trash." in gone["said"]
    assert not project.exists()
    assert not user_data_folder.exists()
    [trashed] = home.rglob("project.db")
    assert "Trash" in trashed.parts


WINDOWED = """
import sys
sys.stdout = sys.stderr = None
from desktop.services.window_log import mend_streams
mend_streams()
print("hello")
print("trouble", file=sys.stderr)
import logging
"""


def test_a_program_without_a_console_speaks_into_a_file(user_data_folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WINDOWED], check=False, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    text = (user_data_folder / "logs" / "window.out").read_text(encoding="utf-8")
    assert text == "hello\ntrouble\n"
