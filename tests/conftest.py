"""The set-up of every test: no screen, no network, no user's files, nothing left behind."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import hypothesis
import pytest
from hypothesis import HealthCheck, settings

from desktop.services.paths import models_folder
from tests.helpers import loops
from tests.helpers.leaks import no_leaked_processes, no_leaked_qt_objects, no_leaked_threads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# A busy machine makes examples slow, not wrong.
hypothesis.settings.register_profile("tastemaker", deadline=None)
hypothesis.settings.load_profile("tastemaker")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
os.environ["DISABLE_SAFETENSORS_CONVERSION"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
# The starter model is fetched and converted once per user, not once per test run.
os.environ["TASTEMAKER_MODELS_DIR"] = str(models_folder())

# How long an example takes says something of the machine and its other work, not of the code.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def user_data_folder(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A user's data folder of the test's own; its child processes inherit it."""
    folder = tmp_path_factory.mktemp("user-data")
    monkeypatch.setenv("TASTEMAKER_DATA_DIR", str(folder))
    return folder


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves processes, threads, timers or windows."""
    with no_leaked_processes(), no_leaked_threads():
        if {"qtbot", "qapp"} & set(request.fixturenames):
            with no_leaked_qt_objects():
                yield
        else:
            yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how often the crash tests disturbed what, where there was something to lose."""
    reports = (r for found in terminalreporter.stats.values() for r in found)
    lines = [
        str(value)
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for name, value in report.user_properties
        if name == loops.PROPERTY
    ]
    if lines:
        terminalreporter.section("disturbed, with something to lose")
        terminalreporter.write_line("\n".join(lines))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skips a gpu test where there is no GPU; torch is imported only for such a test."""
    if item.get_closest_marker("gpu") is None:
        return
    import torch

    if not torch.cuda.is_available():
        pytest.skip("needs a CUDA device")
