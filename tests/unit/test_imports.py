"""Who may import what: the contracts of the project file, and the rules they cannot express."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
STANDARD_LIBRARY = frozenset(sys.stdlib_module_names)
LEARNING = {"accelerate", "peft", "tokenizers", "torch", "transformers"}
QT = {"PySide6", "pyqtgraph", "shiboken6"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("desktop", include_external_packages=True, cache_dir=None)


def _importers(graph: grimp.ImportGraph, names: set[str], allowed: tuple[str, ...]) -> list[str]:
    """The modules outside `allowed` that themselves import one of the packages `names`."""
    found = [
        f"{module} imports {imported}"
        for module in graph.find_children("desktop") | graph.find_descendants("desktop")
        if not module.startswith(allowed)
        for imported in graph.find_modules_directly_imported_by(module)
        if imported in names
    ]
    return sorted(found)


def test_the_contracts_hold() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_learning_libraries_only_in_models_training_and_the_child(
    graph: grimp.ImportGraph,
) -> None:
    allowed = ("desktop.models", "desktop.training", "desktop.worker.child")
    assert _importers(graph, LEARNING, allowed) == []


def test_qt_only_in_ui_and_app(graph: grimp.ImportGraph) -> None:
    assert _importers(graph, QT, ("desktop.ui", "desktop.app")) == []


@pytest.mark.parametrize("room", ["desktop.domain", "desktop.resource_files"])
def test_the_innermost_rooms_need_nothing_but_the_standard_library(
    graph: grimp.ImportGraph, room: str
) -> None:
    others = {
        imported
        for module in {room} | graph.find_descendants(room)
        for imported in graph.find_modules_directly_imported_by(module)
        if not imported.startswith("desktop.domain")
    }
    assert {name for name in others if name not in STANDARD_LIBRARY} == set()


def _loaded_by(code: str) -> set[str]:
    """The modules, and the packages they are of, that a program of its own has loaded after it."""
    program = f"import sys\n{code}\nimport json\nprint(json.dumps(list(sys.modules)))\n"
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    modules = set(json.loads(done.stdout))
    return modules | {name.partition(".")[0] for name in modules}


def test_a_window_is_on_the_screen_before_what_only_commands_and_dialogs_need() -> None:
    loaded = _loaded_by("import desktop.__main__, desktop.cli.main, desktop.app")
    later = {
        *("numpy", "pyqtgraph", "sqlite_utils"),
        *("desktop.cli.commands", "desktop.services.repairing", "desktop.services.training"),
        *("desktop.ui.dialogs.generate", "desktop.ui.dialogs.preferences"),
    }
    assert loaded & later == set()


def test_importing_the_whole_window_loads_no_learning_library() -> None:
    code = (
        "import importlib, pkgutil\n"
        "import desktop.app, desktop.ui\n"
        "for module in pkgutil.walk_packages(desktop.ui.__path__, 'desktop.ui.'):\n"
        "    importlib.import_module(module.name)\n"
    )
    loaded = _loaded_by(code)
    assert "PySide6" in loaded
    assert loaded & (LEARNING | {"gguf", "safetensors"}) == set()
