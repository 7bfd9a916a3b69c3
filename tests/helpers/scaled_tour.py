"""Looks at every scene on a screen of another density; a program of its own.

Qt reads `QT_SCALE_FACTOR` only when it starts. `python -m tests.helpers.scaled_tour FOLDER LANGUAGE
THEME` prints what is cut or faint in the project of the folder, a line each.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.app import build
from desktop.services.project import open_project
from desktop.ui.settings_store import SettingsStore
from tests.helpers.legibility import cut_texts, faint_texts
from tests.helpers.scenes import scenes

SMALL = (1024, 640)


def problems(folder: Path, language: str, theme: str) -> list[str]:
    """Return what is wrong in a window of the smallest size that is supported."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    application.setStyle("Fusion")
    settings = SettingsStore(folder.parent / f"{language}-{theme}.json")
    settings.change(language=language, theme=theme)
    window = build(application, settings).window
    window.resize(*SMALL)
    window.show()
    window.set_project(open_project(folder))
    found = [
        f"[{name}] {problem}"
        for name, shown in scenes(window)
        for problem in (*cut_texts(shown), *faint_texts(shown))
    ]
    window.close()
    return found


if __name__ == "__main__":
    sys.stdout.write("\n".join(problems(Path(sys.argv[1]), *sys.argv[2:])))
