"""The system libraries that Qt loads on Linux: which are missing, and how to get them.

Qt comes from the package index, but what it loads from the system (X11's client libraries,
fonts, OpenGL's front) does not. A missing one shows only as "could not load the Qt platform
plugin", so each is tried here by name, before the window is. Wayland's own libraries are not
asked for: a Wayland desktop has them.
"""

from __future__ import annotations

import ctypes
import glob
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

PACKAGE_OF: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""What Qt's core, its widgets and its xcb plugin need -> Debian's package."""

CHINESE_FONT_PACKAGE = "fonts-noto-cjk"
CHINESE_FONT_FILES = ("*CJK*", "*wqy*", "*droid*fallback*", "*SourceHan*", "*uming*", "*ukai*")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", os.path.expanduser("~/.fonts"))


def missing_libraries(loads: Callable[[str], bool] | None = None) -> list[str]:
    """The libraries of `PACKAGE_OF` that this system cannot load; none off Linux.

    Args:
        loads: says whether the library of that name can be loaded; by default it is tried.
    """
    if not sys.platform.startswith("linux"):
        return []
    can_load = loads or _loads
    return [name for name in PACKAGE_OF if not can_load(name)]


def packages_for(libraries: Iterable[str]) -> list[str]:
    """Debian's packages with these libraries, sorted, each once."""
    return sorted({PACKAGE_OF[name] for name in libraries})


def has_chinese_font(folders: Sequence[str] = FONT_FOLDERS) -> bool:
    """Whether a font with Chinese letters lies in one of the usual font folders."""
    patterns = [
        os.path.join(folder, "**", name) for folder in folders for name in CHINESE_FONT_FILES
    ]
    return any(next(glob.iglob(pattern, recursive=True), None) for pattern in patterns)


def install_command(packages: Sequence[str], *, root: bool) -> list[str]:
    """The command that installs Debian packages, with sudo where the user is not root."""
    rights = [] if root else ["sudo"]
    return [*rights, "apt-get", "install", "-y", "--no-install-recommends", *packages]


def can_install() -> bool:
    """Whether this process may install Debian packages without asking anybody."""
    return os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages, refreshing the package lists first; False when that failed."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], install_command(packages, root=True)):
        done = subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode != 0:
            return False
    return True


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
