"""Starting an engine: a program of its own that inherits one end of a pipe.

Nothing else connects the two: no port, no address that somebody else could use, and no code of the
window in the engine. Its output goes to the log from its first moment on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from multiprocessing import Pipe, connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import desktop
from desktop import __version__
from desktop.build_facts import build_facts, current_target
from desktop.domain.engines import BUILT_IN, Engine, EngineKind
from desktop.domain.errors import WorkerError
from desktop.worker.agreement import protocol_version

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

WORKER_ARGUMENT = "--worker"
"""With it a frozen program is nothing but a worker."""
RULES_ARGUMENT = "--try-rules"
"""With it a frozen program does nothing but try reward rules."""
OTHER_PROTOCOL = 72
"""How an engine ends that does not understand the window which started it."""
FREEZERS_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
"""Variables that PyInstaller points at its own bundle; the old value is in the one with _ORIG."""


def built_in_engine() -> Engine:
    """Return the engine that comes with this program: the program itself."""
    frozen = getattr(sys, "frozen", False)
    command = (sys.executable,) if frozen else (sys.executable, "-m", "desktop.worker")
    return Engine(
        name=BUILT_IN,
        kind=EngineKind.CPU,
        version=__version__,
        protocol=protocol_version(),
        target=current_target(),
        torch=build_facts().torch,
        command=command,
    )


def launch(engine: Engine, *, log_path: Path) -> tuple[subprocess.Popen[bytes], Connection]:
    """Start an engine; return its process and our end of the pipe.

    Raises:
        WorkerError: Its program is missing, or the system would not start it.
    """
    ours, theirs = Pipe()
    try:
        with log_path.open("ab") as log:
            process = subprocess.Popen(
                command_line(engine, theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment(os.environ.copy()),
                **_inheriting(theirs.fileno()),
            )
    except OSError as error:
        ours.close()
        raise _not_started(engine, error) from error
    finally:
        theirs.close()
    return process, ours


def command_line(engine: Engine, handle: int) -> list[str]:
    """Return the words that start an engine on its end of the pipe."""
    program = Path(engine.folder, engine.command[0]) if engine.folder else engine.command[0]
    return [
        *(str(program), *engine.command[1:]),
        *(WORKER_ARGUMENT, str(handle), protocol_version()),
    ]


def open_pipe(handle: int) -> Connection:
    """Return the engine's end of the pipe, from what it was started with."""
    if sys.platform == "win32":
        return connection.PipeConnection(handle)
    os.set_inheritable(handle, False)
    return connection.Connection(handle)


def environment(variables: dict[str, str]) -> dict[str, str]:
    """Return the variables for an engine, which must not load this program's libraries."""
    if not getattr(sys, "frozen", False):
        paths = [str(Path(desktop.__file__).parents[1]), variables.get("PYTHONPATH", "")]
        return {**variables, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    for name in FREEZERS_PATHS:
        variables.pop(name, None)
        if original := variables.pop(f"{name}_ORIG", ""):
            variables[name] = original
    return {**variables, "PYINSTALLER_RESET_ENVIRONMENT": "1"}


def _inheriting(handle: int) -> dict[str, Any]:
    """Return what lets a new process inherit one handle and nothing else, and open no console."""
    if sys.platform == "win32":
        os.set_handle_inheritable(handle, True)
        startup = subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]})
        return {"startupinfo": startup, "creationflags": subprocess.CREATE_NO_WINDOW}
    return {"pass_fds": (handle,)}


def _not_started(engine: Engine, error: OSError) -> WorkerError:
    if isinstance(error, FileNotFoundError) and not engine.built_in:
        return WorkerError(
            "The engine's program is missing",
            f"The engine “{engine.name}” has no program {engine.command[0]} in {engine.folder}.",
            "Install the engine again, or choose another one in the preferences.",
        )
    return WorkerError(
        "The worker could not be started",
        f"The system refused it ({error.strerror or error}). Your project is safe.",
        "Close other programs and try again.",
    )
