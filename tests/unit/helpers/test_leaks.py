"""The leak checks themselves: each must catch what it is there for, and nothing else."""

from __future__ import annotations

import multiprocessing
import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QWidget

from desktop.worker.protocol import ProbeDevices
from desktop.worker.supervisor import Worker
from tests.helpers.fake_engine import fake_engine
from tests.helpers.fake_workers import ignore_all
from tests.helpers.leaks import no_leaked_processes, no_leaked_qt_objects, no_leaked_threads

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def test_a_thread_left_running_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.helpers.leaks.GRACE_SECONDS", 0.05)
    end = threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten")
    with pytest.raises(AssertionError, match="forgotten"), no_leaked_threads():
        thread.start()
    end.set()
    thread.join()


def test_a_thread_that_is_ending_is_waited_for() -> None:
    end = threading.Event()
    with no_leaked_threads():
        threading.Thread(target=end.wait).start()
        end.set()


def test_a_process_left_running_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.helpers.leaks.GRACE_SECONDS", 0.05)
    context = multiprocessing.get_context("spawn")
    end = context.Event()
    process = context.Process(target=end.wait, name="forgotten")
    with pytest.raises(AssertionError, match="forgotten"), no_leaked_processes():
        process.start()
    end.set()
    process.join()
    assert process.exitcode == 0


def test_a_worker_left_running_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("tests.helpers.leaks.GRACE_SECONDS", 0.05)
    worker = Worker(fake_engine(ignore_all))
    with pytest.raises(AssertionError, match="worker"), no_leaked_processes():
        worker.start(ProbeDevices(), log_path=tmp_path / "log")
    worker.kill()


def test_a_running_timer_fails(qtbot: QtBot) -> None:
    timer = QTimer()
    timer.setObjectName("forgotten")
    with pytest.raises(AssertionError, match="QTimer 'forgotten'"), no_leaked_qt_objects():
        timer.start(1000)
    timer.stop()


def test_a_stopped_or_deleted_timer_passes(qtbot: QtBot) -> None:
    with no_leaked_qt_objects():
        stopped = QTimer()
        stopped.start(1000)
        stopped.stop()
        deleted = QTimer()
        deleted.start(1000)
        deleted.deleteLater()


def test_a_running_qt_thread_fails(qtbot: QtBot) -> None:
    thread = QThread()
    with pytest.raises(AssertionError, match="QThread"), no_leaked_qt_objects():
        thread.start()
    thread.quit()
    assert thread.wait(5000)


def test_a_window_left_open_fails(qtbot: QtBot) -> None:
    windows: list[QWidget] = []
    with pytest.raises(AssertionError, match="QWidget"), no_leaked_qt_objects():
        windows.append(QWidget())
    qtbot.addWidget(windows[0])


def test_a_child_or_a_collected_window_passes(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    with no_leaked_qt_objects():
        QWidget(parent)
        cycle = [QWidget()]
        cycle.append(cycle)  # type: ignore[arg-type]
        del cycle
