"""What this machine can do: versions, devices, memory, disk, and what stands in the way, in words.

Nothing is started in this process: torch is asked in a child, Qt by its package and its system
libraries.
"""

from __future__ import annotations

import ctypes.util
import os
import platform
import shutil
import sys
from collections.abc import Callable
from importlib import metadata
from typing import TYPE_CHECKING, Any

import psutil
from pysqlite3 import dbapi2 as sqlite

from desktop import __version__
from desktop.build_facts import build_facts
from desktop.domain.errors import AppError
from desktop.services.about import parts
from desktop.services.devices import advice
from desktop.services.devices import probe as probe_devices
from desktop.services.engines import current_engine
from desktop.services.graphics import UNNAMED, nvidia_cards
from desktop.services.paths import STARTER, starter_folder, user_data_folder
from desktop.services.starter import base_ready
from desktop.store.connection import MINIMUM_SQLITE

if TYPE_CHECKING:
    from pathlib import Path

GIGABYTE = 1e9
MEMORY_NEEDED_GB = 4.0
DISK_NEEDED_GB = 2.0
QT_LIBRARIES = {
    "EGL": "libegl1",
    "GL": "libgl1",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "xcb-cursor": "libxcb-cursor0",
    "dbus-1": "libdbus-1-3",
    "fontconfig": "libfontconfig1",
}
"""System libraries that Qt's window needs on Linux, and their Debian packages."""

Probe = Callable[[], dict[str, Any]]


def examine(probe: Probe = probe_devices) -> dict[str, Any]:
    """Return plain values about this machine; `problems` says in words what is wrong."""
    problems: list[str] = []
    report = {
        "tastemaker": __version__,
        "build": build_facts().to_json(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "qt": _qt(problems),
        "torch": _torch(probe, problems),
        "memory": _memory(problems),
        "disk": _disk(problems),
        "sqlite": _sqlite(problems),
        "starter_model": {"ready": base_ready(STARTER), "folder": str(starter_folder())},
        "parts": {part.name: f"{part.version} ({part.licence})" for part in parts()},
    }
    return {**report, "problems": problems}


def _qt(problems: list[str]) -> dict[str, Any]:
    try:
        version = metadata.version("PySide6-Essentials")
    except metadata.PackageNotFoundError:
        problems.append("Qt (PySide6-Essentials) is not installed: the window cannot open.")
        return {"version": None}
    missing: list[str] = []
    if sys.platform == "linux":
        missing = [
            package for name, package in QT_LIBRARIES.items() if not ctypes.util.find_library(name)
        ]
    if missing:
        problems.append(
            "Qt's system libraries are missing, so the window may not open; install "
            f"{' '.join(missing)}."
        )
    display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return {
        "version": version,
        "missing_packages": missing,
        "display": display or sys.platform != "linux",
    }


def _torch(probe: Probe, problems: list[str]) -> dict[str, Any]:
    try:
        engine = current_engine()
        found = probe()
    except AppError as error:
        problems.append(f"torch does not work here, so no model can run. {error}")
        return {"version": None, "devices": []}
    cards = nvidia_cards() or ((UNNAMED,) if shutil.which("nvidia-smi") else ())
    problems.extend(str(one) for one in advice(engine, found, cards))
    return {"version": found.pop("torch", None), "engine": engine.name, **found}


def _memory(problems: list[str]) -> dict[str, float]:
    memory = psutil.virtual_memory()
    total, free = memory.total / GIGABYTE, memory.available / GIGABYTE
    if free < MEMORY_NEEDED_GB:
        problems.append(
            f"{free:.1f} GB of memory are free; training the starter model wants "
            f"{MEMORY_NEEDED_GB:.0f} GB. Close other programs first."
        )
    return {"total_gb": total, "available_gb": free}


def _disk(problems: list[str]) -> dict[str, Any]:
    folder = user_data_folder()
    free = shutil.disk_usage(_existing(folder)).free / GIGABYTE
    if free < DISK_NEEDED_GB:
        problems.append(
            f"{free:.1f} GB of disk are free at {folder}; models and checkpoints want "
            f"{DISK_NEEDED_GB:.0f} GB."
        )
    return {"data_folder": str(folder), "free_gb": free}


def _existing(folder: Path) -> Path:
    return next(place for place in (folder, *folder.parents) if place.exists())


def _sqlite(problems: list[str]) -> dict[str, Any]:
    version = tuple(sqlite.sqlite_version_info)
    needed = ".".join(map(str, MINIMUM_SQLITE))
    if version < MINIMUM_SQLITE:
        problems.append(
            f"SQLite is {sqlite.sqlite_version}; before {needed} it can damage a project."
        )
    return {"version": sqlite.sqlite_version, "needed": needed}
