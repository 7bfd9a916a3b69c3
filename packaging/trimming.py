"""What of the parts is not used and stays out of the bundle, and why.

PyInstaller follows imports, and takes along what lies beside. Names are those inside the bundle's
folder, patterns those of `fnmatch` (where `*` also spans folders).
"""

from __future__ import annotations

from fnmatch import fnmatch
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

EXCLUDED_MODULES: Mapping[str, str] = {
    "PySide6.QtNetwork": "the window speaks to no network",
    "PySide6.QtOpenGL": "charts are painted without OpenGL",
    "PySide6.QtOpenGLWidgets": "charts are painted without OpenGL",
    "PySide6.QtTest": "for tests",
    "curses": "terminals are written to line by line",
    "idlelib": "an editor",
    "lib2to3": "converts Python 2",
    "pydoc_data": "texts of Python's own help",
    "readline": "there is no prompt to edit",
    "tkinter": "another toolkit for windows",
    "torch.testing._internal.common_methods_invocations": "for torch's own tests",
    "torch.testing._internal.generated": "for torch's own tests",
    "torch.testing._internal.opinfo": "for torch's own tests",
    "torch.utils.benchmark": "for torch's developers",
    "torch.utils.tensorboard": "needs TensorBoard",
    "turtledemo": "examples",
}
"""Modules that the program never imports, though a part of it could."""

FROM_THE_SYSTEM: Mapping[str, str] = {
    "libstdc++.so.*": "the drivers of a newer system need its own, newer one",
    "libgcc_s.so.*": "goes with it",
    "libX11*": "speaks with the system's X server",
    "libXau.so.*": "goes with it",
    "libXdmcp.so.*": "goes with it",
    "libXext.so.*": "goes with it",
    "libXrender.so.*": "goes with it",
    "libxcb.so.*": "goes with it",
    "libxcb-glx.so.*": "goes with it",
    "libxcb-randr.so.*": "goes with it",
    "libxcb-render.so.*": "goes with it",
    "libxcb-shape.so.*": "goes with it",
    "libxcb-shm.so.*": "goes with it",
    "libxcb-sync.so.*": "goes with it",
    "libxcb-xfixes.so.*": "goes with it",
    "libxcb-xkb.so.*": "goes with it",
    "libEGL.so.*": "belongs to the graphics driver",
    "libGL.so.*": "belongs to the graphics driver",
    "libdbus-1.so.*": "speaks with the system's bus",
    "libexpat.so.*": "fontconfig's",
    "libfontconfig.so.*": "reads the system's settings of fonts",
    "libfreetype.so.*": "goes with it",
    "libglib-2.0.so.*": "shared with the desktop's plugins",
    "libgthread-2.0.so.*": "goes with it",
    "libwayland-*": "speaks with the system's compositor",
    "libxkbcommon*": "reads the system's keyboard layouts",
}
"""Libraries that every desktop has and that must fit the system: its own are used."""

UNUSED_FILES: Mapping[str, str] = {
    "torch/test/*": "torch's own tests",
    "torch/include/*": "headers",
    "torch/share/*": "for builds in C++",
    "torch/lib/*_test.so": "torch's own tests",
    "torch/lib/libaoti_custom_ops.so": "torch's own tests",
    "torch/lib/libbackend_with_compiler.so": "torch's own tests",
    "*.dist-info/RECORD": "for pip",
    "accelerate-*.dist-info/*": "not inside",
    "peft-*.dist-info/*": "not inside",
    "libcudart.so": "a stand-in that nothing loads",
    "transformers/models/*/convert_*.py": "scripts of its developers",
    "transformers/models/*/modular_*.py": "what its models are generated from",
    "*.pyi": "for type checkers",
    "*/tests/*": "tests of a part",
    "PySide6/Qt/plugins/egldeviceintegrations/*": "for devices without a desktop",
    "PySide6/Qt/plugins/generic/*": "for devices without a desktop",
    "PySide6/Qt/plugins/networkinformation/*": "the window speaks to no network",
    "PySide6/Qt/plugins/tls/*": "the window speaks to no network",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so": "brings all of GTK; dialogs are Qt's own",
    "PySide6/Qt/plugins/wayland-graphics-integration-client/*": "for windows drawn by OpenGL",
    "*/libQt6Eglfs*": "for devices without a desktop",
    "*/libQt6EglF*": "for devices without a desktop",
    "libQt6EglF*": "for devices without a desktop",
    "*libQt6Network.so*": "the window speaks to no network",
    "*libQt6OpenGLWidgets.so*": "charts are painted without OpenGL",
    "*libQt6Test.so*": "for tests",
}

KEPT_ALONE: Sequence[tuple[str, frozenset[str]]] = (
    ("torch/bin/", frozenset({"torch_shm_manager"})),
    ("PySide6/Qt/translations/", frozenset({"qtbase_zh_CN.qm"})),
    (
        "PySide6/Qt/plugins/imageformats/",
        frozenset({"libqsvg.so", "libqico.so", "libqsvg.dylib", "libqico.dylib"}),
    ),
    (
        "PySide6/Qt/plugins/platforms/",
        frozenset(
            {
                *("libqxcb.so", "libqwayland.so", "libqoffscreen.so"),
                *("libqcocoa.dylib", "libqoffscreen.dylib"),
            }
        ),
    ),
    ("PySide6/Qt/plugins/wayland-shell-integration/", frozenset({"libxdg-shell.so"})),
)
"""Folders of which only these files are used; without torch_shm_manager torch does not start."""

Entry = TypeVar("Entry", bound="tuple[str, ...]")


def is_used(name: str) -> bool:
    """Whether a file belongs into the bundle.

    Args:
        name: Its path inside the bundle, with slashes.
    """
    file = name.rpartition("/")[2]
    if "/" not in name and any(fnmatch(file, pattern) for pattern in FROM_THE_SYSTEM):
        return False
    if any(fnmatch(name, pattern) for pattern in UNUSED_FILES):
        return False
    return all(file in kept for folder, kept in KEPT_ALONE if name.startswith(folder))


def used(entries: Iterable[Entry]) -> list[Entry]:
    """The entries of one of PyInstaller's lists (name, source, kind) that belong in."""
    return [entry for entry in entries if is_used(entry[0].replace("\\", "/"))]
